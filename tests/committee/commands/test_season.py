"""``season``: years into a folder, again from where it was stopped, and what is refused."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee.archive.seasons import STORY, SeasonFolder
from committee.commands import season as command
from committee.commands.season import sentences_of
from committee.terms import DISCLAIMER
from tests.committee.season.seasonal import FIRST, Invented

Answered = Callable[..., Any]
PAGES = command.pages


@pytest.fixture
def season(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have the command hold an invented season."""

    def use(**how: Any) -> None:
        def asked(name: str, settings: Any, *, keep: str, seed: int, **_: Any) -> Invented:
            return Invented(**{"keep": keep, "seed": seed, **how})

        monkeypatch.setattr(command, "season_of", asked)

    use()
    monkeypatch.setattr(command, "pages", lambda path: [(STORY, b"1. Some years passed.\n")])
    return use


def test_a_season_ends_in_a_story_and_says_where_to_watch(
    answered: Answered, season: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "pages", PAGES)
    done = answered("season", "one_bad_year", "--years", "6", "--seed", "5")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Wrote one_bad_year-5: 6 years, 2027 to 2032, of 2 programs."
    assert lines[1].startswith("Each year from 2027 to 2032, the committee of Room 0")
    assert lines[4:] == [f"Read the story: {Path('one_bad_year-5', 'story.md')}", DISCLAIMER]
    folder = SeasonFolder(tmp_path / "one_bad_year-5")
    assert folder.complete
    assert (folder.path / "doors.svg").read_text().startswith("<svg")
    assert len(folder.manifest["rules"]) > 6


def test_json_tells_each_year_and_then_the_folder(answered: Answered, season: Callable[..., None]) -> None:
    done = answered("season", "one_bad_year", "--years", "3", "--json", "--out", "here")
    *years, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert [year["year"] for year in years] == [FIRST, FIRST + 1, FIRST + 2]
    assert years[0] == {
        "year": FIRST,
        "number": 1,
        "of": 3,
        "applied": 10,
        "interviewed": 4,
        "matched": 0,
    }
    assert (last["folder"], last["years"], last["programs"]) == ("here", [FIRST, FIRST + 1, FIRST + 2], 2)
    assert last["disclaimer"] == DISCLAIMER


def test_a_season_that_is_stopped_says_what_it_keeps_and_how_to_go_on(
    answered: Answered, season: Callable[..., None], tmp_path: Path
) -> None:
    season(stop=0)
    done = answered("season", "one_bad_year", "--years", "4", "--out", "here")
    assert done.returncode == 130
    assert done.stderr.startswith("Stopped; no year was finished yet. Go on: committee season one_bad_year --years 4")
    season(stop=2)
    done = answered("season", "one_bad_year", "--years", "4", "--out", "here")
    assert done.stderr == (
        "Stopped. here keeps what is finished: 2 years, 2027 to 2028, of 2 programs. "
        "Go on: committee season one_bad_year --years 4 --out here\n"
    )
    assert answered("check", "here").returncode == 1
    season()
    assert answered("season", "one_bad_year", "--years", "4", "--out", "here").returncode == 0
    assert SeasonFolder(tmp_path / "here").complete


