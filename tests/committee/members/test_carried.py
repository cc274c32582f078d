from __future__ import annotations

from typing import Any

import pytest

from committee.errors import UsageRefused
from committee.members.carried import NOTHING, Carried


def test_who_is_new_carries_nothing() -> None:
    assert (NOTHING.purse, NOTHING.episodes, dict(NOTHING.vividness), dict(NOTHING.trust)) == (None, None, {}, {})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"purse": -0.5}, 'carried purse: "-0.5" is not allowed; use at least 0 units.'),
        ({"purse": float("nan")}, 'carried purse: "nan" is not allowed; use at least 0 units.'),
        ({"vividness": {"x": 1.5}}, 'carried vividness of x: "1.5" is not allowed; use a number from 0 to 1.'),
        (
            {"trust": {"chief_1": 0.0}},
            'carried trust in chief_1: "0.0" is not allowed; use a number above 0 and up to 1.',
        ),
    ],
)
def test_what_nobody_can_carry_is_refused_in_a_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageRefused) as refused:
        Carried(**given)
    assert str(refused.value) == said


@pytest.mark.parametrize("given", [{"purse": 0.0}, {"vividness": {"x": 0.0, "y": 1.0}}, {"trust": {"a": 1.0}}])
def test_bounds_belong_to_what_can_be_carried(given: dict[str, Any]) -> None:
    assert Carried(**given) != NOTHING
