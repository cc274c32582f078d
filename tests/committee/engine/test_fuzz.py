"""Any settings within their bounds, any room, any sheet, any rules: both engines hold the same meeting."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import some
from tests.engines import assert_both_hold_it_alike
from tests.fuzzed import meetings, occasions


@settings(max_examples=some(20))
@given(meetings(), st.integers(0, 2**64 - 1), occasions())
def test_identity_of_any_meeting(meeting: Any, seed: int, occasion: dict[str, Any]) -> None:
    convener, carried = meeting
    assert_both_hold_it_alike(convener, seed, carried=carried, **occasion)
