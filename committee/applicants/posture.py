"""How closely a room looks at a kind of applicant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """How closely a kind is looked at: ``amplify`` multiplies worries, ``shift`` moves the stance itself."""

    amplify: float
    shift: float
