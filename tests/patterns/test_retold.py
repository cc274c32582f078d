"""A compiled meeting retold is the meeting that the readable model tells."""

from __future__ import annotations

import pytest
from msgspec import UNSET, structs

from committee.convene import Convener
from committee.recording import Heard, Recording
from committee.scenario.loading import load_scenario
from committee.terms import WhyNot
from tests.patterns.meetings import Room
from tests.patterns.retold import retold

PLAIN: dict[str, object] = {}
MADE = {
    "baseline": ("baseline", PLAIN),
    "pair": ("two_imgs", PLAIN),
    "blinded": ("baseline", {"meeting.rules.blind": ["kind"]}),
    "assigned": ("two_imgs", {"meeting.rules.assigned_advocate": True, "meeting.rules.base_rates": True}),
    "no carry over": ("baseline", {"switches.carry_over": False}),
}


def told(recording: Recording) -> list[object]:
    """What both tell of the rows, one event after another."""
    events: list[object] = []
    for row in recording.rows:
        events.append(
            structs.replace(row.opened, cells={}, fatigue={}, no_list=(), hidden=(), inferred=None, assigned={})
        )
        events += [structs.replace(each, bids={}, text="", tally=UNSET, waited=UNSET) for each in row.utterances]
        events += row.capital
        assert row.closed is not None
        unheard = tuple(structs.replace(each, why=WhyNot.NO_BID) for each in row.closed.unheard)
        events.append(structs.replace(row.closed, weighed={}, unpaid=None, unheard=unheard))
    return events


@pytest.mark.parametrize("name", MADE)
def test_what_is_retold_was_told(name: str) -> None:
    scenario = load_scenario(*MADE[name])
    heard = Heard()
    meeting = Convener(scenario).meeting(7, listeners=[heard])
    applicants = meeting.applicants
    meeting.run()
    recorded = heard.recording()
    room = Room(scenario)
    again = retold(room.hold_told(7, room.rows(applicants)), applicants)
    assert told(again) == told(recorded)
    assert recorded.listed is not None
    assert again.listed == structs.replace(recorded.listed, second={}, tiers={})
    assert again.header.members == recorded.header.members
