"""What a member carries from one meeting to the next, as plain data.

A season keeps people as data, not as agents. A meeting seats its members with what they carry and gives it back when it
is over (:meth:`committee.meeting.meeting.Meeting.carried`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from committee.errors import Problem, UsageRefused
from committee.members.memory import Episode


class Carried(Struct, frozen=True, kw_only=True):
    """What one member brings along. What you leave out is as the scenario says."""

    purse: float | None = None
    """Units in the purse, at least 0."""
    episodes: tuple[Episode, ...] | None = None
    """Every past resident whom this member remembers, whatever holders the episode names."""
    vividness: Mapping[str, float] = {}
    """By episode id, how vivid the memory still is, in [0, 1]."""
    trust: Mapping[str, float] = {}
    """By member id, how much of what they say reaches this member, in (0, 1]."""

    def __post_init__(self) -> None:
        if self.purse is not None and not self.purse >= 0.0:
            raise UsageRefused(Problem(place="carried purse", value=str(self.purse), allowed="use at least 0 units"))
        for name, vividness in self.vividness.items():
            if not 0.0 <= vividness <= 1.0:
                place = f"carried vividness of {name}"
                raise UsageRefused(Problem(place=place, value=str(vividness), allowed="use a number from 0 to 1"))
        for name, trust in self.trust.items():
            if not 0.0 < trust <= 1.0:
                place = f"carried trust in {name}"
                raise UsageRefused(Problem(place=place, value=str(trust), allowed="use a number above 0 and up to 1"))


NOTHING = Carried()
"""What a new member carries: everything is as the scenario says."""

NOBODY: Final[Mapping[str, Carried]] = {}
"""By member id, what each carries, if nobody carries anything."""
