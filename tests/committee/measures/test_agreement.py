"""How far two meetings agree, on rows made by hand."""

from __future__ import annotations

from math import isnan
from typing import Any

import pytest

from committee.measures.agreement import kappa, kendall, leakage, reversals
from committee.measures.tally import Tally


def a_tally(tiers: str, **columns: Any) -> Tally:
    """Rows a, b, c ...; ``tiers`` has a letter each: t, m, l, d. The list goes by the order of the rows."""
    words = {"t": "top", "m": "mid", "l": "low", "d": "dnr"}
    ids = [chr(ord("a") + row) for row in range(len(tiers))]
    position, listed = [], 0
    for tier in tiers:
        listed += tier != "d"
        position.append(listed if tier != "d" else None)
    rows = {"id": ids, "tier": [words[tier] for tier in tiers], "position": position, **columns}
    return Tally(
        seed=1,
        seats=2,
        rows=rows,
        minutes=0.0,
        airtime={},
        chair="",
        spent=0.0,
        returned=0.0,
        lost=0.0,
        ghosts_spoken=0,
        unheard=0,
    )


def test_a_meeting_agrees_with_itself() -> None:
    one = a_tally("tmld")
    assert (kappa(one, one), kendall(one, one)) == (1.0, 1.0)


def test_kappa_is_agreement_beyond_chance() -> None:
    one, other = a_tally("ttddmm"), a_tally("ttdmmm")
    agreed, by_chance = 5 / 6, (2 * 2 + 2 * 1 + 2 * 3) / 36
    assert kappa(one, other) == pytest.approx((agreed - by_chance) / (1 - by_chance))


def test_only_rows_of_both_meetings_count() -> None:
    one, other = a_tally("tmld"), a_tally("tmldd")
    assert kappa(one, other) == kappa(other, one) == 1.0
    assert isnan(kappa(one, a_tally("d", id=["z"])))


def test_where_all_rows_are_alike_there_is_no_agreement_to_speak_of() -> None:
    assert isnan(kappa(a_tally("mmm"), a_tally("mmm")))
    assert isnan(kendall(a_tally("ddd"), a_tally("mmm")))


def test_kendall_is_minus_one_where_the_list_is_turned_around() -> None:
    one = a_tally("mmm")
    assert kendall(one, a_tally("mmm", position=[3, 2, 1])) == -1.0
    assert -1.0 < kendall(one, a_tally("mmm", position=[1, 3, 2])) < 1.0


def test_a_row_is_reversed_where_talk_puts_it_on_the_list_or_takes_it_off() -> None:
    assert reversals(a_tally("mmdd", stance_before=[0.4, 0.3, 0.2, 0.1])) == 0
    assert reversals(a_tally("mmdd", stance_before=[0.4, 0.1, 0.2, 0.3])) == 2
    assert reversals(a_tally("mmdd", stance_before=[0.1, 0.2, 0.3, 0.4])) == 4


def test_ties_before_talk_go_by_id() -> None:
    assert reversals(a_tally("mmdd", stance_before=[0.5, 0.5, 0.5, 0.5])) == 0


def test_leakage_is_the_share_of_the_variance_between_kinds() -> None:
    kinds = ["us_md", "us_md", "us_img", "us_img"]
    assert leakage(a_tally("mmmm", kind=kinds, call=[0.5, 0.5, -0.5, -0.5])) == 1.0
    assert leakage(a_tally("mmmm", kind=kinds, call=[0.5, -0.5, 0.5, -0.5])) == 0.0
    assert leakage(a_tally("mmmm", kind=kinds, call=[0.4, 0.2, 0.0, -0.2])) == pytest.approx(0.8)
    assert isnan(leakage(a_tally("mmmm", kind=kinds, call=[0.1] * 4)))
