"""Which meeting it is: what it decides, and where in a season it stands.

The stage in the browser says the same words (``viz/stage/occasion.js``).
"""

from __future__ import annotations

from collections.abc import Mapping

from committee.events import MeetingOpened
from committee.recording.spoken import MEETINGS, printable
from committee.terms import Verdicts


def occasion_said(header: MeetingOpened) -> str:
    """Which meeting it is: ``Invite meeting, 2029, a university program (p000)``.

    Empty for a rank meeting on its own, which needs no introduction.
    """
    if header.program is None and header.verdicts is Verdicts.RANK:
        return ""
    kind = MEETINGS[header.verdicts].capitalize()
    year = "" if header.year is None else str(header.year)
    return ", ".join(filter(None, (kind, year, _program(header))))


def _program(header: MeetingOpened) -> str:
    """The program by its name and, in a season, its id."""
    if header.program is None:
        return ""
    program = header.scenario.get("program")
    name = program.get("name") if isinstance(program, Mapping) else None
    id_ = printable(header.program)
    return f"{printable(name)} ({id_})" if isinstance(name, str) else id_
