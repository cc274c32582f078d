"""What stands in a file is what the meeting's own table of points reads in it, for everybody at once."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
import pytest
from msgspec import structs

from committee.applicants.applicant import Applicant, Emails, Step1
from committee.applicants.coded import MEANINGS
from committee.applicants.point import Point
from committee.applicants.points import USUAL_COLUMNS, flags_of, points_of
from committee.members.reading import let_pass
from committee.members.weights import FACTOR_OF_COLUMN
from committee.pipeline.files import BEFORE_THE_DAY, Files, files_of, labels_of
from committee.program.composite import label, score_of
from committee.terms import Factor, Flag, Holding, Kind, Label
from tests.committee.pipeline.market import ALL, YEAR, Drawn, files, people, yardstick

NOBODY = Drawn([], np.zeros(0, np.intp))
FIXED = (
    Applicant(id="given_1", name="Given One", kind=Kind.NON_US_IMG, yog=YEAR - 9, step1=Step1.FAIL, step1_fails=1),
    Applicant(id="given_2", name="Given Two", kind=Kind.US_MD, yog=YEAR, step2_ck=251, interview_score=4.2, note="Hm."),
)


def applicants(of: Files) -> list[Applicant]:
    cells = [
        {field: MEANINGS[field](int(of.numbers[field][place])) for field in MEANINGS} for place in range(len(of.ids))
    ]
    return [Applicant(id=id_, name="", **fields) for id_, fields in zip(of.ids, cells, strict=True)]  # type: ignore[arg-type]


def seen(who: Applicant) -> list[Point]:
    """The points of the wall and the file, before anybody meets the applicant."""
    unmet = replace(
        who, interview_score=None, impression=(), value=(), emails=Emails.GOOD, rotated_here=0, advocate=None
    )
    said = points_of(unmet, yardstick().circumstances)
    return [point for point in said if point.holding is not Holding.PRIVATE]


def weight(factor: Factor) -> float:
    weights = yardstick().beliefs.weights
    return weights[factor] / sum(weights.values())


@pytest.mark.parametrize("seed", [1, 2])
def test_flags_are_those_of_the_table_of_points(seed: int) -> None:
    of = files(ALL, seed)
    rules = yardstick().circumstances.rules
    for place, who in enumerate(applicants(of)):
        flags = {flag for flag, has in zip(Flag, of.flagged[place].tolist(), strict=True) if has}
        assert flags == set(flags_of(tuple(seen(who)), rules)), who


def test_worries_add_up_flag_by_flag() -> None:
    of = files(ALL, 3)
    for place, who in enumerate(applicants(of)):
        points = seen(who)
        for column, flag in enumerate(Flag):
            own = [point.strength for point in points if point.flag is flag]
            assert of.severity[place, column] == pytest.approx(sum(own))


def test_a_reader_of_average_mind_finds_the_same() -> None:
    """Merits, what is usual where nobody can know yet, and worries less their remedies and what is let pass."""
    of, by = files(ALL, 4), yardstick()
    for place, who in enumerate(applicants(of)):
        points = seen(who)
        merit = sum(weight(point.factor) * point.valence * point.strength for point in points if point.flag is None)
        unmet = [column for column in USUAL_COLUMNS if column in BEFORE_THE_DAY]
        usual = sum(weight(FACTOR_OF_COLUMN[column]) * by.program.usual[who.kind][column] for column in unmet)
        assert of.worth[place] == pytest.approx(merit + usual - by.reading.bar)
        left = []
        for flag in {point.flag for point in points if point.flag is not None}:
            unanswered = np.prod([1.0 - point.proof for point in points if flag in point.proves])
            remedy = by.beliefs.fixability[flag] * (1.0 - unanswered)
            size = sum(point.strength for point in points if point.flag is flag)
            left.append(weight(Factor.SEVERITY) * by.beliefs.alarm[flag] * size * (1.0 - remedy))
        cost = sum(left) - let_pass(by.reading.tolerance, max(left, default=0.0), sum(left))
        assert of.issues[place] == pytest.approx(cost)
        assert of.merit[place] == pytest.approx(of.worth[place] - cost)


def test_the_crude_score_is_the_sheet_s_own_without_an_interview() -> None:
    of, rules = files(ALL, 5), yardstick().composite
    for place, who in enumerate(applicants(of)):
        score = float(who.step1) if isinstance(who.step1, int) else nan
        exams = (score, float(who.step2_ck) if who.step2_ck else nan)
        crude = score_of(exams, who.step1_fails + who.step2_fails, who.class_quartile or 0, nan, rules)
        assert of.composite[place] == pytest.approx(crude)


def test_the_label_of_a_file_is_that_of_its_crude_score() -> None:
    of, rules = files(ALL, 5), yardstick().composite
    stricter = replace(rules, strong_from=rules.strong_from + 4.0)
    for each in (rules, stricter):
        assert [tuple(Label)[code] for code in labels_of(of, each)] == [label(crude, each) for crude in of.composite]
    assert (labels_of(of, stricter) > labels_of(of, rules)).any()


def test_nobody_else_in_the_pool_changes_a_file() -> None:
    few, many = files(Drawn(ALL.ids[::9], ALL.kinds[::9]), 6), files(ALL, 6)
    at = [many.ids.index(id_) for id_ in few.ids]
    for name in ("promise", "severity", "flagged", "worth", "issues", "composite"):
        assert np.array_equal(getattr(few, name), getattr(many, name)[at])
    assert all(np.array_equal(codes, many.numbers[field][at]) for field, codes in few.numbers.items())


def test_given_rows_stand_last_with_their_own_ids_and_cells() -> None:
    of, alone = files(people(2, 1, 1, 2), 7, FIXED), files(people(2, 1, 1, 2), 7)
    assert of.ids == (*alone.ids, "given_1", "given_2")
    assert np.array_equal(of.severity[:-2], alone.severity)
    assert np.isnan(of.promise[-2:]).all()
    for place, row in ((-2, FIXED[0]), (-1, FIXED[1])):
        for field in MEANINGS.keys() - {"school", "country"}:
            assert MEANINGS[field](int(of.numbers[field][place])) == getattr(row, field)
    (flags,) = (set(flags_of(tuple(seen(row)), yardstick().circumstances.rules)) for row in FIXED[:1])
    assert {flag for flag, has in zip(Flag, of.flagged[-2].tolist(), strict=True) if has} == flags


def test_what_only_a_meeting_shows_is_not_in_the_file() -> None:
    met = replace(FIXED[1], interview_score=1.0)
    one, other = (files(NOBODY, 1, (row,)) for row in (FIXED[1], met))
    assert one.merit.tolist() == other.merit.tolist()
    assert one.composite.tolist() == other.composite.tolist()


def test_files_of_nobody_are_empty() -> None:
    of = files(NOBODY, 1)
    assert (of.ids, of.severity.shape, len(of.merit), len(of.composite)) == ((), (0, len(Flag)), 0, 0)


def test_ages_count_from_the_year_of_the_yardstick() -> None:
    early = replace(yardstick().circumstances, year=YEAR - 1)
    drawn = files(ALL, 8).numbers, files(ALL, 8).promise
    now = files_of(YEAR, ALL.ids, drawn, yardstick())
    before = files_of(YEAR, ALL.ids, drawn, structs.replace(yardstick(), circumstances=early))
    old = list(Flag).index(Flag.OLD_GRAD)
    assert (now.severity[:, old] >= before.severity[:, old]).all()
    assert (now.severity[:, old] > before.severity[:, old]).any()


def test_of_an_old_graduation_and_a_gap_alike_the_graduation_counts_in_part() -> None:
    rules = yardstick().circumstances.rules
    even = replace(
        rules, gap_per_year=rules.old_grad_per_year, gap_reason=dict.fromkeys(rules.gap_reason, 1.0), gap_most=9.0
    )
    by = structs.replace(yardstick(), circumstances=replace(yardstick().circumstances, rules=even))
    row = Applicant(id="a", name="A", kind=Kind.US_IMG, yog=int(YEAR - rules.old_grad_from - 2), gap_years=2)
    none = {field: codes[:0] for field, codes in files(ALL, 8).numbers.items()}
    (severity,) = files_of(YEAR, (), (none, np.zeros(0)), by, (row,)).severity.tolist()
    said = {point.flag: point.strength for point in points_of(row, by.circumstances) if point.flag is not None}
    assert said[Flag.OLD_GRAD] == rules.shared_cause * said[Flag.GAP]
    for flag in (Flag.OLD_GRAD, Flag.GAP):
        assert severity[list(Flag).index(flag)] == pytest.approx(said[flag])
