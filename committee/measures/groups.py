"""The groups of applicants that a door may close to, and the bars of a program that can close it.

A season counts applicants by kind and by flag. Both tables here are plain words: the season, its picture and its pages
all read them, and none of them needs the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from committee.terms import Flag, Kind, Reached, Visa

Row = Mapping[str, str]
"""A row of a table, as texts by column."""

EVERYBODY: Final = "all"
"""In a table of counts: whatever the kind, or whatever the flag."""

BEFORE_INTERVIEW: Final = tuple(Reached)[: tuple(Reached).index(Reached.NOT_RANKED)]
"""Where an application ends that comes to no interview."""


def interviews(counts: Mapping[str, Any]) -> int:
    """How many applications came to an interview, from a row of ``years.csv``."""
    return int(counts["applied"]) - sum(int(counts[end]) for end in BEFORE_INTERVIEW)


class Bar(StrEnum):
    """A rule of a program about which files it does not read on. The words are columns of ``bars.csv``."""

    CK_US = "ck_us"
    """The least Step 2 CK score of a graduate of a US school."""
    CK_IMG = "ck_img"
    """The least Step 2 CK score of a graduate from abroad."""
    YEARS = "years"
    """The most years since graduation; 99 is no bar."""
    STEP1_FAIL = "step1_fail"
    """Stops files with a failed Step 1."""
    STEP2_FAIL = "step2_fail"
    """Stops files with a failed Step 2 CK."""
    CONDUCT = "conduct"
    """Stops files with a citation on conduct, or worse."""
    NOTES = "notes"
    """Stops files with any note on conduct."""
    H1B = "h1b"
    """Stops files that need an H-1B visa."""
    J1 = "j1"
    """Stops files that need a J-1 visa."""

    @property
    def scored(self) -> bool:
        """Whether the bar is a number, not only shut or open."""
        return self in (Bar.CK_US, Bar.CK_IMG, Bar.YEARS)


class Group(Struct, frozen=True, kw_only=True):
    """Applicants who share what a program can see."""

    name: str
    """The word in files."""
    kind: str
    """The column ``kind`` of the rows that count the group."""
    flag: str
    """The column ``flag`` of the rows that count the group."""
    short: str
    """What it is called in a picture."""
    people: str
    """What its members are called in a sentence."""
    bars: tuple[Bar, ...]
    """The bars that can stop the group as a whole."""


def _flagged(name: str, short: str, people: str, *bars: Bar) -> Group:
    return Group(name=str(name), kind=EVERYBODY, flag=str(name), short=short, people=people, bars=bars)


def _of_kind(name: str, short: str, people: str, *bars: Bar) -> Group:
    return Group(name=str(name), kind=str(name), flag=EVERYBODY, short=short, people=people, bars=bars)


_ALL: Final = (
    _flagged(Flag.STEP_FAIL, "Failed a Step", "applicants who had failed a Step exam", Bar.STEP1_FAIL, Bar.STEP2_FAIL),
    _flagged(
        *(Flag.ATTEMPTS, "Several attempts", "applicants who had needed several attempts at an exam"),
        *(Bar.STEP2_FAIL, Bar.STEP1_FAIL),
    ),
    _flagged(Flag.LOW_STEP2, "Low Step 2 CK", "applicants with a low Step 2 CK score", Bar.CK_IMG, Bar.CK_US),
    _flagged(Flag.OLD_GRAD, "Years since graduation", "applicants who had graduated years before", Bar.YEARS),
    _flagged(Flag.GAP, "Gap after graduation", "applicants with a gap after graduation", Bar.YEARS),
    _flagged(Flag.WEAK_LETTERS, "Weak letters", "applicants with weak letters"),
    _flagged(Flag.PRIOR_TRAINING, "Earlier training", "applicants who had left an earlier residency", Bar.CONDUCT),
    _flagged(Flag.PROFESSIONALISM, "Conduct", "applicants with a note on conduct", Bar.NOTES, Bar.CONDUCT),
    _flagged(Visa.J1, "J-1 visa", "applicants who needed a J-1 visa", Bar.J1),
    _flagged(Visa.H1B, "H-1B visa", "applicants who needed an H-1B visa", Bar.H1B),
    _of_kind(Kind.US_IMG, "US IMG", "US citizens who had trained abroad", Bar.CK_IMG),
    _of_kind(Kind.NON_US_IMG, "Non-US IMG", "graduates from abroad who are not US citizens", Bar.CK_IMG, Bar.J1),
)

GROUPS: Final[Mapping[str, Group]] = MappingProxyType({str(each.name): each for each in _ALL})
"""Every group that is watched, by its word. The flag for a visa has no group of its own: it is the need of an H-1B."""

BARS: Final[Mapping[Bar, str]] = MappingProxyType(
    {
        Bar.CK_US: "the Step 2 CK score that it asks of US graduates",
        Bar.CK_IMG: "the Step 2 CK score that it asks of graduates from abroad",
        Bar.YEARS: "the most years since graduation that it accepts",
        Bar.STEP1_FAIL: "the rule against a failed Step 1",
        Bar.STEP2_FAIL: "the rule against a failed Step 2 CK",
        Bar.CONDUCT: "the rule against a citation on conduct",
        Bar.NOTES: "the rule against a note on conduct",
        Bar.H1B: "the rule against H-1B visas",
        Bar.J1: "the rule against J-1 visas",
    }
)
"""What each bar is called in a sentence."""


def beside_the_twin(own: Sequence[Row], twin: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """The bars of each year of a program, in order, beside those of its twin without memory.

    Both are rows of ``bars.csv`` about that program. Where the twin has none, the first year stands for it.
    """
    of_year = {row["year"]: row for row in twin}
    years = sorted(own, key=lambda row: int(row["year"]))
    for row in years:
        yield row, of_year.get(row["year"], years[0])


def behind_bars(cell: str) -> dict[str, str]:
    """By bar, the resident behind it, from the cell ``j1: y2027n00002; years: y2028m00001``."""
    return dict(part.split(": ", 1) for part in cell.split("; ") if ": " in part)


_SPELLED: Final = MappingProxyType({"true": 1.0, "false": 0.0, "": 0.0})
"""Cells of a table that are not numbers."""


def as_number(value: object) -> float:
    """A bar as a number, from a cell of a table: shut is 1, and open or blank is 0."""
    text = str(value).strip().lower()
    return _SPELLED[text] if text in _SPELLED else float(text)


def strictness(bar: Bar, value: object) -> float:
    """How strict a bar is: more is stricter. Scores count in points, years from 0 down, the others 0 or 1."""
    number = as_number(value)
    return -number if bar is Bar.YEARS else number


def tighter(bar: Bar, value: object, base: object) -> bool:
    """Whether a bar of ``value`` stops more than one of ``base``: it is shut and was open, or a whole unit stricter."""
    return strictness(bar, value) - strictness(bar, base) >= 1.0
