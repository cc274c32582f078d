"""One program of a season folder, read: what the tables and the recordings say, and no more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from committee.archive.seasons import SeasonFolder
from committee.errors import UsageRefused
from committee.measures.groups import Bar
from tests.committee.season import filmed
from tests.viz.lived import a_season
from viz.season.program import Event, Move, Program, address
from viz.season.reading import home_of, program_of, residents_remembered, way_back


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SeasonFolder:
    return a_season(tmp_path_factory.mktemp("seasons") / "lived")


@pytest.fixture(scope="module")
def program(folder: SeasonFolder) -> Program:
    found = program_of(folder)
    assert found is not None
    return found


def test_the_years_have_their_counts_their_classes_and_their_meetings(program: Program) -> None:
    first = program.years[0]
    assert [year.year for year in program.years] == list(range(2027, 2037))
    assert (first.came, first.imgs, first.meetings) == (2, 1, ("rank",))
    assert [year.year for year in program.years if year.closed] == [2029, 2030, 2031, 2032]
    assert program.years[2].moves == (Move(bar=Bar.J1, stricter=True, behind=""),)
    assert program.years[6].moves == (Move(bar=Bar.J1, stricter=False, behind=""),)


def test_residents_have_the_names_of_the_recordings_and_what_became_of_them(program: Program) -> None:
    came = program.resident(filmed.GHOST)
    assert came is not None
    assert (came.name, came.position, came.has_row) == ("Ana [Ruiz]", "12", True)
    assert came.flags == ("step_fail", "old_grad")
    assert came.events == (Event(year=2028, what="left early", remembered=3),)
    assert address(program, came) == f"/season/{program.season}/2027/p000/rank?row={filmed.GHOST}"
    unnamed = program.resident("y2028n0003")
    assert unnamed is not None
    assert (unnamed.name, unnamed.has_row) == (unnamed.id, False)
    assert address(program, unnamed).endswith(f"/p000#{unnamed.id}")


def test_another_program_has_its_own_rows_alone(folder: SeasonFolder) -> None:
    other = program_of(folder, "p001")
    assert other is not None
    assert other.name == "Room 1"
    assert not any(chart.closed for chart in other.charts)
    assert [(each.id, each.name, each.position) for each in other.residents] == [("y2027n0009", "Bo Lind", "")]


def test_a_program_that_the_market_has_not_is_none(folder: SeasonFolder) -> None:
    assert program_of(folder, "p999") is None


def test_a_table_that_somebody_changed_is_refused(folder: SeasonFolder, tmp_path: Path) -> None:
    copy = tmp_path / "changed"
    shutil.copytree(folder.path, copy)
    table = copy / "residents.csv"
    table.write_bytes(table.read_bytes().replace(b"us_md", b"us_do"))
    with pytest.raises(UsageRefused, match=r"residents\.csv"):
        program_of(SeasonFolder(copy))


def test_more_years_are_seen(tmp_path: Path) -> None:
    held = [program_of(a_season(tmp_path / "growing", years)) for years in (2, 3)]
    assert [len(each.years) for each in held if each] == [2, 3]
    assert len({each.season for each in held if each}) == 1, "the same season has the same link when it has more years"


def test_a_recording_knows_its_season_and_whom_its_ghosts_are(folder: SeasonFolder, program: Program) -> None:
    recording = folder.path / "2029" / "p000" / "rank.jsonl.gz"
    assert way_back(recording) == f"/season/{program.season}/p000#y2029"
    known = residents_remembered(recording, (filmed.GHOST, "nurse_2018"))
    assert known == {filmed.GHOST: f"/season/{program.season}/2027/p000/rank?row={filmed.GHOST}"}


def test_a_recording_elsewhere_has_no_season(tmp_path: Path) -> None:
    for path in (tmp_path / "one.jsonl", tmp_path / "2029" / "p000" / "rank.jsonl.gz"):
        assert home_of(path) is None
        assert way_back(path) == ""
        assert residents_remembered(path, ("y1",)) == {}
