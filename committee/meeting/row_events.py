"""One row as events, made only if somebody listens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from msgspec import UNSET, UnsetType

from committee.applicants.sheet import cells
from committee.events import (
    CapitalMoved,
    Event,
    PointSeen,
    Remembered,
    RowClosed,
    RowOpened,
    Tally,
    Unheard,
    Uttered,
    real,
    reals,
)
from committee.meeting.docket import Brief, Docket
from committee.meeting.effect import ghost_named, such_residents
from committee.meeting.ending import Ending
from committee.meeting.state import OpenRow
from committee.meeting.weighing import weighed
from committee.meeting.wish import NO_WISH, Wish
from committee.members.memory import Ghost
from committee.terms import Purse, Recall, Tone


class RowEvents:
    """The events of one row, in order. It reads the row, never changes it, and keeps no reference to it."""

    def __init__(self, row: OpenRow) -> None:
        self._ids = row.seating.ids
        self._events: list[Event] = []
        self._stances = self._by_member(row.before)
        self._open(row)

    @property
    def so_far(self) -> tuple[Event, ...]:
        """The events so far."""
        return tuple(self._events)

    def _by_member(self, values: Sequence[float]) -> dict[str, float]:
        return dict(zip(self._ids, reals(values), strict=True))

    def _open(self, row: OpenRow) -> None:
        docket = row.docket
        self._events.append(
            RowOpened(
                row=docket.brief.number,
                id=docket.brief.applicant.id,
                name=docket.brief.applicant.name,
                kind=docket.brief.applicant.kind,
                cells=self._wall(docket.brief),
                points=self._seen(row),
                label=docket.label,
                pre_score=real(docket.pre_score),
                allowed_s=real(row.clock.allowed),
                stances=self._stances,
                capital=self._by_member([member.purse.balance for member in row.members]),
                fatigue=self._by_member([member.fatigue for member in row.members]),
                no_list=tuple(compress(self._ids, row.on_no_list)),
                hidden=docket.brief.hidden,
                inferred=docket.brief.kind if "kind" in docket.brief.hidden else None,
                assigned=self._assigned(docket),
            )
        )
        for member, ghosts in enumerate(row.ghosts):
            for ghost in ghosts:
                if abs(ghost.weight) >= row.rules.memory.noticed:
                    self._remembered(row, member, ghost, Recall.SILENT)

    @staticmethod
    def _wall(brief: Brief) -> dict[str, str]:
        """The cells on the wall; what a rule hides is blank."""
        shown = cells(brief.applicant)
        for column in brief.hidden:
            if column in shown:
                shown[column] = ""
        return shown

    def _assigned(self, docket: Docket) -> dict[str, str]:
        who = {"for": docket.assigned_for, "against": docket.assigned_against}
        return {side: self._ids[member] for side, member in who.items() if member is not None}

    def _seen(self, row: OpenRow) -> tuple[PointSeen, ...]:
        ids, holders = self._ids, row.docket.holders
        known_by = {who: tuple([ids[member] for member in who]) for who in set(holders)}
        strengths = reals([point.strength for point in row.points])
        return tuple(
            [
                PointSeen(
                    id=point.id,
                    column=point.column,
                    family=point.family,
                    factor=point.factor,
                    valence=point.valence,
                    strength=strength,
                    holders=known_by[who],
                    detail=point.detail,
                    flag=point.flag,
                )
                for point, strength, who in zip(row.points, strengths, holders, strict=True)
            ]
        )

    def _remembered(self, row: OpenRow, member: int, ghost: Ghost, how: Recall) -> None:
        self._events.append(
            Remembered(
                row=row.docket.brief.number,
                member=self._ids[member],
                ghost=ghost.episode,
                traits=ghost.traits,
                weight=real(ghost.weight),
                how=how,
            )
        )

    def uttered(self, row: OpenRow, wish: Wish, wishes: Sequence[Wish], said: tuple[float, Tone]) -> None:
        """Add the events of one turn; ``said`` is (the second at which it began, its tone)."""
        if wish.stake > 0.0:
            self._staked(row, wish)
        if wish.ghost is not None:
            self._remembered(row, wish.member, ghost_named(row, wish), Recall.SPOKEN)
        moved: dict[str, float] = {}
        if any(row.moved):
            moved = {member: by for member, by in zip(self._ids, reals(row.moved), strict=True) if by != 0.0}
            self._stances = self._by_member(row.stance)
        self._events.append(
            Uttered(
                row=row.docket.brief.number,
                turn=row.turn,
                start_s=real(said[0]),
                end_s=real(row.clock.elapsed),
                member=self._ids[wish.member],
                act=wish.act,
                tone=said[1],
                point=self._named(row, wish.point),
                also=self._named(row, wish.also),
                to=None if wish.to is None else self._ids[wish.to],
                ghost=wish.ghost,
                capital=real(wish.stake),
                bids=self._bids(wishes),
                stances=self._stances,
                moved=moved,
                allowed_s=real(row.clock.allowed),
                side=wish.side,
                tier=None if wish.tier is None else row.rules.verdicts.said(wish.tier),
                tally=self._tally(row, wish),
                waited=tuple([self._ids[member] for member in wish.waited]) or UNSET,
            )
        )

    @staticmethod
    def _tally(row: OpenRow, wish: Wish) -> Tally | UnsetType:
        """The tally that a rule has read out where the room hears a past resident named."""
        read = row.rules.practices.base_rates and row.rules.switches.influence
        if wish.ghost is None or not read or row.turn in row.changed.silenced:
            return UNSET
        outcomes = such_residents(row, ghost_named(row, wish))
        return Tally(residents=len(outcomes), trouble=sum(outcome < 0.0 for outcome in outcomes))

    @staticmethod
    def _named(row: OpenRow, point: int | None) -> str | None:
        return None if point is None else row.points[point].id

    def _staked(self, row: OpenRow, wish: Wish) -> None:
        self._events.append(
            CapitalMoved(
                row=row.docket.brief.number,
                member=self._ids[wish.member],
                why=Purse.SPENT,
                amount=real(wish.stake),
                balance=real(row.members[wish.member].purse.balance - row.stakes.units[wish.member]),
                ask=row.rules.verdicts.said(row.stakes.asks[wish.member]),
            )
        )

    def _bids(self, wishes: Sequence[Wish]) -> dict[str, float]:
        made = [wish for wish in wishes if wish.bid > NO_WISH]
        bids = zip(made, reals([wish.bid for wish in made]), strict=True)
        return {self._ids[wish.member]: bid for wish, bid in bids}

    def closed(self, row: OpenRow, ending: Ending, unpaid: float | None) -> None:
        """Add the end of the row; ``unpaid`` is the call had nobody paid, None where nobody did."""
        self._events.append(
            RowClosed(
                row=row.docket.brief.number,
                id=row.docket.brief.applicant.id,
                tier=row.rules.verdicts.said(ending.tier),
                ended_by=ending.ended_by,
                call=real(ending.call),
                room=real(ending.room),
                unheard=tuple(Unheard(point=row.points[point].id, why=why) for point, why in ending.unheard),
                sponsor=None if ending.sponsor is None else self._ids[ending.sponsor],
                heard=ending.heard,
                because=ending.because,
                about=self._named(row, ending.about),
                weighed={factor: real(change) for factor, change in weighed(row).items()},
                unpaid=None if unpaid is None else real(unpaid),
            )
        )
