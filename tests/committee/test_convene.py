from __future__ import annotations

import warnings
from dataclasses import fields, is_dataclass
from typing import Any

import mesa
import pytest
from pydantic import BaseModel

from committee.applicants.points import PointRules
from committee.applicants.posture import Posture
from committee.convene import Convener, RankMeeting, check_room, convene, meeting_rules, record, roster_of
from committee.errors import ScenarioRefused
from committee.events import MeetingOpened
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.review import ReviewRules
from committee.meeting.rules import MeetingRules, NullRules, RoomRules, Switches
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.member import MemberSpec
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import ReadingRules
from committee.members.roster import BeliefRules
from committee.members.trust import TrustRules
from committee.programme.composite import CompositeRules
from committee.programme.programme import Programme
from committee.scenario import scenario as sections
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Kind
from tests.scripted import SMALL, Told, a_meeting, a_scenario, an_applicant, the_rows, told

PAIRS: list[tuple[type[BaseModel], tuple[type, ...], set[str]]] = [
    (sections.Points, (PointRules,), set()),
    (sections.Composite, (CompositeRules,), set()),
    (sections.Posture, (Posture,), set()),
    (sections.Programme, (Programme,), {"points", "composite"}),
    (sections.MemberEntry, (MemberSpec,), set()),
    (sections.Beliefs, (BeliefRules,), set()),
    (sections.Reading, (ReadingRules,), set()),
    (sections.Trust, (TrustRules,), set()),
    (sections.Speech, (SpeechRules,), set()),
    (sections.Floor, (FloorRules,), set()),
    (sections.Persuasion, (PersuasionRules,), set()),
    (sections.Call, (CallRules,), set()),
    (sections.Capital, (CapitalRules,), set()),
    (sections.Review, (ReviewRules,), set()),
    (sections.Null, (NullRules,), set()),
    (sections.EpisodeEntry, (Episode,), set()),
    (sections.Memory, (MemoryRules,), {"episodes"}),
    (sections.Switches, (Switches,), set()),
]
INNER = {"beliefs", "reading", "trust", "speech", "floor", "persuasion", "call", "capital", "review", "null"}
SIZES = {"pool__us_md": 2, "pool__us_do": 1, "pool__us_img": 0, "pool__non_us_img": 1}


@pytest.mark.parametrize(("section", "records", "own"), [*PAIRS, (sections.Meeting, (RoomRules, ClockRules), INNER)])
def test_a_section_has_exactly_the_fields_of_its_record(
    section: type[BaseModel], records: tuple[type, ...], own: set[str]
) -> None:
    """A key that reaches no record would be a setting that does nothing."""
    named = {field.name for made in records for field in fields(made)}
    assert set(section.model_fields) == named | own


def test_every_field_of_every_rule_is_set_from_the_scenario() -> None:
    rules = meeting_rules(a_scenario())
    assert is_dataclass(rules)
    assert {field.name for field in fields(MeetingRules)} == {
        field.name for field in fields(rules) if getattr(rules, field.name) is not None
    }
    for field in fields(rules):
        part = getattr(rules, field.name)
        if is_dataclass(part):
            assert all(getattr(part, inner.name) is not None for inner in fields(part))


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("season.year", 2024, "year"),
        ("meeting.row_seconds", 45.0, "clock.row_seconds"),
        ("meeting.interviewers", 2, "room.interviewers"),
        ("meeting.capital.interest", 0.123, "capital.interest"),
        ("programme.seats", 9, "programme.seats"),
        ("memory.tau", 7.5, "memory.tau"),
        ("switches.memory", False, "switches.memory"),
        ("programme.posture.us_do.amplify", 1.23, None),
    ],
)
def test_a_setting_reaches_the_rules(key: str, value: object, where: str | None) -> None:
    rules: Any = meeting_rules(a_scenario({key: str(value).lower()}))
    if where is None:
        assert rules.programme.posture[Kind.US_DO].amplify == value
        return
    for step in where.split("."):
        rules = getattr(rules, step)
    assert rules == value


def test_record_copies_by_name() -> None:
    assert record(ClockRules, a_scenario().meeting) == ClockRules(
        row_seconds=30.0, row_seconds_max=90.0, extension_s=a_scenario().meeting.extension_s
    )


