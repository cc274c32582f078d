from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.chance import Chance, Gate, Purpose
from committee.pipeline import draws
from committee.pipeline.draws import At, of_each, of_pairs, of_some
from tests.effort import some

CHANCE = Chance(7).at(year=2, program=0, gate=Gate.INVITE)
IDS = tuple(f"y2027m{number:04}" for number in range(9))
PAIRS = st.lists(st.tuples(st.integers(0, len(IDS) - 1), st.integers(0, 6)), max_size=12)


@given(PAIRS, st.integers(1, 3), st.sampled_from([1, 8, 40, 1 << 20]))
@settings(max_examples=some(50))
def test_some_pairs_are_drawn_as_all_are(pairs: list[tuple[int, int]], count: int, at_once: int) -> None:
    applicant, program = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draws, "_WORDS_AT_ONCE", at_once)
        drawn = of_some(CHANCE, Purpose.READER, IDS, At(applicant, program), count)
    assert drawn.shape == (len(pairs), count)
    everything = of_pairs(CHANCE, Purpose.READER, IDS, 7 * count)
    for row, (who, where) in enumerate(pairs):
        assert (drawn[row] == everything[who, where * count : (where + 1) * count]).all()


def test_more_programs_and_applicants_shift_no_draw() -> None:
    few = of_pairs(CHANCE, Purpose.APPLY, IDS[:4], 3)
    assert (of_pairs(CHANCE, Purpose.APPLY, IDS, 40)[:4, :3] == few).all()
    assert few.tolist() == [CHANCE.uniforms(Purpose.APPLY, one, 3) for one in IDS[:4]]


def test_nobody_draws_nothing() -> None:
    assert of_each(CHANCE, Purpose.KEEPS, (), 3).shape == (0, 3)
