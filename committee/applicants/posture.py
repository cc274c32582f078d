"""How closely a room looks at a kind of applicant."""

from __future__ import annotations

from dataclasses import dataclass

from committee.units import Multiplier, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """How closely a kind is looked at."""

    amplify: Multiplier
    """Multiplies every worry about the kind. More of it: the same flag costs the kind more."""
    shift: Stance
    """Added to what a row of the kind deserves before it becomes a stance. More of it: the kind is liked better."""
