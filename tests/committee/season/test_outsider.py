"""What the roster command tells."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pandas as pd
import pytest

from committee.errors import UsageRefused
from committee.season.inferring import FILTERS, Fitted
from committee.season.outsider import YEARS, fitted_before, learned, view
from tests.committee.season.invented_market import LAST, a_market


def test_the_view_rests_on_the_last_years_and_has_every_program_and_filter() -> None:
    residents = a_market(7, programs=3).residents
    seen = view(residents)
    assert seen.years == YEARS
    assert len(seen.plain()) == 3 * len(FILTERS)
    pd.testing.assert_frame_equal(seen.table, view(residents[residents["entered"] > LAST - YEARS]).table)
    assert seen.text().startswith(f"From rosters of {YEARS} years")


def test_fewer_years_are_enough() -> None:
    assert view(a_market(7, programs=3, years=1).residents).years == 1


def test_nobody_on_a_roster_is_refused() -> None:
    with pytest.raises(UsageRefused, match="nobody entered"):
        view(a_market(7, programs=1).residents.iloc[:0])


def test_what_ships_is_whole() -> None:
    fitted = fitted_before()
    assert fitted.years == YEARS
    assert all(len(traces) == len(FILTERS) for traces in (fitted.whole, *fitted.parts))


def test_it_can_be_learned_anew_from_a_folder(tmp_path: Path) -> None:
    market = a_market(1, programs=20, years=4)
    (tmp_path / "twin").mkdir()
    place = pd.DataFrame(columns=["year", "program", "kind", "flag"])
    for name, table in (
        *(("years", place), ("twin/years", place), ("became", place)),
        *(("residents", market.residents), ("bars", market.bars)),
    ):
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    assert len(msgspec.json.decode(learned(tmp_path), type=Fitted).parts) == 10
