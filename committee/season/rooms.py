"""Holds the meetings of a season: by compiled code where nobody listens, by the readable model where somebody does.

Both give the same: calls, verdicts, the list, and what members take home. A meeting here is a :class:`Sitting`, plain
data, so that a worker can hold it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from math import isnan
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.applicant import Applicant
from committee.applicants.coded import MEANINGS, Wholes
from committee.applicants.pools import Pools
from committee.chance import Chance
from committee.events import Listener
from committee.meeting.held import Provenance
from committee.meeting.lookups import Lookups
from committee.meeting.meeting import Meeting
from committee.meeting.practices import in_order
from committee.meeting.rules import MeetingRules
from committee.members.carried import Carried
from committee.members.spec import MemberSpec
from committee.recording import Recorder
from committee.terms import Tier

if TYPE_CHECKING:
    from committee.engine.derived import Derived
    from committee.engine.driver import Driver
    from committee.engine.layout import Cells, Reading
    from committee.engine.rows import Rows

Reals = NDArray[np.float64]

_IN_ANY_ORDER: Final = ("impression", "value")
"""Fields of several words. Their numbers do not tell the order in which somebody wrote the words."""


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
    """By row, those who are given: their texts are kept, and the order of their words."""

    def applicants(self) -> tuple[Applicant, ...]:
        """The rows as the readable model meets them."""
        return tuple(self._applicant(row) for row in range(len(self.ids)))

    def _applicant(self, row: int) -> Applicant:
        promise = float(self.promise[row])
        fields: dict[str, Any] = {name: MEANINGS[name](int(self.numbers[name][row])) for name in MEANINGS}
        given = self.fixed.get(row)
        if given is not None:
            fields |= {"school": given.school, "country": given.country, "note": given.note, "extras": given.extras}
            fields |= {name: own for name in _IN_ANY_ORDER if set(own := getattr(given, name)) == set(fields[name])}
        return Applicant(
            id=self.ids[row],
            name=self.names[row] if self.names else self.ids[row],
            promise=None if isnan(promise) else promise,
            **fields,
        )


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


def hold_recorded(sitting: Sitting, provenance: Provenance) -> tuple[Result, bytes]:
    """Hold a meeting by the readable model, and record it: (what came of it, the recording)."""
    kept = BytesIO()
    with Recorder(kept) as recorder:
        result = hold_told(sitting, provenance, [recorder])
    return result, kept.getvalue()


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

NOWHERE: Final = Provenance(scenario={}, inputs=())
"""Of a meeting that nobody is told of."""


class Bench:
    """Holds meetings by compiled code, and keeps what it has learned about cells under the same circumstances.

    A bench is used by one thread at a time, as its meetings share their arrays; workers of Dask may have several.
    """

    def __init__(self) -> None:
        self._cells: dict[object, Cells] = {}
        self._derived: Derived[Reading] | None = None
        self._one_at_a_time = Lock()

    def hold(self, sittings: Sequence[Sitting]) -> list[Result]:
        """Hold meetings that nobody listens to; the sheets of those that read cells alike are read together."""
        with self._one_at_a_time:
            return self._hold(sittings)

    def _hold(self, sittings: Sequence[Sitting]) -> list[Result]:
        self._forget({each.rules.year for each in sittings})
        alike: dict[object, list[int]] = {}
        for number, each in enumerate(sittings):
            alike.setdefault(_key(each.rules), []).append(number)
        groups = [[sittings[number] for number in numbers] for numbers in alike.values()]
        pools = _pools_of([[each.sheet for each in group if _is_plain(each)] for group in groups])
        results: dict[int, Result] = {}
        for (key, numbers), group, drawn in zip(alike.items(), groups, pools, strict=True):
            results.update(zip(numbers, self._held(key, group, drawn), strict=True))
        return [results[number] for number in range(len(sittings))]

    def _forget(self, years: set[int]) -> None:
        """Forget what cells said in other years: ages count from the year, so nobody will ask again."""
        self._cells = {key: cells for key, cells in self._cells.items() if cells.year in years}

    def _held(self, key: object, sittings: Sequence[Sitting], pools: Pools) -> Iterator[Result]:
        from committee.engine.derived import Derived
        from committee.engine.driver import Driver
        from committee.engine.layout import Cells

        self._derived = self._derived or Derived()
        if key not in self._cells:
            self._cells[key] = Cells(sittings[0].rules, Lookups(sittings[0].rules, ()), self._derived)
        cells = self._cells[key]
        together = _drawn(cells, pools, [len(each.sheet.ids) for each in sittings if _is_plain(each)])
        for each in sittings:
            meeting = Meeting(each.rules, each.roster, (), each.chance, NOWHERE, carried=each.carried)
            driver = Driver(meeting, cells)
            if _is_plain(each):
                rows = next(together)
                places = np.arange(len(rows.ids))
            else:
                rows, places = _one_by_one(driver, each)
            yield _read(driver, driver.hold(each.chance, rows), places)


def _pools_of(groups: Sequence[Sequence[Sheet]]) -> list[Pools]:
    """The sheets of each group as one, all of them told apart at once."""
    sheets = [sheet for group in groups for sheet in group]
    fields = sheets[0].numbers if sheets else {}
    whole = Pools.of(
        [row for sheet in sheets for row in sheet.ids],
        {field: np.concatenate([sheet.numbers[field] for sheet in sheets]) for field in fields},
        np.concatenate([sheet.promise for sheet in sheets]) if sheets else np.zeros(0),
    )
    return whole.parts([sum(len(sheet.ids) for sheet in group) for group in groups])


def _drawn(cells: Cells, pools: Pools, sizes: Sequence[int]) -> Iterator[Rows]:
    """The rows of sheets of these sizes, which are read at once."""
    from committee.engine.rows import DrawnRows

    if not sizes:
        return
    drawn, first = DrawnRows(cells, pools).meeting(0), 0
    for size in sizes:
        yield drawn.part(slice(first, first + size))
        first += size


def _is_plain(sitting: Sitting) -> bool:
    """Whether rows are held in the order of the sheet, with all that stands there, and nobody wrote notes on them."""
    practices = sitting.rules.practices
    return practices.order == "sheet" and not practices.blind and not sitting.sheet.fixed


def _one_by_one(driver: Driver, sitting: Sitting) -> tuple[Rows, Wholes]:
    """(rows that have to be read one by one, where each stands in the sheet)."""
    rows = driver.rows(in_order(sitting.sheet.applicants(), sitting.chance, sitting.rules))
    place = {row: number for number, row in enumerate(sitting.sheet.ids)}
    return rows, np.array([place[row] for row in rows.ids], dtype=np.intp)


def _key(rules: MeetingRules) -> object:
    """What decides how cells are read. Tables cannot be keys, so the records are told in words."""
    told = repr(rules.points), repr(rules.composite)
    return rules.year, rules.program.h1b, rules.program.j1, rules.practices.blind, told


def _read(driver: Driver, held: Any, rows: Wholes) -> Result:
    ids = [member.spec.id for member in driver.sample.members]
    episodes = [episode.id for episode in driver.residents]
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
