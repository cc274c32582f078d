"""Questions about a recording that only the model can answer, each asked of a child process.

The window never imports the model. It starts the same command that a person would type and shows what that says.
"""

from __future__ import annotations

import json
import subprocess
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock, Semaphore
from typing import Any

from committee.errors import Problem, UsageRefused
from committee.machine.processes import child_environment, our_command

AT_ONCE = 2
"""How many questions are worked on at the same time; others wait."""

LONGEST_S = 300.0
"""How long a question may take, in seconds."""

KEPT = 64
"""How many answers are kept."""

DONE = (0, 1)
"""Statuses of a command that has answered, 1 with bad news."""

ALLOWED = ("check", "--allowed", "--json")
"""What lists all that a sheet and a scenario may hold."""


class Questions:
    """Asks, and keeps the answers.

    Parameters
    ----------
    command
        The words that start ``committee``; our own by default.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = our_command() if command is None else tuple(command)
        self._answers: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._children: set[subprocess.Popen[str]] = set()
        self._lock = Lock()
        self._free = Semaphore(AT_ONCE)
        self._stopped = False

    def pivots(self, path: Path, digest: str, row: str) -> str:
        """What decided the row with this id, as JSON; ``digest`` names the bytes of the recording at ``path``.

        Raises :class:`~committee.errors.UsageRefused` with what the command says if it cannot answer.
        """
        with self._free:
            with self._lock:
                known = self._answers.get((digest, row))
            if known is None:
                known = self.asked("pivots", str(path.resolve()), f"--row={row}", "--json")
                self._keep((digest, row), known)
        return known

    def allowed(self) -> Mapping[str, Any]:
        """What a sheet and a scenario may hold: ``columns`` and ``settings``, from ``committee check --allowed``.

        Raises :class:`~committee.errors.UsageRefused` if the command cannot answer.
        """
        with self._free:
            with self._lock:
                known = self._answers.get(("allowed", ""))
            if known is None:
                known = self.asked(*ALLOWED)
                self._keep(("allowed", ""), known)
        told: Mapping[str, Any] = json.loads(known)
        return told

    def check(self, path: Path, *, fictional: bool = False) -> Mapping[str, Any]:
        """What the sheet, scenario or experiment at ``path`` is, as ``committee check`` says it: ``fine`` or not.

        ``fictional`` confirms that columns which identify people are invented. Raises
        :class:`~committee.errors.UsageRefused` if the command cannot answer.
        """
        confirmed = ["--fictional"] if fictional else []
        with self._free:
            said = self.asked("check", str(path.resolve()), "--json", *confirmed, done=(*DONE, 2))
        try:
            told: Mapping[str, Any] = json.loads(said)
        except ValueError:
            raise _refused(f"{path.name} cannot be checked.") from None
        return told

    def stop(self) -> None:
        """End every child that is still at work."""
        with self._lock:
            self._stopped = True
            children = tuple(self._children)
        for child in children:
            child.kill()

    def _keep(self, question: tuple[str, str], answer: str) -> None:
        with self._lock:
            self._answers[question] = answer
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)

    def asked(self, *words: str, done: Sequence[int] = DONE) -> str:
        """What ``committee`` with these words prints.

        Raises :class:`~committee.errors.UsageRefused` with what it says on stderr if it cannot answer.
        """
        child = self._started(words)
        try:
            said, complaint = child.communicate(timeout=LONGEST_S)
        except subprocess.TimeoutExpired:
            raise _refused(f"This takes longer than {LONGEST_S / 60:g} minutes; ask on the command line.") from None
        finally:
            child.kill()
            child.wait()
            with self._lock:
                self._children.discard(child)
        if child.returncode not in done:
            raise _refused(complaint.strip() or f"The command stopped early (status {child.returncode}).")
        return said

    def _started(self, words: Sequence[str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise _refused("The window is closing.")
            child = subprocess.Popen(  # noqa: S603 - our own command, the path of a recording, and an id as one word
                [*self._command, *words],
                env=child_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
            self._children.add(child)
        return child


def _refused(why: str) -> UsageRefused:
    return UsageRefused(Problem(place="question", allowed=why))
