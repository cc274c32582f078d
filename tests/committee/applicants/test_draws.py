from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.draws import DRAWS, TAKEN, Draws, Slot, blend
from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.terms import Kind


def test_slots_fit_and_do_not_overlap() -> None:
    several = {Slot.TONE: 4, Slot.KNOWN: 4, Slot.IMPRESSION: 11, Slot.VALUE: 4}
    used = [slot + offset for slot in Slot for offset in range(several.get(slot, 1))]
    assert len(set(used)) == len(used)
    assert max(used) + 1 == TAKEN <= DRAWS


@given(st.sampled_from([-0.5, 0.0, 0.3, 1.0]), st.floats(-3.2, 3.2))
def test_a_blend_of_two_equal_normals_keeps_within_their_size(strength: float, normal: float) -> None:
    assert abs(blend(strength, normal, normal)) <= abs(normal) * 1.4143


@pytest.mark.parametrize("strength", [0.0, 0.3, 0.65, 1.0])
def test_the_draws_of_many_are_those_of_each_to_the_last_bit(strength: float) -> None:
    uniforms = uniforms_of(Chance(1).raws(Purpose.POOL, [f"p{number}" for number in range(50)], TAKEN))
    normals = normals_of(uniforms)
    many = Draws.of(Kind.US_IMG, 2026, list(uniforms.T), list(normals.T))
    each = [Draws.of(Kind.US_IMG, 2026, *one) for one in zip(uniforms.tolist(), normals.tolist(), strict=True)]
    assert np.array_equal(many.promise, [one.promise for one in each])
    assert np.array_equal(many.exam, [one.exam for one in each])
    assert np.array_equal(many.moved(Slot.TONE, strength), [one.moved(Slot.TONE, strength) for one in each])
    assert np.array_equal(many.examined(Slot.CLASS, strength), [one.examined(Slot.CLASS, strength) for one in each])
    assert np.array_equal(many.happens(Slot.GAP, strength), [one.happens(Slot.GAP, strength) for one in each])
