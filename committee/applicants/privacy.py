"""Which headings would identify a real applicant.

The simulation is for invented people. A sheet whose headings show that it came out of an application
system is refused, unless its user says that every row is invented (``--fictional``).
"""

from __future__ import annotations

import re
from typing import Final

from committee.applicants.cells import squash

_NUMBER: Final = r"(id|ids|no|nr|num|number|code|identifier|identification)"

_RESULT: Final = r"(?!.*(step|score|attempt|fail|pass|exam|result|ck|status|cert|pathway|year|transcript))"
"""Beside the name of an examination or its office these say that it is about a result, not a person's number."""

_IDENTIFYING: Final = (
    (re.compile(rf".*aamc.*|eras{_NUMBER}.*"), "an AAMC number"),
    (re.compile(rf".*usmle{_NUMBER}.*|{_RESULT}.*usmle.*"), "a USMLE number"),
    (re.compile(r".*nrmp.*"), "an NRMP number"),
    (re.compile(rf".*ecfmg.*{_NUMBER}.*|{_RESULT}.*ecfmg.*"), "an ECFMG number"),
    (re.compile(r".*email.*|mail|mailaddress|contactmail"), "an e-mail address"),
    (re.compile(r".*birth.*|dob|.*dateofb|bday"), "a birth date"),
    (
        re.compile(
            r".*photo.*|.*headshot.*|.*portrait.*|picture.*|.*facepic.*|images?|image(url|link|file)|.*profileimage.*"
        ),
        "a photo",
    ),
    (re.compile(r".*phone.*|mobile|cell|.*passport.*|ssn|.*socialsecurity.*"), "a personal number"),
)

_WORDS: Final = {"dob": "a birth date", "born": "a birth date", "bday": "a birth date", "ssn": "a personal number"}
"""Words that identify wherever they stand in a heading, and would be too short to look for inside other words."""


def identifying(heading: str) -> str | None:
    """What an unknown ``heading`` says about a real person (``a birth date``), or None."""
    words = re.split(r"[^a-z]+", heading.casefold())
    if known := next((_WORDS[word] for word in words if word in _WORDS), None):
        return known
    squashed = squash(heading.replace("#", " no "))
    for pattern, what in _IDENTIFYING:
        if pattern.fullmatch(squashed):
            return what
    return None
