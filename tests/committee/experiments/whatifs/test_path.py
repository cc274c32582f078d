"""The steps of an applicant's path: which are tried, and what is said of them."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest

from committee.applicants.applicant import Applicant, Step3
from committee.applicants.changing import with_cells
from committee.applicants.sheet import read_rows
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.ends import AS_IT_IS, Ends, ends_of, ends_of_each
from committee.experiments.whatifs.path import Part, Path, path_of, steps_for
from committee.experiments.whatifs.remade import Remade, from_scenario
from committee.experiments.whatifs.replicates import compared
from committee.experiments.whatifs.telling_path import ALONE, told_of
from committee.measures.intervals import level_share
from committee.meeting.intervention import Intervention
from committee.terms import Flag

pytestmark = pytest.mark.usefixtures("warm")
SMALL = {"pool.us_md": 2, "pool.us_do": 1, "pool.us_img": 2, "pool.non_us_img": 4}
SEEDS = range(1, 7)


@pytest.fixture(scope="module")
def remade() -> Remade:
    return from_scenario("two_imgs", settings=SMALL)


@pytest.fixture(scope="module")
def path(remade: Remade) -> Path:
    return path_of(remade, "img_a", SEEDS)


def _applicant(**cells: str) -> Applicant:
    (read,) = read_rows([{"id": "x", "name": "X", "kind": "non_us_img", "yog": "2020", **cells}], year=2026, place="x")
    return read


def test_every_step_changes_the_row_and_can_be_read() -> None:
    for applicant in (_applicant(), _applicant(step1="fail", step2_ck="295", visa="h1b", advocate="pd:mild")):
        steps = steps_for(applicant)
        assert steps
        for step in steps:
            (made,) = with_cells([applicant], {"x": step.cells}, year=2026)
            assert made != applicant, step.words


def test_what_is_there_already_is_no_step() -> None:
    rich = _applicant(
        step2_ck="250", step3="pass", narrative="concrete_with_change", rotated_here="2", advocate="apd:strong"
    )
    assert {step.part for step in steps_for(rich)} == {Part.LETTERS, Part.COUNTERFACTUAL}
    assert [step.cells for step in steps_for(replace(rich, step3=Step3.FAIL)) if step.part is Part.EXAMS] == [
        {"step3": "pass"}
    ]


def test_a_passed_or_failed_step_is_nothing_that_anybody_can_do(path: Path) -> None:
    apart = {step.step.words: step.step.cells for step in path.tried if step.step.part is Part.COUNTERFACTUAL}
    assert apart == {
        "Step 1 passed at once": {"step1": "pass", "step1_fails": ""},
        "a Step 2 CK of 260, not 245": {"step2_ck": "260"},
    }
    assert not any("step1" in step.step.cells for step in path.tried if step.step.part is not Part.COUNTERFACTUAL)


def test_the_steps_are_in_the_order_of_the_path_and_then_by_effect(path: Path) -> None:
    parts = [step.step.part for step in path.tried]
    assert parts == sorted(parts, key=list(Part).index)
    for part in Part:
        effects = [step.found.places_up.effect.effect for step in path.tried if step.step.part is part]
        assert effects == sorted(effects, reverse=True)
    assert path.flags[0] is Flag.STEP_FAIL


def test_what_is_said(path: Path) -> None:
    said = told_of(path)
    assert ALONE in said
    assert "What nobody can change any more (a failure stays on the transcript" in said
    assert said.count("\n  ") == len(path.tried)
    assert "If the file held one more letter\n" in said
    assert not any(word in said for word in ("the one that moves", "raises its call most"))
    assert "no advice" in said
    some = replace_path(path, np.array([1.0, 0.0, 0.0, 1.0]))
    assert "ranked in 50% (15% to 85%) of 4 meetings. In which of them is chance" in told_of(some)
    never = replace_path(path, np.zeros(4))
    assert "is chance" not in told_of(never)


def test_no_step_is_called_the_best(path: Path) -> None:
    from msgspec.structs import replace as with_fields

    up = compared(_ends(np.zeros(4)), _ends(np.ones(4), 2.0), range(1, 5), drawn=False)
    first = with_fields(path.tried[0], found=up)
    assert "In this model, a change of exams moved the simulated row furthest." in told_of(
        with_fields(path, tried=(first,))
    )
    off = compared(*(_ends(np.zeros(4)),) * 2, range(1, 5), drawn=False)
    never = with_fields(
        replace_path(path, np.zeros(4)), tried=tuple(with_fields(each, found=off) for each in path.tried)
    )
    assert "No step got this row onto the list in any of the 4 meetings." in told_of(never)
    assert "furthest" not in told_of(never)


def test_a_veto_that_no_step_lifts_is_told(path: Path) -> None:
    from msgspec.structs import replace as with_fields

    vetoed = with_fields(path, vetoed=level_share(np.array([1.0, 0.0])), lifted=False)
    assert "The director vetoes it in 50% of 2 meetings. No change tried here lifts the veto." in told_of(vetoed)
    assert "lifts the veto" not in told_of(with_fields(vetoed, lifted=True))
    assert "vetoes it" not in told_of(with_fields(path, vetoed=level_share(np.zeros(2))))


def test_a_part_without_a_step_says_why(path: Path) -> None:
    from msgspec.structs import replace as with_fields

    left = tuple(each for each in path.tried if each.step.part is not Part.ADVOCATE)
    said = told_of(with_fields(path, tried=left))
    assert "If somebody here argued for the row\n  Not tried: the row already has an advocate who pushes." in said


def _ends(ranked: np.ndarray, place: float = 9.0) -> Ends:
    places = place + np.arange(4) / 4
    return Ends(place=places, ranked=ranked, call=ranked, tier=ranked, vetoed=ranked, positions=({},) * len(ranked))


def replace_path(path: Path, ranked: np.ndarray) -> Path:
    from msgspec.structs import replace

    return replace(path, unchanged=level_share(ranked))


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
@pytest.mark.parametrize("order", ["sheet", "reversed", "shuffled", "by_score"])
def test_drawing_once_for_all_variants_is_drawing_for_each(order: str) -> None:
    remade = from_scenario("two_imgs", settings={**SMALL, "meeting.rules.order": order})
    variants = [AS_IT_IS, {"step2_ck": "290"}, {"kind": "us_md", "visa": ""}]
    for variant, together in zip(variants, ends_of_each(remade, "img_a", variants, SEEDS), strict=True):
        cells = {"img_a": dict(variant)} if variant else {}
        alone = changed(remade, Change(cells=cells))
        readable = changed(alone, Change(rows={"img_a": Intervention(forgotten=("nobody",))}))
        for other in (ends_of(alone, "img_a", SEEDS), ends_of(readable, "img_a", SEEDS)):
            assert together.positions == other.positions
            assert together.call.tolist() == other.call.tolist()
            assert together.vetoed.tolist() == other.vetoed.tolist()
