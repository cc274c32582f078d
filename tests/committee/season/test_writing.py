"""A year as the archive takes it: what every file is called on paper, wherever it ends."""

from __future__ import annotations

from io import BytesIO

import pandas as pd

from committee.recording import read_recording
from committee.season.writing import written
from committee.terms import Label, Reached
from tests.committee.season.small import small


def test_every_file_has_the_label_that_the_room_of_its_program_would_read() -> None:
    """Program 0 calls more files strong than the others do."""
    (held,) = small(keep="all", program__composite__strong_from=52.0).held(1)
    columns = written(held, b"").tables.files
    table = pd.DataFrame({name: [column.words[code] for code in column.codes] for name, column in columns.items()})
    labels = table.set_index(["program", "id"])["label"]
    recorded = [(program, read_recording(BytesIO(kept))) for program, gate, kept in held.recorded if gate == "invite"]
    read = [(program, row.opened.id, row.opened.label) for program, recording in recorded for row in recording.rows]
    assert read
    assert all(labels[program, id_] == label for program, id_, label in read)
    assert set(table.loc[table["gate"] == Reached.SCREENED_OUT, "label"]) == set(Label)
    own, other = labels["p000"], labels["p001"]
    both = own.index.intersection(other.index)
    assert ((own[both] == Label.STRONG) & (other[both] == Label.BORDERLINE)).any()
    assert not ((own[both] != Label.STRONG) & (other[both] == Label.STRONG)).any()
