"""The same meeting with one thing changed, held by ``committee whatif`` in a child process.

The child makes the recorded meeting again, which must be the same to the last byte, and then with the change. The first
is the recording that is on the shelf already; the second goes into the folder of the runs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final

from committee.errors import Problem, UsageRefused
from committee.machine.processes import our_command
from viz.child import Child
from viz.children import Runs, checked_settings, stem_of

AT_ONCE: Final = 2
"""How many meetings may be held again at the same time."""

COUNTED: Final = ("meeting", "meetings", "rows", "of")
"""What the child counts while it is at work."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What to change in a meeting."""

    row: str
    """The id of the row that is asked about."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """New cells of that row by column; "" leaves a cell blank."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings by dotted key, each a TOML value as text."""
    without: tuple[str, ...] = ()
    """Ids of members who are not there."""

    def __bool__(self) -> bool:
        """Whether anything is changed."""
        return bool(self.cells or self.settings or self.without)

    @property
    def words(self) -> list[str]:
        """The options of the command that say it."""
        sets = {**self.cells, **checked_settings(self.settings)}
        return [
            f"--row={self.row}",
            *(f"--set={key}={value}" for key, value in sets.items()),
            *(f"--without={member}" for member in self.without),
        ]

    def stem(self, beginning: str) -> str:
        """The name of the recording with the change, after that of the recording without it."""
        cells = {f"{self.row}.{column}": value for column, value in self.cells.items()}
        gone = dict.fromkeys(self.without, "absent")
        named = f"{beginning}-{self.row}" if cells else beginning
        return stem_of(named, {**cells, **self.settings, **gone})


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """How far a meeting is that is held again."""

    meeting: int = 0
    """Which of the meetings is held, from 1; 0 while the child gets ready."""
    meetings: int = 0
    """How many are held in all."""
    rows: int = 0
    """Rows of this meeting that have closed."""
    of: int = 0
    """All its rows."""
    seconds: int = 0
    """How long it has taken by now."""

    @property
    def share(self) -> float:
        """The share of all rows of all meetings that have closed, from 0 to 1; 0 while nobody knows."""
        whole = self.meetings * self.of
        return ((self.meeting - 1) * self.of + self.rows) / whole if whole else 0.0


class Again:
    """One meeting that is held again."""

    def __init__(self, command: Sequence[str], recording: Path, change: Change, runs: Runs) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="committee-again-", ignore_cleanup_errors=True)
        out = str(Path(self._folder.name) / "both")
        words = ["whatif", str(recording.resolve()), *change.words, f"--out={out}", "--json", "--progress"]
        self._stem = change.stem(recording.name.removesuffix(".gz").removesuffix(".jsonl"))
        self._child = Child([*command, *words])
        self._begun = monotonic()
        self._counted: dict[str, int] = {}
        self._runs = runs
        self._kept: Path | None = None
        self._lock = Lock()

    @property
    def over(self) -> bool:
        """Whether the child has ended, well or not."""
        return self._child.over

    @property
    def problem(self) -> str:
        """What the child refused; empty if it did not, or is at work."""
        return self._child.problem

    def so_far(self) -> SoFar:
        """How far it is by now."""
        told: Mapping[str, Any] = self._child.told()
        if all(isinstance(told.get(name), int) for name in COUNTED):  # at its end the child prints the answer
            self._counted = {name: told[name] for name in COUNTED}
        return SoFar(**self._counted, seconds=int(monotonic() - self._begun))

    def kept(self) -> Path | None:
        """The recording of the changed meeting, once it is made; None before, and if it was refused."""
        with self._lock:
            if self._kept is None and self.over and not self.problem:
                made = next(Path(self._folder.name).glob("both/*-changed.jsonl"), None)
                self._kept = None if made is None else self._runs.keep(made, self._stem)
        return self._kept

    def stop(self) -> None:
        """End the child if it is still at work."""
        self._child.stop()


class Agains:
    """The meetings that this window holds again; the recordings go where those of ``runs`` go."""

    def __init__(self, runs: Runs, command: Sequence[str] | None = None) -> None:
        self._runs = runs
        self._command = our_command() if command is None else tuple(command)
        self._held: list[Again] = []
        self._lock = Lock()

    def start(self, recording: Path, change: Change) -> Again:
        """Begin to hold the meeting of ``recording`` again.

        Raises UsageRefused if nothing is changed, or if too many are held at once.
        """
        if not change:
            raise UsageRefused(Problem(place="change", allowed="nothing is changed yet; change one thing"))
        with self._lock:
            if sum(not each.over for each in self._held) >= AT_ONCE:
                allowed = f"only {AT_ONCE} meetings can be held again at once; wait for one to end"
                raise UsageRefused(Problem(place="change", allowed=allowed))
            again = Again(self._command, recording, change, self._runs)
            self._held.append(again)
        return again

    def stop(self) -> None:
        """End every child that is still at work."""
        for again in self._held:
            again.stop()
