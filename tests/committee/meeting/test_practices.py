from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.applicants.applicant import Applicant
from committee.errors import ScenarioRefused
from committee.events import RowOpened
from committee.machine import shipped
from committee.meeting.practices import (
    Practices,
)
from committee.scenario.loading import load_scenario
from tests.adopted import EACH, mixtures, ruled, told
from tests.effort import some
from tests.lawful import assert_lawful
from tests.scripted import (
    SIX,
    SWITCHES,
    a_meeting,
    events_of,
    only,
    the_rows,
)
from tests.strategies import applicants

ALONE = {"switches.carry_over": "false"}
SHEET = st.lists(applicants(), min_size=1, max_size=4, unique_by=lambda row: row.id)


@pytest.mark.parametrize("name", shipped.meetings())
def test_no_shipped_scenario_has_a_rule_on(name: str) -> None:
    assert load_scenario(name).meeting.rules == load_scenario("baseline").meeting.rules


def test_in_the_baseline_every_rule_is_off() -> None:
    rules = load_scenario("baseline").meeting.rules
    assert (rules.ballots, rules.blind, rules.order, rules.breaks) == ("none", (), "sheet", ())
    assert not any(value is True for name in Practices.__slots__ for value in [getattr(rules, name)])
    assert rules.capital_cap == 100.0


def test_the_sizes_of_rules_that_are_off_count_for_nothing() -> None:
    sizes = dict.fromkeys(("commitment", "ballot_share", "confidence", "agreement", "tally_weight"), "1.0")
    assert told({**sizes, "break_minutes": "240"}, rows=SIX) == told({}, rows=SIX)


@pytest.mark.parametrize("name", EACH)
def test_every_rule_changes_something(name: str) -> None:
    rows = [*the_rows(), *SIX]
    assert any(told(EACH[name], seed=seed, rows=rows) != told({}, seed=seed, rows=rows) for seed in range(1, 9))


@pytest.mark.parametrize("name", EACH)
def test_a_meeting_is_lawful_under_every_rule(name: str) -> None:
    rows = [*the_rows(), *SIX]
    for seed in (1, 2):
        assert_lawful(events_of(ruled(**EACH[name]), seed=seed, rows=rows))


@pytest.mark.soak
@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("off", SWITCHES)
def test_a_meeting_is_lawful_under_every_rule_without_one_mechanism(name: str, off: str) -> None:
    assert_lawful(events_of({**ruled(**EACH[name]), f"switches.{off}": "false"}, rows=SIX))


@settings(max_examples=some(40))
@given(SHEET, mixtures(), st.sets(st.sampled_from(SWITCHES), max_size=2), st.integers(0, 2**64 - 1))
def test_any_legal_rows_make_a_lawful_meeting_under_any_rules(
    rows: list[Applicant], rules: dict[str, str], off: set[str], seed: int
) -> None:
    assert_lawful(events_of({**rules, **{f"switches.{name}": "false" for name in off}}, seed=seed, rows=rows))


@settings(max_examples=some(10))
@given(mixtures(), st.integers(0, 2**64 - 1))
def test_flagged_rows_make_a_lawful_meeting_under_any_rules_and_the_same_one_again(
    rules: dict[str, str], seed: int
) -> None:
    events = events_of(rules, seed=seed, rows=SIX)
    assert_lawful(events)
    assert events == events_of(rules, seed=seed, rows=SIX)


def seats(*types: str) -> dict[str, str]:
    """A room of these members and no others."""
    fields = "capital=4, talkativeness=0.0, alarm=1.0, stamina=1.0"
    members = [f'{{id="m{n}", name="Dr {n}", type="{kind}", seat={n}, {fields}}}' for n, kind in enumerate(types)]
    return {"members": f"[{', '.join(members)}]", "memory.episodes": "[]"}


ODD_ROOMS = {
    "nobody reads": {"meeting.readers": "0", "meeting.interviewers": "0"},
    "one reads": {"meeting.readers": "1"},
    "the director and an office": seats("director", "coordinator"),
    "the director and a chief": seats("director", "chief"),
    "no associates, no office": seats("faculty", "director", "chief", "faculty"),
}


@pytest.mark.parametrize("room", ODD_ROOMS)
@pytest.mark.parametrize("name", EACH)
def test_an_odd_room_is_lawful_under_every_rule(name: str, room: str) -> None:
    assert_lawful(events_of({**ruled(**EACH[name]), **ODD_ROOMS[room]}, rows=SIX))


