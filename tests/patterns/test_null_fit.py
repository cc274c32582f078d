"""The additive null lies where the baseline's calls lie."""

from __future__ import annotations

import pytest

from committee.scenario.loading import load_scenario
from tests.patterns.null_fit import fitted


def test_the_null_of_the_baseline_fits_its_calls() -> None:
    fit, null = fitted(range(1, 7)), load_scenario("baseline").meeting.null
    assert null.offset == pytest.approx(fit.offset, abs=0.1)
    assert null.slope == pytest.approx(fit.slope, abs=0.1)
    assert null.noise == pytest.approx(fit.noise, abs=0.05)
