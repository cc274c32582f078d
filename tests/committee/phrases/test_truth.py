"""What is said is so: every utterance of whole recordings is held to its row.

The claims are read out of the texts by patterns of this test's own, and held to the cells, the points and the events.
What phrases declare about themselves is not consulted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from committee.events import PointSeen, RowClosed
from committee.recording.format import Utterance
from committee.recording.recording import RecordedRow, Recording
from committee.terms import Act, Because, Family, Kind, Tier
from tests.worded import in_words, told_of_the_row

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

EXAMS = (Family.STEP1, Family.STEP2, Family.STEP_FAIL, Family.ATTEMPTS)


@dataclass
class Moment:
    """One utterance with all that it may be held to."""

    said: Utterance
    row: RecordedRow
    before: Sequence[Utterance]
    """What was said in the row before it."""
    tier_before: Tier | None
    """The tier of the row before."""
    calls: Sequence[float]
    """The calls of the rows before, the last one last."""
    header: Mapping[str, Any]
    """The scenario."""
    rows: int
    """How many rows the meeting has."""
    role: str
    text: str
    """What was said; a past resident's label, which is the scenario's, is left out."""
    cells: Mapping[str, str] = field(init=False)
    closed: RowClosed = field(init=False)

    def __post_init__(self) -> None:
        assert self.row.closed is not None
        self.closed = self.row.closed
        self.cells = self.row.opened.cells

    @property
    def is_img(self) -> bool:
        return self.row.opened.kind in (Kind.US_IMG, Kind.NON_US_IMG)

    @property
    def families(self) -> set[Family]:
        return {point.family for point in self.row.opened.points}

    @property
    def point(self) -> PointSeen | None:
        """The point that the utterance names."""
        return next((point for point in self.row.opened.points if point.id == self.said.point), None)

    def has(self, family: Family, valence: int) -> bool:
        return any((p.family, p.valence) == (family, valence) for p in self.row.opened.points)

    @property
    def letters(self) -> list[tuple[str, str]]:
        """Origin and tone of each letter."""
        written = re.split(r"\s*;\s*", self.cells.get("letters", ""))
        return [(origin, tone.split(":")[0]) for origin, _, tone in (each.partition(":") for each in written) if tone]

    @property
    def flags(self) -> set[str]:
        least = self.header["program"]["points"]["flag_from"]
        return {p.flag for p in self.row.opened.points if p.flag and p.strength >= least}

    def held_by_speaker(self, *families: Family) -> bool:
        return any(self.said.member in p.holders for p in self.row.opened.points if p.family in families)

    def took(self, side: int, *, others: bool) -> bool:
        """Whether somebody took ``side`` before, apart from the speaker or the speaker alone."""
        return any(each.side == side and (each.member != self.said.member) == others for each in self.before)


def counted(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.index(word.casefold())


def us_letters(at: Moment) -> int:
    return sum(origin == "us" for origin, _ in at.letters)


def numbers_are_in_the_row(at: Moment) -> bool:
    """Scores, years and interview means are those of the row."""
    known = " ".join(
        [*at.cells.values(), *(p.detail for p in at.row.opened.points), at.row.opened.name, f"Row {at.row.opened.row}"]
    )
    said = re.findall(r"(?<![\d.-])(?:\d{4}|[12]\d\d|[1-5]\.\d)(?![\d.]*\d)", at.text)
    return all(number in known for number in said)


def names_of_letters_are_theirs(at: Moment) -> bool:
    """A letter that is named is there, and no other letter of another tone could be meant."""
    tones = {"forceful": "fight", "glowing": "glowing", "plain": "generic", "lukewarm": "lukewarm", "coded": "coded"}
    pattern = r"\b(one of )?the (?:(forceful|glowing|plain|lukewarm|coded) )?(US )?letter(s?)( from abroad)?\b"
    for some, tone, us, several, abroad in re.findall(pattern, at.text, re.IGNORECASE):
        origin = "us" if us else "abroad" if abroad else None
        like = [written for of, written in at.letters if origin in (None, of)]
        wanted = tones.get(tone.casefold())
        fitting = [written for written in like if wanted in (None, written)]
        if not fitting or (bool(some) and len(fitting) < 2):
            return False
        if not several and (len(fitting) > 1 or (wanted is None and len(like) > 1)):
            return False
        if some and wanted is None and len(set(like)) > 1:
            return False
    return True


def question_before(at: Moment) -> bool:
    return bool(at.before) and at.before[-1].act is Act.ASK


def spoke_for_nobody(at: Moment) -> bool:
    return not any(each.side == 1 for each in at.before)


def praised_by_nobody(at: Moment) -> bool:
    """Nobody argued for the row, and no interviewer had a good word."""
    good = {point.id for point in at.row.opened.points if point.valence == 1}
    return spoke_for_nobody(at) and not any(each.act is Act.IMPRESSION and each.point in good for each in at.before)


def is_next_to_the_last(at: Moment) -> bool:
    """The calls of both rows are near each other, with no earlier call between them."""
    least, most = sorted((at.calls[-1], at.closed.call))
    return (
        at.said.act is Act.CALL
        and at.tier_before == at.closed.tier
        and most - least < 0.05
        and not any(least < call < most for call in at.calls)
    )


def differs_from_the_last(at: Moment) -> float:
    """By how much the call is above that of the row before, which ended in the same tier; else 0."""
    return at.closed.call - at.calls[-1] if at.said.act is Act.CALL and at.tier_before == at.closed.tier else 0.0


def keeper_says_so_first(at: Moment) -> bool:
    """The speaker keeps the row on a no list, and no line of the row has told of one before."""
    says_no = at.closed.tier is Tier.DNR or at.said.member != at.row.utterances[-1].member
    return (
        says_no
        and at.said.member in at.row.opened.no_list
        and not any(re.search(NO_LIST, each.text, re.I) for each in at.before)
    )


def asked_what_an_empty_answer_answers(at: Moment) -> bool:
    """A question wants what is behind something or what is written, never a forecast, a plan or a counterweight."""
    return at.said.act is not Act.ASK


def bad_minds(at: Moment) -> set[str]:
    flag = next((p.flag for p in at.row.opened.points if p.id == at.said.point), None)
    return {
        mind.ghost
        for mind in at.row.remembered
        if mind.member == at.said.member and mind.weight < 0 and flag in mind.traits
    }


NO_LIST = r"\bno list\b|\blist of noes\b|\bpersonal list\b|\blist of names I won't\b|\bown list\b"
COUNTED_US_LETTERS = r"(?<!not )\b(one|two|three|four|five|six) US letters?\b"
COUNTED_LETTERS = r"\b(two|three|four|five|six) letters\b"

UNEXPLAINED = (
    r"\b(?:nothing in the file|no reason given for the score|file doesn't say why|nobody explains|not explained|"
    r"nobody tells us why)\b"
)
SEVERAL_THINGS = (
    r"\b(?:not one thing|this is more than one\b|not (?:even )?the only|isn't the only|too many things|"
    r"too much in one row)"
)

TOLD = r"\b(?:no reason given|reason is blank|nobody tells us why|nobody explains|not explained|never explains)\b"
ASKS_WHY = (
    r"\b(?:do they say why|do we know why|expla\w+|reason given|what happened|what's the story|went wrong|why now|"
    r"what's behind|excuse|account for)\b"
)
MEASURED = (*EXAMS, Family.CLASS_RANK)

GOOD_LETTERS = (Family.LETTER_FIGHT, Family.LETTER_GLOWING)


def nobody_told_why(at: Moment) -> bool:
    """A question for a reason comes before anybody has said that there is none, and not about a good pass."""
    if at.said.act is not Act.ASK:
        return True
    point = at.point
    if point is not None and point.family in (Family.STEP1, Family.STEP2) and int(point.detail) >= 225:
        return False
    answered = [asked.point for asked, after in pairwise(at.before) if asked.act is Act.ASK and after.act is Act.ANSWER]
    return at.said.point not in answered and not any(re.search(TOLD, each.text, re.IGNORECASE) for each in at.before)


def somebody_else_worried(at: Moment) -> bool:
    raises = (Act.CONCERN, Act.RECALL, Act.COUNTER)
    return any(each.side == -1 and each.act in raises and each.member != at.said.member for each in at.before)


Truth = Callable[[Moment], bool]

CLAIMS: Mapping[str, Truth] = {
    r"\bUS (?:letter|ward|hospital|clinical)|\bfrom the US\b|\bover here\b": lambda at: at.is_img,
    r"\b(?:no|not one) US letters?\b": lambda at: us_letters(at) == 0,
    COUNTED_US_LETTERS: lambda at: all(
        us_letters(at) == counted(number) for number in re.findall(COUNTED_US_LETTERS, at.text, re.IGNORECASE)
    ),
    COUNTED_LETTERS: lambda at: all(
        len(at.letters) == counted(number) for number in re.findall(COUNTED_LETTERS, at.text, re.IGNORECASE)
    ),
    r"\bH-1B": lambda at: at.cells.get("visa") == "h1b",
    r"\b(?:J-1|DS-2019|ECFMG)": lambda at: at.cells.get("visa") == "j1",
    r"\bvisas?\b": lambda at: at.cells.get("visa") in ("j1", "h1b"),
    r"\bStep 3\b": lambda at: at.cells.get("visa") == "h1b",
    r"\b(?:no|I need|don't have|missing|haven't passed) Step 3\b|\bStep 3 (?:isn't|is what's missing)": lambda at: (
        at.cells.get("step3") != "pass"
    ),
    r"\b(?:they've passed|a pass for|with) Step 3\b|\bStep 3\?? (?:is )?(?:passed|done)\b": lambda at: (
        at.cells.get("step3") == "pass"
    ),
    r"\b(?:policy (?:bars|is no|says no)|under the current policy|that's policy)": lambda at: (
        at.header["program"].get(at.cells.get("visa", "")) == "barred"
    ),
    r"\bcase by case\b": lambda at: at.header["program"].get(at.cells.get("visa", "")) == "case_by_case",
    r"\broutine for\b|\bmatter of routine\b|\bcovered by our policy\b": lambda at: (
        at.header["program"].get(at.cells.get("visa", "")) == "routine"
    ),
    r"\bfailed (?:Step|exam)|\bexam failure\b|\b(?:Step \d) failure\b": lambda at: bool(
        {Family.STEP_FAIL, Family.ATTEMPTS} & at.families
    ),
    r"\bthe gap\b|\bthat gap\b|\ba gap of\b|-year gap\b": lambda at: at.cells.get("gap_years", "0") not in ("", "0"),
    r"\b(?:class of|graduated in|out since)\b": lambda at: Family.OLD_GRAD in at.families,
    r"\b(?:reapplying|reapplicant|applied before|second try at the match|second time around)\b": lambda at: (
        at.cells.get("prior_training") == "reapplicant"
    ),
    r"\b(?:withdrawal|dismissal) from a US program\b": lambda at: (
        at.cells.get("prior_training") in ("us_withdrew", "us_dismissed")
    ),
    r"\b(?:professionalism (?:note|citation|remediation)|conduct note)\b|\bon probation\b": lambda at: (
        at.cells.get("professionalism") not in ("", "none", None)
    ),
    r"\bno reason given\b|\bno reason\.|\breason is blank\b": lambda at: (
        at.cells.get("gap_reason", "") in ("", "none", "unknown") or at.said.act in (Act.CALL, Act.VETO)
    ),
    UNEXPLAINED: lambda at: not at.has(Family.NARRATIVE, 1) and not at.cells.get("note"),
    r"\bstatement (?:doesn't|gives me nothing)|\bnot in the statement\b": lambda at: not at.has(Family.NARRATIVE, 1),
    r"\bit's (?:in the statement|explained)\b|\bthey own it\b|\bexplained that\b": lambda at: at.has(
        Family.NARRATIVE, 1
    ),
    r"\be-?mails?\b(?! me)": lambda at: Family.EMAILS in at.families or at.role == "coordinator",
    r"\bpoor e-mails\b|\be-mails were\b": lambda at: Family.EMAILS in at.families,
    r"\bI met them\b|\bI interviewed\b|\bmy interview\b": lambda at: (
        at.said.act is Act.IMPRESSION
        or at.held_by_speaker(Family.IMPRESSION, Family.VALUE)
        or any(each.act is Act.IMPRESSION and each.member == at.said.member for each in at.before)
    ),
    r"\bI(?:'ve)? read (?:the (?:file|statement|whole)|that letter)|\bI went through all\b": lambda at: (
        at.held_by_speaker(*(family for family in Family if family.startswith("letter_") or family in IN_THE_FILE))
    ),
    r"\bI've worked with\b|\bI've seen them with\b|\bI know this one's work\b": lambda at: any(
        p.family is Family.ADVOCATE and at.said.member in p.holders and p.detail.split(",")[0] in OURS
        for p in at.row.opened.points
    ),
    r"\b(?:rotated here|they were (?:here|with us)|on our own wards)\b": lambda at: Family.ROTATED_HERE in at.families,
    NO_LIST: keeper_says_so_first,
    r"\bempty spot\b|\bspot empty\b": lambda at: at.closed.because is Because.ANY_REASON,
    r"\bbad luck\b": lambda at: len(bad_minds(at)) > 1,
    SEVERAL_THINGS: lambda at: len(at.flags) > 1 or "not once" in at.text.casefold() or "more than once" in at.text,
    r"\b(?:the|that) flag\b": lambda at: bool(at.flags),
    r"\bthe fail\b|\bthe failure\b|\bthey failed\b": lambda at: bool({Family.STEP_FAIL, Family.ATTEMPTS} & at.families),
    r"\bone flag\b": lambda at: len(at.flags) == 1,
    r"\bnobody else has\b|\bnobody (?:argued|fought)|\bno one (?:argued|made)": spoke_for_nobody,
    r"\b(?:nobody|no one) spoke\b|\bnot one voice\b|\bone voice for it\b|^silence\.": praised_by_nobody,
    r"\bnobody was sold\b|\bwere all like that\b|\bpulled two ways\b|\btwo things can be true\b": lambda _at: False,
    r"\bheard both sides\b": lambda at: all(any(each.side == side for each in at.before) for side in (1, -1)),
    r"\bno argument\.|\bno fuss about\b|^top\. easy": lambda at: not any(each.side == -1 for each in at.before),
    r"\bothers (?:stand|are) better\b|\bbetter rows\b": lambda _at: False,
    r"\bfailed attempts?\b": lambda _at: False,
    r"\bfailed CK attempt": lambda at: at.cells.get("step2_fails", "0") not in ("", "0"),
    r"\bfailed tries at Step 1": lambda at: at.cells.get("step1_fails", "0") not in ("", "0", "1"),
    r"\b(?:study plan|pass boards|set (?:beside|against)|predict|do we worry|looks better|talk me out)\b": (
        asked_what_an_empty_answer_answers
    ),
    r"\banywhere else\b": lambda at: at.said.act is not Act.ANSWER,
    r"\bno details\b": lambda at: at.said.act is not Act.ANSWER or at.said.point is None,
    r"\bsince you ask\b|\byou asked\b": question_before,
    r"\bI was (?:for it|in favor)\b|\bI spoke up for\b": lambda at: at.took(1, others=False),
    r"\bI was against\b|\bI spoke against\b|\bI raised\b": lambda at: at.took(-1, others=False),
    r"\bthe row above\b|\bthe last one\b": lambda at: at.tier_before is not None,
    r"\babove the last one\b|\bhigher than the last one\b": lambda at: differs_from_the_last(at) > 0,
    r"\b(?:next to|same as|same place as|right there with|down there with) the last one\b": is_next_to_the_last,
    r"\b(?:below|behind) the last one\b|\bas high as the last one\b": lambda at: differs_from_the_last(at) < 0,
    r"\bthey've watched\b|\bwatching isn't doing\b|\bthat's observing\b|\bonly watching\b": lambda at: (
        at.cells.get("us_clinical") == "observership"
    ),
    r"\bhands-on\b": lambda at: at.cells.get("us_clinical") == "hands_on",
    r"\btop quarter\b|\bAOA\b": lambda at: at.cells.get("class_quartile") == "1",
    r"\bMSPE\b": lambda at: bool({Family.CLASS_RANK, Family.PROFESSIONALISM} & at.families),
    r"\bcall from\b|\bcalled me\b|\bon the phone\b": lambda at: any(
        p.family is Family.ADVOCATE and at.said.member in p.holders and p.detail.split(",")[0] not in OURS
        for p in at.row.opened.points
    ),
    r"\blocal (?:files|graduates)\b|\bstack of US graduates\b": lambda at: at.row.opened.row > 10,
    ASKS_WHY: nobody_told_why,
    r"\bnext row\b|\bnext\.$|\bwe (?:move|go) on\b|\bmoving on\b": lambda at: (
        at.said.act not in (Act.CALL, Act.VETO) or at.row.opened.row < at.rows
    ),
    r"\b(?:that|the) worry\b|\bgloom\b|\bhard on them\b": lambda at: (
        at.said.act is not Act.COUNTER or somebody_else_worried(at)
    ),
    r"\bwrites like that\b|\bdescribe a different applicant|\bletters? .*says otherwise|\bweeks of watching\b": (
        lambda at: at.point is not None and at.point.family in GOOD_LETTERS
    ),
    r"\bif they won't say what happened\b|\bleft it out of the statement\b": lambda at: bool(
        at.flags - {"visa", "weak_letters", "low_step2"}
    ),
    r"\b(?:months? (?:of clerkships|on the wards|with patients|of exposure)|(?:months?|years?) on US wards)\b": (
        lambda at: at.is_img
    ),
    r"\b(?:letters|set of letters) (?:are|is) (?:complete|all)|\bset of letters\b|\bletters complete\b|"
    r"\bletters are in\b": lambda at: not at.is_img and len(at.letters) >= 3,
    r"\b(?:two|three|four|five) letters\b": lambda _at: False,
    r"\b(?:call|text) (?:those|any of|one of|the writers|somebody)|\bmake those calls\b|\breference calls\b": (
        lambda _at: False
    ),
    r"\bhate to start\b|\bthat many\b|\bdouble-check their|\bworry about their sign-out|\bcover a shift\b": (
        lambda _at: False
    ),
    r"\b(?:held it|marked others|for others|in other rows|weaker letters|on less)\b": lambda _at: False,
    r"\bon the wall\b": lambda at: at.said.act is not Act.ANSWER,
    r"\bthere was one\b|\bone line of facts\b|\bin June\b|\bbear with me\b|\broom higher up\b": lambda _at: False,
    r"^(?:statistically|going by the data|if we're being quantitative|setting anecdotes aside)": (
        lambda at: at.point is not None and at.point.family in MEASURED
    ),
}
"""By the pattern of a claim, when it is so."""

ALWAYS: Sequence[Truth] = (numbers_are_in_the_row, names_of_letters_are_theirs)

IN_THE_FILE = (Family.NARRATIVE, Family.CLASS_RANK, Family.US_CLINICAL, Family.ROTATED_HERE, Family.PROFESSIONALISM)

OURS = ("pd", "apd", "faculty", "chief")


def moments(recording: Recording) -> Iterator[Moment]:
    header = recording.header
    roles = {member.id: str(member.role) for member in header.members}
    tier: Tier | None = None
    calls: list[float] = []
    for row in recording.rows:
        for number, said in enumerate(row.utterances):
            before, text = row.utterances[:number], told_of_the_row(recording, said)
            yield Moment(
                said, row, before, tier, tuple(calls), recording.header.scenario, header.rows, roles[said.member], text
            )
        tier = row.closed.tier if row.closed else None
        calls += [row.closed.call] if row.closed else []


def untrue(at: Moment) -> list[str]:
    """The claims of an utterance that its row does not bear out."""
    text = at.text
    found = [claim for claim, holds in CLAIMS.items() if re.search(claim, text, re.IGNORECASE) and not holds(at)]
    return found + [str(getattr(holds, "__name__", holds)) for holds in ALWAYS if not holds(at)]


SHIPPED = ("baseline", "two_imgs", "img_dominated", "university", "ghost_visa", "stacked_flags")


@pytest.mark.parametrize("scenario", SHIPPED)
def test_no_line_says_what_its_row_does_not_hold(scenario: str) -> None:
    assert [
        (at.row.opened.row, at.text, wrong) for at in moments(in_words(scenario, 901)) if (wrong := untrue(at))
    ] == []


@pytest.mark.soak
def test_no_line_of_two_hundred_meetings_says_what_its_row_does_not_hold() -> None:
    for scenario in SHIPPED:
        for seed in range(1, 51):
            heard = in_words(scenario, seed)
            assert [(seed, at.row.opened.row, at.text, wrong) for at in moments(heard) if (wrong := untrue(at))] == []
