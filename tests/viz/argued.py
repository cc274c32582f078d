"""What version 3 of the format adds, put into an invented recording of version 2: sides, proposals, reasons and more.

Nothing is drawn: the same text always gives the same text.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

FOR = {"vouch", "advocate", "wait", "agree"}
AGAINST = {"concern", "recall", "counter"}
REASONS = ("concern", "unspoken", "seats", "no_list", "any_reason")
TIERS = {"top": "top", "mid": "the middle", "low": "low", "dnr": "off the list"}
VETOED = "No. And I will not discuss it."

Row = list[dict[str, Any]]


def argued(text: str) -> str:
    """The whole recording ``text`` as version 3 would write it."""
    rows: dict[int, Row] = {}
    order: list[dict[str, Any]] = []
    for event in map(json.loads, text.splitlines()):
        if event["event"] == "header":
            event["version"] = 3
        if "row" in event:
            rows.setdefault(event["row"], []).append(event)
        order.append(event)
    for number, row in rows.items():
        _argue(number, row)
    lines = [json.dumps(event, sort_keys=True) + "\n" for event in order if event["event"] != "footer"]
    body = "".join(lines)
    footer = {"event": "footer", "events": len(lines), "sha256": hashlib.sha256(body.encode()).hexdigest()}
    return body + json.dumps(footer, sort_keys=True) + "\n"


def _argue(number: int, row: Row) -> None:
    """Everything that is new, in one row."""
    opened = row[0]
    opened["no_list"] = [["apd1"], ["apd1", "pd"], []][number % 3]
    conduct = opened["points"][5]
    if number % 4 == 2:
        conduct |= {"column": "professionalism", "family": "professionalism", "detail": "remediation"}
    talk = [event for event in row if event["event"] == "uttered"]
    _take_sides(talk, {event["member"] for event in row if event["event"] == "capital"})
    for line in talk:
        if line["act"] == "impression":
            line["also"] = f"{opened['id']}-p0" if line["point"] != f"{opened['id']}-p0" else f"{opened['id']}-p4"
    if number % 4 == 2:
        talk[2]["point"] = conduct["id"]
    closed = next(event for event in row if event["event"] == "row_closed")
    if number % 2 and len(talk) > 4 and talk[-2]["side"]:
        tier = closed["tier"] if number % 4 == 1 else "mid"
        talk[-2] |= {"act": "propose", "tier": tier, "point": None, "text": f"Put them down for {TIERS[tier]}."}
    _call(number, closed, talk)
    if any(event["event"] == "capital" for event in row):
        closed["unpaid"] = round(closed["call"] - 0.17, 4)


def _take_sides(talk: Row, staked: set[str]) -> None:
    """A side for each line that takes one; who goes over to the other side concedes first."""
    held: dict[str, int] = {}
    for line in talk:
        side = 1 if line["act"] in FOR else -1 if line["act"] in AGAINST else 0
        line |= {"side": side, "also": None, "tier": None}
        if line["act"] == "advocate" and line["member"] in staked:
            line["tier"] = "mid"
        if side and held.get(line["member"], side) != side:
            line |= {"act": "concede", "ghost": None, "tier": None, "text": "I was of the other mind. That changes it."}
        if side:
            held[line["member"]] = side


def _call(number: int, closed: dict[str, Any], talk: Row) -> None:
    """The reason of a low call, and what it was made of."""
    low = closed["tier"] in {"low", "dnr"}
    veto = closed["tier"] == "dnr" and number % 3 == 0
    if veto:
        talk[-1] |= {"act": "veto", "text": VETOED}
    because = REASONS[number % 5] if low else None
    about = f"{closed['id']}-p5" if because == "concern" else None
    factors = ("exams", "letters", "interview", "severity", "advocacy")
    shares = [((number * 7 + k * 5) % 11 - 5) / 14 + closed["call"] / 4 for k in range(len(factors))]
    weighed = {factor: round(share, 4) for factor, share in zip(factors, shares, strict=True)}
    closed |= {"because": because, "about": about, "weighed": weighed, "unpaid": None}
