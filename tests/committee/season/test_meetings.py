"""The meetings of a year: what their headers tell, and who stands on their sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest

from committee.recording import Recording, read_recording
from committee.scenario.scenario import Scenario
from committee.season.meetings import Rows, sheet_of
from committee.season.year import YearHeld
from tests.committee.season.small import FIRST, PROGRAMS, fate, small

GIVEN: Mapping[str, Any] = {
    "id": "given",
    "name": "Given Name",
    "school": "School of Nowhere",
    "country": "Elsewhere",
    "kind": "us_md",
    "step2_ck": 268,
    "yog": FIRST,
    "interview_score": 1.4,
    "impression": "odd; short_answers",
    "note": "Please look twice.",
}
"""Somebody whom everybody invites, with an interview that nobody would draw."""


@cache
def told() -> tuple[YearHeld, ...]:
    """Two years of which everything is recorded."""
    season = small(keep="all", switches__fatigue=False, pool__rows=[GIVEN], season__fates=[fate("remediated")])
    return tuple(season.held(2))


def recordings(year: YearHeld) -> dict[tuple[str, str], Recording]:
    return {(program, gate): read_recording(BytesIO(kept)) for program, gate, kept in year.recorded}


@pytest.mark.parametrize("year", [0, 1])
def test_a_header_holds_the_scenario_of_that_meeting_in_full(year: int) -> None:
    held = told()[year]
    assert len(held.recorded) == 2 * PROGRAMS
    for (program, gate), recording in recordings(held).items():
        header, standing = recording.header, held.standing[int(program.removeprefix("p"))]
        scenario = Scenario.model_validate_json(json.dumps(dict(header.scenario)), strict=True)
        rules = standing.rank if gate == "rank" else standing.invite
        assert scenario.season.year == held.time.year
        assert scenario.memory.episodes == rules.episodes
        assert scenario.switches == rules.switches
        assert scenario.members == tuple(seated.spec for seated in standing.lived.seats)
        assert scenario.meeting.verdicts == gate
        assert scenario.program.seats == standing.program.seats
        assert (scenario.program.posture, scenario.program.points) == (rules.program.posture, rules.points)
        assert (scenario.program.h1b, scenario.program.j1) == (rules.program.h1b, rules.program.j1)
        assert [member.id for member in header.members] == [member.id for member in scenario.members]


@pytest.mark.parametrize("year", [0, 1])
def test_a_header_says_which_meeting_of_which_season_it_is(year: int) -> None:
    held = told()[year]
    for (program, gate), recording in recordings(held).items():
        header = recording.header
        assert (header.year, header.program, header.gate) == (FIRST + year, program, gate)
        assert header.season == header.scenario["title"] == "Some years of a market"


def test_what_became_of_somebody_is_remembered_from_the_next_year_on() -> None:
    (who,) = [resident.id for resident, _ in told()[0].ended.events if resident.program == 0]
    before, after = (recordings(year)["p000", "rank"].header.scenario["memory"]["episodes"] for year in told())
    assert who not in {each["id"] for each in before}
    assert who in {each["id"] for each in after}


def test_a_given_row_applies_in_the_first_year_and_brings_its_own_interview_to_its_own_program() -> None:
    first, second = told()
    assert first.read.files.ids[-1] == "given"
    assert "given" not in second.read.files.ids
    at_own = {
        (program, gate): row.opened
        for (program, gate), recording in recordings(first).items()
        for row in recording.rows
        if row.opened.id == "given"
    }
    own = at_own["p000", "rank"]
    assert own.name == "Given Name"
    assert {key: own.cells[key] for key in ("school", "country", "note", "interview_score")} == {
        "school": "School of Nowhere",
        "country": "Elsewhere",
        "note": "Please look twice.",
        "interview_score": "1.4",
    }
    assert own.cells["impression"] == "odd; short_answers"
    elsewhere = [row for (program, gate), row in at_own.items() if program != "p000" and gate == "rank"]
    assert elsewhere
    assert all(row.cells["interview_score"] not in ("", "1.4") for row in elsewhere)
    assert all(row.cells["note"] == "Please look twice." for row in elsewhere)


def test_nobody_has_been_interviewed_before_anybody_is_invited() -> None:
    for year in told():
        for (_, gate), recording in recordings(year).items():
            scores = {row.opened.cells["interview_score"] for row in recording.rows}
            assert scores == {""} if gate == "invite" else "" not in scores


def test_only_the_program_that_is_called_sees_the_advocate() -> None:
    for year in told():
        applied, files = year.read.applications, year.read.files
        order = np.arange(len(files.ids), dtype=np.float64)
        rows = Rows(files=files, applications=applied, order=order, names=files.ids)
        for field, here in (("advocate", applied.called), ("rotated_here", applied.rotated)):
            for program in range(PROGRAMS):
                sheet, at = sheet_of(rows, np.flatnonzero(applied.program == program))
                who = applied.applicant[at]
                assert np.array_equal(sheet.numbers[field] > 0, here[at] & (files.numbers[field][who] > 0))
                assert list(sheet.ids) == [files.ids[each] for each in who]
            callers = applied.applicant[here & (files.numbers[field][applied.applicant] > 0)]
            assert len(set(callers.tolist())) == len(callers)


def test_rows_stand_in_an_order_of_their_own_that_is_the_same_everywhere() -> None:
    for year in told():
        sheets = [[row.opened.id for row in recording.rows] for recording in recordings(year).values()]
        place = {id_: n for n, id_ in enumerate(sorted({row for sheet in sheets for row in sheet}))}
        before = {(one, other) for sheet in sheets for n, one in enumerate(sheet) for other in sheet[n + 1 :]}
        assert not any((other, one) in before for one, other in before)
        assert any(place[one] > place[other] for one, other in before)
