from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from committee.members.memory import Episode
from committee.pipeline.remembering import (
    after_the_meeting,
    crowded,
    episode_of,
    forget,
    joined,
    perceived_risk,
    remember,
    shares_of,
    strength,
    traits_of,
    vivid_of,
)
from committee.pipeline.residency import Resident
from committee.terms import Became, Kind, Visa
from tests.committee.pipeline.lives import (
    MEMORY,
    REMEMBER,
    WASHOUT,
    YEAR,
    an_episode,
    an_occasion,
    befell,
    house,
    program,
    seats,
    trainee,
)
from tests.effort import some

SIZES = st.floats(0.0, 1.0)


def told(resident: Resident, became: Became = Became.LEFT, roster: tuple[Resident, ...] = ()) -> Episode:
    everybody = (*(roster or house()), resident)
    return episode_of(befell(resident, became), an_occasion(YEAR, 1, 0, *everybody), REMEMBER, shares_of(everybody))


# ---------------------------------------------------------------- what there is to remember


@given(SIZES, SIZES, SIZES)
def test_a_graver_outcome_is_more_vivid_and_a_bad_one_most(size: float, more: float, rarity: float) -> None:
    small, large = sorted((size, more))
    assert vivid_of(-small, rarity, REMEMBER) <= vivid_of(-large, rarity, REMEMBER)
    assert vivid_of(small, rarity, REMEMBER) <= vivid_of(-small, rarity, REMEMBER)


def test_the_same_event_is_more_vivid_of_somebody_rare() -> None:
    same = trainee("somebody", kind=Kind.NON_US_IMG)
    among_few = told(same, roster=house(img=0, clean=19))
    among_many = told(same, roster=house(img=19, clean=0))
    assert among_few.vividness > among_many.vividness


def test_only_a_common_kind_is_ever_forgotten_as_a_kind() -> None:
    kinds = [told(trainee(f"r{place}"), roster=house(img=0)).traits for place in range(60)]
    assert 10 < kinds.count(()) < 50
    rare = [told(trainee(f"r{place}", kind=Kind.US_DO), roster=house(clean=400)).traits for place in range(60)]
    assert rare.count(("us_do",)) > 55


def test_a_late_visa_is_laid_to_the_visa_and_a_visa_stands_for_its_flag() -> None:
    late = told(structs.replace(WASHOUT, flags=("step_fail", "visa")), Became.LATE)
    assert late.traits == ("j1", "non_us_img")
    assert traits_of(structs.replace(WASHOUT, flags=("visa",), visa=Visa.H1B)) == ("h1b", "non_us_img")


# ---------------------------------------------------------------- who remembers it


def test_somebody_always_saw_it_and_whoever_saw_it_remembers_it() -> None:
    unseen = replace(REMEMBER, worked=dict.fromkeys(REMEMBER.worked, 0.0))
    for rules in (REMEMBER, unseen):
        lived = remember(program(), [befell(WASHOUT, Became.LEFT)], an_occasion(), rules)
        episode = lived.episodes[0]
        assert episode.witnessed
        assert set(episode.witnessed) <= set(episode.holders)
    assert len(episode.witnessed) == 1


@pytest.mark.parametrize("became", Became)
def test_whoever_handles_it_by_office_always_saw_it(became: Became) -> None:
    unseen = replace(REMEMBER, worked=dict.fromkeys(REMEMBER.worked, 0.0))
    office = {seated.spec.id for seated in seats() if seated.role in REMEMBER.office[became]}
    for place in range(20):
        episode = remember(program(), [befell(trainee(f"r{place}"), became)], an_occasion(), unseen).episodes[0]
        assert office <= set(episode.witnessed)
        assert len(episode.witnessed) == max(1, len(office))


def test_another_residents_fate_changes_nothing_of_this_one() -> None:
    other = trainee("other", kind=Kind.US_DO)
    alone = remember(program(), [befell(WASHOUT, Became.LEFT)], an_occasion(), REMEMBER)
    both = remember(program(), [befell(other, Became.STOOD_OUT), befell(WASHOUT, Became.LEFT)], an_occasion(), REMEMBER)
    assert [each for each in both.episodes if each.id != "other"] == list(alone.episodes)


def test_one_more_member_changes_nobody_elses_memory() -> None:
    lived = program()
    fewer = structs.replace(lived, seats=lived.seats[:-1])
    gone = lived.ids[-1]
    one = remember(lived, [befell(WASHOUT, Became.LEFT)], an_occasion(), REMEMBER).episodes[0]
    other = remember(fewer, [befell(WASHOUT, Became.LEFT)], an_occasion(), REMEMBER).episodes[0]
    assert tuple(holder for holder in one.holders if holder != gone) == other.holders


def test_the_quiet_are_one_memory_for_each_kind_more_vivid_the_more_they_are() -> None:
    lived = remember(program(), [], an_occasion(YEAR, 1, 0, *house(img=2, clean=12)), REMEMBER)
    crowds = {episode.traits: episode.vividness for episode in lived.episodes}
    assert set(crowds) == {("us_md",), ("non_us_img",)}
    assert crowds["us_md",] > 6 * crowds["non_us_img",]


