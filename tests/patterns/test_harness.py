"""The harness itself: rows in their places, nulls, shares, draws, what is asked of which column."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from committee.applicants.sheet import read_rows
from committee.convene import RankMeeting
from committee.scenario.loading import as_data, load_scenario
from tests.patterns import recorded
from tests.patterns.counted import late, mark
from tests.patterns.draws import SPREAD, drawn_settings, held_in, signs
from tests.patterns.evidence import gather, judged, measured_in, plan
from tests.patterns.fixtures import ROW, VARIANTS
from tests.patterns.recorded import as_drawn, ends, held, reversed_order
from tests.patterns.sizes import above, at_least, averaged
from tests.patterns.statement import Group, Look, Statement, at, cost, emergent
from tests.patterns.statements import ALL
from tests.patterns.studies import factors_of, pool_rows, pool_talk
from tests.patterns.trials import Call, as_many, null_tried, places, positions, sheet_with, tried
from tests.patterns.worlds import ADDITIVE, BASELINE, COLUMNS, PRIVATE, WORLDS, drawn_worlds, scenario_of


def test_a_row_tried_ends_as_in_a_meeting_of_the_readable_model() -> None:
    scenario = scenario_of("baseline", BASELINE)
    rows = {name: VARIANTS[name] for name in ("even", "borderline strong")}
    for name, (ended, alone) in tried(scenario, 3, rows, polled=True).items():
        sheet = sheet_with(scenario, 3)
        given = read_rows([dict(rows[name])], year=scenario.season.year, place="here")[0]
        meeting = RankMeeting(scenario, 3, applicants=[given if row.id == ROW else row for row in sheet]).run()
        result = next(row.result for row in meeting.held if row.brief.applicant.id == ROW)
        assert (ended.call, ended.ranked) == (result.ending.call, result.ending.tier.ranked)
        assert ended.place == (meeting.position[ROW] / len(sheet) if ended.ranked else ended.place)
        assert ended.heard == result.ending.heard
        voting = [member.votes for member in meeting.members]
        for stances, mean in ((result.stances, ended.after), (result.before, alone.after if alone else None)):
            counted = [stance for stance, votes in zip(stances, voting, strict=True) if votes]
            assert mean == sum(counted) / len(counted)


def test_rows_tried_do_not_touch_one_another() -> None:
    scenario = scenario_of("baseline", BASELINE)
    together = tried(scenario, 2, {name: VARIANTS[name] for name in ("even", "even fight")})
    alone = tried(scenario, 2, {"even fight": VARIANTS["even fight"]})
    assert together["even fight"] == alone["even fight"]


# ---------------------------------------------------------------- nulls


def test_the_additive_null_reads_cells_and_has_no_stances() -> None:
    rows = {name: VARIANTS[name] for name in ("even", "even + remediation")}
    outcomes = null_tried(scenario_of("baseline", BASELINE), 1, rows)
    assert outcomes["even"].call > outcomes["even + remediation"].call
    assert np.isnan(outcomes["even"].after)


def test_the_private_average_ranks_as_many_rows_as_the_room() -> None:
    calls = as_many({"a": 0.1, "b": 0.3, "c": 0.1, "d": -0.2}, 2)
    assert [id_ for id_, call in calls.items() if call.ranked] == ["b", "a"]
    room, alone = (ends("baseline", column, 4) for column in (BASELINE, PRIVATE))
    assert sum(end.ranked for end in room.values()) == sum(end.ranked for end in alone.values())
    assert [end.place for end in room.values()] != [end.place for end in alone.values()]


def test_the_private_average_of_a_row_does_not_hear_its_sponsor_pay() -> None:
    rows = {name: VARIANTS[name] for name in ("borderline", "borderline mild", "borderline strong")}
    by_name = tried(scenario_of("baseline", BASELINE), 5, rows, polled=True)
    (none, _), (strong, alone) = by_name["borderline"], by_name["borderline strong"]
    assert alone is not None
    assert strong.place < none.place
    assert alone.place > strong.place
    assert alone.heard is None


def test_the_private_average_ends_where_talk_began() -> None:
    day, ended = held("baseline", PRIVATE, 4), ends("baseline", PRIVATE, 4)
    for row in day.rows:
        stances = [row.told.opened.stances[who] for who in day.voters]
        assert ended[row.closed.id].after == pytest.approx(sum(stances) / len(stances), abs=1e-4)


def test_a_row_off_the_list_takes_the_middle_of_the_places_left() -> None:
    calls = {"a": Call(0.5, True), "b": Call(-0.9, False), "c": Call(0.7, True), "d": Call(-1.0, False)}
    assert places(calls, positions(calls)) == {"c": 0.25, "a": 0.5, "b": 0.875, "d": 0.875}


# ---------------------------------------------------------------- meetings that studies share


def test_studies_share_a_meeting_until_its_world_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorded, "_KEPT", {})  # else what other tests have asked for decides what is kept longest
    first = held("baseline", BASELINE, 1)
    assert held("baseline", BASELINE, 1) is first
    assert held("baseline", BASELINE, 1, told=False) is first
    unheard = held("baseline", "clock", 1, told=False)
    assert held("baseline", "clock", 1) is not unheard
    assert held("baseline", PRIVATE, 1) is first
    assert held("baseline", "memory", 1) is not first
    assert held("baseline", BASELINE, 1, reversed_order) is not first
    with drawn_worlds(drawn_settings(1)):
        assert held("baseline", BASELINE, 1).scenario != first.scenario
    assert held("baseline", BASELINE, 1, as_drawn).scenario == first.scenario


def test_the_same_rows_stand_early_in_one_order_and_late_in_the_other() -> None:
    day = late("baseline", BASELINE, 1)
    rows = held("baseline", BASELINE, 1).rows
    counted = [row.flagged for row in (*rows[:12], *rows[-12:])]
    assert (day.flagged_rows, day.clean_rows) == (sum(counted), 24 - sum(counted))
    drawn, turned = ends("baseline", BASELINE, 1), ends("baseline", BASELINE, 1, reversed_order)
    by_hand = sum(turned[row.closed.id].place - drawn[row.closed.id].place for row in rows[:12])
    by_hand += sum(drawn[row.closed.id].place - turned[row.closed.id].place for row in rows[-12:])
    assert day.flagged + day.clean == pytest.approx(by_hand)


@pytest.mark.parametrize(
    ("stance", "half"), [(-1.0, 1.0), (-0.8751, 1.0), (-0.8749, 1.5), (0.0, 3.0), (0.87, 4.5), (1.0, 5.0)]
)
def test_a_form_has_half_marks_from_1_to_5(stance: float, half: float) -> None:
    assert mark(stance) == half


# ---------------------------------------------------------------- factors


def test_the_orthogonal_sheet_has_independent_factors_of_equal_spread() -> None:
    scenario = scenario_of("no posture", BASELINE)
    scores = np.array([row for seed in range(1, 31) for row in factors_of(scenario, seed)])
    spread = scores.std(axis=0)
    assert spread.max() / spread.min() < 1.1
    between = np.corrcoef(scores.T) - np.eye(scores.shape[1])
    assert np.abs(between).max() < 0.1
    assert (scores[:, -1] > 0).mean() == pytest.approx(0.5)


# ---------------------------------------------------------------- draws


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


def test_every_world_loads_under_a_draw() -> None:
    with drawn_worlds(drawn_settings(2)):
        for world in WORLDS:
            assert (
                scenario_of(world, BASELINE).meeting.persuasion.force
                != load_scenario("baseline").meeting.persuasion.force
            )


def test_a_draw_tells_which_signs_hold_and_leaves_the_worlds_as_they_were() -> None:
    before = scenario_of("baseline", BASELINE)
    assert held_in(3, ["ladder, place"], range(1, 4)) == {"ladder, place": True}
    assert scenario_of("baseline", BASELINE) == before


def test_only_claimed_signs_are_drawn() -> None:
    statements = [a_statement(), a_statement(band=above(0.0)), a_statement(band=above(0.0), apart=True)]
    assert signs(statements) == [statements[1].name]


# ---------------------------------------------------------------- what is asked of which column


def a_statement(**more: object) -> Statement:
    """A strong sponsor helps."""
    group = Group("Some")
    rows = at("baseline", "borderline", "borderline strong")

    given: dict[str, Any] = {"band": at_least(0.0), "origin": emergent("Nobody says so."), "rows": rows, **more}

    @group.says("helps", "it helps", **given)
    def _(look: Look) -> object:
        return averaged(cost(look.rows("borderline"), look.rows("borderline strong")))

    return group.statements[0]


def test_a_statement_is_measured_in_the_columns_that_can_say_something() -> None:
    def columns(statement: Statement) -> list[str]:
        return [column for column in COLUMNS if measured_in(statement, column)]

    assert columns(a_statement()) == list(COLUMNS)
    assert columns(a_statement(everywhere=False)) == [BASELINE]
    assert columns(a_statement(apart=True)) == [BASELINE, "memory", "capital", ADDITIVE, PRIVATE]
    assert columns(a_statement(over_null=True)) == [column for column in COLUMNS if column != ADDITIVE]
    assert columns(a_statement(studies=(("baseline", pool_rows),))) == list(COLUMNS)
    assert PRIVATE not in columns(a_statement(studies=(("baseline", pool_talk),)))


def test_every_column_of_a_plan_is_paired_by_seed() -> None:
    columns = (BASELINE, "capital", ADDITIVE, PRIVATE)
    statement = a_statement()
    evidence = gather(plan([statement], columns), range(1, 4))
    found = {column: judged(statement, evidence, column) for column in columns}
    sizes = {column: finding.size for column, finding in found.items() if finding is not None}
    assert {len(size.by_seed) for size in sizes.values()} == {3}
    assert sizes[BASELINE].value > sizes[PRIVATE].value
    assert len({size.by_seed for size in sizes.values()}) == 4


def test_a_column_with_nothing_to_measure_says_nothing() -> None:
    group = Group("Some")

    @group.says("ratio", "of nothing", at_least(0.0), emergent("Nobody says so."), rows=at("baseline", "even"))
    def _(look: Look) -> object:
        return averaged([row.after for row in look.rows("even")])

    evidence = gather(plan(group.statements, (BASELINE, ADDITIVE)), [1])
    assert judged(group.statements[0], evidence, BASELINE) is not None
    assert judged(group.statements[0], evidence, ADDITIVE) is None


def test_statements_are_named_once_and_ask_for_what_there_is() -> None:
    assert len({statement.name for statement in ALL}) == len(ALL)
    for statement in ALL:
        assert {world for world, _ in (*statement.rows, *statement.studies)} <= WORLDS.keys()
        assert {variant for _, variant in statement.rows} <= VARIANTS.keys()
        assert statement.rows or statement.studies
        assert statement.origin.why.endswith(".")


def test_every_fixture_stands_under_one_id() -> None:
    assert {cells["id"] for cells in VARIANTS.values()} == {ROW, "img_a", "img_b"}
