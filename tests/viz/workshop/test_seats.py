"""Groups take seats: what they can choose, what that puts into the meeting, and what comes of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from committee.experiments.whatifs.acts import read_acts
from committee.recording import Recording
from committee.terms import Act, Tier
from tests.viz.workshop.sessions import a_meeting
from viz.questions import Questions
from viz.workshop.points import point_name
from viz.workshop.seats import (
    QUIET,
    Option,
    acts_text,
    chosen,
    is_even,
    known_to,
    options_of,
    play,
    row_of,
    seats_of,
    summary,
)

MEMBERS = ("director", "chief_1", "coordinator")


@pytest.fixture(scope="module")
def meeting() -> Recording:
    return a_meeting()


def by_value(options: tuple[Option, ...]) -> dict[str, Option]:
    return {option.value: option for option in options}


def test_a_seat_has_the_purse_that_its_member_has_at_the_row(meeting: Recording) -> None:
    seats = seats_of(meeting, "p209", MEMBERS)
    assert [seat.label for seat in seats] == [
        "Dr Vale, program director, with 5.5 units of capital",
        "Dr Amsel, chief resident, with 2.25 units of capital",
        "J. Penrose, coordinator, with 0 units of capital",
    ]


@pytest.mark.parametrize("member", ["director", "apd_2", "faculty_3", "chief_1", "chief_2", "coordinator"])
def test_nobody_can_say_what_they_do_not_know_or_stake_what_they_do_not_have(meeting: Recording, member: str) -> None:
    row = row_of(meeting, "p209")
    options = options_of(meeting, "p209", member)
    assert options[0].value == QUIET
    assert len({option.value for option in options}) == len(options)
    for option in options:
        if option.point is not None:
            point = row.points[option.point]
            assert member in point.holders
            assert point.valence == (-1 if option.act is Act.CONCERN else 1)
        assert option.units <= row.opened.capital[member]


def test_the_choices_are_the_strongest_points_that_a_member_knows(meeting: Recording) -> None:
    assert list(by_value(options_of(meeting, "p209", "faculty_3"))) == [
        *("quiet", "for:letters.3", "for:us_clinical", "stake1:letters.3", "stake2:letters.3"),
        *("against:step2_ck", "against:interview_score", "propose"),
    ]
    assert by_value(options_of(meeting, "img_b", "apd_2"))["for:advocate"].act is Act.ADVOCATE


def test_a_group_knows_what_its_member_knows_and_no_more(meeting: Recording) -> None:
    held = row_of(meeting, "p209").opened.points
    for member in MEMBERS:
        assert len(known_to(meeting, "p209", member)) == len({point_name(p) for p in held if member in p.holders})


def test_a_group_does_what_most_of_it_chose(meeting: Recording) -> None:
    options = options_of(meeting, "p209", "chief_1")
    assert chosen(options, {"propose": 3, "for:letters": 2}).value == "propose"
    assert chosen(options, {"propose": 2, "for:letters": 2}).value == "for:letters"
    assert chosen(options, {"quiet": 2, "for:letters": 2}).value == "for:letters"
    assert is_even(options, {"quiet": 2, "for:letters": 2})
    assert not is_even(options, {"quiet": 3, "for:letters": 2})
    assert not is_even(options, {})
    assert chosen(options, {}).value == QUIET
    assert chosen(options, {"made up": 9}).value == QUIET


def test_what_groups_chose_is_a_file_of_acts_that_can_be_read(meeting: Recording, tmp_path: Path) -> None:
    picked = [
        ("director", by_value(options_of(meeting, "p209", "director"))["quiet"]),
        ("chief_1", by_value(options_of(meeting, "p209", "chief_1"))["stake1:letters"]),
        ("faculty_3", by_value(options_of(meeting, "p209", "faculty_3"))["propose"]),
    ]
    (tmp_path / "acts.jsonl").write_text(acts_text("p209", picked))
    lines = read_acts(tmp_path / "acts.jsonl").lines
    assert [(line.put.member, line.put.act, line.put.point, line.put.units) for line in lines] == [
        ("chief_1", Act.VOUCH, "letters", 1.0),
        ("faculty_3", Act.PROPOSE, None, 0.0),
    ]
    assert lines[0].put.at_s < lines[1].put.at_s


ANSWER = {
    "said": ["Changed: much."],
    "rows": [
        {
            "id": "p209",
            "before": {"place": 57.0, "position": None, "tier": "dnr", "call": -1.1},
            "after": {"place": 49.0, "position": 49, "tier": "low", "call": -0.8},
        }
    ],
    "written": ["out/main.jsonl", "out/main-changed.jsonl"],
}


def answering(script: str) -> Questions:
    return Questions([sys.executable, "-c", script])


def test_what_came_of_it_stands_beside_the_meeting_without(meeting: Recording, tmp_path: Path) -> None:
    stake = by_value(options_of(meeting, "p209", "chief_1"))["stake1:letters"]
    answer = answering(f"print({json.dumps(ANSWER)!r})")
    found = play(tmp_path / "main.jsonl", "p209", [("chief_1", stake)], tmp_path / "seats", answer)
    assert found is not None
    assert (found.before.tier, found.after.tier, found.after.position) == (Tier.DNR, Tier.LOW, 49)
    assert found.turned
    assert summary(found, "Row 49") == "With you in the room, Row 49 ends here: Low. Without you it was: Do not rank."
    assert (tmp_path / "seats" / "acts.jsonl").is_file()


def test_nothing_is_held_if_nobody_does_anything(meeting: Recording, tmp_path: Path) -> None:
    quiet = options_of(meeting, "p209", "chief_1")[0]
    asked = answering("raise SystemExit(9)")
    assert play(tmp_path / "main.jsonl", "p209", [("chief_1", quiet)], tmp_path / "seats", asked) is None


def test_what_a_member_may_not_do_is_said_in_the_words_of_the_command(meeting: Recording, tmp_path: Path) -> None:
    propose = by_value(options_of(meeting, "p209", "chief_1"))["propose"]
    refusing = answering("import sys; sys.stderr.write('members keep their side.'); sys.exit(2)")
    with pytest.raises(UsageRefused, match="members keep their side"):
        play(tmp_path / "main.jsonl", "p209", [("chief_1", propose)], tmp_path / "seats", refusing)
