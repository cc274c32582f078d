from __future__ import annotations

from functools import reduce
from operator import add

from hypothesis import given
from hypothesis import strategies as st

from committee.arithmetic import total


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False, width=32)))
def test_a_total_adds_up_in_order(values: list[float]) -> None:
    assert total(values) == total(iter(values)) == reduce(add, values, 0.0)


def test_a_total_rounds_at_every_step_on_every_python() -> None:
    """Python 3.12's sum() would find the 2.0 that gets lost here."""
    assert total([1e16, 1.0, 1.0, -1e16]) == 0.0
