"""After the last row: what capital is left may move a row some places.

The list is ordered by call. In the order of seats, members who still have capital may pay for the row that is furthest
below where they see it. That row moves up. This is the room's last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee.units import Count, Stance

if TYPE_CHECKING:  # a scenario is read without Mesa
    from committee.members.member import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRules:
    """What moving a row after the meeting takes."""

    places: Count
    """The places that a move is worth."""
    gap: Stance
    """How far above the call a member must stand to pay for a move. More of it: fewer moves."""
    moves: Count
    """The moves that the room has patience for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A ranked row in the review."""

    id: str
    """The applicant's id."""
    call: float
    """The row's call, as its event tells it."""
    stances: tuple[float, ...]
    """By member, the last stance on the row."""
    closed_to: frozenset[int] = frozenset()
    """Members who may put nothing more on it, by a rule of the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A row that a member has moved up the list."""

    id: str
    """The applicant's id."""
    from_position: int
    """Where the row was on the list, from 1."""
    to_position: int
    """Where it is now, from 1."""
    by: int
    """The index of the member who paid."""
    stake: float
    """The units that they paid."""
    balance: float
    """What their purse holds after it."""


def ordered(standings: Sequence[Standing]) -> list[Standing]:
    """By call, best first, ties by id."""
    return sorted(standings, key=lambda row: (-row.call, row.id))


def review(standings: list[Standing], members: Sequence[Member], stake: float, rules: ReviewRules) -> list[Move]:
    """Move rows in ``standings`` (ordered, changed in place) for ``stake`` units a move, and return the moves."""
    moves: list[Move] = []
    for index, member in enumerate(members):
        if len(moves) == rules.moves:
            break
        if member.votes and member.purse.can(stake):
            places = _one_move(standings, index, rules)
            if places is not None:
                member.purse.spend(stake)
                moves.append(
                    Move(
                        id=standings[places[1]].id,
                        from_position=places[0] + 1,
                        to_position=places[1] + 1,
                        by=index,
                        stake=stake,
                        balance=member.purse.balance,
                    )
                )
    return moves


def _one_move(standings: list[Standing], member: int, rules: ReviewRules) -> tuple[int, int] | None:
    """Move up the row whose call is furthest below the member's own stance, if any is far enough below.

    Returns the indices that it moved from and to; None if no row moved.
    """
    position = None
    furthest = rules.gap
    for index, row in enumerate(standings):
        gap = row.stances[member] - row.call
        if index > 0 and gap > furthest and member not in row.closed_to:
            position, furthest = index, gap
    if position is None:
        return None
    target = max(0, position - rules.places)
    standings.insert(target, standings.pop(position))
    return position, target
