"""Sums that come out the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable


def total(values: Iterable[float]) -> float:
    """The sum of ``values``, added up one after the other in their order; 0.0 of none.

    Python's own ``sum`` rounds floats in another way from 3.12 on, and numpy's adds up in pairs: the last bit would
    depend on the version, and a meeting with it.
    """
    running = 0.0
    for value in values:
        running += value
    return running
