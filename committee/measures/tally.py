"""A tally: everything that is counted of one meeting, in one record of plain values.

Experiments, tables and summaries ask a tally, not a meeting. It comes from a recording (:func:`tally`), or from the
arrays of a meeting held in compiled code (:mod:`committee.engine.tallied`), and is the same either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from committee.arithmetic import total
from committee.events import PointSeen, RowClosed
from committee.measures.airtime import airtime
from committee.measures.outcomes import OUTCOME_COLUMNS, entries
from committee.measures.promise import PromiseFound, found_in, seats_of
from committee.recording import RecordedRow, Recording
from committee.recording.spoken import ended
from committee.terms import Act, Factor, Purse, Recall, Role

ROW_COLUMNS: Final = (*(name for name in OUTCOME_COLUMNS if name != "matched"), "factors", "ended", "promise")
"""What a tally holds of each row.

The columns of the outcomes table; what its points count in all by factor (:func:`factor_scores`); how it ended in
words; and its latent promise.
"""


class Tally(Struct, frozen=True, kw_only=True):
    """What is counted of one meeting. Reals are rounded as events are, to 4 decimals."""

    seed: int
    """The seed."""
    seats: int
    """The posts that the program has to fill."""
    rows: Mapping[str, Sequence[Any]]
    """By column of :data:`ROW_COLUMNS`, the values of the rows in the order in which they were held."""
    minutes: float
    """Minutes that it all took."""
    airtime: Mapping[str, float]
    """By member, the seconds they spoke, announcements aside."""
    chair: str
    """The director's id."""
    spent: float
    """Units of capital staked on rows as they were held, or on moving them in the review."""
    returned: float
    """Units that came back."""
    lost: float
    """Units staked on rows that did not end where their owners asked."""
    ghosts_spoken: int
    """How often a past resident was named."""
    unheard: int
    """Points that somebody could have told and nobody did."""

    @property
    def ranked(self) -> int:
        """Rows on the list."""
        return sum(position is not None for position in self.rows["position"])

    @property
    def found(self) -> PromiseFound | None:
        """The latent promise that the room found; None if it is not known. Each call works it out anew."""
        ids, positions, promises = (self.rows[name] for name in ("id", "position", "promise"))
        listed = [row for _, row in sorted((at, row) for at, row in zip(positions, ids, strict=True) if at is not None)]
        known = {row: promise for row, promise in zip(ids, promises, strict=True) if promise is not None}
        return found_in(known, listed, dict(zip(ids, self.rows["pre_score"], strict=True)), self.seats)


def tally(recording: Recording) -> Tally:
    """What is counted of a recorded meeting."""
    moved = [move for row in recording.rows for move in row.capital]
    named = [event for row in recording.rows for event in row.remembered if event.how is Recall.SPOKEN]
    return Tally(
        seed=recording.header.seed,
        seats=seats_of(recording.header.scenario, len(recording.rows)),
        rows=_columns(recording),
        minutes=recording.listed.minutes if recording.listed else 0.0,
        airtime=airtime(recording),
        chair=next((member.id for member in recording.header.members if member.role is Role.DIRECTOR), ""),
        spent=total(
            [
                *(move.amount for move in moved if move.why is Purse.SPENT),
                *(move.amount for move in recording.reviewed),
            ]
        ),
        returned=total(move.amount for move in moved if move.why is Purse.RETURNED),
        lost=total(move.amount for move in moved if move.why is Purse.BURNED),
        ghosts_spoken=len(named),
        unheard=sum(len(closed.unheard) for _, closed in recording.closed),
    )


def factor_scores(points: Iterable[PointSeen]) -> list[float]:
    """By factor, the signed strengths of the points added up, in standard units.

    They are added as whole 10,000ths, so the sums do not depend on the order.
    """
    whole = dict.fromkeys(Factor, 0)
    for point in points:
        whole[point.factor] += point.valence * int(point.strength * 10000.0 + 0.5)
    return [score / 10000.0 for score in whole.values()]


def _columns(recording: Recording) -> dict[str, list[Any]]:
    rows = entries(recording)
    columns = {name: [row[name] for row in rows] for name in ROW_COLUMNS if name in OUTCOME_COLUMNS}
    promise = recording.listed.promise if recording.listed else {}
    columns["factors"] = [factor_scores(row.opened.points) for row, _ in recording.closed]
    columns["ended"] = [_ended(row, closed) for row, closed in recording.closed]
    columns["promise"] = [promise.get(closed.id) for _, closed in recording.closed]
    return columns


def _ended(row: RecordedRow, closed: RowClosed) -> str:
    """How a row ended, as compiled code can tell it too."""
    vetoed = any(each.act is Act.VETO for each in row.utterances)
    return ended(closed.ended_by, reasoned=closed.because is not None, vetoed=vetoed)
