"""Where each row ended: its position on the list, and its place among all rows.

*Place* is the one number for all statistics: the position of a ranked row, and for every row left off the
list the middle of the positions behind it, (m + 1 + n) / 2 with m ranked of n rows. So the places of one meeting
always add up to n (n + 1) / 2, whatever was ranked.
"""

from __future__ import annotations

from collections.abc import Mapping

from committee.recording import Recording


def place(position: int | None, ranked: int, rows: int) -> float:
    """The place of a row: its ``position`` (from 1), or that of the unranked rows if it is None.

    Parameters
    ----------
    position
        From 1, or None if the row is not on the list.
    ranked
        How many rows are on the list.
    rows
        How many rows there were.
    """
    return float(position) if position is not None else (ranked + 1 + rows) / 2


def positions(recording: Recording) -> Mapping[str, int]:
    """The position of each ranked row by id, from 1, best first."""
    return {id_: number for number, id_ in enumerate(recording.ranking, start=1)}


def places(recording: Recording) -> Mapping[str, float]:
    """The place of each decided row by id, in the order of the sheet."""
    ids = [closed.id for _, closed in recording.closed]
    position = positions(recording)
    return {id_: place(position.get(id_), len(position), len(ids)) for id_ in ids}
