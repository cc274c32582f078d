"""The places of words in their closed lists: what stands for an act, a tier or a family in compiled code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Final, get_type_hints

from committee.applicants.point import EXPLAINED_FLAGS, PAPER_FLAGS
from committee.engine.parameters import place
from committee.meeting.acts import ACTS
from committee.meeting.practices import Practices
from committee.terms import Act, Because, EndedBy, Factor, Family, Flag, Holding, Role, Tier, Tone, Visa, WhyNot
from committee.units import words_of

NOTHING: Final = -1
"""Nobody, no point, no flag."""

ANNOUNCE: Final = place(Act.ANNOUNCE, Act)
IMPRESSION: Final = place(Act.IMPRESSION, Act)
ASK: Final = place(Act.ASK, Act)
ANSWER: Final = place(Act.ANSWER, Act)
CONCERN: Final = place(Act.CONCERN, Act)
RECALL: Final = place(Act.RECALL, Act)
VOUCH: Final = place(Act.VOUCH, Act)
ADVOCATE: Final = place(Act.ADVOCATE, Act)
REFRAME: Final = place(Act.REFRAME, Act)
COUNTER: Final = place(Act.COUNTER, Act)
CHALLENGE: Final = place(Act.CHALLENGE, Act)
AGREE: Final = place(Act.AGREE, Act)
WAIT: Final = place(Act.WAIT, Act)
PROPOSE: Final = place(Act.PROPOSE, Act)
CONCEDE: Final = place(Act.CONCEDE, Act)
MOVE_ON: Final = place(Act.MOVE_ON, Act)
CALL: Final = place(Act.CALL, Act)
VETO: Final = place(Act.VETO, Act)
REOPEN: Final = place(Act.REOPEN, Act)

TOP: Final = place(Tier.TOP, Tier)
MID: Final = place(Tier.MID, Tier)
LOW: Final = place(Tier.LOW, Tier)
DNR: Final = place(Tier.DNR, Tier)

PLAIN: Final = place(Tone.PLAIN, Tone)
WARM: Final = place(Tone.WARM, Tone)
SHARP: Final = place(Tone.SHARP, Tone)
WEARY: Final = place(Tone.WEARY, Tone)

PUBLIC: Final = place(Holding.PUBLIC, Holding)
FILE: Final = place(Holding.FILE, Holding)
INTERVIEW: Final = place(Holding.INTERVIEW, Holding)
PRIVATE: Final = place(Holding.PRIVATE, Holding)

TIMED_OUT: Final = place(EndedBy.TIMED_OUT, EndedBy)
UNARGUED: Final = place(EndedBy.UNARGUED, EndedBy)
RESOLVED: Final = place(EndedBy.RESOLVED, EndedBy)
CONSENT: Final = place(EndedBy.CONSENT, EndedBy)

BELL: Final = place(WhyNot.BELL, WhyNot)
OUTBID: Final = place(WhyNot.OUTBID, WhyNot)
NO_CAPITAL: Final = place(WhyNot.NO_CAPITAL, WhyNot)
NO_BID: Final = place(WhyNot.NO_BID, WhyNot)
HOLDER_ABSENT: Final = place(WhyNot.HOLDER_ABSENT, WhyNot)
BECAUSE_OF_CONCERN: Final = place(Because.CONCERN, Because)
UNSPOKEN: Final = place(Because.UNSPOKEN, Because)
SEATS: Final = place(Because.SEATS, Because)
NO_LIST: Final = place(Because.NO_LIST, Because)
ANY_REASON: Final = place(Because.ANY_REASON, Because)

HEARD: Final = len(WhyNot)
"""In place of a reason why a sponsor was not heard: they were."""

SEVERITY: Final = place(Factor.SEVERITY, Factor)
DIRECTOR: Final = place(Role.DIRECTOR, Role)
VISA_FLAG: Final = place(Flag.VISA, Flag)
OLD_GRAD: Final = place(Flag.OLD_GRAD, Flag)
GAP: Final = place(Flag.GAP, Flag)
NO_VISA: Final = place(Visa.NONE, Visa)

ADVOCATES_WORD: Final = place(Family.ADVOCATE, Family)
NARRATIVE: Final = place(Family.NARRATIVE, Family)
INTERVIEW_SCORE: Final = place(Family.INTERVIEW_SCORE, Family)
CONDUCT: Final = place(Family.PROFESSIONALISM, Family)
EMAILS: Final = place(Family.EMAILS, Family)
PAPERWORK: Final = place(Family.PAPERWORK, Family)


_BALLOTS: Final = words_of(get_type_hints(Practices, include_extras=True)["ballots"])
NO_BALLOTS: Final = place("none", _BALLOTS)
BALLOTS_AFTER: Final = place("before_and_after", _BALLOTS)


def bits(words: Iterable[StrEnum], among: type[StrEnum]) -> int:
    """One bit for each of ``words``."""
    return _bits(frozenset(words), among)


@lru_cache(maxsize=4096)
def _bits(words: frozenset[StrEnum], among: type[StrEnum]) -> int:
    return sum(1 << place(word, among) for word in words)


EXPLAINED: Final = bits(EXPLAINED_FLAGS, Flag)
PAPERS: Final = bits(PAPER_FLAGS, Flag)
CONTENT: Final = bits((act for act, rule in ACTS.items() if rule.content), Act)
ANSWERS: Final = bits((act for act, rule in ACTS.items() if rule.answers), Act)
PULLS: Final = bits((act for act, rule in ACTS.items() if rule.pulls), Act)
OBJECTS: Final = bits((act for act, rule in ACTS.items() if rule.objects), Act)
