"""Labels of residents as members say them: they fit wherever a phrase names a ghost."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from committee.phrases.book import load
from committee.pipeline.labels import HAPPENED, label_of, label_of_many
from committee.recording.quoting import denied_in
from committee.terms import Became, Flag, Kind, Visa


@cache
def labels() -> frozenset[str]:
    """All that residents may be called who stayed in memory."""
    traits = (*Flag, Visa.J1, Visa.H1B)
    told = {
        label_of(2027, (trait, kind), event, place / len(ways))
        for trait, kind in product(traits, Kind)
        for event, ways in HAPPENED.items()
        for place in range(len(ways))
    }
    return frozenset(told | {label_of_many(2027, kind) for kind in Kind})


def test_every_event_has_several_ways_to_be_told() -> None:
    assert set(HAPPENED) == set(Became)
    assert min(len(set(ways)) for ways in HAPPENED.values()) >= 4


def test_a_label_is_a_noun_phrase_of_one_breath() -> None:
    for label in labels():
        assert re.fullmatch(r"the [^.?!,{}]+[^.?!,{} ]", label), label
        assert len(label.split()) <= 17, label


def test_nothing_is_said_about_what_a_person_is() -> None:
    denied = load("english").words.denied
    assert {label for label in labels() if denied_in(label, denied)} == set()


@pytest.mark.parametrize("event", list(Became))
def test_what_is_told_holds_whatever_the_year_of_training(event: Became) -> None:
    assert not [way for way in HAPPENED[event] if re.search(r"\b(first|second|third|intern) year\b", way)]
