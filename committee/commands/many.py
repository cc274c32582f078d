"""What a worker of ``committee run --seeds`` makes of a block of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from committee.commands.summary import Summary
from committee.commands.tables import csv_rows
from committee.engine.outcomes import frame_of
from committee.measures.tally import Tally


def csv_block(tallies: Sequence[Tally]) -> tuple[Summary, bytes]:
    """What is counted of the meetings, and their outcomes as CSV with a header."""
    summary, file = Summary(), BytesIO()
    for counted in tallies:
        summary.count(counted)
    csv_rows(frame_of(tallies), file)
    return summary, file.getvalue()
