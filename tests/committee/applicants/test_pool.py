from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from math import sqrt
from pathlib import Path
from statistics import fmean, pstdev

import pytest

from committee.applicants.applicant import (
    AdvocateStrength,
    Applicant,
    GapReason,
    Narrative,
    Origin,
    PriorTraining,
    Professionalism,
    Step1,
    Step3,
    UsClinical,
)
from committee.applicants.figures import names
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.sheet import cells, read_sheet, write_sheet
from committee.chance import Chance
from committee.errors import ScenarioRefused
from committee.terms import Kind, Visa

BASELINE = PoolSpec(us_md=20, us_do=12, us_img=9, non_us_img=19)
SEEDS = range(1, 201)


def drawn(
    seed: int = 1, spec: PoolSpec = BASELINE, year: int = 2026, fixed: Sequence[Applicant] = ()
) -> tuple[Applicant, ...]:
    return draw_pool(spec, Chance(seed), year=year, fixed=fixed)


@cache
def everybody() -> tuple[Applicant, ...]:
    """The pools of 200 seeds, one after another: 12,000 people."""
    return tuple(row for seed in SEEDS for row in drawn(seed))


def of(kind: Kind) -> list[Applicant]:
    return [row for row in everybody() if row.kind is kind]


def share(rows: Sequence[Applicant], holds: Callable[[Applicant], bool]) -> float:
    return fmean(holds(row) for row in rows)


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float:
    mean_x, mean_y = fmean(xs), fmean(ys)
    both = fmean((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return both / sqrt(pstdev(xs) ** 2 * pstdev(ys) ** 2)


def fixed_row(name: str, kind: Kind = Kind.NON_US_IMG) -> Applicant:
    row = next(row for row in drawn(99) if row.kind is kind)
    return replace(row, id=name, name=f"IMG {name}", promise=None)


# What a pool is


def test_a_pool_of_nobody_is_empty() -> None:
    assert draw_pool(PoolSpec(us_md=0, us_do=0, us_img=0, non_us_img=0), Chance(1), year=2026) == ()


def test_the_counts_are_those_asked_for_and_ids_and_names_are_unique() -> None:
    rows = drawn()
    assert {kind: sum(row.kind is kind for row in rows) for kind in Kind} == {
        kind: BASELINE.count(kind) for kind in Kind
    }
    assert len({row.id for row in rows}) == len({row.name for row in rows}) == 60
    assert len({row.name.split()[-1] for row in rows}) == 60


@pytest.mark.parametrize("year", [2018, 2024, 2026, 2031])
def test_every_pool_passes_the_sheet_reader(tmp_path: Path, year: int) -> None:
    path = tmp_path / "pool.csv"
    for seed in range(20):
        rows = drawn(seed, year=year)
        write_sheet(rows, path)
        assert read_sheet(path, year=year) == tuple(replace(row, promise=None) for row in rows)


def test_no_name_or_id_reads_like_one_of_the_worked_rows() -> None:
    for row in everybody():
        assert "img" not in row.name.casefold()
        assert "img" not in row.id


def test_the_same_seed_gives_the_same_pool_and_another_seed_another() -> None:
    assert drawn(7) == drawn(7)
    assert {row.id for row in drawn(7)} == {row.id for row in drawn(8)}
    assert not set(drawn(7)) & set(drawn(8))


def test_the_pool_of_a_seed_is_the_same_on_every_python() -> None:
    """A changed figure in pool.toml changes this digest; a changed Python or numpy must not."""
    text = "\n".join(repr([*cells(row).values(), row.promise]) for row in drawn())
    assert sha256(text.encode()).hexdigest() == "aed2ee3f36a95966c5eade10be34d5ea09e56a8bdb07acd9176d6ea32278861d"


def test_another_process_with_another_hash_seed_draws_the_same() -> None:
    script = (
        "from committee.applicants.pool import *; from committee.chance import Chance;"
        "spec = PoolSpec(us_md=20, us_do=12, us_img=9, non_us_img=19);"
        "print([(r.id, r.name, r.step2_ck, r.impression) for r in draw_pool(spec, Chance(1), year=2026)])"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]
    assert told[0].decode().strip() == str([(r.id, r.name, r.step2_ck, r.impression) for r in drawn()])


# Addressed draws


def test_more_of_one_kind_leave_everybody_else_and_their_order_as_they_were() -> None:
    more = drawn(3, replace(BASELINE, us_md=25))
    before = drawn(3)
    nameless = [replace(row, name="") for row in more if row.id in {old.id for old in before}]
    assert nameless == [replace(row, name="") for row in before]


def test_fixed_rows_take_the_place_of_drawn_ones_of_their_kind() -> None:
    fixed = [fixed_row("img_a"), fixed_row("img_b"), fixed_row("img_c", Kind.US_MD)]
    rows, before = drawn(5, fixed=fixed), drawn(5)
    assert len(rows) == 60
    assert {kind: sum(row.kind is kind for row in rows) for kind in Kind} == {
        kind: BASELINE.count(kind) for kind in Kind
    }
    replaced = [(old, new) for old, new in zip(before, rows, strict=True) if old.id != new.id]
    assert {new.id for _, new in replaced} == {"img_a", "img_b", "img_c"}
    assert all(old.kind is new.kind for old, new in replaced)
    assert all(new in fixed for _, new in replaced)
    assert all(
        replace(old, name="") == replace(new, name="")
        for old, new in zip(before, rows, strict=True)
        if old.id == new.id
    )


def test_a_fixed_row_sits_elsewhere_with_another_seed() -> None:
    places = {[row.id for row in drawn(seed, fixed=[fixed_row("img_a")])].index("img_a") for seed in range(30)}
    assert len(places) > 15


def test_a_fixed_row_may_have_the_id_of_a_drawn_one() -> None:
    rows = drawn(5, fixed=[fixed_row("p101", Kind.US_MD)])
    assert len({row.id for row in rows}) == 60


def test_more_fixed_rows_than_room_are_refused() -> None:
    spec = PoolSpec(us_md=3, us_do=0, us_img=1, non_us_img=0)
    with pytest.raises(ScenarioRefused, match='"b" is not allowed; the pool has only 1 us_img rows'):
        drawn(1, spec, fixed=[fixed_row("a", Kind.US_IMG), fixed_row("b", Kind.US_IMG)])


def test_a_pool_of_thousands_still_has_a_name_for_everybody() -> None:
    rows = drawn(1, PoolSpec(us_md=2000, us_do=1000, us_img=500, non_us_img=500))
    assert len({row.id for row in rows}) == len({row.name for row in rows}) == 4000


# Consistent rows


def test_nothing_in_a_row_contradicts_the_rest() -> None:
    for row in everybody():
        since = 2026 - row.yog
        assert row.gap_years <= since
        assert (row.gap_years > 0) == (row.gap_reason is not GapReason.NONE)
        assert row.rotated_here <= row.us_clinical_months
        assert (row.us_clinical is UsClinical.NONE) == (row.us_clinical_months == 0)
        assert row.us_clinical is UsClinical.HANDS_ON or row.rotated_here == 0
        assert row.us_clinical is not UsClinical.NONE or all(each.origin is Origin.ABROAD for each in row.letters)
        assert row.visa is Visa.NONE or row.kind is Kind.NON_US_IMG
        assert (row.step1 is Step1.FAIL) == (row.step1_fails > 0)
        assert row.step3 is Step3.NONE or since > 0
        assert row.prior_training is PriorTraining.NONE or since > 0
        assert row.prior_training is not PriorTraining.COMPLETED_ABROAD or since >= 3
        if row.kind in (Kind.US_MD, Kind.US_DO):
            assert row.us_clinical is UsClinical.HANDS_ON
            assert all(each.origin is Origin.US for each in row.letters)
            assert not row.country


def test_a_step1_score_is_older_than_pass_and_fail() -> None:
    assert all(row.yog <= 2023 for row in everybody() if isinstance(row.step1, int))
    scored = [row for row in drawn(1, year=2018) if isinstance(row.step1, int)]
    assert len(scored) > 45


def test_names_have_nothing_to_do_with_kind() -> None:
    half = set(names().given[::2])
    shares = [share(of(kind), lambda row: row.name.split()[0] in half) for kind in Kind]
    assert max(shares) - min(shares) < 0.05


# Figures, over 12,000 people: bands are about three standard errors, or what pool.toml states less what limits cut off


@pytest.mark.parametrize(
    ("kind", "mean", "sd"),
    [(Kind.US_MD, 248, 13), (Kind.US_DO, 243, 13), (Kind.US_IMG, 235, 14), (Kind.NON_US_IMG, 245, 14)],
)
def test_step_2_ck_by_kind(kind: Kind, mean: float, sd: float) -> None:
    scores = [row.step2_ck for row in of(kind) if row.step2_ck is not None]
    assert fmean(scores) == pytest.approx(mean, abs=1.2)
    assert pstdev(scores) == pytest.approx(sd, abs=1.0)
    assert min(scores) >= 214


def test_the_interview_has_mean_4_2_and_sd_035() -> None:
    scores = [row.interview_score for row in everybody() if row.interview_score is not None]
    assert len(scores) == 12_000
    assert fmean(scores) == pytest.approx(4.2, abs=0.02)
    assert pstdev(scores) == pytest.approx(0.35, abs=0.02)


def test_promise_is_standard_normal_in_every_kind() -> None:
    for kind in Kind:
        promises = [row.promise for row in of(kind) if row.promise is not None]
        assert fmean(promises) == pytest.approx(0, abs=0.07)
        assert pstdev(promises) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("kind", Kind)
def test_promise_moves_exams_and_interviews_with_the_stated_strength(kind: Kind) -> None:
    promise = [row.promise or 0.0 for row in of(kind)]
    scores = [float(row.step2_ck or 0) for row in of(kind)]
    interviews = [row.interview_score or 0.0 for row in of(kind)]
    assert correlation(promise, scores) == pytest.approx(0.40, abs=0.06)
    assert correlation(promise, interviews) == pytest.approx(0.40, abs=0.06)
    assert correlation(scores, interviews) == pytest.approx(0.16, abs=0.07)


def test_promise_moves_letters_words_conduct_and_advocacy_the_right_way() -> None:
    def promise_where(holds: Callable[[Applicant], bool]) -> float:
        return fmean(row.promise or 0.0 for row in everybody() if holds(row))

    assert promise_where(lambda row: any(each.tone == "fight" for each in row.letters)) > 0.3
    assert promise_where(lambda row: any(each.tone == "coded" for each in row.letters)) < -0.3
    assert promise_where(lambda row: "reliable" in row.value) > 0.3
    assert promise_where(lambda row: "dull" in row.impression) < -0.1
    assert promise_where(lambda row: row.professionalism is not Professionalism.NONE) < -0.2
    assert promise_where(lambda row: row.advocate is not None) > 0.3
    assert promise_where(lambda row: row.step1_fails > 0) < -0.2


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [(Kind.US_MD, 0.05, 0.2), (Kind.US_DO, 0.05, 0.2), (Kind.US_IMG, 1.1, 1.6), (Kind.NON_US_IMG, 4.0, 4.6)],
)
def test_years_since_graduation(kind: Kind, low: float, high: float) -> None:
    assert low < fmean(2026 - row.yog for row in of(kind)) < high


SHARES: list[tuple[str, Kind | None, Callable[[Applicant], bool], float, float]] = [
    ("Step 1 failed", Kind.US_MD, lambda row: row.step1_fails > 0, 0.015, 0.035),
    ("Step 1 failed", Kind.NON_US_IMG, lambda row: row.step1_fails > 0, 0.05, 0.08),
    ("Step 2 failed", Kind.US_IMG, lambda row: row.step2_fails > 0, 0.033, 0.067),
    ("professionalism", None, lambda row: row.professionalism is not Professionalism.NONE, 0.034, 0.046),
    (
        "strong advocate",
        None,
        lambda row: row.advocate is not None and row.advocate.strength is AdvocateStrength.STRONG,
        0.034,
        0.046,
    ),
    (
        "mild advocate",
        None,
        lambda row: row.advocate is not None and row.advocate.strength is AdvocateStrength.MILD,
        0.053,
        0.067,
    ),
    ("H-1B", Kind.NON_US_IMG, lambda row: row.visa is Visa.H1B, 0.11, 0.15),
    ("J-1", Kind.NON_US_IMG, lambda row: row.visa is Visa.J1, 0.49, 0.55),
    ("gap", Kind.NON_US_IMG, lambda row: row.gap_years > 0, 0.2, 0.27),
    (
        "no US letter",
        Kind.NON_US_IMG,
        lambda row: all(each.origin is Origin.ABROAD for each in row.letters),
        0.15,
        0.28,
    ),
    ("hands-on", Kind.NON_US_IMG, lambda row: row.us_clinical is UsClinical.HANDS_ON, 0.53, 0.59),
    ("fight letter", Kind.NON_US_IMG, lambda row: any(each.tone == "fight" for each in row.letters), 0.01, 0.05),
    ("poor e-mails", None, lambda row: row.emails == "poor", 0.024, 0.036),
    ("a class quartile", Kind.US_MD, lambda row: row.class_quartile is not None, 0.72, 0.78),
    ("graduates this year", Kind.US_MD, lambda row: row.yog == 2026, 0.91, 0.95),
    ("an impression", None, lambda row: bool(row.impression), 0.7, 0.95),
]


@pytest.mark.parametrize(
    ("what", "kind", "holds", "low", "high"), SHARES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_shares(what: str, kind: Kind | None, holds: Callable[[Applicant], bool], low: float, high: float) -> None:
    assert low < share(everybody() if kind is None else of(kind), holds) < high


def test_most_of_those_with_something_to_explain_stay_silent_or_dramatize() -> None:
    asked = [row for row in everybody() if row.gap_years or row.step1_fails or row.step2_fails]
    told = share(asked, lambda row: row.narrative in (Narrative.CONCRETE, Narrative.CONCRETE_WITH_CHANGE))
    assert 0.2 < told < 0.35


def test_the_rows_stand_in_no_order_of_kind() -> None:
    firsts = [row.kind for row in everybody()[::60]]
    assert firsts.count(Kind.US_MD) / len(firsts) == pytest.approx(20 / 60, abs=0.1)
