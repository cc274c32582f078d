"""The four pages of the debrief: what they say, and what they keep to themselves."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from committee.recording import Recording
from committee.recording.spoken import KINDS
from committee.terms import DISCLAIMER
from tests.viz.workshop.polled import a_room
from tests.viz.workshop.sessions import a_meeting
from viz.workshop.debrief import debrief_page, debrief_pages
from viz.workshop.facts import HIDDEN, Facts
from viz.workshop.session import load_session


@pytest.fixture(scope="module")
def meeting() -> Recording:
    return a_meeting()


def facts_of(name: str, meeting: Recording, **changed: object) -> Facts:
    session = load_session(name)
    meetings = {each.name: meeting for each in session.recordings}
    room = a_room(session, revealed=bool(changed.pop("revealed", True)))
    facts = Facts(session=session, room=room, meetings=meetings, nulls=meetings, with_items=True)
    return replace(facts, **changed)


def tables(facts: Facts, part: str) -> dict[str, list[list[str]]]:
    page = debrief_page(facts, part)  # type: ignore[arg-type]
    assert page is not None
    return {table["title"]: table["rows"] for table in page["tables"]}


def test_the_pages_are_those_of_the_session_and_carry_the_disclaimer(meeting: Recording) -> None:
    pages = debrief_pages(facts_of("twenty", meeting))
    assert [page["part"] for page in pages] == ["reactions", "description", "analysis", "summary"]
    assert all(page["disclaimer"] == DISCLAIMER and page["questions"] for page in pages)
    assert json.loads(json.dumps(pages)) == list(pages)


def test_the_description_says_what_happened(meeting: Recording) -> None:
    found = tables(facts_of("twenty", meeting), "description")
    said = [[cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in found[next(iter(found))]]
    assert said == [
        ["Row 28, IMG B", "middle 2 · low 1 · do not rank 2", "middle 5 · low 1", "Middle", "Middle"],
        ["Row 36, Milor Talistan", "middle 2 · low 1 · do not rank 2", "middle 5 · low 1", "Low", "Low"],
    ]
    assert found["What each row got"] == [
        ["Row 28, IMG B", "67 s", "13", "2 units", "argued and settled"],
        ["Row 36, Milor Talistan", "26 s", "5", "nothing", "nobody argued for it"],
    ]


def test_the_analysis_says_why(meeting: Recording) -> None:
    found = tables(facts_of("twenty", meeting), "analysis")
    assert found["How far you agreed"] == [
        ["Row 28, IMG B", "100% (61 to 100)", "83% (44 to 97)", "83% (44 to 97)"],
        ["Row 36, Milor Talistan", "100% (61 to 100)", "17% (3 to 56)", "17% (3 to 56)"],
    ]
    assert found["What the talk did to you"] == [
        ["Row 28, IMG B", "3", "2", "0", "2 closer, 0 further away"],
        ["Row 36, Milor Talistan", "3", "2", "0", "0 closer, 0 further away"],
    ]
    assert "Row 36, Milor Talistan" in [row[0] for row in found["Rows that nobody spoke for"]]
    assert found["Who stays on the list"] == [
        ["US MD", "9", "9", "2", "0", "20 of 20", ""],
        ["US DO", "2", "8", "0", "2", "10 of 12", ""],
        ["US-IMG", "0", "5", "0", "4", "5 of 9", ""],
        ["Non-US IMG", "2", "6", "9", "2", "17 of 19", "100% (76 to 100)"],
    ]


def test_meetings_added_up_and_the_one_that_stands_for_them_are_named(meeting: Recording) -> None:
    def notes(facts: Facts) -> dict[str, str]:
        page = debrief_page(facts, "analysis")
        return {} if page is None else {table["title"]: table["note"] for table in page["tables"]}

    held = {each.name: a_meeting(each.scenario, each.seed) for each in load_session("ninety").recordings}
    one, two = notes(facts_of("twenty", meeting)), notes(facts_of("ninety", meeting, meetings=held, nulls={}))
    assert one["Rows that nobody spoke for"].startswith("All rows of the meeting, also")
    assert two["Rows that nobody spoke for"].startswith("All rows of the first meeting, also")
    assert "added up" not in one["Who stays on the list"]
    assert two["Who stays on the list"].startswith("All rows of the meetings that you voted on, added up.")


def test_the_votes_of_the_audience_stand_only_where_there_are_any(meeting: Recording) -> None:
    facts = facts_of("twenty", meeting)
    silent = replace(facts, room=replace(facts.room, votes={}, hands={}))
    assert {len(row) for row in tables(silent, "analysis")["Who stays on the list"]} == {6}


def test_what_decided_a_row_stands_under_what_people_said(meeting: Recording) -> None:
    decided = {"main:img_b": ("If one had kept quiet: low.",)}
    page = debrief_page(facts_of("twenty", meeting, decided=decided), "description")
    assert page is not None
    assert page["tables"][0]["note"].splitlines()[0] == "Row 28, IMG B. If one had kept quiet: low."


def test_the_frame_of_process_has_no_word_on_kinds(meeting: Recording) -> None:
    said = json.dumps(
        [page for page in debrief_pages(facts_of("twenty_process", meeting)) if page["part"] != "summary"]
    )
    assert "Rows that nobody spoke for" in said
    assert not [word for word in KINDS.values() if word in said]


def test_nothing_is_told_of_a_row_before_its_reveal(meeting: Recording) -> None:
    facts = facts_of("twenty", meeting, revealed=False, with_items=False)
    said = json.dumps(debrief_pages(facts))
    assert "Row 28" not in said.replace('"title": "Row 28', "")
    assert "Row 36" not in said
    assert "middle" not in said
    assert tables(facts, "description") == {}


def test_what_is_asked_twice_waits_until_everybody_has_answered(meeting: Recording) -> None:
    assert "The same questions, twice" in tables(facts_of("twenty", meeting), "summary")
    assert "The same questions, twice" not in tables(facts_of("twenty", meeting, with_items=False), "summary")


def test_few_votes_are_hidden_on_request(meeting: Recording) -> None:
    facts = facts_of("twenty", meeting, hide_small=True)
    small = replace(facts, room=a_room(facts.session, before="dl", after="mm"))
    assert all(
        row[1:3] == [HIDDEN, HIDDEN] for row in tables(small, "description")[next(iter(tables(small, "description")))]
    )
    drifts = tables(small, "analysis")["What the talk did to you"]
    assert all(row[1] == HIDDEN for row in drifts)
    kinds = tables(small, "analysis")["Who stays on the list"]
    assert kinds[-1][-1] == HIDDEN
