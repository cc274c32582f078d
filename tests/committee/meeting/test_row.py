from __future__ import annotations

import gc
import weakref

import pytest

from committee.events import RowClosed, RowOpened, Uttered
from committee.meeting.row import open_floor, take_turn
from committee.meeting.row_events import RowEvents
from committee.terms import Act, WhyNot
from tests.scripted import FLAGGED, a_flagged_row, a_meeting, an_applicant, events_of, held, only, opened

EPISODE = (
    '{id="x", year=2025, traits=["step_fail", "non_us_img"], outcome=-1.0, vividness=0.8, '
    'holders=["apd_1"], witnessed=["apd_1"], label="the last one"}'
)


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
    room = {"memory.episodes": f"[{EPISODE}]", "memory.vivid_silent": "0.0", "memory.vivid_spoken": "0.0"}
    room["meeting.floor.ghost"] = "0.0" if silent else "10.0"
    left = {}
    for more in ("0.0", "0.5"):
        meeting = a_meeting({**room, f"memory.{setting}": more}, rows=[an_applicant(**FLAGGED)])
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
    slow = {"meeting.speech.words.advocate": "60", "meeting.floor.sponsor": "10.0", "switches.capital": "false"}
    pushed = [an_applicant(**{**FLAGGED, "id": f"row_{k}"}) for k in range(6)]
    made_way = 0
    for seed in (1, 2, 3):
        events = events_of(slow, seed=seed, rows=pushed)
        for turn in only(events, Uttered):
            assert turn.end_s <= turn.allowed_s
            bids = turn.bids
            if bids and turn.act not in (Act.IMPRESSION, Act.CALL, Act.VETO):
                assert bids[turn.member] == max(bids.values())
        talked = {turn.row for turn in only(events, Uttered) if turn.bids and turn.act is not Act.IMPRESSION}
        for row in only(events, RowClosed):
            why = {missed.point: missed.why for missed in row.unheard}
            made_way += why.get("advocate") is WhyNot.BELL and row.row in talked
    assert made_way > 0
