"""Rankings without a conversation, counted as meetings are: the nulls of an experiment that are no setting.

``additive``
    A score and one noise draw a row. Nobody sits there.
``private_average``
    The room of the same meeting, asked in writing before anybody speaks. It has no tiers of its own, so as many rows
    get each tier as the room gave it.

Their tallies hold what such a ranking has: rows in order, calls, tiers and places. An outcome of the talk is not a
number for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from msgspec import structs

from committee.applicants.applicant import Applicant
from committee.applicants.point import Point
from committee.applicants.points import PointTable
from committee.chance import Chance
from committee.convene import Convener, RankMeeting
from committee.events import PointSeen, real
from committee.measures.outcomes import JOINT
from committee.measures.tally import ROW_COLUMNS, Tally, factor_scores
from committee.meeting.docket import Docket
from committee.meeting.nulls import additive_null, private_average
from committee.meeting.row import RowResult
from committee.meeting.state import OpenRow
from committee.program.composite import composite, label
from committee.terms import Tier

SPOKEN_OF: Final[Mapping[str, Any]] = {"seconds": 0.0, "utterances": 0, "ended_by": "", "ended": "", "sponsor": ""}
"""What a row has about which nobody speaks."""


def additive_tallies(convener: Convener, seeds: Iterable[int]) -> Iterator[Tally]:
    """What is counted of the additive null at each seed."""
    rules = convener.rules
    for seed in seeds:
        chance = Chance(seed)
        applicants = convener.rows(chance)
        calls = additive_null(rules, applicants, chance)
        ids = [call.id for call in calls]
        tiers = [rules.verdicts.said(call.tier) for call in calls]
        rows = _rows_of(convener, applicants) | _listed(ids, [real(call.call) for call in calls], tiers)
        yield Tally(
            seed=seed,
            seats=int(rules.program.seats),
            rows={name: rows.get(name, [SPOKEN_OF.get(name)] * len(ids)) for name in ROW_COLUMNS},
            minutes=0.0,
            airtime={},
            chair="",
            spent=0.0,
            returned=0.0,
            lost=0.0,
            ghosts_spoken=0,
            unheard=0,
        )


def _rows_of(convener: Convener, applicants: Sequence[Applicant]) -> dict[str, list[Any]]:
    """What is known of rows before anybody looks at them."""
    rules = convener.rules
    table = PointTable(rules.circumstances)
    said = [table.of(applicant) for applicant in applicants]
    scores = [composite(applicant, rules.composite) for applicant in applicants]
    return {
        "id": [applicant.id for applicant in applicants],
        "name": [applicant.name for applicant in applicants],
        "kind": [str(applicant.kind) for applicant in applicants],
        "flags": [_flags(points) for points in said],
        "factors": [factor_scores(cast("Iterable[PointSeen]", points)) for points in said],
        "label": [str(label(score, rules.composite)) for score in scores],
        "pre_score": [real(score) for score in scores],
        "promise": [None if row.promise is None else real(row.promise) for row in applicants],
    }


def _flags(points: Sequence[Point]) -> str:
    """As :func:`committee.measures.shifts.flags`."""
    return JOINT.join(dict.fromkeys(str(point.flag) for point in points if point.valence < 0 and point.flag))


def privately(room: Tally, alone: Sequence[float]) -> Tally:
    """The ranking by the private averages of a room whose meeting was counted; ``alone`` are by row."""
    calls = [real(call) for call in alone]
    ids, tiers = room.rows["id"], sorted((Tier(tier) for tier in room.rows["tier"]), key=list(Tier).index)
    order = sorted(range(len(ids)), key=lambda row: (-calls[row], ids[row]))
    given = tiers[:]
    for row, tier in zip(order, tiers, strict=True):
        given[row] = tier
    return structs.replace(room, rows={**room.rows, **_listed(ids, calls, given)})


def _listed(ids: Sequence[str], calls: list[float], tiers: Sequence[Tier]) -> dict[str, list[Any]]:
    """Calls, tiers and positions by row; ties go by id."""
    ranked = sorted((row for row, tier in enumerate(tiers) if tier.ranked), key=lambda row: (-calls[row], ids[row]))
    at = {row: position for position, row in enumerate(ranked, start=1)}
    return {
        "call": calls,
        "tier": [str(tier) for tier in tiers],
        "position": [at.get(row) for row in range(len(ids))],
    }


class Asked(RankMeeting):
    """A meeting before which the director asks everybody in writing about each row, as it comes up."""

    alone: list[float]
    """By row, the private average."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.alone = []
        super().__init__(*given, **named)

    def hold(self, docket: Docket) -> RowResult:
        """Ask about the row, then hold it."""
        self.alone.append(private_average(OpenRow(docket, self.room(docket.brief))))
        return super().hold(docket)
