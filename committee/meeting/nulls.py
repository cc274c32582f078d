"""Two nulls: rankings without a conversation.

A pattern that a null reproduces too is no evidence for the mechanisms of the meeting.

:func:`additive_null` is the ranking without a room: a score and one noise draw. Every cell counts what it counts,
everybody has the same weights, worries add up without remedy, ghost or company, and nobody speaks.

:func:`private_average` is the room without its talk: what the call would be if the director asked everybody, in
writing, before anybody spoke. Ghosts, remedies, posture and tolerance are in it, because they act on each reader alone.
What it leaves out is what members do to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from committee.applicants.applicant import Applicant
from committee.applicants.point import Point
from committee.applicants.points import PointTable
from committee.arithmetic import total
from committee.chance import Chance, Purpose
from committee.meeting.call import room_mean, tier_of
from committee.meeting.rules import MeetingRules
from committee.meeting.state import OpenRow
from committee.terms import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class NullCall:
    """One row under the null."""

    id: str
    """The applicant's id."""
    expected: float
    """The call without its noise draw."""
    call: float
    """The call."""
    tier: Tier
    """The step of the call, as a tier of a rank list."""
    place: float
    """The position, 1 at the top; for a row off the list, the middle of the positions that are left."""


def additive_score(points: Sequence[Point], amplify: float, rules: MeetingRules) -> float:
    """The weighted sum of a row's points, in weighted standard units; ``amplify`` multiplies worries."""
    weights = rules.beliefs.weights
    whole = total(weights.values())
    return total(
        weights[point.factor] / whole * point.valence * (point.strength * (amplify if point.flag is not None else 1.0))
        for point in points
    )


def additive_null(rules: MeetingRules, applicants: Sequence[Applicant], chance: Chance) -> list[NullCall]:
    """Every row's call, tier and place under the null, in the order of the sheet."""
    table = PointTable(rules.circumstances)
    expected = [_expected(applicant, table.of(applicant), rules) for applicant in applicants]
    noise = [chance.normals(Purpose.NULL_MODEL, applicant.id, 1)[0] for applicant in applicants]
    return _placed(applicants, expected, [rules.null.noise * draw for draw in noise], rules)


def _expected(applicant: Applicant, points: Sequence[Point], rules: MeetingRules) -> float:
    posture = rules.program.posture[applicant.kind]
    amplify, shift = (posture.amplify, posture.shift) if rules.switches.posture else (1.0, 0.0)
    score = additive_score(points, amplify, rules)
    return rules.null.offset + rules.null.slope * score + shift


def _placed(
    applicants: Sequence[Applicant], expected: Sequence[float], noise: Sequence[float], rules: MeetingRules
) -> list[NullCall]:
    calls = [call + draw for call, draw in zip(expected, noise, strict=True)]
    tiers = [tier_of(call, rules.call.tiers) for call in calls]
    ranked = [index for index, tier in enumerate(tiers) if tier.ranked]
    ranked.sort(key=lambda index: (-calls[index], applicants[index].id))
    position = {index: float(place) for place, index in enumerate(ranked, start=1)}
    rest = (len(ranked) + 1 + len(applicants)) / 2.0
    return [
        NullCall(id=applicant.id, expected=expected[i], call=calls[i], tier=tiers[i], place=position.get(i, rest))
        for i, applicant in enumerate(applicants)
    ]


def private_average(row: OpenRow) -> float:
    """The mean of the members' readings before talk, weighted as in the call, in [-1, 1].

    It has no tiers of its own: a mean without caution lies higher than a call. Rank as many rows by it as the room did.
    """
    return room_mean(row.before, row.call_weights)
