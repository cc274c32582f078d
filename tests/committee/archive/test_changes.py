"""What may change between two runs of one experiment, and what is named."""

from __future__ import annotations

from typing import Any

import pytest

from committee.archive.changes import extends, first_change, seeds_in, seeds_text
from tests.committee.archive.foldered import wanted


def manifest(**changes: Any) -> dict[str, Any]:
    return dict(wanted(**changes).manifest)


def experiment(**changes: Any) -> dict[str, Any]:
    return {"experiment": manifest()["experiment"] | changes}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (experiment(levers={"a": [1, 3]}), "levers.a was [1, 2] and is [1, 3]"),
        (experiment(levers={"a": [1, 2], "b": [0]}), "levers.b was not there and is [0]"),
        (experiment(levers={}), "levers.a was [1, 2] and is not there"),
        (experiment(null=[]), 'null was ["additive"] and is []'),
        ({"rules": "01"}, 'rules was "00" and is "01"'),
        ({"scenario": {"pool": {"us_md": 4}}}, "scenario.pool.us_md was 3 and is 4"),
        ({"scenario": {"pool": {"us_md": 3.0}}}, "scenario.pool.us_md was 3 and is 3.0"),
        ({"inputs": [{"file": "small.toml", "sha256": "11"}]}, "inputs was ["),
        ({"stopping": {"rule": "width", "width": 0.1, "looks": []}}, 'stopping.rule was "seeds" and is "width"'),
        ({"seeds": "1:2"}, "seeds was 1:3 and is 1:2, and seeds can only become more"),
        ({"seeds": "2:9"}, "seeds was 1:3 and is 2:9"),
        ({"seeds": "1, 3, 2, 9"}, "seeds was 1:3 and is 1, 3, 2, 9"),
    ],
)
def test_a_change_is_named(changes: dict[str, Any], named: str) -> None:
    assert first_change(manifest(), manifest(**changes)).startswith(named)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"seeds": "1:9"},
        {"seeds": "1, 2, 3, 50"},
        {"committee": "1"},
        experiment(title="Other words", question="Why?"),
        {"stopping": {"rule": "seeds", "width": None, "looks": [200]}},
        {"runs": {"of": 9, "ok": 9, "failed": 0}},
        {"inputs": [{"file": "small.toml", "sha256": "99"}, {"file": "rows.csv", "sha256": "12"}]},
    ],
)
def test_what_may_change_is_no_change(changes: dict[str, Any]) -> None:
    assert first_change(manifest(), manifest(**changes)) == ""


def test_of_long_lists_what_they_have_lost_and_gained_is_named() -> None:
    many = [f"place.applicant_{number}" for number in range(12)]
    before = experiment(outcomes=[*many, "kappa"])
    named = first_change(manifest(**before), manifest(**experiment(outcomes=[*many, "ranked"])))
    assert named == 'outcomes no longer has ["kappa"] and now has ["ranked"]'
    turned = first_change(manifest(**before), manifest(**experiment(outcomes=["kappa", *many])))
    assert turned.startswith('outcomes was ["place.applicant_0"')


def test_more_seeds_extend() -> None:
    assert extends(manifest(), manifest(seeds="1:4"))
    assert not extends(manifest(), manifest())


@pytest.mark.parametrize("seeds", [range(1, 201), range(7, 8), (3, 1, 2), (5,)])
def test_seeds_read_back(seeds: Any) -> None:
    assert list(seeds_in(seeds_text(seeds))) == list(seeds)
