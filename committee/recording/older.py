"""Older recordings: their lines rewritten as this version writes them.

Version 1 wrote a stake of the review as a ``capital`` event before the ``reviewed`` that it bought. The event had no
``ask`` and the number of the row that was moved, so the first one looked like part of the last row. The header
spelled the scenario's table ``program`` in the British way. The stage in the browser does the same with such a file
(``older`` in ``viz/stage/recording.js``), except that it does not use that table.
"""

from __future__ import annotations

from typing import Final

from committee.errors import Problem
from committee.recording.format import VERSION, Line
from committee.recording.schema import check_line

FIRST: Final = 1
"""The first version of a recording."""

_OLD_SPELLING: Final = "programme"

_PAID: Final = ("amount", "balance")


class Renewal:
    """Rewrites the lines of one older file, in order. It holds a stake of version 1 until the move that it bought."""

    def __init__(self, version: int) -> None:
        self._version = version
        self._stake: Line | None = None

    def renewed(self, line: Line) -> Line | Problem | None:
        """``line`` as this version writes it; None if it becomes part of the next line; else what is wrong with it."""
        stake, self._stake = self._stake, None
        if line.get("event") == "header":
            return line | {"version": VERSION, "scenario": _respelled(line.get("scenario"))}
        if self._version > FIRST:
            return line  # versions 3 and 4 only add fields and words, and each says what its absence means
        if stake is not None:
            return _with_stake(line, stake)
        if line.get("event") == "capital" and line.get("why") == "spent" and line.get("ask", "") is None:
            self._stake = line
            return check_line(line | {"ask": "top"})  # the check needs some tier here; the rest is checked as it is
        if line.get("event") == "reviewed":
            return Problem(place=".event", value="reviewed", allowed="the stake that paid for it must come before it")
        return line


def _respelled(scenario: object) -> object:
    """The scenario with the table ``program`` under its present name."""
    if not isinstance(scenario, dict) or _OLD_SPELLING not in scenario or "program" in scenario:
        return scenario
    return {"program" if key == _OLD_SPELLING else key: value for key, value in scenario.items()}


def _with_stake(line: Line, stake: Line) -> Line | Problem:
    """The move that ``stake`` bought, if ``line`` is one."""
    if line.get("event") != "reviewed" or line.get("by") != stake["member"]:
        allowed = f"it must be the move that {stake['member']} bought with the stake in the line before"
        return Problem(place=".event", value=str(line.get("event")), allowed=allowed)
    return line | {name: stake[name] for name in _PAID}
