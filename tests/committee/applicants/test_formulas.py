from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.formulas import bare, guarded


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "\n=1", "＝1", "＋1", "－1", "＠SUM(1)", "−1", " =1+1", "\xa0=1"],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "plain", "O'Hara", "'quoted'", "a=b", "3", "'"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert bare(text) == text


@given(st.text(st.sampled_from("'=+-@＝＠\t\r\n ab"), max_size=6) | st.text())
def test_taking_the_guard_off_gives_the_text_back(text: str) -> None:
    assert bare(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not guarded(text).startswith(("\t", "\r", "\n"))
