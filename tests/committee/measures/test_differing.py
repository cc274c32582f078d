"""Where two recordings part, and who moved."""

from __future__ import annotations

from functools import cache

from committee.convene import Convener
from committee.measures.differing import differing
from committee.measures.places import places
from committee.meeting.intervention import Changes, Intervention
from committee.recording import Heard, Recording
from committee.scenario.loading import load_scenario
from tests.scripted import SMALL

ROW = "p403"
"""A drawn row near the top of the sheet."""


@cache
def _recording(seed: int = 3, **cells: str) -> Recording:
    heard = Heard()
    changes = Changes(cells={ROW: cells} if cells else {})
    Convener(load_scenario("baseline", SMALL)).meeting(seed, listeners=[heard], changes=changes).run()
    return heard.recording()


def test_a_meeting_does_not_differ_from_itself() -> None:
    found = differing(_recording(), _recording())
    assert (found.same, found.parting, found.call, found.moved) == (True, None, None, ())
    assert len(found.pairs) == len(_recording().rows)


def test_rows_before_the_changed_one_are_the_same_and_its_own_call_differs() -> None:
    before, after = _recording(), _recording(interview_score="1.0")
    found = differing(before, after)
    assert found.parting is not None
    assert found.call is not None
    assert found.parting.row.opened.id == found.call.row.opened.id == ROW
    said = found.parting.before or found.parting.after
    assert said is not None
    assert found.parting.second == said.start_s
    row = found.of(ROW)
    assert row is not None
    first, second = (
        [(each.member, each.act, each.end_s) for each in side.utterances if each.start_s < found.parting.second]
        for side in (row.row, row.changed)
    )
    assert first == second


def test_a_rise_is_the_difference_of_places() -> None:
    before, after = _recording(), _recording(interview_score="1.0")
    first, second = places(before), places(after)
    found = differing(before, after)
    assert {pair.row.opened.id: pair.rise for pair in found.pairs} == {id_: first[id_] - second[id_] for id_ in first}
    moved = list(found.moved)
    assert moved
    assert all(pair.before.position != pair.after.position for pair in moved)
    assert [abs(pair.rise) for pair in moved] == sorted((abs(pair.rise) for pair in moved), reverse=True)


def test_words_alone_are_no_difference() -> None:
    heard = Heard(words=_Shouting())
    Convener(load_scenario("baseline", SMALL)).meeting(3, listeners=[heard]).run()
    assert differing(_recording(), heard.recording()).same


class _Shouting:
    def text(self, _saying: object, /) -> str:
        return "HO!"


def test_a_turn_that_nobody_hears_parts_them_after_it() -> None:
    row = next(row for row in _recording().rows if len(row.utterances) > 5)
    heard = Heard()
    changes = Changes(rows={row.opened.id: Intervention(silenced=(2,))})
    Convener(load_scenario("baseline", SMALL)).meeting(3, listeners=[heard], changes=changes).run()
    found = differing(_recording(), heard.recording())
    assert found.parting is not None
    assert found.parting.second > row.utterances[2].start_s
