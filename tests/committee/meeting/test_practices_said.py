from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from msgspec import UNSET, json, structs

from committee.convene import Convener
from committee.events import CapitalMoved, Event, Reviewed, RowClosed, RowOpened, Tally, Uttered
from committee.meeting.floor import wishes
from committee.meeting.paying import can_spare
from committee.meeting.practices import (
    in_turn,
    toward_the_rate,
    within_cap,
)
from committee.meeting.row import take_turn
from committee.meeting.wish import Wish
from committee.scenario.loading import load_scenario
from committee.terms import Act, WhyNot
from tests.adopted import practices, ruled, told
from tests.by_the_rules import assert_spoken_as_assigned, assigned_words
from tests.conversing import closing_of, said_in, sponsors_of, staked_in
from tests.lawful import CLOSING
from tests.scripted import (
    CALM,
    SIX,
    Told,
    a_flagged_row,
    an_applicant,
    an_episode,
    begun,
    by_row,
    events_of,
    held,
    index_of,
    only,
    the_rows,
    the_rules,
)

ALONE = {"switches.carry_over": "false"}


# ---------------------------------------------------------------- assigned advocates


def test_the_assigned_advocate_says_the_strongest_point_in_favor_at_no_stake() -> None:
    row = a_flagged_row(ruled(assigned_advocate="true"), advocate="")
    who = row.docket.assigned_for
    assert who in row.docket.readers
    said = only(held(row).events, Uttered)
    word = said[2]  # after the reading and the impression
    assert (word.member, word.side, word.capital, word.bids) == (row.seating.ids[who or 0], 1, 0.0, {})
    row = a_flagged_row(ruled(assigned_advocate="true"), advocate="")
    spoken = index_of(row, word.point or "")
    in_favor = [point for point in row.knowledge.unsaid[who or 0] if row.points[point].valence > 0]
    salience = row.knowledge.salience[who or 0]
    impression = index_of(row, said[1].point or "")
    assert salience[spoken] == max(salience[point] for point in in_favor if point != impression)


def test_a_reader_is_drawn_for_each_row_and_never_the_director() -> None:
    opened = only(told({"assigned_advocate": "true", "devils_advocate": "true"}, rows=[*the_rows(), *SIX]), RowOpened)
    for side in ("for", "against"):
        named = {event.assigned[side] for event in opened}
        assert len(named) > 2
        assert "pd" not in named
    assert all(event.assigned["for"] != event.assigned["against"] for event in opened)


def test_nobody_is_assigned_where_nobody_reads_but_the_director() -> None:
    rules = {**ruled(assigned_advocate="true", devils_advocate="true"), "meeting.readers": "0"}
    assert {str(event.assigned) for event in only(events_of(rules, rows=SIX), RowOpened)} == {"{}"}


def test_the_only_reader_speaks_for_the_row_and_nobody_against() -> None:
    rules = {**ruled(assigned_advocate="true", devils_advocate="true"), "meeting.readers": "1"}
    assert {tuple(event.assigned) for event in only(events_of(rules, rows=SIX), RowOpened)} == {("for",)}


def test_no_sponsor_is_assigned_against_their_own_row() -> None:
    for seed in range(1, 9):
        events = events_of(ruled(devils_advocate="true"), seed=seed, rows=SIX)
        for opened in only(events, RowOpened):
            assert opened.assigned.get("against") not in sponsors_of(opened)


def unassigned(event: Event) -> Event:
    return structs.replace(event, assigned={}) if isinstance(event, RowOpened) else event


SMOOTH = [
    an_applicant(id=f"smooth_{n}", kind="us_md", step2_ck=256, interview_score=4.7, class_quartile=3) for n in range(6)
]
"""Rows that hardly anybody speaks against, though readers of the file could."""


@pytest.mark.parametrize("side", ["for", "against"])
def test_alone_a_row_differs_only_if_its_assigned_advocate_spoke(side: str) -> None:
    rule = {"for": "assigned_advocate", "against": "devils_advocate"}[side]
    rows = [*the_rows(3), *SIX, *SMOOTH]
    differ, spoke = 0, 0
    for seed in (1, 2, 3):
        plain = by_row(events_of(ALONE, seed=seed, rows=rows))
        ruled_rows = by_row(events_of({**ALONE, **ruled(**{rule: "true"})}, seed=seed, rows=rows))
        for name, events in ruled_rows.items():
            same = [unassigned(event) for event in events] == plain[name]
            assert same == (not assigned_words(events, side))
            differ += not same
            spoke += closing_of(events).tier is not closing_of(plain[name]).tier
    assert differ
    assert spoke or side == "against"


