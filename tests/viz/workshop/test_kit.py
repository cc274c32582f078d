"""What the notes of the shipped sessions say of a meeting is what happens in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from committee.experiments.row.pivot_words import as_data
from committee.experiments.row.pivots import pivots_of
from committee.experiments.whatifs.whatif import asked, meeting_of
from committee.recording import Recording
from committee.terms import DISCLAIMER, Act, Tier
from tests.viz.workshop.sessions import a_meeting
from viz.workshop.evidence import evidence, kit_folder
from viz.workshop.seats import acts_text, options_of, row_of
from viz.workshop.session import load_session, shipped_sessions

SETTINGS = {
    "main": {},
    "bottom": {"meeting.rules.order": "reversed"},
    "spoken": {"meeting.rules.assigned_advocate": True},
}


@cache
def two_imgs(name: str) -> Recording:
    return a_meeting("two_imgs", 1, **SETTINGS[name])


@cache
def pivots(row: str) -> dict[str, Any]:
    """What decided a row of two_imgs, as a workshop gets it."""
    return as_data(pivots_of(meeting_of("two_imgs", 1), row), None)


def tiers(row: str) -> set[str]:
    """Where a row ends, whatever one thing is changed."""
    return {each["tier"] for each in pivots(row)["pivots"]}


def without(row: str, what: str) -> tuple[str, int | None]:
    """Where a row ends without the thing that is called so."""
    one = next(each for each in pivots(row)["pivots"] if what in each["what"])
    return one["tier"], one["position"]


def ended(meeting: Recording, row: str) -> tuple[Tier, int | None]:
    position = meeting.ranking.index(row) + 1 if row in meeting.ranking else None
    return meeting.placed[row].tier, position


def changed(one: Recording, other: Recording) -> int:
    return sum(one.placed[row].tier is not other.placed[row].tier for row in one.placed)


# ---------------------------------------------------------------- fairness


def test_row_28_is_decided_by_one_member_and_row_36_by_nobody() -> None:
    meeting = two_imgs("main")
    assert (row_of(meeting, "img_b").opened.row, row_of(meeting, "p409").opened.row) == (28, 36)
    assert ended(meeting, "img_b") == (Tier.MID, 15)
    assert without("img_b", "The sponsor, Dr Lindqvist") == (Tier.LOW, 47)
    assert without("img_b", "The stake of Dr Lindqvist") == (Tier.MID, 34)
    assert pivots("img_b")["nothing_heard"]["position"] == 43
    assert [round(row_of(meeting, row).seconds) for row in ("img_b", "p409")] == [67, 26]
    assert meeting.placed["p409"].tier is Tier.LOW
    assert tiers("p409") == {"low"}


@pytest.mark.soak
def test_no_sentence_saves_the_row_on_the_private_list() -> None:
    found = pivots("img_a")
    assert found["as_recorded"]["vetoed"]
    assert tiers("img_a") == {"dnr"}
    assert (found["nothing_heard"]["tier"], found["nothing_heard"]["position"]) == ("low", 51)


def test_a_memory_alone_takes_row_47_off_the_list() -> None:
    haunted, unhaunted = a_meeting("ghost_washout", 2), a_meeting("sponsor_none", 2)
    assert row_of(haunted, "borderline").opened.row == row_of(unhaunted, "borderline").opened.row == 47
    assert (haunted.placed["borderline"].tier, unhaunted.placed["borderline"].tier) == (Tier.DNR, Tier.LOW)
    first = next(
        one for one, other in _paired(haunted, unhaunted) if (one.member, one.act) != (other.member, other.act)
    )
    assert (int(first.start_s), first.member, first.act) == (27, "apd_1", Act.RECALL)


def _paired(one: Recording, other: Recording) -> list[tuple[Any, Any]]:
    pair = (row_of(meeting, "borderline").utterances for meeting in (one, other))
    return list(zip(*pair, strict=False))


def test_a_promise_brings_row_54_into_the_middle() -> None:
    alone, pushed = a_meeting("sponsor_none", 1), a_meeting("sponsor_strong", 1)
    assert (alone.placed["borderline"].tier, round(alone.placed["borderline"].call, 2)) == (Tier.LOW, -0.51)
    assert ended(pushed, "borderline") == (Tier.MID, 24)
    assert round(row_of(alone, "borderline").seconds) == 22


# ---------------------------------------------------------------- process


def test_row_11_is_decided_by_a_unit_and_row_49_by_an_answer() -> None:
    meeting = two_imgs("main")
    assert ended(meeting, "p202") == (Tier.MID, 35)
    assert without("p202", "The stake of Dr Hale") == (Tier.LOW, 41)
    assert without("p202", "The sponsor, Dr Amsel")[0] == "mid"
    assert meeting.placed["p209"].tier is Tier.DNR
    assert without("p209", "Dr Vale, answer")[0] == "low"
    assert without("p209", "Dr Oduya-Marsh, impression")[0] == "low"


@pytest.mark.soak
def test_hardly_anything_moves_row_27() -> None:
    """Not on the list; the word for it is another matter."""
    found = pivots("p111")
    assert found["as_recorded"]["position"] == 14
    assert max(abs(each["position"] - 14) for each in found["pivots"]) == 6
    tops = {each["what"].partition(",")[0] for each in found["pivots"] if each["tier"] == "top"}
    assert tops == {"Turn 5", "Turn 7"}
    assert tiers("p111") == {"top", "mid"}


@pytest.mark.soak
def test_row_57_ends_where_it_would_have_ended_without_a_word() -> None:
    found = pivots("p109")
    assert (found["as_recorded"]["tier"], found["as_recorded"]["position"]) == ("low", 42)
    assert (found["nothing_heard"]["tier"], found["nothing_heard"]["position"]) == ("low", 42)


def test_order_alone_brings_row_49_onto_the_list() -> None:
    main, bottom = two_imgs("main"), two_imgs("bottom")
    assert (row_of(bottom, "p209").opened.row, bottom.placed["p209"].tier) == (12, Tier.LOW)
    assert [row_of(meeting, "p209").opened.capital["chief_2"] for meeting in (main, bottom)] == [0.5, 3.5]
    assert changed(main, bottom) == 6


def test_a_rule_helps_one_row_and_costs_another() -> None:
    main, spoken = two_imgs("main"), two_imgs("spoken")
    assert (main.placed["p209"].tier, spoken.placed["p209"].tier) == (Tier.DNR, Tier.LOW)
    assert (main.placed["p409"].tier, spoken.placed["p409"].tier) == (Tier.LOW, Tier.DNR)
    assert changed(main, spoken) == 4


# ---------------------------------------------------------------- seats


@pytest.mark.parametrize(
    ("scenario", "row", "member", "choice", "tier"),
    [
        ("two_imgs", "p209", "chief_1", "stake1:letters", Tier.LOW),
        ("two_imgs", "p209", "chief_1", "for:letters", Tier.DNR),
        ("sponsor_none", "borderline", "apd_2", "stake1:letters", Tier.MID),
        ("sponsor_none", "borderline", "chief_1", "stake1:us_clinical", Tier.LOW),
        ("sponsor_none", "borderline", "director", "stake2:us_clinical", Tier.MID),
    ],
)
def test_what_a_group_does_is_worth_what_the_notes_say(
    tmp_path: Path, scenario: str, row: str, member: str, choice: str, tier: Tier
) -> None:
    meeting = a_meeting(scenario, 1)
    option = next(each for each in options_of(meeting, row, member) if each.value == choice)
    (tmp_path / "acts.jsonl").write_text(
        acts_text(row, [("director", options_of(meeting, row, "director")[0]), (member, option)])
    )
    held = asked(scenario, row=row, seed=1, acts=tmp_path / "acts.jsonl").held()
    pair = held.differing.of(row)
    assert pair is not None
    assert pair.after.tier is tier


# ---------------------------------------------------------------- the rest of the kit


PLAYS = re.compile(r"plays for (\d+) seconds")


@pytest.mark.parametrize("name", [name for name in shipped_sessions() if name.startswith("twenty")])
def test_the_notes_say_how_long_the_talk_plays(name: str) -> None:
    found = 0
    for step in load_session(name).steps:
        said = PLAYS.search(step.notes)
        if said:
            row = row_of(two_imgs("main"), step.row)
            call = next(one.start_s for one in row.utterances if one.act is Act.CALL)
            end = call if step.kind == "talk" else row.seconds
            assert int(said[1]) == round(end - row.utterances[0].end_s)
            found += 1
    assert found == 3


@pytest.mark.parametrize("name", shipped_sessions())
def test_a_session_has_slack_and_a_title_of_its_own(name: str) -> None:
    session = load_session(name)
    assert sum(step.seconds for step in session.steps) <= 60 * session.minutes - 60
    assert not re.search(r"[Rr]ow \d", session.title)


@pytest.mark.parametrize("name", shipped_sessions())
def test_everybody_hears_what_this_is_at_the_beginning_and_at_the_end(name: str) -> None:
    steps = load_session(name).steps
    words = DISCLAIMER.partition("; ")[2].rstrip(".")
    assert words in steps[0].script
    assert words in steps[-1].script


def test_every_finding_has_a_source_and_is_used() -> None:
    used = {entry for name in shipped_sessions() for entry in load_session(name).evidence}
    assert used <= evidence().keys()
    assert "structure" in used
    assert all(any(digit.isdigit() for digit in each.source) for each in evidence().values())


def test_the_sheet_to_fill_in_is_fine_as_it_is(answered: Callable[..., Any]) -> None:
    done = answered("check", str(kit_folder() / "sandbox.csv"), "--json")
    assert json.loads(done.stdout)["rows"] == 3
