"""What a room calls a resident whom it remembers: a noun phrase, such as *the H-1B from 2027 who came six weeks late*.

The words are in ``naming.toml`` beside this file. Which of them it is depends on the resident's id alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from committee.chance import key_of
from committee.pipeline.residency import Fate, Resident
from committee.terms import Became, Kind, Visa

_NTH: Final = ("first", "second", "third")


def label_of(resident: Resident, fate: Fate | None, taken: Collection[str] = ()) -> str:
    """What the room calls a resident for this fate, or for nothing in particular if it is None.

    ``taken`` are the names of others. The resident gets another name than theirs as long as there is one.
    """
    heads, apart, tails, first = _heads(resident, fate), _apart(resident, fate), _tails(fate), key_of(resident.id)
    names = [
        " ".join(part for part in (head.format(year=resident.entered), apart, tail) if part)
        for head in _from(heads, first // 64)
        for tail in _from(tails, first)
    ]
    return next((name for name in names if name not in taken), names[0])


def label_of_crowd(year: int, kind: Kind) -> str:
    """What it calls all of a kind of whom there is nothing to tell in a year."""
    return _words()["crowd"][kind][0].format(year=year)


def label_elsewhere(label: str) -> str:
    """What it calls somebody of another program whom that program calls ``label``."""
    return _words()["elsewhere"]["words"][0].format(label=label)


def _from(words: Sequence[str], first: int) -> list[str]:
    """The words, beginning with one of them and going round."""
    start = first % len(words)
    return [*words[start:], *words[:start]]


def _heads(resident: Resident, fate: Fate | None) -> Sequence[str]:
    """How the name may begin."""
    heads = _words()["heads"]
    if _apart(resident, fate):
        return heads["short"]
    if resident.visa is not Visa.NONE:
        return heads[resident.visa]
    return heads[resident.kind] if resident.kind in (Kind.US_DO, Kind.US_IMG) else heads["plain"]


def _apart(resident: Resident, fate: Fate | None) -> str:
    """What set the resident apart; nothing where it has no part in what is told."""
    if fate is None or fate.event is Became.LATE:
        return ""
    return next((words[0] for flag, words in _words()["apart"].items() if flag in resident.flags), "")


def _tails(fate: Fate | None) -> Sequence[str]:
    """How the name may end."""
    if fate is None:
        return _words()["ordinary"]["words"]
    if fate.event is Became.LEFT:
        return _words()["left"][_NTH[fate.after - 1]]
    year = fate.after if fate.event is Became.REMEDIATED else fate.after - 1
    return [tail.format(nth=_NTH[max(year, 0)]) for tail in _words()["became"][fate.event]]


@cache
def _words() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The words, read once."""
    return tomllib.loads(files(__package__).joinpath("naming.toml").read_text(encoding="utf-8"))
