"""The smallest excuse, for people to read and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from msgspec import to_builtins

from committee.experiments.row.flip import Flip, Way
from committee.experiments.row.sentences import excuse, outcome, quote, row_said, stood_said
from committee.experiments.row.single import Cause, Single
from committee.recording.spoken import ENDS
from committee.terms import DISCLAIMER, Tier

SHOWN: Final = 10
"""The most ways that a text shows. Programs get them all."""

HOW: Final = (
    "Each change was tried by holding this row again with the same draws, in the room as it was when the row came up. "
    "A changed cell does not change that room, and the other rows stay as they were."
)
"""What the proof rests on."""

_COUNTED: Final = {
    Cause.UTTERANCE: ("turn unheard", "turns unheard"),
    Cause.TIME: ("length of time more", "lengths of time more"),
    Cause.UNIT: ("stake more", "stakes more"),
    Cause.STAKE: ("member who stakes nothing", "members who stake nothing"),
    Cause.MEMBER: ("member who keeps quiet", "members who keep quiet"),
    Cause.GHOST: ("past resident forgotten", "past residents forgotten"),
    Cause.CELL: ("other cell", "other cells"),
}


def as_text(found: Flip) -> str:
    """The smallest ways, the most natural first, and the proof."""
    return "\n".join(_lines(found)) + "\n"


def as_data(found: Flip) -> dict[str, Any]:
    """The same for programs, with every way."""
    opened, header = found.standing.row.opened, found.standing.recording.header
    return {
        "row": opened.id,
        "name": opened.name,
        "number": opened.row,
        "seed": header.seed,
        "as_recorded": to_builtins(found.base),
        "to": found.to,
        "size": found.size,
        "ways": [_plain(found, way) for way in found.ways],
        "tried": {"single": len(found.candidates), "pairs": found.pairs, "impossible": found.impossible},
        "kinds": {str(cause): count for cause, count in _kinds(found).items()},
        "proof": proof(found),
        "notes": [HOW],
        "disclaimer": DISCLAIMER,
    }


def wanted(found: Flip) -> str:
    """What was asked for: ``in the middle or better``."""
    ends = ENDS[found.to]
    if found.to in (Tier.TOP, Tier.DNR):
        return ends
    return f"{ends} or {'better' if found.better else 'worse'}"


def proof(found: Flip) -> str:
    """How many changes do it, and that fewer do not."""
    if found.base.tier is found.to:
        return f"It ended {ENDS[found.to]} already."
    single, ways = f"{len(found.candidates):,}", f"{len(found.ways):,}"
    pairs = f"{found.pairs:,} pairs{_impossible(found)}"
    if found.size == 1:
        return f"One change is enough: of {single} single changes, {ways} {_do(found)}."
    if found.size == 2:
        return f"No single change of {single} does it. Of {pairs}, {ways} {_do(found)}. So two is the least."
    return (
        f"No single change of {single} does it, and none of {pairs}. It would take three or more of these, or others."
    )


def _do(found: Flip) -> str:
    return "does" if len(found.ways) == 1 else "do"


def _impossible(found: Flip) -> str:
    count = found.impossible
    return f" ({count:,} of them cannot be)" if count else ""


def tried(found: Flip) -> str:
    """What was tried, by kind."""
    counted = (f"{count} {_COUNTED[cause][count != 1]}" for cause, count in _kinds(found).items())
    return f"Tried: {', '.join(counted)}."


def _kinds(found: Flip) -> Counter[Cause]:
    return Counter(change.cause for change in found.candidates)


def _lines(found: Flip) -> Iterator[str]:
    yield f"{row_said(found.standing)}."
    yield f"The row ended {stood_said(found.base)}."
    if found.candidates:
        yield f"What would have had it end {wanted(found)}?"
    yield ""
    yield proof(found)
    for number, way in enumerate(found.ways[:SHOWN], start=1):
        yield f"{number:3}. {sentence(found, way)}"
        yield from (f'     "{words}"' for words in map(quote, way.changes) if words)
    hidden = len(found.ways) - SHOWN
    if hidden > 0:
        yield f"     ... and {hidden:,} more (--json lists every one)."
    if found.candidates:
        yield from ("", tried(found), HOW)
    yield DISCLAIMER


def sentence(found: Flip, way: Way) -> str:
    """One way: what is changed, and what comes of the row."""
    said = "; and ".join(excuse(found.standing, change) for change in way.changes)
    return f"{said[0].upper()}{said[1:]}: {outcome(found.base, way.stood)}."


def _plain(found: Flip, way: Way) -> dict[str, Any]:
    changes = [_change(found, change) for change in way.changes]
    return {"changes": changes, "sentence": sentence(found, way), **to_builtins(way.stood)}


def _change(found: Flip, change: Single) -> dict[str, Any]:
    plain = {"cause": change.cause, "what": excuse(found.standing, change)}
    if change.cells:
        return {**plain, "cells": dict(change.cells)}
    return {**plain, "inside": to_builtins(change.inside)}
