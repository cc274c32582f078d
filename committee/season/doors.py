"""Closed doors: groups that a program hardly interviews any more, though its twin without memory goes on doing so.

"Nobody interviewed for three years" is no sign of a closed door: small groups go without an interview as often where
nothing is remembered. So a door counts as closed if interviews over three years are at most a fifth of what the twin
of the same seed gives, and the twin gives at least six. Beside each door stands the rule that was shut then, if one
was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from committee.measures.groups import BARS, EVERYBODY, GROUPS, Bar, Group, tighter
from committee.measures.intervals.shares import level_share
from committee.season.causes import Moved, moves
from committee.season.tables import Tables, base_bars, interviewed

WINDOW: Final = 3
"""Years over which interviews are counted."""

AT_MOST: Final = 0.2
"""A door is closed if interviews are at most this share of the twin's."""

AT_LEAST: Final = 6
"""The twin's interviews below which nothing is said."""

BACK: Final = 0.5
"""A door has come back if interviews over three later years are at least this share of the twin's."""

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]


class Door(Struct, frozen=True, kw_only=True):
    """A closed door: one run of years of one program and one group."""

    program: str
    """The program, such as ``p000``."""
    group: str
    """A word of :data:`committee.measures.groups.GROUPS`."""
    closed_from: int
    """The first year of the run."""
    closed_to: int
    """Its last year."""
    interviews: int
    """Interviews that the group had in these years."""
    twin_interviews: int
    """Those that it had in the twin."""
    back: int | None
    """The last of the first three years in which the group had at least half of the twin's interviews; or None."""
    rule: str
    """The bar that memory had shut then; empty if there was none."""
    since: int | None
    """The first year that was screened by that bar; None if there was none."""
    resident: str
    """The id of the resident behind it; empty if the tables know none."""

    @property
    def why(self) -> str:
        """The state of the rule in words."""
        if not self.rule:
            return "no rule was stricter than without memory"
        behind = f", after {self.resident}" if self.resident else ""
        return f"{BARS[Bar(self.rule)]}: stricter since {self.since}{behind}"


class Watched(Struct, frozen=True, kw_only=True):
    """The interviews of one group, by program and year."""

    group: Group
    """The group."""
    programs: tuple[str, ...]
    """The programs, sorted."""
    years: tuple[int, ...]
    """The years, in order."""
    own: Counts
    """Interviews, programs x years."""
    twin: Counts
    """Those in the twin."""

    @property
    def told(self) -> Flags:
        """Whether the twin gives enough to say anything; programs x windows, each by its last year."""
        return _over_window(self.twin) >= AT_LEAST

    @property
    def closed(self) -> Flags:
        """Whether the door is closed; programs x windows."""
        return np.logical_and(self.told, _over_window(self.own) <= AT_MOST * _over_window(self.twin))

    @property
    def back(self) -> Flags:
        """Whether interviews are near the twin's; programs x windows."""
        return np.logical_and(self.told, _over_window(self.own) >= BACK * _over_window(self.twin))


def watched(years: pd.DataFrame, twin_years: pd.DataFrame) -> Iterator[Watched]:
    """Each group with its interviews and those of the twin, over all years and programs of ``years``."""
    programs = tuple(sorted(set(years["program"]) - {EVERYBODY}))
    calendar = tuple(sorted(int(year) for year in set(years["year"])))
    for group in GROUPS.values():
        own, twin = (_counts(table, group, programs, calendar) for table in (years, twin_years))
        yield Watched(group=group, programs=programs, years=calendar, own=own, twin=twin)


def doors(tables: Tables) -> list[Door]:
    """Every closed door, by program, then group, then year."""
    rules = _Rules(tables)
    found = [
        _door(seen, number, run, rules)
        for seen in watched(tables.years, tables.twin_years)
        for number, run in _runs(seen.closed)
    ]
    return sorted(found, key=lambda door: (door.program, door.group, door.closed_from))


def doors_table(found: Sequence[Door]) -> pd.DataFrame:
    """The table ``doors.csv``: a row per door."""
    columns = ["program", "group", "closed_from", "closed_to", "interviews", "twin_interviews", "rule", "why"]
    return pd.DataFrame([[getattr(door, column) for column in columns] for door in found], columns=columns)


def null_share(twin_years: pd.DataFrame, other_twin_years: pd.DataFrame) -> float:
    """The share of program-groups in which a door "closes" between two twins, neither of which remembers anything.

    It says how often the definition finds a door where there is none. It is ``nan`` where the second gives too few
    interviews to say anything.
    """
    return float(np.mean(_closings(twin_years, other_twin_years))) if len(twin_years) else float("nan")


def door_rates(variants: Mapping[str, Callable[[], Tables]]) -> pd.DataFrame:
    """How often doors close under each variant, such as a season with one switch off.

    Parameters
    ----------
    variants
        By name, what holds the season and gives its tables, its own twin among them. Each is called once, in order.

    Returns
    -------
    A row per variant and group, with ``all`` for the groups together: ``variant, group, watched`` (program-groups of
    which the twin interviews at least six in some three years)``, closed`` (those with a door)``, share, low, high``
    (the 95 % interval of the share, as if programs were independent)``, by_rule`` (the share of doors with a rule shut
    by memory)``, back`` (the share of doors that came back).
    """
    return pd.DataFrame([row for name, held in variants.items() for row in _rates(name, held())])


