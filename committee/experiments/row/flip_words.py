"""The smallest excuse, for people to read and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from msgspec import to_builtins

from committee.experiments.row.flip import Flip, Way
from committee.experiments.row.sentences import excuse, outcome, quote, row_data, row_said, stood_said, veto_of, watch
from committee.experiments.row.single import Cause, Single
from committee.experiments.row.standing import joined
from committee.experiments.whatifs.address import Address
from committee.experiments.whatifs.origin import at, with_single
from committee.meeting.intervention import NOTHING
from committee.recording.spoken import CALL, ENDS, capital
from committee.terms import DISCLAIMER

SHOWN: Final = 10
"""The most ways that a text shows. Programs get them all."""

HOW: Final = (
    "Each change was tried by holding this row again with the same draws, in the room as it was when the row came up. "
    "A changed cell does not change that room, and the other rows stay as they were."
)
"""What the proof rests on."""

_SORTED: Final = "those that change what was heard, then time, stakes, members, memories and cells"
ORDER: Final = {
    1: f"Each of these is one change, so none is smaller than another. They stand in this order: {_SORTED}.",
    2: f"Each of these is two changes, so none is smaller than another. They stand by the later of the two: {_SORTED}.",
}
"""How the ways stand, by how many changes each takes."""

_COUNTED: Final = {
    Cause.UTTERANCE: ("turn unheard", "turns unheard"),
    Cause.TIME: ("length of time more", "lengths of time more"),
    Cause.UNIT: ("stake more", "stakes more"),
    Cause.STAKE: ("member who stakes nothing", "members who stake nothing"),
    Cause.MEMBER: ("member who keeps quiet", "members who keep quiet"),
    Cause.GHOST: ("past resident forgotten", "past residents forgotten"),
    Cause.CELL: ("other cell", "other cells"),
}


def as_text(found: Flip, address: Address | None = None) -> str:
    """The smallest ways, the most natural first, the proof, and the address of the meeting at the row if it has one."""
    return "\n".join(_lines(found, address)) + "\n"


def as_data(found: Flip, address: Address | None = None) -> dict[str, Any]:
    """The same for programs, with every way."""
    return {
        **row_data(found.standing, found.base),
        "address": at(address, found.standing.row.opened.id) if address else "",
        "to": found.to,
        "size": found.size,
        "ways": [{**_plain(found, way), **_own_address(found, way, address)} for way in found.ways],
        "tried": {"single": len(found.candidates), "pairs": found.pairs, "impossible": found.impossible},
        "kinds": {str(cause): count for cause, count in _kinds(found).items()},
        "veto": veto(found),
        "proof": proof(found),
        "notes": [HOW],
        "disclaimer": DISCLAIMER,
    }


def wanted(found: Flip) -> str:
    """What was asked for: ``in the middle or better``."""
    ends = ENDS[found.to]
    tiers = found.standing.meeting.rules.verdicts.tiers
    if found.to in (tiers[0], tiers[-1]):
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
    if not count:
        return ""
    themselves = "contradicts itself and was" if count == 1 else "contradict themselves and were"
    return f" ({count:,} of them {themselves} not held)"


def tried(found: Flip) -> str:
    """What was tried, by kind."""
    counted = (f"{count} {_COUNTED[cause][count != 1]}" for cause, count in _kinds(found).items())
    return f"Tried: {', '.join(counted)}."


def _kinds(found: Flip) -> Counter[Cause]:
    return Counter(change.cause for change in found.candidates)


def _lines(found: Flip, address: Address | None) -> Iterator[str]:
    yield f"{row_said(found.standing)}."
    yield f"The row ended {stood_said(found.base, call=CALL)}."
    vetoed = veto(found)
    if vetoed:
        yield vetoed
    if found.candidates:
        yield f"What would have had it end {wanted(found)}?"
    yield ""
    yield proof(found)
    if len(found.ways) > 1:
        yield ORDER[found.size]
    for number, way in enumerate(found.ways[:SHOWN], start=1):
        yield f"{number:3}. {sentence(found, way)}"
        yield from (f'     "{words}"' for words in map(quote, way.changes) if words)
    hidden = len(found.ways) - SHOWN
    if hidden > 0:
        yield f"     ... and {hidden:,} more (--json lists every one)."
    if found.candidates:
        yield from ("", tried(found), HOW)
    if address is not None:
        yield watch(at(address, found.standing.row.opened.id))
    yield DISCLAIMER


def _own_address(found: Flip, way: Way, address: Address | None) -> dict[str, str]:
    """The address of the meeting with the changes of a way, at the row."""
    if address is None:
        return {}
    inside = NOTHING
    cells: dict[str, str] = {}
    for change in way.changes:
        inside, cells = joined(inside, change.inside), {**cells, **change.cells}
    return {"address": with_single(address, found.standing.row.opened.id, inside, cells)}


def sentence(found: Flip, way: Way) -> str:
    """One way: what is changed, and what comes of the row."""
    said = "; and ".join(excuse(found.standing, change) for change in way.changes)
    first = said if way.changes[0].cause is Cause.CELL else capital(said)
    return f"{first}: {outcome(found.base, way.stood)}."


def veto(found: Flip) -> str:
    """Who vetoed the row, and that no change lifts the veto where none does; empty for a row without a veto."""
    return veto_of(found.standing, lifted=found.lifted or not found.candidates)


def _plain(found: Flip, way: Way) -> dict[str, Any]:
    changes = [_change(found, change) for change in way.changes]
    return {"changes": changes, "sentence": sentence(found, way), **to_builtins(way.stood)}


def _change(found: Flip, change: Single) -> dict[str, Any]:
    plain = {"cause": change.cause, "what": excuse(found.standing, change)}
    if change.cells:
        return {**plain, "cells": dict(change.cells)}
    return {**plain, "inside": to_builtins(change.inside)}
