"""What an experiment counts of years, held against the years themselves."""

from __future__ import annotations

from pathlib import Path

from committee.season.tallied import tally_of_years
from committee.season.writing import written
from tests.committee.season.small import APPLICANTS, years_in_file

ROW = """
[[pool.rows]]
id = "img_a"
name = "Ana Reyes"
kind = "us_md"
yog = 2026
step2_ck = 275
"""


def test_interviews_are_those_of_the_season_s_own_table(tmp_path: Path) -> None:
    held = years_in_file(tmp_path, 2, ROW, seed=2)
    told = tally_of_years(iter(held))
    rows = written(held[-1], b"").tables.rows["years.csv"]
    table = {
        (kind, flag): applied - screened - uninvited - declined
        for program, kind, flag, applied, screened, uninvited, declined in zip(
            *(rows[name] for name in ("program", "kind", "flag", "applied", "screened_out", "not_invited", "declined")),
            strict=True,
        )
        if program == "p000"
    }
    assert told.interviews["j1"] == table["all", "j1"]
    assert told.interviews["non_us_img"] == table["non_us_img", "all"]
    assert told.interviews["old_grad"] == table["all", "old_grad"]
    assert sum(told.interviews.values()) > 0


def test_a_fixed_row_is_told_in_the_first_year_and_the_class_in_the_last(tmp_path: Path) -> None:
    held = years_in_file(tmp_path, 2, ROW, seed=2)
    told = tally_of_years(iter(held))
    assert told.rows["id"] == ["img_a"]
    first, last = held
    own = {each.id for each in first.ended.came if each.program == 0 and each.position is not None}
    assert told.rows["matched"] == ["img_a" in own]
    assert told.rows["interviewed"] == [True]
    assert told.came == sum(each.program == 0 for each in last.ended.came)
    assert tally_of_years(iter(held[:1])).imgs == sum(each.kind.is_img for each in first.ended.came if not each.program)


def test_fixed_rows_apply_to_the_scenario_s_own_program_in_the_first_year_alone(tmp_path: Path) -> None:
    first, last = years_in_file(tmp_path, 2, ROW)
    files, applications = first.read.files, first.read.applications
    own = applications.applicant[applications.program == 0]
    assert "img_a" in {files.ids[place] for place in own.tolist()}
    assert len(files.ids) == len(last.read.files.ids) == APPLICANTS
    assert "img_a" not in last.read.files.ids
