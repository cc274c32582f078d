"""The marks on settings: pydantic holds values to them, and every setting carries them."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields, is_dataclass
from enum import StrEnum
from typing import Annotated, Any

import pytest
from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError

from committee.errors import UsageRefused
from committee.scenario.declared import fields_of, marks, record_in, season_settings, settings
from committee.scenario.scenario import Scenario
from committee.terms import Flag, Tier
from committee.units import (
    LARGEST_SEED,
    NAME,
    SMALLEST,
    AtOdds,
    Identifier,
    OneOf,
    Share,
    Table,
    Text,
    seed_span,
    words_of,
)
from tests.scripted import a_scenario

DECLARED = [*settings(), *season_settings()]


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


Citrus = Annotated[str, OneOf("lemon", "lime")]


def refused(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as error:
        TypeAdapter(kind).validate_python(value)
    return str(error.value)


def test_a_table_has_every_word_of_its_list() -> None:
    assert TypeAdapter(Table[Fruit, Share]).validate_python({"apple": 1, "pear": 0}) == {"apple": 1.0, "pear": 0.0}
    assert "it lacks pear" in refused(Table[Fruit, Share], {"apple": 1})
    assert "it lacks lime" in refused(Table[Citrus, Share], {"lemon": 1})
    assert "lemon" in refused(Table[Citrus, Share], {"lemon": 1, "lime": 1, "leman": 1})


def test_words_stay_plain_text() -> None:
    assert type(TypeAdapter(Citrus).validate_python("lime")) is str
    assert words_of(Citrus) == ("lemon", "lime")
    assert words_of(Fruit) == ("apple", "pear")
    assert words_of(str) == ()


@pytest.mark.parametrize("text", ["\x1b[31mred", "two\nlines", "\u202eturned", "a\u2028b", "nul\x00", "\x85", ""])
def test_a_text_is_one_line_without_control_characters(text: str) -> None:
    assert refused(Text, text)


@pytest.mark.parametrize("text", ["plain", "Ärztin", "שלום", "👩‍⚕️", "a b", "œuvre ?"])
def test_a_text_may_be_of_any_script(text: str) -> None:
    assert TypeAdapter(Text).validate_python(text) == text


@pytest.mark.parametrize("text", ["a b", "é", "a/b", "", "a\n"])
def test_an_identifier_is_made_of_few_characters(text: str) -> None:
    assert refused(Identifier, text)
    assert not re.fullmatch(NAME.regex.rstrip("$").lstrip("^"), text)


@pytest.mark.parametrize("setting", DECLARED, ids=lambda setting: setting.key)
def test_every_setting_is_declared_whole(setting: Any) -> None:
    """A sentence for people, and for a number both bounds and a unit."""
    assert re.fullmatch(r"[A-Z`].{10,}\.", setting.doc), setting.doc
    if setting.bounds is None:
        assert not setting.unit
        assert not {int, float} & {setting.kind, *getattr(setting.kind, "__args__", ())}
    else:
        low, high = setting.bounds
        assert low < high
        assert setting.unit


def test_no_setting_is_declared_twice() -> None:
    keys = [setting.key for setting in DECLARED]
    assert len(keys) == len(set(keys)) > 200


def test_what_something_is_divided_by_is_never_next_to_nothing() -> None:
    """Bounds are closed: a least value "above 0" would let in sizes that overflow."""
    for setting in DECLARED:
        for mark in marks(setting.kind):
            assert not hasattr(mark, "gt")
            assert not hasattr(mark, "lt")
            assert not isinstance(mark, Ge) or mark.ge <= 0 or mark.ge >= SMALLEST
            assert not isinstance(mark, Le) or mark.le > 0


def test_the_rules_are_frozen_records_of_the_layers_below() -> None:
    """What a scenario holds is what a meeting reads: nothing is copied into a second record."""
    scenario = a_scenario()
    for name, kind in fields_of(Scenario).items():
        record = record_in(kind)
        assert record is None or is_dataclass(record), name
    with pytest.raises(FrozenInstanceError):
        scenario.meeting.floor.threshold = 1.0  # type: ignore[misc]
    assert not hasattr(scenario.meeting.floor, "__dict__")
    assert "threshold" in {field.name for field in fields(scenario.meeting.floor)}


def test_tables_follow_the_closed_lists() -> None:
    assert tuple(a_scenario().meeting.beliefs.alarm) == tuple(Flag)
    call = a_scenario().meeting.call
    assert [*call.tiers, *call.invite] == [tier for tier in Tier if tier.ranked]


def test_a_value_at_odds_says_where() -> None:
    error = AtOdds("it must be less", where=("a", 1), value="3")
    assert (str(error), error.where, error.value) == ("it must be less", ("a", 1), "3")


def test_seeds_are_written_with_a_colon_and_both_ends_count() -> None:
    assert (seed_span("3:5", "here"), seed_span("7:7", "here")) == (range(3, 6), range(7, 8))
    assert seed_span(f"0:{LARGEST_SEED}", "here").stop == 2**63


@pytest.mark.parametrize("text", ["", "3", "5:3", "a:b", "1:", "-1:3", "1:2:3", f"1:{2**63}", "\u0661:3"])
def test_any_other_text_is_no_span_of_seeds(text: str) -> None:
    with pytest.raises(UsageRefused, match=r"here: .* is not allowed; write two whole numbers"):
        seed_span(text, "here")
