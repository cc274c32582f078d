from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from committee.chance import Chance, Gate
from committee.pipeline.word import Word, hear, words_from
from tests.committee.pipeline.lives import REMEMBER, YEAR, an_episode, program
from tests.effort import some

PROGRAMS = 40
CHANCE = Chance(1, year=1, program=0, gate=Gate.RESIDENCY)


def spread(*episodes: str) -> dict[str, list[int]]:
    """By episode, to which programs word of it goes."""
    lived = program(0, *[an_episode(name) for name in episodes])
    found: dict[str, list[int]] = {name: [] for name in episodes}
    for word in words_from(lived, YEAR, PROGRAMS, CHANCE, replace(REMEMBER, word_to=3)):
        found[word.episode.id].append(word.to)
    return found


def test_word_of_one_resident_goes_where_it_goes_whatever_becomes_of_others() -> None:
    alone = spread("one")
    assert 1 <= len(alone["one"]) <= 3
    assert spread("another", "one")["one"] == alone["one"]
    assert len({tuple(places) for places in spread(*(f"e{place}" for place in range(9))).values()}) == 9


@given(st.integers(2, 60), st.integers(0, 59), st.integers(1, 4))
@settings(max_examples=some(20))
def test_one_more_program_turns_no_word_away_but_to_itself(programs: int, own: int, count: int) -> None:
    lived = program(own % programs, *(an_episode(f"e{place}") for place in range(5)))
    rules = replace(REMEMBER, word_to=count)
    before, after = (words_from(lived, YEAR, many, CHANCE, rules) for many in (programs, programs + 1))
    for episode in lived.episodes:
        to, now = ({word.to for word in words if word.episode == episode} for words in (before, after))
        assert len(to) == min(count, programs - 1)
        assert now <= to | {programs}
        assert lived.program not in now


def test_word_goes_everywhere_alike() -> None:
    lived = program(0, *(an_episode(f"e{place}") for place in range(600)))
    went = [word.to for word in words_from(lived, YEAR, 7, CHANCE, replace(REMEMBER, word_to=1))]
    assert {place for place in range(1, 7) if 70 < went.count(place) < 130} == set(range(1, 7))


def test_only_this_years_gravest_leave_and_never_to_the_program_itself() -> None:
    old, mild = an_episode("old", year=YEAR - 1), an_episode("mild", outcome=-0.3)
    heard = an_episode("heard", witnessed=())
    assert words_from(program(0, old, mild, heard), YEAR, PROGRAMS, CHANCE, REMEMBER) == []
    many = program(0, *(an_episode(f"e{place}") for place in range(40)))
    words = words_from(many, YEAR, 2, CHANCE, REMEMBER)
    assert [word.to for word in words] == [1] * 40
    assert words_from(many, YEAR, 1, CHANCE, REMEMBER) == []


def test_what_is_heard_is_weaker_and_nobody_saw_it() -> None:
    lived = hear(program(1), [Word(to=1, episode=an_episode("far"))], CHANCE, REMEMBER)
    (episode,) = lived.episodes
    assert episode.witnessed == ()
    assert set(episode.holders) < set(lived.ids)
    assert episode.vividness == 0.6 * REMEMBER.word_vivid
    assert episode.label.endswith("at another program")


def test_what_nobody_hears_is_gone_and_not_everybodys() -> None:
    deaf = replace(REMEMBER, heard=0.0)
    assert hear(program(1), [Word(to=1, episode=an_episode("far"))], CHANCE, deaf).episodes == ()
