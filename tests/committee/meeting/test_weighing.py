from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.events import RowClosed
from committee.meeting.call import room_mean
from committee.meeting.ending import call_of, close
from committee.meeting.state import OpenRow
from committee.meeting.weighing import weighed
from committee.members.reading import Reading
from committee.terms import Act, Factor
from tests.effort import some
from tests.scripted import a_flagged_row, an_applicant, an_episode, an_open_row, begun, held, only, say, seat_of
from tests.strategies import applicants

EQUAL = {"memory.episodes": "[]", "meeting.call.public_only": "1.0", "meeting.call.plenty": "0.0"}
"""A room that nothing reminds of anybody, and whose call does not depend on who knows more or how many are clean."""


def before_talk(cells: dict[str, str | int | float]) -> float:
    """The call on what members read before talk."""
    row = an_open_row(an_applicant(**cells), EQUAL)
    return call_of(row, row.before, 0.0, 0.0)


@pytest.mark.parametrize(
    ("factor", "cells"),
    [
        (Factor.EXAMS, {"step2_ck": 262, "step1": 250}),
        (Factor.EXAMS, {"step2_ck": 241}),
        (Factor.SEVERITY, {"step1": "fail"}),
        (Factor.SEVERITY, {"gap_years": 5, "visa": "h1b"}),
        (Factor.SEVERITY, {"professionalism": "remediation"}),
        (Factor.INTERVIEW, {"impression": "odd; warm"}),
        (Factor.INTERVIEW, {"impression": "reflective"}),
    ],
)
def test_a_factor_weighs_the_call_less_that_of_the_same_row_without_its_cells(
    factor: Factor, cells: dict[str, str | int | float]
) -> None:
    """Of these columns everybody would assume the same, so the row with blanks in them is what is usual."""
    plain = {"step2_ck": "", "narrative": ""}
    row = an_open_row(an_applicant(**{**plain, **cells}), EQUAL)
    expected = before_talk({**plain, **cells}) - before_talk(plain)
    assert weighed(row)[factor] == pytest.approx(expected)
    assert abs(expected) > 0.003


def by_hand(row: OpenRow, factor: Factor) -> float:
    """The same, each member's reading made anew from nothing but what they know of the other factors."""
    stances = read_anew(row, factor)
    return call_of(row, row.before, 0.0, 0.0) - call_of(row, stances, 0.0, 0.0)


def read_anew(row: OpenRow, factor: Factor) -> list[float]:
    """By member, the stance before talk of somebody who knows nothing of the factor."""
    stances = []
    for member, (heard, sizes, slopes, merit) in enumerate(row.docket.weights.by_member()):
        unknown = [index for index, point in enumerate(row.points) if point.factor is factor]
        left = [0.0 if index in unknown else share for index, share in enumerate(heard)]
        own = (left, sizes, slopes, merit - sum(heard[index] * slopes[index] for index in unknown))
        mind, layout = row.members[member].mind, row.docket.weights.layout
        reading = Reading(layout, mind, row.rules.reading, own, row.likings[member], row.fatigue[member])
        for worry, haunted in zip(reading.worries, row.readings[member].worries, strict=True):
            reading.haunt(worry, haunted.ghost)
        reading.drift = row.readings[member].drift
        stances.append(reading.stance())
    return stances


KIN = an_episode("kin", traits='["us_md"]', holders="[]")
HAUNTED = {
    "memory.episodes": f"[{an_episode(holders='[]')}, {KIN}]",
    "meeting.no_list_rate": "1.0",
}


@settings(max_examples=some(30))
@given(applicants(), st.sampled_from(Factor))
def test_what_a_factor_weighs_is_what_a_reading_made_anew_says(applicant: Applicant, factor: Factor) -> None:
    row = an_open_row(applicant, HAUNTED)
    assert weighed(row)[factor] == pytest.approx(by_hand(row, factor), abs=1e-12)


def test_every_factor_is_weighed() -> None:
    assert list(weighed(a_flagged_row())) == list(Factor)


def test_a_factor_of_which_nobody_who_votes_knows_anything_weighs_nothing() -> None:
    assert weighed(an_open_row(an_applicant()))[Factor.ADVOCACY] == 0.0
    nobody = {"members.2.type": '"faculty"', "members.3.type": '"faculty"'}
    assert weighed(an_open_row(an_applicant(advocate="apd:strong"), nobody))[Factor.ADVOCACY] == 0.0
    office = an_open_row(an_applicant(emails="poor"))
    assert office.docket.held[seat_of(office, "coordinator")].any()
    assert weighed(office)[Factor.INTERVIEW] == 0.0


def test_what_was_said_changes_nothing_of_what_was_weighed() -> None:
    row = begun(narrative="concrete", emails="poor", advocate="apd:strong")
    before = weighed(row)
    say(row, Act.CONCERN, "step1", 0)
    say(row, Act.ADVOCATE, "advocate")
    assert row.stance != list(row.before)
    assert weighed(row) == before


def test_weighing_changes_nothing_in_the_row() -> None:
    row = begun(narrative="concrete", emails="poor", impression="odd; warm")

    def state() -> tuple[object, ...]:
        minds = [(list(reading.heard), reading.account, reading.stance()) for reading in row.readings]
        return (minds, list(row.stance), row.before, list(row.accounts), list(row.stakes.units), close(row))

    before = state()
    weighed(row)
    assert state() == before


def test_capital_counts_as_it_was_spent() -> None:
    """With ever more capital a factor weighs what it changes in the mean, as nobody's doubts decide any more."""
    row = a_flagged_row()
    row.stakes.units[1] = 1e9
    usual = read_anew(row, Factor.SEVERITY)
    expected = room_mean(row.before, row.call_weights) - room_mean(usual, row.call_weights)
    assert weighed(row)[Factor.SEVERITY] == pytest.approx(expected, abs=1e-6)
    row.stakes.units[1] = 0.0
    assert weighed(row)[Factor.SEVERITY] != pytest.approx(expected, abs=1e-3)


def test_the_closing_event_tells_what_every_factor_weighed() -> None:
    row = a_flagged_row(advocate="")
    (closed,) = only(held(row).events, RowClosed)
    assert closed.weighed == {factor: pytest.approx(share, abs=1e-4) for factor, share in weighed(row).items()}
