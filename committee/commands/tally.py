"""A listener that counts what a summary says."""

from __future__ import annotations

from collections import Counter

from committee.events import Event, RowClosed, Uttered
from committee.terms import EndedBy, Tier


class Tally:
    """Counts rows, tiers, endings and seconds of talk of one meeting."""

    def __init__(self) -> None:
        self.events = 0
        self.tiers: Counter[Tier] = Counter()
        self.endings: Counter[EndedBy] = Counter()
        self.utterances = 0
        self.seconds = 0.0
        self._row_s = 0.0

    def told(self, event: Event, /) -> None:
        """Count ``event``."""
        self.events += 1
        if isinstance(event, Uttered):
            self.utterances += 1
            self._row_s = event.end_s
        elif isinstance(event, RowClosed):
            self.tiers[event.tier] += 1
            self.endings[event.ended_by] += 1
            self.seconds += self._row_s
            self._row_s = 0.0

    @property
    def rows(self) -> int:
        """Rows that were closed."""
        return self.tiers.total()

    def sentences(self) -> str:
        """The meeting in two lines."""
        tiers = ", ".join(f"{self.tiers[tier]} {tier}" for tier in Tier)
        endings = ", ".join(f"{self.endings[ended]} {ended.replace('_', ' ')}" for ended in EndedBy)
        minutes = round(self.seconds / 60)
        return (
            f"{self.rows} rows in {minutes} minutes and {self.utterances} utterances: {tiers}.\nThey ended: {endings}."
        )
