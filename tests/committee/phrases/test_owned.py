"""Nobody contradicts themselves without a word: every utterance of whole recordings is held to what its speaker said.

What somebody has said in the row is read off the events here, and what lines own up to by patterns of this test's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from committee.recording.practices import duty_done
from committee.terms import Act, Because, Family, Kind, Role, Tier
from tests.committee.phrases.test_truth import SHIPPED, Moment, moments
from tests.worded import in_words

SEEDS = (901, 17)

AT_LEAST = 5
"""How often each case must come up, so that a test means something."""


@cache
def heard() -> tuple[Moment, ...]:
    return tuple(at for scenario in SHIPPED for seed in SEEDS for at in moments(in_words(scenario, seed)))


def calls() -> Iterator[Moment]:
    return (at for at in heard() if at.said.act is Act.CALL)


def own_sides(at: Moment) -> set[int]:
    """The sides that the speaker has taken, unless a rule had them take it."""
    mine = (each for each in at.before if each.member == at.said.member)
    return {each.side for each in mine if each.side and not duty_done(at.row.opened, each)}


def own_stake(at: Moment) -> Tier | None:
    """The tier of the speaker's last stake in the row."""
    asked = [each.tier for each in at.before if each.member == at.said.member and each.capital > 0]
    return asked[-1] if asked else None


def asked(at: Moment) -> list[Tier]:
    return [each.tier for each in at.before if each.tier is not None]


def turned_for(at: Moment) -> bool:
    return own_sides(at) == {-1} and at.closed.tier in (Tier.TOP, Tier.INVITE) and own_stake(at) is None


def turned_against(at: Moment) -> bool:
    poor = at.closed.tier in (Tier.LOW, Tier.DNR, Tier.NO)
    return own_sides(at) == {1} and poor and own_stake(at) is None


def missed_own_stake(at: Moment) -> bool:
    return own_stake(at) not in (None, at.closed.tier)


def above_asked(at: Moment) -> bool:
    more = bool(asked(at)) and all(tier.below(at.closed.tier) for tier in asked(at))
    return more and at.closed.because is None and own_stake(at) is None and not turned_for(at)


def carried(at: Moment) -> bool:
    """Somebody else asked for this tier with capital, and without any the call would have been lower."""
    paid = {each.tier for each in at.before if each.member != at.said.member and each.capital > 0}
    least = at.header["meeting"]["call"]["tiers"].get(at.closed.tier)
    below = least is not None and at.closed.unpaid is not None and at.closed.unpaid < least
    plain = at.closed.because is None and own_stake(at) is None and not above_asked(at) and not turned_for(at)
    return at.closed.tier in paid and below and plain and at.closed.tier in (Tier.TOP, Tier.MID)


OWNS: Mapping[Callable[[Moment], bool], str] = {
    turned_for: r"\bI was against\b|\bmy (?:own )?(?:objection|worry)\b|\bI spoke against\b|\bI (?:know|take back)\b|"
    r"\bI pushed back\b|\btalked me into\b|\bwhat I said\b",
    turned_against: r"\bI (?:spoke up|know|liked|was for|meant|made my case|had a good word|defended|took their side|"
    r"had an answer|argued|tried|don't share)\b|\bme on that one\b|\bon my own\b|\bthe one who liked\b",
    missed_own_stake: r"\bmy name\b|\bI (?:asked|lost|spent|paid|started|only asked|undersold)\b|\band I lost\b",
    above_asked: r"\banybody asked\b|\b(?:said|asked for) (?:less|lower)\b|\byou(?:'d| undersold| were)\b|"
    r"\bhigher than you\b|\bhold it down\b|\bfor lower\b|\bLower would\b",
    carried: r"\byou (?:want|owe me)\b|\byou're (?:asking|putting your name)\b|\bthat one's on you\b",
}
"""By what a call has to own: how it does."""


@pytest.mark.parametrize("case", OWNS, ids=lambda case: case.__name__)
def test_a_call_owns_what_it_goes_against(case: Callable[[Moment], bool]) -> None:
    found = [at for at in calls() if case(at)]
    assert len(found) >= AT_LEAST
    assert [at.text for at in found if not re.search(OWNS[case], at.text, re.IGNORECASE)] == []


@pytest.mark.parametrize("case", OWNS, ids=lambda case: case.__name__)
def test_nobody_owns_up_to_what_is_not_so(case: Callable[[Moment], bool]) -> None:
    plain = [at for at in calls() if not own_sides(at) and own_stake(at) is None and not above_asked(at)]
    others = [at for at in plain if not case(at)]
    assert [at.text for at in others if re.search(OWNS[case], at.text, re.IGNORECASE)] == []


