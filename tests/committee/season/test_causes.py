"""Who stands behind a bar that moved."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pydantic import TypeAdapter

from committee.measures.groups import Bar
from committee.members.memory import Episode
from committee.pipeline.drift import DriftRules
from committee.pipeline.lived import Lived, Seated, begin
from committee.season.causes import lived_through, moved_by, moves, weighs_most
from committee.terms import Role
from tests.committee.season.invented import BARS, bars, became, tables
from tests.scripted import a_scenario, the_rules

YEAR = 2029
_DRIFT = tomllib.loads(Path("scenarios/season.toml").read_text(encoding="utf-8"))["season"]["drift"]
DRIFT = TypeAdapter(DriftRules).validate_python(_DRIFT)
BAD = Episode(
    id="bad",
    year=2028,
    traits=("j1", "non_us_img"),
    outcome=-0.8,
    vividness=0.8,
    holders=(),
    witnessed=(),
    label="somebody",
)


def a_program(*episodes: Episode) -> Lived:
    seats = [Seated(spec=spec, role=Role(spec.type)) for spec in a_scenario().members]
    return begin(0, seats, episodes)


def heaviest(bar: Bar, *episodes: Episode) -> str:
    return weighs_most(a_program(*episodes), bar, YEAR, DRIFT, the_rules().memory)


def test_the_memory_that_adds_most_to_the_fear_weighs_most() -> None:
    mild, good = replace(BAD, id="mild", outcome=-0.2), replace(BAD, id="good", outcome=0.8)
    assert heaviest(Bar.J1, mild, BAD, good) == "bad"
    assert heaviest(Bar.J1, good) == ""
    assert heaviest(Bar.J1) == ""


def test_a_memory_of_something_else_does_not_weigh() -> None:
    assert heaviest(Bar.STEP1_FAIL, BAD) == ""
    assert heaviest(Bar.STEP1_FAIL, BAD, replace(BAD, id="fail", traits=("step_fail",), outcome=-0.1)) == "fail"


def test_the_cell_names_bars_that_became_stricter_only() -> None:
    after = BARS | {"j1": True, "years": 3.0, "ck_img": 220.0, "h1b": False}
    assert moved_by(BARS, after, lambda bar: f"who_{bar}") == "years: who_years; j1: who_j1"
    assert moved_by(BARS, after, lambda _: "") == ""
    assert moved_by(BARS, BARS, lambda bar: f"who_{bar}") == ""


def test_each_move_of_a_bar_is_told_both_ways() -> None:
    shut, opened = moves(tables(), "p000")
    assert (shut.year, shut.bar, shut.before, shut.after, shut.tightened) == (2029, Bar.J1, 0.0, 1.0, True)
    assert (opened.year, opened.bar, opened.tightened) == (2033, Bar.J1, False)
    assert (shut.resident, opened.resident) == ("y2027n0002", "")
    assert moves(tables(), "p001") == []


@pytest.mark.parametrize(
    "changed", [{"remembered_by": ""}, {"year": YEAR}, {"event": "stood_out"}, {"program": "p001"}]
)
def test_nobody_stands_behind_it_whom_nobody_remembers_or_with_whom_it_went_well(changed: dict[str, object]) -> None:
    made = tables(became=became().assign(**changed))
    assert moves(made, "p000")[0].resident == ""


def test_of_two_the_later_and_then_the_graver_stands_behind_it() -> None:
    columns = ["year", "program", "id", "event", "remembered_by"]
    rows = [(2027, "p000", "y2027n0002", "left", "pd; apd_1"), (2028, "p000", "y2028n0003", "late", "pd")]
    made = tables(became=pd.DataFrame(rows, columns=columns))
    assert moves(made, "p000")[0].resident == "y2028n0003"
    rows.append((2028, "p000", "y2027n0002", "remediated", "pd"))
    made = tables(became=pd.DataFrame(rows, columns=columns))
    assert moves(made, "p000")[0].resident == "y2027n0002"


def test_a_good_resident_stands_behind_a_bar_that_opened() -> None:
    columns = ["year", "program", "id", "event", "remembered_by"]
    made = tables(became=pd.DataFrame([(2031, "p000", "y2028n0003", "stood_out", "pd")], columns=columns))
    assert [move.resident for move in moves(made, "p000")] == ["", "y2028n0003"]


def test_what_was_lived_has_traits_and_holders() -> None:
    washout, good = lived_through(tables(), "p000")
    assert washout.traits == {"step_fail", "old_grad", "j1", "non_us_img"}
    assert washout.holders == ("pd", "apd_1", "coordinator")
    assert (washout.bad, good.bad) == (True, False)
    assert lived_through(tables(bars=bars()), "p002") == []
