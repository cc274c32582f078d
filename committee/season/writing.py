"""A year as the archive takes it: from everything that happened, what is counted of it and kept."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from committee.archive.seasons import BARS, BECAME, RESIDENTS, TWIN, YEARS
from committee.archive.years import Columns, YearTables
from committee.pipeline.filters import FILTERS, PULLS, Bars
from committee.season.counts import (
    Bools,
    Ended,
    Gates,
    Happened,
    People,
    Silent,
    Texts,
    bars_columns,
    became_columns,
    counted,
    ended,
    files_columns,
    residents_columns,
    years_columns,
)
from committee.season.meetings import Recorded
from committee.season.year import YearHeld


class YearWritten(Struct, frozen=True, kw_only=True):
    """A year, ready to write: a :class:`committee.season.holding.YearHeld`."""

    year: int
    """The calendar year."""
    tables: YearTables
    """What is counted of it."""
    recordings: tuple[Recorded, ...]
    """The meetings that somebody wants to watch."""
    after: bytes
    """The state in which it left the market."""


def written(held: YearHeld, after: bytes, twin: YearHeld | None = None) -> YearWritten:
    """A year with ``after``, the bytes from which the season goes on, and with what is counted of its twin."""
    ends = _ends(held)
    rows = _rows(held, ends)
    if twin is not None:
        rows |= {f"{TWIN}/{name}": columns for name, columns in _rows(twin, _ends(twin)).items()}
    silent = Silent(
        stopped=held.read.screened.stopped, pulled=held.read.screened.pulled, decided=held.read.readings.decided
    )
    files = files_columns(held.read.files.ids, ends, silent, texts_of(held.read.bars))
    return YearWritten(
        year=held.time.year,
        tables=YearTables(rows=rows, files=files),
        recordings=held.recorded,
        after=after,
    )


def _rows(held: YearHeld, ends: Ended) -> dict[str, Columns]:
    """The rows of the year in each table."""
    year, programs = held.time.year, len(held.standing)
    return {
        YEARS: years_columns(year, counted(_people(held), ends, programs)),
        RESIDENTS: residents_columns(held.ended.came),
        BECAME: became_columns(year, _happened(held)),
        BARS: bars_columns(year, held.read.bars),
    }


def _people(held: YearHeld) -> People:
    files = held.read.files
    return People(
        kind=files.kind, visa=files.numbers["visa"], flagged=files.flagged, scrambled=held.matched.scrambled >= 0
    )


def _ends(held: YearHeld) -> Ended:
    read, sent = held.read, held.invitations
    applicant, program = read.applications.applicant, read.applications.program
    gates = Gates(
        alive=read.screened.alive,
        invited=sent.wave > 0,
        kept=sent.kept,
        ranked=_named(held),
    )
    return ended(applicant, program, gates, held.matched.program)


def _named(held: YearHeld) -> Bools:
    """For each application, whether the program's list names the applicant."""
    people, lists, applications = len(held.read.files.ids), held.matched.ranked, held.read.applications
    return np.isin(applications.program * people + applications.applicant, lists.owners * people + lists.of)


def _happened(held: YearHeld) -> list[Happened]:
    """What became of residents this year, and who remembers it now."""
    remembered: dict[tuple[int, str], tuple[str, ...]] = {
        (lived.program, episode.id): episode.holders for lived in held.ended.after.lives for episode in lived.episodes
    }
    return [
        Happened(
            program=resident.program,
            id=resident.id,
            event=str(event),
            remembered_by=remembered.get((resident.program, resident.id), ()),
        )
        for resident, event in held.ended.events
    ]


def texts_of(bars: Bars) -> Texts:
    """What programs say of each filter, and the rule that each goes by."""
    programs = range(len(bars.leak))
    return Texts(
        said=[each.said for each in FILTERS],
        rules=[[each.rule_at(bars, program) for program in programs] for each in FILTERS],
        pulls=PULLS,
    )
