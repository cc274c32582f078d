"""A year passes at every program of a market: what happened is remembered, told, paid for and forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from committee.chance import Chance, Gate
from committee.members.memory import MemoryRules
from committee.pipeline.bets import BetRules, place, settle
from committee.pipeline.drift import DriftRules, after_a_match
from committee.pipeline.learned import worked_with
from committee.pipeline.lived import Bet, Lived, Seated
from committee.pipeline.remembering import (
    Event,
    Occasion,
    RememberRules,
    after_the_meeting,
    forget,
    remember,
)
from committee.pipeline.residency import Resident
from committee.pipeline.turnover import TurnoverRules, turn_over
from committee.pipeline.word import Word, hear, words_from


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingRules:
    """Everything that says how a program gets from one year into the next."""

    memory: MemoryRules
    """How memory works in the room."""
    remember: RememberRules
    """What a year leaves in memory."""
    turnover: TurnoverRules
    """Who leaves and who comes."""
    bets: BetRules
    """What a bet on a resident earns or costs."""
    drift: DriftRules
    """How far back a program looks for posts that it could not fill."""


class Happened(Struct, frozen=True, kw_only=True):
    """What happened at one program in a year."""

    base: tuple[Seated, ...]
    """Who sat there when the season began."""
    roster: tuple[Resident, ...] = ()
    """Everybody in training there, the new class among them."""
    events: tuple[Event, ...] = ()
    """What became of residents this year."""
    bets: tuple[Bet, ...] = ()
    """Capital that members put on somebody who matched here this year."""
    vividness: Mapping[str, Mapping[str, float]] = {}
    """By member and episode, how vivid it was after the meetings."""
    unfilled: float = 0.0
    """The share of posts that the Match left open, in [0, 1]."""
    leaving: frozenset[int] = frozenset()
    """Seats whose members leave in any case."""


class Time(Struct, frozen=True, kw_only=True):
    """When it is."""

    seed: int
    """The season's seed."""
    number: int
    """The year of the season, from 1."""
    year: int
    """The calendar year of its rank meetings."""

    def at(self, gate: Gate, program: int = 0) -> Chance:
        """The draws of this year at a gate of a program; of the whole market at program 0."""
        return Chance(self.seed, year=self.number, program=program, gate=gate)


class Alive(Struct, frozen=True, kw_only=True):
    """What is switched on."""

    memory: bool
    """Whether anything lived is remembered: episodes, experience, bets."""
    word: bool
    """Whether programs hear of each other's residents."""
    turnover: bool
    """Whether people leave by themselves."""


def a_year_passes(
    lives: Sequence[Lived], happened: Sequence[Happened], time: Time, rules: LivingRules, alive: Alive
) -> list[Lived]:
    """Every program of a market a year later, in the same order; ``happened`` is aligned with ``lives``.

    With memory off, posts left open and people at the table change and nothing else, whatever becomes of residents.
    """
    if alive.memory:
        lives = [_lived(*each, time, rules) for each in zip(lives, happened, strict=True)]
        if alive.word:
            lives = _told(lives, time, rules.remember)
        lives = [forget(lived, time.year, rules.remember, rules.memory) for lived in lives]
    return [_moved_on(*each, time, rules, alive) for each in zip(lives, happened, strict=True)]


def _lived(lived: Lived, happened: Happened, time: Time, rules: LivingRules) -> Lived:
    """What the year leaves in a program."""
    occasion = Occasion(year=time.year, chance=time.at(Gate.RESIDENCY, lived.program), roster=happened.roster)
    lived = after_the_meeting(lived, happened.vividness)
    lived = worked_with(lived, [each for each in happened.roster if each.entered == time.year], rules.remember)
    lived = remember(lived, happened.events, occasion, rules.remember)
    return place(settle(lived, outcomes_of(happened.events, rules.remember), time.year, rules.bets), happened.bets)


def outcomes_of(events: Collection[Event], rules: RememberRules) -> dict[str, float]:
    """By resident, how the year's events count: the gravest, the worse of two equals."""
    outcomes: dict[str, float] = {}
    for resident, became in events:
        before = outcomes.get(resident.id, 0.0)
        outcomes[resident.id] = max(before, rules.outcome[became], key=lambda each: (abs(each), -each))
    return outcomes


def _told(lives: Sequence[Lived], time: Time, rules: RememberRules) -> list[Lived]:
    """Every program with what it hears of the others."""
    heard: dict[int, list[Word]] = {}
    chance = time.at(Gate.RESIDENCY)
    for lived in lives:
        for word in words_from(lived, time.year, len(lives), chance, rules):
            heard.setdefault(word.to, []).append(word)
    return [
        hear(lived, heard[number], time.at(Gate.RESIDENCY, lived.program), rules) if number in heard else lived
        for number, lived in enumerate(lives)
    ]


def _moved_on(lived: Lived, happened: Happened, time: Time, rules: LivingRules, alive: Alive) -> Lived:
    """The program with next year's people at the table."""
    lived = after_a_match(lived, happened.unfilled, rules.drift)
    chance = time.at(Gate.RESIDENCY, lived.program)
    return turn_over(
        lived, happened.base, time.year, chance, rules.turnover, happened.leaving, switched_on=alive.turnover
    )
