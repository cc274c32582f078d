"""The programme: its seats, its visa policy, and how closely it looks at each kind of applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from committee.applicants.posture import Posture
from committee.terms import Kind, VisaPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Who hires.

    ``seats`` to fill; ``ranked_per_seat`` how many ranked rows a seat is felt to need; ``posture`` and
    ``usual`` by kind: how closely it looks, and what it takes for granted of a column nobody in the room has
    read.
    """

    name: str
    seats: int
    ranked_per_seat: float
    h1b: VisaPolicy
    j1: VisaPolicy
    posture: Mapping[Kind, Posture]
    usual: Mapping[Kind, Mapping[str, float]]
