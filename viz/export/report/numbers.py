"""Figures as a report writes them: no more digits than the interval bears out, and a true minus."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
TINY: Final = 1e-9
"""A half width below this share of its value is only rounding."""

NONE: Final = "\N{EN DASH}"
"""What stands where there is no figure."""


def decimals(low: float, high: float, value: float = 0.0) -> int:
    """How many decimals to show: as many as the interval bears out, at most three. ``11.2 [8.9, 13.5]``."""
    half = (high - low) / 2 if isfinite(high - low) else 0.0
    scale = half if half > TINY * abs(value) else abs(value)
    if not (isfinite(scale) and scale > 0.0):
        return 1
    return min(3, max(0, -floor(log10(scale / 4.0))))


def figure(value: float, places: int, *, sign: bool = False) -> str:
    """``value`` with so many decimals; zero has no sign."""
    if not isfinite(value):
        return NONE
    text = f"{value:+,.{places}f}" if sign else f"{value:,.{places}f}"
    if not any(digit in "123456789" for digit in text):
        text = text.lstrip("+-")
    return text.replace("-", MINUS)


def interval(low: float, high: float, places: int) -> str:
    """An interval: ``[8.9, 13.5]``."""
    if not (isfinite(low) and isfinite(high)):
        return NONE
    return f"[{figure(low, places)}, {figure(high, places)}]"


def counted(number: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 run``, ``1,200 runs``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
