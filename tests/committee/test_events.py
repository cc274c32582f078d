from __future__ import annotations

import inspect
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from committee.events import Event, MeetingOpened, PointSeen, real, reals
from tests.scripted import events_of

KINDS = get_args(Event)


@given(st.floats(-1e6, 1e6))
def test_a_real_keeps_four_decimals_and_is_never_minus_zero(value: float) -> None:
    kept = real(value)
    assert abs(kept - value) <= 0.5001e-4
    assert real(kept) == kept
    assert str(kept) != "-0.0"


def test_a_tiny_loss_is_no_minus_zero() -> None:
    assert str(real(-0.00001)) == "0.0"
    assert [str(value) for value in reals([-1e-9, 0.00005])] == ["0.0", "0.0001"]


@given(st.lists(st.floats(-1e6, 1e6)))
def test_many_reals_are_each_one_rounded_in_their_order(values: list[float]) -> None:
    assert list(map(str, reals(values))) == [str(real(value)) for value in values]


def test_every_event_has_a_name_of_its_own() -> None:
    names = [kind.__struct_config__.tag for kind in KINDS]
    expected = {"header", "row_opened", "uttered", "row_closed", "capital", "remembered", "reviewed", "listed"}
    assert set(names) == expected
    assert len(names) == len(expected)


@pytest.mark.parametrize("kind", [*KINDS, PointSeen])
def test_an_event_is_frozen_and_named_by_keyword(kind: type) -> None:
    assert inspect.isclass(kind)
    parameters = inspect.signature(kind).parameters.values()
    assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}
    assert kind.__struct_config__.frozen  # type: ignore[attr-defined]


def test_what_was_told_cannot_be_changed() -> None:
    opened = events_of()[0]
    with pytest.raises(AttributeError, match="immutable"):
        opened.seed = 2  # type: ignore[misc, union-attr]


def test_every_number_told_is_a_real() -> None:
    """What a listener in the process sees is what a recording holds."""

    def numbers(value: object) -> list[float]:
        if isinstance(value, float):
            return [value]
        if isinstance(value, dict):
            return [number for each in value.values() for number in numbers(each)]
        if isinstance(value, tuple):
            return [number for each in value for number in numbers(each)]
        if isinstance(value, Struct):
            return [number for name in value.__struct_fields__ for number in numbers(getattr(value, name))]
        return []

    events = [event for event in events_of() if not isinstance(event, MeetingOpened)]
    reals = [number for event in events for number in numbers(event)]
    assert len(reals) > 1000
    assert all(number == real(number) for number in reals)
