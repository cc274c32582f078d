"""Where the rows come from, at the ends of what may be set."""

from __future__ import annotations

import pytest

from committee.applicants.columns import SHEET_COLUMNS
from committee.applicants.sheet import read_rows
from committee.errors import ScenarioRefused
from committee.scenario.declared import settings
from committee.scenario.loading import load_scenario
from committee.scenario.rows import applicants_of
from committee.terms import Kind

NOBODY = {f"pool.{kind}": 0 for kind in Kind}
MOST = {setting.key: setting.bounds for setting in settings() if setting.key.startswith("pool.") and setting.bounds}


@pytest.mark.parametrize("year", [1990, 2100])
def test_a_pool_of_any_year_is_one_that_a_sheet_may_hold(year: int) -> None:
    rows = applicants_of(load_scenario("baseline", {"season.year": year}), 3)
    cells = [{column.name: column.text(getattr(row, column.name)) for column in SHEET_COLUMNS} for row in rows]
    assert len(read_rows(cells, year=year, place="test")) == len(rows) == 60


def test_a_pool_without_rows_is_refused() -> None:
    with pytest.raises(ScenarioRefused, match="pool: a meeting needs at least one row"):
        applicants_of(load_scenario("baseline", NOBODY), 1)


@pytest.mark.soak
@pytest.mark.parametrize("kind", Kind)
def test_the_largest_pool_of_a_kind_is_drawn(kind: Kind) -> None:
    _, most = MOST[f"pool.{kind}"]
    rows = applicants_of(load_scenario("baseline", {**NOBODY, f"pool.{kind}": int(most)}), 1)
    assert len({row.id for row in rows}) == len({row.name for row in rows}) == most
