"""Questions and answers: what :mod:`committee.meeting.floor` lets members ask, whom, and what comes of it."""

from __future__ import annotations

import pytest

from committee.meeting.effect import mark_said
from committee.meeting.floor import answer, asked_now, wishes
from committee.meeting.paying import buyer
from committee.meeting.row import take_turn, utter
from committee.meeting.state import OpenRow
from committee.meeting.timing import seconds_at
from committee.meeting.wish import Wish, strongest
from committee.terms import Act, Family, Flag
from tests.scripted import CALM, begun, index_of, say, seat_of, sponsor_of

CURIOUS = {**CALM, "meeting.floor.ask": "10.0"}
"""Whoever may ask wants nothing more than to ask."""


def questions(row: OpenRow) -> list[Wish]:
    return [wish for wish in wishes(row) if wish.act is Act.ASK]


def asked(row: OpenRow) -> Wish:
    """The question that is asked now; it has been said."""
    wish = strongest(questions(row))
    utter(row, wish)
    return wish


def test_whoever_is_asked_holds_what_bears_on_the_flag_the_director_first() -> None:
    for name in "abcdefgh":
        row = begun(CURIOUS, id=name, narrative="concrete")
        for wish in questions(row):
            assert wish.point == index_of(row, "step1")
            assert wish.to == row.seating.director
        for member in row.seating.answering:
            if member == row.seating.director:
                row.knowledge.unsaid[member] = []
        for wish in questions(row):
            assert wish.to is not None
            assert index_of(row, "narrative") in row.knowledge.unsaid[wish.to]


@pytest.mark.parametrize("visa", ["h1b", "j1"])
@pytest.mark.parametrize("step3", ["pass", "none"])
def test_a_question_about_a_visa_goes_to_the_coordinator(visa: str, step3: str) -> None:
    room = {**CURIOUS, "program.j1": '"case_by_case"'}
    row = begun(room, step1="", visa=visa, step3=step3)
    question = asked(row)
    assert question.point == index_of(row, "visa")
    assert question.to == seat_of(row, "coordinator")
    reply = answer(row, seat_of(row, "coordinator"))
    assert (reply.act, reply.to) == (Act.ANSWER, question.member)
    assert reply.point == (index_of(row, "step3") if visa == "h1b" else None)


def test_without_an_office_whoever_read_the_file_says_that_nothing_more_is_known_of_a_visa() -> None:
    row = begun({**CURIOUS, "program.j1": '"case_by_case"', "members.10.type": '"faculty"'}, step1="", visa="j1")
    question = asked(row)
    assert question.to == row.seating.director
    assert answer(row, row.seating.director).point is None


def test_nobody_asks_what_has_been_said_or_what_nobody_here_can_say() -> None:
    row = begun(CURIOUS, narrative="concrete")
    assert questions(row)
    mark_said(row, index_of(row, "narrative"))
    assert not questions(row)
    alone = begun({**CURIOUS, "members.10.type": '"faculty"'}, step1="", visa="h1b")
    assert not questions(alone)


def test_nobody_asks_without_time_for_the_answer() -> None:
    row = begun(CURIOUS, narrative="concrete")
    question = strongest(questions(row))
    reply = Wish(0, 0.0, Act.ANSWER, index_of(row, "narrative"), question.member)
    needed = seconds_at(row, question, row.turn) + seconds_at(row, reply, row.turn + 1) + row.closing_s
    row.clock.elapsed = row.clock.allowed - needed - 0.001
    assert question in questions(row)
    row.clock.elapsed += 0.002
    assert question not in questions(row)
    row.clock.elapsed = row.clock.allowed - needed + 1.0
    assert question.member not in {wish.member for wish in questions(row)}


def test_a_member_asks_no_more_about_what_they_have_spoken_of() -> None:
    row = begun(CURIOUS, narrative="concrete")
    asker = questions(row)[0].member
    row.talk.raised.add((asker, index_of(row, "step1")))
    assert asker not in {wish.member for wish in questions(row)}


def test_nobody_asks_about_what_flags_nobody() -> None:
    assert not questions(begun(CURIOUS, step1="", visa="j1"))


def test_whoever_was_asked_has_the_next_turn_whatever_others_would_bid_or_pay() -> None:
    """In a room where everybody else bids high and a strong sponsor has something to answer."""
    loud = {**CURIOUS, "meeting.floor.sponsor": "10.0", "meeting.floor.point": "10.0"}
    row = begun(loud, narrative="concrete", advocate="apd:strong")
    say(row, Act.CONCERN, "step1", 0)
    sponsor = sponsor_of(row)
    row.stance[sponsor] = 0.9
    wish = Wish(8, 1.0, Act.ASK, index_of(row, "step1"), 0)
    utter(row, wish)
    assert asked_now(row) == 0
    made = wishes(row)
    assert strongest(made).member != 0
    assert buyer(row, made) is not None
    assert take_turn(row)
    assert row.cue.last_speaker == 0
    assert index_of(row, "narrative") in row.talk.said
    assert row.stakes.units == [0.0] * row.size
    assert asked_now(row) is None


def test_an_answer_is_about_the_flag_and_the_part_of_it_comes_before_what_answers_it() -> None:
    row = begun(CALM, professionalism="remediation", narrative="concrete")
    row.cue.addressed, row.cue.asker, row.cue.flag = 0, 8, Flag.PROFESSIONALISM
    assert answer(row, 0).point == index_of(row, "professionalism.file")
    mark_said(row, index_of(row, "professionalism.file"))
    assert answer(row, 0).point == index_of(row, "narrative")


def test_nothing_is_said_to_be_known_only_if_the_member_knows_nothing_of_the_flag() -> None:
    row = begun(CALM, step1="", gap_years=4, narrative="")
    row.cue.addressed, row.cue.asker, row.cue.flag = 0, 8, Flag.GAP
    about = [p for p in row.knowledge.unsaid[0] if row.points[p].family is Family.NARRATIVE]
    assert answer(row, 0).point == about[0]
    row.knowledge.unsaid[0].remove(about[0])
    assert answer(row, 0).point is None


def test_who_is_asked_wants_to_answer_about_what_was_asked() -> None:
    row = begun(CALM, narrative="concrete")
    row.cue.addressed, row.cue.asker, row.cue.flag = 0, 5, row.points[index_of(row, "step1")].flag
    wish = wishes(row)[0]
    assert (wish.act, wish.to) == (Act.ANSWER, 5)
    assert wish.point == index_of(row, "narrative")


def test_only_who_has_not_read_the_file_asks_and_they_ask_one_who_has() -> None:
    for name in "abcdef":
        row = begun({**CALM, "meeting.floor.ask": "10.0"}, id=name)
        for wish in wishes(row):
            if wish.act is Act.ASK:
                assert wish.member not in row.docket.readers
                assert wish.to in row.docket.readers


def test_a_question_is_asked_once_a_row() -> None:
    row = begun({**CALM, "meeting.floor.ask": "10.0"})
    assert Act.ASK in {wish.act for wish in wishes(row)}
    row.talk.asked = True
    assert Act.ASK not in {wish.act for wish in wishes(row)}
