from __future__ import annotations

import inspect
import json
from enum import StrEnum

import pytest

from committee import terms
from committee.terms import Act, EndedBy, Kind, Tier, WhyNot

LISTS = [
    one for _, one in inspect.getmembers(terms, inspect.isclass) if issubclass(one, StrEnum) and one is not StrEnum
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
    assert [tier.value for tier in Tier] == ["top", "mid", "low", "dnr"]
    assert {end.value for end in EndedBy} == {"resolved", "consent", "unargued", "timed_out"}
    assert {why.value for why in WhyNot} == {"bell", "outbid", "no_capital", "no_bid", "holder_absent"}
    assert len(Act) == 17


def test_who_is_an_img_and_what_is_ranked() -> None:
    assert [kind for kind in Kind if kind.is_img] == [Kind.US_IMG, Kind.NON_US_IMG]
    assert [tier for tier in Tier if not tier.ranked] == [Tier.DNR]


def test_the_disclaimer_is_one_line() -> None:
    assert terms.DISCLAIMER == "Simulated; not for selecting, ranking or advising real people."
