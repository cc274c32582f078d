from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.coded import Wholes
from committee.chance import Chance
from committee.pipeline.applying import Applications
from committee.pipeline.draws import Reals
from committee.pipeline.waves import Invitations, WaveRules, keeps_of, send, unfilled
from committee.units import AtOdds
from tests.committee.pipeline.applied import asked, everywhere
from tests.effort import some

RULES = WaveRules(most=6, keeps=9, keeps_spread=1)
NAN = float("nan")


class Season(NamedTuple):
    """Everything that the invitations of a small market depend on."""

    applications: Applications
    order: Reals
    slots: Wholes
    utility: Reals
    keeps: Wholes
    rules: WaveRules


@st.composite
def seasons(draw: st.DrawFn) -> Season:
    """A few people and programs, with ties, people on no list, programs without places, and people who go nowhere."""
    people, programs = draw(st.integers(1, 8)), draw(st.integers(1, 5))
    pairs = [(program, person) for program in range(programs) for person in range(people)]
    chosen = [pair for pair in pairs if draw(st.booleans())]
    numbers = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0])
    return Season(
        asked(chosen),
        np.array([draw(numbers | st.just(NAN)) for _ in chosen], dtype=float),
        np.array([draw(st.integers(0, 4)) for _ in range(programs)], dtype=np.intp),
        np.array([draw(numbers) for _ in chosen], dtype=float),
        np.array([draw(st.integers(0, 4)) for _ in range(people)], dtype=np.intp),
        WaveRules(most=draw(st.integers(1, 6)), keeps=9, keeps_spread=1),
    )


def one_by_one(season: Season) -> list[tuple[int, bool]]:
    """The wave and whether it is kept, for each application, by the plainest rule."""
    program, applicant = season.applications.program.tolist(), season.applications.applicant.tolist()
    order, utility = season.order.tolist(), season.utility.tolist()
    listed = [one for one in range(len(order)) if order[one] == order[one]]
    lines = {
        p: sorted((one for one in listed if program[one] == p), key=lambda one: (-order[one], one)) for p in program
    }
    wave, held = [0] * len(order), set[int]()
    for number in range(1, season.rules.most + 1):
        for p, line in lines.items():
            places = (
                int(season.slots[p]) - sum(program[one] == p for one in held) if number > 1 else int(season.slots[p])
            )
            for one in [one for one in line if not wave[one]][:places]:
                wave[one] = number
        offered = held | {one for one in listed if wave[one] == number}
        held = set()
        for who, keeps in enumerate(season.keeps.tolist()):
            mine = sorted((one for one in offered if applicant[one] == who), key=lambda one: (-utility[one], one))
            held |= set(mine[:keeps])
    return [(wave[one], one in held) for one in range(len(order))]


@given(seasons())
@settings(max_examples=some(50))
def test_waves_are_what_the_plain_rule_gives(season: Season) -> None:
    sent = send(*season)
    assert list(zip(sent.wave.tolist(), sent.kept.tolist(), strict=True)) == one_by_one(season)


@given(seasons())
@settings(max_examples=some(30))
def test_nobody_holds_more_than_their_number_and_no_place_is_lost(season: Season) -> None:
    sent = send(*season)
    assert (held_by(season, sent) <= season.keeps).all()
    left = unfilled(season.applications, sent, season.slots)
    assert (left >= 0).all()
    assert left.sum() + sent.kept.sum() == season.slots.sum()
    assert ((sent.wave > 0) == (sent.kept | sent.declined)).all()
    assert not (sent.kept & sent.declined).any()


@given(seasons())
@settings(max_examples=some(30))
def test_only_the_listed_are_invited_and_in_their_order(season: Season) -> None:
    sent = send(*season)
    assert not sent.wave[np.isnan(season.order)].any()
    for program in range(len(season.slots)):
        own = (season.applications.program == program) & ~np.isnan(season.order)
        reached = np.where(sent.wave[own] > 0, sent.wave[own], 99)
        in_line = reached[np.argsort(-season.order[own], kind="stable")]
        assert (np.diff(in_line) >= 0).all()


@given(seasons(), st.integers(0, 4), st.integers(1, 3))
@settings(max_examples=some(30))
def test_more_places_never_leave_anybody_with_less(season: Season, program: int, more: int) -> None:
    slots = season.slots.copy()
    slots[program % len(slots)] += more
    before, after = send(*season), send(*season._replace(slots=slots))
    assert ((after.wave > 0) >= (before.wave > 0)).all()
    for who in range(len(season.keeps)):
        had, has = (
            np.sort(season.utility[sent.kept & (season.applications.applicant == who)])[::-1]
            for sent in (before, after)
        )
        assert len(has) >= len(had)
        assert (has[: len(had)] >= had).all()


def held_by(season: Season, sent: Invitations) -> Wholes:
    return np.bincount(season.applications.applicant[sent.kept], minlength=len(season.keeps))


def crowded(most: int) -> tuple[Season, Invitations]:
    """Twelve programs with ten places each, which all like the same of sixty people nearly alike."""
    people, programs = 60, 12
    random = np.random.Generator(np.random.Philox(3))
    applications = everywhere(people, programs)
    order = -applications.applicant + 4.0 * random.standard_normal(people * programs)
    season = Season(
        applications,
        order,
        np.full(programs, 10),
        random.standard_normal(people * programs),
        np.full(people, 4),
        WaveRules(most=most, keeps=9, keeps_spread=1),
    )
    return season, send(*season)


def test_without_waves_places_stay_empty_that_waves_fill() -> None:
    season, once = crowded(1)
    _, often = crowded(20)
    assert unfilled(season.applications, once, season.slots).sum() > 50
    assert unfilled(season.applications, often, season.slots).sum() == 0
    assert once.wave.max() == 1
    assert often.wave.max() > 2


def test_people_keep_about_nine_whoever_else_there_is() -> None:
    ids = [f"y2027m{number:04}" for number in range(600)]
    keeps = keeps_of(ids, RULES, Chance(4))
    assert set(keeps.tolist()) == {8, 9, 10}
    assert abs(keeps.mean() - 9.0) < 0.1
    assert keeps_of(ids[100:200], RULES, Chance(4)).tolist() == keeps[100:200].tolist()


def test_fewer_interviews_than_none_are_refused() -> None:
    with pytest.raises(AtOdds, match="at most keeps, which is 2"):
        WaveRules(most=1, keeps=2, keeps_spread=3)


def test_nobody_is_a_market_too() -> None:
    nothing = Season(asked([]), np.empty(0), np.zeros(2, dtype=np.intp), np.empty(0), np.zeros(0, dtype=np.intp), RULES)
    sent = send(*nothing)
    assert not len(sent.wave)
    assert unfilled(nothing.applications, sent, nothing.slots).tolist() == [0, 0]
