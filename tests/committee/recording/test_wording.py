"""What phrases may speak of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from committee.phrases import Saying
from committee.recording.wording import Wording, announcement, detail_said
from committee.terms import Act, Kind, Tier
from tests.builders import a_header, a_meetings_events, a_row_opened, a_rows_events


def _sayings(*rows: int) -> list[Saying]:
    said: list[Saying] = []

    def say(saying: Saying) -> str:
        said.append(saying)
        return "so"

    wording = Wording(a_header(), say)
    for row in rows:
        list(wording.of_row(a_rows_events(row)))
    return said


def test_sayings_hold_the_point_the_person_and_the_past_resident() -> None:
    _, concern, recall, advocate, _ = _sayings(1)
    assert (concern.family, concern.valence, concern.column, concern.detail) == ("step_fail", -1, "step1", "1")
    assert recall.ghost == "the resident whose visa came in September"
    assert (advocate.addressee, advocate.role) == ("Dr. Aldane", "associate")


@pytest.mark.parametrize(("row", "tier"), [(1, Tier.MID), (3, Tier.DNR)])
def test_only_a_call_knows_the_tier_and_only_an_announcement_the_facts(row: int, tier: Tier) -> None:
    said = _sayings(row)
    assert [saying.tier for saying in said if saying.act is Act.CALL] == [tier]
    assert {saying.tier for saying in said if saying.act is not Act.CALL} == {None}
    assert [bool(saying.announcement) for saying in said] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("column", "detail", "cells", "said"),
    [
        ("gap_years", "3 years", {"gap_reason": "exam_prep"}, "3 years, exam_prep"),
        ("gap_years", "3 years", {"gap_reason": ""}, "3 years, unknown"),
        ("us_clinical", "3 months", {"us_clinical": "observership"}, "3 months, observership"),
        ("us_clinical", "6 months", {}, "6 months"),
        ("step2_ck", "229", {"step2_ck": "229"}, "229"),
    ],
)
def test_a_length_of_time_is_said_with_what_was_done_in_it(
    column: str, detail: str, cells: dict[str, str], said: str
) -> None:
    point = replace(a_row_opened().points[0], column=column, detail=detail)
    assert detail_said(point, cells) == said


def test_sayings_come_in_the_order_of_the_rows() -> None:
    assert [saying.row for saying in _sayings(1, 2)] == [1] * 5 + [2] * 5


def test_events_without_words_pass_as_they_are() -> None:
    events = a_meetings_events(2)[1:]
    kept = list(Wording(a_header(), lambda _: "so").of_meeting(events))
    assert [event.event for event in kept] == [event.event for event in events]
    assert [event for event in kept if event.event != "uttered"] == [
        event for event in events if event.event != "uttered"
    ]


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        ({"step1": "fail", "step2_ck": "245", "yog": "2016", "visa": "h1b"}, ("Step 1 fail", "CK 245", "2016", "H-1B")),
        ({"step1": "218", "step2_ck": "232", "visa": "j1"}, ("CK 232", "J-1", "Step 1 218")),
        ({"step1": "pass", "step2_ck": "", "visa": "none"}, ()),
        ({}, ()),
    ],
)
def test_an_announcement_starts_with_number_and_name_and_then_tells_most(
    cells: dict[str, str], facts: tuple[str, ...]
) -> None:
    opened = a_row_opened(14, name="IMG A", kind=Kind.NON_US_IMG, cells=cells)
    assert announcement(opened) == ("Row 14", "IMG A", "IMG", *facts)


def test_a_name_without_end_is_cut() -> None:
    assert announcement(a_row_opened(name="a b c d e f g"))[1] == "a b c d"
