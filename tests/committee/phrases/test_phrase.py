"""How specific a phrase is."""

from __future__ import annotations

from dataclasses import replace

from committee.phrases.book import load
from committee.phrases.phrase import rank_of
from committee.terms import Family


def test_words_that_are_true_of_both_sides_are_no_more_specific_than_words_that_name_none() -> None:
    plain = next(phrase.when for phrase in load("english").phrases if phrase.is_plain)
    about = replace(plain, families=frozenset({Family.PAPERWORK}))
    both, one = (replace(about, valences=frozenset(sides)) for sides in ((1, -1), (1,)))
    ranks = [rank_of(when, frozenset(), frozenset()) for when in (about, both, one)]
    assert ranks[0] == ranks[1] < ranks[2]
