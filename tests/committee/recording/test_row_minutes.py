"""One row of the minutes: proposals, concessions, no lists, and the reason of a call beside what weighed."""

from __future__ import annotations

import json

import pytest

from committee.events import CapitalMoved, Event, RowClosed, Uttered
from committee.recording.row_minutes import RowMinutes
from committee.recording.spoken import together
from committee.recording.transcript import as_data, as_markdown, as_text, minutes
from committee.terms import Act, Because, EndedBy, Purse, Tier
from tests.builders import a_header, a_recording, a_row_closed, a_row_opened, an_utterance, heard
from tests.ruled import a_meeting_under_rules

TALK = (
    an_utterance(1, "coordinator", Act.ANNOUNCE),
    an_utterance(2, "apd_1", Act.VOUCH, point="point_3", side=1),
    an_utterance(3, "faculty_1", Act.CONCERN, point="point_1", side=-1),
    an_utterance(4, "apd_1", Act.CONCEDE, point="point_1", side=-1),
    an_utterance(5, "chief_1", Act.PROPOSE, side=-1, tier=Tier.LOW),
    an_utterance(6, "pd", Act.CALL),
)
CALLED = a_row_closed(
    1,
    tier=Tier.LOW,
    ended_by=EndedBy.CONSENT,
    call=-0.1,
    unheard=(),
    because=Because.CONCERN,
    about="point_1",
    weighed={"interview": -0.31, "severity": -0.2, "letters": 0.4},
    unpaid=-0.25,
)


def events(*talk: Uttered, closed: RowClosed = CALLED, no_list: tuple[str, ...] = ()) -> list[Event]:
    return [a_header(1), a_row_opened(1, no_list=no_list), *talk, closed]


def row(*talk: Uttered, closed: RowClosed = CALLED, no_list: tuple[str, ...] = ()) -> RowMinutes:
    return minutes(heard(events(*talk, closed=closed, no_list=no_list))).rows[0]


def test_a_proposal_names_its_tier_and_a_concession_both_sides() -> None:
    asides = [said.asides for said in row(*TALK).said]
    assert asides == [(), (), (), ("was for it, now against it",), ("proposes low",), ()]


def test_a_concession_of_somebody_without_a_side_says_what_there_is() -> None:
    alone = row(an_utterance(1, "pd", Act.CONCEDE), an_utterance(2, "pd", Act.CONCEDE, side=1))
    assert [said.asides for said in alone.said] == [("takes back what they said",), ("now for it",)]


def test_a_tier_asked_for_with_a_stake_is_told_once() -> None:
    stake = CapitalMoved(row=1, member="apd_1", why=Purse.SPENT, amount=1.0, balance=3.0, ask=Tier.MID)
    argued = an_utterance(1, "apd_1", Act.ADVOCATE, side=1, tier=Tier.MID, capital=1.0)
    told = minutes(heard([a_header(1), a_row_opened(1), stake, argued, CALLED])).rows[0]
    assert told.said[0].asides == ("stakes 1 unit, asking for the middle tier",)


def test_what_was_said_stands_beside_what_weighed_in_one_line() -> None:
    line = "Said: a failed Step (1), a worry that weighs with the director. Weighed most: the interview -0.31."
    recording = heard(events(*TALK))
    assert f"\n      {line}\n" in as_text(recording)
    assert line.replace("(1)", r"\(1\)") in as_markdown(recording)
    assert "If nobody had paid, the call would have been -0.25, not -0.10." in as_text(recording)


def test_no_row_with_a_reason_reads_as_if_nobody_objected() -> None:
    assert row(*TALK).call.startswith("Low: called below where the room stood, after ")
    free = row(*TALK, closed=a_row_closed(1, ended_by=EndedBy.CONSENT))
    assert free.call.startswith("Middle: no objection, after ")


@pytest.mark.parametrize(
    ("keepers", "line"),
    [
        (("pd",), "Dr. Aldane keeps this row on a personal no list"),
        (("pd", "apd_1"), "Dr. Aldane and Dr. Brisco keep this row on their personal no lists"),
    ],
)
def test_who_keeps_a_row_on_a_no_list_is_told(keepers: tuple[str, ...], line: str) -> None:
    recording = heard(events(*TALK, no_list=keepers))
    assert f"          [{line}.]\n" in as_text(recording)
    assert f"- *{line}*\n" in as_markdown(recording)


