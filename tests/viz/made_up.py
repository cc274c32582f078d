"""Invented recordings for tests of the window: the format and nothing else, no model behind them.

Draws come from a fixed linear congruential sequence, so a given call always writes the same text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

DISCLAIMER = "Simulated; not for selecting, ranking or advising real people."

MEMBERS = [
    ("pd", "director", "Dr. Halvorsen"),
    ("apd1", "associate", "Dr. Okonjo"),
    ("apd2", "associate", "Dr. Brandt"),
    ("fac1", "faculty", "Dr. Lindqvist"),
    ("fac2", "faculty", "Dr. Marchetti"),
    ("fac3", "faculty", "Dr. Achterberg"),
    ("fac4", "faculty", "Dr. Suzuki"),
    ("chief1", "chief", "Dr. Pereira"),
    ("chief2", "chief", "Dr. Nagy"),
    ("coord", "coordinator", "Ms. Whitlock"),
]

EPISODES = [
    {
        "id": "g1",
        "year": 2021,
        "traits": ["step_fail", "old_grad"],
        "outcome": -0.9,
        "vividness": 0.9,
        "holders": "all",
        "witnessed": ["pd"],
        "label": "the resident who failed the boards in 2021",
    },
    {
        "id": "g2",
        "year": 2023,
        "traits": ["visa"],
        "outcome": -0.5,
        "vividness": 0.7,
        "holders": ["coord", "apd2"],
        "witnessed": ["coord"],
        "label": "the intern whose H-1B came in October",
    },
    {
        "id": "g3",
        "year": 2019,
        "traits": ["gap"],
        "outcome": 0.8,
        "vividness": 0.6,
        "holders": ["fac2"],
        "witnessed": ["fac2"],
        "label": "the old graduate who ran the night team",
    },
]

LINES = {
    "impression": "Warm, clear, asked good questions. I would be glad to have them on nights.",
    "ask": "What happened in the two years after graduation? I could not find it in the file.",
    "answer": "Family. They kept seeing patients twice a week; the letter from the clinic says so.",
    "concern": "My worry is the boards. One failure, and nothing since that tells me it cannot happen again here.",
    "recall": "We have been here before, and it took us a whole winter to find cover.",
    "vouch": "I worked with them for a month. They are reliable, and they stay until it is done.",
    "advocate": "I want this one, and I will say why. The letter argues; it does not merely describe. "
    "The later score is the answer to the first one, and I would put my own name on it.",
    "counter": "One good score does not erase it.",
    "agree": "I saw the same.",
    "wait": "Hold on, do not pass this row yet.",
}
CALLS = {"top": "Top. Next.", "mid": "Middle of the list. Next.", "low": "Low. Next.", "dnr": "No. Next."}
ADDRESSED = {"ask", "answer", "counter", "agree"}
FIRST = ["Amari", "Bela", "Cato", "Dorit", "Eskil", "Fenna"]
LAST = ["Veldt", "Orlok", "Tamsin", "Quill", "Rosk"]
CELLS: dict[str, list[str]] = {
    "step1": ["pass", "pass", "228", "fail", "215"],
    "step1_fails": ["0", "0", "1"],
    "step2_fails": ["0"],
    "step3": ["none", "none", "pass"],
    "gap_years": ["0", "0", "2", "3"],
    "gap_reason": ["none", "family", "exam_prep"],
    "prior_training": ["none", "none", "completed_abroad"],
    "us_clinical": ["hands_on", "observership", "none"],
    "us_clinical_months": ["0", "1", "3", "5"],
    "rotated_here": ["0", "0", "2"],
    "letters": [
        "us:glowing; us:generic; abroad:generic",
        "us:fight:known; us:glowing; us:glowing; abroad:generic",
        "abroad:generic; abroad:generic",
    ],
    "professionalism": ["none", "none", "none", "remediation"],
    "narrative": ["none", "concrete_with_change", "melodramatic"],
    "impression": ["warm; reflective; clear", "quiet; anxious", "nice; motivated", "shy; short_answers"],
    "emails": ["good", "good", "poor"],
    "value": ["none", "reliable; hard_working"],
    "class_quartile": ["1", "2", "3", ""],
    "advocate": ["none", "none", "affiliate_apd:strong"],
}
COLUMNS = [
    ("step2_ck", "step2", "exams"),
    ("step1", "step_fail", "severity"),
    ("visa", "visa", "severity"),
    ("letters", "letter_glowing", "letters"),
    ("impression", "impression", "interview"),
    ("gap_years", "gap", "severity"),
    ("advocate", "advocate", "advocacy"),
]


class Sequence:
    """A small, fixed source of numbers in [0, 1)."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 7919 + 17

    def __call__(self) -> float:
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return self.state / 2**31

    def pick(self, choices: list[Any]) -> Any:
        return choices[int(self() * len(choices))]


