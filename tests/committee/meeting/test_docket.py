from __future__ import annotations

from collections.abc import Mapping

import pytest

from committee.chance import Chance
from committee.meeting.docket import Clerk, Docket
from committee.meeting.lookups import Lookups
from committee.terms import Holding, Role
from tests.scripted import a_meeting, an_applicant


def a_docket(settings: Mapping[str, str] | None = None, **cells: str | int | float) -> Docket:
    return a_meeting(settings, rows=[an_applicant(**cells)]).docket(1)


def roles(indices: tuple[int, ...]) -> list[Role]:
    members = a_meeting().members
    return [members[index].role for index in indices]


# ---------------------------------------------------------------- who knows what


def test_the_wall_is_seen_by_everybody_and_the_file_by_its_readers() -> None:
    docket = a_docket(impression="warm; clear", letters="us:glowing", step1="fail", emails="poor")
    everybody = tuple(range(10))
    known = {
        Holding.PUBLIC: everybody,
        Holding.FILE: docket.readers,
        Holding.INTERVIEW: docket.interviewers,
        Holding.PRIVATE: (9,),
    }
    assert {point.holding for point in docket.brief.points} == set(Holding)
    for point, holders in zip(docket.brief.points, docket.holders, strict=True):
        assert holders == known[point.holding]
    for member, held in enumerate(docket.held.tolist()):
        assert [member in holders for holders in docket.holders] == list(held)


@pytest.mark.parametrize("name", ["a", "b", "c", "d", "e", "f"])
def test_as_many_meet_and_read_as_the_scenario_says_and_the_director_reads_besides(name: str) -> None:
    docket = a_docket({"meeting.interviewers": "3", "meeting.readers": "4"}, id=name)
    assert len(docket.interviewers) == 3
    assert 0 in docket.readers
    assert len(docket.readers) == 5
    assert Role.COORDINATOR not in roles(docket.interviewers + docket.readers)


def test_nobody_met_who_was_not_interviewed() -> None:
    docket = a_docket(interview_score="", impression="warm")
    assert docket.interviewers == ()
    where = [point.id for point in docket.brief.points].index("impression.1")
    assert docket.holders[where] == ()


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("pd", Role.DIRECTOR),
        ("apd", Role.ASSOCIATE),
        ("faculty", Role.FACULTY),
        ("chief", Role.CHIEF),
        ("outside", Role.ASSOCIATE),
        ("affiliate_apd", Role.ASSOCIATE),
    ],
)
def test_an_advocate_reaches_a_member_of_their_role(who: str, role: Role) -> None:
    docket = a_docket(advocate=f"{who}:strong")
    assert docket.brief.advocate is not None
    assert docket.brief.advocate_point is not None
    assert roles((docket.brief.advocate,)) == [role]
    assert docket.holders[docket.brief.advocate_point] == (docket.brief.advocate,)


def test_among_several_the_phone_does_not_always_ring_at_the_same() -> None:
    called = {a_docket(id=name, advocate="faculty:strong").brief.advocate for name in "abcdefghij"}
    assert len(called) > 1


NO_ASSOCIATES = {"members.2.type": '"faculty"', "members.3.type": '"faculty"'}


def test_without_an_associate_those_outside_phone_the_director_and_an_apd_nobody() -> None:
    assert a_docket(NO_ASSOCIATES, advocate="outside:strong").brief.advocate == 0
    unheld = a_docket(NO_ASSOCIATES, advocate="apd:strong")
    assert unheld.brief.advocate is None
    assert unheld.brief.advocate_point is not None
    assert unheld.holders[unheld.brief.advocate_point] == ()


def test_an_advocate_who_has_nothing_to_say_is_none() -> None:
    docket = a_docket({"program.points.advocate.mild": "0.0"}, advocate="apd:mild")
    assert (docket.brief.advocate, docket.brief.advocate_point) == (None, None)


# ---------------------------------------------------------------- what else is made ready


def test_without_posture_every_kind_is_looked_at_alike() -> None:
    docket = a_docket({"switches.posture": "false"}, kind="non_us_img")
    assert (docket.weights.layout.posture.amplify, docket.weights.layout.posture.shift) == (1.0, 0.0)


def test_a_row_is_like_past_residents_by_flag_and_visa_only() -> None:
    episodes = ", ".join(
        f'{{id="{name}", year=2024, traits={traits}, outcome=-1.0, vividness=1.0, holders=[], witnessed=[], label="x"}}'
        for name, traits in (("flag", '["step_fail"]'), ("visa", '["h1b"]'), ("kind", '["us_img"]'), ("gap", '["gap"]'))
    )
    room = {"memory.episodes": f"[{episodes}]"}
    alike = {likeness.episode.id for likeness in a_docket(room, kind="us_img", step1="fail", visa="h1b").alike}
    assert alike == {"flag", "visa"}
    assert a_docket(room).alike == ()


def test_the_score_and_label_are_the_spreadsheets() -> None:
    weak, strong = a_docket(step2_ck=215, interview_score=3.2), a_docket(step2_ck=265, interview_score=4.9)
    assert weak.pre_score < strong.pre_score
    assert (weak.label, strong.label) == ("do_not_rank", "strong")


def test_a_docket_can_be_made_twice() -> None:
    first, second = a_docket(id="x", letters="us:fight"), a_docket(id="x", letters="us:fight")
    assert first.brief == second.brief
    assert (first.holders, first.taste, first.no_list) == (second.holders, second.taste, second.no_list)


def test_all_rows_come_in_turn_whoever_they_are_made_ready_with() -> None:
    rows = [an_applicant(id=f"row_{k}") for k in range(70)]
    meeting = a_meeting(rows=rows)
    clerk = Clerk(meeting.members, meeting.rules, Chance(1), Lookups(meeting.rules, ()))
    dockets = list(clerk.dockets(meeting.briefs))
    assert [docket.brief for docket in dockets] == meeting.briefs
    assert dockets[-1].taste == clerk.prepare(70, rows[-1]).taste


def test_rows_made_ready_together_are_as_each_made_ready_alone() -> None:
    meeting = a_meeting()
    clerk = Clerk(meeting.members, meeting.rules, Chance(1), Lookups(meeting.rules, meeting.rules.episodes))
    for together in clerk.prepare_all(meeting.briefs):
        alone = clerk.prepare(together.brief.number, together.brief.applicant)
        for array in ("heard", "sizes", "slopes", "salience", "merit"):
            assert getattr(together.weights, array).tolist() == getattr(alone.weights, array).tolist()
        assert (together.pull.tolist(), together.held.tolist()) == (alone.pull.tolist(), alone.held.tolist())
        assert (together.holders, together.know_more, together.alike) == (alone.holders, alone.know_more, alone.alike)
        assert (together.brief, together.interviewers, together.readers) == (
            alone.brief,
            alone.interviewers,
            alone.readers,
        )
        assert (together.taste, together.no_list) == (alone.taste, alone.no_list)
