from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from inspect import signature
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest

from committee.convene import Convener, RankMeeting, check_room, convene, meeting_rules, roster_of
from committee.errors import SameMeetingAgain, ScenarioRefused, UsageRefused
from committee.events import MeetingOpened
from committee.meeting.rules import MeetingRules
from committee.meeting.unseeded import Unseeded
from committee.scenario.loading import load_scenario
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario, SheetTable
from committee.terms import Kind
from tests.scripted import SMALL, Told, a_meeting, a_scenario, an_applicant, events_of, the_rows

SIZES = {"pool__us_md": 2, "pool__us_do": 1, "pool__us_img": 0, "pool__non_us_img": 1}


def test_every_field_of_every_rule_is_set_from_the_scenario() -> None:
    """A setting that reached no rule would do nothing, and a rule that no setting reaches could not be changed."""
    scenario = a_scenario()
    rules = meeting_rules(scenario)
    parts = {field.name: getattr(rules, field.name) for field in fields(MeetingRules)}
    assert all(part is not None for part in parts.values())
    for table in (scenario.program, scenario.meeting, scenario.memory):
        inner = [getattr(table, field.name) for field in fields(table)]
        reached = [part for part in inner if is_dataclass(part) or isinstance(part, tuple)]
        assert {id(part) for part in (*reached, table)} <= {id(part) for part in parts.values()}


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("season.year", 2024, "year"),
        ("meeting.row_seconds", 55.0, "clock.row_seconds"),
        ("meeting.interviewers", 2, "room.interviewers"),
        ("meeting.capital.returned", 0.123, "capital.returned"),
        ("program.seats", 9, "program.seats"),
        ("memory.tau", 7.5, "memory.tau"),
        ("switches.memory", False, "switches.memory"),
        ("program.posture.us_do.amplify", 1.23, None),
    ],
)
def test_a_setting_reaches_the_rules(key: str, value: object, where: str | None) -> None:
    rules: Any = meeting_rules(a_scenario({key: str(value).lower()}))
    if where is None:
        assert rules.program.posture[Kind.US_DO].amplify == value
        return
    for step in where.split("."):
        rules = getattr(rules, step)
    assert rules == value


def test_the_roster_is_the_members_of_the_scenario() -> None:
    assert roster_of(a_scenario()) == a_scenario().members


# ---------------------------------------------------------------- rows


def test_the_pool_is_drawn_per_seed_in_the_numbers_asked_for() -> None:
    first, second = the_rows(1), the_rows(2)
    assert first != second
    for rows in (first, second):
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
    with_sheet = a_scenario().model_copy(update={"pool": None, "sheet": SheetTable(file=str(sheet))})
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
    [("meeting.speech.words", "call"), ("program.points.gap_reason", "family"), ("meeting.trust.standing", "chief")],
)
def test_a_scenario_whose_table_lacks_a_word_is_refused(table: str, word: str) -> None:
    data = a_scenario().model_dump(mode="json")
    inside: Any = data
    for step in table.split("."):
        inside = inside[step]
    del inside[word]
    with pytest.raises(ValueError, match=f"it lacks {word}"):
        Scenario.model_validate(data)


def test_two_members_and_a_director_are_enough() -> None:
    pair = [asdict(entry) for entry in a_scenario().members[:2]]
    tables = ["{" + ", ".join(f"{k} = {v!r}".replace("'", '"') for k, v in entry.items()) + "}" for entry in pair]
    events = events_of({"members": f"[{', '.join(tables)}]"})
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


def test_a_convener_takes_a_name_a_path_or_a_scenario(tmp_path: Any) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "two_imgs"\ntitle = "Mine"\n', encoding="utf-8")
    assert Convener("two_imgs").scenario == Convener(load_scenario("two_imgs")).scenario
    assert Convener(path).scenario.title == "Mine"


def test_a_convener_reads_its_sheet_once(tmp_path: Any) -> None:
    """A sheet that changes while many meetings are held changes none of them."""
    sheet = tmp_path / "people.csv"
    sheet.write_text("id,name,kind,yog\nx,Ada Plain,us_md,2026\n", encoding="utf-8")
    with_sheet = a_scenario().model_copy(update={"pool": None, "sheet": SheetTable(file=str(sheet))})
    convener = Convener(with_sheet)
    sheet.unlink()
    assert [brief.applicant.id for brief in convener.meeting(2).briefs] == ["x"]
    (told_of,) = convener.provenance.inputs
    assert told_of["file"] == "people.csv"


def test_an_occasion_changes_what_is_drawn_for_it_and_not_who_people_are() -> None:
    convener = Convener(a_scenario())
    alone, january = convener.meeting(3), convener.meeting(3, year=2026, program=2)
    assert january.applicants == alone.applicants
    assert [m.mind for m in january.members] == [m.mind for m in alone.members]
    assert january.run().digest() != alone.run().digest()


# ---------------------------------------------------------------- Mesa's own tools


def batch(*, iterations: int = 1, **parameters: Any) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return mesa.batch_run(
            RankMeeting, {"scenario": "baseline", **SIZES, **parameters}, iterations=iterations, display_progress=False
        )


def by_seed(seed: int) -> RankMeeting:
    return RankMeeting("baseline", seed, **SIZES)


def test_batch_run_holds_whole_meetings_and_collects_their_last_row() -> None:
    results = batch(meeting__row_seconds=[45, 60])
    assert [run["meeting__row_seconds"] for run in results] == [45, 60]
    assert [run["rows"] for run in results] == [4, 4]
    plain = by_seed(1)
    plain.run()
    assert results[0]["call"] == pytest.approx(plain.held[-1].result.ending.call, abs=1e-4)
    assert results[0]["tier"] == plain.held[-1].result.ending.tier.value


