"""One meeting held by both engines, and everything in which they could differ. No number has a tolerance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

pytest.importorskip("numba")

import numpy as np
from msgspec import UNSET, Struct
from msgspec.structs import replace

from committee.chance import Gate
from committee.convene import Convener
from committee.engine.driver import Driver, Held
from committee.engine.ending import why_unheard
from committee.engine.records import UTTERANCE
from committee.engine.rows import Rows
from committee.engine.tallied import digest_of
from committee.engine.words import HEARD, NOTHING
from committee.events import Event, Reviewed, Uttered, real
from committee.meeting.draws import TURNS
from committee.meeting.held import HeldRow
from committee.meeting.meeting import Meeting
from committee.meeting.wish import NO_WISH
from committee.members.carried import NOBODY, Carried
from committee.scenario.loading import load_scenario
from committee.terms import Act, Because, EndedBy, Tier, Tone, WhyNot
from tests.scripted import Told, a_scenario

ACTS, TONES, TIERS, ENDS = list(Act), list(Tone), list(Tier), list(EndedBy)
REASONS, EXCUSES = list(Because), list(WhyNot)
GARBAGE = 0xA5
"""What stands in the arrays of a driver before it holds a meeting: nothing that a meeting could go by."""


class Both(Struct, frozen=True, kw_only=True):
    """The same meeting, held by the readable model and by compiled code."""

    meeting: Meeting
    driver: Driver
    rows: Rows
    held: Held
    events: list[Event]
    said: list[Any]
    """The numeric log, one record an utterance."""

    @property
    def ids(self) -> list[str]:
        return [member.spec.id for member in self.meeting.members]


@cache
def the_convener(scenario: str = "", settings: tuple[tuple[str, str], ...] = ()) -> Convener:
    """The convener of a shipped scenario, or of the small baseline, under these settings."""
    return Convener(load_scenario(scenario, dict(settings)) if scenario else a_scenario(dict(settings)))


def alike(count: int, *types: str, capital: float = 6.0, chair: int = 0) -> str:
    """A director and others, all the same but for their seats; ``chair`` is the director's."""
    same = f"capital={capital}, talkativeness=0.2, alarm=1.0, stamina=1.0"
    others = iter(types[n % len(types)] for n in range(count))
    kinds = ["director" if n == chair else next(others) for n in range(count)]
    made = [f'{{id="m{n}", name="Dr {n}", type="{kind}", seat={n}, {same}}}' for n, kind in enumerate(kinds)]
    return f"[{', '.join(made)}]"


def the_driver(convener: Convener, carried: Mapping[str, Carried] = NOBODY, **occasion: Any) -> Driver:
    """A driver made from another meeting than those that it is to hold."""
    return Driver(convener.meeting(2**64 - 1, carried=carried, **occasion))


def held_by_both(
    convener: Convener,
    seed: int = 1,
    *,
    driver: Driver | None = None,
    carried: Mapping[str, Carried] = NOBODY,
    listened: bool = True,
    year: int = 0,
    program: int = 0,
    gate: Gate = Gate.RANK,
) -> Both:
    """Hold a meeting with both engines. ``listened`` says whether the utterances are kept too."""
    heard = Told()
    occasion: dict[str, Any] = {"year": year, "program": program, "gate": gate}
    meeting = convener.meeting(seed, listeners=[heard] if listened else [], carried=carried, **occasion)
    driver = driver or the_driver(convener, carried, **occasion)
    for array in (driver.scratch.day, driver.scratch.row):
        array.view(np.uint8)[:] = GARBAGE
    rows = driver.rows(meeting.applicants)
    log = np.zeros(len(meeting.applicants) * (TURNS + 2) if listened else 0, UTTERANCE)
    held = driver.hold(meeting.chance, rows, log)
    meeting.run()
    said = [entry for entry in log if entry["row"]]
    return Both(meeting=meeting, driver=driver, rows=rows, held=held, events=heard.events, said=said)


def assert_same(both: Both) -> None:
    """Refuse any difference: how every row ended, where everybody stood, and what the day left behind."""
    meeting, held, driver = both.meeting, both.held, both.driver
    assert digest_of(driver, held, both.rows) == meeting.digest()
    for number, row in enumerate(meeting.held):
        where = row.brief.applicant.id
        assert ended_in_code(both, number, row) == ended_in_model(row), where
        assert tuple(held.before[number].tolist()) == row.result.before, where
        assert tuple(held.after[number].tolist()) == row.result.stances, where
        assert held.staked[number].tolist() == staked_in_model(row, len(both.ids)), where
        assert brought_up(both, number) == list(dict.fromkeys(name for _, name, _ in row.result.recalled)), where
    last = meeting.held[-1]
    assert reasons_in_code(both) == dict(last.result.ending.unheard)
    assert held.balance.tolist() == [member.purse.balance for member in meeting.members]
    assert held.tired.tolist() == [member.fatigue for member in meeting.members]
    place = {resident.id: number for number, resident in enumerate(driver.residents)}
    for number, member in enumerate(meeting.members):
        assert {name: held.vivid[number, place[name]] for name in member.vividness} == member.vividness
    assert [both.rows.ids[row] for row in held.listed.tolist()] == list(meeting.listed or ())
    assert held.minutes == meeting.minutes
    if both.events:
        numbers = range(len(meeting.held))
        assert [who_knew(both, n) for n in numbers] == [who_knew_in_model(both, n) for n in numbers]
        assert list(moves_in_code(both)) == moves_in_model(both)
        assert_said_alike(both)


