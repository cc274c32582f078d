"""The rank meeting: a Mesa model in which one step is one row of the projected sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mesa import Agent, Model

from committee.applicants.applicant import Applicant
from committee.chance import Chance, Gate
from committee.events import CapitalMoved, Event, Listed, Listener, MeetingOpened, Reviewed, real, reals
from committee.meeting import review as reviews
from committee.meeting import row as rows
from committee.meeting.call import Supply, edge_share, tier_of
from committee.meeting.docket import Brief, Clerk, Docket
from committee.meeting.fingerprint import fingerprint
from committee.meeting.held import HeldRow, Provenance, won
from committee.meeting.intervention import NOTHING, UNCHANGED, Changes, Intervention, as_plain
from committee.meeting.lookups import Lookups, remembered
from committee.meeting.practices import under_rubric, within_cap
from committee.meeting.room import Room, Seating
from committee.meeting.row import RowResult, Stake
from committee.meeting.rules import MeetingRules
from committee.meeting.second import second_roster, second_rules
from committee.members.carried import NOBODY, Carried
from committee.members.member import Member
from committee.members.roster import seat_members
from committee.members.spec import MemberSpec
from committee.members.trust import matrix, trust_graph, trust_in
from committee.terms import Purse, Tier

if TYPE_CHECKING:
    import networkx as nx


class Meeting(Model):  # type: ignore[misc]  # Mesa's Model is generic only in name
    """One day in one room.

    :meth:`step` holds the next row. :meth:`run` holds them all, reviews them and makes the list. The meeting tells its
    listeners every event, and they change nothing.

    Parameters
    ----------
    rules
        The rules of the meeting.
    roster
        Who sits there.
    applicants
        Whom the room talks about, in the order of the sheet.
    chance
        All draws of the meeting.
    provenance
        Where the scenario and its rows come from, for the first event.
    listeners
        Those who hear every event.
    carried
        By member id, what they bring along from earlier meetings.
    lookups
        What depends on the rules alone, if the owner of many meetings keeps it; else the meeting works it out.
    changes
        What an experimenter changes inside rows. Changed cells are in ``applicants`` already.
    """

    members: list[Member]
    """Who sits there, in the order of seats."""
    briefs: list[Brief]
    """What is known beforehand of each row, in the order of the sheet."""
    held: list[HeldRow]
    """The rows held so far."""
    listed: tuple[str, ...] | None
    """The ids on the list, the best first; None before the list is made."""
    finals: dict[str, tuple[float, Tier]]
    """By id, the call and tier by which a row is listed; empty before the list is made."""
    minutes: float
    """Minutes gone."""

    def __init__(
        self,
        rules: MeetingRules,
        roster: Sequence[MemberSpec],
        applicants: Sequence[Applicant],
        chance: Chance,
        provenance: Provenance,
        listeners: Sequence[Listener] = (),
        *,
        carried: Mapping[str, Carried] = NOBODY,
        lookups: Lookups | None = None,
        changes: Changes = UNCHANGED,
    ) -> None:
        super().__init__(rng=chance.seed % (1 << 32))
        rules = under_rubric(rules)
        self.rules = rules
        self.chance = chance
        self.rows_seed = chance.seed
        self.applicants = tuple(applicants)
        self.listeners = tuple(listeners)
        self.changes = changes
        self.members = seat_members(self, roster, chance, rules.beliefs, carried)
        for member in self.members:
            if rules.switches.memory:
                member.remember(rules.episodes)
            if not rules.switches.capital:
                member.purse.empty()
        self._carried = carried
        if lookups is None or any(member.brought_episodes for member in self.members):
            lookups = Lookups(rules, remembered(rules, self.members))
        self._clerk = Clerk(self.members, rules, chance, lookups)
        self.briefs = [self._clerk.brief(n, applicant) for n, applicant in enumerate(self.applicants, start=1)]
        self._dockets = self._clerk.dockets(self.briefs)
        self._next: Docket | None = None
        self.held = []
        self.listed = None
        self.finals = {}
        self.minutes = 0.0
        self._seconds = 0.0
        self._rested_at = 0.0
        self._provenance = provenance
        self._ranked = 0
        self._promises = self._promises_after()
        self._clean = sum(1 for brief in self.briefs if not brief.flagged)
        self._release()

    @cached_property
    def trust(self) -> nx.DiGraph[str]:
        """How much of what each member says reaches each other: see :mod:`committee.members.trust`."""
        seated = [member.seated for member in self.members]
        return trust_graph(seated, self.chance, self.rules.trust, self._carried)

    @cached_property
    def _seating(self) -> Seating:
        ids = [member.spec.id for member in self.members]
        return Seating(self.members, self.rules, matrix(self.trust, ids))

    # ---------------------------------------------------------------- the story

    def step(self) -> None:
        """Hold the next row and settle what it leaves behind. Once the list is made, nothing happens."""
        if self.listed is not None:
            return
        docket = self.come_to_next()
        self._next = None
        result = self.hold(docket)
        self._settle(docket, result)
        if len(self.held) == len(self.briefs):
            self._adjourn()

    def run(self) -> Meeting:
        """Hold every row that is left."""
        while self.listed is None:
            self.step()
        return self

    def run_model(self) -> None:
        """The name by which Mesa's tools know :meth:`run`."""
        self.run()

    # ---------------------------------------------------------------- its parts

    def come_to_next(self) -> Docket:
        """Come to the next row and do not hold it yet: :meth:`aside` then finds the room as the row will meet it.

        Members tire and breaks pass once, however often you ask. There is a next row until the list is made.
        """
        if self._next is None:
            if not self.held:
                self._open()
            self._pass_time()
            self._next = next(self._dockets)
        return self._next

    def _open(self) -> None:
        trust = trust_in(self.trust).items()
        occasion = self._provenance.occasion
        self._tell(
            MeetingOpened(
                seed=self.rows_seed,
                scenario=self._provenance.scenario,
                inputs=self._provenance.inputs,
                members=tuple(member.seated for member in self.members),
                rows=len(self.applicants),
                changes=as_plain(self.changes),
                season=occasion.season if occasion else None,
                year=occasion.year if occasion else None,
                program=occasion.program if occasion else None,
                gate=occasion.gate if occasion else None,
                trust={
                    listener: dict(zip(speakers, reals(speakers.values()), strict=True)) for listener, speakers in trust
                },
            )
        )

    def _pass_time(self) -> None:
        """Tire the members by the hours gone, or let them rest where no row leaves a trace on the next."""
        self._take_a_break()
        if not self.rules.switches.carry_over:
            for member in self.members:
                member.rest()
        elif self.rules.switches.fatigue:
            for member in self.members:
                member.tire(self.minutes - self._rested_at, self.rules.room.fatigue_per_hour)

    def _take_a_break(self) -> None:
        """Rest where the rules have a break after the rows held so far. Fatigue counts from its end."""
        practices = self.rules.practices
        if len(self.held) in practices.breaks:
            self._seconds += 60.0 * practices.break_minutes
            self.minutes += practices.break_minutes
            self._rested_at = self.minutes

    def hold(self, docket: Docket) -> RowResult:
        """Hold a row and tell its events. What it leaves behind is settled afterwards."""
        changed = self.changes.rows.get(docket.brief.applicant.id, NOTHING)
        result = rows.hold(docket, self.room(docket.brief), tell=bool(self.listeners), changed=changed)
        for event in result.events:
            self._tell(event)
        return result

    def aside(
        self, docket: Docket, *, capital: bool = True, changed: Intervention = NOTHING, tell: bool = False
    ) -> RowResult:
        """What would come of a row if the meeting held it now: same room, same draws, and the meeting stays as it is.

        Call :meth:`come_to_next` first, so that members are as tired as the row will find them.
        Without ``capital`` nobody may stake anything. ``changed`` is what an experimenter changes inside the row. With
        ``tell`` the result holds the events, which nobody is told.
        """
        return rows.hold(docket, self.room(docket.brief), tell=tell, capital=capital, changed=changed)

    def room(self, brief: Brief) -> Room:
        """The room as this row would meet it now."""
        return Room(seating=self._seating, rules=self.rules, reserved=self._reserved(brief), edge_share=self._caution())

    def _reserved(self, brief: Brief) -> list[float]:
        """Units that each member keeps for applicants still to come whom they promised to push."""
        if not self.rules.switches.carry_over:
            return [0.0] * len(self.members)
        return [self.rules.capital.reserve * later for later in self._promises[brief.number]]

    def _promises_after(self) -> list[list[int]]:
        """By rows held, how many rows still to come each member has promised to push."""
        left = [0] * len(self.members)
        counts = [left]
        for brief in reversed(self.briefs):
            if brief.advocate is not None:
                left = [*left[: brief.advocate], left[brief.advocate] + 1, *left[brief.advocate + 1 :]]
            counts.append(left)
        return counts[::-1]

    def _caution(self) -> float:
        if not self.rules.switches.carry_over:
            return self.rules.call.edge_share
        program = self.rules.program
        supply = Supply(
            clean_per_seat=self._clean / program.seats,
            done=len(self.held),
            ranked=self._ranked,
            rows=len(self.briefs),
            needed=program.seats * program.ranked_per_seat,
        )
        return edge_share(supply, self.rules.call)

    def _settle(self, docket: Docket, result: RowResult) -> None:
        """Settle purses, memories and the clock after a row."""
        for stake in result.stakes:
            purse = self.members[stake.member].purse
            purse.spend(stake.units)
            if won(stake, result):
                back = stake.units * self.rules.capital.returned
                purse.give(back)
                self._tell_capital(docket, stake, Purse.RETURNED, back)
            else:
                self._tell_capital(docket, stake, Purse.BURNED, stake.units)
        self._refresh(result)
        self._seconds += result.seconds
        self.minutes = (self._seconds + self.rules.room.pause_s * (len(self.held) + 1)) / 60.0
        self.held.append(HeldRow(brief=docket.brief, result=result))
        self._ranked += int(result.ending.tier.ranked)

    def _tell_capital(self, docket: Docket, stake: Stake, why: Purse, amount: float) -> None:
        member = self.members[stake.member]
        self._tell(
            CapitalMoved(
                row=docket.brief.number,
                member=member.spec.id,
                why=why,
                amount=real(amount),
                balance=real(member.purse.balance),
                ask=self.rules.verdicts.said(stake.ask),
            )
        )

    def _refresh(self, result: RowResult) -> None:
        rules = self.rules.memory
        for index, episode, spoken in result.recalled:
            self.members[index].refresh(episode, rules.vivid_spoken if spoken else rules.vivid_silent)

    # ---------------------------------------------------------------- the end

    def _adjourn(self) -> None:
        second = self._second_calls() if self.rules.practices.second_committee else {}
        final = self.finals = {row.brief.applicant.id: self._final(row, second) for row in self.held}
        standings = reviews.ordered(
            [
                reviews.Standing(
                    id=row.brief.applicant.id, call=call, stances=row.result.stances, closed_to=self._closed_to(row)
                )
                for row, (call, tier) in zip(self.held, final.values(), strict=True)
                if tier.ranked
            ]
        )
        if self.rules.switches.carry_over and self.rules.switches.capital:
            for move in reviews.review(standings, self.members, self.rules.capital.stake_strong, self.rules.review):
                self._tell_move(move)
        self.listed = tuple(row.id for row in standings)
        tiers = {name: self.rules.verdicts.said(tier) for name, (_, tier) in final.items()} if second else {}
        self._tell(
            Listed(ids=self.listed, promise=self._promise(), second=second, tiers=tiers, minutes=real(self.minutes))
        )
        self.running = False

    def _closed_to(self, row: HeldRow) -> frozenset[int]:
        """Members who may not pay for a move of the row, because a rule caps what each may put on one."""
        staked = [0.0] * len(self.members)
        for stake in row.result.stakes:
            staked[stake.member] = stake.units
        units, practices = self.rules.capital.stake_strong, self.rules.practices
        return frozenset(i for i, already in enumerate(staked) if not within_cap(already + units, practices))

    def _final(self, row: HeldRow, second: Mapping[str, float]) -> tuple[float, Tier]:
        """The call and tier by which a row is listed, rounded as in its event, so that the events give the list."""
        ending = row.result.ending
        call = real(ending.call)
        if not second:
            return call, ending.tier
        mean = real((call + second[row.brief.applicant.id]) / 2.0)
        return mean, tier_of(mean, self.rules.call.tiers)

    def second(self) -> Meeting:
        """The meeting of another committee about the same rows, ready to run."""
        chance = self.chance.at(year=self.chance.year, program=self.chance.program, gate=Gate.SECOND)
        roster = second_roster([member.spec for member in self.members])
        return Meeting(second_rules(self.rules), roster, self.applicants, chance, self._provenance)

    def _second_calls(self) -> dict[str, float]:
        """Have another committee meet about the same rows; its calls by id. Its minutes are added to the day's."""
        other = self.second().run()
        self.minutes += other.minutes
        return {row.brief.applicant.id: real(row.result.ending.call) for row in other.held}

    def _promise(self) -> dict[str, float]:
        """By id, the latent promise of each applicant that has one. Nobody in the room knew it."""
        return {row.id: real(row.promise) for row in self.applicants if row.promise is not None}

    def _tell_move(self, move: reviews.Move) -> None:
        self._tell(
            Reviewed(
                id=move.id,
                from_position=move.from_position,
                to_position=move.to_position,
                by=self.members[move.by].spec.id,
                amount=real(move.stake),
                balance=real(move.balance),
            )
        )

    def _tell(self, event: Event) -> None:
        for listener in self.listeners:
            listener.told(event)

    def _release(self) -> None:
        """Remove this meeting from Mesa's table of agent ids, which would keep every meeting alive for good."""
        getattr(Agent, "_ids", {}).pop(self, None)

    # ---------------------------------------------------------------- for those who ask

    def docket(self, number: int, applicant: Applicant | None = None) -> Docket:
        """The row at ``number``, made ready. It is the same at any time, and asking for it changes nothing.

        ``applicant`` takes the place of the applicant who is there.
        """
        return self._clerk.prepare(number, self.applicants[number - 1] if applicant is None else applicant)

    def carried(self) -> dict[str, Carried]:
        """By member id, what each takes to the next meeting: purse, memories, their vividness, trust in the others."""
        trust = trust_in(self.trust)
        return {member.spec.id: member.carry(trust[member.spec.id]) for member in self.members}

    @property
    def position(self) -> Mapping[str, int]:
        """Id -> position on the list, 1 at the top; empty before the list is made."""
        return {name: place for place, name in enumerate(self.listed or (), start=1)}

    def digest(self) -> str:
        """A fingerprint of the final state: calls, stances, purses, memories and the list, to 9 decimals."""
        rows = ((row.brief.applicant.id, row.result.ending.call, row.result.stances) for row in self.held)
        members = ((each.spec.id, each.purse.balance, each.fatigue, each.vividness) for each in self.members)
        return fingerprint(rows, members, self.listed or ())
