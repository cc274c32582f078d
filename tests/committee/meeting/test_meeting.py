from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.convene import RankMeeting
from committee.errors import UsageRefused
from committee.events import (
    CapitalMoved,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Uttered,
)
from committee.meeting.meeting import Meeting
from committee.members.carried import Carried
from committee.members.memory import Episode
from committee.terms import Act, Because, EndedBy, Purse, Role, WhyNot
from tests.effort import some
from tests.lawful import assert_lawful
from tests.scripted import SIX, SWITCHES, Told, a_meeting, an_episode, by_row, events_of, only, opened, the_rows
from tests.strategies import applicants

REVIEW = {"meeting.review.gap": "-2.0"}
"""A room in which whoever has capital left spends it on a last word."""


# ---------------------------------------------------------------- what every meeting honors


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_meeting_is_lawful(seed: int) -> None:
    assert_lawful(events_of(seed=seed))


@pytest.mark.parametrize("off", SWITCHES)
@pytest.mark.parametrize("rows", [None, SIX])
def test_a_meeting_without_one_mechanism_is_lawful(off: str, rows: list[Applicant] | None) -> None:
    assert_lawful(events_of({f"switches.{off}": "false"}, seed=4, rows=rows))


def test_a_meeting_with_everything_off_is_lawful() -> None:
    assert_lawful(events_of({f"switches.{name}": "false" for name in SWITCHES}, rows=SIX))


@pytest.mark.parametrize(
    "room",
    [
        {"meeting.row_seconds": "15", "meeting.row_seconds_max": "15"},
        {"meeting.row_seconds_max": "30"},
        {"meeting.capital.own_gap": "0.0", "meeting.capital.own_stance": "-1.0"},
        {"meeting.floor.threshold": "-10.0"},
        {"meeting.floor.threshold": "10.0"},
        {"meeting.interviewers": "0", "meeting.readers": "0"},
        {"meeting.call.public_only": "0.01"},
        {"memory.episodes": "[]"},
        {"program.points.advocate.mild": "0.0"},
        {"meeting.floor.ghost": "10.0", "meeting.persuasion.pull": "1.0"},
    ],
    ids=", ".join,
)
def test_an_odd_room_is_lawful(room: dict[str, str]) -> None:
    assert_lawful(events_of(room, rows=SIX))


OFF = st.sets(st.sampled_from(SWITCHES), max_size=3)
SHEET = st.lists(applicants(), min_size=1, max_size=4, unique_by=lambda row: row.id)


@settings(max_examples=some(40))
@given(SHEET, OFF, st.integers(0, 2**64 - 1))
def test_any_legal_rows_make_a_lawful_meeting(rows: list[Applicant], off: set[str], seed: int) -> None:
    assert_lawful(events_of({f"switches.{name}": "false" for name in off}, seed=seed, rows=rows))


# ---------------------------------------------------------------- the laws can be broken: these tests see it


def test_the_flagged_rows_exercise_the_laws() -> None:
    """The laws are checked on rows where stakes are won and lost, ghosts are named and rows are reviewed.

    Some rooms have little time, so that the bell rings; in some, words move much, so that members concede.
    """
    loud = {**REVIEW, "meeting.floor.ghost": "10.0"}
    hurried = {**REVIEW, "meeting.row_seconds": "25", "meeting.row_seconds_max": "40"}
    moved = {"meeting.persuasion.pull": "1.0", "meeting.persuasion.force": "2.0", "meeting.floor.challenge": "1.0"}
    rooms = [(seed, room) for seed in range(1, 5) for room in (loud, hurried, moved)]
    events = [event for seed, room in rooms for event in events_of(room, seed=seed, rows=[*the_rows(), *SIX])]
    assert {event.why.value for event in only(events, CapitalMoved)} >= {"spent", "returned", "burned"}
    assert {event.how.value for event in only(events, Remembered)} == {"spoken", "silent"}
    assert only(events, Reviewed)
    closed = only(events, RowClosed)
    assert {event.ended_by for event in closed} == set(EndedBy)
    assert {event.because for event in closed} >= {None, Because.CONCERN, Because.UNSPOKEN}
    said = only(events, Uttered)
    assert {event.act for event in said} >= {Act.ASK, Act.ANSWER, Act.PROPOSE, Act.CONCEDE, Act.REFRAME, Act.CHALLENGE}
    assert any(event.also for event in said)
    assert any(row.no_list for row in only(events, RowOpened))


