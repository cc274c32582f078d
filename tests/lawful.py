"""What every meeting must honor, read from its events alone: :func:`assert_lawful`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from committee.events import (
    CapitalMoved,
    Event,
    Listed,
    MeetingOpened,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Uttered,
    real,
)
from committee.meeting.acts import ACTS
from committee.members.member import known_types
from committee.recording import Part, in_parts
from committee.terms import Act, EndedBy, Purse, Recall, Role, Tier, WhyNot
from tests.by_the_rules import assert_by_the_rules
from tests.conversing import ROUNDED, about, assert_a_conversation, closing_of, least_calls, opening_of, said_in

CLOSING = (Act.CALL, Act.VETO)


def assert_lawful(events: Sequence[Event]) -> None:
    """Every promise about a whole meeting."""
    opened, rows, rest = taken_apart(events)
    scenario = opened.scenario
    for number, row in enumerate(rows, start=1):
        _in_order(row, number)
        _on_time(row, scenario)
        _by_those_who_may(row, opened)
        _about_what_they_know(row)
        assert_a_conversation(row, opened)
        assert_by_the_rules(row, opened)
        _stances_add_up(row)
        _remembered_by_holders(row, scenario)
        _closed_as_it_went(row, scenario)
        _stakes_are_settled(row, scenario["meeting"]["capital"]["returned"])
    _purses_add_up(events, opened)
    _listed_as_called(rows, rest)
    _switched_off_is_off(events, scenario)


def taken_apart(events: Sequence[Event]) -> tuple[MeetingOpened, list[list[Event]], list[Event]]:
    """The opening, the rows each with what settles them, and what follows the last row."""
    opened = events[0]
    assert isinstance(opened, MeetingOpened)
    parts = list(in_parts(events))
    rows = [inside for part, inside in parts if not isinstance(part, Part)]
    outside = [part for part, _ in parts if isinstance(part, Part)]
    assert [part for part, _ in parts] == [Part.OPENING, *range(1, opened.rows + 1), *outside[1:]]
    assert outside[1:] in ([Part.REVIEW, Part.END], [Part.END])
    rest = [event for part, inside in parts if part in (Part.REVIEW, Part.END) for event in inside]
    return opened, rows, rest


def _in_order(row: Sequence[Event], number: int) -> None:
    """row_opened, silent ghosts, turns each with what belongs to it, row_closed, and then what is settled."""
    letters = "".join(_letter(event) for event in row)
    body, closed, settled = letters.partition("c")
    assert closed == "c"
    assert set(settled) <= set("rib")
    silent = body[1:].lstrip("m")
    turns = silent.replace("sRu", "u").replace("su", "u").replace("Ru", "u")
    assert turns
    assert set(turns) == {"u"}
    assert all(event.row == number for event in row)  # type: ignore[union-attr]
    said = said_in(row)
    assert [event.turn for event in said] == list(range(len(said)))
    assert said[0].act is Act.ANNOUNCE
    assert [event.act in CLOSING for event in said] == [False] * (len(said) - 1) + [True]


def _letter(event: Event) -> str:
    match event:
        case RowOpened():
            return "o"
        case Remembered():
            return "R" if event.how is Recall.SPOKEN else "m"
        case CapitalMoved():
            return {Purse.SPENT: "s", Purse.RETURNED: "r", Purse.INTEREST: "i", Purse.BURNED: "b"}[event.why]
        case Uttered():
            return "u"
        case RowClosed():
            return "c"
    raise AssertionError(f"{event.event} does not belong in a row")


def _on_time(row: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    """Nobody talks over anybody, and nobody after the bell."""
    said = said_in(row)
    assert said[0].start_s == 0.0
    for before, after in pairwise(said):
        assert after.start_s == before.end_s
        assert after.allowed_s >= before.allowed_s
    for event in said:
        assert event.start_s < event.end_s <= event.allowed_s
        if scenario["switches"]["clock"]:
            assert event.allowed_s <= scenario["meeting"]["row_seconds_max"]


def _by_those_who_may(row: Sequence[Event], opened: MeetingOpened) -> None:
    """Roles permit acts; only the director closes; nobody addresses themselves."""
    types = {member["id"]: known_types()[member["type"]] for member in opened.scenario["members"]}
    for event in said_in(row):
        assert event.act in types[event.member].acts
        assert event.to is None or (event.to in types and event.to != event.member)
        assert set(event.bids) <= set(types)
        if event.capital > 0.0:
            assert types[event.member].role is not Role.COORDINATOR
        if event.act in CLOSING:
            assert types[event.member].role is Role.DIRECTOR
        if event.act in (Act.AGREE, Act.CHALLENGE, Act.ASK):
            assert event.to is not None


def _about_what_they_know(row: Sequence[Event]) -> None:
    """At most one point an utterance; content comes from those who hold it, and once; a ghost may repeat it."""
    points = {point.id: point for point in opening_of(row).points}
    passed_on: list[str] = []
    for event in said_in(row):
        assert event.point is None or event.point in points
        if event.point is not None and ACTS[event.act].content and event.act not in (Act.RECALL, Act.CONCEDE):
            assert event.member in points[event.point].holders
            if event.act is not Act.REFRAME:
                passed_on.append(event.point)
        if event.act in (Act.ANNOUNCE, Act.AGREE, Act.CHALLENGE, Act.WAIT, Act.PROPOSE, Act.MOVE_ON, *CLOSING):
            assert event.point is None
        if event.act is Act.CONCERN:
            assert event.point is not None
            assert points[event.point].valence == -1
        if event.act in (Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER):
            assert event.point is not None
            assert points[event.point].valence == 1
    assert len(passed_on) == len(set(passed_on))


def _stances_add_up(row: Sequence[Event]) -> None:
    """A stance changes by what an utterance moved, stays within one, and nobody moves themselves."""
    stances = dict(opening_of(row).stances)
    for event in said_in(row):
        assert event.member not in event.moved
        for member, after in event.stances.items():
            assert -1.0 <= after <= 1.0
            assert after - stances[member] == about(event.moved.get(member, 0.0))
        stances = dict(event.stances)


def _remembered_by_holders(row: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    """A ghost needs a holder in the room, and a trait it shares with the row."""
    episodes = {episode["id"]: episode for episode in scenario["memory"]["episodes"]}
    recalled = {(event.member, event.ghost) for event in row if isinstance(event, Remembered)}
    for event in row:
        if isinstance(event, Remembered):
            holders = episodes[event.ghost]["holders"]
            assert not holders or event.member in holders
            assert event.traits
            assert set(event.traits) <= set(episodes[event.ghost]["traits"])
        if isinstance(event, Uttered):
            assert (event.ghost is not None) == (event.act is Act.RECALL)
            assert event.ghost is None or (event.member, event.ghost) in recalled


def _closed_as_it_went(row: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    opened, said, closed = opening_of(row), said_in(row), closing_of(row)
    assert closed.id == opened.id
    assert -2.0 <= closed.call <= 1.0
    assert -1.0 <= closed.room <= 1.0
    vetoed = said[-1].act is Act.VETO
    assert not closed.tier.ranked or not vetoed
    if not vetoed:
        tiers = least_calls(scenario)
        reached = [name for name in tiers if closed.call >= tiers[name] - ROUNDED]
        missed = [name for name in tiers if closed.call < tiers[name] + ROUNDED]
        assert closed.tier in (*reached[:1], *((missed and _next_lower(missed[-1])) or ())) or not reached
    _ended_by(said, closed)
    _unheard(opened, said, closed)
    _sponsored(opened, said, closed)


def _next_lower(tier: str) -> tuple[str]:
    return ({"top": "mid", "mid": "low", "low": "dnr", "invite": "hold", "hold": "no"}[tier],)


def _ended_by(said: Sequence[Uttered], closed: RowClosed) -> None:
    acts = {event.act for event in said}
    sides = {event.side for event in said}
    if closed.ended_by is EndedBy.UNARGUED:
        assert 1 not in sides
    if closed.ended_by is EndedBy.CONSENT:
        assert -1 not in sides
    if closed.ended_by is EndedBy.RESOLVED:
        assert sides != {0} or Act.ANSWER in acts


def _unheard(opened: RowOpened, said: Sequence[Uttered], closed: RowClosed) -> None:
    """What some knew and nobody said, each with a reason that fits."""
    points = {point.id: point for point in opened.points}
    spoken = {point for event in said if ACTS[event.act].content for point in (event.point, event.also)}
    unheard = [missed.point for missed in closed.unheard]
    assert len(unheard) == len(set(unheard))
    for missed in closed.unheard:
        assert missed.point not in spoken
        assert (missed.why is WhyNot.HOLDER_ABSENT) == (not points[missed.point].holders)
        assert missed.why is not WhyNot.BELL or closed.ended_by is EndedBy.TIMED_OUT
    everybody = set(opened.stances)
    some_knew = {point.id for point in opened.points if set(point.holders) < everybody}
    assert some_knew - spoken <= set(unheard)


def _sponsored(opened: RowOpened, said: Sequence[Uttered], closed: RowClosed) -> None:
    calls = [point for point in opened.points if point.column == "advocate"]
    if calls and calls[0].holders:
        assert calls[0].holders == (closed.sponsor,)
    elif calls:
        assert (closed.sponsor, closed.heard) == (None, WhyNot.HOLDER_ABSENT)
    else:
        payers = [event.member for event in said if event.capital > 0.0]
        assert closed.sponsor == (payers[0] if payers else None)
        assert (closed.heard is None) == (closed.sponsor is None)
    if closed.heard is True:
        assert closed.sponsor in {event.member for event in said[:-1]}


def _stakes_are_settled(row: Sequence[Event], share: float) -> None:
    """A stake that won comes back by its ``share``, one that lost is burned; each is told before the turn it buys."""
    moves = [event for event in row if isinstance(event, CapitalMoved)]
    for member in {move.member for move in moves}:
        mine = [move for move in moves if move.member == member]
        total = {why: sum(move.amount for move in mine if move.why is why) for why in Purse}
        assert total[Purse.SPENT] > 0.0
        assert len({move.ask for move in mine}) == 1
        asked, got = (list(Tier).index(tier) for tier in (mine[0].ask, closing_of(row).tier))
        lost = got > asked
        assert total[Purse.BURNED] == about(total[Purse.SPENT] if lost else 0.0)
        assert total[Purse.RETURNED] == about(0.0 if lost else share * total[Purse.SPENT])
    staked = [event.amount for event in moves if event.why is Purse.SPENT]
    assert staked == [event.capital for event in said_in(row) if event.capital > 0.0]


def _purses_add_up(events: Sequence[Event], opened: MeetingOpened) -> None:
    scenario = opened.scenario
    capital, carried = scenario["switches"]["capital"], scenario["switches"]["carry_over"]
    full = {member["id"]: member["capital"] if capital else 0.0 for member in scenario["members"]}
    balance = dict(full)
    for event in events:
        if isinstance(event, RowOpened):
            balance = balance if carried else dict(full)
            assert dict(event.capital) == {member: about(units) for member, units in balance.items()}
        if isinstance(event, CapitalMoved | Reviewed):
            member = event.by if isinstance(event, Reviewed) else event.member
            assert event.amount >= 0.0
            assert event.balance == about(balance[member] + _sign(event) * event.amount)
            assert 0.0 <= event.balance <= full[member] + ROUNDED
            balance[member] = event.balance


def _sign(event: CapitalMoved | Reviewed) -> float:
    """What a unit told does to the purse."""
    if isinstance(event, Reviewed):
        return -1.0
    return {Purse.SPENT: -1.0, Purse.BURNED: 0.0}.get(event.why, 1.0)


def _listed_as_called(rows: Sequence[Sequence[Event]], rest: Sequence[Event]) -> None:
    """The list holds the ranked rows by call, then as reviewed."""
    assert isinstance(rest[-1], Listed)
    listed = rest[-1]
    calls = {closing_of(row).id: closing_of(row).call for row in rows if closing_of(row).tier.ranked}
    if listed.second:
        both = {closing_of(row).id: (closing_of(row).call + listed.second[closing_of(row).id]) / 2.0 for row in rows}
        assert set(listed.tiers) == set(listed.second) == set(both)
        calls = {name: real(mean) for name, mean in both.items() if listed.tiers[name].ranked}
    order = [*rest[-1].ids]
    for event in reversed(rest):
        if isinstance(event, Reviewed):
            assert order[event.to_position - 1] == event.id
            order.insert(event.from_position - 1, order.pop(event.to_position - 1))
    assert sorted(order) == sorted(calls)
    assert [calls[row] for row in order] == sorted(calls.values(), reverse=True)


def _switched_off_is_off(events: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    on = scenario["switches"]
    said = [event for event in events if isinstance(event, Uttered)]
    opened = [event for event in events if isinstance(event, RowOpened)]
    if not on["influence"]:
        assert not any(event.moved for event in said)
    if not on["social_influence"]:
        assert not any(event.moved for event in said if event.act in (Act.AGREE, Act.CHALLENGE))
    if not on["memory"]:
        assert not any(isinstance(event, Remembered) for event in events)
        assert Act.RECALL not in {event.act for event in said}
    if not on["capital"]:
        assert not any(isinstance(event, CapitalMoved | Reviewed) for event in events)
    if not (on["fatigue"] and on["carry_over"]):
        assert not any(any(event.fatigue.values()) for event in opened)
    if not on["clock"]:
        closed = [event for event in events if isinstance(event, RowClosed)]
        assert not any(event.ended_by is EndedBy.TIMED_OUT or event.heard is WhyNot.BELL for event in closed)
        assert not any(missed.why is WhyNot.BELL for event in closed for missed in event.unheard)
    if not on["carry_over"] or scenario["meeting"]["rules"]["no_capital"]:
        assert not any(isinstance(event, Reviewed) for event in events)
