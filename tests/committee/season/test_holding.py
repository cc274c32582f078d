"""A season held into a folder: stopped, taken up, extended, refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from committee.archive.folder import Finished
from committee.archive.seasons import MOST_YEARS, STORY, SeasonFolder
from committee.errors import UsageRefused
from committee.season.doors import watched
from committee.season.holding import How, Told, hold
from committee.season.pages import pages_of
from committee.season.tables import read_tables
from tests.committee.archive.seasoned import contents
from tests.committee.season.seasonal import FIRST, Invented

HOW = How(rules="00")


def a_story(path: Path) -> Iterator[tuple[str, bytes]]:
    yield STORY, f"{len(SeasonFolder(path).years)} years\n".encode()


def held(path: Path, years: int, season: Invented | None = None, **how: Any) -> list[Told]:
    told: list[Told] = []
    hold(season or Invented(), path, years, How(rules="00", **how), told=told.append, pages=a_story)
    return told


def test_each_year_is_told_as_it_is_kept(tmp_path: Path) -> None:
    told = held(tmp_path / "out", 3)
    assert [(each.year, each.number, each.of) for each in told] == [(FIRST + n, n + 1, 3) for n in range(3)]
    assert (told[0].applied, told[0].interviewed, told[0].matched) == (10, 4, 0)
    folder = SeasonFolder(tmp_path / "out")
    assert folder.complete
    assert folder.story() == "3 years\n"
    assert folder.manifest["rules"] == "00"


def test_a_stopped_season_goes_on_and_more_years_are_added(tmp_path: Path) -> None:
    held(tmp_path / "whole", 4)
    with pytest.raises(KeyboardInterrupt):
        held(tmp_path / "out", 3, Invented(stop=1))
    assert SeasonFolder(tmp_path / "out").years == (FIRST,)
    assert [each.number for each in held(tmp_path / "out", 3)] == [2, 3]
    assert [each.number for each in held(tmp_path / "out", 4)] == [4]
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_pages_that_fail_are_made_by_the_next_call(tmp_path: Path) -> None:
    def fails(path: Path) -> Iterator[tuple[str, bytes]]:
        yield STORY, b"half\n"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        hold(Invented(), tmp_path / "out", 2, HOW, told=lambda told: None, pages=fails)
    assert not SeasonFolder(tmp_path / "out").complete
    assert held(tmp_path / "out", 2) == []
    assert SeasonFolder(tmp_path / "out").story() == "2 years\n"
    with pytest.raises(Finished):
        held(tmp_path / "out", 2)


@pytest.mark.parametrize("years", [0, -1, MOST_YEARS + 1])
def test_no_years_and_too_many_are_refused(tmp_path: Path, years: int) -> None:
    with pytest.raises(UsageRefused, match=r"years: .* is not allowed; a season has 1 to 200 years"):
        held(tmp_path / "out", years)
    assert not (tmp_path / "out").exists()


def test_another_seed_is_refused_before_anything_is_held(tmp_path: Path) -> None:
    held(tmp_path / "out", 1)
    with pytest.raises(UsageRefused, match="seed was 5 and is 6"):
        held(tmp_path / "out", 2, Invented(seed=6))
    assert [each.number for each in held(tmp_path / "out", 1, Invented(seed=6), force=True)] == [1]


def test_the_doors_and_the_story_are_made_of_all_years(tmp_path: Path) -> None:
    for years in (3, 6):
        hold(Invented(), tmp_path / "out", years, HOW, told=lambda told: None, pages=pages_of)
    folder = SeasonFolder(tmp_path / "out")
    (door,) = [door for door in folder.doors() if door["group"] == "j1"]
    assert (door["program"], door["closed_from"], door["closed_to"], door["rule"]) == ("p000", "2029", "2032", "j1")
    assert folder.story().startswith("# An invented season\n\n1. Each year from 2027 to 2032, ")


def test_the_market_is_no_program_with_doors(tmp_path: Path) -> None:
    hold(Invented(), tmp_path / "out", 3, HOW, told=lambda told: None, pages=pages_of)
    assert "all" in {row["program"] for row in SeasonFolder(tmp_path / "out").rows("years.csv")}
    tables = read_tables(tmp_path / "out")
    assert {program for seen in watched(tables.years, tables.twin_years) for program in seen.programs} == {
        "p000",
        "p001",
    }
