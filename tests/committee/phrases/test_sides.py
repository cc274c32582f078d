"""No line contradicts the side of its point: good news is never told as bad news, nor bad news as good.

The points come from rows that hold every word of the sheet. What lines claim is read by patterns of this test's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pytest

from committee.applicants.applicant import (
    Impression,
    LetterTone,
    Narrative,
    PriorTraining,
    Professionalism,
    UsClinical,
    Value,
)
from committee.applicants.point import Point
from committee.applicants.points import points_of
from committee.phrases.book import load
from committee.phrases.facts import OWED, Fact
from committee.phrases.phrase import Phrase, Place, Scene
from committee.phrases.saying import Saying, fillings_of, scene_of
from committee.terms import Act, Because, Family, Role, Tone
from tests.scripted import an_applicant, circumstances

ONE_SIDE: Mapping[Act, int] = {
    **dict.fromkeys((Act.CONCERN, Act.ASK, Act.CALL, Act.VETO), -1),
    **dict.fromkeys((Act.VOUCH, Act.ADVOCATE, Act.COUNTER, Act.REFRAME), 1),
}
"""The side of the points that an act names, where it names those of one side only."""

EITHER_SIDE = (Act.ANSWER, Act.IMPRESSION, Act.REOPEN)
"""Acts that name points of both sides."""

WORDS: Mapping[str, tuple[object, ...]] = {
    "step1": (200, 260, "fail"),
    "step2_ck": (215, 265),
    "step2_fails": (1,),
    "step3": ("", "pass"),
    "yog": (2012,),
    "gap_years": (3,),
    "prior_training": tuple(PriorTraining),
    "us_clinical": tuple(UsClinical),
    "rotated_here": (2,),
    "letters": ("us:glowing:known", "abroad:generic", *(f"us:{tone}; us:{tone}; abroad:{tone}" for tone in LetterTone)),
    "professionalism": tuple(Professionalism),
    "narrative": tuple(Narrative),
    "visa": ("j1", "h1b"),
    "interview_score": (3.0, 5.0),
    "impression": tuple(Impression),
    "emails": ("poor",),
    "value": tuple(Value),
    "class_quartile": (1, 2, 3, 4),
    "advocate": ("outside:strong",),
}
"""Words of each column that say something."""


class Claims(NamedTuple):
    """What lines about a family claim when the point speaks for the row, and when it speaks against it."""

    good: str
    bad: str


NUMBER = Claims(
    r"\bnot a weak|\bI'd weigh that|\bthe basics\b|\bthat answers it|\bI'm satisfied|\bthey'll certify\b|\bthe proof\b",
    r"\brescue\b|\bthe most I can say\b|\bskate past\b|\bunder where\b|\bunsee\b|\bthat's my worry|\bto offset\b",
)

CLAIMS: Mapping[Family, Claims] = {
    Family.STEP1: NUMBER,
    Family.STEP2: NUMBER,
    Family.PAPERWORK: Claims(
        r"\bStep 3(?:\?)? (?:is )?(?:passed|done)\b|\b(?:they've passed|a pass for|with) Step 3\b|\bit's a pass\b",
        r"\bStep 3 (?:isn't|is what's missing)|\b(?:no|I need|don't have|missing|haven't passed) Step 3\b|"
        r"\bsomebody has to say it\b",
    ),
    Family.NARRATIVE: Claims(
        r"\bit's explained\b|\bIt explains it\b|\bown it\b|\bsay it straight\b|\bcovers it\b|"
        r"\bstatement accounts for\b",
        r"\bnot in the statement\b|\bnot in there\b|\bthere isn't one\b|\bno (?:answer|facts|data|explanation)\b|"
        r"\bdoesn't (?:say|answer|help)\b|\bnothing to stand on\b|\bwon't say\b|\bdon't (?:say why|address it)\b",
    ),
    Family.US_LETTERS: Claims(
        r"\bpeople who saw them\b|\blook there first\b|\bletters (?:are (?:in|complete|all)|complete)\b|\bI'd trust\b",
        r"\bno US letters?\b|\bnot one US\b|\bwish it were\b|\bisn't much\b|\blike to see more\b|\bflat letter\b|"
        r"\bsomebody should say it\b",
    ),
    Family.US_CLINICAL: Claims(
        r"\bthey know (?:how|the)\b|\bthat's something\b|\breal exposure\b|\bshould count\b",
        r"\bguessing\b|\bcan't stretch\b|\ba shock\b|\bfrom scratch\b|\btoo little\b|\bwant more time\b|"
        r"\bisn't doing\b",
    ),
    Family.INTERVIEW_SCORE: Claims(
        r"\bthat was good\b|\binterviewed well\b|\bgood interview\b|\bdon't want that lost\b|\bearned it\b",
        r"\bsoft part\b|\bnot sold\b|\bcan't do much\b|\bshould be on the table\b|\bno sparks\b|\bkeeps it there\b",
    ),
    Family.IMPRESSION: Claims(
        r"\bI (?:enjoyed|liked)\b|\bkeep going\b|\breal conversation\b|\bcould use that\b|\bthat was easy\b",
        r"\bnever quite got going\b|\bwanted to like\b|\btrail off\b|\ba slog\b|\bI worry\b|\bharder to supervise\b",
    ),
    Family.CLASS_RANK: Claims(
        r"\bI'd count that\b|\byears of steady work\b|\bdon't ignore\b", r"\bhoped for better\b|\bwasn't impressed\b"
    ),
    Family.PRIOR_TRAINING: Claims(
        r"\brun wards\b|\bdone the job\b", r"\bcall that program\b|\bdidn't match\b|\bnobody took\b|\bbothers me\b"
    ),
}
"""By family that can speak for or against a row: the claims of its lines."""

EMPTY = (
    r"\bnothing (?:to add|in the file)\b|\bcan't add\b|\bno more than\b|\bdon't know more\b|\bI wish I had\b|"
    r"\bnot explained\b|\bnobody explains\b|\bdoesn't (?:say|go there|get better)\b|\bno (?:reason|details|story)\b"
)
"""What somebody says who has no answer, or no good one."""

NEVER_IN_FAVOR = frozenset({Fact.NO_GOOD_NEWS, Fact.UNEXPLAINED, Fact.NO_US_LETTER, Fact.OBSERVED})
"""Facts that do not hold beside a point in favor of the families in which lines presume them."""


def rows_of_words() -> Iterator[dict[str, Any]]:
    img = {"kind": "non_us_img", "visa": "h1b", "step1": "fail"}
    for column, words in WORDS.items():
        for word in words:
            yield {**img, column: word}


@cache
def points() -> frozenset[Point]:
    """Every point that the words of the sheet make."""
    return frozenset(point for cells in rows_of_words() for point in points_of(an_applicant(**cells), circumstances()))


def two_sided() -> set[Family]:
    sides = {(point.family, point.valence) for point in points()}
    return {family for family, _ in sides if {(family, 1), (family, -1)} <= sides}


def bodies(act: Act) -> list[Phrase]:
    return [phrase for phrase in load("english").by_act[act] if phrase.place is Place.BODY]


def sides_of(act: Act) -> tuple[int, ...]:
    return (ONE_SIDE[act],) if act in ONE_SIDE else (1, -1)


def fits(phrase: Phrase, scene: Scene) -> bool:
    """Whether some member could say the phrase, in some tone and with some tier."""
    none: frozenset[Any] = frozenset()
    about = replace(phrase.when, roles=none, voices=none, tones=none, tiers=none)
    return phrase.needs <= scene.has and about.met_by(scene)


def said(act: Act, point: Point) -> Iterator[tuple[Phrase, str]]:
    """All that anybody could say of ``point`` by ``act``; a line that owns up to earlier words has two sides."""
    book = load("english")
    saying = Saying(
        act=act,
        tone=Tone.PLAIN,
        role=Role.FACULTY,
        row=1,
        family=point.family,
        valence=point.valence,
        detail=point.detail,
        addressee="Dr Oduya-Marsh",
        because=Because.CONCERN if act in (Act.CALL, Act.VETO) else None,
    )
    fillings = {"tier": "low", "Tier": "Low", **fillings_of(saying, book.words)}
    scene = scene_of(saying, fillings, book)
    for phrase in bodies(act):
        if (
            fits(phrase, scene)
            and not phrase.presumes & {*OWED}
            and not (point.valence > 0 and phrase.presumes & NEVER_IN_FAVOR)
        ):
            yield phrase, phrase.filled(fillings)


def test_the_rows_make_points_of_every_family() -> None:
    assert {point.family for point in points()} == set(Family)


def test_every_family_with_two_sides_has_its_claims_here() -> None:
    assert two_sided() == set(CLAIMS)


@pytest.mark.parametrize("act", EITHER_SIDE)
def test_a_line_about_what_may_be_good_or_bad_says_which_side_it_fits(act: Act) -> None:
    silent = [
        phrase.template
        for phrase in bodies(act)
        if phrase.when.families & two_sided() and not (phrase.when.valences or phrase.when.details)
    ]
    assert silent == []


@pytest.mark.parametrize("family", CLAIMS)
def test_no_line_contradicts_the_side_of_its_point(family: Family) -> None:
    wrong = {
        (act.value, point.valence, text)
        for act in (*ONE_SIDE, *EITHER_SIDE)
        for point in points()
        if point.family is family and point.valence in sides_of(act)
        for _, text in said(act, point)
        if re.search(CLAIMS[family].bad if point.valence > 0 else CLAIMS[family].good, text, re.IGNORECASE)
    }
    assert wrong == set()


@pytest.mark.parametrize("family", CLAIMS)
@pytest.mark.parametrize("side", [1, -1])
def test_the_claims_find_what_they_should(family: Family, side: int) -> None:
    pattern = CLAIMS[family].good if side > 0 else CLAIMS[family].bad
    about = [point for point in points() if (point.family, point.valence) == (family, side)]
    acts = [act for act in (*ONE_SIDE, *EITHER_SIDE) if side in sides_of(act)]
    texts = {text for act in acts for point in about for _, text in said(act, point)}
    assert any(re.search(pattern, text, re.IGNORECASE) for text in texts)


def test_nobody_who_has_good_news_says_that_there_is_none() -> None:
    answers = {
        text: phrase
        for point in points()
        if point.valence > 0
        for phrase, text in said(Act.ANSWER, point)
        if not phrase.when.families
    }
    assert answers
    assert [text for text in answers if re.search(EMPTY, text, re.IGNORECASE)] == []
    assert any(re.search(EMPTY, phrase.template, re.IGNORECASE) for phrase in bodies(Act.ANSWER))
