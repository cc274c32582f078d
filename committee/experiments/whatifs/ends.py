"""Where a row ends in many meetings, as it is and with other cells. Compiled code holds the meetings where it can."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import inf, nan
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.applicants.changing import with_cells
from committee.chance import Chance
from committee.engine.choice import Engine, Told, choose
from committee.errors import UsageRefused
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.remade import Remade
from committee.experiments.whatifs.verdicts import vetoed
from committee.measures.places import place, positions
from committee.recording import Heard
from committee.terms import Tier, Verdicts

if TYPE_CHECKING:
    from committee.engine.rows import Rows

Reals = NDArray[np.float64]

Variant = Mapping[str, str]
"""The cells of a row that are changed, by column; none for the row as it is."""

AS_IT_IS: Final[Variant] = {}

_ORDER: Final = tuple(Tier)


class Ends(Struct, frozen=True, kw_only=True):
    """Where a row ends, by seed; not a number where the meeting has no such row or could not be held."""

    place: Reals
    """Its place among all rows."""
    ranked: Reals
    """1 if it is on the list, else 0."""
    call: Reals
    """The call by which it is listed."""
    tier: Reals
    """The number of its tier in :class:`Tier`, from 0."""
    vetoed: Reals
    """1 if the director vetoes it, else 0."""
    positions: tuple[dict[str, float], ...]
    """The positions of all rows by id; infinite off the list, so that nobody moves there."""


class Found(Struct, frozen=True):
    """Where a row ends in one meeting; the fields are those of :class:`Ends`."""

    place: float
    ranked: float
    call: float
    tier: float
    vetoed: float
    positions: dict[str, float]


def ends_of(remade: Remade, row: str, seeds: Sequence[int], told: Told | None = None) -> Ends:
    """Where the row ends for each of ``seeds``; ``told`` gets a sentence if compiling comes first."""
    return ends_of_each(remade, row, [AS_IT_IS], seeds, told)[0]


def ends_of_each(
    remade: Remade, row: str, variants: Sequence[Variant], seeds: Sequence[int], told: Told | None = None
) -> list[Ends]:
    """The same for each of several variants of the row. The rows of a seed are drawn once for all of them."""
    compiled = choose("auto", remade.convener, told=told).engine is Engine.COMPILED and not remade.changes.rows
    hold = _Compiled(remade, row, variants, seeds[0]).found if compiled else partial(_readable, remade, row, variants)
    return [_ends(found) for found in zip(*map(hold, seeds), strict=True)]


def _ends(found: Sequence[Found]) -> Ends:
    return Ends(
        place=np.array([each.place for each in found]),
        ranked=np.array([each.ranked for each in found]),
        call=np.array([each.call for each in found]),
        tier=np.array([each.tier for each in found]),
        vetoed=np.array([each.vetoed for each in found]),
        positions=tuple(each.positions for each in found),
    )


def _of_row(row: str, at: dict[str, float], verdict: Callable[[str], tuple[float, Tier, bool]]) -> Found:
    if row not in at:
        return Found(nan, nan, nan, nan, nan, at)
    position = at[row]
    listed = sum(each < inf for each in at.values())
    where = place(None if position == inf else int(position), listed, len(at))
    call, tier, veto = verdict(row)
    return Found(where, float(position < inf), call, float(_ORDER.index(tier)), float(veto), at)


# ---------------------------------------------------------------- by the readable model


def _readable(remade: Remade, row: str, variants: Sequence[Variant], seed: int) -> list[Found]:
    return [_read(changed(remade, Change(cells={row: cells})) if cells else remade, row, seed) for cells in variants]


def _read(remade: Remade, row: str, seed: int) -> Found:
    heard = Heard()
    meeting = remade.convener.meeting(seed, listeners=[heard], changes=remade.changes)
    try:
        meeting.run()
    except UsageRefused:  # an act that the member may not do in this meeting
        return Found(nan, nan, nan, nan, nan, {})
    recording = heard.recording()
    position, placed = positions(recording), recording.placed
    vetoes = {each.opened.id for each in recording.rows if vetoed(each)}
    at = {id_: float(position.get(id_, inf)) for id_ in placed}
    return _of_row(row, at, lambda id_: (placed[id_].call, placed[id_].tier, id_ in vetoes))


# ---------------------------------------------------------------- by compiled code


class _Compiled:
    """Holds the meetings of one seed after another, each once for every variant of the row."""

    def __init__(self, remade: Remade, row: str, variants: Sequence[Variant], first: int) -> None:
        from committee.engine.driver import Driver

        self._remade, self._row, self._variants = remade, row, variants
        self._driver = Driver(remade.convener.meeting(first))
        verdicts = remade.convener.rules.verdicts
        self._tiers = [verdicts.said(step) for step in Verdicts.RANK.tiers]
        self._by_score = remade.convener.rules.practices.order == "by_score"

    def found(self, seed: int) -> list[Found]:
        """Where the row ends at this seed, by variant."""
        convener, chance = self._remade.convener, Chance(seed)
        people = convener.rows(chance, self._remade.changes.cells)
        as_they_are = self._driver.rows(people)
        return [self._held(variant, people, as_they_are, chance) for variant in self._variants]

    def _held(self, variant: Variant, people: Sequence[Applicant], rows: Rows, chance: Chance) -> Found:
        if variant and self._by_score:  # the row may come at another time
            with_it = changed(self._remade, Change(cells={self._row: variant}))
            people = with_it.convener.rows(chance, with_it.changes.cells)
            rows = self._driver.rows(people)
        elif variant:
            people, rows = self._exchanged(variant, people, rows)
        if not self._driver.fits(people):
            return _readable(self._remade, self._row, [variant], chance.seed)[0]
        held = self._driver.hold(chance, rows)
        at = dict.fromkeys(rows.ids, inf)
        for position, number in enumerate(held.listed.tolist(), start=1):
            at[rows.ids[number]] = float(position)

        def verdict(id_: str) -> tuple[float, Tier, bool]:
            number = list(rows.ids).index(id_)
            return float(held.calls[number]), self._tiers[held.tiers[number]], bool(held.ends["vetoed"][number])

        return _of_row(self._row, at, verdict)

    def _exchanged(self, variant: Variant, people: Sequence[Applicant], rows: Rows) -> tuple[Sequence[Applicant], Rows]:
        """The rows with that one row exchanged for its variant."""
        number = list(rows.ids).index(self._row)
        year = self._remade.convener.rules.year
        (one,) = with_cells([people[number]], {self._row: variant}, year=year)
        made = rows.cells.copy()
        made[number] = self._driver.rows([one]).cells[0]
        return [one], replace(rows, cells=made)
