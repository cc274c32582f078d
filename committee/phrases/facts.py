"""What a phrase may take for granted: the closed list of facts that a line of the book can presuppose.

A phrase such as "Nobody has said a word for them" is true in some rows and false in others. Its group names what must
be so (``presumes = ["unpraised"]``), and the chooser offers it only where that holds. The recorder works the facts out
from the header and from the events of the row (:mod:`committee.recording.presumed`); the model knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Fact(StrEnum):
    """Something that is so when a member begins to speak."""

    # What the row holds.
    US_GRADUATE = "us_graduate"
    """The applicant graduated from a US school, MD or DO."""
    IMG = "img"
    """The applicant graduated abroad, with or without US citizenship."""
    FLAGGED = "flagged"
    """At least one flag is as grave as the scenario's threshold."""
    ONE_FLAG = "one_flag"
    """Exactly one kind of flag is."""
    SEVERAL_FLAGS = "several_flags"
    """Two kinds of flag are, or more."""
    TO_EXPLAIN = "to_explain"
    """One of those flags wants an explanation: a failed exam, a gap, an early year, conduct or earlier training."""
    NO_US_LETTER = "no_us_letter"
    """The applicant trained abroad and has no US letter."""
    GOOD_LETTER = "good_letter"
    """Some letter glows or argues for the applicant."""
    LETTERS_COMPLETE = "letters_complete"
    """The file has three letters or more, as many as are asked for."""
    FAILED_EXAM = "failed_exam"
    """A Step was failed at least once."""
    FAILED_ONCE = "failed_once"
    """A Step was failed once, and only one Step was."""
    PASSED_SINCE = "passed_since"
    """A Step 1 was failed, and there is a Step 2 CK score that nobody had to earn twice."""
    UNEXPLAINED = "unexplained"
    """The file holds no concrete explanation, and the sheet no note."""
    VISA_BARRED = "visa_barred"
    """The program bars the visa that the applicant needs."""
    VISA_ROUTINE = "visa_routine"
    """The program treats that visa as routine."""
    VISA_CASE = "visa_case"
    """The program decides on that visa case by case."""
    WORKED_GAP = "worked_gap"
    """A gap was spent in the service, in clinical work or in a residency abroad."""
    HANDS_ON = "hands_on"
    """The applicant trained abroad and has hands-on clinical work in the US."""
    OBSERVED = "observed"
    """The applicant trained abroad and has watched in the US, without hands-on work."""
    LETTERS_CLEAN = "letters_clean"
    """The file has the letters that are asked for, and none of them is lukewarm or coded."""
    ROTATED_HERE = "rotated_here"
    """The applicant has rotated at the program."""

    # What the speaker knows and has done.
    MET = "met"
    """The speaker interviewed the applicant."""
    READ = "read"
    """The speaker read the file."""
    WORKED_WITH = "worked_with"
    """The speaker is the advocate, a member of the committee, and not somebody whom an outsider phoned."""
    NO_LIST = "no_list"
    """The speaker has the row on a personal no list, and has not spoken against it yet or ends the row now.

    Not so for whoever ranks the row all the same.
    """
    STAKED = "staked"
    """The speaker stakes capital on this turn."""
    STAKED_AGAIN = "staked_again"
    """The speaker has staked capital in this row before, for the same tier."""
    ROUTINE = "routine"
    """What the speaker names is what every US graduate has: enough letters, or training in this country."""
    HAD_CLOSED = "had_closed"
    """The speaker had the turn before, and wanted to move on."""
    ASSIGNED = "assigned"
    """A rule of the meeting has the speaker take this turn."""
    ONLY_ASSIGNED = "only_assigned"
    """The speaker has spoken on one side, and only because a rule of the meeting assigned it."""
    SPOKE_FOR = "spoke_for"
    """The speaker has spoken for the row, and not only because a rule assigned it."""
    LIKED = "liked"
    """The speaker has spoken for the row, or named good news from the interview."""
    SPOKE_AGAINST = "spoke_against"
    """The speaker has spoken against the row, and not only because a rule assigned it."""
    NO_GOOD_NEWS = "no_good_news"
    """What the speaker names does not speak for the row: it is a point against it, or there is none."""
    TURNED_FOR = "turned_for"
    """The speaker ends the row, has spoken only against it, and gives it the best tier."""
    TURNED_AGAINST = "turned_against"
    """The speaker ends the row, has spoken only for it, and ranks it low, leaves it off or declines it."""
    DEFENDED = "defended"
    """The speaker ends the row, and has defended in it what the reason of the call is about."""
    OWN_ASK_RAISED = "own_ask_raised"
    """The speaker ends the row higher than the speaker's own stake asked for."""
    OWN_ASK_LOWERED = "own_ask_lowered"
    """The speaker ends the row lower than the speaker's own stake asked for."""
    ABOVE_ASKED = "above_asked"
    """The speaker ends the row higher than anybody proposed or asked for, and somebody did."""
    CARRIED = "carried"
    """The speaker ends the row, without a reason, where somebody else's stake asked for it.

    Without capital it would stand in a lower tier.
    """
    UNNAMED_STEP1 = "unnamed_step1"
    """The speaker ends the row without a reason; everybody sees a low Step 1 on the wall, and nobody named it."""
    UNNAMED_CK = "unnamed_ck"
    """The same of a low Step 2 CK."""
    UNNAMED_GAP = "unnamed_gap"
    """The same of a gap."""
    BAD_GHOSTS = "bad_ghosts"
    """Two past residents or more come to the speaker's mind who share this flag and went badly."""
    GOOD_GHOST = "good_ghost"
    """A past resident comes to the speaker's mind who went well."""

    # What has been said in this row.
    ASKED = "asked"
    """The turn before was a question, put to the speaker."""
    UNTOLD = "untold"
    """Nobody has said yet whether the file explains what the speaker is about to name."""
    NEEDS_REASON = "needs_reason"
    """What the speaker names, or was asked about, is no exam passed with 225 or more."""
    ABOUT_EXAMS = "about_exams"
    """The subject is an exam: for an answer the question, for other acts the last worry that somebody else raised."""
    ABOUT_TIME = "about_time"
    """The subject is a gap or the year of graduation."""
    ABOUT_CONDUCT = "about_conduct"
    """The subject is conduct or earlier training."""
    ABOUT_PAPERS = "about_papers"
    """The subject is a visa or paperwork."""
    ABOUT_LETTERS = "about_letters"
    """The subject is a letter, or how many there are from the US."""
    ABOUT_INTERVIEW = "about_interview"
    """The subject is the interview: its score, or how somebody came across."""
    JUST_ANSWERED = "just_answered"
    """The turn before was an answer."""
    PULLS_DOWN = "pulls_down"
    """The speaker takes a side against the row with this turn."""
    COOL_LETTER = "cool_letter"
    """What the speaker names is who wrote a letter that is lukewarm or coded."""
    JUST_NAMED = "just_named"
    """What the speaker names, or ends the row for, is what was named last."""
    REASON_TOLD = "reason_told"
    """The speaker ends the row, and somebody has named in it what the reason of the call is about."""
    PRAISED = "praised"
    """Somebody else has spoken for the row."""
    UNPRAISED = "unpraised"
    """Nobody has spoken for the row."""
    UNWORRIED = "unworried"
    """Nobody has spoken against the row."""
    WORRIED = "worried"
    """Somebody else has spoken against the row."""
    WORRY_RAISED = "worry_raised"
    """Somebody else has raised a worry, named a past resident who went badly or argued against the row."""
    BAD_TOLD = "bad_told"
    """Somebody has named a past resident who went badly."""
    TO_SPOKE = "to_spoke"
    """Whoever is addressed had the turn before."""
    TO_ASKED = "to_asked"
    """Whoever is addressed asked the question that is being answered."""

    # What the meeting holds.
    RANKING = "ranking"
    """The meeting makes a rank list: those in it have been interviewed, and the Match is next."""
    ABOVE_LAST = "above_last"
    """The director ends the row in the tier of the row before, with a better call."""
    BESIDE_LAST = "beside_last"
    """The director ends the row, and its call is about that of the row before, in the same tier, with none between."""
    BELOW_LAST = "below_last"
    """The director ends the row in the tier of the row before, with a worse call."""
    MANY_LOCAL = "many_local"
    """At least ten US graduates without a flag have come up so far."""
    ROWS_LEFT = "rows_left"
    """There is a row after this one."""
    LATE = "late"
    """Two thirds of the rows are done."""


ORDINARY: Final = frozenset({Fact.RANKING})
"""What holds in nearly every meeting: to take it for granted makes no line more specific."""

TELLS: Final[Mapping[Fact, Fact]] = {Fact.NO_LIST: Fact.NO_LIST, Fact.UNEXPLAINED: Fact.UNTOLD}
"""What is news once: after a line that takes the first for granted, no other line of the row can take the second."""

OWED: Final = (
    *(Fact.OWN_ASK_LOWERED, Fact.OWN_ASK_RAISED, Fact.DEFENDED, Fact.TURNED_FOR, Fact.TURNED_AGAINST),
    *(Fact.ABOVE_ASKED, Fact.CARRIED, Fact.UNNAMED_STEP1, Fact.UNNAMED_CK, Fact.UNNAMED_GAP),
    *(Fact.STAKED_AGAIN, Fact.ROUTINE, Fact.COOL_LETTER, Fact.HAD_CLOSED, Fact.LIKED),
)
"""What must be owned, the most urgent first: where it holds, only lines that take it for granted are said, if any fit.

Whoever argued against a row and then wants it says so; whoever asks for the same a second time does not begin anew.
"""
