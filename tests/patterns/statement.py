"""What a statement is, what is found for it, and the few statistics that statements share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Protocol

from tests.patterns.sizes import Band, Size
from tests.patterns.trials import Outcome

Study = Callable[[str, str, int], Any]
"""(world, column, seed) -> anything: what is counted in whole meetings. A module's function, for workers to find."""


class Look(Protocol):
    """The evidence of one column, as a statement sees it. Lists are by seed, in the same order for all."""

    column: str

    def rows(self, variant: str, world: str = "baseline") -> Sequence[Outcome]:
        """How the fixed row ``variant`` ended, one outcome a seed."""

    def study(self, of: Study, world: str = "baseline") -> Sequence[Any]:
        """What ``of`` counted, one result a seed."""

    def beside(self, column: str) -> Look:
        """Another column, for a comparison."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one column says on a statement."""

    figure: str
    """The figures, in words."""
    holds: bool | None
    """Whether the statement holds; None if the column has nothing to say."""
    points: bool | None = None
    """Whether the direction holds, however certain it is."""
    size: Size | None = None
    """How large the effect is."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One claim about the room."""

    id: str
    """Its short name."""
    group: str = ""
    """The title of its group."""
    says: str
    """The claim in words."""
    band: str | Band
    """What the figure must be, in words."""
    judge: Callable[[Look], Finding]
    """Whether the evidence of a column bears it out."""
    rows: tuple[tuple[str, str], ...] = ()
    """The (world, variant) pairs that ``judge`` looks at."""
    studies: tuple[tuple[str, Study], ...] = ()
    """The (world, study) pairs that ``judge`` looks at."""
    everywhere: bool = True
    """Whether every column tests it; else only the baseline does."""
    ordering: bool = False
    """Whether its direction must survive draws of all parameters."""
    over_null: bool = False
    """Whether it also looks at the additive null, beside the column that tests it."""


@dataclass
class Group:
    """The statements of one file, in the order written."""

    title: str
    statements: list[Statement] = field(default_factory=list)

    def says(self, id_: str, says: str, band: str, **more: Any) -> Callable[[Callable[[Look], Finding]], None]:
        """Add the decorated function as a judge."""

        def add(judge: Callable[[Look], Finding]) -> None:
            self.statements.append(Statement(id=id_, says=says, band=band, judge=judge, **more))

        return add

    def sizes(self, name: str, says: str, band: Band, **more: Any) -> Callable[[Callable[[Look], Size]], None]:
        """Add the decorated function as the measure of a statement about a size."""

        def add(measure: Callable[[Look], Size]) -> None:
            def judge(look: Look) -> Finding:
                size = measure(look)
                return Finding(figure=str(size), holds=band.holds(size), points=size.value > 0, size=size)

            self.statements.append(Statement(id=name, group=self.title, says=says, band=band, judge=judge, **more))

        return add


def at(world: str, *variants: str) -> tuple[tuple[str, str], ...]:
    """These rows in this world."""
    return tuple((world, variant) for variant in variants)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A mean paired difference with its 95 % interval over seeds."""

    mean: float
    low: float
    high: float

    @property
    def above(self) -> bool:
        """Whether the interval lies above 0."""
        return self.low > 0.0

    def __str__(self) -> str:
        return f"{self.mean:+.3f} [{self.low:+.3f}, {self.high:+.3f}]"


def effect(differences: Sequence[float]) -> Effect:
    """The mean of ``differences`` and its interval (normal, from their standard error)."""
    middle = mean(differences)
    if len(differences) < 2:
        return Effect(mean=middle, low=float("-inf"), high=float("inf"))
    variance = sum((difference - middle) ** 2 for difference in differences) / (len(differences) - 1)
    wide = 1.96 * sqrt(variance / len(differences))
    return Effect(mean=middle, low=middle - wide, high=middle + wide)


def mean(values: Sequence[float]) -> float:
    """The mean; not a number where there are none."""
    return sum(values) / len(values) if values else float("nan")


def share(held: Sequence[bool]) -> float:
    """The share that is true."""
    return mean([1.0 if true else 0.0 for true in held])


def places(rows: Sequence[Outcome]) -> list[float]:
    """Places as shares of n."""
    return [row.place for row in rows]


def cost(changed: Sequence[Outcome], plain: Sequence[Outcome]) -> list[float]:
    """How much further back the changed row ended, seed by seed, as shares of n."""
    return [a.place - b.place for a, b in zip(changed, plain, strict=True)]


def less(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Differences, seed by seed."""
    return [a - b for a, b in zip(first, second, strict=True)]


def within(value: float, low: float, high: float, form: str = ".2f") -> Finding:
    """A figure and whether it lies in a band, ends included."""
    return Finding(figure=format(value, form), holds=low <= value <= high)


def at_least(value: float, least: float, form: str = ".2f") -> Finding:
    """A figure and whether it reaches ``least``."""
    return Finding(figure=format(value, form), holds=value >= least)


def none_here() -> Finding:
    """A column that has nothing to say."""
    return Finding(figure="", holds=None)
