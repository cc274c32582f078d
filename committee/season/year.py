"""One year of a market: screen, invite, interview, rank, match, residency, memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from msgspec import Struct, structs

from committee.applicants.coded import Wholes
from committee.applicants.pools import Words
from committee.chance import Gate, Purpose
from committee.pipeline.applying import preferences
from committee.pipeline.draws import At, of_each
from committee.pipeline.files import Reals
from committee.pipeline.interviews import Days, interview
from committee.pipeline.living import Time
from committee.pipeline.match import Lists, listed
from committee.pipeline.readers import Decision, needed_of, order_of
from committee.pipeline.remembering import after_the_meeting
from committee.pipeline.waves import Invitations, keeps_of, send
from committee.season.gates import Read, called, read_year
from committee.season.hands import Hands
from committee.season.market import Market
from committee.season.meetings import Called, Recorded, Recording, Rows, hold_all, sheet_of
from committee.season.residents import Ended, Left, Matched, Year, end_year, matched_of, residents_of
from committee.season.rooms import Result, Sheet
from committee.season.standing import Standing, bars_of, standings
from committee.season.state import State
from committee.terms import Tier


class How(Struct, frozen=True, kw_only=True):
    """How a season is held. None of it changes what comes of it."""

    hands: Hands
    """Who holds the meetings and makes the draws."""
    told: frozenset[int]
    """The programs whose meetings are recorded."""

    @property
    def words(self) -> Words:
        """Makes the raw words of draws."""
        return self.hands.words


class YearHeld(Struct, frozen=True, kw_only=True):
    """Everything that happened in a year."""

    time: Time
    """When it was."""
    standing: tuple[Standing, ...]
    """How each program stood as the year began."""
    read: Read
    """All who applied, and what filters and readers made of them."""
    invitations: Invitations
    """Who was invited, and who came."""
    days: Days
    """What the interviews were like."""
    wishes: Lists
    """The lists of the applicants, of programs."""
    matched: Matched
    """Who matched where, and the lists of the programs."""
    ended: Ended
    """Who came, and what became of residents."""
    told: tuple[Recording, ...]
    """What gives the recordings of the focal programs, some of which others may be recording still."""

    @property
    def recorded(self) -> tuple[Recorded, ...]:
        """The recordings of the focal programs, sorted; it waits for them."""
        return tuple(sorted(recording() for recording in self.told))


def hold_year(market: Market, state: State, seed: int, how: How) -> YearHeld:
    """The next year of the market."""
    time = Time(seed=seed, number=state.years + 1, year=market.scenario.season.year + state.years)
    standing = standings(market, state, time)
    read = read_year(market, state, standing, bars_of(market, standing, time.year), time, how.words)
    rows = _rows(read, time, how)
    order, after_invite, invite_told = _invite(rows, read, standing, time, how)
    invitations = _send(market, read, order, time, how)
    days = _interviews(market, read, invitations, time, how)
    ranked, left, rank_told = _rank(rows, days, after_invite, time, how)
    wishes = _wishes(market, read, days.of, time, how)
    met = At(read.applications.applicant[days.of], read.applications.program[days.of])
    matched = matched_of(market, standing, read, (wishes, ranked), met, time)
    came = residents_of(read, matched, rows.names, time.year)
    ended = end_year(market, state, Year(left=left, came=came), time, how.words)
    return YearHeld(
        time=time,
        standing=tuple(standing),
        read=read,
        invitations=invitations,
        days=days,
        wishes=wishes,
        matched=matched,
        ended=ended,
        told=(*invite_told, *rank_told),
    )


def _rows(read: Read, time: Time, how: How) -> Rows:
    """What sheets are made from."""
    order = of_each(time.at(Gate.RANK), Purpose.POOL_ORDER, read.files.ids, 1, how.words)[:, 0]
    return Rows(files=read.files, applications=read.applications, order=order, names=called(read.files))


# ---------------------------------------------------------------- the invite meetings


def _invite(
    rows: Rows, read: Read, standing: Sequence[Standing], time: Time, how: How
) -> tuple[Reals, list[Standing], list[Recording]]:
    """(in which order each program sends its invitations, the programs after their meetings, the recordings)."""
    disputed = np.flatnonzero(read.readings.decided == Decision.DISPUTED)
    parts = _parts(read.applications.program[disputed], len(standing))
    sheets = [sheet_of(rows, disputed[part]) for part in parts]
    meetings = [_called(each, Gate.INVITE, sheet, how) for each, (sheet, _) in zip(standing, sheets, strict=True)]
    results, recorded = hold_all(meetings, time, how.hands)
    verdicts = np.full(len(read.applications.program), Decision.DISPUTED, np.intp)
    calls = np.zeros(len(verdicts))
    for (_, at), result in zip(sheets, results, strict=True):
        verdicts[at], calls[at] = _VERDICTS[result.tiers], result.calls
    after = [
        structs.replace(each, lived=after_the_meeting(each.lived, result.vivid))
        for each, result in zip(standing, results, strict=True)
    ]
    return order_of(read.readings, verdicts, calls), after, recorded


_OF_TIER = {Tier.TOP: Decision.INVITE, Tier.DNR: Decision.NO}
_VERDICTS = np.array([_OF_TIER.get(tier, Decision.HOLD) for tier in Tier])
"""By the place of a tier, what it decides at the gate of invitations."""


def _parts(program: Wholes, programs: int) -> list[slice]:
    """Where each program's own stand; ``program`` is sorted."""
    edges = np.searchsorted(program, np.arange(programs + 1)).tolist()
    return [slice(first, last) for first, last in pairwise(edges)]