@pytest.mark.parametrize(
    ("rule", "value", "allowed"),
    [
        ("ballots", '"after"', 'meeting.rules.ballots: "after" is not allowed; use one of none, before'),
        ("blind", '["name"]', 'meeting.rules.blind.1: "name" is not allowed; use one of kind, school, exams'),
        ("blind", '"kind"', 'meeting.rules.blind: "kind" is not allowed; use a list'),
        ("breaks", "[3, 0]", 'meeting.rules.breaks.2: "0" is not allowed; use a whole number from 1 to 100000'),
        ("breaks", "[100001]", 'meeting.rules.breaks.1: "100001" is not allowed'),
        ("breaks", "[2.5]", 'meeting.rules.breaks.1: "2.5" is not allowed; use a whole number'),
        ("break_minutes", "240.5", 'meeting.rules.break_minutes: "240.5" is not allowed; use a number from 0 to 240'),
        ("break_minutes", "-1", 'meeting.rules.break_minutes: "-1" is not allowed'),
        ("order", '"random"', 'meeting.rules.order: "random" is not allowed; use one of sheet, shuffled, by_score'),
        ("capital_cap", "-0.1", 'meeting.rules.capital_cap: "-0.1" is not allowed; use a number from 0 to 100'),
        ("capital_cap", "100.1", 'meeting.rules.capital_cap: "100.1" is not allowed'),
        ("commitment", "1.01", 'meeting.rules.commitment: "1.01" is not allowed; use a number from 0 to 1'),
        ("ballot_share", "-0.01", 'meeting.rules.ballot_share: "-0.01" is not allowed'),
        ("confidence", "2", 'meeting.rules.confidence: "2" is not allowed'),
        ("agreement", "-1", 'meeting.rules.agreement: "-1" is not allowed'),
        ("tally_weight", "1.5", 'meeting.rules.tally_weight: "1.5" is not allowed'),
        ("rubric", '"yes"', 'meeting.rules.rubric: "yes" is not allowed; use true or false'),
        ("second_comittee", "true", 'did you mean "second_committee"?'),
    ],
)
def test_an_odd_value_is_refused_with_its_place_and_what_is_allowed(rule: str, value: str, allowed: str) -> None:
    with pytest.raises(ScenarioRefused) as refused:
        load_scenario("baseline", {f"meeting.rules.{rule}": value})
    assert allowed in str(refused.value)


@pytest.mark.parametrize(
    "rules",
    [
        {"breaks": "[1, 100000]", "break_minutes": "0"},
        {"breaks": "[1]", "break_minutes": "240"},
        {"ballots": '"before_and_after"', "commitment": "0", "ballot_share": "0"},
        {"ballots": '"before_and_after"', "commitment": "1", "ballot_share": "1"},
        {"blind": '["kind", "kind"]', "confidence": "0"},
        {"blind": '["kind"]', "confidence": "1"},
        {"rubric": "true", "agreement": "0"},
        {"rubric": "true", "agreement": "1"},
        {"base_rates": "true", "tally_weight": "0"},
        {"base_rates": "true", "tally_weight": "1"},
        {"capital_cap": "0"},
        {"capital_cap": "100"},
    ],
    ids=str,
)
def test_a_rule_may_be_set_to_either_end(rules: dict[str, str]) -> None:
    assert_lawful(events_of(ruled(**rules), rows=SIX))


# ---------------------------------------------------------------- the order of rows


def ids_of(rules: Mapping[str, str], seed: int = 1, rows: Sequence[Applicant] | None = None) -> list[str]:
    return [event.id for event in only(told(rules, seed=seed, rows=rows), RowOpened)]


def test_rows_are_held_as_in_the_sheet_or_backwards() -> None:
    sheet = [row.id for row in the_rows()]
    assert ids_of({}) == sheet
    assert ids_of({"order": '"reversed"'}) == sheet[::-1]


def test_rows_are_shuffled_by_seed_whatever_order_the_sheet_has() -> None:
    shuffled = {"order": '"shuffled"'}
    rows = the_rows()
    first = ids_of(shuffled, rows=rows)
    assert sorted(first) == sorted(row.id for row in rows)
    assert first == ids_of(shuffled, rows=rows[::-1])
    assert len({tuple(ids_of(shuffled, seed=seed, rows=rows)) for seed in range(1, 6)}) == 5


@pytest.mark.parametrize("blind", ["[]", '["exams"]', '["exams", "class"]'])
def test_the_best_score_on_the_wall_comes_first_and_equal_ones_go_by_id(blind: str) -> None:
    """The order gives away no score that is blinded."""
    opened = only(told({"order": '"by_score"', "blind": blind}), RowOpened)
    places = [(-event.pre_score, event.id) for event in opened]
    assert places == sorted(places)


def test_rows_are_numbered_as_they_are_held() -> None:
    opened = only(told({"order": '"reversed"'}), RowOpened)
    assert [event.row for event in opened] == list(range(1, len(opened) + 1))


# ---------------------------------------------------------------- when the room rests


def fatigue_by_row(rules: Mapping[str, str]) -> list[float]:
    return [max(event.fatigue.values()) for event in only(told(rules), RowOpened)]


def test_after_a_break_everybody_is_rested_and_tires_again() -> None:
    plain, rested = fatigue_by_row({}), fatigue_by_row({"breaks": "[3]"})
    assert rested[:3] == plain[:3]
    assert rested[3] == 0.0 < plain[3]
    assert all(before < after for before, after in pairwise(rested[3:]))


def test_a_break_lasts_its_minutes_and_the_meeting_pays_for_them() -> None:
    """Without fatigue talk goes on as before, so that only the breaks add minutes."""
    rules = {"switches.fatigue": "false"}
    plain = a_meeting(rules).run().minutes
    for breaks, minutes in (("[3]", 10.0), ("[3, 5]", 20.0), ("[3, 3]", 10.0), ("[8]", 0.0), ("[9, 100]", 0.0)):
        assert a_meeting({**rules, **ruled(breaks=breaks)}).run().minutes == pytest.approx(plain + minutes)
    assert a_meeting({**rules, **ruled(breaks="[3]", break_minutes="0")}).run().minutes == pytest.approx(plain)


def test_a_break_costs_its_minutes_where_no_row_leaves_a_trace_too() -> None:
    plain, rested = a_meeting(ALONE), a_meeting({**ALONE, **ruled(breaks="[3]")})
    assert rested.run().minutes == pytest.approx(plain.run().minutes + 10.0)
    assert rested.digest() == plain.digest()
