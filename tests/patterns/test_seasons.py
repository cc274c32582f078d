"""Statements about years in small: a third of the market, one seed, few years; and how results are joined."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.patterns import seasons_lived, seasons_switches
from tests.patterns.seasons import (
    ALL,
    HEADING,
    Known,
    asked,
    hold,
    judged,
    read,
    section,
    section_of,
    taken,
    with_doors,
    with_section,
)
from tests.patterns.seasons_lived import lived
from tests.patterns.seasons_paths import copies
from tests.patterns.seasons_studies import gates
from tests.patterns.seasons_switches import COLUMNS, NULL, SWITCHES, report, switched
from tests.patterns.seasons_worlds import WITHOUT, WORLDS
from tests.patterns.statement import Finding
from tests.patterns.statements import ALL as OF_ROOMS
from tests.patterns.worlds import BASELINE

SEED = 2


@pytest.fixture(scope="module")
def small() -> Known:
    """The gates and four years of a third of the market, as if it were the markets that statements ask for."""
    counted = {SEED: gates("few", BASELINE, SEED)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(seasons_lived, "YEARS", 4)
        minds = {SEED: lived("few", BASELINE, SEED)}
    return Known(
        {("gates", world, BASELINE): counted for world in ("small", "market")} | {("lived", "small", BASELINE): minds}
    )


def finding(name: str, known: Known) -> Finding:
    """What the baseline says on a statement."""
    found, _ = judged(next(one for one in ALL if one.name == name), known)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["P1 screened out", "P2", "P4", "P5 non-US IMG", "P18 shown", "P32 signaled"])
def test_a_statement_holds_in_small(name: str, small: Known) -> None:
    assert finding(name, small).holds, finding(name, small)


@pytest.mark.parametrize("name", ["P6 ladder", "P35 skew"])
def test_a_sign_holds_in_small(name: str, small: Known) -> None:
    assert finding(name, small).points, finding(name, small)


def test_without_memory_two_fates_leave_one_history() -> None:
    found = copies("few", "memory", SEED, ("nothing", "bad"), 3)
    nothing, bad = found["nothing"], found["bad"]
    assert [year["digest"] for year in nothing] == [year["digest"] for year in bad]
    assert nothing[-1]["fear"] == bad[-1]["fear"] == [0.0, 0.0]


def test_with_memory_a_washout_is_feared_and_the_market_is_another_from_the_next_year_on() -> None:
    found = copies("few", BASELINE, SEED, ("nothing", "bad"), 3)
    nothing, bad = found["nothing"], found["bad"]
    assert [year["digest"] for year in nothing[:2]] == [year["digest"] for year in bad[:2]]
    assert nothing[2]["digest"] != bad[2]["digest"]
    assert all(more > less for more, less in zip(bad[1]["fear"], nothing[1]["fear"], strict=True))


def test_doors_are_counted_with_each_switch_off_beside_nulls_that_close_none_or_few() -> None:
    """Three years, so that a door has one chance to close; and each switch has a column of its own."""
    assert len(SWITCHES) == len(COLUMNS) - 2 == 10
    found = {column: {SEED: switched("few", column, SEED, 3)} for column in (BASELINE, "waves", NULL)}
    on, off, null = (found[column][SEED] for column in found)
    watched, closed = (
        [sum(cell[at] for cell in each["closings"].values()) for each in (on, off, null)] for at in (0, 1)
    )
    assert watched[0] == watched[2] > watched[1] > 0, "without waves fewer interviews are given, to the twin as well"
    assert (closed[2], null["doors"]) == (0, [0, 0, 0]), "without memory a season is its own twin"
    assert sum(cell[0] for cell in null["others"].values()) == watched[2]
    assert closed[0] <= on["doors"][0]
    told = report(found, date(2026, 1, 2))
    assert "on 2 January 2026" in told.replace("\n", " ")
    assert told.count("| `waves` off |") == 2
    assert "room` off" not in told


# ---------------------------------------------------------------- the harness


def test_names_columns_and_worlds_are_known() -> None:
    names = [one.name for one in (*ALL, *OF_ROOMS)]
    assert len(set(names)) == len(names)
    assert {column for one in ALL for column in one.without} <= WITHOUT.keys()
    assert {world for one in ALL for world, _ in one.studies} <= WORLDS.keys()
    assert all(one.studies for one in ALL)


def test_every_statement_is_asked_for_once_and_the_baseline_comes_first() -> None:
    parts = asked(ALL)
    assert len(parts) == len(set(parts))
    columns = [column for _, _, column in parts]
    assert set(columns[: columns.count(BASELINE)]) == {BASELINE}


def _shown(world: str, column: str, seed: int) -> dict[str, Any]:
    """A study that counts nothing."""
    return {"said": [world, column, seed]}


def test_what_is_kept_is_read_and_not_held_again(tmp_path: Path) -> None:
    for seed in (1, 2):
        hold(_shown, "small", "scores shown", seed, tmp_path)
    first = sorted(path.stat().st_mtime_ns for path in tmp_path.iterdir())
    hold(_shown, "small", "scores shown", 1, tmp_path)
    assert sorted(path.stat().st_mtime_ns for path in tmp_path.iterdir()) == first
    assert read(tmp_path).found[("_shown", "small", "scores shown")][2] == {"said": ["small", "scores shown", 2]}


def test_only_what_is_known_is_judged(small: Known) -> None:
    path = next(one for one in ALL if one.name == "path, soon")
    assert judged(path, small) == (None, 0)
    assert taken(path, small, "room") is None
    told = section(small)
    assert told.startswith(HEADING)
    assert "*path, soon*: nothing to measure" in told


def test_what_nobody_asked_for_or_nobody_knows_stays_as_it_stands(small: Known) -> None:
    whole = section(small)
    rows = [line for line in whole.splitlines() if line.startswith(("| **P2**", "| **P4**", "| **path, soon**"))]
    old = whole
    for row in rows:
        old = old.replace(row, row[: row.index(":") + 2] + "as it was |")
    old += "| path, soon, loose market | room | as it was |\n"
    again = section(small, old)
    assert again.count("as it was") == 2, "of the path nothing is known, neither its size nor what it falls with"
    assert all(row in again for row in rows[:2])
    only = section(small, old, [one for one in ALL if one.name == "P2"])
    assert only.count("as it was") == 3
    assert rows[0] in only
    assert "*path, soon*: nothing to measure" not in section(small, whole.replace("- *path, soon*", "- *another*"))


def test_a_column_is_compared_at_the_seeds_in_which_both_have_counted_something() -> None:
    """With other rooms, nobody from abroad may come in the first class, and then there is nobody to follow."""
    path = next(one for one in ALL if one.name == "path, soon, loose market")

    def years(imgs: int) -> list[dict[str, Any]]:
        return [{"class": [7, imgs, 1], "bars": [False, False, 220.0, 5.0]}] * 5

    found = [{"nothing": years(4), "bad": years(imgs)} for imgs in (3, 2, 1)]
    of = ("soon", "few, seven posts")
    known = Known({(*of, BASELINE): dict(enumerate([*found, {}])), (*of, "room"): dict(enumerate([{}, *found]))})
    told = taken(path, known, "room")
    assert told is not None
    own, more, seeds = told
    assert (seeds, own.by_seed) == (2, (1 / 7, 2 / 7))
    assert more.by_seed == (1 / 7, 1 / 7)


def test_the_section_stays_at_the_end_of_the_readme() -> None:
    rooms, seasons = "# Rooms\n\nwords\n", f"{HEADING}\n\nmore words\n"
    both = with_section(rooms, seasons)
    assert both == f"# Rooms\n\nwords\n\n{seasons}"
    assert section_of(both) == seasons
    assert with_section(both, seasons) == both
    assert section_of(rooms) == ""


def test_the_section_about_doors_comes_last_and_stays_when_the_others_are_made_anew() -> None:
    rooms, seasons, doors = "# Rooms\n", f"{HEADING}\n\nmore\n", f"{seasons_switches.HEADING}\n\nshares\n"
    whole = with_doors(with_section(rooms, seasons), doors)
    assert whole == f"{rooms}\n{seasons}\n{doors}"
    assert with_section(whole, f"{HEADING}\n\nother\n") == whole.replace("more", "other")
    assert with_section(rooms, section_of(whole)) == whole
    assert with_doors(whole, doors.replace("shares", "others")) == whole.replace("shares", "others")
