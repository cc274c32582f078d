from __future__ import annotations

from itertools import accumulate
from math import nextafter, sqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from committee.applicants import crowd, traits
from committee.applicants.coded import MEANINGS
from committee.applicants.draws import TAKEN, Draws, Reals, Slot, blend, cut
from committee.applicants.figures import Ladder, figures, names
from committee.applicants.pool import fields_of
from committee.chance import normals_of
from committee.terms import Kind
from tests.effort import some

LARGEST = 1.0 - 2.0**-53
UNIFORMS = st.floats(0, 1, exclude_max=True) | st.sampled_from([0.0, 0.03, 0.25, 0.5, 0.75, 0.97, LARGEST])
APPLICANTS = st.lists(st.lists(UNIFORMS, min_size=TAKEN, max_size=TAKEN), min_size=1, max_size=4)


def same(kind: Kind, year: int, uniforms: Reals, normals: Reals | None = None) -> None:
    """Hold the fields of many to those of each, one by one; the draws have the shape (applicants, slots)."""
    normals = normals_of(uniforms) if normals is None else normals
    many = Draws.of(kind, year, list(uniforms.T), list(normals.T))
    each = [Draws.of(kind, year, *one) for one in zip(uniforms.tolist(), normals.tolist(), strict=True)]
    numbers = crowd.fields_of(many)
    called = list(zip(numbers.pop("given").tolist(), numbers.pop("family").tolist(), strict=True))
    assert called == [traits.name(draws, names()) for draws in each]
    for place, draws in enumerate(each):
        found = {field: MEANINGS[field](int(codes[place])) for field, codes in numbers.items()}
        wanted = fields_of(draws)
        assert found | {"kind": kind, "promise": many.promise[place]} == wanted
        assert {field: type(value) for field, value in found.items()} == {field: type(wanted[field]) for field in found}


@given(st.sampled_from(Kind), st.integers(1990, 2100), APPLICANTS)
@example(Kind.NON_US_IMG, 2026, [[0.0] * TAKEN, [LARGEST] * TAKEN, [0.5] * TAKEN])
def test_the_traits_of_many_are_those_of_each(kind: Kind, year: int, uniforms: list[list[float]]) -> None:
    same(kind, year, np.array(uniforms))


@pytest.mark.parametrize("year", [2019, 2022])
@pytest.mark.parametrize("kind", Kind)
def test_thousands_of_many_are_those_of_each(kind: Kind, year: int) -> None:
    uniforms = np.random.Generator(np.random.Philox(7)).random((some(2000), 2, TAKEN))
    rare = uniforms[:, 0] * uniforms[:, 0] * uniforms[:, 0]
    same(
        kind, year, np.where(uniforms[:, 1] < 0.3, rare, np.where(uniforms[:, 1] < 0.6, LARGEST - rare, uniforms[:, 0]))
    )


@pytest.mark.parametrize("kind", Kind)
def test_draws_where_a_share_ends_are_those_of_each(kind: Kind) -> None:
    ends = {float(each) for end in shares(figures()) for each in (end, np.nextafter(end, 0.0), np.nextafter(end, 1.0))}
    within = sorted(end for end in ends if 0.0 <= end < 1.0)
    assert len(within) > 200
    same(kind, 2021, np.repeat(np.array(within)[:, None], TAKEN, axis=1))


@pytest.mark.parametrize("kind", Kind)
def test_blends_that_are_just_at_a_cut_are_those_of_each(kind: Kind) -> None:
    """Promise and the exam side are 0, so that a slot's own normal can bring its blend to the cut itself."""
    known, normals = figures(), np.zeros((1, TAKEN))
    cuts: dict[int, tuple[float, float]] = {
        Slot.STEP1_FAILED: (known.failures.exam, cut(known.failures.step1[kind])),
        Slot.STEP2_FAILED: (known.failures.exam, cut(known.failures.step2[kind])),
        Slot.EMAILS: (known.emails.promise, cut(known.emails.poor)),
        Slot.ADVOCATE: (known.advocate.promise, cut(known.advocate.none)),
    }
    for place, (_, _, least) in enumerate(traits.words_and_cuts()):
        cuts[Slot.IMPRESSION + place] = known.impression.interview, least
    for place, share in enumerate(known.value.share.values()):
        cuts[Slot.VALUE + place] = known.value.promise, cut(1.0 - share)
    for slot, (strength, least) in cuts.items():
        normals[0, slot] = own_at(strength, least)
    reached = [blend(strength, 0.0, float(normals[0, slot])) == least for slot, (strength, least) in cuts.items()]
    assert sum(reached) > 15  # rounding leaves some cuts out of reach
    same(kind, 2026, np.full((1, TAKEN), 0.5), normals)


def own_at(strength: float, blended: float) -> float:
    """The normal whose blend with 0 comes nearest to ``blended``."""
    near = blended / sqrt(1.0 - strength * strength)
    around = (near, nextafter(near, 9.0), nextafter(near, -9.0))
    return min(around, key=lambda own: abs(blend(strength, 0.0, own) - blended))


def shares(stated: object) -> list[float]:
    """Every share in the figures; those of a ladder where they end."""
    if isinstance(stated, Ladder):
        return [*accumulate(stated.shares.values())]
    if isinstance(stated, BaseModel | dict):
        return [share for value in dict(stated).values() for share in shares(value)]
    return [stated, 1.0 - stated] if isinstance(stated, float) else []
