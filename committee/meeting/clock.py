"""The row's clock: 30 seconds that a row can stretch to 90, and the bell."""

from __future__ import annotations

from dataclasses import dataclass

from committee.units import Pause, Seconds


@dataclass(frozen=True, kw_only=True)
class ClockRules:
    """Seconds a row may take.

    Without slots, so that the table ``[meeting]`` of a scenario can be these rules and those of the room in one.
    """

    row_seconds: Seconds
    """What a row gets at first. More of it: more is said about every row."""
    row_seconds_max: Seconds
    """What a row gets at most. Below ``row_seconds`` it is all that a row gets."""
    extension_s: Pause
    """What a contested row gets more, and what each staked unit buys."""


class Clock:
    """The clock of one row."""

    running: bool
    """Whether there is a bell."""
    elapsed: float
    """Seconds gone."""
    allowed: float
    """Seconds allowed."""

    __slots__ = ("_rules", "allowed", "elapsed", "running")

    def __init__(self, rules: ClockRules, running: bool) -> None:
        self._rules = rules
        self.running = running
        self.elapsed = 0.0
        self.allowed = min(rules.row_seconds, rules.row_seconds_max)

    def fits(self, seconds: float) -> bool:
        """Whether ``seconds`` more end by the bell."""
        return not self.running or self.elapsed + seconds <= self.allowed

    def stretch(self, share: float = 1.0) -> bool:
        """Allow ``share`` of an extension more, up to the most; return whether that gave any time."""
        before = self.allowed
        self.allowed = min(self.allowed + share * self._rules.extension_s, self._rules.row_seconds_max)
        return self.allowed > before

    def allow_more(self, seconds: float) -> None:
        """Allow ``seconds`` more, up to the most."""
        if seconds > 0.0:
            self.allowed = min(self.allowed + seconds, max(self.allowed, self._rules.row_seconds_max))

    def pass_(self, seconds: float) -> None:
        """Let ``seconds`` pass; without a bell, allow as many as have passed."""
        self.elapsed += seconds
        if not self.running and self.elapsed > self.allowed:
            self.allowed = self.elapsed
