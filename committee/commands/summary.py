"""Counts what a summary says: of one meeting as it is told, or of many by their tallies."""

from __future__ import annotations

from collections import Counter

from committee.events import Event, Listed, MeetingOpened, RowClosed, RowOpened, Uttered
from committee.measures.promise import PromiseFound, found_in
from committee.measures.tally import Tally
from committee.recording.practices import rules_on
from committee.recording.spoken import ENDINGS, TIERS, how_ended
from committee.terms import Act, Tier, verdicts_among


class Summary:
    """Counts rows, tiers, endings, seconds and the promise that rooms find, in one meeting or many."""

    def __init__(self) -> None:
        self.events = 0
        self.tiers: Counter[Tier] = Counter()
        self.endings: Counter[str] = Counter(dict.fromkeys(ENDINGS.values(), 0))
        self.utterances = 0
        self.seconds = 0.0  # with breaks, as the minutes have it; of a meeting without a list, those of its rows
        self.found: list[PromiseFound] = []
        self.rules: tuple[str, ...] = ()
        self._row_s = self._rows_s = 0.0
        self._acts: set[Act] = set()
        self._called: Counter[Tier] = Counter()
        self._seats = 0
        self._scores: dict[str, float] = {}

    def told(self, event: Event, /) -> None:
        """Count ``event``."""
        self.events += 1
        if isinstance(event, Uttered):
            self.utterances += 1
            self._row_s = event.end_s
            self._acts.add(event.act)
        elif isinstance(event, RowClosed):
            self.tiers[event.tier] += 1
            self._called[event.tier] += 1
            self.endings[how_ended(event, self._acts)] += 1
            self.seconds += self._row_s
            self._rows_s += self._row_s
            self._row_s, self._acts = 0.0, set()
        elif isinstance(event, MeetingOpened):
            self._seats, self._scores, self._called = event.scenario["program"]["seats"], {}, Counter()
            self._rows_s = 0.0
            self.rules = rules_on(event)
        elif isinstance(event, RowOpened):
            self._scores[event.id] = event.pre_score
        elif isinstance(event, Listed):
            found = found_in(event.promise, event.ids, self._scores, self._seats)
            self.found += [found] if found else []
            self._place_anew(event)
            self.seconds += event.minutes * 60.0 - self._rows_s if event.minutes else 0.0

    def count(self, counted: Tally) -> None:
        """Count a meeting that is over."""
        rows = counted.rows
        self.tiers.update(map(Tier, rows["tier"]))
        self.endings.update(rows["ended"])
        self.utterances += sum(rows["utterances"])
        self.seconds += counted.minutes * 60.0
        self.found += [counted.found] if counted.found else []

    def add(self, other: Summary) -> None:
        """Count what another summary has counted."""
        self.tiers.update(other.tiers)
        self.endings.update(other.endings)
        self.utterances += other.utterances
        self.seconds += other.seconds
        self.found += other.found

    def _place_anew(self, listed: Listed) -> None:
        """If a second committee met, count where the mean of the two calls puts the rows of this meeting."""
        if listed.tiers:
            self.tiers = self.tiers - self._called + Counter(listed.tiers.values())

    @property
    def rows(self) -> int:
        """Rows that closed."""
        return self.tiers.total()

    def sentences(self) -> str:
        """The meetings in two lines, a third if promise is known, and the rules of the meeting if any were on."""
        tiers = ", ".join(f"{self.tiers[tier]} {TIERS[tier].lower()}" for tier in verdicts_among(self.tiers).tiers)
        endings = ", ".join(f"{ended} {count}" for ended, count in self.endings.items())
        minutes = round(self.seconds / 60)
        took = f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else f"{round(self.seconds)} seconds"
        rows = f"{self.rows:,} row{'' if self.rows == 1 else 's'}"
        return (
            f"{rows} in {took} and {self.utterances:,} utterances: {tiers}.\n"
            f"How they ended: {endings}." + self._promise() + "".join(f"\nRule: {rule}." for rule in self.rules)
        )

    def _promise(self) -> str:
        """The promise that the room found without seeing it, beside that of the crude score and the best possible."""
        if not self.found:
            return ""
        room, score, best = (
            sum(getattr(found, name) for found in self.found) / len(self.found)
            for name in ("by_room", "by_score", "at_best")
        )
        rows = self.found[0].rows
        return (
            "\nLatent promise is how good an applicant really is, which nobody in the room can see; 0 is the average."
            f"\nThe first {rows} on the list have {room:+.2f} on average. Chosen by exams, class and interview score "
            f"alone they would have {score:+.2f}, and by somebody who knew, {best:+.2f}."
        )