# ---------------------------------------------------------------- its story


def test_a_step_is_a_row_and_the_list_comes_after_the_last() -> None:
    listener = Told()
    meeting = a_meeting(listeners=[listener])
    assert listener.events == []
    for held in range(1, 9):
        assert meeting.listed is None
        meeting.step()
        assert len(meeting.held) == held
        assert len(only(listener.events, RowClosed)) == held
    assert meeting.listed == only(listener.events, Listed)[0].ids
    assert not meeting.running


def test_steps_and_a_run_are_the_same_meeting() -> None:
    by_steps, at_once, by_mesa = a_meeting(), a_meeting(), a_meeting()
    for _ in range(8):
        by_steps.step()
    at_once.run()
    by_mesa.run_model()
    assert by_steps.digest() == at_once.digest() == by_mesa.digest()


def test_after_the_list_nothing_happens() -> None:
    listener = Told()
    meeting = a_meeting(listeners=[listener])
    meeting.run()
    before = (meeting.digest(), len(listener.events))
    meeting.step()
    meeting.run()
    assert (meeting.digest(), len(listener.events)) == before


def test_the_opening_says_who_sits_where_and_what_is_tried() -> None:
    (opened,) = only(events_of(seed=9), MeetingOpened)
    assert opened.seed == 9
    assert opened.rows == 8
    assert opened.scenario["meeting"]["row_seconds"] == 45
    assert [member.seat for member in opened.members] == sorted(member.seat for member in opened.members)


def test_positions_are_those_of_the_list() -> None:
    meeting = a_meeting()
    assert meeting.position == {}
    meeting.run()
    assert list(meeting.position) == list(meeting.listed or ())
    assert list(meeting.position.values()) == list(range(1, len(meeting.position) + 1))


def test_the_digest_sees_the_end_of_the_meeting() -> None:
    digests = {a_meeting(seed=seed).run().digest() for seed in range(1, 6)}
    assert len(digests) == 5


def test_minutes_pass_with_the_talk_and_the_pauses() -> None:
    meeting = a_meeting()
    meeting.run()
    talk = sum(row.result.seconds for row in meeting.held)
    pauses = meeting.rules.room.pause_s * len(meeting.held)
    assert meeting.minutes == pytest.approx((talk + pauses) / 60.0)


def test_the_room_tires_as_the_day_goes_by() -> None:
    opened = only(events_of(), RowOpened)
    tired = [row.fatigue["director"] for row in opened]
    assert tired[0] == 0.0
    assert tired == sorted(tired)
    assert tired[-1] > 0.0


# ---------------------------------------------------------------- capital from row to row


def test_a_review_is_paid_for_and_moves_what_it_says() -> None:
    events = events_of(REVIEW, seed=2)
    assert_lawful(events)
    moves = only(events, Reviewed)
    assert moves
    assert all(move.amount == 1.0 for move in moves)
    after_the_rows = events[events.index(only(events, RowClosed)[-1]) :]
    assert not [event for event in after_the_rows if isinstance(event, CapitalMoved) and event.why is Purse.SPENT]


def test_a_promised_push_is_saved_for() -> None:
    """Before the last advocate's row its sponsor keeps a reserve; after it there is nothing to keep."""
    meeting = a_meeting(rows=SIX)
    reserves = [sum(meeting.room(brief).reserved) for brief in meeting.briefs]
    assert reserves == sorted(reserves, reverse=True)
    assert reserves[0] > reserves[-1] == 0.0


# ---------------------------------------------------------------- aside


