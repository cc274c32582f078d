"""Word from other programs: a very good or very bad resident is told of elsewhere, by people who were not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import nsmallest

from msgspec import Struct, structs

from committee.chance import SEATS, Chance, Purpose
from committee.members.memory import Episode
from committee.pipeline.labels import label_elsewhere
from committee.pipeline.lived import Lived
from committee.pipeline.remembering import RememberRules, joined


class Word(Struct, frozen=True, kw_only=True):
    """A resident of one program of whom another hears."""

    to: int
    """The number of the program that hears."""
    episode: Episode
    """What there is to tell, as the program itself remembers it."""


def words_from(lived: Lived, year: int, programs: int, chance: Chance, rules: RememberRules) -> list[Word]:
    """What leaves a program in a year: this year's gravest outcomes, each to a few programs.

    ``chance`` is of the year. Every other program has a draw of its own, keyed by the resident's id and the program's
    number, and word reaches those with the smallest. So neither another resident's story nor one more program turns it
    to somebody else, unless it is the new program that hears.
    """
    words: list[Word] = []
    for episode in lived.episodes:
        grave = episode.year == year and abs(episode.outcome) >= rules.word_from and not _hearsay(episode)
        if not grave or programs < 2 or not rules.word_to:
            continue
        drawn = chance.uniforms(Purpose.WORD, episode.id, programs)
        others = [place for place in range(programs) if place != lived.program]
        words.extend(Word(to=to, episode=episode) for to in nsmallest(rules.word_to, others, key=drawn.__getitem__))
    return words


def _hearsay(episode: Episode) -> bool:
    """Whether nobody here saw it. Hearsay is not told on."""
    return not episode.witnessed


def hear(lived: Lived, words: Sequence[Word], chance: Chance, rules: RememberRules) -> Lived:
    """The program with what it hears of others; ``chance`` is of the year and this program.

    Some hear, and nobody saw it, so it is weak. What nobody hears is gone.
    """
    fresh = []
    for word in sorted(words, key=lambda word: word.episode.id):
        drawn = chance.uniforms(Purpose.WORD, f"{word.episode.id} is heard of", SEATS)
        holders = tuple(seated.spec.id for seated in lived.seats if drawn[seated.spec.seat] < rules.heard)
        if holders:
            vivid, label = word.episode.vividness * rules.word_vivid, label_elsewhere(word.episode.label)
            fresh.append(replace(word.episode, holders=holders, witnessed=(), vividness=vivid, label=label))
    return structs.replace(lived, episodes=joined(lived.episodes, fresh))
