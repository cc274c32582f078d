from __future__ import annotations

import gc
import weakref
from itertools import pairwise

import pytest

from committee.events import RowClosed, RowOpened, Uttered
from committee.meeting.row import open_floor, take_turn
from committee.meeting.row_events import RowEvents
from committee.meeting.state import OpenRow
from committee.meeting.timing import fits, seconds_of
from committee.terms import Act, WhyNot
from tests.scripted import FLAGGED, a_flagged_row, a_meeting, an_applicant, an_episode, events_of, held, only, opened


def test_a_row_is_read_out_has_an_impression_and_is_called() -> None:
    row = a_flagged_row()
    acts = [event.act for event in held(row).events if isinstance(event, Uttered)]
    assert acts[:2] == [Act.ANNOUNCE, Act.IMPRESSION]
    assert acts[-1] in (Act.CALL, Act.VETO)


def test_a_row_changes_nobody_and_can_be_held_twice() -> None:
    meeting = a_meeting(rows=[an_applicant(**FLAGGED)])
    before = [(m.purse.balance, dict(m.vividness), m.fatigue) for m in meeting.members]
    first, second = held(opened(meeting)), held(opened(meeting))
    assert first == second
    assert [(m.purse.balance, dict(m.vividness), m.fatigue) for m in meeting.members] == before


def test_telling_changes_nothing() -> None:
    loud, silent = held(a_flagged_row()), held(a_flagged_row(), tell=False)
    assert (loud.ending, loud.stances, loud.stakes, loud.seconds) == (
        silent.ending,
        silent.stances,
        silent.stakes,
        silent.seconds,
    )
    assert loud.events
    assert not silent.events


def test_a_row_that_was_told_is_let_go_of_as_soon_as_it_is_over() -> None:
    """Nothing in it refers back to it, so its memory comes back without the cycle collector."""
    row = a_flagged_row()
    events = RowEvents(row)
    open_floor(row, events)
    while take_turn(row, events):
        pass
    gone = weakref.ref(row)
    at_work = gc.isenabled()
    gc.disable()
    try:
        del row
        assert gone() is None
    finally:
        if at_work:
            gc.enable()


def test_without_capital_nobody_stakes() -> None:
    meeting = a_meeting(rows=[an_applicant(**FLAGGED)])
    assert held(opened(meeting)).stakes
    assert not held(opened(meeting), capital=False).stakes


def test_an_applicant_nobody_met_gets_no_impression() -> None:
    row = a_flagged_row(interview_score="")
    assert Act.IMPRESSION not in {event.act for event in held(row).events if isinstance(event, Uttered)}


def test_there_is_always_time_for_the_call() -> None:
    for name in "abcdefgh":
        row = a_flagged_row({"meeting.row_seconds": "15", "meeting.row_seconds_max": "20"}, id=name)
        open_floor(row)
        while take_turn(row):
            pass
        assert row.clock.elapsed + row.closing_s <= row.clock.allowed <= 20.0


@pytest.mark.parametrize(("setting", "silent"), [("vivid_silent", True), ("vivid_spoken", False)])
def test_a_recall_freshens_the_memory_by_its_setting(setting: str, silent: bool) -> None:
    """Both settings act: a row that only brings the ghost to mind, and one in which it is named."""
    room = {"memory.episodes": f"[{an_episode()}]", "memory.vivid_silent": "0.0", "memory.vivid_spoken": "0.0"}
    room["meeting.floor.ghost"] = "0.0" if silent else "10.0"
    left = {}
    for more in ("0.0", "0.5"):
        unsponsored = an_applicant(**{**FLAGGED, "advocate": ""})
        meeting = a_meeting({**room, f"memory.{setting}": more}, rows=[unsponsored])
        meeting.run()
        left[more] = meeting.members[1].vividness["x"]
    assert left["0.0"] == 0.8
    assert left["0.5"] == pytest.approx(0.9)


def test_the_opening_of_a_row_tells_the_stances_before_talk() -> None:
    row = a_flagged_row()
    events = held(row).events
    assert isinstance(events[0], RowOpened)
    stances = list(events[0].stances.values())
    assert stances == [pytest.approx(stance, abs=1e-4) for stance in row.before]


