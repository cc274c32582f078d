"""What a worker of ``committee run --seeds`` makes of a block of meetings."""

from __future__ import annotations

from collections.abc import Sequence

from committee.commands.summary import Summary
from committee.commands.tables import csv_columns
from committee.engine.outcomes import columns_of
from committee.measures.tally import Tally


def csv_block(tallies: Sequence[Tally]) -> tuple[Summary, bytes]:
    """What is counted of the meetings, and their outcomes as CSV with a header."""
    summary = Summary()
    for counted in tallies:
        summary.count(counted)
    return summary, csv_columns(columns_of(tallies))
