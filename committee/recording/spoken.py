"""How terms, figures and points read: as a person would say them, and always in the same way.

Minutes, summaries, pages and charts take the words for a term of :mod:`committee.terms` from here. The stage in the
browser has a table of its own (``viz/stage/terms.js``), and a test checks that the two agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from committee.events import PointSeen, RowClosed
from committee.terms import Act, Because, EndedBy, Factor, Family, Flag, Kind, Label, Role, Tier, Verdicts, WhyNot

KINDS: Mapping[Kind, str] = {
    Kind.US_MD: "US MD",
    Kind.US_DO: "US DO",
    Kind.US_IMG: "US-IMG",
    Kind.NON_US_IMG: "Non-US IMG",
}

ROLES: Mapping[Role, str] = {
    Role.DIRECTOR: "Program director",
    Role.ASSOCIATE: "Associate director",
    Role.FACULTY: "Faculty",
    Role.CHIEF: "Chief resident",
    Role.COORDINATOR: "Coordinator",
}

LABELS: Mapping[Label, str] = {
    Label.STRONG: "strong",
    Label.BORDERLINE: "borderline",
    Label.DO_NOT_RANK: "do not rank",
}

TIERS: Mapping[Tier, str] = {
    Tier.TOP: "Top",
    Tier.MID: "Middle",
    Tier.LOW: "Low",
    Tier.DNR: "Do not rank",
    Tier.INVITE: "Invite",
    Tier.HOLD: "Hold",
    Tier.NO: "No interview",
}

CALL = "call (the director's verdict, -2 to 1)"
"""What a call is. A text says it once."""

ENDS: Mapping[Tier, str] = {
    Tier.TOP: "at the top",
    Tier.MID: "in the middle",
    Tier.LOW: "low",
    Tier.DNR: "off the list",
    Tier.INVITE: "with an invitation",
    Tier.HOLD: "on hold",
    Tier.NO: "without an interview",
}
"""Where a row ends."""

ASKED: Mapping[Tier, str] = {
    Tier.TOP: "the top tier",
    Tier.MID: "the middle tier",
    Tier.LOW: "the low tier",
    Tier.INVITE: "an invitation",
    Tier.HOLD: "a place on hold",
}
"""What a stake asks for."""

PROPOSED: Mapping[Tier, str] = {
    Tier.TOP: "top",
    Tier.MID: "middle",
    Tier.LOW: "low",
    Tier.DNR: "do not rank",
    Tier.INVITE: "an invitation",
    Tier.HOLD: "hold",
    Tier.NO: "no interview",
}
"""What a proposal names."""

LISTS: Mapping[Verdicts, str] = {Verdicts.RANK: "the list", Verdicts.INVITE: "the invitation list"}
"""The list that a meeting makes."""

LEFT_OFF: Mapping[Verdicts, str] = {Verdicts.RANK: "not ranked", Verdicts.INVITE: "no interview"}
"""What becomes of rows off that list."""

MEETINGS: Mapping[Verdicts, str] = {Verdicts.RANK: "rank meeting", Verdicts.INVITE: "invite meeting"}
"""What a meeting is called by what it decides."""

FLAGS: Mapping[Flag, str] = {
    Flag.STEP_FAIL: "Step failure",
    Flag.ATTEMPTS: "several attempts",
    Flag.LOW_STEP2: "low Step 2 CK",
    Flag.OLD_GRAD: "old graduate",
    Flag.GAP: "gap",
    Flag.WEAK_LETTERS: "weak letters",
    Flag.PRIOR_TRAINING: "earlier training",
    Flag.PROFESSIONALISM: "professionalism",
    Flag.VISA: "visa",
}

ENDINGS: Mapping[EndedBy, str] = {
    EndedBy.TIMED_OUT: "cut off by the bell",
    EndedBy.UNARGUED: "nobody argued for it",
    EndedBy.RESOLVED: "argued and settled",
    EndedBy.CONSENT: "no objection",
}

BECAUSE: Mapping[Because, str] = {
    Because.CONCERN: "a worry that weighs with the director",
    Because.UNSPOKEN: "nobody argued for it",
    Because.SEATS: "there are only so many posts",
    Because.NO_LIST: "the director's personal no list",
    Because.ANY_REASON: "the director gave no reason",
}

TOO_FEW_DAYS = "there are only so many interview days"
"""The same as :attr:`~committee.terms.Because.SEATS`, in an invite meeting."""

FACTORS: Mapping[Factor, str] = {
    Factor.EXAMS: "the exams",
    Factor.LETTERS: "the letters",
    Factor.INTERVIEW: "the interview",
    Factor.SEVERITY: "the flags",
    Factor.ADVOCACY: "advocacy",
}

SIDES: Mapping[int, str] = {1: "for it", -1: "against it"}
"""The side that a member stands on."""

UNCONTESTED = "called without debate"
"""How a row ended if its call came with a reason and nobody had spoken beyond the reading and the impression."""

LOWERED = "called below where the room stood"
"""How a row ended if nobody objected and the call still came with a reason: "no objection" would contradict it."""

_NO_DEBATE = frozenset({Act.ANNOUNCE, Act.IMPRESSION, Act.MOVE_ON, Act.CALL, Act.VETO})

WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.BELL: "the bell came first",
    WhyNot.OUTBID: "it got no turn",
    WhyNot.NO_CAPITAL: "no capital left",
    WhyNot.NO_BID: "nobody raised it",
    WhyNot.HOLDER_ABSENT: "nobody in the room knew it",
}

TOPICS: Mapping[Family, str] = {
    Family.STEP1: "Step 1",
    Family.STEP2: "Step 2 CK",
    Family.CLASS_RANK: "the class quartile",
    Family.STEP_FAIL: "a failed Step",
    Family.ATTEMPTS: "repeated attempts",
    Family.OLD_GRAD: "the year of graduation",
    Family.GAP: "the gap",
    Family.PRIOR_TRAINING: "earlier training",
    Family.PROFESSIONALISM: "professionalism",
    Family.VISA: "the visa",
    Family.PAPERWORK: "the paperwork",
    Family.NARRATIVE: "the explanation in the file",
    Family.US_LETTERS: "the number of US letters",
    Family.LETTER_FIGHT: "a letter that argues",
    Family.LETTER_GLOWING: "a glowing letter",
    Family.LETTER_GENERIC: "a generic letter",
    Family.LETTER_LUKEWARM: "a lukewarm letter",
    Family.LETTER_CODED: "a letter with coded phrases",
    Family.LETTER_KNOWN: "a letter from someone the program knows",
    Family.US_CLINICAL: "US clinical work",
    Family.ROTATED_HERE: "a rotation here",
    Family.INTERVIEW_SCORE: "the interview score",
    Family.IMPRESSION: "the interviewer's impression",
    Family.VALUE: "present-day value",
    Family.EMAILS: "the e-mails",
    Family.ADVOCATE: "an advocate's call",
}


BLANKS: Mapping[Family, str] = {
    Family.NARRATIVE: "no explanation by the applicant",
    Family.US_CLINICAL: "no US clinical work",
    Family.US_LETTERS: "no US letters",
}
"""What a point is about if its detail is ``none``."""


BLINDED: Mapping[str, str] = {
    "kind": "the kind",
    "school": "the school",
    "exams": "the exams",
    "graduation": "the year of graduation",
    "visa": "the visa",
    "class": "the class standing",
}
"""What a rule can keep off the wall."""

RULES: Mapping[str, str] = {
    "ballots_before": "Voters write down a verdict before anybody speaks, and then move less",
    "ballots_before_and_after": "Voters write down a verdict before and after the talk; the second counts in the call",
    "blind": "Off the wall and out of the reading: {}. What is left may give it away",
    "rubric": "Everybody reads one factor after the other, against the same anchors",
    "assigned_advocate": "A reader, drawn for each row, must say the strongest point for it, at no stake",
    "devils_advocate": "A reader, drawn for each row, must say the strongest point against it if nobody has",
    "equal_airtime": "Nobody speaks a third time before everybody who wants to speak has spoken",
    "order_shuffled": "The rows come in an order drawn by the seed",
    "order_by_score": "The rows come by the crude score, the best first",
    "order_reversed": "The rows come in the order of the sheet, backward",
    "breaks": "The room takes a break after {}",
    "capital_cap": "Nobody may stake more than {} on one row",
    "no_capital": "Nobody may stake anything on a row",
    "base_rates": "When somebody names a past resident, the program's tally for all such residents is read out",
    "second_committee": "Another committee meets about the same rows, and the list goes by the mean of the two calls",
}
"""The rules of the meeting, each as a sentence without its period. Braces stand for the value of the setting."""


def on_paper(label: Label) -> str:
    """How a file looks before anybody speaks: ``strong on paper``."""
    return f"{LABELS[label]} on paper"


def how_ended(closed: RowClosed, acts: Iterable[Act]) -> str:
    """How a row ended, given the ``acts`` of its utterances.

    A row with a veto is always called vetoed. A row whose call came with a reason never reads "no objection".
    """
    said = set(acts)
    if Act.VETO in said:
        return "vetoed"
    if closed.because is None or closed.ended_by is not EndedBy.CONSENT:
        return ENDINGS[closed.ended_by]
    if said <= _NO_DEBATE:
        return UNCONTESTED
    return ENDINGS[EndedBy.UNARGUED] if closed.because is Because.UNSPOKEN else LOWERED


def ended(by: EndedBy, *, reasoned: bool, vetoed: bool) -> str:
    """The same as far as a table of many meetings knows it, which does not keep who spoke.

    There every row to which nobody objected and whose call still came with a reason reads "called without debate".
    """
    if vetoed:
        return "vetoed"
    return UNCONTESTED if reasoned and by is EndedBy.CONSENT else ENDINGS[by]


REAPPLYING: Final = ("reapplying", "reapplicant")
"""Earlier training that is none: they have applied before."""


def topic(point: PointSeen) -> str:
    """What a point is about, with its plain fact: ``the interviewer's impression (anxious)``."""
    detail = printable(point.detail).replace("_", " ")
    if detail == "none":
        return BLANKS.get(point.family, TOPICS[point.family])
    if point.detail in REAPPLYING:
        return "an earlier application"
    about = f"{TOPICS[point.family]} in the file" if point.id == f"{point.column}.file" else TOPICS[point.family]
    return f"{about} ({detail})" if detail else about


def capital(words: str) -> str:
    """``words`` as they begin a sentence."""
    return words[:1].upper() + words[1:]


def units(amount: float) -> str:
    """An amount of capital in words: ``1 unit``, ``2.5 units``."""
    return f"{amount:g} unit" if amount == 1 else f"{round(amount, 2):g} units"


def signed(value: float) -> str:
    """A call, or a change of one, with its sign and two decimals: ``-0.31``; ``0.00`` has no sign."""
    fixed = f"{value:+.2f}"
    return fixed if float(fixed) else "0.00"


def together(names: Sequence[str]) -> str:
    """Names as one says them: ``A, B and C``."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def clock(seconds: float) -> str:
    """Seconds as mm:ss, rounded down."""
    whole = int(seconds)
    return f"{whole // 60:02}:{whole % 60:02}"


def lasting(seconds: float) -> str:
    """A length of time: ``28 s``."""
    return f"{round(seconds)} s"


def printable(text: str) -> str:
    """``text`` on one line, with a mark in place of every control or direction-changing character.

    Names come from anybody's sheet. Printed unchanged, they could move a terminal's cursor, change its colors or
    the reading direction of what follows.
    """
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in " ".join(text.split())
    )
