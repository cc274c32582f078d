"""What an experiment will do is said from its file, and its numbers are those of the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.experiments.design.designs import combinations_of
from committee.experiments.design.loading import load_experiment
from committee.machine.shipped import What, names
from viz import planned
from viz.planned import Plan, Varied, plan_of


def plan(name: str) -> Plan:
    found = plan_of(name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", names(What.EXPERIMENT))
def test_each_shipped_experiment_says_as_many_versions_and_seeds_as_it_holds(name: str) -> None:
    told, held = plan(name), load_experiment(name)
    assert told.held.startswith(f"{len(combinations_of(held))} versions of the meeting (")
    assert f"each with the same {len(held.seeds)} seeds." in told.held
    assert len(told.others) == len(held.outcomes) - 1
    assert len(told.nulls) == len(held.nulls)
    words = [told.primary, *told.others, *told.nulls]
    for each in told.varied:
        assert len(each.values) > 1
        words += [each.what, *each.values]
    assert all(words)
    assert not any(sign in each for each in words for sign in "_={[")  # words, and nothing that is code


def test_what_varies_is_said_by_name_with_the_value_of_the_base_first() -> None:
    advocate = Varied(
        what="Rowan Tesk's advocate",
        values=("nobody", "an associate director argues mildly", "an associate director argues strongly"),
    )
    assert plan("advocate").varied == (advocate,)
    assert plan("order").varied == (
        Varied(what="The order of the rows", values=("sheet", "reversed", "shuffled", "by score")),
    )


def test_what_varies_together_is_one_thing() -> None:
    (clock,) = plan("clock").varied
    assert clock.what == "The seconds a row gets at first and the seconds a row gets at most"
    assert clock.values == ("45 and 90", "90 and 180", "45 and 45", "30 and 30")
    assert [each.what for each in plan("ghost").varied] == [
        "How last year's H-1B is remembered",
        "The traits of last year's H-1B",
    ]


def test_one_of_seasons_says_for_how_many_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
    scenario = "baseline"
    seeds = [3, 5]
    years = 4
    outcomes = ["minutes"]
    design = "star"
    levers = { "members.1.capital" = [1, 2, 3], switches.memory = [true, false] }
    """
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(planned, "find", lambda name, *, what: tmp_path / f"{name}.toml")
    told = plan("mine")
    assert told.held.startswith("4 versions of the season of 4 years (the first value of each, and then each other")
    assert "the same 2 seeds" in told.held
    assert [each.values for each in told.varied] == [("1", "2", "3"), ("on", "off")]
    assert told.others == told.nulls == ()


@pytest.mark.parametrize("text", ["", "scenario = 3", 'scenario = "nowhere"', 'scenario = "baseline"', "]"])
def test_a_file_that_says_no_experiment_has_no_plan(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(planned, "find", lambda name, *, what: tmp_path / f"{name}.toml")
    assert plan_of("mine") is None
