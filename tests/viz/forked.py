"""A meeting and its fork: the same events up to a line, and nothing the same after it."""

from __future__ import annotations

import json
from typing import Any

LEFT_OUT = 5
"""How many rows the fork is shorter at its end."""


def forked(text: str, other: str, *, row: int, lines: int) -> str:
    """The recording ``text`` up to line ``lines`` of ``row`` (both from 1), and the rest as in the recording ``other``.

    With line 0 it is the same up to the opening of the row. The row is called at once, and not as in ``text``; the rows
    after it are other people, fewer, and the list is theirs. The browser does not look at the checksum of the footer.
    """
    events = [json.loads(line) for line in text.splitlines()]
    rest = [json.loads(line) for line in other.splitlines()]
    kept = _until(events, row, lines)
    last = max(event["row"] for event in rest if "row" in event) - LEFT_OUT
    later = [event for event in rest if row < event.get("row", 0) <= last]
    called = [event for event in [*kept, *_called(events, row, kept), *later] if event["event"] == "row_closed"]
    ranked = [event["id"] for event in sorted(called, key=lambda each: -each["call"]) if event["tier"] != "dnr"]
    made = [*kept, *_called(events, row, kept), *later, {"event": "listed", "ids": ranked[::-1]}]
    made.append({"event": "footer", "events": len(made), "sha256": ""})
    return "".join(json.dumps(event, sort_keys=True) + "\n" for event in made)


def _until(events: list[dict[str, Any]], row: int, lines: int) -> list[dict[str, Any]]:
    opened = next(k for k, event in enumerate(events) if event["event"] == "row_opened" and event["row"] == row)
    said = [k for k, event in enumerate(events) if event["event"] == "uttered" and event["row"] == row]
    return events[: (said[lines - 1] if lines else opened) + 1]


def _called(events: list[dict[str, Any]], row: int, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The call that ends the row, another than in ``events``."""
    own = [event for event in events if event.get("row") == row]
    call = next(event for event in reversed(own) if event["event"] == "uttered")
    closed = next(event for event in own if event["event"] == "row_closed")
    said = [event for event in kept if event["event"] == "uttered" and event["row"] == row]
    start = said[-1]["end_s"] + 0.25 if said else 0.0
    turn = said[-1]["turn"] + 1 if said else call["turn"]
    other = {"text": "Something else. Next.", "start_s": start, "end_s": start + 4.5, "turn": turn}
    tier = "top" if closed["tier"] == "dnr" else "dnr"
    return [{**call, **other}, {**closed, "tier": tier, "call": -closed["call"], "ended_by": "timed_out"}]
