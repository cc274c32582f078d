"""What each step of the path does to a row, as a table of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from committee.experiments.whatifs.path import Part, Path, Tried
from committee.experiments.whatifs.telling_many import (
    DRAWN,
    MEANING,
    REVIEWED,
    SHORT,
    call_moved,
    places_moved,
    plain,
    points_moved,
    share,
)
from committee.recording.spoken import FLAGS, printable

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
    if path.vetoed.effect:
        yield _vetoed(path)
    yield from (f"\n{title}\n" + "\n".join(lines) for title, lines in _groups(path))
    yield "\n" + _furthest(path)
    yield "The call is the director's verdict, from -2 to 1."
    if any(each.found.rows < SHORT for each in path.tried):
        yield REVIEWED
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


def _vetoed(path: Path) -> str:
    veto = path.vetoed
    lifted = "" if path.lifted else " No change tried here lifts the veto."
    return f"The director vetoes it in {share(veto.effect)} of {veto.n:,} meetings.{lifted}"


def _groups(path: Path) -> Iterator[tuple[str, list[str]]]:
    for part in Part:
        title = part.value
        if part is Part.COUNTERFACTUAL:
            title += " (a failure stays on the transcript, and a passed Step cannot be retaken)"
        lines = [_line(each) for each in path.tried if each.step.part is part]
        yield title, lines or [f"  Not tried: {_NOT_TRIED[part]}."]


_NOT_TRIED: Final = {
    Part.EXAMS: "the file already has a Step 2 CK score and a passed Step 3",
    Part.NARRATIVE: "the file already gives the facts, and what was changed since",
    Part.LETTERS: "the file already holds as many letters as a sheet can",
    Part.ROTATION: "the file already has a rotation here",
    Part.VISA: "the file does not ask for an H-1B",
    Part.ADVOCATE: "the row already has an advocate who pushes",
    Part.COUNTERFACTUAL: "the file has no failed Step and no Step 2 CK score",
}
"""Why a part has no step."""

_MOVED: Final = {
    Part.EXAMS: "exams",
    Part.NARRATIVE: "explanation",
    Part.LETTERS: "letter",
    Part.ROTATION: "rotation",
    Part.VISA: "visa",
    Part.ADVOCATE: "advocate",
    Part.COUNTERFACTUAL: "what nobody can change any more",
}
"""What a part changes."""


def _line(tried: Tried) -> str:
    found = tried.found
    call = f"call {call_moved(found.call)}" if found.call.differ else "the same call in every meeting"
    return (
        f"  {tried.step.words}: {places_moved(found.places_up)}; "
        f"ranked in {share(found.ranked.after.effect)}, {points_moved(found.ranked)}; {call}"
    )


def _furthest(path: Path) -> str:
    if path.never_ranked:
        return f"No step got this row onto the list in any of the {path.unchanged.n:,} meetings."
    if path.furthest is not None:
        return f"In this model, a change of {_MOVED[path.furthest]} moved the simulated row furthest."
    return "In this model, no step moved the simulated row up for sure."


def as_plain(path: Path) -> dict[str, Any]:
    """The path as plain data."""
    return {
        "row": path.row,
        "flags": [str(flag) for flag in path.flags],
        "argued": path.argued,
        "unchanged": {"ranked": path.unchanged.effect, "low": path.unchanged.low, "high": path.unchanged.high},
        "vetoed": path.vetoed.effect,
        "veto_lifted": path.lifted,
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
        "furthest": path.furthest.name.lower() if path.furthest else None,
    }
