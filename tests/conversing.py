"""What makes a row a conversation, read from its events alone: :func:`assert_a_conversation`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from committee.events import CapitalMoved, Event, MeetingOpened, PointSeen, Remembered, RowClosed, RowOpened, Uttered
from committee.members.member import known_types
from committee.terms import Act, Because, EndedBy, Factor, Family, Flag, Purse, Recall, Role, Tier, verdicts_among

ROUNDED = 2e-4
"""Two numbers of events that should agree differ by at most this: each is rounded to 4 decimals."""


def about(value: float) -> Any:
    """Equal as far as the rounding of events allows."""
    return pytest.approx(value, abs=ROUNDED)


def assert_a_conversation(row: Sequence[Event], opened: MeetingOpened) -> None:
    """Sides are kept or conceded, questions answered, memories answered by memories, and a verdict has a reason."""
    _sides_are_kept(row)
    _nobody_works_against_their_own(row)
    _questions_are_answered(row)
    _a_visa_is_the_offices(row, opened)
    _good_memories_answer_bad_ones(row)
    _minds_change_past_the_room(row, opened)
    _a_verdict_has_a_reason(row, opened.scenario)
    _said_with_all_that_belongs_to_it(row, opened)


def said_in(row: Sequence[Event]) -> list[Uttered]:
    """Every utterance of a row."""
    return [event for event in row if isinstance(event, Uttered)]


def closing_of(row: Sequence[Event]) -> RowClosed:
    """How a row closed; it did so once."""
    (closed,) = (event for event in row if isinstance(event, RowClosed))
    return closed


def opening_of(row: Sequence[Event]) -> RowOpened:
    """How a row opened: with its first event."""
    assert isinstance(row[0], RowOpened)
    return row[0]


def sponsors_of(opened: RowOpened) -> set[str]:
    """Whoever has taken an advocate's call for the row."""
    return {holder for point in opened.points if point.column == "advocate" for holder in point.holders}


def staked_in(events: Sequence[Event]) -> dict[tuple[int, str], float]:
    """By row and member, the units that they put on it."""
    units: dict[tuple[int, str], float] = {}
    for event in events:
        if isinstance(event, CapitalMoved) and event.why is Purse.SPENT:
            units[event.row, event.member] = units.get((event.row, event.member), 0.0) + event.amount
    return units


_FOR = frozenset({Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER, Act.WAIT})
_NEITHER = frozenset({Act.ANNOUNCE, Act.IMPRESSION, Act.ASK, Act.ANSWER, Act.MOVE_ON, Act.CALL})
CROSSED_BY = 0.15
"""How far talk must have moved whoever concedes."""


def _sides_are_kept(row: Sequence[Event]) -> None:
    """Whoever has taken a side takes the other only by conceding, once talk has moved them across."""
    points = {point.id: point for point in opening_of(row).points}
    taken: dict[str, tuple[int, float]] = {}
    stances = dict(opening_of(row).stances)
    weights = _weights(row)
    before: Uttered | None = None
    for event in said_in(row):
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
        assert before.side or before.point in points
        spoken = before.side or points[before.point or ""].valence
        assert event.side == (spoken if event.act is Act.AGREE else -spoken)
    elif event.act is Act.REOPEN:
        assert event.side == points[event.point or ""].valence
    else:
        assert event.side in (1, -1)


def _nobody_works_against_their_own(row: Sequence[Event]) -> None:
    """The sponsor, and whoever has staked on the row, takes no side against it."""
    bound = sponsors_of(opening_of(row))
    for event in said_in(row):
        if event.capital > 0.0:
            bound.add(event.member)
        assert not (event.member in bound and event.side < 0)


def _questions_are_answered(row: Sequence[Event]) -> None:
    """Whoever is asked about a flag answers next, about that flag; with nothing only if there is nothing."""
    opened = opening_of(row)
    points, everybody = {point.id: point for point in opened.points}, set(opened.stances)
    said = said_in(row)
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
    opened, said, closed = opening_of(row), said_in(row), closing_of(row)
    low = closed.tier in (Tier.LOW, Tier.DNR, Tier.HOLD, Tier.NO)
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
    points = {point.id: point for point in opening_of(row).points}
    asks = {event.member: event.ask for event in row if isinstance(event, CapitalMoved)}
    votes = {member.id: member.role is not Role.COORDINATOR for member in opened.members}
    proposed: list[str] = []
    for event in said_in(row):
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


