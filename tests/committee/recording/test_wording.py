"""What phrases may speak of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from committee.events import Event, RowClosed, RowOpened, Uttered
from committee.phrases import Saying
from committee.phrases.book import load
from committee.phrases.facts import Fact
from committee.recording.format import Utterance
from committee.recording.wording import Wording, announcement, detail_said, letter_named
from committee.terms import Act, Because, Family, Kind, Role, Tier
from tests.builders import (
    MEMBERS,
    a_header,
    a_meetings_events,
    a_point,
    a_row_closed,
    a_row_opened,
    a_rows_events,
    an_utterance,
)


class Noted:
    """Words that keep what they were asked for."""

    denied = frozenset({"accent"})

    def __init__(self) -> None:
        self.said: list[Saying] = []

    def text(self, saying: Saying, /) -> str:
        self.said.append(saying)
        return "so"


def _sayings(*rows: int) -> list[Saying]:
    return _sayings_of(*map(a_rows_events, rows))


def _sayings_of(*rows: list[Event]) -> list[Saying]:
    words = Noted()
    wording = Wording(a_header(), words)
    for row in rows:
        list(wording.of_row(row))
    return words.said


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
    assert detail_said(point, a_row_opened(cells=cells)) == said


def test_sayings_come_in_the_order_of_the_rows() -> None:
    assert [saying.row for saying in _sayings(1, 2)] == [1] * 5 + [2] * 5


def test_events_without_words_pass_as_they_are() -> None:
    events = a_meetings_events(2)[1:]
    kept = list(Wording(a_header(), Noted()).of_meeting(events))
    assert [event.event for event in kept] == [event.event for event in events]
    assert [event for event in kept if event.event != "uttered"] == [
        event for event in events if event.event != "uttered"
    ]


def test_without_words_every_text_is_empty() -> None:
    kept = list(Wording(a_header(), None).of_meeting(a_meetings_events(2)[1:]))
    assert {event.text for event in kept if isinstance(event, Utterance)} == {""}


def test_sayings_tell_whose_voice_and_how_many_seconds() -> None:
    _, concern, recall, advocate, _ = _sayings(1)
    assert [saying.order for saying in (concern, recall, advocate)] == [0, 0, 0]
    assert concern.seconds == pytest.approx(4.0)
    assert Fact.STAKED in advocate.facts
    assert Fact.STAKED not in concern.facts


def test_the_order_of_members_goes_by_role_and_seat() -> None:
    members = [replace(member, role=Role.FACULTY, seat=9 - member.seat) for member in MEMBERS]
    words = Noted()
    list(Wording(a_header(members=tuple(members)), words).of_row(a_rows_events(1)))
    assert [saying.order for saying in words.said] == [0, 2, 1, 3, 4]


def _talk(*said: Uttered, opened: RowOpened | None = None, closed: RowClosed | None = None) -> list[Saying]:
    return _sayings_of([opened or a_row_opened(), *said, closed or a_row_closed()])


def test_a_call_tells_its_reason_and_what_it_is_about() -> None:
    closed = a_row_closed(tier=Tier.LOW, because=Because.CONCERN, about="point_1")
    (call,) = _talk(an_utterance(1, "pd", Act.CALL), closed=closed)
    assert (call.because, call.family, call.detail, call.tier) == (Because.CONCERN, Family.STEP_FAIL, "1", Tier.LOW)


def test_a_proposal_and_a_stake_tell_the_tier() -> None:
    proposed = an_utterance(1, "apd_1", Act.PROPOSE, tier=Tier.LOW, side=-1)
    staked = an_utterance(2, "apd_1", Act.ADVOCATE, tier=Tier.MID, capital=1.0)
    assert [saying.tier for saying in _talk(proposed, staked)] == [Tier.LOW, Tier.MID]


@pytest.mark.parametrize(
    ("act", "side", "valence"),
    [(Act.AGREE, 1, 1), (Act.CHALLENGE, 1, -1), (Act.CONCEDE, -1, -1), (Act.RECALL, 1, 1), (Act.PROPOSE, 0, None)],
)
def test_the_side_of_an_act_is_what_its_words_are_about(act: Act, side: int, valence: int | None) -> None:
    (saying,) = _talk(an_utterance(1, "apd_1", act, side=side))
    assert saying.valence == valence


def test_an_impression_may_hold_a_second_word() -> None:
    points = (
        a_point(1, family=Family.IMPRESSION, detail="nice"),
        a_point(2, family=Family.IMPRESSION, detail="short answers", valence=-1),
        a_point(3, family=Family.INTERVIEW_SCORE, detail="3.5", valence=-1),
    )
    both, number = _talk(
        an_utterance(1, "apd_1", Act.IMPRESSION, point="point_1", also="point_2"),
        an_utterance(2, "apd_1", Act.IMPRESSION, point="point_1", also="point_3"),
        opened=a_row_opened(points=points),
    )
    assert (both.detail, both.also) == ("nice", "short answers")
    assert number.also == ""


@pytest.mark.parametrize(
    ("note", "who", "quoted"),
    [("a misunderstanding", "pd", '"a misunderstanding"'), ("a misunderstanding", "apd_1", ""), ("accent", "pd", "")],
)
def test_a_note_is_quoted_by_those_who_read_the_file(note: str, who: str, quoted: str) -> None:
    point = a_point(1, id="professionalism.file", family=Family.PROFESSIONALISM, holders=("pd",), valence=-1)
    opened = a_row_opened(points=(point,), cells={"note": note})
    (answer,) = _talk(an_utterance(1, who, Act.ANSWER, point=point.id), opened=opened)
    assert answer.note == quoted


def letters(*tones: str, kind: Kind = Kind.NON_US_IMG) -> list[str]:
    """The names of letters such as ``US glowing``, in order."""
    points = tuple(
        a_point(number, id=f"letters.{number}", family=Family(f"letter_{tone.split()[1]}"), detail=tone.split()[0])
        for number, tone in enumerate(tones, start=1)
    )
    return [letter_named(point, a_row_opened(points=points, kind=kind)) for point in points]


@pytest.mark.parametrize(
    ("tones", "names"),
    [
        (("US glowing",), ["us"]),
        (("US glowing", "US glowing"), ["one_of_us", "one_of_us"]),
        (("US glowing", "US lukewarm"), ["glowing_us", "lukewarm_us"]),
        (("US glowing", "US glowing", "US coded"), ["one_of_glowing_us", "one_of_glowing_us", "coded_us"]),
        (("US glowing", "abroad glowing"), ["us", "abroad"]),
    ],
)
def test_two_letters_of_different_kinds_have_two_names(tones: tuple[str, ...], names: list[str]) -> None:
    assert letters(*tones) == names


def test_letters_of_a_us_graduate_are_never_from_the_us() -> None:
    assert letters("US glowing", kind=Kind.US_MD) == ["letter"]
    assert letters("US glowing", "US generic", kind=Kind.US_MD) == ["glowing_letter", "generic_letter"]


def test_every_name_of_a_letter_has_words() -> None:
    names = load("english").words.letters
    tones = ("fight", "glowing", "generic", "lukewarm", "coded")
    rivals = {tone: f"{tones[k - 1]}" for k, tone in enumerate(tones)}
    for origin in ("US", "abroad"):
        for kind in (Kind.NON_US_IMG, Kind.US_MD):
            for tone in tones:
                this, other = f"{origin} {tone}", f"{origin} {rivals[tone]}"
                for row in ((this,), (this, this), (this, other), (this, this, other)):
                    assert set(letters(*row, kind=kind)) <= set(names)


def test_a_known_writer_is_named_by_the_letter() -> None:
    glowing = a_point(1, id="letters.1", family=Family.LETTER_GLOWING, detail="US")
    known = a_point(2, id="letters.1.known", family=Family.LETTER_KNOWN, detail="US")
    assert letter_named(known, a_row_opened(points=(glowing, known), kind=Kind.US_IMG)) == "us"


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        (
            {"step1": "fail", "step2_ck": "245", "yog": "2016", "visa": "h1b", "interview_score": "3.5"},
            ("Step 1 fail", "CK 245", "2016", "H-1B", "interview 3.5"),
        ),
        (
            {"step1": "218", "step2_ck": "232", "visa": "j1", "professionalism": "remediation", "gap_years": "2"},
            ("Step 1 218", "CK 232", "J-1", "remediation", "2-year gap"),
        ),
        ({"prior_training": "us_withdrew", "step2_fails": "1"}, ("US withdrawal", "failed CK")),
        ({"professionalism": "note", "prior_training": "completed_abroad", "gap_years": "0"}, ("conduct note",)),
        ({"step1": "pass", "step2_ck": "", "visa": "none"}, ()),
        ({}, ()),
    ],
)
def test_an_announcement_starts_with_number_and_name_and_then_reads_the_wall(
    cells: dict[str, str], facts: tuple[str, ...]
) -> None:
    opened = a_row_opened(14, name="IMG A", kind=Kind.NON_US_IMG, cells=cells)
    assert announcement(opened) == ("Row 14", "IMG A", "IMG", *facts)


def test_a_name_without_end_is_cut() -> None:
    assert announcement(a_row_opened(name="a b c d e f g"))[1] == "a b c"
