from __future__ import annotations

from committee.meeting.acts import ACTS
from committee.terms import Act


def test_the_table_has_every_act() -> None:
    assert set(ACTS) == set(Act)


def test_every_act_says_when_it_is_possible_and_what_it_costs() -> None:
    assert all(rule.when and rule.costs for rule in ACTS.values())


def test_only_an_impression_both_passes_content_and_pulls() -> None:
    assert [act for act, rule in ACTS.items() if rule.content and rule.pulls] == [Act.IMPRESSION]
    assert {act for act, rule in ACTS.items() if rule.pulls} == {
        Act.AGREE,
        Act.CHALLENGE,
        Act.IMPRESSION,
        Act.PROPOSE,
    }


def test_what_answers_says_something() -> None:
    assert all(rule.content for rule in ACTS.values() if rule.answers)


def test_announcing_moving_on_and_calling_move_nobody() -> None:
    for act in (Act.ANNOUNCE, Act.MOVE_ON, Act.CALL, Act.VETO, Act.WAIT, Act.ASK):
        assert (ACTS[act].content, ACTS[act].pulls) == (False, False)