def test_a_row_held_aside_is_the_row_as_it_will_be_and_changes_nothing() -> None:
    meeting, untouched = a_meeting(rows=SIX), a_meeting(rows=SIX)
    aside = meeting.aside(meeting.docket(1))
    meeting.step()
    untouched.step()
    assert meeting.held[0].result == aside
    assert meeting.digest() == untouched.digest()


def test_a_row_is_met_by_a_room_as_tired_as_it_will_be() -> None:
    settings = {"meeting.rules.breaks": "[2]"}
    meeting, untouched = a_meeting(settings, rows=SIX), a_meeting(settings, rows=SIX)
    for brief in meeting.briefs:
        docket = meeting.come_to_next()
        assert meeting.come_to_next() is docket
        aside = meeting.aside(meeting.docket(brief.number))
        meeting.step()
        assert meeting.held[-1].result == aside
    assert meeting.digest() == untouched.run().digest()


def test_a_row_held_aside_is_told_to_nobody_and_may_be_held_without_capital() -> None:
    listener = Told()
    meeting = a_meeting(rows=SIX, listeners=[listener])
    results = [meeting.aside(meeting.docket(brief.number), capital=False) for brief in meeting.briefs]
    assert listener.events == []
    assert not any(result.stakes for result in results)
    assert any(meeting.aside(meeting.docket(brief.number)).stakes for brief in meeting.briefs)


def test_another_applicant_can_be_tried_in_the_place_of_a_row() -> None:
    meeting = a_meeting(rows=SIX)
    other = meeting.docket(2, SIX[0])
    assert (other.brief.number, other.brief.applicant) == (2, SIX[0])
    assert meeting.aside(other).ending == meeting.aside(meeting.docket(1)).ending


# ---------------------------------------------------------------- from one meeting to the next


def test_who_carries_what_the_scenario_gives_is_as_if_they_carried_nothing() -> None:
    fresh = a_meeting(rows=SIX)
    again = a_meeting(rows=SIX, carried=fresh.carried())
    assert again.run().digest() == fresh.run().digest()


def test_a_purse_is_carried_and_a_rest_gives_back_no_more() -> None:
    meeting = a_meeting(rows=SIX, carried={"apd_1": Carried(purse=0.25)})
    purse = meeting.members[1].purse
    assert (purse.balance, purse.full) == (0.25, meeting.members[1].spec.capital)
    purse.spend(0.25)
    purse.refill()
    assert purse.balance == 0.25


def test_memories_are_carried_with_how_vivid_they_are_by_their_holder_alone() -> None:
    episode = Episode(
        id="new", year=2025, traits=("step_fail",), outcome=-1.0, vividness=0.9, holders=(), witnessed=(), label="x"
    )
    carried = {"apd_1": Carried(episodes=(episode,), vividness={"new": 0.4})}
    meeting = a_meeting(rows=SIX, carried=carried)
    assert [member.spec.id for member in meeting.members if "new" in member.vividness] == ["apd_1"]
    assert meeting.members[1].vividness == {"new": 0.4}
    assert "new" in {ghost.episode for ghost in opened(meeting).ghosts[1]}
    off = a_meeting({"switches.memory": "false"}, rows=SIX, carried=carried)
    assert off.members[1].episodes == ()


def test_trust_is_carried_by_pair() -> None:
    fresh = a_meeting(rows=SIX)
    meeting = a_meeting(rows=SIX, carried={"director": Carried(trust={"chief_1": 0.11})})
    for a, b, edge in meeting.trust.edges(data=True):
        known = 0.11 if (a, b) == ("director", "chief_1") else fresh.trust[a][b]["weight"]
        assert edge["weight"] == known


def test_what_is_left_after_a_day_is_what_the_next_begins_with() -> None:
    first = a_meeting(rows=SIX).run()
    second = a_meeting(rows=SIX, carried=first.carried())
    for before, after in zip(first.members, second.members, strict=True):
        assert (after.purse.balance, after.vividness) == (before.purse.balance, before.vividness)
        assert after.fatigue == 0.0


