"""Older recordings, told as this version tells them.

Version 1 told a stake of the review as a ``capital`` event before the ``reviewed`` that it bought. It asked for
no tier and carried the number of the row that was moved, so the first one looked like part of the last row. Its header
spelled the scenario's table ``program`` in the British way. The stage in the browser does the same with such a file
(``older`` in ``viz/stage/recording.js``; it does not look at that table).
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
    """Takes the lines of one file of version 1, in order; holds a stake until the move that it bought."""

    def __init__(self) -> None:
        self._stake: Line | None = None

    def renewed(self, line: Line) -> Line | Problem | None:
        """``line`` as this version tells it, None where it will be told with the next line, or why it cannot be."""
        stake, self._stake = self._stake, None
        if line.get("event") == "header":
            return line | {"version": VERSION, "scenario": _respelled(line.get("scenario"))}
        if stake is not None:
            return _with_stake(line, stake)
        if line.get("event") == "capital" and line.get("why") == "spent" and line.get("ask", "") is None:
            self._stake = line
            return check_line(line | {"ask": "top"})  # it asked for nothing; all else is checked
        if line.get("event") == "reviewed":
            return Problem(place=".event", value="reviewed", allowed="the stake that paid for it comes before it")
        return line


def _respelled(scenario: object) -> object:
    """The scenario with its table ``program`` under that name."""
    if not isinstance(scenario, dict) or _OLD_SPELLING not in scenario or "program" in scenario:
        return scenario
    return {"program" if key == _OLD_SPELLING else key: value for key, value in scenario.items()}


def _with_stake(line: Line, stake: Line) -> Line | Problem:
    """The move that ``stake`` bought, if ``line`` is one."""
    if line.get("event") != "reviewed" or line.get("by") != stake["member"]:
        told = f"a row moved by {stake['member']}, whose stake the line before tells"
        return Problem(place=".event", value=str(line.get("event")), allowed=told)
    return line | {name: stake[name] for name in _PAID}
