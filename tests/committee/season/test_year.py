"""A year of a market: whose fate reaches whom, what adds up, and what each switch takes out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from committee.archive.seasons import YEARS
from committee.pipeline.match import Lists, blocking_pairs
from committee.season.counts import ENDS
from committee.season.writing import written
from committee.season.year import YearHeld
from committee.terms import Kind, Reached
from tests.committee.pipeline.test_match import by_programs
from tests.committee.season.small import FIRST, PROGRAMS, fate, same, same_gates, small, years
from tests.effort import some

SEEDS = range(1, 1 + some(1))
SCARCE = {"season__waves__keeps": 1, "season__waves__keeps_spread": 0}
"""Applicants keep one interview each, so that most places are given back."""


# ---------------------------------------------------------------- fates


@pytest.mark.parametrize("seed", SEEDS)
def test_with_memory_off_no_fate_changes_anything_at_any_gate_of_any_program(seed: int) -> None:
    off = {"switches__memory": False, "seed": seed}
    worst = [fate("left", 1, program=program) for program in range(PROGRAMS)]
    plain, forced = years(3, **off), years(3, **off, season__fates=worst)
    assert any(one.ended.events != other.ended.events for one, other in zip(plain, forced, strict=True))
    for one, other in zip(plain, forced, strict=True):
        assert same_gates(one, other)
        for name in ("lived", "leanings", "fears", "rank", "invite"):
            assert same(*([getattr(each, name) for each in year.standing] for year in (one, other)))
        assert same(one.ended.after.lives, other.ended.after.lives)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fate_changes_nothing_before_it_and_nobody_else_s(seed: int) -> None:
    left, nothing = (years(3, seed, season__fates=[fate(*what)]) for what in (("left", 1), ("nothing",)))
    assert [same_gates(one, other) for one, other in zip(left, nothing, strict=True)][:2] == [True, True]
    assert same(left[0].ended.after.lives, nothing[0].ended.after.lives)
    (who,) = {resident.id for resident, _ in left[1].ended.events} - {one.id for one, _ in nothing[1].ended.events}
    for one, other in zip(left[:2], nothing[:2], strict=True):
        others = [event for event in one.ended.events if event[0].id != who]
        assert others == [event for event in other.ended.events if event[0].id != who]
    fates = [{each.resident.id: each.fates for each in year.ended.after.pending} for year in (left[0], nothing[0])]
    assert {id_: came for id_, came in fates[0].items() if id_ != who} == fates[1]
    assert not same(left[1].ended.after.lives[0], nothing[1].ended.after.lives[0])
    assert not all(same_gates(one, other) for one, other in zip(left[2:], nothing[2:], strict=True))


def test_without_word_a_fate_elsewhere_reaches_a_room_only_through_the_market() -> None:
    """Nobody at the other programs remembers anything that they would not have remembered."""
    off = {"season__switches__word": False, "season__switches__roster_reading": False}
    left, nothing = (years(2, **off, season__fates=[fate(*what)]) for what in (("left", 1), ("nothing",)))
    lives = [year.ended.after.lives for year in (left[1], nothing[1])]
    assert not same(lives[0][0], lives[1][0])
    assert same(lives[0][1:], lives[1][1:])


# ---------------------------------------------------------------- one more


def pairs(year: YearHeld, reals: np.ndarray[Any, Any], of: np.ndarray[Any, Any] | None = None) -> dict[Any, Any]:
    """By (applicant, program), what is drawn of them."""
    made = year.read.applications
    at = np.arange(len(made.program)) if of is None else of
    who = [year.read.files.ids[one] for one in made.applicant[at].tolist()]
    return dict(zip(zip(who, made.program[at].tolist(), strict=True), reals.tolist(), strict=True))


def agree(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> bool:
    both = one.keys() & other.keys()
    return len(both) > 10 and all(one[key] == other[key] or one[key] != one[key] for key in both)


@pytest.mark.parametrize(
    "more",
    [
        {"season__pool__non_us_img": 12},
        {"season__pool__us_md": 8},
        {"season__types__surgery__count": 1, "season__types__surgery__appeal": dict.fromkeys(map(str, Kind), -3.0)},
    ],
    ids=["an applicant", "an applicant of the first kind", "a program"],
)
def test_one_more_shifts_no_draw_of_the_others(more: dict[str, object]) -> None:
    """The program is liked least of all and nobody signals: no signal and no advocate's call goes there instead."""
    everybody = {"season__apply__most": 1.0, "season__apply__signals": 0}
    ((few,), (many,)) = years(1, **everybody), years(1, **{**everybody, **more})
    at = [many.read.files.ids.index(id_) for id_ in few.read.files.ids]
    assert np.array_equal(few.read.files.merit, many.read.files.merit[at])
    assert agree(pairs(few, few.read.applications.liking), pairs(many, many.read.applications.liking))
    assert agree(pairs(few, few.read.readings.read), pairs(many, many.read.readings.read))
    for name in ("score", "impression"):
        days = [pairs(year, getattr(year.days, name), year.days.of) for year in (few, many)]
        assert agree(*days)
    bars = few.read.bars
    assert all(
        np.array_equal(getattr(bars, name), getattr(many.read.bars, name)[: len(bars.leak)])
        for name in bars.__struct_fields__
    )