def test_the_collector_has_a_line_a_row() -> None:
    meeting = by_seed(2)
    meeting.run()
    meeting.step()
    table = meeting.datacollector.get_model_vars_dataframe()
    assert list(table["rows"]) == [1, 2, 3, 4]
    assert list(table["tier"]) == [row.result.ending.tier.value for row in meeting.held]
    assert table["minutes"].is_monotonic_increasing


def test_a_collector_of_ones_own_reads_the_meeting_and_changes_nothing() -> None:
    meeting = by_seed(3)
    own = mesa.DataCollector(
        model_reporters={"listed": lambda model: len(model.held)},
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


@pytest.fixture
def nothing_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has made no meeting without a seed."""
    monkeypatch.setattr("committee.convene._WITHOUT_SEED", Unseeded())


@pytest.mark.usefixtures("nothing_made_yet")
def test_no_seed_is_seed_one() -> None:
    assert RankMeeting("baseline", **SIZES).rows_seed == 1
    assert RankMeeting(a_scenario(), None).chance.seed == 1


def said_while(make: Callable[[], object]) -> list[warnings.WarningMessage]:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        make()
    return [warning for warning in said if issubclass(warning.category, SameMeetingAgain)]


@pytest.mark.usefixtures("nothing_made_yet")
def test_the_same_meeting_made_again_without_a_seed_warns_once() -> None:
    assert not said_while(lambda: RankMeeting("baseline", **SIZES))
    (warning,) = said_while(lambda: [RankMeeting("baseline", **SIZES) for _ in range(3)])
    assert '{"seed": range(20)}' in str(warning.message)
    assert warning.filename == __file__
    assert not said_while(lambda: RankMeeting("baseline", **SIZES))


@pytest.mark.usefixtures("nothing_made_yet")
def test_other_settings_or_rows_are_another_meeting() -> None:
    def made() -> None:
        for seconds in (30, 45):
            RankMeeting("baseline", meeting__row_seconds=seconds, **SIZES)
        for name in ("a", "b"):
            RankMeeting(a_scenario(), applicants=[an_applicant(id=name)])

    assert not said_while(made)


@pytest.mark.usefixtures("nothing_made_yet")
def test_one_seed_given_on_purpose_never_warns() -> None:
    assert not said_while(lambda: [RankMeeting("baseline", 1, **SIZES) for _ in range(3)])


@pytest.mark.usefixtures("nothing_made_yet")
def test_iterations_of_one_meeting_warn_and_seeds_do_not() -> None:
    assert said_while(lambda: batch(iterations=2))
    runs: list[dict[str, Any]] = []
    assert not said_while(lambda: runs.extend(batch(seed=range(3))))
    assert [run["call"] for run in runs] == [outcome(seed) for seed in range(3)]
    assert len({run["call"] for run in runs}) == 3


def outcome(seed: int) -> float:
    meeting = by_seed(seed)
    meeting.run()
    return meeting.datacollector.model_vars["call"][-1]  # type: ignore[no-any-return]


def test_the_way_newer_batch_runs_hand_over_seeds_works() -> None:
    """They write over a parameter called seed, and pass None for rng beside the caller's own."""
    assert "seed" not in signature(RankMeeting).parameters
    assert RankMeeting("baseline", seed=5, rng=None, **SIZES).rows_seed == 5
    assert RankMeeting("baseline", rng=np.int64(5), **SIZES).rows_seed == 5
    with pytest.raises(UsageRefused, match=r'rng: "5" is not allowed; it is another name for seed'):
        RankMeeting("baseline", 5, rng=5, **SIZES)


def test_a_subclass_shows_its_own_parameters() -> None:
    class Narrow(RankMeeting):
        def __init__(self, width: int) -> None:
            super().__init__("baseline", width)

    class Plain(RankMeeting):
        pass

    assert list(signature(Narrow).parameters) == ["width"]
    assert signature(Plain) == signature(RankMeeting)


@pytest.mark.parametrize("seed", [7.9, 7.0, True, False, -1, 2**64, "7", np.float64(7)])
def test_what_is_no_seed_is_blamed_on_the_caller(seed: Any) -> None:
    sentence = f'seed: "{seed}" is not allowed; use a whole number from 0 to 2**64 - 1.'
    for make in (lambda: RankMeeting("baseline", seed, **SIZES), lambda: convene(a_scenario(), seed)):
        with pytest.raises(UsageRefused) as refused:
            make()
        assert str(refused.value) == sentence
    with pytest.raises(UsageRefused, match="rng: "):
        RankMeeting("baseline", rng=seed, **SIZES)


def test_a_number_of_numpy_is_a_seed_and_a_setting() -> None:
    meeting = RankMeeting("baseline", np.int64(7), program__seats=np.int64(3), meeting__row_seconds=np.float32(45))
    assert (meeting.rows_seed, type(meeting.rows_seed)) == (7, int)
    assert (meeting.rules.program.seats, meeting.rules.clock.row_seconds) == (3, 45.0)


def test_a_scenario_comes_by_path_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text('extends = "baseline"\ntitle = "Mine"\n')
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path / "mine.toml", Path("mine.toml"), "mine.toml"):
        assert RankMeeting(path, 1, **SIZES).loaded_scenario.title == "Mine"


def test_settings_beside_a_loaded_scenario_are_refused_not_ignored() -> None:
    with pytest.raises(UsageRefused, match=r"meeting__row_seconds.*already loaded"):
        RankMeeting(a_scenario(), 1, meeting__row_seconds=45)


def test_the_agents_are_mesas() -> None:
    meeting = a_meeting()
    assert len(meeting.agents) == len(meeting.members) == 10
    assert meeting.loaded_scenario == a_scenario()
    assert set(SMALL) <= {f"pool.{kind.value}" for kind in Kind}
