"""Types of programs, of which a market is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.pipeline.bars import BarRules
from committee.terms import Kind
from committee.units import Identifier, Signed, Table, Text, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramType:
    """Programs of one type: how many, how large, who likes them, and whom they stop."""

    title: Text
    """What programs of the type are called; only printed."""
    count: Annotated[int, Ge(0), Le(2000), Unit("programs")]
    """How many of them there are in the market."""
    seats: Annotated[int, Ge(1), Le(500), Unit("posts")]
    """Posts that each fills in a year."""
    room: Identifier
    """The shipped scenario whose program and meeting its room is."""
    img_share: Annotated[float, Ge(0), Le(1), Unit("share")]
    """The share of IMGs on its roster when the season begins. What applicants read until there are classes."""
    appeal: Table[Kind, Signed]
    """How much each kind of applicant likes such a program. More of it: it is higher on their lists."""
    bars: BarRules
    """Its quiet filters."""
