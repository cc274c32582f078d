"""The groups that are watched, and how strict a bar is."""

from __future__ import annotations

import pytest

from committee.measures.groups import BARS, EVERYBODY, GROUPS, Bar, as_number, strictness, tighter
from committee.terms import Flag, Kind, Visa


def test_every_flag_both_visas_and_both_kinds_from_abroad_are_watched() -> None:
    abroad = {kind for kind in Kind if kind.is_img}
    assert set(GROUPS) == {*Flag, Visa.J1, Visa.H1B, *abroad}


def test_a_group_is_counted_by_its_kind_or_by_its_flag_and_not_by_both() -> None:
    for name, group in GROUPS.items():
        assert sorted((group.kind, group.flag)) == sorted((name, EVERYBODY))
        assert group.people.islower() or group.people[0].islower() or group.people.startswith("US ")


def test_every_bar_has_its_words() -> None:
    assert set(BARS) == set(Bar)
    assert {bar for bar in Bar if bar.scored} == {Bar.CK_US, Bar.CK_IMG, Bar.YEARS}


@pytest.mark.parametrize(
    ("cell", "number"), [(True, 1.0), ("False", 0.0), ("true", 1.0), ("", 0.0), (0, 0.0), ("228.5", 228.5)]
)
def test_a_cell_of_a_table_is_a_number(cell: object, number: float) -> None:
    assert as_number(cell) == number


def test_fewer_years_and_more_points_are_stricter() -> None:
    assert strictness(Bar.YEARS, 3) > strictness(Bar.YEARS, 5)
    assert strictness(Bar.CK_IMG, 230) > strictness(Bar.CK_IMG, 222)
    assert tighter(Bar.J1, "True", "False")
    assert not tighter(Bar.J1, True, True)
    assert tighter(Bar.YEARS, 4, 5)
    assert not tighter(Bar.CK_US, 216.6, 216.0)
