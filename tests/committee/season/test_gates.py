"""Who applies in a year."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from committee.applicants.pools import raws
from committee.pipeline.files import Files
from committee.pipeline.living import Time
from committee.season.gates import called, draw_files
from committee.season.season import Season
from committee.terms import Kind
from tests.committee.season.small import FIRST, small

OWN = {"id": "mine", "name": "My Own", "kind": "us_do", "yog": FIRST - 3}


def files(season: Season, number: int = 1) -> Files:
    return draw_files(season.market, Time(seed=season.seed, number=number, year=FIRST + number - 1), raws)


def test_as_many_of_each_kind_apply_as_the_pool_says_given_rows_among_them() -> None:
    for season in (small(), small(pool__rows=[OWN])):
        kinds = Counter(tuple(Kind)[kind] for kind in files(season).kind.tolist())
        assert [kinds[kind] for kind in Kind] == [7, 4, 4, 11]


def test_more_given_rows_than_the_pool_holds_all_apply() -> None:
    rows = [{**OWN, "id": f"mine_{n}"} for n in range(6)]
    assert Counter(files(small(pool__rows=rows)).kind.tolist())[list(Kind).index(Kind.US_DO)] == 6


def test_every_year_has_people_of_its_own() -> None:
    season = small()
    first, second = files(season), files(season, 2)
    assert not set(first.ids) & set(second.ids)
    assert {id_[:5] for id_ in second.ids} == {f"y{FIRST + 1}"}
    assert not np.array_equal(first.promise, second.promise)
    assert (first.year, second.year) == (FIRST, FIRST + 1)


def test_another_seed_has_other_people_under_the_same_ids() -> None:
    one, other = files(small(1)), files(small(2))
    assert one.ids == other.ids
    assert not np.array_equal(one.numbers["step2_ck"], other.numbers["step2_ck"])


@pytest.mark.parametrize("more", [0, 5])
def test_everybody_is_called_something_and_nobody_the_same(more: int) -> None:
    season = small(season__pool__us_md=7 + more, pool__rows=[OWN])
    people = files(season)
    names = called(people)
    assert len(names) == len(people.ids) == len(set(names))
    assert names[-1] == "My Own"


@pytest.mark.parametrize("year", [0, 1])
def test_the_id_of_a_given_row_is_passed_over_in_every_year(year: int) -> None:
    season = small(pool__rows=[{**OWN, "kind": "us_md", "id": f"y{FIRST + year}m00002"}])
    everybody = [id_ for number in (1, 2) for id_ in files(season, number).ids]
    assert len(set(everybody)) == len(everybody) == 2 * 26
