"""The words obey the rules of the meeting: nothing hidden is said, and an assigned member says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from msgspec.structs import replace

from committee.phrases import Chooser, Saying
from committee.phrases.book import load
from committee.phrases.facts import Fact
from committee.phrases.phrase import Place
from committee.recording.format import Utterance
from committee.recording.opened import kind_in_the_room
from committee.recording.practices import duty_done
from committee.recording.presumed import MeetingSoFar
from committee.recording.recording import RecordedRow, Recording
from committee.recording.row_minutes import row_minutes
from committee.recording.sides import was_only_assigned
from committee.recording.spoken import SIDES
from committee.recording.wording import announcement, detail_said, letter_named
from committee.terms import Act, Family, Kind, Role, Tone
from tests.builders import a_header, a_point, a_row_opened
from tests.worded import in_words, told_of_the_row

NAMES_A_KIND = re.compile(r"\b(?:US-)?IMGs?\b|\bMDs?\b|\bDOs?\b|US graduate|local (?:graduate|file)|foreign")
NAMES_A_SCORE = re.compile(r"\bSteps?\b|\b(?<!points of )CK\b|\b[12]\d\d\b")  # "I'd trade ten points of CK"
NAMES_A_YEAR = re.compile(r"\b(?<!DS-)(?:19|20)\d\d\b|\bgap\b|years? (?:off|away|since)")
NAMES_A_VISA = re.compile(r"\bJ-1\b|\bH-1B\b|\bvisas?\b", re.IGNORECASE)
NAMES_A_CLASS = re.compile(r"\bquarter\b|\bquartile\b", re.IGNORECASE)
BLIND = {
    "kind": NAMES_A_KIND,
    "exams": NAMES_A_SCORE,
    "graduation": NAMES_A_YEAR,
    "visa": NAMES_A_VISA,
    "class": NAMES_A_CLASS,
}
ASSIGNED = frozenset({Fact.ASSIGNED})
DUTIES = {phrase.template for phrase in load("english").phrases if phrase.place is Place.DUTY}


@cache
def held(seed: int, name: str, value: object) -> Recording:
    rule = {f"meeting.rules.{name}": list(value) if isinstance(value, tuple) else value}
    return in_words("baseline", seed, rule)


def lines(recording: Recording) -> Iterator[tuple[RecordedRow, Utterance]]:
    for row in recording.rows:
        for utterance in row.utterances:
            yield row, utterance


@pytest.mark.parametrize("word", BLIND)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_rule_hides_is_never_said(seed: int, word: str) -> None:
    plain = [told_of_the_row(held(seed, "rubric", False), each) for _, each in lines(held(seed, "rubric", False))]
    assert any(BLIND[word].search(text) for text in plain)
    recording = held(seed, "blind", tuple(BLIND))
    said = [told_of_the_row(recording, each) for _, each in lines(recording)]
    assert [text for text in said if BLIND[word].search(text)] == []


def test_the_announcement_leaves_out_a_hidden_kind() -> None:
    opened = a_row_opened(hidden=("kind", "visa"), inferred=Kind.US_IMG, cells={"step2_ck": "245", "visa": ""})
    assert announcement(opened) == ("Row 1", "Applicant 1", "CK 245")
    assert announcement(a_row_opened(cells={})) == ("Row 1", "Applicant 1", "DO")


@pytest.mark.parametrize(
    ("kind", "inferred", "so"),
    [
        (Kind.NON_US_IMG, Kind.US_MD, set()),
        (Kind.US_MD, Kind.US_IMG, {Fact.NO_US_LETTER, Fact.HANDS_ON}),
        (Kind.NON_US_IMG, Kind.NON_US_IMG, {Fact.NO_US_LETTER, Fact.HANDS_ON}),
    ],
)
def test_words_go_by_what_the_room_takes_them_for_and_name_no_kind(kind: Kind, inferred: Kind, so: set[Fact]) -> None:
    none = a_point(1, family=Family.US_LETTERS, column="letters", valence=-1, detail="0")
    letter = a_point(2, id="letters.1", family=Family.LETTER_GLOWING, column="letters", detail="abroad")
    cells = {"us_clinical": "hands_on"}
    opened = a_row_opened(kind=kind, inferred=inferred, hidden=("kind",), points=(none, letter), cells=cells)
    facts = MeetingSoFar(a_header()).row([opened])._facts
    of_kind = {Fact.IMG, Fact.US_GRADUATE, Fact.NO_US_LETTER, Fact.HANDS_ON, Fact.OBSERVED}
    assert facts & of_kind == so
    assert kind_in_the_room(opened) is inferred
    abroad = inferred.is_img
    assert letter_named(letter, opened) == ("abroad" if abroad else "letter")
    assert detail_said(none, opened) == ("0" if abroad else "1 letters")


@pytest.mark.parametrize(
    ("rule", "side", "acts"),
    [
        ("assigned_advocate", 1, {Act.ADVOCATE, Act.VOUCH, Act.REFRAME, Act.COUNTER, Act.REOPEN}),
        ("devils_advocate", -1, {Act.CONCERN, Act.REOPEN}),
    ],
)
def test_who_is_assigned_says_so_and_nobody_else_does(rule: str, side: int, acts: set[Act]) -> None:
    recording = held(3, rule, True)
    found = [(duty_done(row.opened, each), each) for row, each in lines(recording)]
    assigned = [each for duty, each in found if duty == side]
    assert len(assigned) >= 3
    assert {each.act for each in assigned} <= acts
    assert all(each.text.startswith(tuple(DUTIES)) for each in assigned)
    assert len({each.text.split(".")[0] for each in assigned}) >= 3
    assert not [each.text for duty, each in found if duty == 0 and each.text.startswith(tuple(DUTIES))]


def test_every_turn_that_a_rule_assigned_shares_the_seat_and_names_a_point() -> None:
    recording = held(3, "assigned_advocate", True)
    for row, each in lines(recording):
        if duty_done(row.opened, each):
            assert each.member == row.opened.assigned["for"]
            assert row.points[each.point or ""].valence == 1
            assert each.capital == 0.0


SAYS_IT = {
    Family.STEP1: r"{detail}",
    Family.STEP2: r"{detail}",
    Family.INTERVIEW_SCORE: r"{detail}",
    Family.CLASS_RANK: r"quarter|quartile",
    Family.VISA: r"{detail}|DS-2019",
    Family.US_CLINICAL: r"\bwards?\b|hands-on|\bsystem\b|here\b|\bhospital|patients like ours|how we work|US grad",
    Family.OLD_GRAD: r"{detail}",
}
"""By family, what a listener has to hear to know the point. Letters are always called letters."""


@pytest.mark.parametrize("scenario", ["two_imgs", "baseline"])
@pytest.mark.parametrize("rule", ["assigned_advocate", "devils_advocate"])
def test_an_assigned_turn_names_the_point_that_it_has(rule: str, scenario: str) -> None:
    named = 0
    for seed in (1, 3, 901):
        recording = in_words(scenario, seed, {f"meeting.rules.{rule}": True})
        for row, each in lines(recording):
            if not duty_done(row.opened, each):
                continue
            point = row.points[each.point or ""]
            pattern = "letter" if point.family.startswith("letter_") else SAYS_IT.get(point.family)
            assert "little to say" not in each.text
            if pattern:
                named += 1
                assert re.search(pattern.format(detail=point.detail), each.text, re.IGNORECASE), each.text
    assert named >= 5


def test_an_assigned_turn_without_a_point_says_that_there_is_little_to_say() -> None:
    saying = Saying(act=Act.CONCERN, tone=Tone.PLAIN, role=Role.FACULTY, row=1, valence=-1, facts=ASSIGNED)
    assert "little to say" in Chooser().text(saying)
    assert "little to say" not in Chooser().text(replace(saying, facts=frozenset()))
    assert "little to say" not in Chooser().text(replace(saying, family=Family.STEP2, detail="214"))


def test_who_was_merely_assigned_never_says_that_they_were_for_it() -> None:
    left = 0
    for seed in (1, 2, 17):
        recording = in_words("two_imgs", seed, {"meeting.rules.assigned_advocate": True})
        for row in recording.rows:
            asides = [aside for said in row_minutes(recording, row).said for aside in said.asides]
            for at, each in enumerate(row.utterances):
                if each.act is not Act.CONCEDE:
                    continue
                assigned = was_only_assigned(row.opened, row.utterances[:at], each.member)
                own = re.search(r"I was (?:for|in favor)|I spoke up|I liked|I wanted|my enthusiasm", each.text)
                assert not (assigned and own), each.text
                if assigned:
                    left += 1
                    assert re.search("assign|had to|had me", each.text), each.text
                    assert f"was assigned to speak {SIDES[-each.side]}, now {SIDES[each.side]}" in asides
    assert left >= 4