def test_a_finished_season_is_refused_and_more_years_are_added(answered: Answered, season: Callable[..., None]) -> None:
    assert answered("season", "one_bad_year", "--years", "2").returncode == 0
    for years in ("1", "2"):
        done = answered("season", "one_bad_year", "--years", years)
        assert done.returncode == 2
        refused, watch = done.stderr.splitlines()
        assert refused.startswith("one_bad_year-1: it holds 2 years already; give more --years to go on")
        assert watch == "Watch it: committee watch one_bad_year-1"
    assert answered("season", "one_bad_year", "--years", "3").returncode == 0
    assert answered("season", "one_bad_year", "--years", "1", "--force").returncode == 0


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--years", "0"), '--years: "0" is not allowed; a season has 1 to 200 years.'),
        (("--years", "-3"), '--years: "-3" is not allowed; a season has 1 to 200 years.'),
        (("--years", "201"), '--years: "201" is not allowed; a season has 1 to 200 years.'),
        (("--years", "ten"), '"ten" was given'),
        ((), "--years"),
        (("--years", "1", "--keep", "al"), '--keep: "al" is not allowed; use focal or all (did you mean "all"?).'),
        (("--years", "1", "--scheduler", "tcp://a:1", "--jobs", "2"), "--scheduler has workers of its own"),
        (("--years", "1", "--out", "no/where"), "there is no folder no"),
    ],
)
def test_what_cannot_be_is_a_sentence(
    answered: Answered, season: Callable[..., None], args: tuple[str, ...], why: str
) -> None:
    done = answered("season", "one_bad_year", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_another_seed_in_the_same_folder_is_refused_and_named(answered: Answered, season: Callable[..., None]) -> None:
    answered("season", "one_bad_year", "--years", "1", "--out", "here")
    done = answered("season", "one_bad_year", "--years", "2", "--out", "here", "--seed", "9")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "here: this folder is about something else: seed was 1 and is 9; choose another --out"
    )


def test_the_room_that_all_recordings_take_is_told_before(answered: Answered, season: Callable[..., None]) -> None:
    done = answered("season", "one_bad_year", "--years", "2", "--keep", "all")
    assert done.stderr == "Recording all 8 meetings will take at most about 1 MB.\n"
    season(programs=[{"program": f"p{n:03}", "seats": 15, "name": "", "type": ""} for n in range(758)])
    done = answered("season", "market", "--years", "10", "--keep", "all", "--seed", "7", "--json")
    assert done.stderr == "Recording all 15,160 meetings will take at most about 2.5 GB.\n"


def test_a_plan_says_what_it_will_cost_and_holds_nothing(
    answered: Answered, season: Callable[..., None], tmp_path: Path
) -> None:
    of_year = {"year": FIRST, "read": {"interviews_per_seat": 9.0, "room_rows": 20}, "pool": {"us_md": 30, "us_do": 12}}
    season(scenario={"season": of_year})
    done = answered("season", "one_bad_year", "--years", "10", "--plan")
    assert done.stdout == (
        "2 programs with 14 posts, and 42 applicants a year.\n10 years with the twin will take one process about 6 s.\n"
    )
    told = json.loads(answered("season", "one_bad_year", "--years", "10", "--plan", "--json").stdout)
    assert told == {"programs": 2, "posts": 14, "applicants": 42, "years": 10, "seconds": 5.7}
    assert list(tmp_path.iterdir()) == []


def test_check_knows_a_season(answered: Answered, season: Callable[..., None], tmp_path: Path) -> None:
    answered("season", "one_bad_year", "--years", "2", "--out", "here")
    done = answered("check", "here")
    assert done.stdout == "here: the season An invented season, 2 years of 2 programs; complete, and it is fine.\n"
    (tmp_path / "here" / "bars.csv").write_text("year,program\n")
    done = answered("check", "here", "--json")
    assert done.returncode == 1
    said = json.loads(done.stdout)
    assert (said["is"], said["fine"], said["years"]) == ("season", False, [FIRST, FIRST + 1])
    assert "bars.csv: this is not what was written here" in said["says"]


def test_rings_of_objects_are_looked_for_seldom_only_while_a_season_is_held(
    answered: Answered, season: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, during = gc.get_threshold(), []

    def told(path: Path) -> list[tuple[str, bytes]]:
        during.append(gc.get_threshold())
        return [(STORY, b"1. Some years passed.\n")]

    monkeypatch.setattr(command, "pages", told)
    assert answered("season", "one_bad_year", "--years", "1").returncode == 0
    assert (during, gc.get_threshold()) == ([command.SELDOM], usual)


def test_sentences_of_a_story_lose_their_links() -> None:
    text = (
        "# A title\n\n1. One 1\\.5 thing. ([2027/p000/rank, row 3, 1:02](2027/p000/rank.jsonl.gz))\n2. Two.\n\n*Note*\n"
    )
    assert sentences_of(text) == ["One 1.5 thing.", "Two."]
