from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.chance import Chance
from committee.meeting.nulls import additive_null, additive_score, private_average
from committee.meeting.row import open_floor, take_turn
from committee.terms import Tier
from tests.effort import some
from tests.scripted import a_flagged_row, an_applicant, the_points, the_rows, the_rules
from tests.strategies import applicants

RULES = the_rules()
QUIET = replace(RULES, null=replace(RULES.null, noise=0.0))


def test_the_null_is_a_score_and_one_draw() -> None:
    rows = the_rows()
    with_noise, without = additive_null(RULES, rows, Chance(1)), additive_null(QUIET, rows, Chance(1))
    moved = [one.call - two.call for one, two in zip(with_noise, without, strict=True)]
    assert len(set(moved)) == len(moved)
    assert additive_null(RULES, rows, Chance(1)) == with_noise
    assert additive_null(RULES, rows, Chance(2)) != with_noise


def test_what_speaks_for_a_row_raises_its_score_and_a_worry_lowers_it_by_the_posture() -> None:
    plain = additive_score(list(the_points().values()), 1.0, RULES)
    assert additive_score(list(the_points(step2_ck=260).values()), 1.0, RULES) > plain
    flagged = list(the_points(step1="fail").values())
    assert additive_score(flagged, 1.4, RULES) < additive_score(flagged, 1.0, RULES) < plain


def test_nothing_interacts_in_the_null() -> None:
    """Two changes in different columns cost together what they cost alone: no stacking, no remedy."""

    def call(**cells: str | int) -> float:
        (row,) = additive_null(QUIET, [an_applicant(step1="fail", **cells)], Chance(1))
        return row.call

    both = call(visa="h1b", step3="pass", emails="poor") - call()
    alone = (call(visa="h1b", step3="pass") - call()) + (call(emails="poor") - call())
    assert abs(both - alone) < 1e-12


@settings(max_examples=some(30))
@given(st.lists(applicants(), min_size=1, max_size=5, unique_by=lambda row: row.id))
def test_places_are_positions_of_the_ranked_and_the_middle_of_the_rest(rows: list[Applicant]) -> None:
    calls = additive_null(RULES, rows, Chance(1))
    ranked = [row for row in calls if row.tier is not Tier.DNR]
    assert sorted(row.place for row in ranked) == [float(n) for n in range(1, len(ranked) + 1)]
    for row in calls:
        if row.tier is Tier.DNR:
            assert row.place == (len(ranked) + 1 + len(rows)) / 2
    by_place = sorted(ranked, key=lambda row: row.place)
    assert [(-row.call, row.id) for row in by_place] == sorted((-row.call, row.id) for row in ranked)


def test_two_rows_with_the_same_call_tie_by_id() -> None:
    rows = [an_applicant(id=name) for name in ("b", "a")]
    assert [row.place for row in additive_null(QUIET, rows, Chance(1))] == [2.0, 1.0]


def test_a_newcomer_to_the_sheet_changes_no_call() -> None:
    rows = the_rows()
    fewer = {row.id: row.call for row in additive_null(RULES, rows[:4], Chance(1))}
    assert {row.id: row.call for row in additive_null(RULES, rows, Chance(1)) if row.id in fewer} == fewer


def test_the_private_average_is_what_voters_think_before_anybody_speaks() -> None:
    row = a_flagged_row()
    votes = zip(row.stance, row.call_weights, strict=True)
    asked = [(stance, weight) for stance, weight in votes if weight > 0.0]
    mean = sum(stance * weight for stance, weight in asked) / sum(weight for _, weight in asked)
    assert private_average(row) == pytest.approx(mean)
    assert len(asked) == sum(member.votes for member in row.members)


def test_talk_does_not_move_the_private_average() -> None:
    row = a_flagged_row()
    alone, stances = private_average(row), list(row.stance)
    open_floor(row)
    while take_turn(row):
        pass
    assert row.stance != stances
    assert private_average(row) == alone
