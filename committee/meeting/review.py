"""After the last row: what capital is left may move a row some places.

The list stands by call. In the order of seats, a member who still holds capital may pay for the row that stands
furthest below where they see it; it moves up, and the members of the room have had their last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee.units import Count, Stake, Stance

if TYPE_CHECKING:  # a scenario is read without Mesa
    from committee.members.member import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """What moving a row after the meeting takes."""

    places: Count
    """The places that a move is worth."""
    stake: Stake
    """What a move costs."""
    gap: Stance
    """How far above the call one must stand to pay for a move. More of it: fewer moves."""
    moves: Count
    """The moves that the room has patience for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A ranked row in the review: its id, its call, and every member's last stance on it."""

    id: str
    call: float
    stances: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row moved: positions count from 1; ``by`` is a member index.

    ``stake`` is the units that the member paid, ``balance`` what their purse holds after it.
    """

    id: str
    from_position: int
    to_position: int
    by: int
    stake: float
    balance: float


def ordered(standings: Sequence[Standing]) -> list[Standing]:
    """By call, best first, ties by id."""
    return sorted(standings, key=lambda row: (-row.call, row.id))


def review(standings: list[Standing], members: Sequence[Member], rules: ReviewRules) -> list[Move]:
    """Move rows in ``standings`` (ordered, changed in place) and say what was moved. Pays from the purses."""
    moves: list[Move] = []
    for index, member in enumerate(members):
        if len(moves) == rules.moves:
            break
        if member.votes and member.purse.can(rules.stake):
            places = _one_move(standings, index, rules)
            if places is not None:
                member.purse.spend(rules.stake)
                moves.append(
                    Move(
                        id=standings[places[1]].id,
                        from_position=places[0] + 1,
                        to_position=places[1] + 1,
                        by=index,
                        stake=rules.stake,
                        balance=member.purse.balance,
                    )
                )
    return moves


def _one_move(standings: list[Standing], member: int, rules: ReviewRules) -> tuple[int, int] | None:
    """Move up the row whose call lies furthest below the member's own stance, if any lies far enough.

    Returns the indices it moved from and to.
    """
    position = None
    furthest = rules.gap
    for index, row in enumerate(standings):
        gap = row.stances[member] - row.call
        if index > 0 and gap > furthest:
            position, furthest = index, gap
    if position is None:
        return None
    target = max(0, position - rules.places)
    standings.insert(target, standings.pop(position))
    return position, target
