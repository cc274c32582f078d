"""Minutes: whole, cut short, and with names that mean harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from committee.events import CapitalMoved, Event, Listed, MeetingOpened, RowClosed, RowOpened, SeatedMember, Unheard
from committee.recording.spoken import TOPICS, clock, printable, topic, units
from committee.recording.transcript import _times, as_data, as_markdown, as_text, minutes
from committee.terms import DISCLAIMER, Family, Kind, Purse, Tier, WhyNot
from tests.builders import (
    MEMBERS,
    a_header,
    a_meetings_events,
    a_point,
    a_recording,
    a_row_closed,
    a_row_opened,
    heard,
)

EXPECTED_ROW = """\
1. Applicant 1 · US DO · borderline on paper · composite 54
   On the wall: Step 1 fail · CK 245 · 2016 · H-1B
          [Dr. Aldane thinks of the resident who failed the boards in 2021, warily.]
          [Dr. Dunmore thinks of the resident whose visa came in September, warily.]
   00:00  Eda Fenn (coordinator): announce | Row 1 | Applicant 1 | DO | Step 1 fail | CK 245 | 2016 | H-1B
   00:05  Dr. Corvin (faculty): concern | 1
   00:09  Dr. Dunmore (chief resident) [recalls the resident whose visa came in September]: \
recall | 1 | the resident whose visa came in September
   00:14  Dr. Brisco (associate director) [stakes 1 unit, asking for the middle tier]: advocate | strong | Dr. Aldane
   00:18  Dr. Aldane (program director): call | mid
   => Middle: argued and settled, after 22 s.
      Dr. Brisco gets 1 unit back.
      Not raised, though someone knew: a glowing letter (strong), known to Dr. Corvin.
