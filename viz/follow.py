"""Following a recording that is still being written, row by row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from committee.terms import EndedBy, Tier


@dataclass(frozen=True, kw_only=True)
class RowDone:
    """A row that has closed, in a few words."""

    row: int
    name: str
    tier: Tier
    ended_by: EndedBy


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run has come. ``rows`` is 0 until the recording has its first line.

    ``problem`` is what the child said on leaving, if it left with anything but success.
    """

    rows: int
    closed: tuple[RowDone, ...]
    over: bool
    problem: str

    @property
    def share(self) -> float:
        """The part of the rows that has closed, from 0 to 1."""
        return len(self.closed) / self.rows if self.rows else 0.0


class Follower:
    """Reads a recording that is still being written; knows whole lines only.

    Each :meth:`read` takes what has been added since the last one. Nothing is checked here beyond what
    progress needs: the finished file goes through the shelf like any other.
    """

    def __init__(self, path: Path) -> None:
        self.rows = 0
        self.closed: list[RowDone] = []
        self._path = path
        self._offset = 0
        self._names: dict[int, str] = {}

    def read(self) -> None:
        """Take note of every whole line added since."""
        whole = whole_lines(self._path, self._offset)
        self._offset += len(whole)
        for line in whole.splitlines():
            self._note(json.loads(line))

    def _note(self, event: Mapping[str, Any]) -> None:
        match event.get("event"):
            case "header":
                self.rows = int(event["rows"])
            case "row_opened":
                self._names[event["row"]] = str(event["name"])
            case "row_closed":
                tier, ended_by = Tier(event["tier"]), EndedBy(event["ended_by"])
                name = self._names.pop(event["row"], str(event["id"]))
                self.closed.append(RowDone(row=event["row"], name=name, tier=tier, ended_by=ended_by))


def whole_lines(path: Path, start: int) -> bytes:
    """The whole lines that the file at ``path`` holds from byte ``start`` on, by now; none if it is not there yet."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(start, 0))
            added = stream.read()
    except FileNotFoundError:
        return b""
    return added[: added.rfind(b"\n") + 1]
