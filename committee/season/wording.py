"""What a story calls people, what became of them, and rules: words for the closed lists of a season."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from committee.measures.groups import BARS, Bar
from committee.recording.spoken import printable, together
from committee.recording.transcript import escaped
from committee.terms import Flag, Kind, Visa

NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

KINDS: Final[Mapping[str, str]] = {
    Kind.US_MD: "a graduate of a US medical school",
    Kind.US_DO: "a graduate of a US osteopathic school",
    Kind.US_IMG: "a US citizen",
    Kind.NON_US_IMG: "a graduate from abroad",
}
"""What a resident was when they applied."""

TRAITS: Final[Mapping[str, str]] = {
    Kind.US_IMG: "had trained abroad",
    Flag.STEP_FAIL: "had failed a Step exam",
    Flag.PROFESSIONALISM: "had a note on conduct",
    Flag.PRIOR_TRAINING: "had left an earlier residency",
    Flag.ATTEMPTS: "had needed several attempts at an exam",
    Flag.LOW_STEP2: "had a low Step 2 CK score",
    Flag.OLD_GRAD: "had graduated years before",
    Flag.GAP: "had a gap after graduation",
    Flag.WEAK_LETTERS: "had weak letters",
    Visa.J1: "needed a J-1 visa",
    Visa.H1B: "needed an H-1B visa",
}
"""What else a program saw in their file, after *who*; what rooms mind the most comes first."""

AT_MOST: Final = 3
"""Traits that a sentence tells besides the visa: a reader remembers no more."""

EVENTS: Final[Mapping[str, str]] = {
    "late": "arrived weeks late, because the visa came late",
    "boards_failed": "failed the board exam",
    "remediated": "had to repeat part of the training",
    "left": "left before the end of the training",
    "stood_out": "turned out to be one of the best residents of the program",
    "nothing": "went through the training without anything to tell",
}
"""What became of a resident."""

SHUT: Final[Mapping[Bar, str]] = {
    Bar.STEP1_FAIL: "stopped every file with a failed Step 1",
    Bar.STEP2_FAIL: "stopped every file with a failed Step 2 CK",
    Bar.CONDUCT: "stopped every file with a citation on conduct, or worse",
    Bar.NOTES: "stopped every file with a note on conduct",
    Bar.H1B: "stopped every file that needed an H-1B visa",
    Bar.J1: "stopped every file that needed a J-1 visa",
}
"""What a program does that has shut a bar."""


def counted(number: int) -> str:
    """A count in words up to ten."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number:,}"


def plain(text: str) -> str:
    """Text of a file on one line, with nothing in it that Markdown would read."""
    return escaped(printable(text))


def person_with(traits: Collection[str], unknown: str = "a resident") -> str:
    """What a resident was when they applied: the kind, the flags, the visa.

    ``unknown`` is what to call somebody whose kind is not among the traits.
    """
    kind = next((words for kind, words in KINDS.items() if kind in traits), unknown)
    told = [words for trait, words in TRAITS.items() if trait in traits and trait not in tuple(Visa)][:AT_MOST]
    told += [TRAITS[visa] for visa in (Visa.J1, Visa.H1B) if visa in traits]
    return f"{kind} who {together(told)}" if told else kind


def rule_moved(bar: Bar, *, tightened: bool) -> str:
    """What a program does since a bar moved."""
    if not bar.scored:
        return SHUT[bar] if tightened else f"gave up {BARS[bar]}"
    return f"made {BARS[bar]} stricter" if tightened else f"made {BARS[bar]} less strict"


def rule_beside(bar: Bar, value: float, twin: float) -> str:
    """How a bar stood that was stricter than the twin's, as a sentence without its end."""
    return f"{BARS[bar]} was {value:.0f}, not {twin:.0f}" if bar.scored else f"it {SHUT[bar]}"
