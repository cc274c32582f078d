from __future__ import annotations

import re

import pytest

from committee.applicants.applicant import Impression, Value
from committee.applicants.figures import Figures, Ladder, figures, names
from committee.chance import normal_of
from committee.terms import Kind


def test_every_table_says_where_its_figures_come_from() -> None:
    for table in Figures.model_fields:
        source = getattr(figures(), table).source
        assert len(source) > 40
        assert "assumption" in source.casefold() or re.search(r"\b(19|20)\d\d\b", source)


def test_a_ladder_gives_each_value_its_share() -> None:
    ladder = Ladder({"low": 0.25, "mid": 0.5, "high": 0.25})
    found = [ladder.at(normal_of((step + 0.5) / 1000)) for step in range(1000)]
    assert [found.count(value) for value in ("low", "mid", "high")] == [250, 500, 250]
    assert found == sorted(found, key=["low", "mid", "high"].index)


@pytest.mark.parametrize("shares", [{"a": 0.5, "b": 0.4}, {"a": 1.2, "b": -0.2}, {"a": 0.9, "b": 0.2}])
def test_shares_that_do_not_add_up_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        Ladder(shares)


def test_every_word_has_a_share() -> None:
    impression = figures().impression
    assert impression.good.keys() | impression.bad.keys() == set(Impression)
    assert not impression.good.keys() & impression.bad.keys()
    assert figures().value.share.keys() == set(Value)


def test_every_kind_has_its_figures() -> None:
    for kind in Kind:
        assert kind in figures().step2_ck.mean
        assert kind in figures().years_since_graduation.share
        assert names().schools[kind]


def test_names_are_invented_words_each_once() -> None:
    lists = names()
    assert len(set(lists.given)) == len(lists.given) > 60
    assert len(set(lists.family)) == len(lists.family) > 200
    assert all(re.fullmatch("[A-Z][a-z]{2,11}", word) for word in lists.given + lists.family)
    assert not [word for word in lists.given + lists.family if "img" in word.casefold()]


def test_schools_abroad_name_their_country_and_schools_here_none() -> None:
    for kind, schools in names().schools.items():
        assert len(set(schools)) == len(schools)
        assert all((" | " in school) == kind.is_img for school in schools)
