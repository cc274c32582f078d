from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import get_args

import pytest

from committee.applicants.applicant import Impression, Value
from committee.applicants.figures import Figures, Ladder, Of, figures, names
from committee.chance import normal_of
from committee.terms import Kind


@pytest.mark.parametrize("of", get_args(Of))
def test_every_table_says_where_its_figures_come_from(of: Of) -> None:
    for table in Figures.model_fields:
        source = getattr(figures(of), table).source
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


@pytest.mark.parametrize("of", get_args(Of))
def test_every_kind_has_its_figures(of: Of) -> None:
    for kind in Kind:
        assert kind in figures(of).step2_ck.mean
        assert kind in figures(of).years_since_graduation.share
        assert names().schools[kind]


def test_words_are_coded_alike_for_all_who_apply() -> None:
    """Codes and cuts of words are read from the figures of the interviewed, so both must have the same."""
    assert tuple(figures("applied").value.share.items()) == tuple(figures().value.share.items())
    assert figures("applied").impression == figures().impression


def test_all_who_apply_differ_where_it_is_said_and_nowhere_else() -> None:
    over = tomllib.loads(files("committee.applicants").joinpath("applied.toml").read_text(encoding="utf-8"))
    stated, changed = figures(), figures("applied")
    for table in Figures.model_fields:
        for field in type(getattr(stated, table)).model_fields:
            same = same_figures(getattr(getattr(stated, table), field), getattr(getattr(changed, table), field))
            assert same or field in over[table], f"{table}.{field}"
        assert table not in over or getattr(stated, table).source != getattr(changed, table).source


def same_figures(one: object, other: object) -> bool:
    """Whether two figures say the same, ladders by their shares."""
    if isinstance(one, Ladder) and isinstance(other, Ladder):
        return list(one.shares.items()) == list(other.shares.items())
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_figures(one[key], other[key]) for key in one)
    return one == other


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
