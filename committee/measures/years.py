"""What an experiment counts of some years of a market: how fixed rows fared, and whom a program met in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct


class YearsTally(Struct, frozen=True, kw_only=True):
    """What is counted of the scenario's own program over some years."""

    seed: int
    """The seed."""
    rows: Mapping[str, Sequence[Any]]
    """``id``, ``interviewed`` and ``matched`` of each row that the scenario fixes, in the first year."""
    interviews: Mapping[str, int]
    """By word of :data:`~committee.measures.groups.GROUPS`, interviews in the last year."""
    came: int
    """Residents who came in the last year, through the Match or after it."""
    imgs: int
    """Those of them who graduated abroad."""
