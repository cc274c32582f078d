"""Policies from outside: from when, until when, and which of two holds."""

from __future__ import annotations

import pytest

from committee.pipeline.policies import Policy, barred_shares
from committee.terms import Visa

FEE = Policy(year=2028, visa=Visa.H1B, share_barred=1.0)
GONE = Policy(year=2031, visa=Visa.H1B, share_barred=0.0)


@pytest.mark.parametrize(
    ("year", "held"),
    [(2027, {}), (2028, {"h1b": 1.0}), (2030, {"h1b": 1.0}), (2031, {"h1b": 0.0}), (2040, {"h1b": 0.0})],
)
def test_a_policy_holds_from_its_year_until_the_next(year: int, held: dict[str, float]) -> None:
    assert barred_shares([GONE, FEE], year) == held


def test_of_two_of_the_same_year_the_last_holds_and_each_visa_has_its_own() -> None:
    half = Policy(year=2028, visa=Visa.H1B, share_barred=0.5)
    other = Policy(year=2028, visa=Visa.J1, share_barred=0.2)
    assert barred_shares([FEE, half, other], 2028) == {"h1b": 0.5, "j1": 0.2}