# ---------------------------------------------------------------- what adds up


@cache
def two_years(seed: int) -> list[YearHeld]:
    return years(2, seed, **SCARCE, season__read__interviews_per_seat=3.0, season__types__university__seats=9)


@pytest.mark.parametrize("seed", SEEDS)
def test_applications_add_up_at_every_gate_and_program(seed: int) -> None:
    for year in two_years(seed):
        table = pd.DataFrame(dict(written(year, b"").tables.rows[YEARS]))
        assert (table["applied"] == table[list(ENDS)].sum(axis=1)).all()
        own = table[(table["kind"] == "all") & (table["flag"] == "all")].set_index("program")
        sent, applied = year.invitations, year.read.applications.program
        for program in range(PROGRAMS):
            here, row = applied == program, own.loc[f"p{program:03d}"]
            assert row["applied"] == here.sum()
            assert row["screened_out"] == (here & ~year.read.screened.alive).sum()
            assert row["not_invited"] == (here & year.read.screened.alive & (sent.wave == 0)).sum()
            assert row["declined"] == (here & (sent.wave > 0) & ~sent.kept).sum()
            ranked = np.diff(year.matched.ranked.start)[program]
            assert row["not_ranked"] == (applied[year.days.of] == program).sum() - ranked
            assert row[[Reached.UNMATCHED, Reached.MATCHED_ELSEWHERE, Reached.MATCHED]].sum() == ranked
            assert row["matched"] == (year.matched.program == program).sum()
        assert own.loc["all", "matched"] == own.drop("all")["matched"].sum()


