"""A year as the archive takes it: from everything that happened, what is counted of it and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from committee.applicants.coded import Wholes
from committee.archive.seasons import BARS, BECAME, LISTS, RESIDENTS, TWIN, YEARS
from committee.archive.years import Columns, YearTables
from committee.measures.groups import Bar
from committee.pipeline.drift import DriftRules
from committee.pipeline.files import labels_of
from committee.pipeline.filters import FILTERS, PULLS, Bars
from committee.pipeline.match import filled_to
from committee.season.causes import moved_by, weighs_most
from committee.season.counts import (
    Bools,
    Codes,
    Ended,
    Filled,
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
    lists_columns,
    residents_columns,
    years_columns,
)
from committee.season.meetings import Recorded
from committee.season.standing import Standing
from committee.season.year import YearHeld

MOVED_BY: Final = "moved_by"
"""The column of ``bars.csv`` that names who is behind a bar: ``j1: y2027n00002; years: y2028m00001``."""


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


class TwinYear(Struct, frozen=True, kw_only=True):
    """What is kept of a year of the twin: plain data, so that another process can hold the twin."""

    rows: Mapping[str, Columns]
    """Its rows, by the name of the table."""
    bars: Bars
    """Where its quiet filters stood."""
    after: bytes
    """The state in which it left its market, as JSON."""


def beside(twin: YearHeld) -> TwinYear:
    """What is kept of a year of the twin."""
    rows = _rows(twin, _ends(twin), [""] * len(twin.standing))
    return TwinYear(
        rows={f"{TWIN}/{name}": columns for name, columns in rows.items()},
        bars=twin.read.bars,
        after=twin.ended.after.written(),
    )


def written(held: YearHeld, after: bytes, twin: TwinYear | None = None, drift: DriftRules | None = None) -> YearWritten:
    """A year, ready to write.

    Parameters
    ----------
    after
        The bytes from which the season goes on.
    twin
        The same year of the twin, whose tables are written beside its own.
    drift
        How bars drift. With it and the twin, ``bars.csv`` names the past resident behind each bar of a recorded program
        that is stricter than without memory.
    """
    ends, recordings = _ends(held), held.recorded
    behind = [""] * len(held.standing)
    if twin is not None and drift is not None:
        behind = _behind(held, twin.bars, drift, {program for program, _, _ in recordings})
    rows = _rows(held, ends, behind)
    if twin is not None:
        rows |= twin.rows
    silent = Silent(
        stopped=held.read.screened.stopped,
        pulled=held.read.screened.pulled,
        decided=held.read.readings.decided,
        label=_labels(held),
    )
    files = files_columns(held.read.files.ids, ends, silent, texts_of(held.read.bars))
    return YearWritten(
        year=held.time.year,
        tables=YearTables(rows=rows, files=files),
        recordings=recordings,
        after=after,
    )


def _labels(held: YearHeld) -> Codes:
    """For each application, what the program's crude composite calls the file before interviews."""
    files, applications = held.read.files, held.read.applications
    rules = [each.invite.composite for each in held.standing]
    different = list(dict.fromkeys(rules))
    labels = np.stack([labels_of(files, each) for each in different])
    by_program = np.array([different.index(each) for each in rules])
    found: Codes = labels[by_program[applications.program], applications.applicant]
    return found


def _rows(held: YearHeld, ends: Ended, moved: Sequence[str]) -> dict[str, Columns]:
    """The rows of the year in each table; ``moved`` says by program who is behind its bars."""
    year, programs = held.time.year, len(held.standing)
    return {
        YEARS: years_columns(year, counted(_people(held), ends, programs)),
        RESIDENTS: residents_columns(held.ended.came),
        BECAME: became_columns(year, _happened(held)),
        BARS: {**bars_columns(year, held.read.bars), MOVED_BY: moved},
        LISTS: lists_columns(year, _filled(held)),
    }


def _filled(held: YearHeld) -> Filled:
    programs = len(held.standing)
    matched, ranked = held.matched, held.matched.ranked
    met = held.read.applications.program[held.invitations.kept]

    def by_program(where: Wholes) -> Wholes:
        return np.bincount(where[where >= 0], minlength=programs)

    return Filled(
        seats=np.array([each.program.seats for each in held.standing], dtype=np.intp),
        interviewed=by_program(met),
        ranked=np.diff(ranked.start),
        matched=by_program(matched.program),
        filled_to=filled_to(matched.program, ranked),
        scrambled=by_program(matched.scrambled),
    )


def _behind(held: YearHeld, without_memory: Bars, drift: DriftRules, watched: Collection[str]) -> list[str]:
    """By program, who is behind each bar that is stricter than without memory; blank for those not ``watched``.

    Memories are taken out one by one, which takes time, so only programs that are recorded have it.
    """
    behind = [""] * len(held.standing)
    for place, standing in enumerate(held.standing):
        if standing.program.code in watched:
            bars = _bars_at(without_memory, place), _bars_at(held.read.bars, place)
            behind[place] = _behind_bars(standing, bars, held.time.year, drift)
    return behind


def _behind_bars(
    standing: Standing, bars: tuple[Mapping[str, object], Mapping[str, object]], year: int, drift: DriftRules
) -> str:
    return moved_by(*bars, lambda bar: weighs_most(standing.lived, bar, year, drift, standing.rank.memory))


def _bars_at(bars: Bars, program: int) -> dict[str, object]:
    return {bar: getattr(bars, bar)[program].item() for bar in Bar}


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
