"""How long the session and its step have taken.

The journal has no clock. A server that starts again takes a session that is under way to be where its plan has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from viz.workshop.room import Stand
from viz.workshop.session import Session
from viz.workshop.shown import Spent


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Since when the session and its step run, on the clock of this process, in seconds."""

    began: float | None = None
    """When the session began; None if it has not: nothing was opened, and it stands at its first step."""
    here: float = 0.0
    """When it came to the step where it stands."""

    def moved(self, before: Stand, after: Stand, now: float) -> Pace:
        """The pace after the session has moved at ``now``."""
        if self.began is None:
            return Pace(began=now, here=now) if _under_way(after) else self
        return self if after.index == before.index else replace(self, here=now)

    def spent(self, now: float) -> Spent | None:
        """What hosts are told of it; None before the session has begun."""
        if self.began is None:
            return None
        return {"session": round(now - self.began), "step": round(now - self.here)}


def paced(session: Session, stand: Stand, now: float) -> Pace:
    """The pace of a session that stands here when its server starts: if it is under way, as its plan has it."""
    if not _under_way(stand):
        return Pace()
    return Pace(began=now - sum(step.seconds for step in session.steps[: stand.index]), here=now)


def _under_way(stand: Stand) -> bool:
    return stand.index > 0 or stand.phase != "waiting"
