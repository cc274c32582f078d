from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.applicants.applied import draw_applied
from committee.applicants.coded import MEANINGS, number
from committee.applicants.draws import Draws
from committee.applicants.figures import figures
from committee.applicants.pool import fields_of
from committee.chance import Chance, Gate, Purpose
from committee.terms import Kind, Visa

SEED, YEAR = 3, 2027


def some_people(count: int) -> tuple[list[str], np.ndarray]:
    """Ids and kinds, the kinds in no order."""
    return [f"y2027x{place:04d}" for place in range(count)], np.arange(count) * 7 % 4


def test_each_is_who_the_readable_traits_make_of_the_same_draws() -> None:
    ids, kinds = some_people(200)
    numbers, promise = draw_applied(ids, kinds, Chance(SEED), YEAR)
    for place, who in enumerate(ids):
        kind = tuple(Kind)[kinds[place]]
        uniforms = Chance(SEED).uniforms(Purpose.POOL, who, 56)
        normals = Chance(SEED).normals(Purpose.POOL, who, 56)
        wanted = fields_of(Draws.of(kind, YEAR, uniforms, normals, figures("applied")))
        found = {field: mean(int(numbers[field][place])) for field, mean in MEANINGS.items()}
        assert found | {"promise": promise[place]} == wanted
        assert Applicant(id=who, name="N", **wanted).kind is kind


@given(st.permutations(range(12)), st.integers(0, 11))
def test_neither_order_nor_company_changes_anybody(order: list[int], without: int) -> None:
    ids, kinds = some_people(12)
    numbers, promise = draw_applied(ids, kinds, Chance(SEED), YEAR)
    kept = [place for place in order if place != without]
    fewer, promises = draw_applied([ids[place] for place in kept], kinds[kept], Chance(SEED), YEAR)
    assert promises.tolist() == promise[kept].tolist()
    assert all(fewer[field].tolist() == numbers[field][kept].tolist() for field in numbers)


def test_the_occasion_does_not_matter_and_the_seed_does() -> None:
    ids, kinds = some_people(8)
    promise = draw_applied(ids, kinds, Chance(SEED), YEAR)[1].tolist()
    other_day = Chance(SEED).at(year=4, program=2, gate=Gate.SCREEN)
    assert draw_applied(ids, kinds, other_day, YEAR)[1].tolist() == promise
    assert draw_applied(ids, kinds, Chance(SEED + 1), YEAR)[1].tolist() != promise


def test_nobody_is_an_honest_empty_answer() -> None:
    numbers, promise = draw_applied([], np.zeros(0, dtype=np.intp), Chance(SEED), YEAR)
    assert len(promise) == 0
    assert all(len(field) == 0 for field in numbers.values())


def test_all_who_apply_have_the_published_shape() -> None:
    """Bands are about three standard errors of 4,000 of each kind."""
    kinds = np.repeat(np.arange(4), 4000)
    ids = [f"a{place}" for place in range(len(kinds))]
    numbers, _ = draw_applied(ids, kinds, Chance(SEED), YEAR)
    us, us_img, other = kinds < 2, kinds == number(Kind.US_IMG), kinds == number(Kind.NON_US_IMG)
    since = YEAR - numbers["yog"]
    assert abs(since[us].mean() - 0.3) < 0.2
    assert abs(since[us_img].mean() - 1.5) < 0.2
    assert abs(since[other].mean() - 7.7) < 0.5
    failed = numbers["step1_fails"] > 0
    assert failed[us].mean() < 0.09
    assert 0.18 < failed[us_img].mean() < 0.22
    ck = numbers["step2_ck"]
    assert ck[us_img].mean() < 235
    assert ck[other].mean() < 245
    assert not numbers["visa"][~other].any()
    assert 0.6 < (numbers["visa"][other] != number(Visa.NONE)).mean() < 0.7
