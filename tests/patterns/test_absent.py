"""Facts with one possible teller, and ghosts with none: told by nobody, they change nothing; told, they count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from committee.applicants.sheet import read_rows
from committee.convene import RankMeeting
from committee.events import Event, Remembered
from committee.scenario.scenario import Scenario
from tests.patterns.fixtures import BORDERLINE, EVEN, ROW, Cells
from tests.patterns.trials import sheet_with
from tests.patterns.worlds import BASELINE, loaded, rooms_without, scenario_of


def ended(scenario: Scenario, cells: Cells) -> tuple[float, ...]:
    """The call and every stance after talk of the fixed row."""
    (fixed,) = read_rows([cells], year=scenario.season.year, place="the fixture")
    sheet = [fixed if row.id == ROW else row for row in sheet_with(scenario, 1)]
    meeting = RankMeeting(scenario, 1, applicants=sheet)
    meeting.run()
    result = next(row.result for row in meeting.held if row.brief.applicant.id == ROW)
    return (result.ending.call, *result.stances)


@pytest.mark.parametrize(
    ("row", "change", "tellers"),
    [
        (BORDERLINE, {"advocate": "apd:strong"}, ("apd_1", "apd_2")),
        (EVEN, {"emails": "poor"}, ("coordinator",)),
    ],
    ids=["advocate", "coordinator"],
)
def test_what_only_one_member_could_tell_counts_only_where_they_sit(
    row: Cells, change: Mapping[str, Any], tellers: tuple[str, ...]
) -> None:
    without, with_all = loaded(rooms_without(*tellers), BASELINE), scenario_of("baseline", BASELINE)
    assert ended(without, row) == ended(without, {**row, **change})
    assert ended(with_all, row) != ended(with_all, {**row, **change})


class _Remembering:
    """A listener that counts memories."""

    count = 0

    def told(self, event: Event, /) -> None:
        self.count += isinstance(event, Remembered)


def memories(world: str) -> int:
    """How many times anybody remembers anybody in this world."""
    heard = _Remembering()
    RankMeeting(scenario_of(world, BASELINE), 1, listeners=[heard]).run()
    return heard.count


def test_where_there_were_no_imgs_before_nobody_is_remembered() -> None:
    assert memories("no imgs") == 0
    assert memories("baseline") > 0