def as_lists(lists: Lists) -> list[list[int]]:
    return [lists.of[first:last].tolist() for first, last in zip(lists.start[:-1], lists.start[1:], strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_match_is_stable_and_whoever_asks_the_same_people_match(seed: int) -> None:
    """The rural hospitals theorem: the same applicants, the same numbers, and who is short has the same people."""
    seats = small(**SCARCE, season__types__university__seats=9).market.seats
    for year in two_years(seed):
        matched = year.matched
        assert not len(blocking_pairs(matched.program, year.wishes, matched.ranked, seats))
        other = np.array(by_programs((as_lists(year.wishes), as_lists(matched.ranked), seats.tolist())))
        assert np.array_equal(matched.program >= 0, other >= 0)
        for program, posts in enumerate(seats.tolist()):
            mine, theirs = (np.flatnonzero(each == program) for each in (matched.program, other))
            assert len(mine) == len(theirs) <= posts
            assert len(mine) == posts or np.array_equal(mine, theirs)
    assert any(
        (np.bincount(year.matched.program + 1, minlength=PROGRAMS + 1)[1:] < seats).any() for year in two_years(seed)
    )


def test_only_who_was_met_is_on_a_list_and_only_who_is_on_one_matches() -> None:
    for year in two_years(1):
        applied, met = year.read.applications, year.days.of
        were_met = set(zip(applied.program[met].tolist(), applied.applicant[met].tolist(), strict=True))
        ranked = year.matched.ranked
        on_a_list = set(zip(ranked.owners.tolist(), ranked.of.tolist(), strict=True))
        assert on_a_list <= were_met
        matched = {(where, who) for who, where in enumerate(year.matched.program.tolist()) if where >= 0}
        assert matched <= on_a_list
        assert not ((year.matched.program >= 0) & (year.matched.scrambled >= 0)).any()


# ---------------------------------------------------------------- switches

EVENTFUL = {
    "season__fates": [fate("left", 1), fate("left", 1, program=2)],
    "season__remember__word_from": 0.2,
    "season__drift__scarcity": 9.0,
    "season__types__university__seats": 9,
}
SAME_AS_OFF: Mapping[str, dict[str, object]] = {
    "waves": {"season__waves__most": 1},
    "signals": {"season__apply__signals": 0},
    "roster_reading": {f"season__apply__roster__{kind}": 0.0 for kind in ("us_md", "us_do", "us_img", "non_us_img")},
    "word": {"season__remember__word_to": 0},
    "turnover": {
        f"season__turnover__leaves__{role}": 0.0
        for role in ("director", "associate", "faculty", "chief", "coordinator")
    },
    "scarcity": {"season__drift__scarcity": 0.0},
    "scores_shown": {"season__interview__leak": 0.0},
}
"""By switch, the settings that leave nothing of its mechanism and touch nothing else."""

AT_ONCE = ("waves", "signals", "roster_reading", "scores_shown")
"""Mechanisms that are at work in the first year."""


@cache
def eventful() -> list[YearHeld]:
    return years(3, **SCARCE, **EVENTFUL)


def same_year(one: YearHeld, other: YearHeld) -> bool:
    return (
        same_gates(one, other)
        and same(one.ended.events, other.ended.events)
        and same(one.ended.after, other.ended.after)
    )


@pytest.mark.parametrize("switch", SAME_AS_OFF)
def test_a_switch_takes_out_its_mechanism_and_nothing_else(switch: str) -> None:
    count = 1 if switch in AT_ONCE else 3
    off = years(count, **SCARCE, **EVENTFUL, **{f"season__switches__{switch}": False})
    without = years(count, **SCARCE, **{**EVENTFUL, **SAME_AS_OFF[switch]})
    assert all(map(same_year, off, without))
    assert not all(map(same_year, off, eventful()))


@pytest.mark.parametrize(("switch", "still"), [("filters", {"h1b", "j1"}), ("visa", set())])
def test_bars_that_are_switched_off_stay_where_they_were(switch: str, still: set[str]) -> None:
    off = years(3, **SCARCE, **EVENTFUL, **{f"season__switches__{switch}": False})
    names = set(off[0].read.bars.__struct_fields__)
    stay = names - still if switch == "filters" else {"h1b", "j1"}
    for year in off:
        assert all(np.array_equal(getattr(year.read.bars, name), getattr(off[0].read.bars, name)) for name in stay)
        assert all(
            not each.fears[rule]
            for each in year.standing
            for rule in ({"h1b", "j1"} if switch == "visa" else stay - {"leak"})
        )
    others = names - stay - {"leak"}
    assert any(each.fears[rule] for each in off[-1].standing for rule in others)


def test_with_the_room_switched_off_memories_stay_out_of_it_and_bars_drift_all_the_same() -> None:
    off = years(3, **SCARCE, **EVENTFUL, season__switches__room=False)
    for year in off:
        for each in year.standing:
            assert each.rank.episodes == each.program.past
            assert each.rank.points == each.program.rank.points
            assert each.rank.program.posture == each.program.rank.program.posture
    assert any(any(each.fears.values()) for each in off[-1].standing)
    assert any(each.rank.episodes != each.program.past for each in eventful()[-1].standing)


def test_one_wave_leaves_posts_of_interviews_empty() -> None:
    (waves,), (one,) = years(1, **SCARCE), years(1, **SCARCE, season__switches__waves=False)
    assert waves.invitations.wave.max() > 1
    assert one.invitations.wave.max() == 1
    assert len(one.days.of) < len(waves.days.of)


def test_nobody_signals_when_signals_are_off() -> None:
    (year,) = years(1, season__switches__signals=False)
    assert not year.read.applications.signaled.any()
    assert (eventful()[0]).read.applications.signaled.any()


def test_years_follow_each_other() -> None:
    assert [(year.time.number, year.time.year) for year in eventful()] == [(n + 1, FIRST + n) for n in range(3)]
