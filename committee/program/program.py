"""The program: its seats, its visa policy, and how closely it looks at each kind of applicant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.applicants.points import USUAL_COLUMNS
from committee.applicants.posture import Posture
from committee.terms import Kind, VisaPolicy
from committee.units import SMALLEST, OneOf, Signed, Table, Text, Unit

UsualColumn = Annotated[str, OneOf(*USUAL_COLUMNS)]
"""A column of which members who do not know it assume what is usual for the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Who hires."""

    name: Text
    """What the program is called. The name changes nothing but printed text."""
    seats: Annotated[int, Ge(1), Le(500), Unit("posts")]
    """Posts to fill. More of them: clean files are scarcer, and the call listens less to doubters."""
    ranked_per_seat: Annotated[float, Ge(SMALLEST), Le(100), Unit("rows a post")]
    """Ranked rows that the room feels each post needs. More of it: the list seems to run short, and caution falls."""
    h1b: VisaPolicy
    """How the program treats an H-1B visa."""
    j1: VisaPolicy
    """How the program treats a J-1 visa."""
    posture: Table[Kind, Posture]
    """How closely it looks at each kind of applicant."""
    usual: Table[Kind, Table[UsualColumn, Signed]]
    """What a member who does not know this column assumes of it. More of it: silence helps the kind."""
