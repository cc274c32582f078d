"""The size of an effect, with what each seed contributes to it, and the band that it must lie in.

Sizes keep their seeds. So the size in one column less the size in another is paired by seed, and its interval says
whether the difference between the two columns excludes 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

from committee.measures.intervals import normal_interval, pseudovalues


@dataclass(frozen=True, slots=True)
class Size:
    """How large an effect is."""

    value: float
    """The estimate over all seeds; not a number where there is nothing to estimate it from."""
    by_seed: tuple[float, ...]
    """What each seed contributes; the mean is ``value``."""

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval, normal, from the standard error over seeds."""
        return normal_interval(self.value, self.by_seed)

    @property
    def above(self) -> bool:
        """Whether the interval lies above 0."""
        return self.interval[0] > 0.0

    @property
    def below(self) -> bool:
        """Whether the interval lies below 0."""
        return self.interval[1] < 0.0

    def __sub__(self, other: Size) -> Size:
        return Size(self.value - other.value, tuple(a - b for a, b in zip(self.by_seed, other.by_seed, strict=True)))

    def times(self, factor: float) -> Size:
        """The size in another unit."""
        return Size(self.value * factor, tuple(part * factor for part in self.by_seed))

    def over(self, other: Size) -> Size:
        """The ratio of two sizes; each seed contributes to it in the linear approximation."""
        if not other.value > 0.0:
            return Size(nan, (nan,) * len(self.by_seed))
        ratio = self.value / other.value
        parts = zip(self.by_seed, other.by_seed, strict=True)
        return Size(ratio, tuple(ratio + (a - ratio * b) / other.value for a, b in parts))

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:+.3f} [{low:+.3f}, {high:+.3f}]"


def averaged(by_seed: Sequence[float]) -> Size:
    """The mean over seeds."""
    return Size(sum(by_seed) / len(by_seed) if by_seed else nan, tuple(by_seed))


def shared(by_seed: Sequence[bool]) -> Size:
    """The share of seeds in which something is true."""
    return averaged([1.0 if true else 0.0 for true in by_seed])


def pooled(parts: Sequence[float], wholes: Sequence[float]) -> Size:
    """A share or mean over all that was counted in all seeds: the sum of ``parts`` over the sum of ``wholes``."""
    return averaged(parts).over(averaged(wholes))


def jackknifed(by_seed: Sequence[Any], statistic: Callable[[Sequence[Any]], float]) -> Size:
    """Any statistic of all seeds; what a seed contributes is how far the statistic moves when it is left out."""
    return Size(*pseudovalues(by_seed, statistic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How large the effect must be: ``low`` to ``high``, ends included; None leaves that end open."""

    low: float | None = None
    """The floor."""
    high: float | None = None
    """The ceiling."""
    signed: bool = False
    """Whether the size is a difference whose sign is claimed: its interval must lie above 0 too."""

    def holds(self, size: Size) -> bool:
        """Whether the size lies in the band and, where a sign is claimed, its interval above 0."""
        inside = (self.low is None or size.value >= self.low) and (self.high is None or size.value <= self.high)
        return inside and not isnan(size.value) and (size.above or not self.signed)

    def __str__(self) -> str:
        if self.low is None and self.high is None:
            return "above 0"
        if self.low is None:
            return f"at most {_short(self.high)}"
        words = f"at least {_short(self.low)}" if self.high is None else f"{_short(self.low)} to {_short(self.high)}"
        return f"{words}, interval above 0" if self.signed else words


def _short(value: float | None) -> str:
    """A bound as it is read: ``.05``, ``1.5``, ``40``."""
    text = format(value, ".3g")
    return text.replace("0.", ".", 1) if text.lstrip("-").startswith("0.") else text


def above(floor: float, most: float | None = None) -> Band:
    """A difference in the claimed direction, at least ``floor`` large."""
    return Band(low=floor or None, high=most, signed=True)


def between(low: float, high: float) -> Band:
    """A size from ``low`` to ``high``."""
    return Band(low=low, high=high)


def at_least(low: float) -> Band:
    """A size of ``low`` or more."""
    return Band(low=low)


def at_most(high: float) -> Band:
    """A size of ``high`` or less."""
    return Band(high=high)