def ended_in_code(both: Both, number: int, row: HeldRow) -> dict[str, Any]:
    """How compiled code says that a row ended."""
    end, points = both.held.ends[number], len(row.brief.points)
    mask, sponsor, heard = int(end["unheard"]), _or_none(end["sponsor"]), int(end["heard"])
    return {
        "tier": TIERS[end["tier"]],
        "ended_by": ENDS[end["ended_by"]],
        "call": float(end["call"]),
        "room": float(end["room"]),
        "vetoed": bool(end["vetoed"]),
        "because": None if end["because"] == NOTHING else REASONS[end["because"]],
        "about": _or_none(end["about"]),
        "sponsor": sponsor,
        "heard": True if heard == HEARD else None if heard == NOTHING else EXCUSES[heard],
        "unheard": [point for point in range(points) if (mask >> point) & 1],
        "seconds": float(end["seconds"]),
        "advocate": _or_none(end["advocate"]),
        "named": {both.driver.residents[n].id for n in range(len(both.driver.residents)) if (end["named"] >> n) & 1},
    }


def ended_in_model(row: HeldRow) -> dict[str, Any]:
    """How the readable model says that it ended."""
    ending = row.result.ending
    return {
        "tier": ending.tier,
        "ended_by": ending.ended_by,
        "call": ending.call,
        "room": ending.room,
        "vetoed": ending.vetoed,
        "because": ending.because,
        "about": ending.about,
        "sponsor": ending.sponsor,
        "heard": ending.heard,
        "unheard": [point for point, _ in ending.unheard],
        "seconds": row.result.seconds,
        "advocate": row.brief.advocate,
        "named": {name for _, name, spoken in row.result.recalled if spoken},
    }


def _or_none(value: Any) -> int | None:
    return None if value == NOTHING else int(value)


def staked_in_model(row: HeldRow, members: int) -> list[float]:
    staked = [0.0] * members
    for stake in row.result.stakes:
        staked[stake.member] = stake.units
    return staked


def brought_up(both: Both, number: int) -> list[str]:
    return [both.driver.residents[which].id for which in both.held.ghosts[number].tolist() if which >= 0]


def who_knew(both: Both, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The members who met the applicant, and those who read the file."""
    end, members = both.held.ends[number], range(len(both.ids))
    met, read = (tuple(who for who in members if (int(end[name]) >> who) & 1) for name in ("met", "read"))
    return met, read


def who_knew_in_model(both: Both, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    docket = both.meeting.docket(number + 1)
    return docket.interviewers, docket.readers


def reasons_in_code(both: Both) -> dict[int, WhyNot]:
    """By point of the last row that nobody said: why, asked of the state that the row has left behind."""
    mask, driver = int(both.held.ends[-1]["unheard"]), both.driver
    points = [point for point in range(len(both.meeting.held[-1].brief.points)) if (mask >> point) & 1]
    now, row, room = driver.scratch.day[0], driver.scratch.row[0], driver._room[0]
    return {point: EXCUSES[why_unheard(now, row, room, point)] for point in points}


def moves_in_code(both: Both) -> Iterator[tuple[str, int, int, str]]:
    for row, start, end, member in both.held.moves.tolist():
        yield both.rows.ids[row], start + 1, end + 1, both.ids[member]


def moves_in_model(both: Both) -> list[tuple[str, int, int, str]]:
    moves = [event for event in both.events if isinstance(event, Reviewed)]
    return [(move.id, move.from_position, move.to_position, move.by) for move in moves]


def assert_said_alike(both: Both) -> None:
    """Refuse any difference in any utterance, told in events and noted in numbers."""
    uttered = [event for event in both.events if isinstance(event, Uttered)]
    assert len(both.said) == len(uttered) == int(both.held.ends["utterances"].astype(np.int64).sum())
    for entry, event in zip(both.said, uttered, strict=True):
        # what a rule reads out or whom it lets wait decides nothing, so compiled code does not note it
        assert said_in_code(both, entry) == replace(event, tally=UNSET, waited=UNSET)


def said_in_code(both: Both, entry: Any) -> Uttered:
    """The event that an entry of the numeric log stands for."""
    ids, points = both.ids, both.meeting.held[int(entry["row"]) - 1].brief.points
    stances = dict(zip(ids, map(real, entry["stances"].tolist()), strict=False))
    moved = {name: real(by) for name, by in zip(ids, entry["moved"].tolist(), strict=False)}
    return Uttered(
        row=int(entry["row"]),
        turn=int(entry["turn"]),
        start_s=real(float(entry["start"])),
        end_s=real(float(entry["end"])),
        member=ids[entry["member"]],
        act=ACTS[entry["act"]],
        tone=TONES[entry["tone"]],
        point=None if entry["point"] == NOTHING else points[entry["point"]].id,
        to=None if entry["to"] == NOTHING else ids[entry["to"]],
        ghost=None if entry["ghost"] == NOTHING else both.driver.residents[entry["ghost"]].id,
        capital=real(float(entry["stake"])),
        bids={name: real(bid) for name, bid in zip(ids, entry["bids"].tolist(), strict=False) if bid > NO_WISH},
        stances=stances,
        moved={name: by for name, by in moved.items() if by != 0.0},
        allowed_s=real(float(entry["allowed"])),
        side=int(entry["side"]),
        also=None if entry["also"] == NOTHING else points[entry["also"]].id,
        tier=None if entry["tier"] == NOTHING else both.meeting.rules.verdicts.said(TIERS[entry["tier"]]),
    )


def assert_both_hold_it_alike(convener: Convener, seed: int = 1, **how: Any) -> Both:
    """Hold a meeting with both engines and refuse any difference."""
    both = held_by_both(convener, seed, **how)
    assert_same(both)
    return both
