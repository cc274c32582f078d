"""Closed doors: what counts as one, and what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.measures.groups import GROUPS
from committee.season.doors import Door, door_rates, doors, doors_table, null_share
from committee.season.tables import read_tables
from tests.committee.season.invented import YEARS, a_door, bars, counts, tables
from tests.effort import some


def test_a_door_that_closed_is_told_with_its_rule_its_resident_and_its_way_back() -> None:
    (door,) = doors(tables())
    assert (door.program, door.group, door.closed_from, door.closed_to) == ("p000", "j1", 2029, 2032)
    assert (door.interviews, door.twin_interviews) == (0, 16)
    assert (door.rule, door.since, door.resident) == ("j1", 2029, "y2027n0002")
    assert door.back == 2034  # the first three years with half of the twin's: 2032 to 2034
    assert door.why == "the rule against J-1 visas: stricter since 2029, after y2027n0002"


def test_a_door_that_no_rule_closed_says_so() -> None:
    (door,) = doors(tables(bars=bars()))
    assert (door.rule, door.since, door.resident) == ("", None, "")
    assert door.why == "no rule was stricter than without memory"


def test_a_rule_that_the_twin_has_too_closed_no_door() -> None:
    shut = bars(tuple(range(2029, 2033)))
    (door,) = doors(tables(bars=shut, twin_bars=shut))
    assert door.rule == ""


def test_a_rule_shut_before_the_door_keeps_its_own_first_year() -> None:
    (door,) = doors(tables(bars=bars(tuple(range(2028, 2033)))))
    assert (door.since, door.resident) == (2028, "")  # nothing had happened before 2028


def test_without_the_bars_of_the_twin_the_first_year_stands_for_them() -> None:
    (door,) = doors(tables(twin_bars=bars().iloc[:0]))
    assert door.rule == "j1"


def test_a_score_is_stricter_by_a_whole_point_only() -> None:
    seen = {("p000", "non_us_img"): dict.fromkeys(range(2029, 2033), 0)}
    for ck, rule in ((228.4, ""), (233.0, "ck_img")):
        made = bars(tuple(range(2029, 2033)), "ck_img", ck)
        (door,) = doors(tables(years=counts(seen), bars=made))
        assert door.rule == rule


def test_the_season_may_say_who_weighed_most() -> None:
    made = bars(tuple(range(2029, 2033)))
    moved = (made["year"] == 2029) & (made["program"] == "p000")
    made["moved_by"] = ["years: y2027n0002; j1: y2028n0003" if each else "" for each in moved]
    (door,) = doors(tables(bars=made))
    assert door.resident == "y2028n0003"


def test_a_fifth_of_the_twin_is_closed_and_more_is_open() -> None:
    many = {("p000", "h1b"): dict.fromkeys(YEARS, 7)}
    for few, closed in ((4, True), (5, False)):  # of 21 in three years
        years = counts({("p000", "h1b"): dict.fromkeys(YEARS, 0) | {2028: few, 2031: few, 2034: few}})
        found = doors(tables(years=years, twin_years=counts(many)))
        assert bool(found) == closed


def test_a_twin_that_interviews_fewer_than_six_says_nothing() -> None:
    for each, found in ((1, 0), (2, 1)):
        twin = counts({("p000", "j1"): dict.fromkeys(YEARS, each)})
        years = counts({("p000", "j1"): dict.fromkeys(YEARS, 0)})
        assert len(doors(tables(years=years, twin_years=twin))) == found


def test_a_group_without_a_row_had_no_interview() -> None:
    years = counts()
    years = years[~((years["program"] == "p000") & (years["flag"] == "gap"))]
    (door,) = doors(tables(years=years))
    assert (door.group, door.interviews, door.back) == ("gap", 0, None)


def test_two_years_say_nothing() -> None:
    short = [each[each["year"] < 2029] for each in (counts(a_door()), counts())]
    assert doors(tables(years=short[0], twin_years=short[1])) == []


@given(st.lists(st.integers(0, 8), min_size=10, max_size=10))
@settings(max_examples=some(8), deadline=None)
def test_doors_lie_in_the_season_and_keep_the_definition(seen: list[int]) -> None:
    years = counts({("p001", "j1"): dict(zip(YEARS, seen, strict=True))})
    for door in doors(tables(years=years)):
        assert YEARS[0] <= door.closed_from <= door.closed_to - 2 <= YEARS[-1] - 2
        window = seen[door.closed_from - YEARS[0] :][:3]
        assert sum(window) <= 12 / 5
        assert door.interviews == sum(seen[door.closed_from - YEARS[0] : door.closed_to - YEARS[0] + 1])


def test_twins_that_are_alike_close_nothing_for_each_other() -> None:
    assert null_share(counts(), counts()) == 0.0
    assert null_share(counts(a_door()), counts()) == pytest.approx(1 / (2 * len(GROUPS)))


def test_rates_are_told_for_each_variant_and_group() -> None:
    rates = door_rates({"all": tables, "no bars": lambda: tables(bars=bars(), years=counts())})
    on, off = (rates[(rates["variant"] == name) & (rates["group"] == "j1")].iloc[0] for name in ("all", "no bars"))
    assert (on["watched"], on["closed"], on["share"], on["by_rule"], on["back"]) == (2, 1, 0.5, 1.0, 1.0)
    assert on["low"] < 0.5 < on["high"]
    assert (off["closed"], off["share"]) == (0, 0.0)
    together = rates[rates["group"] == "all"]
    assert list(together["closed"]) == [1, 0]
    assert len(rates) == 2 * (1 + len(GROUPS))


def test_the_table_has_a_row_per_door_and_its_columns_without_any() -> None:
    assert list(doors_table([]).columns) == list(doors_table(doors(tables())).columns)
    (row,) = doors_table(doors(tables())).to_dict("records")
    assert row["why"] == "the rule against J-1 visas: stricter since 2029, after y2027n0002"
    assert "back" in Door.__struct_fields__


def test_tables_read_from_a_folder_give_the_same_doors(tmp_path: Path) -> None:
    made = tables()
    (tmp_path / "twin").mkdir()
    for name, table in (
        *(("years", made.years), ("residents", made.residents), ("became", made.became), ("bars", made.bars)),
        *(("twin/years", made.twin_years), ("twin/bars", made.twin_bars)),
    ):
        table.to_csv(tmp_path / f"{name}.csv", index=False)
    assert doors(read_tables(tmp_path)) == doors(made)
    (tmp_path / "twin" / "bars.csv").unlink()
    assert doors(read_tables(tmp_path)) == doors(made)


def test_no_years_are_no_doors() -> None:
    nothing = counts().iloc[:0]
    assert doors(tables(years=nothing, twin_years=nothing)) == []
    assert pd.isna(null_share(nothing, nothing))
