"""Which recordings on the shelf differ in one thing: those are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, pairwise
from typing import Final

from viz.made import Key, Made, between
from viz.shelf import Entry

MOST_ALIKE: Final = 40
"""Recordings of one scenario and seed that are compared with each other; further ones are left out."""


class Differ(IntEnum):
    """In what two recordings differ, the most telling first."""

    SETTING = 0
    SCENARIO = 1
    SEED = 2


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two recordings that differ in one thing."""

    first: Entry
    """The one nearer to its scenario."""
    second: Entry
    """The other."""
    about: str
    """What they share."""
    sides: tuple[str, str]
    """What sets each of them apart."""
    differ: Differ
    """In what they differ."""


def pairs_of(entries: Iterable[Entry]) -> list[Pair]:
    """Every pair of ``entries`` that differ in one thing; those that differ in a setting or a cell come first.

    Of recordings that differ in the seed alone, only neighbors make a pair.
    """
    watchable = list({entry.digest: entry for entry in entries if entry.watchable}.values())
    found = [*_in_a_setting(watchable), *_in_the_scenario(watchable), *_in_the_seed(watchable)]
    return sorted(found, key=lambda pair: pair.differ)


def together(entries: Sequence[Entry]) -> list[Entry]:
    """The entries in an order in which those of one scenario stand together, those that differ least side by side."""
    places: dict[str, int] = {}
    for entry in entries:
        places.setdefault(entry.made.title, len(places))
    return sorted(entries, key=lambda each: (places[each.made.title], each.seed, len(each.made.differs)))


def _in_a_setting(entries: Sequence[Entry]) -> Iterator[Pair]:
    alike: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike[entry.made.title, entry.made.seed].append(entry)
    for group in alike.values():
        near = sorted(group, key=lambda each: len(each.made.differs))[:MOST_ALIKE]
        for first, second in combinations(near, 2):
            sides = _apart(first.made, second.made)
            if sides is not None:
                about = f"{first.title}, seed {first.seed}{_shared(first.made, second.made)}"
                yield Pair(first=first, second=second, about=about, sides=sides, differ=Differ.SETTING)


def _apart(first: Made, second: Made) -> tuple[str, str] | None:
    """What sets two meetings of one scenario apart, if it is one thing."""
    keys = [key for key in {**first.differs, **second.differs} if first.differs.get(key) != second.differs.get(key)]
    if len(keys) != 1:
        return None
    one, other = first.differs.get(keys[0]), second.differs.get(keys[0])
    return (
        one.here if one is not None else other.usual if other is not None else "",
        other.here if other is not None else one.usual if one is not None else "",
    )


def _shared(first: Made, second: Made) -> str:
    """What both differ in from their scenario, in words."""
    if not first.words:
        return ""
    shared = [said.here for key, said in first.differs.items() if second.differs.get(key) == said]
    return "".join(f", {words}" for words in shared[:2])


def _in_the_scenario(entries: Sequence[Entry]) -> Iterator[Pair]:
    shipped = [entry for entry in entries if entry.made.scenario]
    for first, second in combinations(shipped[: 2 * MOST_ALIKE], 2):
        one, other = first.made, second.made
        if one.scenario == other.scenario or one.seed != other.seed or one.differs != other.differs:
            continue
        differs = between(one.scenario, other.scenario)
        if len(differs) == 1 and not _is_a_whole_row(next(iter(differs))):
            (said,) = differs.values()
            about = f"{first.title} beside {second.title}, seed {one.seed}"
            yield Pair(first=first, second=second, about=about, sides=(said.usual, said.here), differ=Differ.SCENARIO)


def _is_a_whole_row(key: Key) -> bool:
    """Whether only one of two scenarios has a fixed row: the other has another applicant in its place."""
    return key[:2] == ("pool", "rows") and len(key) <= 3


def _in_the_seed(entries: Sequence[Entry]) -> Iterator[Pair]:
    alike: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.made.title:
            alike[entry.made.title, entry.made.scenario, tuple(entry.made.differs.items())].append(entry)
    for group in alike.values():
        for first, second in pairwise(sorted(group, key=lambda each: each.seed)):
            if first.seed != second.seed:
                about = f"{first.title}{f', {words}' if (words := first.made.words) else ''}"
                sides = (f"seed {first.seed}", f"seed {second.seed}")
                yield Pair(first=first, second=second, about=about, sides=sides, differ=Differ.SEED)
