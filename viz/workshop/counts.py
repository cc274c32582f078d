"""Tallies as they may be shown, apart from what takes statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5
"""Tallies of fewer votes than this can be hidden: in a small group they would tell who voted what."""

Counts = Mapping[str, int]
"""How often each choice was made."""


def count_of(counts: Counts) -> int:
    """How many votes there are."""
    return sum(counts.values())


def shown(counts: Counts, *, hide_small: bool) -> Counts | None:
    """The counts as they may be shown: None if there are so few votes that a host wants them hidden."""
    return None if hide_small and 0 < count_of(counts) < FEWEST else counts
