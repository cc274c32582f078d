"""What decided a row, for people to read and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import to_builtins

from committee.events import real
from committee.experiments.row.pivots import Pivot, Pivots, Untried
from committee.experiments.row.sentences import (
    condition,
    never_said,
    outcome,
    quote,
    row_data,
    row_said,
    stood_said,
    veto_of,
    watch,
    what,
)
from committee.experiments.row.single import Cause
from committee.experiments.whatifs.address import Address
from committee.experiments.whatifs.origin import at, with_single
from committee.recording.spoken import CALL
from committee.terms import DISCLAIMER

LITTLE: Final = 0.005
"""A change of the call below this, with tier and place as before, is told together with the others of its size."""

HOW: Final = (
    "Each line changes one thing and holds this row again with the same draws; the other rows stay as they were. "
    "The effects need not add up: if one voice is gone, another may say the same."
)
"""What the figures mean."""


def as_text(found: Pivots, address: Address | None = None) -> str:
    """What decided the row, the largest effect first, and the address of the meeting at the row if it has one."""
    return "\n".join(_lines(found, address)) + "\n"


def as_data(found: Pivots, address: Address | None = None) -> dict[str, Any]:
    """The same for programs: every change with its figures, its sentence and its own address."""
    return {
        **row_data(found.standing, found.base),
        "nothing_heard": to_builtins(found.unheard),
        "address": at(address, found.standing.row.opened.id) if address else "",
        "summary": summary(found),
        "pivots": [{**_plain(found, pivot), **_own_address(found, pivot, address)} for pivot in found.pivots],
        "untried": [untried_said(found, each) for each in found.untried],
        "notes": notes(found),
        "disclaimer": DISCLAIMER,
    }


def summary(found: Pivots) -> str:
    """Where the row ended, and where it would have ended if nobody had heard a word."""
    ended = [f"The row ended {stood_said(found.base, call=CALL)}.", veto(found)]
    unheard = f"If nobody had heard any turn of it, it would have ended {stood_said(found.unheard)}."
    return " ".join(filter(None, [*ended, unheard]))


def veto(found: Pivots) -> str:
    """Who vetoed the row, and that no change lifts the veto where none does; empty for a row without a veto."""
    return veto_of(found.standing, lifted=any(not pivot.stood.vetoed for pivot in found.pivots))


def notes(found: Pivots) -> list[str]:
    """What a reader has to know about the figures."""
    said = [HOW]
    if found.standing.recording.reviewed:
        said.append("Places are from before the review at the end of the meeting.")
    if found.standing.as_recorded.second is not None:
        said.append("The call is the mean of both committees' calls; the second committee's is as it was.")
    return said


def sentence(found: Pivots, pivot: Pivot) -> str:
    """One line: what was changed, and what came of it."""
    standing = found.standing
    return f"{what(standing, pivot.of)}: {condition(standing, pivot.of)}, {outcome(found.base, pivot.stood)}."


def untried_said(found: Pivots, each: Untried) -> str:
    """A change that could not be made, and why."""
    about = "More time" if each.point is None else never_said(found.standing, each.point)
    return f"{about}: {each.why}."


def matters(found: Pivots, pivot: Pivot) -> bool:
    """Whether a change does anything that the figures show."""
    same = pivot.stood.tier is found.base.tier and pivot.stood.position == found.base.position
    return not same or abs(pivot.by) >= LITTLE


def _lines(found: Pivots, address: Address | None) -> Iterator[str]:
    yield f"{row_said(found.standing)}."
    yield summary(found)
    yield ""
    told = [pivot for pivot in found.pivots if matters(found, pivot)]
    for number, pivot in enumerate(told, start=1):
        yield f"{number:3}. {sentence(found, pivot)}"
        words = quote(pivot.of)
        if words:
            yield f'     "{words}"'
    rest = [what(found.standing, pivot.of) for pivot in found.pivots if not matters(found, pivot)]
    if rest:
        yield f"     Little or no difference: {'; '.join(rest)}."
    yield from (f"     {untried_said(found, each)}" for each in found.untried)
    yield from ("", *notes(found))
    if address is not None:
        yield watch(at(address, found.standing.row.opened.id))
    yield DISCLAIMER


def _own_address(found: Pivots, pivot: Pivot, address: Address | None) -> dict[str, str]:
    """The address of the meeting with that change, at the row."""
    if address is None:
        return {}
    return {"address": with_single(address, found.standing.row.opened.id, pivot.of.inside, pivot.of.cells)}


def _plain(found: Pivots, pivot: Pivot) -> dict[str, Any]:
    of, said = pivot.of, pivot.of.utterance
    plain: dict[str, Any] = {
        "cause": of.cause,
        "what": what(found.standing, of),
        "sentence": sentence(found, pivot),
        "matters": matters(found, pivot),
        "inside": to_builtins(of.inside),
        **to_builtins(pivot.stood),
        "change": real(pivot.by),
    }
    if said is not None:
        plain |= {"turn": said.turn, "start_s": said.start_s, "act": said.act, "text": said.text}
    optional = {"member": of.member, "ghost": of.ghost, "point": of.point.id if of.point else None, "why": of.why}
    plain |= {name: value for name, value in optional.items() if value is not None}
    if of.cause in (Cause.STAKE, Cause.TIME):
        plain["amount"] = of.amount
    return plain
