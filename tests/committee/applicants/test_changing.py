"""A changed cell is read as a sheet's is, and changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from committee.applicants.applicant import Applicant, Step1
from committee.applicants.changing import with_cells
from committee.applicants.sheet import read_rows
from committee.errors import SheetRefused


def _row(**cells: str) -> Applicant:
    (row,) = read_rows(
        [{"id": "a", "name": "Ada Vale", "kind": "non_us_img", "yog": "2019", **cells}], year=2026, place=""
    )
    return replace(row, promise=0.5, extras=(("Hobby", "chess"),))


def _changed(row: Applicant, **cells: str) -> Applicant:
    (changed,) = with_cells([row], {"a": cells}, year=2026)
    return changed


def test_only_the_cell_changes() -> None:
    row = _row(step1="pass", visa="h1b")
    assert _changed(row, visa="j1") == _row(step1="pass", visa="j1")
    assert _changed(row, Hobby="").extras == (("Hobby", ""),)


def test_with_the_failed_step_goes_the_failure_that_it_is() -> None:
    row = _row(step1="fail")
    assert row.step1_fails == 1
    passed = _changed(row, step1="pass")
    assert (passed.step1, passed.step1_fails) == (Step1.PASS, 0)
    assert _changed(row, visa="j1").step1_fails == 1


def test_failures_that_are_counted_stay() -> None:
    assert _changed(_row(step1="fail", step1_fails="2"), step1="pass").step1_fails == 2
    assert _changed(_row(step1="fail"), step1="pass", step1_fails="1").step1_fails == 1
    assert _changed(_row(step1="pass", step1_fails="1"), step1="228").step1_fails == 1


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"step1": "maybe"}, "^row a, column step1"),
        ({"visum": "j1"}, "there is no such column"),
        ({"id": "b"}, "the id of a row cannot be changed"),
    ],
)
def test_what_a_cell_may_not_hold_is_refused(cells: dict[str, str], says: str) -> None:
    with pytest.raises(SheetRefused, match=says):
        _changed(_row(), **cells)


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(SheetRefused, match="no row has this id"):
        with_cells([_row()], {"b": {"visa": "j1"}}, year=2026)
