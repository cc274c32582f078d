"""A note is quoted in a few words, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.recording.quoting import QUOTED_WORDS, denied_in, quotable

DENIED = frozenset({"age", "accent"})


@pytest.mark.parametrize(
    ("note", "quoted"),
    [
        ("", ""),
        (" . ", ""),
        ("late twice", '"late twice"'),
        ("Late twice. Then never again.", '"Late twice"'),
        (
            "remediation after a misunderstanding with a resident; improved since",
            '"remediation after a misunderstanding with a resident; improved since"',
        ),
        (
            "remediation after a long misunderstanding with a senior resident; improved since",
            '"remediation after a long misunderstanding with a senior resident"',
        ),
        (
            "one two three four five six seven eight nine ten eleven",
            '"one two three four five six seven eight nine ten"',
        ),
        ('called it "a joke"', "\"called it 'a joke'\""),
        ("a\tb\nc\u202ed", '"a b c d"'),
        ("strong accent, though improved", ""),
        ("hard at that age's end", ""),
    ],
)
def test_a_note_is_cut_to_a_few_words(note: str, quoted: str) -> None:
    assert quotable(note, DENIED) == quoted


@given(st.text(max_size=200))
def test_no_quotation_runs_on_or_breaks_a_line(note: str) -> None:
    quoted = quotable(note, DENIED)
    assert len(quoted.split()) <= QUOTED_WORDS
    assert quoted.isprintable()
    assert not denied_in(quoted, DENIED)


def test_a_denied_word_is_found_whole_in_any_case_and_as_a_genitive() -> None:
    assert denied_in("AGE's toll", DENIED) == {"age"}
    assert denied_in("Manage the page", DENIED) == set()
