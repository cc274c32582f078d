"""In what order runs are held, and how many at a time.

Replicates come first: some replicates are held at every design point and under every null before the next ones are, so
an experiment that was stopped is a balanced sample. Within them, the runs of one point stay together, for making a room
ready takes as long as some ten meetings. A block is about a second of work, and less where little is left for several
hands: whoever took the last second would keep the others waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from committee.archive.results import sort_keys
from committee.experiments.design.designs import Point
from committee.experiments.running.rooms import KEPT
from committee.experiments.running.runs import Block, Share

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK_S: Final = 1.0
"""Seconds of work in a block."""

LAST_S: Final = 0.1
"""Seconds of work in the smallest blocks at the end; below that, handing them over would take longer."""

ROUNDS: Final = 2
"""For so many more blocks for each hand there is always something left."""

TOGETHER: Final = 50
"""The most replicates that are held at a point before the next point, if a process keeps all rooms."""

TOGETHER_MANY: Final = 200
"""The same if there are more rooms than a process keeps, so that each would be made again."""

MOST: Final = 2_000
"""The most runs of a block."""


class Pace:
    """How fast runs are held, and by how many hands: what a block and a wave of replicates may hold."""

    def __init__(self, rooms: int, hands: int = 1) -> None:
        self.seconds = 0.0
        self.hands = hands
        self._together = TOGETHER if rooms <= KEPT else TOGETHER_MANY

    def note(self, runs: int, seconds: float) -> None:
        """Note how long some runs took. Later ones count more."""
        if runs:
            now = seconds / runs
            self.seconds = now if not self.seconds else (self.seconds + now) / 2.0

    @property
    def runs(self) -> int:
        """Runs of a block."""
        return max(1, min(MOST, int(BLOCK_S / self.seconds))) if self.seconds else 1

    def of(self, left: int) -> int:
        """Runs of the next block if so many are left that nobody holds yet."""
        if self.hands == 1 or not self.seconds:
            return self.runs
        least = max(1, int(LAST_S / self.seconds))
        return min(self.runs, max(least, -(-left // (ROUNDS * self.hands))))

    @property
    def together(self) -> int:
        """Replicates that are held at a point before the next point."""
        return min(self._together, max(self.runs, 2))


class Left:
    """Which runs of an experiment are left to hold.

    Parameters
    ----------
    points
        The design points, numbered from 1.
    nulls
        The nulls, the model itself first as the empty text.
    seeds
        The seed of each replicate.
    """

    def __init__(self, points: Sequence[Point], nulls: Sequence[str], seeds: Sequence[int]) -> None:
        self.points, self.nulls, self.seeds = points, nulls, seeds
        self._held = np.zeros((len(points), len(nulls), len(seeds)), bool)

    def note(self, runs: pa.Table) -> None:
        """Note runs that a folder holds already. Those that failed are held again."""
        point, null, replicate, failed = sort_keys(runs, self.nulls)
        counts = ~failed & (replicate <= len(self.seeds))
        self._held[point[counts] - 1, null[counts], replicate[counts] - 1] = True

    def note_block(self, block: Block) -> None:
        """Note that a block has been held."""
        for share in block:
            at = share.point.number - 1, self.nulls.index(share.null)
            self._held[at][np.array(share.replicates) - 1] = True

    def runs(self) -> int:
        """How many runs are left."""
        return self._held.size - int(np.count_nonzero(self._held))

    def few(self, runs: int) -> Block:
        """A few of the runs that are left, of one point."""
        rows = self._held.reshape(-1, len(self.seeds))
        row = int(np.argmin(rows.all(axis=1)))
        point, null = divmod(row, len(self.nulls))
        return [self._share(self.points[point], self.nulls[null], np.flatnonzero(~rows[row])[:runs])]

    def blocks(self, pace: Pace) -> Iterator[Block]:
        """The runs that are left, a block at a time."""
        block: list[Share] = []
        runs, left = 0, self.runs()
        for point, null, missing in self._cells(pace):
            at = 0
            while at < len(missing):
                most = pace.of(left)
                some = missing[at : at + max(most - runs, 1)]
                block.append(self._share(point, null, some))
                at, runs = at + len(some), runs + len(some)
                if runs >= most:
                    yield block
                    block, runs, left = [], 0, left - runs
        if block:
            yield block

    def _cells(self, pace: Pace) -> Iterator[tuple[Point, str, Any]]:
        """By wave of replicates, then point and null: the places among the seeds that are left, in order."""
        first, replicates = 0, len(self.seeds)
        while first < replicates:
            last = min(first + pace.together, replicates)
            for point in self.points:
                for number, null in enumerate(self.nulls):
                    yield point, null, np.flatnonzero(~self._held[point.number - 1, number, first:last]) + first
            first = last

    def _share(self, point: Point, null: str, replicates: Any) -> Share:
        places = replicates.tolist()
        return Share(point, null, tuple(at + 1 for at in places), tuple(self.seeds[at] for at in places))
