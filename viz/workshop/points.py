"""What a point of a file is called in front of an audience: words that a US physician knows without our sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from committee.events import PointSeen
from committee.recording.spoken import BLANKS, printable, topic
from committee.terms import Family

_NAMES: Final[Mapping[Family, str]] = {
    Family.ADVOCATE: "an advocate's word",
    Family.VALUE: "what they would bring",
    Family.NARRATIVE: "the applicant's explanation",
}
"""Points that are called otherwise than in the minutes."""

_DETAILS: Final[Mapping[str, str]] = {"hidden": "it hides something", "low drama": "little drama"}


def point_parts(point: PointSeen) -> tuple[str, str]:
    """What a point is about, and its plain fact: ``("a letter", "US")``; the second may be empty."""
    about, _, fact = topic(point).partition(" (")
    fact = fact.removesuffix(")")
    detail = printable(point.detail).replace("_", " ").replace("apd", "APD")
    if point.family in _NAMES and not (detail == "none" and point.family in BLANKS):
        about, fact = _NAMES[point.family], detail
    return about, _DETAILS.get(fact, fact)


def point_name(point: PointSeen) -> str:
    """A point as people call it: ``the interviewer's impression (warm)``."""
    about, fact = point_parts(point)
    return f"{about} ({fact})" if fact else about