def recording(
    *,
    rows: int = 60,
    seed: int = 1,
    name: str | None = None,
    text: str | None = None,
    note: str = "",
    whole: bool = True,
) -> str:
    """A recording as text. ``name``, ``text`` and ``note`` take the place of every name, utterance and note."""
    events = list(_events(rows, Sequence(seed), {"name": name, "text": text, "note": note}))
    lines = [json.dumps(event, sort_keys=True) + "\n" for event in events]
    body = "".join(lines)
    if not whole:
        return body[: len(body) * 2 // 3]
    footer = {"event": "footer", "events": len(lines), "sha256": hashlib.sha256(body.encode()).hexdigest()}
    return body + json.dumps(footer, sort_keys=True) + "\n"


def _events(rows: int, draw: Sequence, texts: dict[str, str | None]) -> Iterator[dict[str, Any]]:
    yield {
        "event": "header",
        "format": "committee-recording",
        "version": 2,
        "committee": "0.1.0",
        "seed": 1,
        "rows": rows,
        "disclaimer": DISCLAIMER,
        "inputs": [],
        "scenario": {
            "title": "Made up",
            "question": "Does the window show what is there?",
            "season": {"year": 2024},
            "memory": {"episodes": EPISODES},
        },
        "members": [{"id": i, "role": r, "seat": s, "name": n} for s, (i, r, n) in enumerate(MEMBERS)],
    }
    capital = {i: 0.0 if r == "coordinator" else 4.0 if r == "director" else 2.0 for i, r, _ in MEMBERS}
    ranked = []
    for number in range(1, rows + 1):
        row = _Row(number, draw, capital, texts)
        yield from row.events()
        if row.tier != "dnr":
            ranked.append((-row.call, row.id))
    ids = [id_ for _, id_ in sorted(ranked)]
    if len(ids) > 5:
        moved = {"id": ids[4], "from": 5, "to": 2, "by": "apd1"}
        paid = min(0.5, capital["apd1"])
        yield {"event": "reviewed", **moved, "amount": paid, "balance": round(capital["apd1"] - paid, 4)}
        ids.insert(1, ids.pop(4))
    yield {"event": "listed", "ids": ids}


class _Row:
    """One invented row."""

    def __init__(self, number: int, draw: Sequence, capital: dict[str, float], texts: dict[str, str | None]) -> None:
        self.number, self.draw, self.capital, self.texts = number, draw, capital, texts
        self.id = f"r{number:03d}"
        self.kind = draw.pick(["us_md", "us_md", "us_do", "us_img", "non_us_img", "non_us_img"])
        self.lean = round(draw() * 1.4 - 0.55, 4)
        self.stances = {i: self.near() for i, _, _ in MEMBERS}
        self.call = round(max(-1.0, min(1.0, self.lean + draw() * 0.2 - 0.1)), 4)
        self.tier = "top" if self.call > 0.45 else "mid" if self.call > 0.0 else "low" if self.call > -0.3 else "dnr"
        self.now, self.turn, self.allowed = 0.0, 0, 30.0
        self.returned: list[dict[str, Any]] = []

    def near(self) -> float:
        return round(max(-1.0, min(1.0, self.lean + self.draw() * 0.6 - 0.3)), 4)

    def events(self) -> Iterator[dict[str, Any]]:
        yield self.opened()
        if self.number % 4 == 0:
            yield self.memory("silent")
        yield self.utter("coord", "announce", f"Row {self.number}, {self.name()}, {self.kind}.", None)
        acts = ["impression", *[self.draw.pick(list(LINES)) for _ in range(2 + int(self.draw() * 5))]]
        for act in acts:
            yield from self.turn_of(act)
        yield self.utter("pd", "call", CALLS[self.tier], None)
        ended = self.draw.pick(["consent", "resolved", "unargued", "timed_out"])
        yield {
            "event": "row_closed",
            "row": self.number,
            "id": self.id,
            "tier": self.tier,
            "ended_by": ended,
            "call": self.call,
            "room": round(self.lean, 4),
            "sponsor": None,
            "heard": None,
            "unheard": [{"point": f"{self.id}-p4", "why": "outbid"}],
        }
        yield from self.returned

    def turn_of(self, act: str) -> Iterator[dict[str, Any]]:
        who = self.draw.pick([i for i, r, _ in MEMBERS if r != "coordinator"])
        if act == "advocate" and self.capital[who] >= 1:
            yield self.purse(who, "spent", 1.0)
            self.allowed = min(90.0, self.allowed + 20)
            self.returned.append(self.settle(who))
        ghost = None
        if act == "recall":
            remembered = self.memory("spoken", who)
            ghost = remembered["ghost"]
            yield remembered
        others = [i for i, _, _ in MEMBERS if i != who]
        to = self.draw.pick(others) if act in ADDRESSED else None
        point = None if act in {"agree", "wait"} else f"{self.id}-p{int(self.draw() * len(COLUMNS))}"
        yield self.utter(who, act, LINES[act], point, to, ghost)

    def settle(self, who: str) -> dict[str, Any]:
        won = self.tier in {"top", "mid"}
        amount = 1.25 if won else 0.0
        return self.purse(who, "returned" if won else "burned", amount)

    def purse(self, who: str, why: str, amount: float) -> dict[str, Any]:
        change = -amount if why == "spent" else amount
        self.capital[who] = round(self.capital[who] + change, 4)
        return {
            "event": "capital",
            "row": self.number,
            "member": who,
            "why": why,
            "amount": amount,
            "balance": self.capital[who],
            "ask": "mid",
        }

    def memory(self, how: str, who: str | None = None) -> dict[str, Any]:
        ghost = self.draw.pick(EPISODES)
        holder = who or self.draw.pick(["pd", "coord", "fac2", "apd2"])
        return {
            "event": "remembered",
            "row": self.number,
            "member": holder,
            "ghost": ghost["id"],
            "traits": ghost["traits"][:1],
            "weight": round(ghost["outcome"] * 0.5, 4),
            "how": how,
        }

    def name(self) -> str:
        if self.texts["name"] is not None:
            return self.texts["name"]
        return f"{FIRST[self.number % 6]} {LAST[self.number % 5]}"

    def opened(self) -> dict[str, Any]:
        draw = self.draw
        img = self.kind.endswith("img")
        cells = {column: draw.pick(choices) for column, choices in CELLS.items()} | {
            "kind": self.kind,
            "school": "University of Vellmark",
            "country": "Vellmark" if img else "US",
            "step2_ck": str(225 + int(draw() * 40)),
            "yog": str(2014 + int(draw() * 11)),
            "visa": draw.pick(["none", "j1", "h1b"]) if img else "none",
            "interview_score": f"{3.3 + draw() * 1.6:.1f}",
            "note": self.texts["note"] or "",
        }
        return {
            "event": "row_opened",
            "row": self.number,
            "id": self.id,
            "name": self.name(),
            "kind": self.kind,
            "cells": cells,
            "points": [self.point(k) for k in range(len(COLUMNS))],
            "label": draw.pick(["strong", "borderline", "do_not_rank"]),
            "pre_score": round(40 + draw() * 50, 4),
            "allowed_s": 30.0,
            "stances": dict(self.stances),
            "capital": dict(self.capital),
            "fatigue": {i: round(self.number / 100, 4) for i, _, _ in MEMBERS},
        }

    def point(self, k: int) -> dict[str, Any]:
        column, family, factor = COLUMNS[k]
        holders = [i for i, _, _ in MEMBERS]
        if column in {"letters", "impression"}:
            holders = holders[2:5]
        if column == "advocate":
            holders = holders[1:2]
        valence = 1 if family in {"step2", "letter_glowing", "impression", "advocate"} else -1
        return {
            "id": f"{self.id}-p{k}",
            "column": column,
            "family": family,
            "factor": factor,
            "valence": valence,
            "strength": 0.5,
            "holders": holders,
            "detail": "238",
            "flag": family if family in {"step_fail", "visa", "gap"} and (self.number + k) % 3 == 0 else None,
        }

    def utter(
        self, who: str, act: str, text: str, point: str | None, to: str | None = None, ghost: str | None = None
    ) -> dict[str, Any]:
        said = self.texts["text"] if self.texts["text"] is not None else text
        start = round(self.now + (0.6 if self.turn else 0.0), 4)
        end = round(start + 1.2 + len(said.split()) * 0.3, 4)
        self.now, self.turn = end, self.turn + 1
        moved = {}
        if act in {"concern", "recall", "counter", "advocate", "vouch", "impression", "answer"}:
            push = -0.12 if act in {"concern", "recall", "counter"} else 0.14
            moved = {i: round(push * self.draw(), 4) for i, _, _ in MEMBERS if i != who}
            self.stances = {i: round(max(-1.0, min(1.0, v + moved.get(i, 0.0))), 4) for i, v in self.stances.items()}
        return {
            "event": "uttered",
            "row": self.number,
            "turn": self.turn,
            "start_s": start,
            "end_s": end,
            "member": who,
            "act": act,
            "tone": "plain",
            "point": point,
            "to": to,
            "text": said,
            "ghost": ghost,
            "capital": 0.0,
            "bids": {i: round(self.draw(), 4) for i, _, _ in MEMBERS},
            "stances": dict(self.stances),
            "moved": moved,
            "allowed_s": max(self.allowed, 30.0),
        }
