"""The end of a year: who came, what becomes of them, and what programs take from it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from committee.errors import ScenarioRefused, UsageRefused
from committee.pipeline.applying import Applications
from committee.pipeline.filters import FILTERS
from committee.season.residents import TRAINING
from committee.season.year import YearHeld
from committee.terms import Became, Role
from tests.committee.pipeline.lives import DRIFT
from tests.committee.season.small import FIRST, PROGRAMS, fate, small, years

SEATS = (2, 9, 2)
FATES = [fate("left", 1), fate("boards_failed", 3, program=2), fate("nothing", program=1, year=FIRST + 1)]


@cache
def held() -> list[YearHeld]:
    """Five years of a market with more posts than people who are met, in which one resident leaves."""
    wide = {"season__types__university__seats": SEATS[1], "season__read__interviews_per_seat": 2.0}
    return years(5, **wide, season__fates=FATES, season__match__leaves_empty=0.0)


def test_a_class_comes_in_the_order_of_the_list_and_those_of_the_scramble_last() -> None:
    for year in held():
        matched, files = year.matched, year.read.files
        for program in range(PROGRAMS):
            first, last = matched.ranked.start[program : program + 2]
            on_the_list = matched.ranked.of[first:last]
            matches = [who for who in on_the_list.tolist() if matched.program[who] == program]
            found = np.flatnonzero(matched.scrambled == program).tolist()
            came = [one for one in year.ended.came if one.program == program]
            assert [one.id for one in came] == [files.ids[who] for who in (*matches, *found)]
            places = {who: place for place, who in enumerate(on_the_list.tolist(), 1)}
            assert [one.position for one in came] == [*(places[who] for who in matches), *(None for _ in found)]
            assert len(came) <= SEATS[program]
            assert {one.entered for one in came} <= {year.time.year}
    assert any(one.position is None for year in held() for one in year.ended.came)


def test_residents_are_who_applied() -> None:
    for year in held():
        files = year.read.files
        for one in year.ended.came:
            who = files.ids.index(one.id)
            assert (one.promise, one.step2_ck or 0) == (files.promise[who], files.numbers["step2_ck"][who])
            assert len(one.flags) == files.flagged[who].sum()


def test_open_posts_go_to_nobody_whom_a_quiet_rule_stops_or_the_room_left_off() -> None:
    for year in held():
        read, matched = year.read, year.matched
        people = np.flatnonzero(matched.scrambled >= 0)
        where = matched.scrambled[people]
        assert (matched.program[people] < 0).all()
        nothing = np.zeros(len(people), np.bool_)
        asked = Applications(
            applicant=people,
            program=where,
            liking=np.zeros(len(people)),
            signaled=nothing,
            called=nothing,
            rotated=nothing,
        )
        assert not any(each.stops(read.files, asked, read.bars).any() for each in FILTERS)
        met = set(zip(read.applications.applicant[year.days.of], read.applications.program[year.days.of], strict=True))
        ranked = set(zip(matched.ranked.of, matched.ranked.owners, strict=True))
        assert not (met - ranked) & set(zip(people, where, strict=True))


def test_training_lasts_three_years_unless_somebody_leaves() -> None:
    classes = [year.ended.came for year in held()]
    gone: set[str] = set()
    for number, year in enumerate(held()):
        gone |= {one.id for one, event in year.ended.events if event is Became.LEFT}
        there = [one for come in classes[max(0, number + 2 - TRAINING) : number + 1] for one in come]
        assert list(year.ended.after.training) == [one for one in there if one.id not in gone]
    assert gone


def test_what_will_happen_waits_for_its_year_and_is_then_forgotten() -> None:
    """A board examination comes after training: whoever fails it is no longer there, and it is told all the same."""
    for year in held():
        for each in year.ended.after.pending:
            assert max(fate.after for fate in each.fates) + each.resident.entered > year.time.year
    happened = {(one.id, event): year.time.year for year in held() for one, event in year.ended.events}
    entered = {one.id: one.entered for year in held() for one in year.ended.came}
    failed = {id_: year for (id_, event), year in happened.items() if event is Became.BOARDS_FAILED}
    assert failed
    assert all(year == entered[id_] + 3 for id_, year in failed.items())
    assert len(happened) == sum(len(year.ended.events) for year in held())


def test_a_forced_fate_is_about_the_class_of_its_year_and_program() -> None:
    first = [one.id for one in held()[0].ended.came if one.program == 0]
    left = [one.id for one, event in held()[1].ended.events if event is Became.LEFT]
    assert first[0] in left


def test_posts_that_the_match_left_open_are_open_whoever_was_found_afterward() -> None:
    first = held()[0]
    back = DRIFT.looks_back
    for program, lived in enumerate(first.ended.after.lives):
        matched = (first.matched.program == program).sum()
        assert lived.shortage == pytest.approx((1.0 - matched / SEATS[program]) / back)
    assert any(lived.shortage > 0.0 for lived in first.ended.after.lives)


def test_rosters_count_graduates_from_abroad() -> None:
    year = held()[0]
    for program, classes in enumerate(year.ended.after.classes):
        came = [one for one in year.ended.came if one.program == program]
        assert classes == ((sum(one.kind.is_img for one in came), len(came)),)


def test_only_bets_on_those_who_came_stay_open() -> None:
    for year in held():
        came = {one.id for one in year.ended.came}
        for lived in year.ended.after.lives:
            fresh = [bet for bet in lived.bets if bet.year == year.time.year]
            assert {bet.resident for bet in fresh} <= came
            assert all(bet.staked > 0.0 for bet in fresh)
    assert any(lived.bets for year in held() for lived in year.ended.after.lives)


@pytest.mark.parametrize(("who", "role"), [("director", Role.DIRECTOR), ("apd_1", Role.ASSOCIATE)])
def test_a_change_takes_somebody_from_one_table_after_the_meetings_of_its_year(who: str, role: Role) -> None:
    change = {"year": FIRST + 1, "program": 0, "leaves": who}
    changed = years(2, season__changes=[change], season__switches__turnover=False)
    first, second = ([lived.seats for lived in year.ended.after.lives] for year in changed)
    assert who in {seated.spec.id for seated in first[0]}
    assert who not in {seated.spec.id for seated in second[0]}
    assert [seated.role for seated in first[0]] == [seated.role for seated in second[0]]
    assert [one.spec.id != two.spec.id for one, two in zip(first[0], second[0], strict=True)].count(True) == 1
    assert role in {one.role for one, two in zip(first[0], second[0], strict=True) if one != two}
    assert first[1:] == second[1:]


def test_a_change_that_means_nobody_at_the_table_is_refused_with_who_is_there() -> None:
    """Before anything is held, whatever the year."""
    change = {"year": FIRST + 9, "program": 0, "leaves": "directr"}
    said = r'changes\.1\.leaves: "directr" is not allowed; use one of director, apd_1.*did you mean "director"'
    with pytest.raises(ScenarioRefused, match=said) as refused:
        small(season__changes=[change])
    assert str(refused.value).count("coordinator") == 1


@pytest.mark.parametrize(
    ("who", "where"), [("director_p001", 0), ("apd_1", 1), ("apd_1_2025", 0), (f"apd_1_{FIRST + 1}", 0)]
)
def test_a_change_may_not_mean_somebody_of_another_table_or_somebody_who_comes_too_late(who: str, where: int) -> None:
    with pytest.raises(ScenarioRefused, match=f'"{who}" is not allowed'):
        small(season__changes=[{"year": FIRST + 1, "program": where, "leaves": who}])


def test_a_change_that_means_a_newcomer_who_never_came_is_refused_in_its_year() -> None:
    change = {"year": FIRST + 1, "program": 1, "leaves": f"director_p001_{FIRST}"}
    season = small(season__changes=[change], season__switches__turnover=False)
    with pytest.raises(UsageRefused, match=f'"director_p001_{FIRST}" is not allowed; use one of director_p001'):
        list(season.held(2, told=False))
