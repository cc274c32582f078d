"""The text of an address: every part in its place, spelled so that it reads back."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from committee.recording.addressing import address_text, coded, set_to, short


def test_every_part_has_its_place() -> None:
    parts = [("seed", "7"), set_to("members.2.name", '"A & B"')]
    assert address_text("1.0", "0123456789abcdef", "two imgs", parts, "img a", 12.5) == (
        "committee:1.0+01234567/two%20imgs?seed=7&set=members.2.name=%22A%20%26%20B%22#img%20a@12.5"
    )
    assert address_text("1.0", "01234567", "two_imgs", [("seed", "1")]) == "committee:1.0+01234567/two_imgs?seed=1"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_of_any_kind_holds_no_sign_of_the_address(text: str) -> None:
    assert unquote(coded(text)) == text
    assert not set(coded(text)) & set(":/?#&=@+ ")


@given(st.floats(0, allow_infinity=False, allow_nan=False))
def test_a_number_reads_back(number: float) -> None:
    assert float(short(number)) == number


@given(st.integers(0, 10**6))
def test_a_whole_number_has_no_point(number: int) -> None:
    assert short(float(number)) == str(number)
