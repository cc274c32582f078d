"""The rows that a scenario is about, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from committee.applicants.applicant import Applicant
from committee.applicants.pool import draw_pool
from committee.applicants.pools import Pools, Words, draw_pools, raws
from committee.applicants.sheet import open_sheet, read_rows
from committee.chance import Chance
from committee.errors import Problem, ScenarioRefused
from committee.scenario.scenario import Scenario

NO_ROWS: Final = Problem(place="pool", allowed="a meeting needs at least one row")


class RowSource:
    """Where a scenario's rows come from, read once: its sheet, or its pool with the fixed rows in it.

    Parameters
    ----------
    scenario
        The scenario that the rows belong to.
    fictional
        Whether columns of the sheet that identify people are invented; None where nobody can say so, as in an
        experiment.
    """

    inputs: tuple[Mapping[str, str], ...]
    """``{"file", "sha256"}`` of every file that the rows come from, for the first event."""
    how_read: str = ""
    """What a person should hear of how the sheet was read; blank if there is nothing, or no sheet."""

    def __init__(self, scenario: Scenario, *, fictional: bool | None = None) -> None:
        self._scenario = scenario
        path, year = scenario.sheet_path, scenario.season.year
        if path is not None:
            sheet = open_sheet(path, year=year, fictional=fictional)
            self._given = sheet.applicants
            self.inputs = ({"file": sheet.file, "sha256": sheet.sha256},)
            self.how_read = f"{sheet.file}: {sheet.how_read}" if sheet.how_read else ""
            return
        assert scenario.pool is not None
        rows = scenario.pool.rows
        self._given = read_rows(rows, year=year, place=scenario.rows_place) if rows else ()
        self.inputs = ()

    def pools(self, chances: Sequence[Chance], words: Words = raws) -> Pools | None:
        """The pools of many seeds in arrays, in the order of :meth:`drawn`; None for a sheet.

        ``words`` makes the raw words of the draws. Raises as :meth:`drawn`.
        """
        spec = self._scenario.pool
        if spec is None:
            return None
        pools = draw_pools(spec, chances, year=self._scenario.season.year, fixed=self._given, words=words)
        if not pools.order.shape[1]:
            raise ScenarioRefused(NO_ROWS)
        return pools.backwards() if spec.order == "reversed" else pools

    def drawn(self, chance: Chance) -> tuple[Applicant, ...]:
        """The rows of one seed. The rows of a sheet are the same for every seed.

        Raises :class:`ScenarioRefused` if the pool has no row, or has fewer rows of a kind than are fixed.
        """
        pool = self._scenario.pool
        if pool is None:
            return self._given
        rows = draw_pool(pool, chance, year=self._scenario.season.year, fixed=self._given)
        if not rows:
            raise ScenarioRefused(NO_ROWS)
        return rows[::-1] if pool.order == "reversed" else rows


def applicants_of(scenario: Scenario, seed: int, *, fictional: bool | None = None) -> tuple[Applicant, ...]:
    """The scenario's rows at one seed; see :class:`RowSource`."""
    return RowSource(scenario, fictional=fictional).drawn(Chance(seed))