def _weights(row: Sequence[Event]) -> dict[str | None, float]:
    """By episode that somebody named, what it weighed with whoever named it."""
    return {event.ghost: event.weight for event in row if isinstance(event, Remembered) and event.how is Recall.SPOKEN}


def _a_visa_is_the_offices(row: Sequence[Event], opened: MeetingOpened) -> None:
    """Whoever asks about a visa asks the coordinator, if there is one."""
    points = {point.id: point for point in opening_of(row).points}
    office = {member.id for member in opened.members if member.role is Role.COORDINATOR}
    for event in said_in(row):
        if event.act is Act.ASK and points[event.point or ""].flag == Flag.VISA and office:
            assert event.to in office


def _good_memories_answer_bad_ones(row: Sequence[Event]) -> None:
    """A memory in favor is told right after one against, about a flag that both share; each is told once."""
    weights = _weights(row)
    traits = {event.ghost: set(event.traits) for event in row if isinstance(event, Remembered)}
    said = said_in(row)
    told = [event.ghost for event in said if event.act is Act.RECALL]
    assert len(told) == len(set(told))
    for before, event in pairwise(said):
        if event.act is Act.RECALL and weights[event.ghost] > 0.0:
            assert before.act is Act.RECALL
            assert weights[before.ghost] < 0.0
            assert traits[before.ghost] & traits[event.ghost]


def _minds_change_past_the_room(row: Sequence[Event], opened: MeetingOpened) -> None:
    """Whoever concedes has crossed what the room has shown; whoever proposes a place means it and differs from it."""
    tiers = least_calls(opened.scenario)
    for stance, shown, event in _as_they_spoke(row, opened):
        if event.act is Act.CONCEDE:
            assert event.side * (stance - shown) >= -ROUNDED
        if event.act is Act.PROPOSE:
            assert event.side * (stance - shown) >= -ROUNDED
            assert event.tier in _tiers_at(stance, tiers)
            assert _tiers_at(shown, tiers) != {event.tier}


def _shown_at_first(row: Sequence[Event], opened: MeetingOpened) -> tuple[float, float]:
    """(weight, sum) of what the room has shown before anybody speaks: the crude score, or the ballots."""
    meeting = opened.scenario["meeting"]
    if meeting["rules"]["ballots"] == "none":
        weight = meeting["floor"]["expressed_prior"]
        return weight, weight * (opening_of(row).pre_score - 50.0) / 50.0
    ballots = [opening_of(row).stances[member.id] for member in opened.members if member.role is not Role.COORDINATOR]
    return float(len(ballots)), sum(ballots)


def _as_they_spoke(row: Sequence[Event], opened: MeetingOpened) -> Iterator[tuple[float, float, Uttered]]:
    """(stance of the speaker, what the room had shown before, utterance) of every turn in which a member speaks up."""
    weight, total = _shown_at_first(row, opened)
    for event in said_in(row):
        if event.act not in (Act.ANNOUNCE, Act.MOVE_ON, Act.CALL, Act.VETO):
            stance = event.stances[event.member]
            yield stance, total / weight, event
            total, weight = total + stance, weight + 1.0


def _tiers_at(value: float, tiers: Mapping[str, float]) -> set[Tier]:
    """The tiers that a value reaches, as far as rounding tells."""
    reached = set()
    for near in (value - ROUNDED, value + ROUNDED):
        last = verdicts_among(tiers).tiers[-1]
        reached.add(next((Tier(tier) for tier in tiers if near >= tiers[tier]), last))
    return reached


def least_calls(scenario: Mapping[str, Any]) -> Mapping[str, float]:
    """The least call of each tier of the meeting, the best first."""
    inviting = scenario["meeting"]["verdicts"] == "invite"
    least: Mapping[str, float] = scenario["meeting"]["call"]["invite" if inviting else "tiers"]
    return least
