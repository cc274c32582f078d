"""What a room calls a resident whom it remembers: by the year, by what set them apart, by what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from committee.terms import Flag, Kind, Visa

HAPPENED: Final[Mapping[str, tuple[str, ...]]] = {
    "remediated": (
        "who needed a remediation plan",
        "who repeated two rotations",
        "who needed help on every call",
    ),
    "left": ("who left before the year was over", "who did not finish", "who was gone by spring"),
    "boards_failed": ("who failed the boards", "who did not pass the boards"),
    "late": ("who came weeks late because of the visa", "whose visa took until the fall"),
    "stood_out": ("who ran the unit by October", "who taught the rest of the class", "whom everybody asked for"),
}
"""By event, how it is told."""

_SET_APART: Final[Mapping[str, str]] = {
    Flag.STEP_FAIL: "with the failed Step",
    Flag.ATTEMPTS: "with the extra attempts",
    Flag.LOW_STEP2: "with the low Step 2",
    Flag.OLD_GRAD: "who had graduated long before",
    Flag.GAP: "with the gap",
    Flag.WEAK_LETTERS: "with the weak letters",
    Flag.PRIOR_TRAINING: "who had trained elsewhere",
    Flag.PROFESSIONALISM: "with the note on conduct",
    Visa.J1: "on the J-1",
    Visa.H1B: "on the H-1B",
}
_CALLED: Final[Mapping[str, str]] = {Kind.US_DO: "DO", Kind.US_IMG: "US-IMG", Kind.NON_US_IMG: "IMG"}


def label_of(year: int, traits: Sequence[str], event: str, draw: float) -> str:
    """A noun phrase for a resident who entered in ``year``; ``draw`` in [0, 1) picks among ways to tell the event.

    The traits are those by which the room remembers them. The first that is not a kind is told.
    """
    ways = HAPPENED[event]
    told = ways[int(draw * len(ways))]
    apart = next((_SET_APART[trait] for trait in traits if trait in _SET_APART), "")
    joined = f"{apart} and" if apart.startswith("who ") else apart
    return " ".join(word for word in (f"the {year}", _called(traits), joined, told) if word)


def label_elsewhere(label: str) -> str:
    """The same for a resident of another program."""
    return f"{label}, at another program"


def label_of_many(year: int, kind: str) -> str:
    """What a room calls those of a kind about whom there is nothing to tell."""
    called = _CALLED.get(kind, "US MD")
    return f"the {called}s of {year} who did their work"


def _called(traits: Sequence[str]) -> str:
    return next((_CALLED[trait] for trait in traits if trait in _CALLED), "resident")
