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
    """A row that has closed, in brief."""

    row: int
    """Its number, from 1."""

    name: str
    """Its applicant's name."""

    tier: Tier
    """Where the call put it."""

    ended_by: EndedBy
    """How its talk ended."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run has come."""

    rows: int
    """How many rows the meeting has; 0 until the recording has its first line."""

    closed: tuple[RowDone, ...]
    """The rows that have closed so far, in order."""

    over: bool
    """Whether the child has ended."""

    problem: str
    """What the child said when it ended, unless it succeeded."""

    @property
    def share(self) -> float:
        """The share of rows that have closed, from 0 to 1."""
        return len(self.closed) / self.rows if self.rows else 0.0


class Follower:
    """Reads a recording that is still being written, in whole lines only.

    Each :meth:`read` takes what has been added since the previous one. It checks no more than progress needs:
    the finished file goes through the shelf like any other.
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
    """The whole lines that the file at ``path`` now holds from byte ``start`` on; none if it does not exist yet."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(start, 0))
            added = stream.read()
    except FileNotFoundError:
        return b""
    return added[: added.rfind(b"\n") + 1]