def test_the_data_holds_all_of_it() -> None:
    (told,) = json.loads(json.dumps(as_data(heard(events(*TALK, no_list=("pd",))))))["rows"]
    assert told["no_list"] == ["Dr. Aldane"]
    assert told["reason"] == "Said: a failed Step (1), a worry that weighs with the director"
    assert told["weighed"] == "Weighed most: the interview -0.31"
    assert told["unpaid"].startswith("If nobody had paid")


def test_a_recording_that_tells_none_of_it_reads_as_before() -> None:
    plain = row(an_utterance(1, "pd", Act.CALL), closed=a_row_closed(1))
    assert (plain.no_list, plain.reason, plain.weighed, plain.unpaid) == ((), "", "", "")


def test_names_are_put_together_as_one_says_them() -> None:
    assert [together(names) for names in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]


RULED = """\
2. Applicant 2 · US-IMG · borderline on paper · composite 54
   On the wall: Step 1 fail · CK 245 · 2016
          [Off the wall by the rules: the kind, the school and the visa; the room takes them for a US MD.]
          [Dr. Brisco must speak for it.]
          [Dr. Corvin must speak against it if nobody does.]
          [Wrote down before the talk: middle 2, low 1, do not rank 1.]
          [Dr. Aldane thinks of the resident who failed the boards in 2021, warily.]
          [Dr. Dunmore thinks of the resident whose visa came in September, warily.]
   00:00  Eda Fenn (coordinator): announce | Row 2 | Applicant 2 | Step 1 fail | CK 245 | 2016
   00:05  Dr. Corvin (faculty) [assigned to speak against it]: concern | 1
"""


def test_the_minutes_show_every_rule_at_work() -> None:
    text = as_text(heard(a_meeting_under_rules()))
    assert "RULES OF THE MEETING\n   Voters write down a verdict before and after the talk; " in text
    assert f"\n   (The room takes a break of 10 minutes.)\n\n{RULED}" in text
    assert "[stakes 1 unit, asking for the middle tier] [assigned to speak for it]: advocate" in text
    assert "September]: recall" in text
    assert "\n          The program's tally: 14 such residents, 3 of them in trouble.\n" in text
    assert "      Wrote down after the talk: middle 2, low 2.\n" in text
    assert "the second committee's -1.60; the list goes by their mean, -0.60: do not rank. The room called it" in text
    assert "      Dr. Aldane waited for Dr. Dunmore.\n" in text
    listed = "   1. Applicant 3 (Non-US IMG, middle)\n   2. Applicant 2 (US-IMG, top)\n"
    assert text.endswith(f"THE LIST\n{listed}\nNOT RANKED\n      Applicant 1 (US DO, do not rank)\n")


def test_markdown_and_json_tell_the_same_of_the_rules() -> None:
    recording = heard(a_meeting_under_rules())
    marked, data = as_markdown(recording), as_data(recording)
    assert "**Rules of the meeting:**\n\n- Voters write down" in marked
    assert "\n*The room takes a break of 10 minutes.*\n\n## 2. Applicant 2\n" in marked
    assert "- *Off the wall by the rules: the kind, the school and the visa; the room takes them for a US MD*" in marked
    assert len(data["rules"]) == 12
    row = data["rows"][0]
    assert row["assigned"] == ("Dr. Brisco must speak for it", "Dr. Corvin must speak against it if nobody does")
    assert row["ballots"][1] == "Wrote down after the talk: middle 2, low 2"
    assert (row["rest"], data["rows"][1]["rest"]) == ("", "The room takes a break of 10 minutes")
    assert "-0.60: do not rank. The room called it middle" in row["both_calls"]
    assert row["said"][2]["tally"] == "The program's tally: 14 such residents, 3 of them in trouble"
    assert "- *The program's tally: 14 such residents, 3 of them in trouble.*\n" in marked
    assert row["waited"] == "Dr. Aldane waited for Dr. Dunmore"
    assert row["off_the_wall"].startswith("Off the wall by the rules: the kind")


def test_minutes_without_rules_tell_none() -> None:
    plain = minutes(a_recording())
    assert plain.rules == ()
    for each in plain.rows:
        assert (each.rest, each.off_the_wall, each.assigned, each.ballots, each.both_calls) == ("", "", (), (), "")
