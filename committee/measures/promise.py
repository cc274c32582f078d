"""How much of the latent promise, which nobody in the room could see, the room found.

A recording holds promise only in the final list, when nobody can act on it, and only for drawn applicants: those of a
sheet have none. We compare the room with two others that choose from the same rows: the crude score alone, and
somebody who knows the promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from committee.recording import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFound:
    """Mean latent promise (standard normal over a pool) of the first rows, chosen in three ways."""

    rows: int
    """How many rows count, from the top."""
    by_room: float
    """The mean of the first rows of the list."""
    by_score: float
    """The mean of the first rows by the crude composite."""
    at_best: float
    """The mean of the first rows by promise itself."""

    @property
    def gained(self) -> float:
        """What the room gained over the crude score; below 0 it lost."""
        return self.by_room - self.by_score


def promise_found(recording: Recording) -> PromiseFound | None:
    """What the room found among as many rows as there are seats; None without known promise or a list."""
    if recording.listed is None:
        return None
    scores = {row.opened.id: row.opened.pre_score for row in recording.rows}
    seats = seats_of(recording.header.scenario, len(scores))
    return found_in(recording.listed.promise, recording.listed.ids, scores, seats)


def seats_of(scenario: Mapping[str, Any], rows: int) -> int:
    """The posts of the program; as many as there are rows if the scenario does not say."""
    return int((scenario.get("program") or {}).get("seats", rows))


def found_in(
    promise: Mapping[str, float], listed: Sequence[str], scores: Mapping[str, float], seats: int
) -> PromiseFound | None:
    """What a room found, from plain values: promise and crude scores by id, the list, and how many rows count.

    Rows without a known promise are skipped. Ties go by id.
    """
    known = [row for row in listed if row in promise]
    rows = min(seats, len(known))
    if rows < 1:
        return None
    candidates = sorted(row for row in scores if row in promise)
    return PromiseFound(
        rows=rows,
        by_room=_mean(promise[row] for row in known[:rows]),
        by_score=_mean(promise[row] for row in sorted(candidates, key=lambda row: -scores[row])[:rows]),
        at_best=_mean(sorted((promise[row] for row in candidates), reverse=True)[:rows]),
    )


def _mean(values: Iterable[float]) -> float:
    total, count = 0.0, 0
    for value in values:
        total += value
        count += 1
    return total / count
