"""Small season folders for tests: what a year holds is a function of the year and of the state before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from committee.archive.seasons import BARS, BECAME, DOORS, RESIDENTS, STORY, TWIN, YEARS, program_name
from committee.archive.years import Coded, Recorded, YearTables, season_claimed

FIRST = 2027
PROGRAMS = tuple({"program": program_name(n), "type": "community", "name": f"Room {n}", "seats": 7} for n in range(2))

Held = tuple[int, YearTables, list[Recorded], bytes]


def wanted(**changes: Any) -> dict[str, Any]:
    """What a folder is to be about."""
    about = {
        "committee": "0",
        "rules": "00",
        "title": "Small",
        "question": "What stays?",
        "scenario": {"title": "Small", "season": {"year": FIRST}},
        "seed": 5,
        "keep": "focal",
        "focal": ["p000"],
        "programs": list(PROGRAMS),
    }
    return about | changes


def years(count: int, state: bytes | None = None) -> Iterator[Held]:
    """The years up to the given number, from the state in which the last one left the market."""
    done = json.loads(state)["done"] if state else 0
    for number in range(done, count):
        yield year(FIRST + number, json.dumps({"done": number + 1}).encode())


def year(number: int, after: bytes) -> Held:
    """A year."""
    rows = {
        YEARS: {"year": [number, number], "program": ["p000", "p001"], "applied": [number % 7, 4]},
        RESIDENTS: {"program": ["p000"], "entered": [number], "id": [f"y{number}m0001"], "position": [None]},
        BECAME: {"year": [], "program": [], "id": []},
        BARS: {"year": [number], "program": ["p000"], "ck_img": [222.5]},
    }
    recordings = [("p000", gate, f"{gate} {number}\n".encode()) for gate in ("invite", "rank")]
    twin = {f"{TWIN}/{name}": columns for name, columns in rows.items()}
    return number, YearTables(rows=rows | twin, files=files()), recordings, after


def files() -> dict[str, Coded]:
    """Five applications of three people, in no order."""

    def coded(codes: list[int], *words: str) -> Coded:
        return Coded(np.array(codes), words)

    return {
        "program": coded([1, 0, 0, 1, 0], "p000", "p001"),
        "id": coded([2, 2, 0, 0, 1], "m1", "u3", "d2"),
        "gate": coded([0, 1, 1, 0, 1], "screened_out", "matched"),
        "rule": coded([1, 0, 0, 1, 0], "", "Step 2 CK below 222"),
        "said": coded([1, 0, 0, 1, 0], "", "We had many applications."),
        "pulled_back_by": coded([0, 0, 1, 0, 0], "", "advocate"),
        "label": coded([2, 1, 0, 0, 1], "strong", "borderline", "do_not_rank"),
    }


def hold(path: Path, count: int, *, stop: int | None = None, force: bool = False, **changes: Any) -> None:
    """Hold a small season of ``count`` years; ``stop`` leaves it after so many of them."""
    with season_claimed(path, wanted(**changes), count, force=force) as folder:
        for number, held in enumerate(years(count, folder.state()), folder.finished + 1):
            folder.keep(*held)
            if number == stop:
                return
        folder.write_page(DOORS, b"program,group\np000,j1\n")
        folder.write_page(STORY, f"{count} years.\n".encode())
        folder.finish()


def contents(path: Path) -> dict[str, bytes]:
    """Every file of a folder, by its name in it."""
    return {each.relative_to(path).as_posix(): each.read_bytes() for each in sorted(path.rglob("*")) if each.is_file()}