ANSWERS = (Act.CHALLENGE, Act.COUNTER, Act.REFRAME)


def defended_the_reason(at: Moment) -> bool:
    """The speaker has defended the very point that the reason is about, right after it was raised or by naming it."""
    about = at.closed.about
    if at.closed.because is not Because.CONCERN or own_stake(at) not in (None, at.closed.tier):
        return False
    raised: str | None = None
    for each in at.before:
        if each.side < 0:
            raised = each.point
        mine = each.member == at.said.member and each.side > 0
        if mine and (each.point == about or (each.act in ANSWERS and raised == about)):
            return True
    return False


def test_nobody_gives_as_the_reason_what_they_defended() -> None:
    found = [at for at in calls() if defended_the_reason(at)]
    owns = (
        r"\bI (?:defended|know I|took their side|had an answer|argued|tried to|don't share|spoke up|liked|had a good)\b"
    )
    assert found
    assert [at.text for at in found if not re.search(owns, at.text, re.IGNORECASE)] == []


def test_the_director_does_not_ask_the_director() -> None:
    own = [at for at in heard() if at.role == Role.DIRECTOR and at.said.capital > 0]
    assert own
    assert [at.text for at in own if re.search(r"\bplease\b|\bI'm asking\b|\bgive me\b", at.text, re.IGNORECASE)] == []
    assert all(re.search(r"\b(?:name|credit|answer for it|first time)\b", at.text) for at in own)


def test_a_second_stake_for_the_same_tier_goes_on_from_the_first() -> None:
    second = [at for at in heard() if at.said.capital > 0 and own_stake(at) == at.said.tier]
    again = r"\bI mean it\b|\bThat's why I\b|\bSo, |\bstill\b|\bthe first time\b"
    assert len(second) >= AT_LEAST
    assert [at.text for at in second if not re.search(again, at.text, re.IGNORECASE)] == []


UNNAMED: Mapping[Family, str] = {Family.STEP1: "Step 1", Family.STEP2: "CK", Family.GAP: "gap"}
"""By family, how a call says that a worry on the wall was seen."""


def test_a_call_does_not_pass_over_a_worry_on_the_wall() -> None:
    """A plain call to the top or the middle shows that the director saw what everybody reads and nobody named."""
    found = [(at.text, passes_over(at)) for at in calls() if passes_over(at)]
    assert found
    assert [text for text, families in found if not any(UNNAMED[family] in text for family in families)] == []


def passes_over(at: Moment) -> set[Family]:
    """The worries on the wall that nobody has named, where the call needs no reason and goes against nothing."""
    if at.closed.because is not None or any(case(at) for case in OWNS) or at.closed.tier not in (Tier.TOP, Tier.MID):
        return set()
    named = {name for each in at.before for name in (each.point, each.also) if each.act is not Act.ANNOUNCE and name}
    worries = [point for point in at.row.opened.points if point.family in UNNAMED and point.valence < 0]
    told = {point.family for point in worries if point.id in named}
    return {point.family for point in worries} - told


EMPTY = (
    r"\bsomething here that's good\b|\bI know where I'd put\b|\bguess my vote\b|\bthere's one more thing\.|"
    r"\bwhat do we actually know\b|\bI looked for more\b|\bone sentence, and then\b|\bten seconds\?"
)
"""Lines that promise something and say nothing."""


def test_nothing_is_promised_and_not_said() -> None:
    assert [at.text for at in heard() if re.search(EMPTY, at.text, re.IGNORECASE)] == []


def test_a_proposal_names_its_tier() -> None:
    tier = (
        r"\b(?:high|top|way up|middle|low|bottom|last rows|off|pass|no|not|exclude|any reason|invite|interview|"
        r"meet|them in|hold|decline|declines)\b"
    )
    proposed = [at for at in heard() if at.said.act is Act.PROPOSE]
    assert len(proposed) >= AT_LEAST
    assert [at.text for at in proposed if not re.search(tier, at.text, re.IGNORECASE)] == []


def routine(at: Moment) -> bool:
    point = at.point
    us = at.row.opened.kind in (Kind.US_MD, Kind.US_DO)
    return us and point is not None and point.valence > 0 and point.family in (Family.US_LETTERS, Family.US_CLINICAL)