@pytest.mark.parametrize("seed", [1, 2])
def test_two_imgs_differs_in_tier_only_where_somebody_had_to_speak_for_a_row(seed: int) -> None:
    """Alone, in those rows only; else also in rows whose room has met another list before."""
    assigned = ruled(assigned_advocate="true")
    alone, alone_ruled, day, day_ruled = (
        by_row(two_imgs(room, seed)) for room in (ALONE, {**ALONE, **assigned}, {}, assigned)
    )
    had_to = {name for name, row in alone_ruled.items() if assigned_words(row, "for")}
    differ = {name for name, row in alone_ruled.items() if closing_of(row).tier is not closing_of(alone[name]).tier}
    assert differ
    assert differ <= had_to
    first = next(n for n, row in enumerate(day_ruled.values()) if assigned_words(row, "for"))
    assert [unassigned(e) for row in list(day_ruled.values())[:first] for e in row] == [
        event for row in list(day.values())[:first] for event in row
    ]


def two_imgs(room: Mapping[str, str], seed: int) -> list[Event]:
    """What the scenario ``two_imgs`` tells in this room."""
    listener = Told()
    Convener(load_scenario("two_imgs", dict(room))).meeting(seed, listeners=[listener]).run()
    return listener.events


def test_a_devils_advocate_speaks_only_where_nobody_has_spoken_against() -> None:
    seen = 0
    for seed in range(1, 6):
        events = events_of(ruled(devils_advocate="true"), seed=seed, rows=[*the_rows(), *SIX])
        for row in by_row(events).values():
            assert_spoken_as_assigned(row, "against")
            seen += len(assigned_words(row, "against"))
    assert seen


# ---------------------------------------------------------------- the floor


def a_wish(member: int, bid: float, act: Act = Act.VOUCH) -> Wish:
    return Wish(member, bid, act)


def test_nobody_speaks_a_third_time_while_somebody_who_wants_to_has_not_spoken() -> None:
    rules = practices(equal_airtime="true")
    loud, quiet, chair = a_wish(0, 3.0), a_wish(1, 1.0), a_wish(2, 2.0, Act.MOVE_ON)
    assert in_turn([loud, quiet], [2, 0], rules) == [quiet]
    assert in_turn([loud, quiet], [1, 0], rules) == [loud, quiet]
    assert in_turn([loud, quiet], [7, 1], rules) == [loud, quiet]
    assert in_turn([loud], [7, 0], rules) == [loud]
    assert in_turn([loud, chair, quiet], [2, 0, 5], rules) == [chair, quiet]
    assert in_turn([loud, chair], [2, 0, 0], rules) == [loud, chair]
    assert in_turn([loud, quiet], [2, 0], practices()) == [loud, quiet]


def test_under_equal_airtime_a_third_turn_comes_after_everybody_who_bids_has_had_one() -> None:
    rules = {**ruled(equal_airtime="true"), "meeting.floor.threshold": "0.2", "meeting.row_seconds": "90"}
    least = 0.2 + the_rules().floor.hurdle
    late = {"equal": 0, "plain": 0}
    for name, room in (("equal", rules), ("plain", {**rules, **ruled(equal_airtime="false")})):
        for row in by_row(events_of(room, rows=SIX)).values():
            spoken: dict[str, int] = {}
            for event in said_in(row):
                wanting = [who for who, bid in event.bids.items() if bid >= least and not spoken.get(who)]
                third = spoken.get(event.member, 0) >= 2 and event.act not in (Act.ANSWER, Act.MOVE_ON, *CLOSING)
                late[name] += bool(third and wanting)
                if event.act not in (Act.ANNOUNCE, Act.MOVE_ON):
                    spoken[event.member] = spoken.get(event.member, 0) + 1
    assert late["equal"] == 0 < late["plain"]


def test_whom_equal_airtime_keeps_from_speaking_was_outbid_and_not_cut_off() -> None:
    """The bell is no reason for a turn that a rule gave to somebody else."""
    row = begun({**CALM, **ruled(equal_airtime="true"), "meeting.floor.threshold": "-5.0", "meeting.readers": "3"})
    loud = max(wishes(row), key=lambda wish: wish.bid).member
    row.expressed.spoken[loud] = 2
    assert take_turn(row)
    assert WhyNot.BELL not in row.missed.wanted.values()
    assert row.cue.last_speaker != loud


# ---------------------------------------------------------------- capital


def test_a_cap_holds_for_what_one_member_puts_on_one_row() -> None:
    assert [within_cap(units, practices(capital_cap="1.0")) for units in (0.5, 1.0, 1.5)] == [True, True, False]
    assert not within_cap(0.1, practices(no_capital="true"))
    assert within_cap(0.0, practices(capital_cap="0"))


@pytest.mark.parametrize("cap", [0.0, 0.4, 0.5, 1.0, 1.5, 2.0])
def test_nobody_puts_more_than_the_cap_on_a_row(cap: float) -> None:
    plain, capped = {}, {}
    for seed in range(1, 5):
        plain |= {(seed, *key): units for key, units in staked_in(events_of(seed=seed, rows=SIX)).items()}
        events = events_of(ruled(capital_cap=str(cap)), seed=seed, rows=SIX)
        capped |= {(seed, *key): units for key, units in staked_in(events).items()}
    assert max(plain.values()) == 2.0
    assert max(capped.values(), default=0.0) <= cap
    assert bool(capped) == (cap >= 0.5)