"""


def _named(events: list[Event], name: str) -> list[Event]:
    """The same meeting with one hostile name everywhere a name can stand."""
    members = (SeatedMember(id="pd", role=MEMBERS[0].role, seat=0, name=name), *MEMBERS[1:])
    changed: list[Event] = []
    for event in events:
        if isinstance(event, MeetingOpened):
            changed.append(
                replace(event, members=members, scenario={**event.scenario, "title": name, "question": name})
            )
        else:
            changed.append(replace(event, name=name) if isinstance(event, RowOpened) else event)
    return changed


def test_a_row_reads_like_minutes() -> None:
    assert EXPECTED_ROW in as_text(a_recording())


def test_the_minutes_say_what_it_is_who_sits_there_and_what_came_of_it() -> None:
    text = as_text(a_recording())
    assert text.startswith("Made by hand\n============\nWhat does a test need?\nSeed 1, 3 rows.\n" + DISCLAIMER)
    assert "   Eda Fenn, coordinator\n" in text
    assert "Dr. Brisco stakes 1 unit and moves Applicant 2 from position 2 to 1." in text
    assert text.index("   1. Applicant 2 (US-IMG, middle)") < text.index("   2. Applicant 1 (US DO, middle)")
    assert text.endswith("NOT RANKED\n      Applicant 3 (Non-US IMG, do not rank)\n")
    assert "incomplete" not in text


@pytest.mark.parametrize("why", list(WhyNot))
@pytest.mark.parametrize("sponsor", ["apd_1", None])
def test_a_sponsor_who_was_not_heard_is_told_with_the_reason(why: WhyNot, sponsor: str | None) -> None:
    events = [
        replace(event, heard=why, sponsor=sponsor) if isinstance(event, RowClosed) else event
        for event in a_meetings_events(1)
    ]
    sentence = minutes(heard(events)).rows[0].sponsor_unheard
    assert sentence.startswith("Dr. Brisco" if sponsor else "An advocate")
    assert sentence in as_text(heard(events))
    assert sentence in as_markdown(heard(events))


def test_an_incomplete_recording_prints_what_there_is_and_says_so() -> None:
    cut = heard(a_meetings_events(3)[:15])
    for text in (as_text(cut), as_markdown(cut)):
        assert "This recording is incomplete: 1 of 3 rows were decided when it stopped." in text
        assert "The recording stops here." in text
        assert "stops here.." not in text
        assert "Applicant 2" in text
    assert as_data(cut)["complete"] is False


def test_a_header_alone_has_minutes() -> None:
    assert "0 of 3 rows" in as_text(heard([a_header(3)]))


def test_the_data_holds_every_utterance() -> None:
    data = json.loads(json.dumps(as_data(a_recording(4))))
    assert [len(row["said"]) for row in data["rows"]] == [5, 5, 5, 5]
    assert data["disclaimer"] == DISCLAIMER
    assert data["rows"][2]["id"] == "r3"


@given(st.text(st.characters(codec="utf-8"), min_size=1) | st.just("\x1b[2J\x9b1m\u202eevil\r\n\x07"))
def test_no_control_character_reaches_a_terminal(name: str) -> None:
    text = as_text(heard(_named(a_meetings_events(2), name)))
    assert all(line.isprintable() for line in text.split("\n"))


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](http://a.b/c.png)",
        "*b* _i_ `c` # h",
        "a|b",
        "&lt;",
    ],
)
def test_markdown_shows_names_letter_for_letter(name: str) -> None:
    text = as_markdown(heard(_named(a_meetings_events(1), name)))
    assert name not in text
    assert "<" not in text
    assert "](" not in text
    assert "://" not in text


def test_what_was_not_raised_comes_once_for_each_reason() -> None:
    points = tuple(a_point(number, holders=("pd", "apd_1", "faculty_1")) for number in range(1, 5))
    why = (WhyNot.BELL, WhyNot.NO_BID, WhyNot.BELL, WhyNot.BELL)
    unheard = tuple(Unheard(point=point.id, why=each) for point, each in zip(points, why, strict=True))
    events = [a_header(1), a_row_opened(1, points=points), a_row_closed(1, unheard=unheard), Listed(ids=("r1",))]
    text = as_text(heard(events))
    assert "Not raised (the bell came first): an advocate's call (strong), 3 times.\n" in text
    assert "Not raised, though someone knew: an advocate's call (strong).\n" in text


@pytest.mark.parametrize(
    ("family", "detail", "said"),
    [
        (Family.NARRATIVE, "none", "no explanation by the applicant"),
        (Family.EMAILS, "none", "the e-mails"),
        (Family.IMPRESSION, "short_answers", "the interviewer's impression (short answers)"),
        (Family.GAP, "", "the gap"),
    ],
)
def test_a_point_is_named_by_what_it_is_about(family: Family, detail: str, said: str) -> None:
    assert topic(a_point(1, family=family, detail=detail)) == said


def test_every_family_has_a_topic() -> None:
    assert set(TOPICS) == set(Family)


def test_interest_is_told_with_what_came_back() -> None:
    events = a_meetings_events(1)
    gain = CapitalMoved(row=1, member="apd_1", why=Purse.INTEREST, amount=0.25, balance=4.25, ask=Tier.MID)
    assert "Dr. Brisco gets 1 unit back, plus 0.25 units of interest." in as_text(
        heard([*events[:-1], gain, events[-1]])
    )


def test_every_kind_and_amount_has_words() -> None:
    kinds = [minutes(a_recording(4)).rows[row].about.split(" · ")[0] for row in range(4)]
    assert len(set(kinds)) == len(Kind)
    assert [units(1.0), units(0.5), units(2.0)] == ["1 unit", "0.5 units", "2 units"]
    assert [clock(0.0), clock(59.99), clock(61.0)] == ["00:00", "00:59", "01:01"]
    assert printable("a\n\tb\x00") == "a b\N{REPLACEMENT CHARACTER}"


def test_the_minutes_say_how_long_it_took_if_the_recording_does() -> None:
    def head(**listed: Any) -> str:
        events = [a_header(1), a_row_opened(1), a_row_closed(1), Listed(ids=("r1",), **listed)]
        return as_text(heard(events)).splitlines()[3]

    assert head() == "Seed 1, 1 row."
    assert head(minutes=46.6) == "Seed 1, 1 row, 47 minutes."
    both = head(minutes=1.0, second={"r1": 0.0}, tiers={"r1": Tier.MID})
    assert both == "Seed 1, 1 row, 1 minute for both committees."


def test_points_that_stand_for_several_letters_are_counted_as_people_count() -> None:
    assert _times("a generic letter (US)", 1) == "a generic letter (US)"
    assert _times("a generic letter (US)", 2) == "a generic letter (US), twice"
    assert _times("another glowing letter (US)", 1) == "another glowing letter (US)"
    assert _times("another glowing letter (US)", 2) == "two more glowing letters (US)"
    assert _times("another glowing letter (US)", 3) == "3 more glowing letters (US)"
