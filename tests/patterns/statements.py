"""Every statement, in the order in which they are told."""

from __future__ import annotations

from typing import Final

from tests.patterns import (
    adopted,
    capital,
    costs,
    day,
    factors,
    ghosts,
    ladder,
    letters,
    pace,
    persuasion,
    room,
    stacking,
    talk,
    worked_pair,
)
from tests.patterns.statement import Group, Statement

GROUPS: Final[tuple[Group, ...]] = (
    worked_pair.GROUP,
    ladder.GROUP,
    capital.GROUP,
    ghosts.GROUP,
    day.GROUP,
    pace.GROUP,
    persuasion.GROUP,
    talk.GROUP,
    room.GROUP,
    costs.GROUP,
    letters.GROUP,
    stacking.GROUP,
    factors.GROUP,
    adopted.GROUP,
)
ALL: Final[tuple[Statement, ...]] = tuple(statement for group in GROUPS for statement in group.statements)
