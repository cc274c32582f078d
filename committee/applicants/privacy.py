"""Which headings would identify a real applicant.

The simulation is for invented people. A sheet whose headings show that it came out of an application
system is refused, unless its user says that every row is invented (``--fictional``).
"""

from __future__ import annotations

import re
from typing import Final

from committee.applicants.cells import squash

_NUMBER: Final = r"(id|ids|no|nr|num|number|code|identifier|identification)"

_IDENTIFYING: Final = (
    (re.compile(rf".*aamc.*|eras{_NUMBER}.*"), "an AAMC number"),
    (re.compile(rf".*usmle{_NUMBER}.*"), "a USMLE number"),
    (re.compile(r".*nrmp.*"), "an NRMP number"),
    (re.compile(rf".*ecfmg.*{_NUMBER}.*"), "an ECFMG number"),
    (re.compile(r".*email.*|mail|mailaddress|contactmail"), "an e-mail address"),
    (re.compile(r".*birth.*|dob|.*dateofb|bday"), "a birth date"),
    (re.compile(r".*photo.*|.*headshot.*|.*portrait.*|picture.*|.*facepic.*"), "a photo"),
    (re.compile(r".*phone.*|mobile|cell|.*passport.*|ssn|.*socialsecurity.*"), "a personal number"),
)


def identifying(heading: str) -> str | None:
    """What an unknown ``heading`` says about a real person (``a birth date``), or None."""
    squashed = squash(heading)
    for pattern, what in _IDENTIFYING:
        if pattern.fullmatch(squashed):
            return what
    return None
