from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.chance import Chance
from committee.pipeline.bars import BarShares, bars_from, base_bars, draw_bars, shares_of
from committee.pipeline.filters import Bars
from tests.committee.pipeline.market import FORTY, TYPES
from tests.effort import some

RULES = [each.bars for each in FORTY]


def test_bars_last_and_belong_to_the_program_alone() -> None:
    bars = base_bars(RULES, Chance(1))
    fewer = base_bars(RULES[:7], Chance(1).at(year=5, program=3))
    for field in Bars.__struct_fields__:
        assert getattr(fewer, field).tolist() == getattr(bars, field)[:7].tolist()
    assert base_bars(RULES, Chance(2)).years.tolist() != bars.years.tolist()


@given(
    st.sampled_from(["conduct", "step2_fail", "notes", "step1_fail", "h1b", "j1"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.integers(1, 99),
)
def test_a_share_that_rises_opens_no_door(name: str, one: float, other: float, seed: int) -> None:
    draws, shares = draw_bars(len(RULES), Chance(seed)), shares_of(RULES)
    less, more = (
        getattr(bars_from(msgspec.structs.replace(shares, **{name: np.full(len(RULES), share)}), draws), name)
        for share in sorted((one, other))
    )
    assert (more >= less).all()


@pytest.mark.parametrize("name", ["conduct", "step2_fail", "notes", "step1_fail", "h1b", "j1"])
@pytest.mark.parametrize("kind", TYPES)
def test_as_many_programs_of_a_type_have_a_rule_as_its_share_says(kind: str, name: str) -> None:
    rules = [TYPES[kind].bars] * some(1500)
    shut = getattr(base_bars(rules, Chance(1)), name)
    assert abs(shut.mean() - getattr(TYPES[kind].bars, name)) < 0.04


def test_rules_go_together_and_who_stops_a_note_stops_a_citation() -> None:
    bars = base_bars(RULES * 20, Chance(1))
    assert (bars.step2_fail >= bars.step1_fail).all()
    assert (bars.conduct >= bars.notes).all()
    assert (bars.h1b >= bars.j1).all()


def test_the_shipped_types_have_the_published_levels() -> None:
    """P2: 216 for US graduates, 228 for IMGs, 8 to 16 points apart. P4 and visas: shares of IM programs."""
    bars = base_bars(RULES * 20, Chance(1))
    assert abs(bars.ck_us.mean() - 216) < 2
    assert abs(bars.ck_img.mean() - 228) < 2
    assert ((bars.ck_img - bars.ck_us >= 8) & (bars.ck_img - bars.ck_us <= 16)).all()
    assert 0.16 <= bars.step1_fail.mean() <= 0.24
    assert abs(bars.h1b.mean() - 0.78) < 0.08
    assert abs(bars.j1.mean() - 0.36) < 0.08
    assert bars.step1_fail.mean() < bars.notes.mean() < bars.step2_fail.mean() < bars.conduct.mean()
    assert 0.4 < bars.conduct.mean() < 0.6  # readers and rooms do the rest of the published 68 %


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_stops_in_the_order_of_directors(kind: str) -> None:
    """Angus 2017: a hint of misconduct, a failed Step 2 CK, a note in the dean's letter, a failed Step 1."""
    bars = TYPES[kind].bars
    assert bars.step1_fail < bars.notes < bars.step2_fail <= bars.conduct


def test_specialties_differ_as_published_about_a_failed_step_1() -> None:
    assert TYPES["surgery"].bars.step1_fail == 0.45
    assert all(0.03 <= TYPES[name].bars.step1_fail <= 0.06 for name in ("family_medicine", "psychiatry"))


def test_no_program_at_all_has_no_bars() -> None:
    assert all(len(getattr(base_bars([], Chance(1)), field)) == 0 for field in Bars.__struct_fields__)
    assert set(BarShares.__struct_fields__) >= set(Bars.__struct_fields__)