def _called(standing: Standing, gate: Gate, sheet: Sheet, how: How) -> Called:
    number = standing.program.number
    return Called(
        program=standing.program,
        lived=standing.lived,
        gate=gate,
        rules=standing.invite if gate is Gate.INVITE else standing.rank,
        sheet=sheet,
        told=number in how.told,
    )


def _send(market: Market, read: Read, order: Reals, time: Time, how: How) -> Invitations:
    season = market.scenario.season
    waves = season.waves if season.switches.waves else replace(season.waves, most=1)
    keeps = keeps_of(read.files.ids, waves, time.at(Gate.INTERVIEW), how.words)
    slots = needed_of(market.seats, season.read)
    return send(read.applications, order, slots, read.applications.liking, keeps, waves)


# ---------------------------------------------------------------- interviews and rank meetings


def _interviews(market: Market, read: Read, invitations: Invitations, time: Time, how: How) -> Days:
    season = market.scenario.season
    return interview(
        read.files,
        read.applications,
        invitations.kept,
        season.interview,
        time.at(Gate.INTERVIEW),
        how.words,
        scores_shown=season.switches.scores_shown,
    )


def _rank(
    rows: Rows, days: Days, standing: Sequence[Standing], time: Time, how: How
) -> tuple[Lists, Left, list[Recording]]:
    """(the lists of the programs, what the meetings leave, the recordings)."""
    parts = _parts(rows.applications.program[days.of], len(standing))
    sheets = [sheet_of(rows, days.of[part], (days.score[part], days.impression[part])) for part in parts]
    meetings = [_called(each, Gate.RANK, sheet, how) for each, (sheet, _) in zip(standing, sheets, strict=True)]
    results, recorded = hold_all(meetings, time, how.hands)
    lists = [rows.applications.applicant[at[result.listed]] for (_, at), result in zip(sheets, results, strict=True)]
    start = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.intp)
    ranked = Lists(start, np.concatenate(lists) if lists else np.zeros(0, np.intp))
    left = Left(
        standing=standing,
        staked=[_staked(meeting, result) for meeting, result in zip(meetings, results, strict=True)],
        vivid=[result.vivid for result in results],
    )
    return ranked, left, recorded


def _staked(meeting: Called, result: Result) -> dict[str, dict[str, float]]:
    """By row id and member, the units put on it."""
    found: dict[str, dict[str, float]] = {}
    for row, member, units in result.staked:
        found.setdefault(meeting.sheet.ids[row], {})[member] = units
    return found


def _wishes(market: Market, read: Read, met: Wholes, time: Time, how: How) -> Lists:
    """The lists of the applicants: every program that interviewed them, as they like it after the day."""
    season = market.scenario.season
    liking = preferences(read.files, read.applications, met, season.apply, time.at(Gate.MATCH), how.words)
    owner, of = read.applications.applicant[met], read.applications.program[met]
    return listed(owner, of, liking, len(read.files.ids))
