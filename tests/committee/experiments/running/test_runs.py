"""What one run is: the same row in any block; and a run that fails is a row, and the others go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest
from msgspec import structs

from committee.chance import Chance
from committee.convene import Convener
from committee.errors import BrokenPromise, Problem, ScenarioRefused
from committee.experiments.design.designs import Point, points_of
from committee.experiments.design.experiment import Experiment
from committee.experiments.design.outcomes import Outcome
from committee.experiments.running import runs
from committee.experiments.running.runs import Answer, Share, Task, held, kinds_of
from tests.committee.experiments.tried import small, task

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    return small(tmp_path_factory.mktemp("tried"), nulls='["additive", "private_average", "switches.capital=false"]')


def share(point: Point, null: str = "", seeds: Sequence[int] = SEEDS) -> Share:
    return Share(point, null, tuple(seeds), tuple(seeds))


def rows(answer: Answer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pa.ipc.open_file(answer.runs).read_all().to_pylist()
    return found


def fate(answer: Answer) -> list[tuple[int, str, str]]:
    return [(row["replicate"], row["status"], row["stage"]) for row in rows(answer)]


def test_a_row_is_the_same_in_any_block(tried: Experiment) -> None:
    points, nulls = points_of(tried), ["", *tried.nulls]
    whole = held(task(tried), 1, [share(point, null) for point in points for null in nulls])
    single = [
        held(task(tried, "other"), 1, [share(point, null, [seed])])
        for point in points
        for null in nulls
        for seed in SEEDS
    ]
    assert repr(rows(whole)) == repr([row for answer in single for row in rows(answer)])
    assert (whole.ok, whole.failed, whole.first) == (24, 0, "")
    assert {row["status"] for row in rows(whole)} == {"ok"}


def test_a_lever_and_a_null_change_the_run(tried: Experiment) -> None:
    first, second = points_of(tried)
    values = {
        null or point.number: [row["minutes"] for row in rows(held(task(tried), 1, [share(point, null)]))]
        for point, null in ((first, ""), (second, ""), (first, "switches.capital=false"))
    }
    assert len(set(map(tuple, values.values()))) == 3


def test_the_columns_are_the_keys_levers_outcomes_and_the_fate(tried: Experiment) -> None:
    names = pa.ipc.open_file(held(task(tried), 1, [share(points_of(tried)[0])]).runs).schema.names
    outcomes = [*tried.outcomes]
    keys = ["design_point", "null", "replicate", "seed"]
    assert names == [*keys, "meeting.row_seconds", *outcomes, "status", "stage", "error"]


def test_a_point_that_cannot_be_convened_is_a_row_and_the_others_go_on(
    tried: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = points_of(tried)
    plain = runs.scenario_at

    def broken(experiment: Experiment, point: Point, null: str = "") -> Convener:
        if point.number == 1:
            raise ScenarioRefused(Problem(place="members", allowed="nobody sits there"))
        return plain(experiment, point, null)

    monkeypatch.setattr(runs, "scenario_at", broken)
    answer = held(task(tried, "convene"), 1, [share(first), share(second)])
    assert fate(answer) == [(seed, "failed", "convene") for seed in SEEDS] + [(seed, "ok", "") for seed in SEEDS]
    assert rows(answer)[0]["error"] == "members: nobody sits there."
    assert rows(answer)[0]["ranked"] != rows(answer)[0]["ranked"]
    assert answer.first == (
        "Design point 1, replicate 1 (seed 1) failed at the stage convene: members: nobody sits there."
    )


def test_one_seed_that_fails_takes_no_other_along(tried: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Convener.rows

    def broken(self: Convener, chance: Chance, *more: Any) -> Any:
        if chance.seed == 2:
            raise ScenarioRefused(Problem(place="pool", allowed="too few"))
        return plain(self, chance, *more)

    monkeypatch.setattr(Convener, "rows", broken)
    answer = held(task(tried, "rows"), 1, [share(points_of(tried)[0], null) for null in ("", "additive")])
    assert fate(answer) == 2 * [(1, "ok", ""), (2, "failed", "convene"), (3, "ok", "")]


def test_a_meeting_that_fails_is_a_row(tried: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = runs.Room.tallies

    def broken(self: Any, null: str, seeds: Sequence[int]) -> Any:
        if 3 in seeds:
            raise ZeroDivisionError(f"in {object()!r}\nand more")
        return plain(self, null, seeds)

    monkeypatch.setattr(runs.Room, "tallies", broken)
    answer = held(task(tried, "run"), 1, [share(points_of(tried)[0])])
    assert fate(answer) == [(1, "ok", ""), (2, "ok", ""), (3, "failed", "run")]
    assert rows(answer)[2]["error"] == "ZeroDivisionError: in <object object> and more"


def test_an_outcome_that_fails_is_a_row(tried: Experiment) -> None:
    def broken(tally: Any) -> float:
        return 1.0 / (tally.seed - 2)

    own = Outcome(name="own", title="Own", unit="", function=broken)
    asked = structs.replace(task(tried, "count"), outcomes=(own,))
    answer = held(asked, 1, [share(points_of(tried)[0])])
    assert fate(answer) == [(1, "ok", ""), (2, "failed", "count"), (3, "ok", "")]
    assert rows(answer)[0]["own"] == -1.0


def test_an_outcome_of_the_talk_is_no_number_for_a_ranking(tried: Experiment) -> None:
    point = points_of(tried)[0]
    model, alone, score = (rows(held(task(tried), 1, [share(point, null)])) for null in ("", *tried.nulls[:2]))
    for found in (alone, score):
        assert all(row["minutes"] != row["minutes"] for row in found)
        assert all(1.0 <= row["place.img_a"] <= 6.0 for row in found)
    assert [row["ranked"] for row in alone] == [row["ranked"] for row in model]


def test_an_outcome_against_the_base_sees_the_base_at_the_same_seed(tried: Experiment) -> None:
    def same(tally: Any, base: Any) -> float:
        return float(tally.seed == base.seed and tally.minutes == base.minutes)

    own = Outcome(name="same", title="Same", unit="", function=same, against_base=True)
    asked = structs.replace(task(tried, "base"), outcomes=(own,))
    answer = held(asked, 1, [share(point) for point in points_of(tried)])
    assert [row["same"] for row in rows(answer)][:3] == [1.0, 1.0, 1.0]
    assert not all(row["same"] for row in rows(answer))


def test_a_worker_with_other_rules_is_refused(tried: Experiment) -> None:
    asked: Task = structs.replace(task(tried), rules="0" * 16)
    with pytest.raises(BrokenPromise, match="this worker has other rules"):
        held(asked, 1, [share(points_of(tried)[0])])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2], "int64"),
        ([1, 2.5], "double"),
        ([True, False], "bool"),
        ([True, 1], "string"),
        (["", "apd:mild"], "string"),
        ([1, "x"], "string"),
        ([1, 1 << 70], "double"),
        ([[1], [2, 3]], "string"),
    ],
)
def test_a_column_has_the_type_of_all_its_values(values: list[Any], kind: str) -> None:
    points = [Point(number, number, 0, {"key": value}) for number, value in enumerate(values, start=1)]
    assert kinds_of(points) == {"key": kind}
    assert pa.array([runs._cell(value, kind) for value in values], pa.type_for_alias(kind))
