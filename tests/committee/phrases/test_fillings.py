"""Details as they are said aloud."""

from __future__ import annotations

import pytest

from committee.phrases.book import load
from committee.phrases.fillings import capital, parts, with_article
from committee.terms import Family


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("238", "a 238"),
        ("H-1B", "an H-1B"),
        ("J-1", "a J-1"),
        ("US letter", "a US letter"),
        ("observership", "an observership"),
        ("honest answer", "an honest answer"),
        ("8", "an 8"),
        ("11", "an 11"),
        ("one-off", "a one-off"),
        ("university", "a university"),
        ("Step 1", "a Step 1"),
        ("3.9", "a 3.9"),
        ("earlier application", "an earlier application"),
    ],
)
def test_the_article_goes_by_sound(words: str, said: str) -> None:
    assert with_article(words) == said


@pytest.mark.parametrize(
    ("detail", "in_order"),
    [
        ("", ()),
        ("3 years", ("3 years",)),
        ("3 years, exam_prep", ("3 years", "exam_prep")),
        ("observership, 3 months", ("3 months", "observership")),
        ("affiliate_apd, strong", ("affiliate_apd", "strong")),
        (" , ,shy\n", ("shy",)),
    ],
)
def test_the_plain_fact_comes_first(detail: str, in_order: tuple[str, ...]) -> None:
    assert parts(detail) == in_order


@pytest.mark.parametrize(
    ("family", "raw", "said"),
    [
        (Family.GAP, "1 years", "one year"),
        (Family.GAP, "14 years", "14 years"),
        (Family.US_CLINICAL, "3 months", "three months"),
        (Family.US_CLINICAL, "none", "no time"),
        (Family.CLASS_RANK, "4", "bottom"),
        (Family.ADVOCATE, "affiliate_apd", "the APD at the affiliate"),
        (Family.ATTEMPTS, "2 failed attempts", "two failed attempts"),
        (Family.VALUE, "low_drama", "low-drama"),
        (Family.STEP2, "238", "238"),
        (Family.IMPRESSION, "something_new", "something new"),
        (None, "238", "238"),
    ],
)
def test_a_detail_is_put_into_words(family: Family | None, raw: str, said: str) -> None:
    assert load("english").words.say(family, raw) == said


def test_a_capital_leaves_the_rest_alone() -> None:
    assert [capital(words) for words in ("the APD", "238", "")] == ["The APD", "238", ""]
