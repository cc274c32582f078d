"""What is counted of arrays is what is counted of the recording."""

from __future__ import annotations

import pytest

from committee.convene import Convener
from committee.engine.tallied import tally_of
from committee.machine import shipped
from committee.measures.tally import Tally, tally
from committee.recording import Heard
from tests.adopted import EACH, ruled
from tests.engines import the_convener, the_driver
from tests.scripted import SWITCHES, a_scenario

CASES = {
    **{name: (name, ()) for name in shipped.meetings()},
    **{f"without {switch}": ("", ((f"switches.{switch}", "false"),)) for switch in SWITCHES},
    **{rule: ("", tuple(ruled(**settings).items())) for rule, settings in EACH.items()},
    "much capital": ("", (("meeting.capital.stake_strong", "0.33335"), ("meeting.review.gap", "-2.0"))),
}


def both(convener: Convener, seed: int) -> tuple[Tally, Tally]:
    heard = Heard()
    meeting = convener.meeting(seed, listeners=[heard])
    driver = the_driver(convener)
    rows = driver.rows(meeting.applicants)
    told = tally_of(driver, driver.hold(meeting.chance, rows), rows)
    meeting.run()
    return told, tally(heard.recording())


@pytest.mark.parametrize("case", CASES)
def test_the_tally_of_arrays_is_that_of_the_recording(case: str) -> None:
    told, recorded = both(the_convener(*CASES[case]), 1)
    assert told == recorded
    assert {name: [type(value) for value in column] for name, column in told.rows.items()} == {
        name: [type(value) for value in column] for name, column in recorded.rows.items()
    }


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES)
def test_the_tallies_of_many_meetings_are_those_of_their_recordings(case: str) -> None:
    convener = the_convener(*CASES[case])
    for seed in range(2, 13):
        told, recorded = both(convener, seed)
        assert told == recorded


def test_two_meetings_have_two_tallies() -> None:
    convener = Convener(a_scenario())
    assert both(convener, 1)[0] != both(convener, 2)[0]
