"""What a statement is, where it comes from, and what one column finds for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import isnan
from typing import Any, Protocol

from tests.patterns.sizes import Band, Size
from tests.patterns.trials import Outcome

Study = Callable[[str, str, int], Any]
"""(world, column, seed) -> anything: what is counted in whole meetings. A module's function, for workers to find."""


class Look(Protocol):
    """The evidence of one column, as a statement sees it. Lists are by seed, in the same order for all."""

    def rows(self, variant: str, world: str = "baseline") -> Sequence[Outcome]:
        """How the fixed row ``variant`` ended, one outcome a seed."""

    def study(self, of: Study, world: str = "baseline") -> Sequence[Any]:
        """What ``of`` counted, one result a seed."""

    def beside(self, column: str) -> Look:
        """Another column, for a comparison."""


class Source(StrEnum):
    """Where the agreement of a statement comes from."""

    EMERGENT = "emergent"
    """Nothing in the rules or the parameters says it; it follows from them together."""
    INPUT = "input"
    """The figure, or its order, was put in."""
    RULE = "rule"
    """A single rule says it; agreement shows that the rule does what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the agreement comes from, and why we think so."""

    source: Source
    """The sort."""
    why: str
    """One sentence."""


def emergent(why: str) -> Origin:
    """Nothing in the rules or the parameters says it."""
    return Origin(source=Source.EMERGENT, why=why)


def put_in(why: str) -> Origin:
    """The figure, or its order, was put in."""
    return Origin(source=Source.INPUT, why=why)


def ruled(why: str) -> Origin:
    """A single rule says it."""
    return Origin(source=Source.RULE, why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A size with what else belongs to it."""

    size: Size
    """The size of the effect."""
    detail: str = ""
    """More figures, in words."""
    also: bool = True
    """Whether the rest of the claim holds, such as the order of what lies between two ends."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What one column says on a statement."""

    size: Size
    """The size of the effect."""
    detail: str
    """More figures, in words."""
    holds: bool
    """Whether the size lies in its band, and the rest of the claim holds."""
    points: bool
    """Whether the effect has the sign that is claimed, however small and however certain, and the rest holds."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One claim about the room."""

    name: str
    """Its short name; unique."""
    group: str
    """The title of its group."""
    says: str
    """The claim in words."""
    band: Band
    """How large the effect must be."""
    origin: Origin
    """Where the agreement comes from."""
    measure: Callable[[Look], Size | Measured]
    """How large it is in one column."""
    rows: tuple[tuple[str, str], ...] = ()
    """The (world, variant) pairs that ``measure`` looks at."""
    studies: tuple[tuple[str, Study], ...] = ()
    """The (world, study) pairs that ``measure`` looks at."""
    everywhere: bool = True
    """Whether every column measures it; else only the baseline does."""
    apart: bool = False
    """Whether it needs meetings of its own and no credit: switches (but for two nulls) and draws leave it out."""
    over_null: bool = False
    """Whether it also looks at the additive null, beside the column that measures it."""
    figure: str = ""
    """The published figure and its source, where the statement is about one."""
    without: tuple[str, ...] = ()
    """The columns in which a statement about years is measured besides the baseline."""

    def judge(self, look: Look) -> Finding | None:
        """What a column says; None where it has nothing to say."""
        found = self.measure(look)
        if isinstance(found, Size):
            found = Measured(size=found)
        if isnan(found.size.value):
            return None
        return Finding(
            size=found.size,
            detail=found.detail,
            holds=self.band.holds(found.size) and found.also,
            points=found.size.value > 0.0 and found.also,
        )

    def credits(self, lost: Size) -> bool:
        """Whether what a switch takes away, ``lost``, credits its mechanism with a part of the effect.

        The interval excludes 0. Where a sign, a floor or a ceiling is claimed, it lies on that side.
        """
        if self.band.low is not None and self.band.high is not None and not self.band.signed:
            return lost.above or lost.below
        return lost.below if self.band.low is None and not self.band.signed else lost.above


@dataclass
class Group:
    """The statements of one file, in the order written."""

    title: str
    statements: list[Statement] = field(default_factory=list)

    def says(
        self, name: str, says: str, band: Band, origin: Origin, **more: Any
    ) -> Callable[[Callable[[Look], Size | Measured]], None]:
        """Add the decorated function as the measure of a statement."""

        def add(measure: Callable[[Look], Size | Measured]) -> None:
            self.statements.append(
                Statement(name=name, group=self.title, says=says, band=band, origin=origin, measure=measure, **more)
            )

        return add


def at(world: str, *variants: str) -> tuple[tuple[str, str], ...]:
    """These rows in this world."""
    return tuple((world, variant) for variant in variants)


def in_worlds(worlds: Sequence[str], *variants: str) -> tuple[tuple[str, str], ...]:
    """These rows in each of these worlds."""
    return tuple(pair for world in worlds for pair in at(world, *variants))


def cost(changed: Sequence[Outcome], plain: Sequence[Outcome]) -> list[float]:
    """How much further back the changed row ended, seed by seed, as shares of the sheet."""
    return [a.place - b.place for a, b in zip(changed, plain, strict=True)]


def ranked(rows: Sequence[Outcome]) -> list[float]:
    """Seed by seed, 1 where the row is on the list."""
    return [float(row.ranked) for row in rows]


def less(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Differences, seed by seed."""
    return [a - b for a, b in zip(first, second, strict=True)]


def mean(values: Sequence[float]) -> float:
    """The mean; not a number where there are none."""
    return sum(values) / len(values) if values else float("nan")


def share(held: Sequence[bool]) -> float:
    """The share that is true."""
    return mean([1.0 if true else 0.0 for true in held])


def smallest(sizes: Sequence[Size]) -> Size:
    """The one with the least value."""
    return min(sizes, key=lambda size: size.value)
