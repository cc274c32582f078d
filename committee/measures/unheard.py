"""What the room never heard and why, and how rows ended."""

from __future__ import annotations

from collections import Counter

from committee.events import PointSeen
from committee.recording import RecordedRow, Recording
from committee.terms import EndedBy, Tier, WhyNot


def unheard_points(row: RecordedRow) -> list[tuple[PointSeen, WhyNot]]:
    """The points of a row that some members knew and nobody raised, with the reason; empty while the row is open."""
    return [(row.points[missed.point], missed.why) for missed in row.closed.unheard] if row.closed else []


def unheard_reasons(recording: Recording) -> Counter[WhyNot]:
    """How many points went unheard for each reason."""
    return Counter(missed.why for _, closed in recording.closed for missed in closed.unheard)


def sponsor_reasons(recording: Recording) -> Counter[WhyNot]:
    """How many sponsors were not heard for each reason."""
    return Counter(closed.heard for _, closed in recording.closed if isinstance(closed.heard, WhyNot))


def sponsors_heard(recording: Recording) -> int:
    """How many rows had a sponsor who spoke for them before the bell."""
    return sum(closed.heard is True for _, closed in recording.closed)


def endings(recording: Recording) -> Counter[EndedBy]:
    """How many rows ended in each way."""
    return Counter(closed.ended_by for _, closed in recording.closed)


def tiers(recording: Recording) -> Counter[Tier]:
    """How many rows went into each tier, as the list has them."""
    return Counter(placed.tier for placed in recording.placed.values())
