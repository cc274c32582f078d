"""The end of a year: who came, what becomes of residents, and what the programs make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np
from msgspec import Struct

from committee.applicants.coded import Wholes
from committee.applicants.pools import Words
from committee.chance import Chance, Gate
from committee.pipeline.applying import Applications
from committee.pipeline.draws import At
from committee.pipeline.files import Bools
from committee.pipeline.filters import FILTERS
from committee.pipeline.lived import Bet, Lived
from committee.pipeline.living import Alive, Happened, LivingRules, Time, a_year_passes
from committee.pipeline.match import Lists, Open, defer, scramble
from committee.pipeline.residency import Resident, fates
from committee.pipeline.turnover import seats_of
from committee.season.gates import Read
from committee.season.market import Market
from committee.season.standing import Standing
from committee.season.state import CLASSES, Pending, State
from committee.terms import Became, Flag, Kind, Role, Visa

TRAINING: Final = 3
"""Years of training."""

_FLAGS: Final = tuple(Flag)


Happening = tuple[Resident, Became]
"""A resident and what became of them."""


class Matched(Struct, frozen=True, kw_only=True):
    """How the Match and the scramble went."""

    program: Wholes
    """By applicant, the program of the Match, or -1."""
    scrambled: Wholes
    """By applicant, the program of the scramble, or -1."""
    ranked: Lists
    """The lists of the programs."""


class Ended(Struct, frozen=True, kw_only=True):
    """The end of a year."""

    came: tuple[Resident, ...]
    """The new class of every program, by program and place on its list."""
    events: tuple[Happening, ...]
    """What became of residents this year, by program and resident."""
    after: State
    """What the market takes into the next year."""


def matched_of(
    market: Market, standing: Sequence[Standing], read: Read, lists: tuple[Lists, Lists], met: At, time: Time
) -> Matched:
    """The Match, and what becomes of the posts that it leaves open.

    ``lists`` are the applicants' and the programs', and ``met`` is who was interviewed where.
    """
    wishes, ranked = lists
    program = defer(wishes, ranked, market.seats)
    left = Open(
        ids=read.files.ids,
        merit=read.files.merit,
        matched=program,
        seats=market.seats,
        alarm=np.array([_alarm(each) for each in standing]),
        refused=_refused(market, read, program, ranked, met),
    )
    found = scramble(left, market.scenario.season.match, time.at(Gate.MATCH))
    return Matched(program=program, scrambled=found, ranked=ranked)


def _alarm(standing: Standing) -> float:
    return next(each.spec.alarm for each in standing.lived.seats if each.role is Role.DIRECTOR)


def _refused(market: Market, read: Read, program: Wholes, ranked: Lists, met: At) -> Bools:
    """Applicants x programs: who breaks a quiet rule, and who was met and left off the list. Only of open posts."""
    refused = np.zeros((len(read.files.ids), len(market.seats)), np.bool_)
    refused[met.applicant, met.program] = True
    refused[ranked.of, ranked.owners] = False
    filled = np.bincount(program[program >= 0], minlength=len(market.seats))
    people, programs = np.flatnonzero(program < 0), np.flatnonzero(filled < market.seats)
    who, where = np.repeat(people, len(programs)), np.tile(programs, len(people))
    no = np.zeros(len(who), np.bool_)
    pairs = Applications(applicant=who, program=where, liking=np.zeros(len(who)), signaled=no, called=no, rotated=no)
    for each in FILTERS:
        refused[who, where] |= each.stops(read.files, pairs, read.bars)
    return refused


def residents_of(read: Read, matched: Matched, names: Sequence[str], year: int) -> list[Resident]:
    """The new class of every program, by program and place on its list."""
    files = read.files
    where = np.where(matched.program >= 0, matched.program, matched.scrambled)
    place = np.zeros(len(files.ids), np.intp)
    own = matched.ranked.owners == matched.program[matched.ranked.of]
    place[matched.ranked.of[own]] = matched.ranked.places[own] + 1
    came = np.flatnonzero(where >= 0)
    came = came[np.lexsort((came, np.where(place[came] > 0, place[came], len(place) + 1), where[came]))]
    kinds, visas = tuple(Kind), tuple(Visa)
    return [
        Resident(
            id=files.ids[who],
            name=names[who] if names else "",
            program=int(where[who]),
            entered=year,
            kind=kinds[files.kind[who]],
            visa=visas[files.numbers["visa"][who]],
            flags=tuple(str(flag) for flag, has in zip(_FLAGS, files.flagged[who].tolist(), strict=True) if has),
            promise=0.0 if np.isnan(files.promise[who]) else float(files.promise[who]),
            step2_ck=int(files.numbers["step2_ck"][who]) or None,
            position=int(place[who]) or None,
        )
        for who in came.tolist()
    ]


class Left(Struct, frozen=True, kw_only=True):
    """What the meetings of a year leave, by program."""

    standing: Sequence[Standing]
    """How each stood, with what meetings have changed in memories."""
    staked: Sequence[Mapping[str, Mapping[str, float]]]
    """By resident id, then member: units put on them in the rank meeting."""
    vivid: Sequence[Mapping[str, Mapping[str, float]]]
    """By member and episode, how vivid it is after the rank meeting."""


class Year(Struct, frozen=True, kw_only=True):
    """What there is of a year when it ends."""

    left: Left
    """What its meetings leave."""
    came: Sequence[Resident]
    """The new classes."""


def end_year(market: Market, state: State, year: Year, time: Time, words: Words) -> Ended:
    """What becomes of residents this year, and what every program takes from it."""
    pending = [*state.pending, *_fated(market, year.came, time, words)]
    events: list[Happening] = [
        (each.resident, fate.event)
        for each in pending
        for fate in each.fates
        if each.resident.entered + fate.after == time.year
    ]
    events.sort(key=lambda event: (event[0].program, event[0].id, event[1]))
    training = [*state.training, *year.came]
    lives = _lived(market, year, training, events, time)
    left = {resident.id for resident, event in events if event is Became.LEFT}
    return Ended(
        came=tuple(year.came),
        events=tuple(events),
        after=State(
            years=time.number,
            lives=tuple(lives),
            training=tuple(
                each for each in training if each.entered > time.year + 1 - TRAINING and each.id not in left
            ),
            pending=tuple(each for each in pending if _still(each, time.year)),
            classes=_classes(state, year.came, len(market.programs)),
        ),
    )


def _fated(market: Market, came: Sequence[Resident], time: Time, words: Words) -> list[Pending]:
    """Those of a new class to whom something will happen."""
    season = market.scenario.season
    forced = [each for each in season.fates if each.year == time.year]
    chance = Chance(time.seed, year=time.number)
    found = fates(came, season.residency, chance, forced, words)
    return [Pending(resident=each, fates=found[each.id]) for each in came if each.id in found]


def _still(pending: Pending, year: int) -> bool:
    return any(pending.resident.entered + fate.after > year for fate in pending.fates)


def _classes(state: State, came: Sequence[Resident], programs: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    imgs, sizes = [0] * programs, [0] * programs
    for each in came:
        sizes[each.program] += 1
        imgs[each.program] += each.kind.is_img
    return tuple(
        (*classes, (abroad, size))[-CLASSES:] for classes, abroad, size in zip(state.classes, imgs, sizes, strict=True)
    )


def _lived(
    market: Market,
    year: Year,
    training: Sequence[Resident],
    events: Sequence[Happening],
    time: Time,
) -> list[Lived]:
    season, switches, left = market.scenario.season, market.scenario.switches, year.left
    programs = len(market.programs)
    rosters = _by_program(zip(training, training, strict=True), programs)
    classes = _by_program(zip(year.came, year.came, strict=True), programs)
    told = _by_program(((event[0], event) for event in events), programs)
    happened = [
        Happened(
            base=each.program.table,
            roster=tuple(rosters[each.program.number]),
            events=tuple(told[each.program.number]),
            bets=_bets(classes[each.program.number], left.staked[each.program.number], time.year),
            vividness=left.vivid[each.program.number],
            unfilled=_unfilled(each, classes[each.program.number]),
            leaving=_leaving(market, each, time),
        )
        for each in left.standing
    ]
    rules = LivingRules(
        memory=market.programs[0].rank.memory,
        remember=season.remember,
        turnover=season.turnover,
        bets=season.bets,
        drift=season.drift,
    )
    alive = Alive(memory=switches.memory, word=season.switches.word, turnover=season.switches.turnover)
    return a_year_passes([each.lived for each in left.standing], happened, time, rules, alive)


T = TypeVar("T")


def _by_program(items: Iterable[tuple[Resident, T]], programs: int) -> list[list[T]]:
    """What belongs to residents, by the program where they are."""
    found: list[list[T]] = [[] for _ in range(programs)]
    for resident, item in items:
        found[resident.program].append(item)
    return found


def _bets(came: Sequence[Resident], staked: Mapping[str, Mapping[str, float]], year: int) -> tuple[Bet, ...]:
    return tuple(
        Bet(member=member, resident=each.id, staked=units, year=year)
        for each in came
        for member, units in staked.get(each.id, {}).items()
    )


def _unfilled(standing: Standing, came: Sequence[Resident]) -> float:
    """The share of posts that the Match left open, whoever was found afterward."""
    matched = sum(each.position is not None for each in came)
    return 1.0 - matched / standing.program.seats


def _leaving(market: Market, standing: Standing, time: Time) -> frozenset[int]:
    """Seats whose members leave because the scenario says so."""
    seats: set[int] = set()
    for change in market.scenario.season.changes:
        if change.year == time.year and change.program == standing.program.number:
            seats |= seats_of(standing.lived, change.leaves)
    return frozenset(seats)
