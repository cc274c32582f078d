"""A recording in version 1 of the format."""

from __future__ import annotations

import hashlib
import json


def as_version_1(text: str) -> str:
    """The whole recording ``text`` as version 1 wrote it: a stake of the review is an event before its move."""
    lines: list[str] = []
    rows: dict[str, int] = {}
    for event in map(json.loads, text.splitlines()):
        if event["event"] == "header":
            event["version"] = 1
        if event["event"] == "row_opened":
            rows[event["id"]] = event["row"]
        if event["event"] == "reviewed":
            stake = {"event": "capital", "row": rows[event["id"]], "member": event["by"], "why": "spent", "ask": None}
            lines.append(_line(stake | {name: event.pop(name) for name in ("amount", "balance")}))
        if event["event"] != "footer":
            lines.append(_line(event))
    body = "".join(lines)
    footer = {"event": "footer", "events": len(lines), "sha256": hashlib.sha256(body.encode()).hexdigest()}
    return body + _line(footer)


def _line(event: dict[str, object]) -> str:
    return json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
