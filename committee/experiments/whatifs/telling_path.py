"""What each step of the path does to a row, as a table of text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from committee.experiments.whatifs.path import Part, Path, Tried
from committee.experiments.whatifs.telling_many import DRAWN, MEANING, places_range, plain, points_range, share
from committee.recording.spoken import FLAGS, printable, signed

ALONE: Final = (
    "Each step is tried by itself, in this model and at this program. This is no advice: "
    "the model leaves out most of what decides about a real applicant."
)


def told_of(path: Path) -> str:
    """The path in words, a line for each step."""
    return "\n".join(_lines(path))


def _lines(path: Path) -> Iterator[str]:
    name = printable(path.name)
    if path.flags:
        rest = f"; besides, {', '.join(FLAGS[each] for each in path.flags[1:])}" if path.flags[1:] else ""
        yield f"Main flag of {name}: {FLAGS[path.flags[0]]}{rest}."
    else:
        yield f"{name} has no flag."
    if path.drawn:
        yield DRAWN + " The steps are those of this seed's."
    yield _unchanged(path)
    yield from (f"\n{part}\n" + "\n".join(lines) for part, lines in _groups(path.tried))
    yield "\n" + _furthest(path)
    yield MEANING
    yield ALONE


def _unchanged(path: Path) -> str:
    level = path.unchanged
    how_often = f"{share(level.effect)} ({share(level.low)} to {share(level.high)}) of {level.n:,} meetings"
    said = f"As it is, the row is ranked in {how_often}."
    if path.argued:
        return said
    chance = " In which of them is chance: the file is the same in all." if path.by_chance else ""
    return f"Nobody argues for the row. {said}{chance}"


def _groups(tried: tuple[Tried, ...]) -> Iterator[tuple[str, list[str]]]:
    for part, steps in groupby(tried, key=lambda each: each.step.part):
        title = part.value
        if part is Part.COUNTERFACTUAL:
            title += " (a failure stays on the transcript, and a passed Step cannot be retaken)"
        yield title, [_line(each) for each in steps]


def _line(tried: Tried) -> str:
    found, call = tried.found, tried.found.call.effect
    return (
        f"  {tried.step.words}: {places_range(found.places_up.effect)}; "
        f"ranked in {share(found.ranked.after.effect)}, {points_range(found.ranked.effect)}; "
        f"call {signed(call.effect)} ({signed(call.low)} to {signed(call.high)})"
    )


def _furthest(path: Path) -> str:
    if path.furthest is not None:
        return f"Of these steps, the one that moves the row furthest in this model: {path.furthest.step.words}."
    if path.nearest is not None:
        return f"No step moves the row up for sure. The one that raises its call most: {path.nearest.step.words}."
    return "No step moves the row up or raises its call for sure."


def as_plain(path: Path) -> dict[str, Any]:
    """The path as plain data."""
    return {
        "row": path.row,
        "flags": [str(flag) for flag in path.flags],
        "argued": path.argued,
        "unchanged": {"ranked": path.unchanged.effect, "low": path.unchanged.low, "high": path.unchanged.high},
        "another_person_each_seed": path.drawn,
        "steps": [
            {
                "part": each.step.part.name.lower(),
                "step": each.step.words,
                "cells": each.step.cells,
                "can_be_done": each.step.part is not Part.COUNTERFACTUAL,
                **plain(each.found),
            }
            for each in path.tried
        ],
        "furthest": path.furthest.step.words if path.furthest else None,
    }
