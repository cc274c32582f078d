"""The harness itself: rows in their places, effects, shares, draws, labels."""

from __future__ import annotations

import numpy as np
import pytest

from committee.scenario.loading import as_data, load_scenario
from tests.patterns.draws import SPREAD, HeldInDraws, drawn_settings
from tests.patterns.factors import lmg
from tests.patterns.fixtures import ROW, VARIANTS
from tests.patterns.orthogonal import orthogonal_sheet
from tests.patterns.report import BUILT_IN, Made, details, known, label, readme
from tests.patterns.statement import Finding, effect
from tests.patterns.statements import ALL, GROUPS
from tests.patterns.studies import factors_of
from tests.patterns.trials import null_tried, tried
from tests.patterns.worlds import BASELINE, NULL, REPORT_COLUMNS, WORLDS, scenario_of


def test_a_row_alone_in_its_meeting_ends_in_place_as_it_does_whole() -> None:
    scenario = scenario_of("baseline", BASELINE)
    rows = {"even": VARIANTS["even"]}
    in_place, whole = (tried(scenario, 3, rows, whole=whole)["even"] for whole in (False, True))
    assert (in_place.call, in_place.ranked, in_place.after) == (whole.call, whole.ranked, whole.after)


def test_rows_held_in_place_do_not_touch_one_another() -> None:
    scenario = scenario_of("baseline", BASELINE)
    together = tried(scenario, 2, {name: VARIANTS[name] for name in ("even", "even fight")}, whole=False)
    alone = tried(scenario, 2, {"even fight": VARIANTS["even fight"]}, whole=False)
    assert together["even fight"].call == alone["even fight"].call


def test_the_null_reads_cells_and_has_no_stances() -> None:
    outcomes = null_tried(
        scenario_of("baseline", BASELINE), 1, {n: VARIANTS[n] for n in ("even", "even + remediation")}
    )
    assert outcomes["even"].call > outcomes["even + remediation"].call
    assert np.isnan(outcomes["even"].after)


def test_an_effect_widens_with_spread_and_narrows_with_seeds() -> None:
    wide, narrow = effect([0.0, 2.0]), effect([0.9, 1.1] * 50)
    assert wide.low < 0 < wide.high
    assert narrow.above
    assert narrow.mean == pytest.approx(1.0)


def test_lmg_gives_independent_causes_their_own_share_and_adds_up_to_one() -> None:
    chance = np.random.Generator(np.random.PCG64(1))
    scores = chance.normal(size=(4000, 3))
    shares = lmg(scores, 2.0 * scores[:, 0] + 1.0 * scores[:, 1] + chance.normal(size=4000))
    assert sum(shares) == pytest.approx(1.0)
    assert shares[0] == pytest.approx(0.8, abs=0.03)
    assert shares[2] == pytest.approx(0.0, abs=0.01)


def test_the_orthogonal_sheet_has_independent_factors_of_equal_spread() -> None:
    scenario = scenario_of("no posture", BASELINE)
    scores = np.array([row for seed in range(1, 31) for row in factors_of(scenario, orthogonal_sheet(scenario, seed))])
    spread = scores.std(axis=0)
    assert spread.max() / spread.min() < 1.1
    between = np.corrcoef(scores.T) - np.eye(scores.shape[1])
    assert np.abs(between).max() < 0.1
    assert (scores[:, -1] > 0).mean() == pytest.approx(0.5)


def test_a_draw_keeps_every_parameter_within_its_spread_and_loads() -> None:
    settings = drawn_settings(7)
    drawn = as_data(load_scenario("baseline", settings))
    plain = as_data(load_scenario("baseline"))
    force = drawn["meeting"]["persuasion"]["force"] / plain["meeting"]["persuasion"]["force"]
    assert force != 1.0
    assert abs(force - 1.0) <= SPREAD
    assert drawn["season"] == plain["season"]
    assert len(settings) > 200
    assert settings != drawn_settings(8)
    for number in range(1, 13):
        load_scenario("baseline", drawn_settings(number))


def test_built_in_is_what_survives_everything() -> None:
    holds, fails = Finding(figure="", holds=True), Finding(figure="", holds=False)
    assert label(dict.fromkeys(REPORT_COLUMNS, holds)) == BUILT_IN
    assert label(dict.fromkeys(REPORT_COLUMNS, holds) | {NULL: fails}) == ""
    assert label(dict.fromkeys(REPORT_COLUMNS, holds) | {"capital": fails}) == ""
    assert label({BASELINE: holds}) == ""


def test_the_readme_keeps_misses_in_sight() -> None:
    findings = {
        statement.id: {BASELINE: Finding(figure="0.91", holds=True), NULL: Finding(figure="", holds=None)}
        for statement in ALL
    }
    findings["kinds"] = {
        BASELINE: Finding(figure="0.12 | 0.10", holds=False),
        "posture": Finding(figure="", holds=True),
    }
    shaky = HeldInDraws(statement=next(statement for statement in ALL if statement.id == "kinds"), held=2, draws=5)
    made = Made(seeds="1 to 3", columns_seeds="1 to 2", whole=True, draws="", check="")
    text = readme(GROUPS, findings, [shaky], made)
    assert f"**{len(ALL) - 1} of {len(ALL)} statements hold in the baseline.**" in text
    (row,) = (line for line in text.splitlines() if line.startswith("| **kinds**"))
    assert "| 0.12 / 0.10 | **MISS** |" in row
    assert "2/5 **MISS**" in row
    assert BUILT_IN not in row


def test_what_was_found_can_be_read_back() -> None:
    pass_, miss = Finding(figure="0.91", holds=True), Finding(figure="a: 0.1 | b", holds=False)
    findings = {statement.id: dict.fromkeys(REPORT_COLUMNS) | {BASELINE: pass_, NULL: miss} for statement in ALL}
    assert known(details(GROUPS, findings)) == findings


def test_statements_are_named_once_and_ask_for_what_there_is() -> None:
    assert len({statement.id for statement in ALL}) == len(ALL)
    for statement in ALL:
        assert {world for world, _ in (*statement.rows, *statement.studies)} <= WORLDS.keys()
        assert {variant for _, variant in statement.rows} <= VARIANTS.keys()


def test_every_fixture_stands_under_one_id() -> None:
    assert {cells["id"] for cells in VARIANTS.values()} == {ROW, "img_a", "img_b"}