def test_whom_the_cap_stops_is_not_short_of_capital() -> None:
    for events in (told({"capital_cap": "0.0"}, seed=seed, rows=SIX) for seed in range(1, 5)):
        for closed in only(events, RowClosed):
            assert closed.heard is not WhyNot.NO_CAPITAL
            assert all(missed.why is not WhyNot.NO_CAPITAL for missed in closed.unheard)


def test_what_is_kept_for_later_rows_does_not_count_against_the_cap() -> None:
    row = a_flagged_row(ruled(capital_cap="1.0"))
    row.room.reserved[0] = 2.0  # type: ignore[index]
    row.members[0].purse.balance = 3.0
    assert can_spare(row, 0, 1.0)
    assert not can_spare(row, 0, 1.5)
    row.members[0].purse.balance = 2.9
    assert not can_spare(row, 0, 1.0)


@pytest.mark.parametrize("rule", [{"no_capital": "true"}, {"capital_cap": "0.0"}, {"capital_cap": "0.9"}])
def test_where_a_rule_keeps_a_strong_stake_off_a_row_nobody_pays_in_the_review_either(rule: dict[str, str]) -> None:
    loud = {"meeting.review.gap": "-2.0"}
    rows = [*the_rows(), *SIX]
    assert only(events_of(loud, rows=rows), Reviewed)
    events = events_of({**loud, **ruled(**rule)}, rows=rows)
    assert not only(events, Reviewed)
    if "no_capital" in rule:
        assert not only(events, CapitalMoved)


def test_whoever_has_staked_up_to_the_cap_may_move_another_row_in_the_review_and_not_this_one() -> None:
    loud = {"meeting.review.gap": "-2.0", "meeting.review.moves": "10", **ruled(capital_cap="1.0")}
    moved = 0
    for seed in range(1, 9):
        events = events_of(loud, seed=seed, rows=SIX)
        ids = {event.row: event.id for event in only(events, RowOpened)}
        full = {(ids[row], member) for (row, member), units in staked_in(events).items() if units > 0.0}
        for move in only(events, Reviewed):
            moved += 1
            assert (move.id, move.by) not in full
    assert moved


# ---------------------------------------------------------------- base rates


def test_a_named_resident_counts_toward_the_rate_by_the_weight_of_the_tally() -> None:
    assert toward_the_rate(-0.9, 0.1, practices(tally_weight="1.0")) == -0.9
    on = {"base_rates": "true"}
    weights = ("0.0", "0.5", "1.0")
    assert [toward_the_rate(-0.9, 0.1, practices(**on, tally_weight=weight)) for weight in weights] == pytest.approx(
        [-0.9, -0.4, 0.1]
    )


HAUNTED = {
    "memory.episodes": f"[{an_episode()}, {an_episode('fine', outcome='0.8', holders='[]', vividness='0.1')}]",
    "meeting.floor.ghost": "10.0",
}


def test_a_tally_of_no_weight_changes_nothing() -> None:
    plain, tallied = (
        events_of({**HAUNTED, **rules}, rows=SIX)[1:] for rules in ({}, ruled(base_rates="true", tally_weight="0.0"))
    )
    read = [event.tally for event in only(tallied, Uttered) if event.tally]
    assert read
    assert all(isinstance(each, Tally) and 0 <= each.trouble <= each.residents for each in read)
    assert plain == [structs.replace(event, tally=UNSET) if isinstance(event, Uttered) else event for event in tallied]
    assert not any(b'"tally"' in json.encode(event) or b'"waited"' in json.encode(event) for event in plain)


def test_who_waits_under_equal_airtime_has_spoken_twice_and_others_have_not_spoken() -> None:
    events = events_of(ruled(equal_airtime="true"), rows=SIX)
    waits, spoken = 0, Counter[tuple[int, str]]()
    for event in only(events, Uttered):
        for member in event.waited or ():
            waits += 1
            assert spoken[event.row, member] >= 2
            assert member != event.member
        spoken[event.row, event.member] += 1
    assert waits
    assert not any(event.waited for event in only(events_of({}, rows=SIX), Uttered))


def test_where_the_others_did_well_a_tally_lifts_those_who_hear_of_the_one_who_did_not() -> None:
    def after(rules: Mapping[str, str]) -> Uttered:
        for seed in range(1, 20):
            events = events_of({**HAUNTED, **rules}, seed=seed, rows=SIX[2:3])
            for event in only(events, Uttered):
                if event.act is Act.RECALL:
                    return event
        raise AssertionError("nobody named anybody")

    plain, tallied = after({}), after(ruled(base_rates="true", tally_weight="1.0"))
    assert (plain.turn, plain.member, plain.ghost) == (tallied.turn, tallied.member, tallied.ghost)
    assert plain.stances[plain.member] == tallied.stances[plain.member]
    listeners = [member for member in plain.stances if member != plain.member]
    assert all(tallied.stances[member] >= plain.stances[member] for member in listeners)
    assert any(tallied.stances[member] > plain.stances[member] for member in listeners)
