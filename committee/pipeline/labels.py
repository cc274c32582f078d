"""What a room calls a resident whom it remembers: by the year, by what set them apart, by what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from committee.terms import Became, Flag, Kind, Visa

HAPPENED: Final[Mapping[str, tuple[str, ...]]] = {
    Became.REMEDIATED: (
        "who needed a remediation plan",
        "who barely got through the wards",
        "who could not run a list alone",
        "who needed a second reader for every note",
        "who repeated two rotations",
        "who needed help on every call",
    ),
    Became.LEFT: (
        "who left before the year was over",
        "who quit on us",
        "who transferred out",
        "who left a hole in the call schedule",
        "who did not finish",
        "who was gone by spring",
    ),
    Became.BOARDS_FAILED: (
        "who failed the boards",
        "who failed the boards on the first try",
        "who came up short on the boards",
        "who did not pass the boards",
    ),
    Became.LATE: (
        "who came weeks late because of the visa",
        "who came six weeks late",
        "who missed all of orientation",
        "whose papers sat at the consulate all summer",
        "whose visa came in August",
        "whose visa took until the fall",
    ),
    Became.STOOD_OUT: (
        "who ran the unit by October",
        "who topped the in-training exam",
        "who saw what all of us had missed",
        "who never lost track of a patient",
        "who taught the rest of the class",
        "whom everybody asked for",
    ),
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