def test_nobody_makes_much_of_what_every_us_graduate_has() -> None:
    much = (
        r"\bstrongest\b|\bworth a (?:spot|place|seat)\b|\bI'm spending on this\b|\bgood enough for me\b|"
        r"\bbusy people\b|\bcomplete set\b|\beasy yes\b|\bI'd sign for that\b|\bthat matters to me\b|\bmoves me\b|"
        r"\bweigh that heavily\b"
    )
    said = [at for at in heard() if routine(at)]
    assert len(said) >= AT_LEAST
    assert [at.text for at in said if re.search(much, at.text, re.IGNORECASE)] == []


def test_letters_that_worry_nobody_hold_no_warning() -> None:
    clean = (
        r"\bletters? (?:worr|are (?:clean|fine|calm))|\bin the letters worries\b|\bclean letters\b|"
        r"\bno (?:warnings|red flags)\b"
    )
    said = [at for at in heard() if re.search(clean, at.text, re.IGNORECASE) and at.point]
    said = [at for at in said if at.point and at.point.family is Family.US_LETTERS]
    assert len(said) >= AT_LEAST
    assert [at.text for at in said if {tone for _, tone in at.letters} & {"lukewarm", "coded"}] == []


def last_worry(at: Moment) -> Family | None:
    """The family of the last worry that somebody else raised."""
    raised = (Act.CONCERN, Act.RECALL, Act.COUNTER)
    worries = [each for each in at.before if each.side < 0 and each.act in raised and each.member != at.said.member]
    points = {point.id: point.family for point in at.row.opened.points}
    return points.get(worries[-1].point or "") if worries else None


IN_PLACE: Mapping[str, Callable[[Moment], bool]] = {
    r"\bacross the table\b": lambda at: (
        at.said.act is not Act.COUNTER or last_worry(at) in (Family.INTERVIEW_SCORE, Family.IMPRESSION, Family.VALUE)
    ),
    r"\bone line in a file\b": lambda at: last_worry(at) in (Family.PROFESSIONALISM, Family.PRIOR_TRAINING),
    r"\bhalf my class\b": lambda at: last_worry(at) in (Family.STEP1, Family.STEP2, Family.STEP_FAIL, Family.ATTEMPTS),
    r"\bat least keep them\b": lambda at: at.took(-1, others=True),
    r"\bbefore we're too kind\b": lambda at: at.took(1, others=True),
    r"\bask (?:the|our own) ward\b": lambda at: Family.ROTATED_HERE in at.families,
    r"\bswap shifts for that\b|\bis doable\. The DS": lambda _at: False,
    r"\b(?:that one|that) worry\b": lambda at: (
        at.said.act is not Act.CALL or at.closed.about in {each.point for each in at.before}
    ),
    r"\b[A-Z]\. [A-Z][a-z]+\b(?=[,:]|.*\?)": lambda at: at.said.to is None or at.said.act is Act.ANNOUNCE,
}
"""By what a reply presupposes: when it is in place."""


def test_each_reply_fits_what_it_replies_to() -> None:
    wrong = [
        (at.row.opened.row, at.text, reply)
        for at in heard()
        for reply, holds in IN_PLACE.items()
        if re.search(reply, at.text, re.IGNORECASE if "[A-Z]" not in reply else 0) and not holds(at)
    ]
    assert wrong == []


def test_whoever_had_a_good_word_owns_a_proposal_to_leave_them_off() -> None:
    found = []
    for at in heard():
        good = {point.id for point in at.row.opened.points if point.valence > 0}
        mine = [each for each in at.before if each.member == at.said.member]
        liked = any(each.side > 0 or (each.act is Act.IMPRESSION and each.point in good) for each in mine)
        if liked and at.said.act is Act.PROPOSE and at.said.tier in (Tier.DNR, Tier.NO):
            found.append(at.text)
    assert found
    assert [text for text in found if not re.search(r"\bI (?:liked|had a good|can like)|\bNice as\b", text)] == []


def test_no_addressee_is_called_by_an_initial() -> None:
    assert any("Penrose" in at.text for at in heard())
    assert [at.text for at in heard() if re.search(r"\bJ\. Penrose\b", at.text)] == []


ABOUT = (Family.STEP1, Family.STEP2, Family.CLASS_RANK, Family.US_CLINICAL, Family.IMPRESSION, Family.INTERVIEW_SCORE)


def test_whoever_closed_a_row_and_opens_it_again_says_so() -> None:
    again = [
        at.text
        for at in heard()
        if at.said.act is Act.REOPEN and at.point and at.point.family in ABOUT
        if at.before and at.before[-1].act is Act.MOVE_ON and at.before[-1].member == at.said.member
    ]
    assert again
    owns = r"\b(?:no, wait|closing it|wasn't quite done|one more from me)\b"
    assert [text for text in again if not re.search(owns, text, re.IGNORECASE)] == []