def test_who_has_no_time_left_for_their_words_makes_way_and_does_not_bid() -> None:
    """However long an advocate's words: what somebody else would say and fits is said, and the bell is kept."""
    slow = {
        "meeting.speech.words.advocate": "60",
        "meeting.speech.words_per_minute": "80",
        "meeting.floor.sponsor": "10.0",
        "switches.capital": "false",
    }
    pushed = [an_applicant(**{**FLAGGED, "id": f"row_{k}"}) for k in range(6)]
    made_way = 0
    for seed in (1, 2, 3):
        events = events_of(slow, seed=seed, rows=pushed)
        for turn in only(events, Uttered):
            assert turn.end_s <= turn.allowed_s
            bids = turn.bids
            if bids and turn.act not in (Act.IMPRESSION, Act.ANSWER, Act.CALL, Act.VETO):
                assert bids[turn.member] == max(bids.values())
        talked = {turn.row for turn in only(events, Uttered) if turn.bids and turn.act is not Act.IMPRESSION}
        for row in only(events, RowClosed):
            why = {missed.point: missed.why for missed in row.unheard}
            made_way += why.get("advocate") is WhyNot.BELL and row.row in talked
    assert made_way > 0


# ---------------------------------------------------------------- what the call would be had nobody paid


def test_the_call_had_nobody_paid_is_told_where_somebody_did() -> None:
    paid = a_flagged_row()
    result = held(paid)
    (closed,) = only(result.events, RowClosed)
    without = held(paid, capital=False).ending.call
    assert result.stakes
    assert closed.unpaid == pytest.approx(without, abs=1e-4)
    assert closed.unpaid is not None
    assert closed.unpaid < closed.call


def test_where_nobody_paid_no_such_call_is_told() -> None:
    row = a_flagged_row({"switches.capital": "false"})
    (closed,) = only(held(row).events, RowClosed)
    assert closed.unpaid is None


# ---------------------------------------------------------------- at conduct everybody sits up


def late_row(**cells: str | int | float) -> OpenRow:
    """The second row of a long day."""
    meeting = a_meeting(rows=[an_applicant(id="first"), an_applicant(**{**FLAGGED, **cells})])
    for member in meeting.members:
        member.tire(120.0, 0.5)
    return opened(meeting, 2)


@pytest.mark.parametrize("conduct", ["note", "remediation", "dismissal"])
def test_at_conduct_everybody_sits_up_from_the_announcement_on(conduct: str) -> None:
    row = late_row(professionalism=conduct)
    assert all(member.fatigue > 0.3 for member in row.members)
    assert row.sits_up
    assert row.fatigue == [0.0] * row.size
    assert row.attention == [1.0] * row.size


@pytest.mark.parametrize("cells", [{"step2_ck": 205}, {"gap_years": 6}, {"letters": "us:coded"}, {"visa": "h1b"}])
def test_nobody_sits_up_for_any_other_worry(cells: dict[str, str | int | float]) -> None:
    row = late_row(**cells)
    assert not row.sits_up
    assert row.fatigue == [member.fatigue for member in row.members]
    assert all(awake < 1.0 for awake in row.attention)


def test_fatigue_itself_is_told_as_it_is_whoever_sits_up() -> None:
    row = late_row(professionalism="remediation")
    told = only(held(row).events, RowOpened)[0].fatigue
    assert told == {m.spec.id: pytest.approx(m.fatigue, abs=1e-4) for m in row.members}


# ---------------------------------------------------------------- a row about a question


def test_a_question_that_was_asked_is_answered_in_the_next_turn_by_whoever_was_asked() -> None:
    """However eager everybody else is, and whoever would pay."""
    eager = {"meeting.floor.ask": "10.0", "meeting.floor.sponsor": "9.0", "meeting.capital.own_gap": "-2.0"}
    asked = 0
    for name in "abcdefghij":
        said = only(held(a_flagged_row(eager, id=name, narrative="concrete")).events, Uttered)
        for question, reply in pairwise(said):
            if question.act is Act.ASK:
                asked += 1
                assert (reply.act, reply.member, reply.to) == (Act.ANSWER, question.to, question.member)
                assert reply.capital == 0.0
                assert reply.point == "narrative"
    assert asked >= 5


def test_the_bell_rings_only_on_what_somebody_wanted_to_say() -> None:
    rung = 0
    for name in "abcdefgh":
        row = a_flagged_row({"meeting.row_seconds": "20", "meeting.row_seconds_max": "25"}, id=name)
        open_floor(row)
        while take_turn(row):
            pass
        if row.missed.rung:
            rung += 1
            assert all(wish.bid >= row.rules.floor.threshold for wish in row.missed.last_wishes)
            assert not any(fits(row, seconds_of(row, wish)) for wish in row.missed.last_wishes)
    assert rung
