"""Holds the meetings of a season: by compiled code where nobody listens, by the readable model where somebody does.

Both give the same: calls, verdicts, the list, and what members take home. A meeting here is a :class:`Sitting`, plain
data, so that a worker can hold it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.applicants.coded import MEANINGS, Wholes
from committee.applicants.pools import Pools
from committee.chance import Chance
from committee.events import Listener
from committee.meeting.held import Provenance
from committee.meeting.meeting import Meeting
from committee.meeting.practices import in_order
from committee.meeting.rules import MeetingRules
from committee.members.carried import Carried
from committee.members.spec import MemberSpec
from committee.terms import Tier

if TYPE_CHECKING:
    from committee.engine.driver import Driver
    from committee.engine.layout import Cells

Reals = NDArray[np.float64]


class Sheet(Struct, frozen=True, kw_only=True):
    """The rows of one meeting, in the order of the sheet."""

    ids: tuple[str, ...]
    """Their ids."""
    names: tuple[str, ...]
    """What they are called; empty if nobody reads it."""
    numbers: Mapping[str, Wholes]
    """Their fields, by row."""
    promise: Reals
    """Their latent promise, by row."""
    fixed: Mapping[int, Applicant] = {}
    """By row, those who are given: their texts are kept."""

    def applicants(self) -> tuple[Applicant, ...]:
        """The rows as the readable model meets them."""
        return tuple(self._applicant(row) for row in range(len(self.ids)))

    def _applicant(self, row: int) -> Applicant:
        promise = float(self.promise[row])
        fields: dict[str, Any] = {name: MEANINGS[name](int(self.numbers[name][row])) for name in MEANINGS}
        given = self.fixed.get(row)
        if given is not None:
            fields |= {"school": given.school, "country": given.country, "note": given.note, "extras": given.extras}
        return Applicant(
            id=self.ids[row],
            name=self.names[row] if self.names else self.ids[row],
            promise=None if promise != promise else promise,  # noqa: PLR0124 - it is not a number
            **fields,
        )

    def pools(self) -> Pools:
        """The same in arrays."""
        return Pools.of(self.ids, self.numbers, self.promise)


class Sitting(Struct, frozen=True, kw_only=True):
    """One meeting to be held."""

    rules: MeetingRules
    """Its rules, the program's past residents among them."""
    roster: tuple[MemberSpec, ...]
    """Who sits there."""
    carried: Mapping[str, Carried]
    """By member id, what they bring along."""
    chance: Chance
    """Its draws."""
    sheet: Sheet
    """Its rows, at least one."""


class Result(Struct, frozen=True, kw_only=True):
    """What came of a meeting. Rows are places in its sheet."""

    calls: Reals
    """By row, the call by which it is listed."""
    tiers: NDArray[np.int64]
    """By row, the place of the verdict in :class:`Tier`, as ranks are called."""
    listed: NDArray[np.int64]
    """Rows on the list, the best first."""
    staked: tuple[tuple[int, str, float], ...]
    """(row, member, units) of standing that was put on a row."""
    balance: Mapping[str, float]
    """By member id, the units left."""
    vivid: Mapping[str, Mapping[str, float]]
    """By member id and episode id, how vivid memories are now."""
    minutes: float
    """How long it took."""


def nothing_held() -> Result:
    """The result where there is no row to talk about."""
    none = np.zeros(0, np.int64)
    return Result(calls=np.zeros(0), tiers=none, listed=none, staked=(), balance={}, vivid={}, minutes=0.0)


def hold_told(sitting: Sitting, provenance: Provenance, listeners: Sequence[Listener] = ()) -> Result:
    """Hold a meeting by the readable model, which tells ``listeners``."""
    applicants = sitting.sheet.applicants()
    order = in_order(applicants, sitting.chance, sitting.rules)
    meeting = Meeting(
        sitting.rules, sitting.roster, order, sitting.chance, provenance, listeners, carried=sitting.carried
    )
    meeting.run()
    return _result_of(meeting, [row.id for row in applicants])