def _rates(name: str, tables: Tables) -> Iterator[dict[str, Any]]:
    found = doors(tables)
    closings = {seen.group.name: _closing(seen) for seen in watched(tables.years, tables.twin_years)}
    for group in ("all", *GROUPS):
        closed = np.concatenate(list(closings.values())) if group == "all" else closings[group]
        own = [door for door in found if group in ("all", door.group)]
        share = level_share(closed)
        yield {
            "variant": name,
            "group": group,
            "watched": len(closed),
            "closed": int(closed.sum()),
            "share": share.effect,
            "low": share.low,
            "high": share.high,
            "by_rule": _share([bool(door.rule) for door in own]),
            "back": _share([door.back is not None for door in own]),
        }


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")


def _closings(years: pd.DataFrame, twin_years: pd.DataFrame) -> Reals:
    return np.concatenate([_closing(seen) for seen in watched(years, twin_years)])


def _closing(seen: Watched) -> Reals:
    """For each program of which the twin tells enough, whether the door ever closed: 1 or 0."""
    told = np.any(seen.told, axis=1)
    return np.asarray(np.any(seen.closed, axis=1)[told], dtype=np.float64)


def _counts(years: pd.DataFrame, group: Group, programs: Sequence[str], calendar: Sequence[int]) -> Counts:
    """The interviews of ``group``, programs x years; 0 where the table has no row."""
    own = years[(years["kind"] == group.kind) & (years["flag"] == group.flag)]
    counts = interviewed(own).groupby([own["program"], own["year"]]).sum()
    index = pd.MultiIndex.from_product([programs, calendar], names=["program", "year"])
    return counts.reindex(index, fill_value=0).to_numpy(dtype=np.int64).reshape(len(programs), len(calendar))


def _over_window(counts: Counts) -> Counts:
    """Sums over each window of years; no windows if there are fewer years than one takes."""
    if counts.shape[1] < WINDOW:
        return counts[:, :0]
    windows = sliding_window_view(counts, WINDOW, axis=1)
    return np.asarray(windows.sum(axis=2), dtype=np.int64)


def _runs(closed: Flags) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each run of closed windows: the number of the program; its first window and the one after its last."""
    for number, row in enumerate(closed):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
        yield from ((number, (int(first), int(after))) for first, after in edges.reshape(-1, 2))


def _door(seen: Watched, number: int, run: tuple[int, int], rules: _Rules) -> Door:
    first, after = run
    last = after + WINDOW - 1
    opened = [window for window in range(after, seen.back.shape[1]) if seen.back[number, window]]
    program, years = seen.programs[number], seen.years[first:last]
    rule = rules.shut(program, seen.group, years)
    return Door(
        program=program,
        group=seen.group.name,
        closed_from=years[0],
        closed_to=years[-1],
        interviews=int(seen.own[number, first:last].sum()),
        twin_interviews=int(seen.twin[number, first:last].sum()),
        back=seen.years[opened[0] + WINDOW - 1] if opened else None,
        rule=rule.bar if rule else "",
        since=rule.year if rule else None,
        resident=rule.resident if rule else "",
    )


class _Rules:
    """The bars of each program next to those that stand without memory."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._own = _by_place(tables.bars)
        self._base = _by_place(base_bars(tables))
        self._moves: dict[str, list[Moved]] = {}

    def shut(self, program: str, group: Group, years: Sequence[int]) -> Moved | None:
        """The move that made a bar of ``group`` stricter than without memory in most of ``years``, or None.

        Of several bars it is the one that was stricter for the most years; ties go by the order of the group's bars.
        """
        strict = {bar: [year for year in years if self._tighter(program, year, bar)] for bar in group.bars}
        bar = max(strict, key=lambda each: len(strict[each]), default=None)
        if bar is None or 2 * len(strict[bar]) < len(years):
            return None
        return self._move(program, bar, strict[bar][0])

    def _move(self, program: str, bar: Bar, year: int) -> Moved:
        """The move that began the run of strict years in which ``year`` lies."""
        while self._tighter(program, year - 1, bar):
            year -= 1
        for move in self._of(program):
            if (move.year, move.bar) == (year, bar):
                return move
        own, base = self._own[program, year], self._base[program, year]
        return Moved(year=year, program=program, bar=bar, before=base[bar], after=own[bar], resident="")

    def _of(self, program: str) -> list[Moved]:
        if program not in self._moves:
            self._moves[program] = moves(self._tables, program)
        return self._moves[program]

    def _tighter(self, program: str, year: int, bar: Bar) -> bool:
        own, base = self._own.get((program, year)), self._base.get((program, year))
        return bool(own and base and bar in own and tighter(bar, own[bar], base[bar]))


def _by_place(bars: pd.DataFrame) -> dict[tuple[str, int], dict[Any, Any]]:
    """The rows of a table of bars by program and year."""
    return {(str(row["program"]), int(row["year"])): row for row in bars.to_dict("records")}
