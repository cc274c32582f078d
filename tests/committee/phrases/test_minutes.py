"""Whole meetings, as the shipped scenarios hold them: the rotation, the pace, and ten people who can be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from committee.machine.shipped import meetings
from committee.phrases.chooser import REPEAT_ROWS
from committee.phrases.lengths import FASTEST, SLOWEST
from committee.recording.format import Utterance
from committee.recording.recording import Recording
from committee.terms import Act, Family, Role
from tests.worded import in_words

SPEAKERS = (Role.ASSOCIATE, Role.FACULTY, Role.CHIEF)

OFFICE = (Family.VISA, Family.PAPERWORK, Family.EMAILS)


meeting = cache(in_words)


def said_in(recording: Recording) -> Iterator[Utterance]:
    return (said for row in recording.rows for said in row.utterances)


def wordings(scenario: str) -> list[tuple[int, str]]:
    """Row and text of every utterance of a meeting."""
    return [(said.row, said.text) for said in said_in(meeting(scenario))]


@pytest.mark.parametrize("scenario", meetings())
def test_no_wording_is_heard_twice_within_ten_rows(scenario: str) -> None:
    last: dict[str, int] = {}
    repeated = []
    for row, text in wordings(scenario):
        if row - last.get(text, -99) <= REPEAT_ROWS:
            repeated.append((last[text], row, text))
        last[text] = row
    assert repeated == []
    assert len(last) >= 100


def paces(recording: Recording) -> list[float]:
    """Words a minute of each utterance, with the pause after it."""
    return [len(said.text.split()) * 60.0 / (said.end_s - said.start_s) for said in said_in(recording)]


@pytest.mark.parametrize("scenario", meetings())
def test_words_fit_their_seconds(scenario: str) -> None:
    heard = paces(meeting(scenario))
    assert sum(SLOWEST <= pace <= FASTEST for pace in heard) >= 0.95 * len(heard)


FIVE = range(1, 6)
"""Seeds."""


def test_few_lines_are_said_word_for_word_by_three_or_more() -> None:
    mouths: dict[str, list[str]] = defaultdict(list)
    for seed in FIVE:
        recording = meeting("baseline", seed)
        speak = {member.id for member in recording.header.members if member.role in SPEAKERS}
        for said in said_in(recording):
            if said.member in speak:
                mouths[said.text].append(said.member)
    shared = sum(len(members) for members in mouths.values() if len(set(members)) >= 3)
    assert shared <= 0.25 * sum(map(len, mouths.values()))


def test_an_advocate_speaks_longest() -> None:
    words = [
        len(said.text.split())
        for seed in FIVE
        for said in said_in(meeting("baseline", seed))
        if said.act is Act.ADVOCATE
    ]
    assert len(words) >= 10
    assert 20 <= sum(words) / len(words) <= 35


def test_the_office_does_not_worry_about_scores() -> None:
    for seed in FIVE:
        recording = meeting("baseline", seed)
        points = {(row.opened.row, point.id): point for row in recording.rows for point in row.opened.points}
        for said in said_in(recording):
            if said.member == "coordinator" and said.act is Act.CONCERN:
                assert points[said.row, said.point or ""].family in OFFICE