def test_nobody_carries_anything_who_has_no_seat() -> None:
    with pytest.raises(UsageRefused, match="apd_1"):
        a_meeting(rows=SIX, carried={"apd_l": Carried(purse=1.0)})


# ---------------------------------------------------------------- nulls, exactly


def test_without_influence_no_stance_moves_at_all() -> None:
    for row in by_row(events_of({"switches.influence": "false"}, rows=SIX)).values():
        before = dict(only(row, RowOpened)[0].stances)
        assert all(dict(event.stances) == before for event in only(row, Uttered))


def test_without_memory_the_ghosts_might_as_well_never_have_been() -> None:
    off = events_of({"switches.memory": "false"}, rows=SIX)
    empty = events_of({"memory.episodes": "[]"}, rows=SIX)
    assert off[1:] == empty[1:]
    assert off[1:] != events_of(rows=SIX)[1:]


def test_without_a_holder_in_the_room_a_ghost_does_nothing() -> None:
    held = an_episode(year="2024", traits='["step_fail", "h1b", "non_us_img"]', vividness="1.0")
    nobody = held.replace("apd_1", "somebody_else")
    without = events_of({"memory.episodes": "[]"}, rows=SIX)
    assert events_of({"memory.episodes": f"[{nobody}]"}, rows=SIX)[1:] == without[1:]
    haunted = events_of({"memory.episodes": f"[{held}]"}, rows=SIX)
    assert {event.member for event in only(haunted, Remembered)} == {"apd_1"}
    assert haunted[1:] != without[1:]


def test_a_spoken_ghost_moves_those_who_do_not_hold_it() -> None:
    loud = {"memory.episodes": f"[{an_episode(year='2024', vividness='1.0')}]", "meeting.floor.ghost": "10.0"}
    moved: set[str] = set()
    for seed in range(1, 5):
        for event in only(events_of(loud, seed=seed, rows=SIX), Uttered):
            if event.ghost is not None:
                assert event.member == "apd_1"
                assert all(change < 0.0 for change in event.moved.values())
                moved |= set(event.moved)
    assert moved
    assert "apd_1" not in moved


def test_with_the_clock_off_nothing_is_unheard_for_lack_of_time() -> None:
    rushed = {"meeting.row_seconds": "15", "meeting.row_seconds_max": "15"}
    hurried = only(events_of(rushed, rows=SIX), RowClosed)
    assert any(missed.why is WhyNot.BELL for row in hurried for missed in row.unheard)
    calm = only(events_of({**rushed, "switches.clock": "false"}, rows=SIX), RowClosed)
    assert not any(missed.why is WhyNot.BELL for row in calm for missed in row.unheard)


@pytest.mark.parametrize("off", SWITCHES)
def test_every_switch_changes_something(off: str) -> None:
    rows = [*the_rows(), *SIX]
    assert events_of({f"switches.{off}": "false"}, rows=rows)[1:] != events_of(rows=rows)[1:]


# ---------------------------------------------------------------- nothing is kept


def live() -> int:
    gc.collect()
    return sum(1 for thing in gc.get_objects() if issubclass(type(thing), Meeting))


def test_a_meeting_that_is_over_is_let_go() -> None:
    before = live()
    for seed in range(30):
        RankMeeting("baseline", seed, pool={"us_md": 1, "us_do": 0, "us_img": 0, "non_us_img": 1, "rows": []}).run()
    assert live() <= before


def test_a_meeting_that_was_never_held_is_let_go_too() -> None:
    before = live()
    for seed in range(5):
        a_meeting(seed=seed).step()
    assert live() <= before


def test_the_room_without_a_coordinator_is_read_to_by_the_director() -> None:
    retired = {"members.10.type": '"faculty"', "members.10.capital": "0"}
    first = [event for event in only(events_of(retired), Uttered) if event.turn == 0]
    roles = {member.id: member.role for member in only(events_of(retired), MeetingOpened)[0].members}
    assert {roles[event.member] for event in first} == {Role.DIRECTOR}