def test_the_roster_is_the_members_of_the_scenario() -> None:
    assert [spec.id for spec in roster_of(a_scenario())] == [member.id for member in a_scenario().members]


# ---------------------------------------------------------------- rows


def test_the_pool_is_drawn_per_seed_in_the_numbers_asked_for() -> None:
    one, two = the_rows(1), the_rows(2)
    assert one != two
    for rows in (one, two):
        counts = [sum(row.kind is kind for row in rows) for kind in Kind]
        assert counts == [2, 1, 2, 3]


def test_a_reversed_pool_is_the_same_rows_from_the_bottom_up() -> None:
    assert the_rows(1, {"pool.order": '"reversed"'}) == the_rows(1)[::-1]


def test_a_fixed_row_takes_the_place_of_a_drawn_one_of_its_kind() -> None:
    fixed = '[{id = "img_a", name = "IMG A", kind = "non_us_img", step1 = "fail", yog = 2016}]'
    rows = the_rows(1, {"pool.rows": fixed})
    assert len(rows) == 8
    assert [row.name for row in rows if row.id == "img_a"] == ["IMG A"]
    assert sum(row.kind is Kind.NON_US_IMG for row in rows) == 3


def test_given_applicants_take_the_place_of_the_scenarios() -> None:
    rows = [an_applicant(id="only")]
    meeting = convene(a_scenario(), 1, applicants=rows)
    assert [brief.applicant.id for brief in meeting.briefs] == ["only"]


def test_rows_can_come_from_a_sheet(tmp_path: Any) -> None:
    sheet = tmp_path / "rows.csv"
    sheet.write_text("id,name,kind,yog\nx,Ada Plain,us_md,2026\n", encoding="utf-8")
    with_sheet = a_scenario().model_copy(update={"pool": None, "sheet": sections.Sheet(file=str(sheet))})
    assert [row.id for row in applicants_of(with_sheet, 1)] == ["x"]


def test_inputs_are_told_at_the_opening() -> None:
    listener = Told()
    given = ({"file": "rows.csv", "sha256": "0" * 64},)
    convene(a_scenario(), 1, listeners=[listener], inputs=given).run()
    opened = listener.events[0]
    assert isinstance(opened, MeetingOpened)
    assert opened.inputs == given


# ---------------------------------------------------------------- rooms that cannot meet


def test_a_meeting_without_rows_is_refused() -> None:
    nobody = {f"pool.{kind.value}": "0" for kind in Kind}
    with pytest.raises(ScenarioRefused, match="at least one row"):
        a_meeting(nobody)
    with pytest.raises(ScenarioRefused, match="at least one row"):
        a_meeting(rows=[])


@pytest.mark.parametrize(("number", "kind", "count"), [("1", "faculty", 0), ("2", "director", 2)])
def test_a_room_has_exactly_one_director(number: str, kind: str, count: int) -> None:
    with pytest.raises(ScenarioRefused, match=f"exactly one director, and this one has {count}"):
        check_room(a_scenario({f"members.{number}.type": f'"{kind}"'}))


def test_an_unknown_type_of_member_is_named_with_the_nearest() -> None:
    with pytest.raises(ScenarioRefused, match=r'"facutly" is not allowed.*did you mean "faculty"') as refused:
        check_room(a_scenario({"members.4.type": '"facutly"', "members.5.type": '"dean"'}))
    assert [problem.place for problem in refused.value.problems] == ["members.4.type", "members.5.type"]


@pytest.mark.parametrize(
    ("table", "word"),
    [("meeting.speech.words", "call"), ("programme.points.gap_reason", "family"), ("meeting.trust.standing", "chief")],
)
def test_a_scenario_whose_table_lacks_a_word_is_refused(table: str, word: str) -> None:
    data = a_scenario().model_dump(mode="json")
    inside: Any = data
    for step in table.split("."):
        inside = inside[step]
    del inside[word]
    with pytest.raises(ValueError, match=f"{table.rpartition('.')[2]} lacks {word}"):
        Scenario.model_validate(data)


def test_two_members_and_a_director_are_enough() -> None:
    pair = [entry.model_dump(mode="json") for entry in a_scenario().members[:2]]
    tables = ["{" + ", ".join(f"{k} = {v!r}".replace("'", '"') for k, v in entry.items()) + "}" for entry in pair]
    events = told({"members": f"[{', '.join(tables)}]"})
    assert len([event for event in events if event.event == "row_closed"]) == 8


