from __future__ import annotations

from committee.members.member import known_types
from committee.members.roles import Associate, Chief, Coordinator, Director, Faculty
from committee.terms import Act, Family, Role

ROLES = (Director, Associate, Faculty, Chief, Coordinator)


def test_every_role_has_a_type_of_its_own_name() -> None:
    assert {kind.role for kind in ROLES} == set(Role)
    assert {known_types()[kind.type_name] for kind in ROLES} == set(ROLES)


def test_only_the_director_calls_vetoes_or_moves_on() -> None:
    for act in (Act.CALL, Act.VETO, Act.MOVE_ON):
        assert [kind for kind in ROLES if act in kind.acts] == [Director]


def test_the_director_has_read_every_file() -> None:
    assert [kind for kind in ROLES if kind.reads_all] == [Director]


def test_only_the_director_and_the_associates_keep_a_no_list() -> None:
    assert {kind for kind in ROLES if kind.keeps_no_list} == {Director, Associate}


def test_the_coordinator_raises_paperwork_and_does_not_vote() -> None:
    assert [kind for kind in ROLES if not kind.votes] == [Coordinator]
    assert not Coordinator.interviews
    assert not Coordinator.reads
    assert {Act.ANNOUNCE, Act.CONCERN} <= Coordinator.acts
    assert not {Act.ADVOCATE, Act.CHALLENGE, Act.IMPRESSION} & Coordinator.acts


def test_every_act_is_somebodys() -> None:
    assert frozenset().union(*(kind.acts for kind in ROLES)) == set(Act)


def test_the_coordinator_brings_up_paper_visas_and_emails_only_and_answers() -> None:
    assert {kind: kind.topics for kind in ROLES if kind.topics is not None} == {
        Coordinator: {Family.PAPERWORK, Family.VISA, Family.EMAILS}
    }
    assert Act.ANSWER in Coordinator.acts
    assert not {Act.ASK, Act.RECALL, Act.PROPOSE, Act.CONCEDE} & Coordinator.acts


def test_everybody_who_votes_may_propose_a_place_and_concede() -> None:
    assert {kind for kind in ROLES if {Act.PROPOSE, Act.CONCEDE} <= kind.acts} == {k for k in ROLES if k.votes}
