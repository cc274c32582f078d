"""A row is read out in eighteen words, whatever stands in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from committee.phrases import Chooser, Saying
from committee.phrases.announcing import ANNOUNCED_WORDS
from committee.terms import Act, Role, Tone

IMG_A = ("Row 14", "IMG A", "IMG", "Step 1 fail", "CK 245", "2016", "H-1B", "interview 3.5")


def read_out(facts: tuple[str, ...], role: Role = Role.COORDINATOR, rows: int = 1) -> list[str]:
    chooser = Chooser()
    return [
        chooser.text(Saying(act=Act.ANNOUNCE, tone=Tone.PLAIN, role=role, row=row, announcement=facts))
        for row in range(1, rows + 1)
    ]


def test_all_facts_are_read_where_they_fit() -> None:
    for text in read_out(IMG_A, rows=12):
        for fact in IMG_A[1:]:
            assert fact in text


def test_what_is_too_much_is_left_off_the_end() -> None:
    (text,) = read_out((*IMG_A, "remediation", "five more words, no less", "218"))
    assert "H-1B" in text
    assert "218" not in text


@given(st.lists(st.text(max_size=60), max_size=12).map(tuple), st.sampled_from(Role))
def test_no_announcement_runs_on(facts: tuple[str, ...], role: Role) -> None:
    for text in read_out(facts, role, rows=3):
        assert 0 < len(text.split()) <= ANNOUNCED_WORDS
        assert text.endswith((".", "?", "!"))
        assert "\n" not in text


def test_a_row_without_facts_is_still_announced() -> None:
    assert read_out(()) == ["Next row, please. It's on the wall."]
    assert read_out(("Mara Quill",)) == ["Mara Quill."]


def test_short_rows_are_read_in_many_ways() -> None:
    texts = read_out(("Row 3", "Mara Quill", "MD", "CK 255", "2025"), rows=11)
    assert len(set(texts)) == 11


def test_a_name_that_ends_in_a_stop_does_not_double_it() -> None:
    assert not any(".." in text or ".," in text for text in read_out(("Row 3", "Sam Vale Jr.", "MD"), rows=11))
