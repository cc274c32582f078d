from __future__ import annotations

from dataclasses import replace

from committee.chance import Chance, Gate
from committee.pipeline.word import Word, hear, words_from
from tests.committee.pipeline.lives import REMEMBER, YEAR, an_episode, program

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


def test_only_this_years_gravest_leave_and_never_to_the_program_itself() -> None:
    old, mild = an_episode("old", year=YEAR - 1), an_episode("mild", outcome=-0.3)
    heard = an_episode("heard", witnessed=())
    assert words_from(program(0, old, mild, heard), YEAR, PROGRAMS, CHANCE, REMEMBER) == []
    many = program(0, *(an_episode(f"e{place}") for place in range(40)))
    words = words_from(many, YEAR, 2, CHANCE, REMEMBER)
    assert {word.to for word in words} == {1}
    assert 5 < len(words) < 35
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