def _result_of(meeting: Meeting, ids: Sequence[str]) -> Result:
    row_of = {id_: row for row, id_ in enumerate(ids)}
    calls, tiers = np.zeros(len(ids)), np.zeros(len(ids), np.int64)
    staked = []
    for held in meeting.held:
        row = row_of[held.brief.applicant.id]
        calls[row], tier = meeting.finals[held.brief.applicant.id]
        tiers[row] = _TIERS[tier]
        units: dict[int, float] = {}
        for stake in held.result.stakes:
            units[stake.member] = units.get(stake.member, 0.0) + stake.units
        staked += [(row, meeting.members[seat].spec.id, units[seat]) for seat in sorted(units)]
    return Result(
        calls=calls,
        tiers=tiers,
        listed=np.array([row_of[id_] for id_ in meeting.listed or ()], dtype=np.int64),
        staked=tuple(sorted(staked)),
        balance={member.spec.id: member.purse.balance for member in meeting.members},
        vivid={member.spec.id: dict(member.vividness) for member in meeting.members},
        minutes=meeting.minutes,
    )


_TIERS = {tier: place for place, tier in enumerate(Tier)}

_NOWHERE = Provenance(scenario={}, inputs=())


class Bench:
    """Holds meetings by compiled code, and keeps what it has learned about cells under the same circumstances."""

    def __init__(self) -> None:
        self._cells: dict[object, Cells] = {}

    def hold(self, sitting: Sitting) -> Result:
        """Hold a meeting that nobody listens to."""
        from committee.engine.driver import Driver
        from committee.engine.rows import DrawnRows

        rules, sheet = sitting.rules, sitting.sheet
        plain = rules.practices.order == "sheet" and not rules.practices.blind
        applicants = () if plain else in_order(sheet.applicants(), sitting.chance, rules)
        sample = applicants[:1] or (_first(sheet),)
        meeting = Meeting(rules, sitting.roster, sample, sitting.chance, _NOWHERE, carried=sitting.carried)
        driver = Driver(meeting, self._cells.get(_key(rules)))
        self._cells.setdefault(_key(rules), driver.cells)
        rows = DrawnRows(driver.cells, sheet.pools()).meeting(0) if plain else driver.rows(applicants)
        return _read(driver, driver.hold(sitting.chance, rows), [sheet.ids.index(id_) for id_ in rows.ids])


def _first(sheet: Sheet) -> Applicant:
    """One of the rows, as a sample meeting needs one."""
    return sheet.applicants()[0]


def _key(rules: MeetingRules) -> object:
    """What decides what cells say."""
    return rules.year, rules.program.h1b, rules.program.j1, rules.practices.blind, id(rules.points)


def _read(driver: Driver, held: Any, row_of: Sequence[int]) -> Result:
    ids = [member.spec.id for member in driver.sample.members]
    episodes = [episode.id for episode in driver.residents]
    rows = np.array(row_of, dtype=np.int64)
    calls, tiers = np.empty(len(rows)), np.empty(len(rows), np.int64)
    calls[rows], tiers[rows] = held.calls, held.tiers
    at, seats = np.nonzero(held.staked > 0.0)
    staked = [(int(rows[row]), ids[seat], float(held.staked[row, seat])) for row, seat in zip(at, seats, strict=True)]
    knows = [set(member.vividness) for member in driver.sample.members]
    return Result(
        calls=calls,
        tiers=tiers,
        listed=rows[held.listed],
        staked=tuple(sorted(staked)),
        balance=dict(zip(ids, held.balance.tolist(), strict=True)),
        vivid={
            name: {episode: vivid for episode, vivid in zip(episodes, own, strict=True) if episode in known}
            for name, own, known in zip(ids, held.vivid.tolist(), knows, strict=True)
        },
        minutes=held.minutes,
    )
