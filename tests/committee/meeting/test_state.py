from __future__ import annotations

import pytest

from committee.meeting.state import OpenRow
from committee.terms import Act, Holding, Role
from tests.scripted import a_flagged_row, an_episode, say


def haunted(**settings: str) -> OpenRow:
    return a_flagged_row({"memory.episodes": f"[{an_episode()}]", **settings})


def test_who_holds_more_than_the_wall_counts_more_in_the_call() -> None:
    row = a_flagged_row()
    knows = [
        any(
            i in holders and row.points[p].holding is not Holding.PUBLIC for p, holders in enumerate(row.docket.holders)
        )
        for i in range(row.size)
    ]
    trust = row.seating.trust[row.seating.director]
    for member, agent in enumerate(row.members):
        share = 0.0 if not agent.votes else 1.0 if knows[member] else row.rules.call.public_only
        assert row.call_weights[member] == pytest.approx(share * trust[member])
    assert row.call_weights[row.seating.director] == 1.0


def test_a_no_list_holds_rows_one_leans_against_anyway() -> None:
    rooms = [{"meeting.no_list_rate": rate, "meeting.no_list_from": "2.0"} for rate in ("0.0", "1.0")]
    without, with_lists = (a_flagged_row(room) for room in rooms)
    assert without.on_no_list == [False] * 10
    for member in range(with_lists.size):
        if with_lists.on_no_list[member]:
            assert with_lists.before[member] < without.before[member]
        else:
            assert with_lists.before[member] == without.before[member]
    assert [member for member, on in enumerate(with_lists.on_no_list) if on] == [0, 1, 2]
    keen = a_flagged_row({"meeting.no_list_rate": "1.0", "meeting.no_list_from": "-1.0"})
    assert not any(keen.on_no_list)


def test_a_ghost_acts_on_its_holder_in_silence() -> None:
    row, free = haunted(), a_flagged_row({"memory.episodes": "[]"})
    assert row.before[1] < free.before[1]
    assert row.before[:1] + row.before[2:] == free.before[:1] + free.before[2:]
    assert row.recalled == [(1, "x", False)]


def test_nobody_is_told_of_a_point_beyond_their_topics() -> None:
    row = a_flagged_row(step2_ck=205, emails="poor", visa="h1b")
    for member, agent in enumerate(row.members):
        held = {p for p in range(len(row.points)) if row.docket.held[member][p]}
        kept = {p for p in held if agent.topics is None or row.points[p].family in agent.topics}
        assert set(row.knowledge.unsaid[member]) == kept
    assert [agent.role for agent in row.members if agent.topics is not None] == [Role.COORDINATOR]


def test_who_may_ask_wonders_about_the_flag_on_the_wall_that_weighs_most_with_them() -> None:
    row = a_flagged_row(gap_years=5, visa="j1")
    readers = set(row.docket.readers)
    assert row.knowledge.puzzled
    for member, point in row.knowledge.puzzled:
        assert member not in readers
        flags = [p for p in row.docket.open_flags if row.points[p].flag in row.docket.brief.flags]
        assert point == max(flags, key=row.knowledge.salience[member].__getitem__)
        assert row.points[point].id != "visa"


def test_the_account_of_each_stance_is_that_before_talk() -> None:
    row = a_flagged_row(gap_years=5)
    for reading, account, before in zip(row.readings, row.accounts, row.before, strict=True):
        assert reading.stance_at(account) == before
    say(row, Act.ADVOCATE, "advocate")
    assert [reading.account for reading in row.readings] != row.accounts
    for reading, account, before in zip(row.readings, row.accounts, row.before, strict=True):
        assert reading.stance_at(account) == before
