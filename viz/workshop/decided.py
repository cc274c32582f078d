"""What decided a row, and what was known and not said, in words for an audience.

The figures are those of ``committee pivots --json``: the row held again with one thing changed, on the same draws. Only
what changes the verdict is told; whether a row leaves the list by a veto or without one is the same verdict. Nobody in
the audience knows the scale of the call, so no figure of it is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from committee.recording import RecordedRow, Recording
from committee.recording.spoken import ENDS, PROPOSED, printable
from committee.recording.unsaid import left_unsaid
from committee.terms import Tier
from viz.workshop.points import point_parts

MOST: Final = 2
"""How many things that decided a row are told."""

MOST_UNSAID: Final = 4
"""How many points that nobody raised are named."""

_TO: Final = {**PROPOSED, Tier.DNR: "off the list"}

_Pivot = Mapping[str, Any]

_TEENS: Final = (11, 12, 13)
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd"}


def decisive(answer: Mapping[str, Any], meeting: Recording) -> tuple[str, ...]:
    """What alone would have changed where the row ends, what weighs most first; a sentence if nothing would.

    Parameters
    ----------
    answer
        What ``committee pivots --json`` prints of the row; empty if nobody asked.
    meeting
        The meeting, for the names of people.
    """
    if not answer:
        return ()
    base = answer["as_recorded"]
    tried = sorted(answer["pivots"], key=lambda pivot: -abs(pivot["change"]))
    found: dict[tuple[Any, ...], str] = {}
    for pivot in tried:
        if pivot["tier"] != base["tier"]:
            # A stake and the sentence that it came with are one thing if they come to the same.
            one = (pivot.get("member", pivot["what"]), pivot["tier"], pivot["position"])
            found.setdefault(one, f"{_condition(pivot, meeting)}: {_ended(pivot)}, instead of {_ended(base)}.")
    return tuple(found.values())[:MOST] or (_nothing(base, tried),)


def _nothing(base: _Pivot, tried: list[_Pivot]) -> str:
    """That nothing alone decided the row, and between which places it stays."""
    places = [each["position"] for each in (base, *tried) if each["position"] is not None]
    first, last = (ordinal(place) for place in (min(places), max(places))) if places else ("", "")
    between = "" if first == last else f", between {first} and {last}"
    return f"Nothing alone decided it. Whatever one thing is changed, the row ends {ENDS[Tier(base['tier'])]}{between}."


def _condition(pivot: _Pivot, meeting: Recording) -> str:
    """Under which condition, as people say it."""
    who = meeting.members[pivot["member"]].name if "member" in pivot else ""
    said = printable(f"{who} say \N{LEFT DOUBLE QUOTATION MARK}{pivot.get('text', '')}\N{RIGHT DOUBLE QUOTATION MARK}")
    ghost = meeting.ghosts.get(pivot.get("ghost", ""), "that resident")  # how members say it: "last year's resident"
    return {
        "member": f"If {printable(who)} had kept quiet",
        "stake": f"If {printable(who)} had staked nothing",
        "utterance": f"If nobody had heard {said}",
        "ghost": f"If nobody had thought of {printable(ghost)}",
        "unsaid": f"If {printable(who)} had said what nobody said, {_point(pivot['what'])}",
        "time": f"With {pivot.get('amount', 0):g} seconds more",
    }[pivot["cause"]]


def _point(what: str) -> str:
    """A point that nobody raised, from the heading of its pivot: ``A glowing letter (US), never said``."""
    about = what.removesuffix(", never said")
    return f"{about[:1].lower()}{about[1:]}" if about[1:2].islower() or about[:2] == "A " else about


def _ended(stood: _Pivot) -> str:
    """Where a row ended: ``low, 47th``, ``off the list``."""
    place = f", {ordinal(stood['position'])}" if stood["position"] is not None else ""
    return f"{_TO[Tier(stood['tier'])]}{place}{' by a veto' if stood['vetoed'] else ''}"


def without(answer: Mapping[str, Any], verdict: str, null: str) -> tuple[str, ...]:
    """How the row would have ended without a word, and how it ended in a meeting that remembers nobody.

    ``verdict`` is where it ended, ``null`` where it ended without past residents; empty if nobody asked.
    """
    said = []
    if answer:
        said.append(_unheard(answer["as_recorded"], answer["nothing_heard"]))
    if null:
        same = ", the same verdict" if null == verdict else ""
        said.append(f"If no member remembered any past resident: {_TO[Tier(null)]}{same}.")
    return tuple(said)


def _unheard(base: _Pivot, unheard: _Pivot) -> str:
    """How the row would have ended without a word; where that is the same, that talk may still have mattered."""
    nobody = "If nobody had said a word for it or against it"
    start = f"{nobody}: {_ended(unheard)}"
    if unheard["tier"] != base["tier"]:
        return f"{start}."
    if base["position"] is None:
        return f"{nobody}: {_TO[Tier(base['tier'])]}, too. All that was said did not bring it back."
    if unheard["position"] != base["position"]:
        return f"{start}. Talk moved its place, not the verdict."
    return f"{start}, the same: what was said for it and against it evened out."


def unsaid(row: RecordedRow) -> str:
    """What members knew and nobody said, with how many knew it; empty if there was no such thing.

    A generic letter says nothing, so it is named only if there is nothing else.
    """
    known: dict[str, tuple[int, dict[str, None]]] = {}
    for point, _ in left_unsaid(row):
        if point.holders:
            about, fact = point_parts(point)
            most, facts = known.get(about, (0, {}))
            known[about] = (max(most, len(point.holders)), {**facts, **({fact: None} if fact else {})})
    telling = [each for each in known.items() if "generic" not in each[0]] or list(known.items())
    named = [_knew(about, tuple(facts), holders) for about, (holders, facts) in telling[:MOST_UNSAID]]
    more = ["and more"] if len(telling) > len(named) else []
    return "; ".join((*named, *more))


def _knew(about: str, facts: Sequence[str], holders: int) -> str:
    fact = f" ({', '.join(facts)})" if facts else ""
    return f"{about}{fact}, known to {holders}"


def ordinal(number: int) -> str:
    """A place as people say it: ``21st``."""
    return f"{number}{'th' if number % 100 in _TEENS else _SUFFIXES.get(number % 10, 'th')}"
