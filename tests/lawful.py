"""What every meeting must honor, read from its events alone: :func:`assert_lawful`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from committee.events import (
    CapitalMoved,
    Event,
    Listed,
    MeetingOpened,
    PointSeen,
    Remembered,
    Reviewed,
    RowClosed,
    RowOpened,
    Uttered,
)
from committee.meeting.acts import ACTS
from committee.members.member import known_types
from committee.recording import Part, in_parts
from committee.terms import Act, Because, EndedBy, Factor, Family, Flag, Purse, Recall, Role, Tier, WhyNot

CLOSING = (Act.CALL, Act.VETO)
ROUNDED = 2e-4
"""Two numbers of events that should agree differ by at most this: each is rounded to 4 decimals."""


def about(value: float) -> Any:
    """Equal as far as the rounding of events allows."""
    return pytest.approx(value, abs=ROUNDED)


def assert_lawful(events: Sequence[Event]) -> None:
    """Every promise about a whole meeting."""
    opened, rows, rest = taken_apart(events)
    scenario = opened.scenario
    for number, row in enumerate(rows, start=1):
        _in_order(row, number)
        _on_time(row, scenario)
        _by_those_who_may(row, opened)
        _about_what_they_know(row)
        _sides_are_kept(row)
        _nobody_works_against_their_own(row)
        _questions_are_answered(row)
        _a_verdict_has_a_reason(row, scenario)
        _said_with_all_that_belongs_to_it(row, opened)
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


def _said(row: Sequence[Event]) -> list[Uttered]:
    return [event for event in row if isinstance(event, Uttered)]


def _closed(row: Sequence[Event]) -> RowClosed:
    (closed,) = (event for event in row if isinstance(event, RowClosed))
    return closed


def _opened(row: Sequence[Event]) -> RowOpened:
    assert isinstance(row[0], RowOpened)
    return row[0]


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
    said = _said(row)
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
    said = _said(row)
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
    for event in _said(row):
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
    points = {point.id: point for point in _opened(row).points}
    passed_on: list[str] = []
    for event in _said(row):
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


_FOR = frozenset({Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER, Act.WAIT})
_NEITHER = frozenset({Act.ANNOUNCE, Act.IMPRESSION, Act.ASK, Act.ANSWER, Act.MOVE_ON, Act.CALL})
CROSSED_BY = 0.15
"""How far talk must have moved whoever concedes."""


def _sides_are_kept(row: Sequence[Event]) -> None:
    """Whoever has taken a side takes the other only by conceding, once talk has moved them across."""
    points = {point.id: point for point in _opened(row).points}
    taken: dict[str, tuple[int, float]] = {}
    stances = dict(_opened(row).stances)
    weights = {event.ghost: event.weight for event in row if isinstance(event, Remembered)}
    before: Uttered | None = None
    for event in _said(row):
        _side_as_said(event, before, points, weights)
        own, stood = taken.get(event.member, (0, 0.0))
        if event.act is Act.CONCEDE:
            assert event.side == -own != 0
            assert own * (stances[event.member] - stood) <= -CROSSED_BY + ROUNDED
        elif event.side and own:
            assert event.side == own
        if event.side and event.side != own:
            taken[event.member] = (event.side, stances[event.member])
        stances, before = dict(event.stances), event


def _side_as_said(
    event: Uttered, before: Uttered | None, points: Mapping[str, PointSeen], weights: Mapping[str | None, float]
) -> None:
    """The side that the event tells is that of its act, its point, its ghost or of whom it agrees with."""
    if event.act in _FOR:
        assert event.side == 1
    elif event.act in _NEITHER:
        assert event.side == 0
    elif event.act in (Act.CONCERN, Act.VETO):
        assert event.side == -1
    elif event.act is Act.RECALL:
        assert event.side == (1 if weights[event.ghost] > 0.0 else -1)
    elif event.act in (Act.AGREE, Act.CHALLENGE):
        assert before is not None
        spoken = before.side or points[before.point or ""].valence
        assert event.side == (spoken if event.act is Act.AGREE else -spoken)
    elif event.act is Act.REOPEN:
        assert event.side == points[event.point or ""].valence
    else:
        assert event.side in (1, -1)


def _nobody_works_against_their_own(row: Sequence[Event]) -> None:
    """The sponsor, and whoever has staked on the row, takes no side against it."""
    bound = {holder for point in _opened(row).points if point.column == "advocate" for holder in point.holders}
    for event in _said(row):
        if event.capital > 0.0:
            bound.add(event.member)
        assert not (event.member in bound and event.side < 0)


def _questions_are_answered(row: Sequence[Event]) -> None:
    """Whoever is asked about a flag answers next, about that flag; with nothing only if there is nothing."""
    opened = _opened(row)
    points, everybody = {point.id: point for point in opened.points}, set(opened.stances)
    said = _said(row)
    for event, after in pairwise(said):
        assert (after.act is Act.ANSWER) == (event.act is Act.ASK)
        if event.act is Act.ASK:
            flag = points[event.point or ""].flag
            assert flag is not None
            assert after.member == event.to
            if after.point is None:
                assert not [p for p in points.values() if _about(p, flag) and set(p.holders) < everybody]
            else:
                assert _about(points[after.point], flag)
    assert said[-1].act is not Act.ASK


def _about(point: PointSeen, flag: str) -> bool:
    """Whether a point that is not on the wall is about a flag."""
    if point.flag == flag:
        return True
    if point.family in (Family.ADVOCATE, Family.LETTER_FIGHT):
        return flag != Flag.VISA and point.detail != "abroad"
    if point.family is Family.PAPERWORK:
        return flag == Flag.VISA
    return point.family is Family.NARRATIVE and flag not in (Flag.VISA, Flag.WEAK_LETTERS)


def _a_verdict_has_a_reason(row: Sequence[Event], scenario: Mapping[str, Any]) -> None:
    """A call to low or off names its reason, and the reason is so."""
    opened, said, closed = _opened(row), _said(row), _closed(row)
    low = closed.tier in (Tier.LOW, Tier.DNR)
    spoken_for = any(event.side > 0 for event in said)
    if low:
        assert closed.because is not None
        assert not (closed.ended_by is EndedBy.CONSENT and spoken_for)
    if closed.because is Because.UNSPOKEN:
        assert not spoken_for
    if closed.because in (Because.NO_LIST, Because.ANY_REASON):
        assert said[-1].act is Act.VETO
    if closed.because is Because.NO_LIST:
        assert said[-1].member in opened.no_list
    assert (closed.about is not None) == (closed.because is Because.CONCERN)
    if closed.about is not None:
        assert {point.id: point for point in opened.points}[closed.about].valence < 0
    assert set(closed.weighed) == set(Factor)
    assert (closed.unpaid is None) == (not any(event.capital > 0.0 for event in said))
    assert set(opened.no_list) <= _keepers(scenario)


def _keepers(scenario: Mapping[str, Any]) -> set[str]:
    return {member["id"] for member in scenario["members"] if known_types()[member["type"]].keeps_no_list}


def _said_with_all_that_belongs_to_it(row: Sequence[Event], opened: MeetingOpened) -> None:
    """A second point only with an impression, pulling the other way; a tier with a stake or a proposal."""
    points = {point.id: point for point in _opened(row).points}
    asks = {event.member: event.ask for event in row if isinstance(event, CapitalMoved)}
    votes = {member.id: member.role is not Role.COORDINATOR for member in opened.members}
    proposed: list[str] = []
    for event in _said(row):
        if event.also is not None:
            assert event.act is Act.IMPRESSION
            assert event.point is not None
            assert points[event.also].valence == -points[event.point].valence
        assert (event.tier is not None) == (event.act is Act.PROPOSE or event.capital > 0.0)
        if event.capital > 0.0:
            assert event.tier == asks[event.member]
        if event.act is Act.PROPOSE:
            assert votes[event.member]
            proposed.append(event.member)
    assert len(proposed) == len(set(proposed))


def _stances_add_up(row: Sequence[Event]) -> None:
    """A stance changes by what an utterance moved, stays within one, and nobody moves themselves."""
    stances = dict(_opened(row).stances)
    for event in _said(row):
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
    opened, said, closed = _opened(row), _said(row), _closed(row)
    assert closed.id == opened.id
    assert -2.0 <= closed.call <= 1.0
    assert -1.0 <= closed.room <= 1.0
    vetoed = said[-1].act is Act.VETO
    assert (closed.tier is Tier.DNR) or not vetoed
    if not vetoed:
        tiers = scenario["meeting"]["call"]["tiers"]
        reached = [name for name in ("top", "mid", "low") if closed.call >= tiers[name] - ROUNDED]
        missed = [name for name in ("top", "mid", "low") if closed.call < tiers[name] + ROUNDED]
        assert closed.tier in (*reached[:1], *((missed and _next_lower(missed[-1])) or ())) or not reached
    _ended_by(said, closed)
    _unheard(opened, said, closed)
    _sponsored(opened, said, closed)


def _next_lower(tier: str) -> tuple[str]:
    return ({"top": "mid", "mid": "low", "low": "dnr"}[tier],)


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
        asked, got = (list(Tier).index(tier) for tier in (mine[0].ask, _closed(row).tier))
        lost = got > asked
        assert total[Purse.BURNED] == about(total[Purse.SPENT] if lost else 0.0)
        assert total[Purse.RETURNED] == about(0.0 if lost else share * total[Purse.SPENT])
    staked = [event.amount for event in moves if event.why is Purse.SPENT]
    assert staked == [event.capital for event in _said(row) if event.capital > 0.0]


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
    calls = {_closed(row).id: _closed(row).call for row in rows if _closed(row).tier.ranked}
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
    if not on["carry_over"]:
        assert not any(isinstance(event, Reviewed) for event in events)
