"""Recordings of an invented season, made by hand: who came in 2027, and who spoke of them in 2029."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from committee.events import Event, Listed, Remembered, RowClosed, RowOpened
from committee.season.moments import Place
from committee.terms import Act, EndedBy, Kind, Recall, Tier
from tests.builders import SCENARIO, a_header, a_row_closed, a_row_opened, an_utterance, recorded

GHOST = "y2027n0002"
LABEL = "the resident from 2027 who left"


def a_row(number: int, *, recalled: bool = False, silent: bool = False, **given: Any) -> list[Event]:
    """A row of eight seconds that ends in the middle unless said otherwise."""
    opened = replace(a_row_opened(number), **{"kind": Kind.NON_US_IMG, **given})
    events: list[Event] = [opened]
    how = Recall.SPOKEN if recalled else Recall.SILENT
    if recalled or silent:
        events.append(Remembered(row=number, member="pd", ghost=GHOST, traits=("j1",), weight=-0.3, how=how))
    if recalled:
        events.append(replace(an_utterance(1, "pd", Act.RECALL, ghost=GHOST, point="point_1"), row=number))
    events.append(replace(an_utterance(1 + recalled, "pd", Act.CALL), row=number))
    return events


def a_meeting(rows: Sequence[list[Event]], dropped: Sequence[int] = ()) -> bytes:
    """A whole meeting of these rows; those in ``dropped`` leave the list."""
    episode = {"id": GHOST, "year": 2028, "traits": ["j1"], "label": LABEL}
    events: list[Event] = [a_header(len(rows), scenario={**SCENARIO, "memory": {"episodes": [episode]}})]
    ids = []
    for number, row in enumerate(rows, start=1):
        opened = row[0]
        assert isinstance(opened, RowOpened)
        out = {"tier": Tier.DNR, "ended_by": EndedBy.UNARGUED, "call": -0.6} if number in dropped else {}
        closed = a_row_closed(number, id=opened.id, **out)
        assert isinstance(closed, RowClosed)
        events += [*row, closed]
        ids += [opened.id] if closed.tier.ranked else []
    return recorded([*events, Listed(ids=tuple(ids))])


def recordings(folder: Path, *, spoken: bool = True, silent: bool = True) -> dict[Place, Path]:
    """The rank meetings of 2027 to 2030 of the first program, and the invite meeting of 2029."""
    later = a_meeting(
        [a_row(1), a_row(2, recalled=spoken, silent=silent, name="Bo Lind", cells={"visa": "j1"})], dropped=[2]
    )
    came = a_meeting([a_row(1), a_row(2, id=GHOST, name="Ana [Ruiz]")])
    plain = a_meeting([a_row(1), a_row(2)])
    before = a_meeting([a_row(1), a_row(2, name="Cy Ames", cells={"visa": "j1"})])
    meetings = {(2027, "rank"): came, (2028, "rank"): before, (2029, "invite"): plain, (2029, "rank"): later}
    paths = {}
    for (year, gate), content in meetings.items():
        path = folder / str(year) / "p000" / f"{gate}.jsonl.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(content, mtime=0))
        paths[year, "p000", gate] = path
    return paths
