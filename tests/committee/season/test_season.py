"""A season: the same bytes whenever it is held, however often it is stopped, and whatever people are called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from committee.errors import UsageRefused
from committee.season import gates
from committee.season.year import YearHeld
from committee.terms import Kind
from tests.committee.archive.seasoned import contents
from tests.committee.season.small import AT_THE_TABLE, fate, same, same_gates, small, table_of, years

BAD = {"season__fates": [fate("remediated"), fate("left", 1, program=1)]}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    one, again, other = (list(small(seed, **BAD).years(count)) for seed, count in ((1, 2), (1, 2), (2, 1)))
    assert [each.after for each in one] == [each.after for each in again]
    assert all(map(same, [each.tables for each in one], [each.tables for each in again]))
    assert [each.recordings for each in one] == [each.recordings for each in again]
    assert one[0].after != other[0].after


@pytest.mark.parametrize("stop", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_a_stopped_season_goes_on_with_the_same_bytes(stop: int) -> None:
    """Another process goes on: all that it knows is what the last year wrote."""
    whole = list(small(**BAD).years(3))
    first = list(small(**BAD).years(stop))
    rest = list(small(**BAD).years(3, resume_from=first[-1].after))
    assert [each.year for each in rest] == [each.year for each in whole[stop:]]
    for mine, theirs in zip([*first, *rest], whole, strict=True):
        assert mine.after == theirs.after
        assert mine.recordings == theirs.recordings
        assert same(mine.tables, theirs.tables)


@pytest.mark.soak
def test_a_folder_that_was_stopped_is_the_folder_of_a_season_held_at_once(tmp_path: Path) -> None:
    small(**BAD).run(3, tmp_path / "whole")
    for count in (1, 3):
        small(**BAD).run(count, tmp_path / "parts")
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_who_is_recorded_changes_nothing() -> None:
    told, quiet = small(keep="all"), small()
    for one, other in zip(told.held(2), quiet.held(2, told=False), strict=True):
        assert same_gates(one, other)
        assert same(one.ended, other.ended)
        assert {program for program, _, _ in one.recorded} == {"p000", "p001", "p002"}
        assert other.recorded == ()


def test_the_twin_is_the_same_market_without_memory() -> None:
    """It begins in the same way, and nothing that anybody lives through changes it."""
    season = small(**BAD)
    twin = season.twin()
    assert not twin.scenario.switches.memory
    assert season.scenario.switches.memory
    assert (twin.seed, len(twin.market.programs)) == (season.seed, len(season.market.programs))
    assert same(season.market.seats, twin.market.seats)
    assert same(season.market.draws, twin.market.draws)
    other = small().twin()
    assert all(map(same_gates, twin.held(3, told=False), other.held(3, told=False)))


@pytest.mark.parametrize("keep", ["", "none", "alll"])
def test_a_word_for_whom_to_record_that_is_none_is_refused(keep: str) -> None:
    with pytest.raises(UsageRefused, match=f'keep: "{keep}" is not allowed; use focal or all'):
        small(keep=keep)


@pytest.mark.parametrize("missing", ["associate", "faculty", "chief", "coordinator"])
def test_a_room_without_a_role_lives_through_years(missing: str) -> None:
    """Nobody brings what only the role knows, and nobody of the role joins later."""
    table = [each for each in table_of(*AT_THE_TABLE) if each["type"] != missing]
    for held in years(2, members=table):
        assert all(missing not in {each.role for each in lived.seats} for lived in held.ended.after.lives)


# ---------------------------------------------------------------- fair use of persons


def renamed(files: Any) -> Any:
    """The files of a year with names, schools and countries passed on within each kind."""
    numbers = dict(files.numbers)
    for kind in range(len(Kind)):
        at = np.flatnonzero(files.kind == kind)
        for field in ("given", "family", "school", "country"):
            numbers[field] = numbers[field].copy()
            numbers[field][at] = np.roll(files.numbers[field][at], 1)
    fixed = tuple(
        replace(row, name=f"Somebody {n}", school="", country="Elsewhere") for n, row in enumerate(files.fixed)
    )
    return structs.replace(files, numbers=numbers, fixed=fixed)


def unnamed(held: YearHeld) -> bytes:
    """The state after a year, without what people are called."""
    after = held.ended.after
    nameless = tuple(structs.replace(one, name="") for one in after.training)
    pending = tuple(structs.replace(one, resident=structs.replace(one.resident, name="")) for one in after.pending)
    lives = tuple(
        structs.replace(lived, episodes=tuple(replace(each, label="") for each in lived.episodes))
        for lived in after.lives
    )
    return structs.replace(after, training=nameless, pending=pending, lives=lives).written()


def test_names_schools_and_countries_change_no_number_of_a_season(monkeypatch: pytest.MonkeyPatch) -> None:
    before = years(3, scenario="two_imgs", **BAD)
    drawn = gates.draw_files
    monkeypatch.setattr(gates, "draw_files", lambda *given: renamed(drawn(*given)))
    after = years(3, scenario="two_imgs", **BAD)
    for one, other in zip(before, after, strict=True):
        assert not np.array_equal(one.read.files.numbers["family"], other.read.files.numbers["family"])
        for name in ("applications", "bars", "screened", "readings"):
            assert same(getattr(one.read, name), getattr(other.read, name))
        for name in ("invitations", "days", "wishes", "matched"):
            assert same(getattr(one, name), getattr(other, name))
        assert unnamed(one) == unnamed(other)
    names = [[one.name for one in held.ended.came] for held in (before[0], after[0])]
    assert names[0] != names[1]
