"""The rules of a meeting at work: a blind cell, a ballot, an assigned member, a break, a second committee."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from committee.events import RowOpened
from committee.measures.outcomes import entries
from committee.recording.frame import frame, row_starts
from committee.recording.practices import off_the_wall, rules_on
from committee.recording.recording import Recording
from tests.builders import a_meetings_events, heard, recorded
from tests.ruled import a_meeting_under_rules
from tests.viz.barriers import barriers

NEW = ".cs-ruled:not(:empty), .cs-rules"


@pytest.fixture(scope="module")
def ruled() -> str:
    return recorded(a_meeting_under_rules()).decode()


@pytest.fixture(scope="module")
def recording() -> Recording:
    return heard(a_meeting_under_rules())


def to_line(stage: Any, row: int, line: int) -> None:
    stage.tell(
        f"""() => {{
          const row = player.recording.rows[{row - 1}];
          player.seek(row.start + row.utterances[{line}].start_s + 0.1);
        }}"""
    )


def opened(stage: Any, tab: str) -> None:
    stage.page.get_by_role("tab", name=tab).click()


def facts(stage: Any) -> list[str]:
    return [" ".join(each.split()) for each in stage.page.locator(".cs-why .cs-fact").all_inner_texts()]


def test_the_guide_tells_every_rule_that_was_on_as_python_does(stage: Any, ruled: str, recording: Recording) -> None:
    stage.show(ruled)
    opened(stage, "Guide")
    assert stage.texts(".cs-rules li") == [f"{rule}." for rule in rules_on(recording.header)]
    assert len(stage.texts(".cs-rules li")) == 12


def test_the_room_is_the_same_at_any_second_as_in_python(stage: Any, ruled: str, recording: Recording) -> None:
    stage.show(ruled)
    for t in (0.0, row_starts(recording)[1] + 1, 60.0, 1e9):
        stage.tell(f"() => player.seek({t})")
        shown = stage.tell("() => [player.scene.state.list, player.scene.state.dnr]")
        wanted = frame(recording, t)
        assert shown == [wanted["list"], wanted["dnr"]], t


def test_a_cell_off_the_wall_is_a_blank_with_its_reason(stage: Any, ruled: str) -> None:
    stage.show(ruled, start={"row": 1, "t": 1})
    cells = dict(zip(stage.texts(".cs-cellname"), stage.texts(".cs-cellvalue"), strict=True))
    assert cells["Visa"] == "off the wall"
    assert cells["Step 2 CK"] == "245"
    titles = stage.texts(".cs-cellbox title")
    assert "Visa: off the wall by the rules" in titles
    assert "Gap" in stage.texts(".cs-blanks title")[0]
    assert stage.texts(".cs-rowkind") == ["kind off the wall · borderline on paper"]


def test_what_the_rules_did_stands_over_the_lines_of_a_row(stage: Any, ruled: str, recording: Recording) -> None:
    stage.show(ruled)
    first, second, _ = stage.texts(".cs-ruled")
    assert first.startswith(f"{off_the_wall(recording.rows[0].opened)}. Dr. Brisco must speak for it. ")
    assert first.endswith("Wrote down before the talk: middle 2, low 1, do not rank 1.")
    assert second.startswith("The room takes a break of 10 minutes. Off the wall")
    verdicts = stage.page.locator(".cs-verdict").all_text_contents()
    assert "Wrote down after the talk: middle 2, low 2. Dr. Aldane waited for Dr. Dunmore. " in verdicts[0]
    assert ". The second committee's call: against −1.60" in verdicts[0]
    moved = "The room called it middle; the mean of both committees made it do not rank"
    assert f"the list goes by the mean, against −0.60: do not rank. {moved}." in verdicts[0]


def test_an_assigned_line_says_so(stage: Any, ruled: str) -> None:
    stage.show(ruled)
    to_line(stage, 1, 3)
    assert "assigned to speak for it" in stage.texts(".cs-under")[0]
    assert stage.texts(".cs-current .cs-linenote") == [
        "assigned to speak against it",
        "The program's tally: 14 such residents, 3 of them in trouble",
        "assigned to speak for it",
    ]


def test_ballots_stand_under_the_read_out_and_under_the_call(stage: Any, ruled: str) -> None:
    stage.show(ruled)
    to_line(stage, 1, 0)
    assert "wrote down before the talk: middle 2, low 1, do not rank 1" in stage.texts(".cs-under")[0]
    to_line(stage, 1, 4)
    assert "wrote down after the talk: middle 2, low 2" in stage.texts(".cs-under")[0]


def test_a_ghost_that_is_named_is_followed_by_the_tally(stage: Any, ruled: str) -> None:
    stage.show(ruled)
    to_line(stage, 1, 2)
    tally = "The program's tally: 14 such residents, 3 of them in trouble"
    assert tally in stage.texts(".cs-under")[0]
    assert tally in stage.texts(".cs-current .cs-linenote")


def test_why_tells_ballots_duties_and_both_calls(stage: Any, ruled: str) -> None:
    stage.show(ruled)
    opened(stage, "Why")
    to_line(stage, 1, 4)
    shown = facts(stage)
    assert "By the rules Dr. Brisco must speak for it" in shown
    assert "By the rules Dr. Corvin must speak against it if nobody does" in shown
    assert "Wrote down before the talk middle 2, low 1, do not rank 1" in shown
    assert "Wrote down after the talk middle 2, low 2" in shown
    kind = "the kind, the school and the visa; the room takes them for a US MD, and they are a US DO"
    assert f"Off the wall {kind}" in shown
    assert "By the rules Dr. Aldane waited for Dr. Dunmore" in shown
    second = "Second committee against −1.60; the list goes by the mean, against −0.60: do not rank"
    assert any(each.startswith(second) for each in shown)


def test_the_list_the_chart_and_the_outcomes_agree(stage: Any, ruled: str, recording: Recording) -> None:
    stage.show(ruled)
    stage.tell("() => player.seek(player.recording.total)")
    assert stage.texts(".cs-list .cs-entryname") == ["Applicant 3", "Applicant 2", "Applicant 1"]
    assert stage.texts(".cs-list .cs-entrycall") == ["for +0.10", "for +0.25", "against −0.60"]
    stage.tell("() => player.setView('list')")
    stage.settled()
    rows = [each.all_inner_texts() for each in map(_cells, stage.page.locator(".cs-chartrows button").all())]
    assert [(cells[0], cells[1], cells[4]) for cells in rows] == [
        ("1", "Applicant 3", "Middle"),
        ("2", "Applicant 2", "Top"),
        ("–", "Applicant 1", "Do not rank"),
    ]
    table = {row["id"]: (row["tier"], row["position"]) for row in entries(recording)}
    assert table == {"r1": ("dnr", None), "r2": ("top", 2), "r3": ("mid", 1)}


def _cells(button: Any) -> Any:
    return button.locator("bdi")


def test_a_comparison_says_which_cell_differs_and_where_each_list_has_a_row(pair: Any, ruled: str) -> None:
    pair.show(recorded(a_meetings_events()).decode(), ruled)
    side = pair.page.locator(".cs-pairside").inner_text()
    assert "Applicant 1, Visa" in side
    moves = pair.tell("() => player.comparison.moves.map(({ id, tierA, tierB }) => [id, tierA, tierB])")
    assert {each: (a, b) for each, a, b in moves} == {
        "r1": ("mid", "dnr"),
        "r2": ("mid", "top"),
        "r3": ("dnr", "mid"),
    }


def test_a_comparison_says_who_must_speak_where_words_and_tiers_are_the_same(pair: Any) -> None:
    unruled = [replace(event, cells={}) if isinstance(event, RowOpened) else event for event in a_meetings_events()]
    assigned = [
        replace(event, assigned={"for": "apd_1"}) if isinstance(event, RowOpened) else event for event in unruled
    ]
    pair.show(recorded(unruled).decode(), recorded(assigned).decode(), hide=True)
    parting = pair.page.locator(".cs-pairblock", has_text="Where they part")
    assert "They have said the same so far." in parting.inner_text()
    assert "Row 1, Applicant 1: who must speak for it" in parting.inner_text()
    assert parting.locator(".cs-ab").last.inner_text().split() == ["A", "nobody", "B", "Dr.", "Brisco"]
    row = pair.page.locator(".cs-pairblock", has_text="This row").inner_text()
    assert "Who must speak for it" in row
    pair.tell("() => player.seekPair(player.comparison.pairs[1])")
    parting.get_by_role("button", name="The first other difference").click()
    assert pair.tell("() => [player.scene.pair.index, player.scene.local]") == [0, 0]


def test_without_rules_nothing_of_this_shows(stage: Any) -> None:
    stage.show(recorded(a_meetings_events()).decode())
    assert stage.count(NEW) == 0
    assert "off the wall" not in stage.page.locator(".cs-stage").inner_text()


@pytest.mark.parametrize("size", [(390, 844), pytest.param((1440, 900), marks=pytest.mark.soak)])
def test_no_serious_barrier_under_rules(stage: Any, ruled: str, size: tuple[int, int]) -> None:
    stage.ready(width=size[0], height=size[1]).show(ruled)
    to_line(stage, 1, 3)
    stage.settled()
    assert barriers(stage.page) == []
