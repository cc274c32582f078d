"""A compiled meeting as the recording that the readable model would have told, without words and silent memories.

What studies count is in it: rows with their points and holders, utterances with everybody's stance, capital and calls.
A test holds it against a meeting that was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from committee.applicants.applicant import Applicant
from committee.applicants.point import Point
from committee.events import (
    CapitalMoved,
    Listed,
    MeetingOpened,
    PointSeen,
    RowClosed,
    RowOpened,
    Unheard,
    real,
    reals,
)
from committee.meeting.docket import on_the_wall
from committee.program.composite import label
from committee.recording import RecordedRow, Recording
from committee.recording.format import Utterance
from committee.terms import Act, Because, EndedBy, Family, Holding, Purse, Role, Tier, Tone, WhyNot
from tests.patterns.meetings import Day, Room

_ACTS, _TONES, _TIERS = list(Act), list(Tone), list(Tier)
_ENDED, _BECAUSE = list(EndedBy), list(Because)
_WHY: Final = list(WhyNot)


def retold(day: Day, applicants: Sequence[Applicant]) -> Recording:
    """The recording of a day with a log."""
    assert day.log is not None
    teller = _Teller(day, applicants)
    rows = tuple(teller.rows())
    return Recording(header=teller.header(), rows=rows, reviewed=(), listed=teller.listed(), complete=True, digest="")


@lru_cache(maxsize=4096)
def _points(room: Room, applicant: Applicant) -> tuple[Point, ...]:
    rules = room.driver.sample.rules
    return on_the_wall(applicant, rules, room.convener.lookups)[1]


def points_of(day: Day, applicant: Applicant) -> tuple[Point, ...]:
    """What can be said about a row in this room."""
    return _points(day.room, applicant)


class _Teller:
    """Tells one day."""

    def __init__(self, day: Day, applicants: Sequence[Applicant]) -> None:
        self._day = day
        self._applicants = applicants
        self._members = day.room.driver.sample.members
        self._ids = [member.spec.id for member in self._members]
        self._balance = [member.purse.opening for member in self._members]
        self._first = 0

    def header(self) -> MeetingOpened:
        """The opening of the meeting."""
        return MeetingOpened(
            seed=self._day.held.chance.seed,
            scenario=self._day.room.convener.provenance.scenario,
            inputs=(),
            members=tuple(member.seated for member in self._members),
            rows=len(self._applicants),
        )

    def listed(self) -> Listed:
        """The final list."""
        ids = tuple(self._applicants[row].id for row in self._day.held.listed.tolist())
        promise = {row.id: real(row.promise) for row in self._applicants if row.promise is not None}
        return Listed(ids=ids, promise=promise, minutes=real(self._day.minutes))

    def rows(self) -> Iterator[RecordedRow]:
        """The rows, one after another."""
        carries = self._day.room.scenario.switches.carry_over
        for number, applicant in enumerate(self._applicants):
            if not carries:
                self._balance = [member.purse.opening for member in self._members]
            yield self._row(number, applicant)

    def _row(self, number: int, applicant: Applicant) -> RecordedRow:
        points = points_of(self._day, applicant)
        opened = self._opened(number, applicant, points)
        said, moved = self._said(number, points, dict(opened.stances))
        closed = self._closed(number, applicant, points)
        settled = list(self._settled(number, closed.tier, moved))
        return RecordedRow(
            opened=opened,
            events=(),
            remembered=(),
            utterances=tuple(said),
            capital=(*moved, *settled),
            closed=closed,
        )

    def _by_member(self, values: Sequence[float]) -> dict[str, float]:
        return dict(zip(self._ids, reals(values), strict=True))

    def _opened(self, number: int, applicant: Applicant, points: Sequence[Point]) -> RowOpened:
        rules, score = self._day.room.driver.sample.rules, float(self._day.rows.cells["pre_score"][number])
        return RowOpened(
            row=number + 1,
            id=applicant.id,
            name=applicant.name,
            kind=applicant.kind,
            cells={},
            points=tuple(self._seen(number, points)),
            label=label(score, rules.composite),
            pre_score=real(score),
            allowed_s=real(min(rules.clock.row_seconds, rules.clock.row_seconds_max)),
            stances=self._by_member(self._day.held.before[number].tolist()),
            capital=self._by_member(self._balance),
            fatigue={},
        )

    def _seen(self, number: int, points: Sequence[Point]) -> Iterator[PointSeen]:
        end = self._day.held.ends[number]
        everybody = tuple(self._ids)
        office = tuple(member.spec.id for member in self._members if member.role is Role.COORDINATOR)
        advocate = () if end["advocate"] < 0 else (self._ids[end["advocate"]],)
        groups: Mapping[Holding, tuple[str, ...]] = {
            Holding.PUBLIC: everybody,
            Holding.FILE: self._of(int(end["read"])),
            Holding.INTERVIEW: self._of(int(end["met"])),
            Holding.PRIVATE: office,
        }
        for point in points:
            yield PointSeen(
                id=point.id,
                column=point.column,
                family=point.family,
                factor=point.factor,
                valence=point.valence,
                strength=real(point.strength),
                holders=advocate if point.family is Family.ADVOCATE else groups[point.holding],
                detail=point.detail,
                flag=point.flag,
            )

    def _of(self, mask: int) -> tuple[str, ...]:
        return tuple(name for number, name in enumerate(self._ids) if (mask >> number) & 1)

    def _said(
        self, number: int, points: Sequence[Point], stances: dict[str, float]
    ) -> tuple[list[Utterance], list[CapitalMoved]]:
        """The utterances of a row, and the stakes paid with them."""
        assert self._day.log is not None
        count = int(self._day.held.ends["utterances"][number])
        log = self._day.log[self._first : self._first + count]
        self._first += count
        size = len(self._ids)
        staked = [0.0] * size
        said: list[Utterance] = []
        paid: list[CapitalMoved] = []
        columns = {name: log[name].tolist() for name in _PLAIN}
        for turn, (now, moved) in enumerate(
            zip(log["stances"][:, :size].tolist(), log["moved"][:, :size].tolist(), strict=True)
        ):
            entry = {name: column[turn] for name, column in columns.items()}
            if any(moved):
                stances = self._by_member(now)
            if entry["stake"] > 0.0:
                staked[entry["member"]] += entry["stake"]
                paid.append(self._stake(number, entry, staked[entry["member"]]))
            said.append(self._uttered(number, entry, points, (stances, moved)))
        return said, paid

    def _stake(self, number: int, entry: Mapping[str, Any], staked: float) -> CapitalMoved:
        member = entry["member"]
        return CapitalMoved(
            row=number + 1,
            member=self._ids[member],
            why=Purse.SPENT,
            amount=real(entry["stake"]),
            balance=real(self._balance[member] - staked),
            ask=_TIERS[entry["tier"]],
        )

    def _uttered(
        self, number: int, entry: Mapping[str, Any], points: Sequence[Point], told: tuple[dict[str, float], list[float]]
    ) -> Utterance:
        stances, moved = told
        residents = self._day.room.driver.residents
        changes = self._by_member(moved) if any(moved) else {}
        return Utterance(
            row=number + 1,
            turn=entry["turn"],
            start_s=real(entry["start"]),
            end_s=real(entry["end"]),
            member=self._ids[entry["member"]],
            act=_ACTS[entry["act"]],
            tone=_TONES[entry["tone"]],
            point=None if entry["point"] < 0 else points[entry["point"]].id,
            to=None if entry["to"] < 0 else self._ids[entry["to"]],
            ghost=None if entry["ghost"] < 0 else residents[entry["ghost"]].id,
            capital=real(entry["stake"]),
            bids={},
            stances=stances,
            moved={member: change for member, change in changes.items() if change != 0.0},
            allowed_s=real(entry["allowed"]),
            side=entry["side"],
            also=None if entry["also"] < 0 else points[entry["also"]].id,
            tier=None if entry["tier"] < 0 else _TIERS[entry["tier"]],
            text="",
        )

    def _closed(self, number: int, applicant: Applicant, points: Sequence[Point]) -> RowClosed:
        end = self._day.held.ends[number]
        unheard = int(end["unheard"])
        return RowClosed(
            row=number + 1,
            id=applicant.id,
            tier=_TIERS[end["tier"]],
            ended_by=_ENDED[end["ended_by"]],
            call=real(float(end["call"])),
            room=real(float(end["room"])),
            unheard=tuple(
                Unheard(point=point.id, why=WhyNot.NO_BID)
                for place, point in enumerate(points)
                if (unheard >> place) & 1
            ),
            sponsor=None if end["sponsor"] < 0 else self._ids[end["sponsor"]],
            heard=heard_of(end),
            because=None if end["because"] < 0 else _BECAUSE[end["because"]],
            about=None if end["about"] < 0 else points[end["about"]].id,
        )

    def _settled(self, number: int, tier: Tier, paid: Sequence[CapitalMoved]) -> Iterator[CapitalMoved]:
        returned = self._day.room.scenario.meeting.capital.returned
        for member, units in enumerate(self._day.held.staked[number].tolist()):
            if units > 0.0:
                ask = next(move.ask for move in paid if move.member == self._ids[member])
                won = not tier.below(ask)
                self._balance[member] -= units
                back = units * returned if won else units
                if won:
                    self._balance[member] += back
                yield CapitalMoved(
                    row=number + 1,
                    member=self._ids[member],
                    why=Purse.RETURNED if won else Purse.BURNED,
                    amount=real(back),
                    balance=real(self._balance[member]),
                    ask=ask,
                )


_PLAIN: Final = (
    *("turn", "member", "act", "tone", "point", "also", "to", "ghost", "side", "tier"),
    *("stake", "start", "end", "allowed"),
)


def heard_of(end: Any) -> bool | WhyNot | None:
    """Whether the sponsor of a row was heard, or why not; None without a sponsor."""
    heard = int(end["heard"])
    return None if heard < 0 else True if heard == len(_WHY) else _WHY[heard]
