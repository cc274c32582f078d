"""``committee compare``: where two recordings part, and who ends in another place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from committee.commands.terminal import say, say_json
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    from committee.measures.differing import Differing
    from committee.recording import Recording
    from viz.calling import Said

_TOLD: Final = 8
"""Differences in how two meetings were made that are told in words; the rest are counted."""


def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A recording (.jsonl or .jsonl.gz).")],
    b: Annotated[Path, typer.Argument(metavar="B", help="The recording to compare with it.")],
    json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Say how two meetings differ: how they were made, where the talk and the calls part, and who moved.

    Rows are matched by the ids of their applicants. If a recording was cut short, compare tells what there is, says
    "incomplete" and ends with status 1. To watch both side by side, use export --against or the page Compare of
    committee watch.

    Example: committee compare two_imgs-1.jsonl forgetful.jsonl
    """
    from committee.measures.differing import differing
    from committee.recording import open_recording
    from viz.made import apart

    both = open_recording(a), open_recording(b)
    made, found = list(apart(*both).values()), differing(*both)
    said = [*_sides((a, b), both), *_made(both, made), *_said(both, found)]
    if json:
        say_json({**_data((a, b), both, found), "made": _plain(both, made), "said": said, "disclaimer": DISCLAIMER})
    else:
        say("\n".join((*said, DISCLAIMER)))
    cut_short = [path for path, recording in zip((a, b), both, strict=True) if not recording.complete]
    for path in cut_short:
        say(f"{path.name}: incomplete.", err=True)
    if cut_short:
        raise typer.Exit(1)


def _sides(paths: Sequence[Path], both: Sequence[Recording]) -> Iterator[str]:
    """What A is and what B is."""
    for letter, path, recording in zip("AB", paths, both, strict=True):
        title = str(recording.header.scenario.get("title") or "a meeting")
        closed = sum(row.closed is not None for row in recording.rows)
        rows = f"{closed} row{'' if closed == 1 else 's'}"
        yield f"{letter}: {path}: {title}, seed {recording.header.seed}, {rows}."


def _made(both: Sequence[Recording], made: Sequence[Said]) -> Iterator[str]:
    """How the two were made, where that differs."""
    sides = _plain(both, made)
    if not sides:
        yield "Both were made from the same scenario, rows and seed."
        return
    told = "; ".join(f"A {each['a']}, B {each['b']}" for each in sides[:_TOLD])
    more = f"; and {len(sides) - _TOLD} more" if len(sides) > _TOLD else ""
    yield f"How they were made: {told}{more}."


def _plain(both: Sequence[Recording], made: Sequence[Said]) -> list[dict[str, str]]:
    """Each difference in how they were made, as it is in A and in B."""
    seeds = [recording.header.seed for recording in both]
    seed = [{"a": f"seed {seeds[0]}", "b": f"seed {seeds[1]}"}] if seeds[0] != seeds[1] else []
    return [*seed, *({"a": each.usual, "b": each.here} for each in made)]


def _said(both: tuple[Recording, Recording], found: Differing) -> Iterator[str]:
    """Where the two part, how far they agree, and who moved."""
    from committee.measures.parted import first_call_said, moved_said, parting_said

    yield _shared(both, found)
    if not found.pairs:
        return
    others = len(_others(found))
    if others:
        yield f"{others} of them {'has' if others == 1 else 'have'} another applicant under the same id in B."
    whole = all(recording.complete for recording in both)
    if not whole and found.parting is None and found.call is None:
        yield "As far as both were recorded, the meetings are the same."
        return
    if found.same:
        yield "The meetings are the same, to the last word, call and place."
        return
    yield parting_said(found.parting, both[0])
    yield first_call_said(found)
    tiers = sum(pair.before.tier is not pair.after.tier for pair in found.pairs)
    if not whole:
        yield f"{tiers} end in another tier. A meeting that was cut short has no list, so places are not compared."
        return
    yield f"{len(found.moved)} end in another place and {tiers} in another tier{_agreed(both)}."
    yield moved_said(found)


def _shared(both: tuple[Recording, Recording], found: Differing) -> str:
    """How many rows both have called, and whose others are."""
    alone = _alone(both, found)
    own = [f"{len(ids)} only {letter}" for letter, ids in zip("AB", alone, strict=True) if ids]
    others = f"; {' and '.join(own)}" if own else ""
    if not found.pairs:
        return f"The two have no row in common{others}."
    return f"Both have called {len(found.pairs)} row{'' if len(found.pairs) == 1 else 's'}{others}."


def _alone(both: tuple[Recording, Recording], found: Differing) -> tuple[list[str], list[str]]:
    """The ids of the rows that only one of the two has called."""
    shared = {pair.row.opened.id for pair in found.pairs}
    first, second = ([closed.id for _, closed in each.closed if closed.id not in shared] for each in both)
    return first, second


def _others(found: Differing) -> list[str]:
    """The ids under which the two have different people, as another seed draws them."""
    return [pair.row.opened.id for pair in found.pairs if pair.row.opened.name != pair.changed.opened.name]


def _agreed(both: tuple[Recording, Recording]) -> str:
    """How far the two agree, as the end of a sentence."""
    of = {"kappa": "Cohen's kappa of tiers {:.2f}", "kendall": "Kendall's tau of places {:.2f}"}
    told = [of[name].format(value) for name, value in _agreement(both).items() if value is not None]
    return f" ({', '.join(told)})" if told else ""


def _agreement(both: tuple[Recording, Recording]) -> dict[str, float | None]:
    """How far the two agree: Cohen's kappa of the tiers and Kendall's tau-b of the places; None where it has none."""
    from committee.measures.agreement import kappa, kendall
    from committee.measures.tally import tally

    one, other = (tally(each) for each in both)
    values = {"kappa": kappa(one, other), "kendall": kendall(one, other)}
    return {name: None if isnan(value) else value for name, value in values.items()}


def _data(paths: Sequence[Path], both: tuple[Recording, Recording], found: Differing) -> dict[str, Any]:
    """The comparison as plain data; ``rows`` holds those whose place or call differs."""
    sides = [
        {"recording": str(path), "seed": each.header.seed, "complete": each.complete}
        for path, each in zip(paths, both, strict=True)
    ]
    alone = _alone(both, found)
    return {
        "a": {**sides[0], "alone": alone[0]},
        "b": {**sides[1], "alone": alone[1]},
        "shared": len(found.pairs),
        "other_applicants": _others(found),
        "same": bool(found.pairs) and found.same and not any(alone),
        **found.parted,
        "agreement": _agreement(both) if found.pairs else {"kappa": None, "kendall": None},
        "rows": [pair.plain for pair in found.pairs if pair.moved or pair.before != pair.after],
    }