# ---------------------------------------------------------------- one scenario, many seeds


def test_a_convener_holds_the_same_meetings_as_each_convened_alone() -> None:
    scenario = a_scenario()
    convener = Convener(scenario)
    for seed in (1, 2, 1):
        listener, alone = Told(), Told()
        convener.meeting(seed, listeners=[listener]).run()
        convene(scenario, seed, listeners=[alone]).run()
        assert listener.events == alone.events


def test_a_convener_reads_its_sheet_once(tmp_path: Any) -> None:
    """A sheet that changes while many meetings are held changes none of them."""
    sheet = tmp_path / "people.csv"
    sheet.write_text("id,name,kind,yog\nx,Ada Plain,us_md,2026\n", encoding="utf-8")
    with_sheet = a_scenario().model_copy(update={"pool": None, "sheet": sections.Sheet(file=str(sheet))})
    convener = Convener(with_sheet)
    sheet.unlink()
    assert [brief.applicant.id for brief in convener.meeting(2).briefs] == ["x"]
    (told_of,) = convener.opening.inputs
    assert told_of["file"] == "people.csv"


def test_an_occasion_changes_what_is_drawn_for_it_and_not_who_people_are() -> None:
    convener = Convener(a_scenario())
    alone, january = convener.meeting(3), convener.meeting(3, year=2026, program=2)
    assert january.applicants == alone.applicants
    assert [m.mind for m in january.members] == [m.mind for m in alone.members]
    assert january.run().digest() != alone.run().digest()


# ---------------------------------------------------------------- Mesa's own tools


def batch(**parameters: Any) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return mesa.batch_run(RankMeeting, {"scenario": "baseline", **SIZES, **parameters}, display_progress=False)


def by_seed(seed: int) -> RankMeeting:
    return RankMeeting("baseline", seed, **SIZES)


def test_batch_run_holds_whole_meetings_and_collects_their_last_row() -> None:
    results = batch(meeting__row_seconds=[30, 45])
    assert [run["meeting__row_seconds"] for run in results] == [30, 45]
    assert [run["rows"] for run in results] == [4, 4]
    plain = by_seed(1)
    plain.run()
    assert results[0]["call"] == pytest.approx(plain.closed[-1].result.ending.call, abs=1e-4)
    assert results[0]["tier"] == plain.closed[-1].result.ending.tier.value


def test_the_collector_has_a_line_a_row() -> None:
    meeting = by_seed(2)
    meeting.run()
    meeting.step()
    table = meeting.datacollector.get_model_vars_dataframe()
    assert list(table["rows"]) == [1, 2, 3, 4]
    assert list(table["tier"]) == [held.result.ending.tier.value for held in meeting.closed]
    assert table["minutes"].is_monotonic_increasing


def test_a_collector_of_ones_own_reads_the_meeting_and_changes_nothing() -> None:
    meeting = by_seed(3)
    own = mesa.DataCollector(
        model_reporters={"listed": lambda model: len(model.closed)},
        agent_reporters={"balance": lambda member: member.purse.balance},
    )
    while meeting.running:
        meeting.step()
        own.collect(meeting)
    assert len(own.get_agent_vars_dataframe()) == 4 * len(meeting.members)
    plain = by_seed(3)
    plain.run()
    assert meeting.digest() == plain.digest()


def test_settings_come_by_keyword_and_unknown_ones_are_refused() -> None:
    assert RankMeeting("baseline", 1, meeting__row_seconds=45, **SIZES).rules.clock.row_seconds == 45
    with pytest.raises(ScenarioRefused, match="row_secondz"):
        RankMeeting("baseline", 1, meeting__row_secondz=45, **SIZES)


def test_no_seed_is_seed_one() -> None:
    assert RankMeeting("baseline", **SIZES).rows_seed == 1
    assert RankMeeting(a_scenario(), None).chance.seed == 1


def test_the_agents_are_mesas() -> None:
    meeting = a_meeting()
    assert len(meeting.agents) == len(meeting.members) == 10
    assert meeting.loaded_scenario == a_scenario()
    assert set(SMALL) <= {f"pool.{kind.value}" for kind in Kind}
