from __future__ import annotations

import pytest

from committee.meeting.state import OpenRow
from committee.terms import Holding
from tests.scripted import a_flagged_row

EPISODE = (
    '{id="x", year=2025, traits=["step_fail", "non_us_img"], outcome=-1.0, vividness=0.8, '
    'holders=["apd_1"], witnessed=["apd_1"], label="the last one"}'
)


def haunted(**settings: str) -> OpenRow:
    return a_flagged_row({"memory.episodes": f"[{EPISODE}]", **settings})


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
