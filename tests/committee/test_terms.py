from __future__ import annotations

import inspect
import json
from enum import StrEnum

import pytest

from committee import terms
from committee.convene import convene
from committee.events import CapitalMoved, Remembered, RowClosed, Uttered
from committee.machine import shipped
from committee.scenario.loading import load_scenario
from committee.terms import Act, Because, EndedBy, Kind, Purse, Recall, Tier, Tone, Verdicts, WhyNot, verdicts_among
from tests.scripted import Told, only

LISTS = [
    words
    for _, words in inspect.getmembers(terms, inspect.isclass)
    if issubclass(words, StrEnum) and words is not StrEnum
]


@pytest.mark.parametrize("words", LISTS)
def test_a_word_is_written_as_files_write_it(words: type[StrEnum]) -> None:
    for word in words:
        assert word.value == word.value.lower()
        assert " " not in word.value
        assert words(word.value) is word
        assert json.loads(json.dumps(word)) == word.value
    assert words.__doc__


def test_the_closed_lists_are_those_of_the_contract() -> None:
    assert [kind.value for kind in Kind] == ["us_md", "us_do", "us_img", "non_us_img"]
    assert [tier.value for tier in Tier] == ["top", "mid", "low", "dnr", "invite", "hold", "no"]
    assert {end.value for end in EndedBy} == {"resolved", "consent", "unargued", "timed_out"}
    assert {why.value for why in WhyNot} == {"bell", "outbid", "no_capital", "no_bid", "holder_absent"}
    assert {why.value for why in Because} == {"concern", "unspoken", "seats", "no_list", "any_reason"}
    assert {why.value for why in Purse} == {"spent", "returned", "interest", "burned"}
    assert len(Act) == 19


def test_who_is_an_img_and_what_is_ranked() -> None:
    assert [kind for kind in Kind if kind.is_img] == [Kind.US_IMG, Kind.NON_US_IMG]
    assert [tier for tier in Tier if not tier.ranked] == [Tier.DNR, Tier.NO]


def test_every_tier_belongs_to_one_kind_of_meeting() -> None:
    assert [tier for verdicts in Verdicts for tier in verdicts.tiers] == list(Tier)
    for verdicts in Verdicts:
        assert verdicts_among(verdicts.tiers) is verdicts
        assert [tier.ranked for tier in verdicts.tiers] == [True] * (len(verdicts.tiers) - 1) + [False]
    assert verdicts_among(()) is Verdicts.RANK


def test_a_step_of_the_call_has_a_word_in_every_meeting_and_better_stays_better() -> None:
    steps = Verdicts.RANK.tiers
    assert [Verdicts.RANK.said(step) for step in steps] == list(steps)
    invited = [Verdicts.INVITE.said(step) for step in steps]
    assert invited == [Tier.INVITE, Tier.INVITE, Tier.HOLD, Tier.NO]
    assert [step.ranked for step in steps] == [word.ranked for word in invited]


def test_the_disclaimer_is_one_line() -> None:
    assert terms.DISCLAIMER == "Simulated; not for selecting, ranking or advising real people."


@pytest.mark.soak
def test_meetings_cover_every_word_that_can_be_told() -> None:
    """A word that no meeting ever tells would be a rule that nothing reaches.

    Some words take a room that is not shipped. The words of an invite meeting take one; a season holds those without
    anybody listening. To pay and have nothing new to say takes a sponsor who may pay often. For a point to be known to
    nobody takes a room without a coordinator. A veto for any reason is rare unless answers settle every concern and the
    director vetoes easily. Only old recordings tell of interest.
    """
    listener = Told()
    often = {"meeting.capital.turns_strong": "9", "meeting.capital.turns_mild": "9"}
    alone = {"members.10.type": '"faculty"'}
    strict = {"meeting.call.answer": "1.0", "meeting.call.veto_below": "0.0"}
    invite = {"meeting.verdicts": '"invite"'}
    others = [load_scenario("two_imgs", room) for room in (often, alone, strict, invite)]
    for scenario in (*map(load_scenario, shipped.meetings()), *others):
        for seed in range(1, 6):
            convene(scenario, seed, listeners=[listener]).run()
    said, closed = only(listener.events, Uttered), only(listener.events, RowClosed)
    assert {event.act for event in said} == set(Act)
    assert {event.tone for event in said} == set(Tone)
    assert {event.tier for event in closed} == set(Tier)
    assert {event.ended_by for event in closed} == set(EndedBy)
    assert {left.why for event in closed for left in event.unheard} == set(WhyNot)
    assert {event.why for event in only(listener.events, CapitalMoved)} == set(Purse) - {Purse.INTEREST}
    assert {event.because for event in closed} == {None, *Because}
    assert {event.side for event in said} == {1, 0, -1}
    assert {event.how for event in only(listener.events, Remembered)} == set(Recall)
