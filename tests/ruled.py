"""A meeting made by hand in which the rules of ``[meeting.rules]`` are at work; see :mod:`tests.builders`."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from committee.events import Event, Listed, MeetingOpened, Reviewed, RowOpened, Tally, Uttered
from committee.terms import Act, Kind, Tier
from tests.builders import SCENARIO, a_meetings_events

RULES: dict[str, Any] = {
    "ballots": "before_and_after",
    "blind": ["kind", "school", "visa"],
    "rubric": True,
    "assigned_advocate": True,
    "devils_advocate": True,
    "equal_airtime": True,
    "order": "reversed",
    "breaks": [1, 2],
    "break_minutes": 10,
    "capital_cap": 1.0,
    "no_capital": True,
    "base_rates": True,
    "second_committee": True,
}
"""Every rule, on."""

LEAST = {"top": 0.15, "mid": -0.05, "low": -0.15}
"""The least call of a tier, among the stances that the builders make: -0.2 to 0.1 for those who vote."""

SECOND = {"r1": -1.6, "r2": 0.2, "r3": 0.8}
"""The second committee's calls. Here r1 is called +0.40, r2 +0.30, and r3 -0.60, which is off the list."""


def a_header_under(rules: dict[str, Any], header: MeetingOpened) -> MeetingOpened:
    """``header`` with these rules of the meeting."""
    return replace(header, scenario={**SCENARIO, "meeting": {"rules": rules, "call": {"tiers": LEAST}}})


def a_meeting_under_rules() -> list[Event]:
    """Three rows under every rule.

    The kind, the school and the visa are off the wall. A faculty member is assigned against each row, an associate for
    it. The second committee takes the first row off the list and the last one onto it, and the review moves that one.
    """
    return [_ruled(event) for event in a_meetings_events(3)]


def _ruled(event: Event) -> Event:
    if isinstance(event, MeetingOpened):
        return a_header_under(RULES, event)
    if isinstance(event, RowOpened):
        return replace(
            event,
            cells={**event.cells, "visa": ""},
            hidden=("country", "kind", "school", "visa"),
            inferred=Kind.US_MD,
            assigned={"for": "apd_1", "against": "faculty_1"},
        )
    if isinstance(event, Uttered):
        if event.ghost is not None:
            event = replace(event, tally=Tally(residents=14, trouble=3), waited=("pd",))
        side = {Act.CONCERN: -1, Act.ADVOCATE: 1}.get(event.act, 0)
        return replace(event, bids={}, side=side) if side else event
    if isinstance(event, Reviewed):
        return replace(event, id="r3")
    if isinstance(event, Listed):
        tiers = {"r1": Tier.DNR, "r2": Tier.TOP, "r3": Tier.MID}
        return replace(event, ids=("r3", "r2"), second=SECOND, tiers=tiers)
    return event
