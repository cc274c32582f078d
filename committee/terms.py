"""Every closed list of words: what a kind, a role, an act, a tier ... can be.

The words are those that users see in files (sheets, scenarios, recordings, tables). No other module may
spell out such a list. The members of each list are strings, so they compare and sort as the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

DISCLAIMER: Final = "Simulated; not for selecting, ranking or advising real people."
"""The sentence that every table of outcomes, set of minutes and page carries."""


class Kind(StrEnum):
    """Where an applicant trained: US MD or DO school, or abroad with or without US citizenship."""

    US_MD = "us_md"
    US_DO = "us_do"
    US_IMG = "us_img"
    NON_US_IMG = "non_us_img"

    @property
    def is_img(self) -> bool:
        """Whether the kind is an international medical graduate."""
        return self in (Kind.US_IMG, Kind.NON_US_IMG)


class Role(StrEnum):
    """What a member of the committee is."""

    DIRECTOR = "director"
    ASSOCIATE = "associate"
    FACULTY = "faculty"
    CHIEF = "chief"
    COORDINATOR = "coordinator"

    @property
    def votes(self) -> bool:
        """Whether the call counts the stance of members with this role."""
        return self is not Role.COORDINATOR


class Factor(StrEnum):
    """The five things that the decision depends on."""

    EXAMS = "exams"
    LETTERS = "letters"
    INTERVIEW = "interview"
    SEVERITY = "severity"
    ADVOCACY = "advocacy"


class Family(StrEnum):
    """What a talking point is about. Phrases are chosen by family."""

    STEP1 = "step1"
    STEP2 = "step2"
    CLASS_RANK = "class_rank"
    STEP_FAIL = "step_fail"
    ATTEMPTS = "attempts"
    OLD_GRAD = "old_grad"
    GAP = "gap"
    PRIOR_TRAINING = "prior_training"
    PROFESSIONALISM = "professionalism"
    VISA = "visa"
    PAPERWORK = "paperwork"
    NARRATIVE = "narrative"
    US_LETTERS = "us_letters"
    LETTER_FIGHT = "letter_fight"
    LETTER_GLOWING = "letter_glowing"
    LETTER_GENERIC = "letter_generic"
    LETTER_LUKEWARM = "letter_lukewarm"
    LETTER_CODED = "letter_coded"
    LETTER_KNOWN = "letter_known"
    US_CLINICAL = "us_clinical"
    ROTATED_HERE = "rotated_here"
    INTERVIEW_SCORE = "interview_score"
    IMPRESSION = "impression"
    VALUE = "value"
    EMAILS = "emails"
    ADVOCATE = "advocate"


class Holding(StrEnum):
    """Who knows a point before anybody speaks."""

    PUBLIC = "public"
    """Everybody: it is on the wall."""
    FILE = "file"
    """The members who read the file."""
    INTERVIEW = "interview"
    """The members who interviewed the applicant."""
    PRIVATE = "private"
    """One member only: an advocate's call, e-mails, paperwork."""


class Act(StrEnum):
    """What an utterance does."""

    ANNOUNCE = "announce"
    IMPRESSION = "impression"
    ASK = "ask"
    ANSWER = "answer"
    CONCERN = "concern"
    RECALL = "recall"
    VOUCH = "vouch"
    ADVOCATE = "advocate"
    REFRAME = "reframe"
    COUNTER = "counter"
    CHALLENGE = "challenge"
    AGREE = "agree"
    WAIT = "wait"
    PROPOSE = "propose"
    CONCEDE = "concede"
    MOVE_ON = "move_on"
    CALL = "call"
    VETO = "veto"
    REOPEN = "reopen"


class Tone(StrEnum):
    """How an utterance is said. It affects seconds and wording, never content."""

    PLAIN = "plain"
    WARM = "warm"
    SHARP = "sharp"
    WEARY = "weary"


class Tier(StrEnum):
    """Where the call puts a row: the four tiers of a rank list, then the three of an invite meeting, best to worst."""

    TOP = "top"
    MID = "mid"
    LOW = "low"
    DNR = "dnr"
    INVITE = "invite"
    HOLD = "hold"
    NO = "no"

    @property
    def ranked(self) -> bool:
        """Whether the row stays on the list: the rank list, or the list by which invitations go out."""
        return self not in (Tier.DNR, Tier.NO)

    def below(self, other: Tier) -> bool:
        """Whether this tier is worse than ``other``, one of the same meeting."""
        tiers = tuple(Tier)
        return tiers.index(self) > tiers.index(other)


