"""What decided a row: each line is what the row comes to with one thing changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from committee.events import RowClosed
from committee.experiments.row.pivots import Pivot, Pivots, pivots, pivots_of
from committee.experiments.row.single import Cause
from committee.experiments.whatifs.remade import from_scenario, recorded
from committee.meeting.intervention import Changes
from committee.terms import Act
from tests.scripted import SMALL, Told

ROW = "img_b"


@cache
def _found(row: str = ROW, seed: int = 1) -> Pivots:
    return pivots_of(from_scenario("two_imgs", seed), row)


@cache
def _small(number: int, *settings: tuple[str, str]) -> Pivots:
    remade = from_scenario("baseline", 1, settings={**SMALL, **dict(settings)})
    return pivots_of(remade, remade.meeting().applicants[number].id)


def _of(found: Pivots, cause: Cause) -> list[Pivot]:
    return [pivot for pivot in found.pivots if pivot.of.cause is cause]


def test_every_turn_but_the_reading_and_the_call_is_silenced_once() -> None:
    said = _found().standing.row.utterances
    turns = sorted(pivot.of.inside.silenced for pivot in _of(_found(), Cause.UTTERANCE))
    assert turns == [(each.turn,) for each in said if each.act not in (Act.ANNOUNCE, Act.CALL)]


def test_each_line_is_what_the_whole_meeting_comes_to() -> None:
    remade = from_scenario("two_imgs", 1)
    for pivot in _found().pivots[::6]:
        told = Told()
        remade.meeting(told, changes=Changes(rows={ROW: pivot.of.inside})).run()
        closed = next(event for event in told.events if isinstance(event, RowClosed) and event.id == ROW)
        assert (closed.call, closed.tier) == (pivot.stood.call, pivot.stood.tier)


def test_the_largest_effect_comes_first() -> None:
    sizes = [abs(pivot.by) for pivot in _found().pivots]
    assert sizes == sorted(sizes, reverse=True)
    assert all(pivot.by == pivot.stood.call - _found().base.call for pivot in _found().pivots)


def test_the_sponsor_decided_this_row() -> None:
    first = _found().pivots[0]
    assert (first.of.cause, first.of.member) == (Cause.MEMBER, "apd_2")
    assert first.stood.tier.below(_found().base.tier)
    (stake,) = _of(_found(), Cause.STAKE)
    assert (stake.of.member, stake.of.amount) == ("apd_2", 2.0)
    assert stake.by < 0.0


def test_each_past_resident_who_came_to_mind_is_forgotten_once() -> None:
    found = _found("img_a")
    came = {event.ghost for event in found.standing.row.remembered}
    assert {pivot.of.ghost for pivot in _of(found, Cause.GHOST)} == came
    assert came


def test_what_nobody_raised_is_said_or_somebody_says_why_not() -> None:
    for number in (1, 4, 7):
        found = _small(number)
        closed = found.standing.row.closed
        assert closed is not None
        said = [pivot.of.point for pivot in _of(found, Cause.UNSAID)]
        not_said = [each.point for each in found.untried if each.cause is Cause.UNSAID]
        assert {point.id for point in (*said, *not_said) if point} == {missed.point for missed in closed.unheard}
        for pivot in _of(found, Cause.UNSAID):
            (put,) = pivot.of.inside.put
            result = found.standing.held(pivot.of.inside, tell=True)
            turns = [(event.member, event.act, event.point) for event in result.events if event.event == "uttered"]
            assert (put.member, put.act, put.point) in turns


def test_an_advocate_whom_nobody_can_be_is_untried() -> None:
    fixed = {"members.2.type": '"faculty"', "members.3.type": '"faculty"'}
    remade = from_scenario("baseline", 1, settings=SMALL | fixed)
    row = next((each.applicant.id for each in remade.meeting().briefs if each.advocate_point is not None), None)
    assert row is not None
    whys = {each.why for each in pivots_of(remade, row).untried}
    assert whys <= {"nobody in the room knew it", "nobody who knew it could say it and keep their side"}


def test_without_a_bell_there_is_no_more_time() -> None:
    found = _small(0, ("switches.clock", "false"))
    assert not _of(found, Cause.TIME)
    assert [each.why for each in found.untried if each.cause is Cause.TIME] == ["there is no bell in this meeting"]


def test_time_is_given_up_to_the_most() -> None:
    assert [pivot.of.amount for pivot in _of(_found(), Cause.TIME)] == [20.0, 45.0]
    short = _small(0, ("meeting.row_seconds", "80"))
    assert [pivot.of.amount for pivot in _of(short, Cause.TIME)] == [10.0]
    full = _small(0, ("meeting.row_seconds", "90"))
    assert "the row opened with all the seconds" in full.untried[-1].why


def test_a_recording_gives_the_same(tmp_path: Path) -> None:
    remade = from_scenario("baseline", 2, settings=SMALL)
    file = tmp_path / "meeting.jsonl"
    file.write_bytes(recorded(remade))
    row = remade.meeting().applicants[3].id
    again = pivots(file, row=row)
    assert again.pivots == pivots_of(remade, row).pivots
    assert again.base == pivots_of(remade, row).base


@pytest.mark.soak
def test_more_seeds_give_lines_that_can_be_held_again() -> None:
    for seed in range(2, 12):
        for row in ("img_a", "img_b", "img_c"):
            found = _found(row, seed)
            for pivot in found.pivots:
                assert found.standing.stood(found.standing.held(pivot.of.inside)) == pivot.stood
