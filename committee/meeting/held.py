"""What a meeting is made from, and what it keeps of each row that it has held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from committee.meeting.docket import Brief
from committee.meeting.row import RowResult, Stake
from committee.terms import Verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Which meeting of a season a meeting is."""

    season: str
    """The title of the scenario that is held as a season."""
    year: int
    """The calendar year of the season's year."""
    program: str
    """The program's id in the season: ``p000``."""
    gate: Verdicts
    """The gate that the meeting is: whom to invite, or whom to rank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a meeting comes from, as its first event says it."""

    scenario: Mapping[str, Any]
    """The whole scenario as plain data."""
    inputs: tuple[Mapping[str, str], ...]
    """``{"file", "sha256"}`` of every file that rows were read from."""
    occasion: Occasion | None = None
    """Which meeting of a season it is; None for a meeting on its own."""


class HeldRow(Struct, frozen=True, kw_only=True, gc=False):
    """One row that the meeting has held."""

    brief: Brief
    """What was known of the row beforehand."""
    result: RowResult
    """What came of it."""


def won(stake: Stake, result: RowResult) -> bool:
    """Whether the row ended in the tier that the stake asked for, or better."""
    return not result.ending.tier.below(stake.ask)
