"""The Match and the scramble. The lists of small markets are drawn; what is stable is looked up by brute force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from committee.chance import Chance, Gate
from committee.pipeline.match import Lists, MatchRules, Open, blocking_pairs, defer, filled_to, listed, scramble
from tests.effort import some

Preferences = Sequence[Sequence[int]]
Market = tuple[Preferences, Preferences, Sequence[int]]
RULES = MatchRules(leaves_empty=0.0, crude=0.5, rounds=4)


def lists(preferences: Preferences) -> Lists:
    start = np.cumsum([0, *map(len, preferences)])
    return Lists(start, np.array([each for wishes in preferences for each in wishes], dtype=np.intp))


def matched(market: Market) -> list[int]:
    applicants, programs, seats = market
    return defer(lists(applicants), lists(programs), np.array(seats, dtype=np.intp)).tolist()


def blocked(market: Market, outcome: Sequence[int]) -> list[tuple[int, int]]:
    applicants, programs, seats = market
    there = np.array(outcome, dtype=np.intp)
    return blocking_pairs(there, lists(applicants), lists(programs), np.array(seats, dtype=np.intp))


def some_list(chance: Random, of: int) -> list[int]:
    return chance.sample(range(of), chance.randint(0, of))


def some_market(chance: Random, applicants: int, programs: int) -> Market:
    wishes = [some_list(chance, programs) for _ in range(applicants)]
    ranked = [some_list(chance, applicants) for _ in range(programs)]
    return wishes, ranked, [chance.randint(0, 2) for _ in range(programs)]


@st.composite
def markets(draw: st.DrawFn) -> Market:
    applicants, programs = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    own = [draw(st.lists(st.integers(0, programs - 1), unique=True)) if programs else [] for _ in range(applicants)]
    theirs = [
        draw(st.lists(st.integers(0, applicants - 1), unique=True)) if applicants else [] for _ in range(programs)
    ]
    return own, theirs, draw(st.lists(st.integers(0, 2), min_size=programs, max_size=programs))


def is_allowed(market: Market, outcome: Sequence[int]) -> bool:
    applicants, programs, seats = market
    mutual = all(
        program < 0 or (program in applicants[person] and person in programs[program])
        for person, program in enumerate(outcome)
    )
    return mutual and all(outcome.count(program) <= room for program, room in enumerate(seats))


def blocks(market: Market, outcome: Sequence[int], person: int, program: int) -> bool:
    """What a blocking pair is, word for word."""
    applicants, programs, seats = market
    if program not in applicants[person] or person not in programs[program]:
        return False
    wish = applicants[person].index
    wants = outcome[person] < 0 or wish(program) < wish(outcome[person])
    there = [one for one, where in enumerate(outcome) if where == program]
    order = programs[program].index
    return wants and (len(there) < seats[program] or any(order(person) < order(one) for one in there))


def naively_blocked(market: Market, outcome: Sequence[int]) -> list[tuple[int, int]]:
    pairs = ((person, program) for person, wishes in enumerate(market[0]) for program in wishes)
    return [pair for pair in pairs if blocks(market, outcome, *pair)]


def stable(market: Market) -> Iterator[tuple[int, ...]]:
    for outcome in product(range(-1, len(market[1])), repeat=len(market[0])):
        if is_allowed(market, outcome) and not naively_blocked(market, outcome):
            yield outcome


def joy(market: Market, person: int, program: int) -> int:
    """How an applicant likes where they are, higher is better; below all else to be unmatched."""
    return -market[0][person].index(program) if program >= 0 else -len(market[1]) - 1


def by_programs(market: Market) -> list[int]:
    """The same market with programs proposing: each seat asks down the list until somebody holds on to it."""
    applicants, programs, seats = market
    outcome, ahead = [-1] * len(applicants), [0] * len(programs)
    asking = True
    while asking:
        asking = False
        for program, room in enumerate(seats):
            while outcome.count(program) < room and ahead[program] < len(programs[program]):
                person, asking = programs[program][ahead[program]], True
                ahead[program] += 1
                if program in applicants[person] and joy(market, person, program) > joy(
                    market, person, outcome[person]
                ):
                    outcome[person] = program
    return outcome


@given(markets())
def test_nobody_would_both_rather_have_each_other(market: Market) -> None:
    assert is_allowed(market, matched(market))
    assert naively_blocked(market, matched(market)) == []


@given(markets(), st.randoms(use_true_random=False))
def test_blocking_pairs_are_what_their_name_says(market: Market, chance: Random) -> None:
    outcome = [-1] * len(market[0])
    for person, wishes in enumerate(market[0]):
        fitting = [one for one in wishes if person in market[1][one] and outcome.count(one) < market[2][one]]
        outcome[person] = chance.choice([-1, *fitting])
    assert sorted(blocked(market, outcome)) == sorted(naively_blocked(market, outcome))


def test_a_pair_that_blocks_is_found() -> None:
    market: Market = ([[0, 1], [0, 1]], [[0, 1], [0, 1]], [1, 1])
    assert blocked(market, [1, 0]) == [(0, 0)]
    assert blocked(market, [0, 1]) == []


@given(markets())
@settings(max_examples=some(40))
def test_no_stable_outcome_is_better_for_any_applicant(market: Market) -> None:
    outcome = matched(market)
    others = list(stable(market))
    assert tuple(outcome) in others
    for person, program in enumerate(outcome):
        assert joy(market, person, program) == max(joy(market, person, other[person]) for other in others)


@pytest.mark.parametrize("seed", range(some(5)))
def test_no_other_list_than_ones_own_helps(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 no secret
    every_list = [list(order) for length in range(4) for order in permutations(range(3), length)]
    for _ in range(25):
        market = some_market(chance, chance.randint(2, 6), 3)
        honest, person = matched(market), chance.randrange(len(market[0]))
        for told in every_list:
            wishes = [*market[0][:person], told, *market[0][person + 1 :]]
            got = matched((wishes, *market[1:]))[person]
            wanted = got if got in market[0][person] else -1
            assert joy(market, person, wanted) <= joy(market, person, honest[person])


@given(markets())
def test_rural_hospitals_fill_as_many_posts_whoever_proposes(market: Market) -> None:
    ours, theirs = matched(market), by_programs(market)
    assert [one < 0 for one in ours] == [one < 0 for one in theirs]
    for program, room in enumerate(market[2]):
        assert ours.count(program) == theirs.count(program)
        if ours.count(program) < room:
            assert [one == program for one in ours] == [one == program for one in theirs]


def test_applicants_and_programs_can_differ_in_what_is_best() -> None:
    market: Market = ([[0, 1], [1, 0]], [[1, 0], [0, 1]], [1, 1])
    assert matched(market) == [0, 1]
    assert by_programs(market) == [1, 0]


@given(markets(), st.randoms(use_true_random=False))
def test_who_asks_first_makes_no_difference(market: Market, chance: Random) -> None:
    places = chance.sample(range(len(market[0])), len(market[0]))
    elsewhere = [market[0][places.index(place)] for place in range(len(places))]
    moved = matched((elsewhere, [[places[one] for one in order] for order in market[1]], market[2]))
    assert [moved[place] for place in places] == matched(market)


@pytest.mark.parametrize(
    ("market", "outcome"),
    [
        (([], [], []), []),
        (([[], []], [], []), [-1, -1]),
        (([], [[], []], [3, 1]), []),
        (([[0], [0]], [[0, 1]], [0]), [-1, -1]),
        (([[], [0]], [[0, 1]], [2]), [-1, 0]),
        (([[0], [0]], [[]], [2]), [-1, -1]),
        (([[0, 0, 1], [0]], [[1, 0, 1], [0]], [1, 1]), [1, 0]),
    ],
    ids=["nobody", "no programs", "no applicants", "no seats", "an empty list", "lists of nobody", "named twice"],
)
def test_odd_markets_have_an_outcome(market: Market, outcome: list[int]) -> None:
    assert matched(market) == outcome
    assert blocked(market, outcome) == []


def large(applicants: int, programs: int, kept: int) -> tuple[Lists, Lists]:
    chance = np.random.Generator(np.random.Philox(7))
    person = np.repeat(np.arange(applicants), kept)
    program = chance.integers(0, programs, len(person))
    return (
        listed(person, program, chance.random(len(person)), applicants),
        listed(program, person, chance.random(len(person)), programs),
    )


def test_a_market_of_thousands_is_stable() -> None:
    wishes, ranked = large(4200, 250, 8)
    seats = np.full(250, 14)
    outcome = defer(wishes, ranked, seats)
    assert blocking_pairs(outcome, wishes, ranked, seats) == []
    assert (np.bincount(outcome[outcome >= 0], minlength=250) <= seats).all()
    assert 3000 < np.count_nonzero(outcome >= 0) <= 3500


def test_lists_are_ordered_by_liking_and_leave_out_what_is_not_a_number() -> None:
    owner, of = np.array([2, 0, 0, 2, 0]), np.array([1, 5, 4, 0, 3])
    made = listed(owner, of, np.array([0.5, 0.1, 0.1, np.nan, 0.9]), 3)
    assert (made.start.tolist(), made.of.tolist()) == ([0, 3, 3, 4], [3, 4, 5, 1])
    assert (made.owners.tolist(), made.places.tolist()) == ([0, 0, 0, 2], [0, 1, 2, 0])


def test_lists_of_nobody_are_empty() -> None:
    none = np.array([], dtype=np.intp)
    assert listed(none, none, np.array([]), 2).start.tolist() == [0, 0, 0]


def test_how_far_down_each_list_went() -> None:
    market: Market = ([[0, 1], [1], [0]], [[1, 2, 0], [0, 1], []], [2, 1, 4])
    assert matched(market) == [0, 1, 0]
    assert filled_to(np.array([0, 1, 0]), lists(market[1])).tolist() == [3, 2, 0]


def after(**changed: object) -> Open:
    """Six applicants, of whom the first matched at the first of three programs."""
    left = Open(
        ids=[f"y2027n{n}" for n in range(6)],
        merit=np.array([2.0, 1.5, 1.0, 0.5, 0.0, -0.5]),
        matched=np.array([0, -1, -1, -1, -1, -1]),
        seats=np.array([2, 0, 2]),
        alarm=np.ones(3),
        refused=np.zeros((6, 3), dtype=bool),
    )
    return structs.replace(left, **changed)


def found(left: Open, rules: MatchRules = RULES, seed: int = 1) -> list[int]:
    return scramble(left, rules, Chance(seed).at(year=1, program=0, gate=Gate.MATCH)).tolist()


@pytest.mark.parametrize("seed", range(some(5)))
def test_a_scramble_fills_open_posts_with_those_who_did_not_match(seed: int) -> None:
    there = found(after(), seed=seed)
    assert there[0] == -1
    assert (there.count(0), there.count(1), there.count(2)) == (1, 0, 2)


def test_without_a_hasty_glance_the_best_files_are_found() -> None:
    assert [one >= 0 for one in found(after(), replace(RULES, crude=0.0))] == [False, True, True, True, False, False]


def test_whom_a_program_refuses_it_does_not_take() -> None:
    refused = np.zeros((6, 3), dtype=bool)
    refused[1:, 0] = refused[:5, 2] = True
    assert found(after(refused=refused)) == [-1, -1, -1, -1, -1, 2]


def test_some_directors_leave_posts_empty_and_the_alarmed_more_often() -> None:
    def filled(alarm: float) -> int:
        rules = replace(RULES, leaves_empty=0.3)
        return sum(one >= 0 for seed in range(100) for one in found(after(alarm=np.full(3, alarm)), rules, seed))

    assert filled(0.0) == 300 > filled(1.0) > filled(2.0) > 0
    assert filled(1.0) / 300 == pytest.approx(0.7, abs=0.1)


@pytest.mark.parametrize(
    "left",
    [
        after(seats=np.array([1, 0, 0])),
        after(seats=np.array([0, 0, 0])),
        after(matched=np.zeros(6, dtype=np.intp)),
        after(refused=np.ones((6, 3), dtype=bool)),
        after(ids=[], merit=np.array([]), matched=np.array([], dtype=np.intp), refused=np.zeros((0, 3), dtype=bool)),
    ],
    ids=["all full", "no seats", "all matched", "all refused", "nobody"],
)
def test_a_scramble_of_nobody_finds_nobody(left: Open) -> None:
    assert set(found(left)) <= {-1}


def test_no_rounds_find_nobody() -> None:
    assert set(found(after(), replace(RULES, rounds=0))) == {-1}


def test_another_applicant_changes_nobodys_draws() -> None:
    more = after(
        ids=[*after().ids, "y2027n9"],
        merit=np.append(after().merit, -9.0),
        matched=np.append(after().matched, -1),
        refused=np.zeros((7, 3), dtype=bool),
    )
    assert [found(more, seed=seed)[:6] for seed in range(20)] == [found(after(), seed=seed) for seed in range(20)]
