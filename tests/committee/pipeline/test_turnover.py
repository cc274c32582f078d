from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from msgspec import structs

from committee.chance import Chance, Gate
from committee.errors import UsageRefused
from committee.pipeline.lived import Lived
from committee.pipeline.turnover import seats_of, turn_over
from committee.terms import Role
from tests.committee.pipeline.lives import TURNOVER, YEAR, an_episode, program, seats

BASE = seats()


def chance(number: int = 1) -> Chance:
    return Chance(1, year=number, program=0, gate=Gate.RESIDENCY)


def years(count: int, lived: Lived | None = None) -> list[Lived]:
    lives = [lived or program()]
    for number in range(1, count + 1):
        lives.append(turn_over(lives[-1], BASE, YEAR + number, chance(number), TURNOVER))
    return lives


def test_chiefs_change_every_year_and_bear_the_year() -> None:
    for number, lived in enumerate(years(5)[1:], start=1):
        chiefs = [seated.spec.id for seated in lived.seats if seated.role is Role.CHIEF]
        assert chiefs == [f"chief_1_{YEAR + number}", f"chief_2_{YEAR + number}"]


def test_a_director_stays_about_seven_years() -> None:
    directors = [lived.seats[0].spec.id for lived in years(400)]
    assert 35 < len(set(directors)) < 80


def test_nobody_ever_comes_back_and_every_seat_keeps_its_role() -> None:
    lives = years(60)
    for seat in range(len(BASE)):
        ids = [lived.seats[seat].spec.id for lived in lives]
        changes = [one for one, next_one in pairwise(ids) if one != next_one]
        assert len(changes) == len(set(changes))
        assert {lived.seats[seat].role for lived in lives} == {BASE[seat].role}
    assert all(len(set(lived.ids)) == len(BASE) for lived in lives)


def test_a_newcomer_has_a_temper_of_their_own() -> None:
    chiefs = [lived.seats[7].spec for lived in years(30)[1:]]
    assert len({chief.talkativeness for chief in chiefs}) == 30
    assert all(chief.alarm > 0.0 for chief in chiefs)
    assert {chief.capital for chief in chiefs} == {BASE[7].spec.capital}
    assert len({chief.name for chief in chiefs}) > 20


def test_a_leavers_memories_are_gone_with_them() -> None:
    lived = program(0, an_episode("shared"), an_episode("chiefs", holders=("chief_1",), witnessed=()))
    later = years(1, lived)[-1]
    assert [episode.id for episode in later.episodes] == ["shared"]
    assert "chief_1" not in later.episodes[0].holders


def test_whether_one_leaves_does_not_turn_on_who_else_sits_there() -> None:
    lived = program()
    fewer = Lived(program=0, seats=lived.seats[:4])
    for number in range(1, 30):
        one = turn_over(lived, BASE, YEAR, chance(number), TURNOVER).seats[:4]
        assert one == turn_over(fewer, BASE, YEAR, chance(number), TURNOVER).seats


def test_off_nobody_leaves_but_who_is_made_to() -> None:
    lived = program(0, an_episode())
    assert turn_over(lived, BASE, YEAR, chance(), TURNOVER, switched_on=False) is lived
    forced = seats_of(lived, "director")
    changed = turn_over(lived, BASE, YEAR, chance(), TURNOVER, forced, switched_on=False)
    assert changed.seats[0].spec.id == f"director_{YEAR}"
    assert changed.seats[1:] == lived.seats[1:]


def test_who_is_to_leave_is_a_member_or_a_role() -> None:
    assert seats_of(program(), "apd_2") == {2}
    assert seats_of(program(), "chief") == {7, 8}
    with pytest.raises(UsageRefused, match="directer"):
        seats_of(program(), "directer")


def test_a_newcomers_id_is_new_even_if_somebody_began_with_it() -> None:
    second = BASE[1]
    odd = (BASE[0], structs.replace(second, spec=replace(second.spec, id=f"chief_1_{YEAR}")), *BASE[2:])
    lived = Lived(program=0, seats=odd)
    ids = turn_over(lived, odd, YEAR, chance(), TURNOVER).ids
    assert len(set(ids)) == len(ids)
    assert f"chief_1_{YEAR}b" in ids
