"""Events to lines and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from committee import __version__
from committee.errors import BrokenPromise
from committee.events import CapitalMoved, Listed, RowOpened, real
from committee.recording.format import FORMAT, VERSION, encoded, event_of
from committee.recording.schema import check_line
from committee.terms import DISCLAIMER, Purse, Tier
from tests.builders import MEMBERS, a_header, a_meetings_events, a_recording, a_row_opened

KEPT = [event for row in a_recording(3).rows for event in (row.opened, *row.events)]
OTHERS = [event for event in a_meetings_events(3) if event.event in ("header", "reviewed", "listed")]
OTHERS.append(Listed(ids=("r1",), promise={"r1": -0.25, "r2": 1.0}))


@pytest.mark.parametrize("event", [*KEPT, *OTHERS])
def test_every_event_comes_back_as_it_was(event: RowOpened) -> None:
    line = json.loads(encoded([event]))
    assert check_line(line) is None
    assert event_of(line) == event


@given(
    name=st.text(st.characters(codec="utf-8"), min_size=1),
    cells=st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))),
    stances=st.lists(st.floats(-1, 1).map(real), min_size=5, max_size=5),
)
def test_any_name_cell_and_stance_comes_back(name: str, cells: dict[str, str], stances: list[float]) -> None:
    ids = [member.id for member in MEMBERS]
    event = replace(a_row_opened(), name=name, cells=cells, stances=dict(zip(ids, stances, strict=True)))
    line = encoded([event])
    assert line.count(b"\n") == 1
    assert event_of(json.loads(line)) == event


def test_the_header_says_what_file_this_is() -> None:
    line = json.loads(encoded([a_header()]))
    marks = (line["format"], line["version"], line["committee"], line["disclaimer"])
    assert marks == (FORMAT, VERSION, __version__, DISCLAIMER)


def test_what_is_not_plain_data_cannot_be_kept() -> None:
    with pytest.raises(BrokenPromise, match="object"):
        encoded([a_header(scenario={"title": object()})])


def test_whole_numbers_written_as_reals_and_the_other_way_read_as_what_they_are() -> None:
    moved = CapitalMoved(row=1, member="pd", why=Purse.SPENT, amount=1.0, balance=3.0, ask=Tier.TOP)
    read = event_of(json.loads(encoded([moved])) | {"row": 1.0, "amount": 1})
    assert read == moved
    assert isinstance(read, CapitalMoved)
    assert (type(read.row), type(read.amount)) == (int, float)