class Verdicts(StrEnum):
    """What the steps of a call are called: what a meeting decides about a row."""

    RANK = "rank"
    """Whom to rank, and how high."""
    INVITE = "invite"
    """Whom to invite to an interview."""

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers of such a meeting, from the best to the worst."""
        return _TIERS[self]

    def said(self, step: Tier) -> Tier:
        """What such a meeting calls a step of the call, which counts in the tiers of a rank list."""
        return step if self is Verdicts.RANK else _STEPS_OF_INVITING[step]


_TIERS: Final = {
    Verdicts.RANK: (Tier.TOP, Tier.MID, Tier.LOW, Tier.DNR),
    Verdicts.INVITE: (Tier.INVITE, Tier.HOLD, Tier.NO),
}
_STEPS_OF_INVITING: Final = {Tier.TOP: Tier.INVITE, Tier.MID: Tier.INVITE, Tier.LOW: Tier.HOLD, Tier.DNR: Tier.NO}


def verdicts_among(tiers: Iterable[str]) -> Verdicts:
    """What a meeting decided that gave rows these tiers; a rank list where there are none."""
    inviting = Verdicts.INVITE.tiers
    return Verdicts.INVITE if any(tier in inviting for tier in tiers) else Verdicts.RANK


class Label(StrEnum):
    """The informal label that the crude composite score gives a file."""

    STRONG = "strong"
    BORDERLINE = "borderline"
    DO_NOT_RANK = "do_not_rank"


class EndedBy(StrEnum):
    """How a row ended: the first of these that fits, in this order."""

    TIMED_OUT = "timed_out"
    UNARGUED = "unargued"
    RESOLVED = "resolved"
    CONSENT = "consent"


class WhyNot(StrEnum):
    """Why a sponsor was not heard, or a point not raised."""

    BELL = "bell"
    OUTBID = "outbid"
    NO_CAPITAL = "no_capital"
    NO_BID = "no_bid"
    HOLDER_ABSENT = "holder_absent"


class Because(StrEnum):
    """The reason that the director names with a call, or the grounds of a veto."""

    CONCERN = "concern"
    """A worry about the row that talk left open, or that weighs most with the director all the same."""
    UNSPOKEN = "unspoken"
    """Nobody argued for the row, whatever the interviewers' impression."""
    SEATS = "seats"
    """Others stand better, and there are only so many posts."""
    NO_LIST = "no_list"
    """The row is on the director's personal no list."""
    ANY_REASON = "any_reason"
    """The director gives no reason."""


class Purse(StrEnum):
    """Why a purse changed, or a stake was lost."""

    SPENT = "spent"
    RETURNED = "returned"
    INTEREST = "interest"
    BURNED = "burned"


class Recall(StrEnum):
    """Whether a member named a ghost or only thought of it."""

    SPOKEN = "spoken"
    SILENT = "silent"


class Flag(StrEnum):
    """What a room reads as a warning; also the traits by which memory compares people."""

    STEP_FAIL = "step_fail"
    ATTEMPTS = "attempts"
    LOW_STEP2 = "low_step2"
    OLD_GRAD = "old_grad"
    GAP = "gap"
    WEAK_LETTERS = "weak_letters"
    PRIOR_TRAINING = "prior_training"
    PROFESSIONALISM = "professionalism"
    VISA = "visa"


class Visa(StrEnum):
    """The visa that the applicant needs."""

    NONE = "none"
    J1 = "j1"
    H1B = "h1b"


class VisaPolicy(StrEnum):
    """How a program treats a kind of visa."""

    ROUTINE = "routine"
    CASE_BY_CASE = "case_by_case"
    BARRED = "barred"


class Reached(StrEnum):
    """Where an application ended, the earliest first. The words are columns of a season's ``years.csv``."""

    SCREENED_OUT = "screened_out"
    """A quiet filter stopped it, and nobody pulled it back."""
    NOT_INVITED = "not_invited"
    """Somebody read it, and it never got a place for an interview."""
    DECLINED = "declined"
    """It got a place, and the applicant gave that back."""
    NOT_RANKED = "not_ranked"
    """The applicant was interviewed and is not on the program's list."""
    UNMATCHED = "unmatched"
    """On the list, and the applicant matched nowhere."""
    MATCHED_ELSEWHERE = "matched_elsewhere"
    """On the list, and the applicant matched at another program."""
    MATCHED = "matched"
    """The applicant matched at this program."""


class Became(StrEnum):
    """What may become of a resident so that people talk about it."""

    REMEDIATED = "remediated"
    """Needed a plan, repeated rotations or extra supervision."""
    LEFT = "left"
    """Left before the end of training, by whoever's wish."""
    BOARDS_FAILED = "boards_failed"
    """Did not pass the boards at the first try."""
    LATE = "late"
    """Came weeks late because of a visa."""
    STOOD_OUT = "stood_out"
    """Was better than anybody had expected."""