@given(st.integers(0, 200), st.integers(0, 200))
def test_more_quiet_residents_are_never_less_vivid_and_few_fade(one: int, other: int) -> None:
    few, many = sorted((one, other))
    assert 0.0 <= crowded(few, REMEMBER) <= crowded(many, REMEMBER) < 1.0
    if few and many <= REMEMBER.crowd:  # a head of the larger group counts more
        assert crowded(few, REMEMBER) * many <= crowded(many, REMEMBER) * few + 1e-12


def test_the_memory_of_so_many_is_half_vivid() -> None:
    assert crowded(int(REMEMBER.crowd), REMEMBER) == pytest.approx(0.5)


def test_a_second_event_of_a_resident_joins_the_first() -> None:
    first = an_episode("one", outcome=-0.4, holders=("apd_1",), witnessed=(), year=YEAR - 1)
    second = an_episode("one", outcome=0.4, holders=("director",), witnessed=("director",))
    (both,) = joined([first], [second])
    assert (both.outcome, both.year) == (-0.4, YEAR)
    assert both.holders == ("apd_1", "director")
    assert both.witnessed == ("director",)


# ---------------------------------------------------------------- what is lost


def test_what_recalls_have_added_is_taken_along_and_settles() -> None:
    lived = after_the_meeting(program(0, an_episode()), {"director": {"old": 0.9, "gone": 0.5}, "stranger": {"old": 1}})
    assert lived.vividness == {"director": {"old": 0.9}}
    settled = forget(lived, YEAR, REMEMBER, MEMORY).vividness["director"]["old"]
    assert settled == pytest.approx(0.6 + 0.3 * (1 - REMEMBER.settles))


def test_strength_is_that_of_the_member_to_whom_it_comes_most_easily() -> None:
    lived = program(0, an_episode(witnessed=("apd_1",)))
    plain = strength(lived, lived.episodes[0], YEAR, MEMORY)
    assert plain == pytest.approx(0.6 * MEMORY.bad)
    recalled = structs.replace(lived, vividness={"director": {"old": 0.7}})
    assert strength(recalled, lived.episodes[0], YEAR, MEMORY) == plain
    recalled = structs.replace(lived, vividness={"apd_1": {"old": 0.7}})
    assert strength(recalled, lived.episodes[0], YEAR, MEMORY) > plain


@settings(max_examples=some(20))
@given(st.lists(st.tuples(SIZES, st.integers(0, 60), st.sampled_from([-0.8, 0.1, 0.8])), max_size=90))
def test_what_is_kept_is_never_fainter_than_what_is_forgotten(past: list[tuple[float, int, float]]) -> None:
    episodes = [
        an_episode(f"e{place}", vividness=vivid, year=YEAR - age, outcome=outcome)
        for place, (vivid, age, outcome) in enumerate(past)
    ]
    lived = program(0, *episodes)
    kept = forget(lived, YEAR, REMEMBER, MEMORY).episodes
    sizes = {episode.id: strength(lived, episode, YEAR, MEMORY) for episode in episodes}
    names = {episode.id for episode in kept}
    assert len(kept) <= REMEMBER.most
    assert all(sizes[name] >= REMEMBER.least for name in names)
    lost = [size for name, size in sizes.items() if name not in names and size >= REMEMBER.least]
    if lost:
        assert len(kept) == REMEMBER.most
        assert max(lost) <= min(sizes[name] for name in names)


# ---------------------------------------------------------------- fear


def _fear(kind: Kind, img: int, clean: int) -> float:
    """The perceived odds of a kind, over five programs, after six years in which one in six of each kind does badly."""
    odds = []
    for place in range(5):
        lived = program(place)
        for number in range(1, 7):
            year = YEAR - 1 + number
            roster = house(year, img, clean)
            events = [befell(each, Became.LEFT) for each in (*roster[:clean:6], *roster[clean::6])]
            lived = remember(lived, events, an_occasion(year, number, place, *roster), REMEMBER)
        risk = perceived_risk(lived, kind.value, YEAR + 6, MEMORY)
        assert risk is not None
        odds.append(risk / (1.0 - risk))
    return sum(odds) / len(odds)


def test_at_equal_risk_the_rarer_kind_is_feared_more_whichever_it_is() -> None:
    assert _fear(Kind.NON_US_IMG, img=6, clean=36) > 1.3 * _fear(Kind.US_MD, img=6, clean=36)
    assert _fear(Kind.US_MD, img=36, clean=6) > 1.3 * _fear(Kind.NON_US_IMG, img=36, clean=6)


def test_every_kind_is_feared_more_than_it_deserves() -> None:
    assert min(_fear(kind, img=6, clean=36) for kind in (Kind.US_MD, Kind.NON_US_IMG)) > 1.3 * (1 / 6) / (5 / 6)


def test_of_nobody_there_is_no_risk_to_perceive() -> None:
    assert perceived_risk(program(), "j1", YEAR, MEMORY) is None
    assert perceived_risk(program(0, an_episode()), "step_fail", YEAR, MEMORY) == 1.0
