"""What every type of member must honor. A new type inherits :class:`MemberContract` and names itself."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from mesa import Model

from committee.convene import RankMeeting, roster_of
from committee.errors import ScenarioRefused
from committee.events import CapitalMoved, Reviewed, RowOpened, Uttered
from committee.members.member import Member, Moment, known_types, member_type
from committee.members.mind import Mind
from committee.members.roles import Associate, Faculty
from committee.terms import Act, Factor, Flag, Role
from tests.scripted import Told, a_meeting, a_scenario, an_applicant, opened
from tests.strategies import minds, moments

SEATED = {Role.DIRECTOR: 1, Role.ASSOCIATE: 2, Role.FACULTY: 4, Role.CHIEF: 8, Role.COORDINATOR: 10}
"""Whose place in the baseline a type of this role takes, by number."""

TALK = {"meeting.floor.threshold": "-8.0", "switches.clock": "false"}
"""A room in which everybody says everything they have."""


# Hypothesis warns where one test runs in several classes; a contract is meant to.
FOR_EVERY_TYPE = settings(suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow])


class MemberContract:
    """Inherit this with the name of a type."""

    type_name: ClassVar[str]

    @property
    def kind(self) -> type[Member]:
        return member_type(self.type_name)

    @property
    def number(self) -> int:
        return SEATED[self.kind.role]

    def seated(self, **settings: str) -> dict[str, str]:
        return {f"members.{self.number}.type": f'"{self.type_name}"', **settings}

    def member(self, meeting: RankMeeting) -> Member:
        return next(member for member in meeting.members if member.type_name == self.type_name)

    def held(self, seed: int = 1, **settings: str) -> tuple[Member, Told]:
        listener = Told()
        meeting = a_meeting(self.seated(**settings), seed=seed, listeners=[listener])
        meeting.run()
        return self.member(meeting), listener

    def new(self, mind: Mind) -> Member:
        spec = roster_of(a_scenario())[self.number - 1]
        return self.kind(Model(), spec, mind)

    # ---------------------------------------------------------------- what it is

    def test_it_is_seated_by_its_name(self) -> None:
        assert known_types()[self.type_name] is self.kind
        member = self.member(a_meeting(self.seated()))
        assert member.seated.role is self.kind.role

    def test_its_acts_are_ours_and_only_a_director_calls_or_vetoes(self) -> None:
        assert self.kind.acts <= set(Act)
        if self.kind.role is Role.DIRECTOR:
            assert {Act.CALL, Act.VETO} <= self.kind.acts
        else:
            assert not {Act.CALL, Act.VETO, Act.MOVE_ON} & self.kind.acts

    @FOR_EVERY_TYPE
    @given(mind=minds())
    def test_the_mind_it_brings_is_whole(self, mind: Mind) -> None:
        brought = self.new(mind).mind
        assert set(brought.weights) == set(Factor)
        assert sum(brought.weights.values()) == pytest.approx(1.0)
        assert all(weight >= 0.0 for weight in brought.weights.values())
        assert set(brought.alarm) == set(brought.fixability) == set(Flag)
        assert all(alarm >= 0.0 and isfinite(alarm) for alarm in brought.alarm.values())
        assert all(0.0 <= share <= 1.0 for share in brought.fixability.values())

    @FOR_EVERY_TYPE
    @given(moment=moments(), mind=minds())
    def test_its_eagerness_is_finite_and_asking_twice_gives_the_same(self, moment: Moment, mind: Mind) -> None:
        member = self.new(mind)
        assert isfinite(member.eagerness(moment))
        assert member.eagerness(moment) == member.eagerness(moment)

    # ---------------------------------------------------------------- what it does in a meeting

    @pytest.mark.parametrize("room", [{}, TALK])
    def test_its_stance_stays_within_one(self, room: dict[str, str]) -> None:
        member, listener = self.held(**room)
        stances = [e.stances[member.spec.id] for e in listener.events if isinstance(e, RowOpened | Uttered)]
        assert stances
        assert all(-1.0 <= stance <= 1.0 for stance in stances)

    @pytest.mark.parametrize("room", [{}, TALK])
    def test_it_says_nothing_outside_its_acts(self, room: dict[str, str]) -> None:
        member, listener = self.held(**room)
        said = {e.act for e in listener.events if isinstance(e, Uttered) and e.member == member.spec.id}
        assert said <= self.kind.acts

    @pytest.mark.parametrize("capital", ["0", "1", "8"])
    def test_its_purse_is_never_negative_nor_above_what_it_opened_with(self, capital: str) -> None:
        member, listener = self.held(**{f"members.{self.number}.capital": capital})
        balances = [e.capital[member.spec.id] for e in listener.events if isinstance(e, RowOpened)]
        moves = [e for e in listener.events if isinstance(e, CapitalMoved) and e.member == member.spec.id]
        moved = [e for e in listener.events if isinstance(e, Reviewed) and e.by == member.spec.id]
        for balance in [*balances, *(move.balance for move in (*moves, *moved)), member.purse.balance]:
            assert 0.0 <= balance <= float(capital) + 1e-4
        if capital == "0":
            assert not moves
            assert not moved

    def test_it_keeps_a_no_list_only_where_that_is_allowed(self) -> None:
        strict = {"meeting.no_list_rate": "1.0", "meeting.no_list_from": "2.0"}
        meeting = a_meeting(self.seated(**strict), rows=[an_applicant()])
        row = opened(meeting)
        assert row.on_no_list[meeting.members.index(self.member(meeting))] is self.kind.keeps_no_list

    def test_it_meets_reads_and_votes_only_where_it_may(self) -> None:
        meeting = a_meeting(self.seated(**{"meeting.interviewers": "10", "meeting.readers": "10"}))
        me = meeting.members.index(self.member(meeting))
        for docket in (meeting.docket(brief.number) for brief in meeting.briefs):
            if docket.brief.applicant.interview_score is not None:
                assert (me in docket.interviewers) is self.kind.interviews
            assert (me in docket.readers) is (self.kind.reads or self.kind.reads_all)
        assert (opened(meeting).call_weights[me] > 0.0) is self.kind.votes

    def test_a_meeting_with_it_can_be_held_again(self) -> None:
        one, two = (a_meeting(self.seated(), seed=5) for _ in range(2))
        one.run()
        two.run()
        assert one.digest() == two.digest()

    def test_it_tires_below_one_and_rests(self) -> None:
        member, _ = self.held()
        for minutes in (0.0, 60.0, 1e6):
            member.tire(minutes, 0.5)
            assert 0.0 <= member.fatigue < 1.0
        member.rest()
        assert member.fatigue == 0.0
        assert member.purse.balance == member.purse.opening


class TestDirector(MemberContract):
    type_name = "director"


class TestAssociate(MemberContract):
    type_name = "associate"


class TestFaculty(MemberContract):
    type_name = "faculty"


class TestChief(MemberContract):
    type_name = "chief"


class TestCoordinator(MemberContract):
    type_name = "coordinator"


def test_every_shipped_type_is_held_to_the_contract() -> None:
    held = {kind.type_name for kind in MemberContract.__subclasses__()}
    shipped = {name for name, kind in known_types().items() if kind.__module__.startswith("committee.")}
    assert shipped <= held


# ---------------------------------------------------------------- temperaments made up here


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    """Two temperaments, defined by subclassing alone; they leave the registry as they found it."""
    before = dict(Member.registry)

    class Worrier(Faculty):
        type_name = "worrier"
        acts: ClassVar[frozenset[Act]] = frozenset({Act.CONCERN, Act.ASK, Act.RECALL})

        def bring(self, mind: Mind) -> Mind:
            twice = {
                factor: weight * (2 if factor is Factor.SEVERITY else 1) for factor, weight in mind.weights.items()
            }
            total = sum(twice.values())
            return Mind(
                weights={factor: weight / total for factor, weight in twice.items()},
                alarm={flag: 2 * alarm for flag, alarm in mind.alarm.items()},
                fixability=mind.fixability,
            )

        def eagerness(self, moment: Moment) -> float:
            return 3.0 - moment.fatigue

    class Mute(Associate):
        type_name = "mute"
        acts: ClassVar[frozenset[Act]] = frozenset()

    yield
    Member.registry.clear()
    Member.registry.update(before)


class TestWorrier(MemberContract):
    type_name = "worrier"

    def test_it_is_more_alarmed_and_speaks_more(self) -> None:
        member, listener = self.held()
        speakers = [event.member for event in listener.events if isinstance(event, Uttered)]
        plain = Told()
        a_meeting(listeners=[plain]).run()
        before = [event.member for event in plain.events if isinstance(event, Uttered)]
        assert speakers.count(member.spec.id) > before.count(member.spec.id)


class TestMute(MemberContract):
    type_name = "mute"

    def test_it_never_speaks_nor_pays_for_a_turn_even_for_those_who_phoned(self) -> None:
        listener = Told()
        rows = [an_applicant(id=f"r{n}", advocate="apd:strong", step1="fail") for n in range(6)]
        room = self.seated(**{"members.3.type": '"mute"'}, **TALK)
        a_meeting(room, rows=rows, listeners=[listener]).run()
        mute = {"apd_1", "apd_2"}
        turns = [e for e in listener.events if isinstance(e, Uttered | CapitalMoved)]
        assert turns
        assert not [event for event in turns if event.member in mute]


def test_a_type_nobody_has_defined_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScenarioRefused, match="worrier"):
        a_meeting({"members.4.type": '"worier"'})
