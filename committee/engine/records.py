"""What compiled code reads and writes, beside the rules: the program, the room, a row, the day and how rows ended.

Structured records of numbers. -1 stands for nobody and nothing.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from committee.applicants.points import COLUMN_RULES, USUAL_COLUMNS
from committee.terms import Act, Factor, Flag, Kind

MEMBERS: Final = 32
"""The most members of a room: one for each seat."""
RESIDENTS: Final = 64
"""The most past residents that a room may remember."""
POINTS: Final = 64
"""The most points of a row."""
COLUMNS: Final = len(COLUMN_RULES)
"""The columns of a sheet that can make the room say something."""

FLAGS: Final = len(Flag)
KINDS: Final = len(Kind)
FACTORS: Final = len(Factor)
ACTS: Final = len(Act)
USUALS: Final = len(USUAL_COLUMNS)

Fields = list[Any]
"""Fields of a record for numpy: name, type and, if it is an array, shape."""


def _aligned(made: Fields) -> np.dtype[Any]:
    return np.dtype(made, align=True)


_REAL, _WHOLE, _SMALL, _KEY = np.float64, np.int64, np.int8, np.uint64

SHEET: Final = _aligned(
    [
        ("flag_from", _REAL),  # the least worry that flags a row
        ("shared_cause", _REAL),  # what the milder of an old graduation and a gap counts
        ("amplify", _REAL, (KINDS,)),  # how closely the room looks at each kind
        ("shift", _REAL, (KINDS,)),
        ("usual", _REAL, (KINDS, USUALS)),  # what is usual for each kind, by column of USUAL_COLUMNS
        ("usual_factor", _WHOLE, (USUALS,)),  # the factor of each of those columns
        ("advocates", _WHOLE, (6, 2)),  # by who argues: the roles that may hold the advocate's point, -1 for none
        ("seats", _REAL),  # posts of the program
        ("needed", _REAL),  # ranked rows that the program feels it needs
    ]
)
"""What else decides how a row is read: the program, and what its points count."""

POINT: Final = _aligned(
    [
        ("factor", _WHOLE),
        ("valence", _WHOLE),
        ("strength", _REAL),
        ("holding", _WHOLE),
        ("family", _WHOLE),
        ("flag", _WHOLE),  # -1 for none
        ("issue", _SMALL),
        ("proof", _REAL),
        ("proves", _WHOLE),  # one bit a flag
        ("tolerance", _REAL),
        ("usual", _WHOLE),  # the place of its column in USUAL_COLUMNS, -1 for none
        ("explains", _SMALL),  # whether it is the file's own explanation
        ("strong", _SMALL),  # whether it is the word of an advocate who feels strongly
    ]
)
"""One thing that can be said about a row, as :class:`~committee.applicants.point.Point`."""

APPLICANT: Final = _aligned(
    [
        ("key", _KEY),  # keys all draws of the row
        ("kind", _WHOLE),
        ("visa", _WHOLE),
        ("who", _WHOLE),  # who argues for the row, -1 for nobody
        ("interviewed", _SMALL),
        ("note", _SMALL),  # whether the sheet has a note on them
        ("pre_score", _REAL),
        ("borderline", _SMALL),
        ("cells", _WHOLE, (COLUMNS,)),  # by column, which entry of the table of cells
    ]
)
"""A row of the sheet as the room sees it."""

ROOM: Final = _aligned(
    [
        ("size", _WHOLE),
        ("director", _WHOLE),
        ("announcer", _WHOLE),
        ("residents", _WHOLE),  # past residents that anybody remembers
        ("seats", _WHOLE, (MEMBERS,)),
        ("role", _WHOLE, (MEMBERS,)),
        ("acts", _WHOLE, (MEMBERS,)),  # one bit an act
        ("votes", _SMALL, (MEMBERS,)),
        ("office", _SMALL, (MEMBERS,)),
        ("may_meet", _SMALL, (MEMBERS,)),
        ("may_read", _SMALL, (MEMBERS,)),
        ("reads_all", _SMALL, (MEMBERS,)),
        ("keeps_no_list", _SMALL, (MEMBERS,)),
        ("topics", _WHOLE, (MEMBERS,)),  # one bit a family; all bits for members who speak about anything
        ("susceptible", _REAL, (MEMBERS,)),
        ("talkative", _REAL, (MEMBERS,)),
        ("caution", _REAL, (MEMBERS,)),
        ("stamina", _REAL, (MEMBERS,)),
        ("opening", _REAL, (MEMBERS,)),  # units in each purse when the meeting begins
        ("key", _KEY, (MEMBERS,)),  # keys the draws of each member
        ("pair", _KEY, (MEMBERS, MEMBERS)),  # keys the draw of how much the first trusts the second
        ("lived", _REAL, (MEMBERS, MEMBERS)),  # trust that they bring along; not a number where it is drawn
        ("standing", _REAL, (MEMBERS,)),
        ("background", _REAL, (MEMBERS, KINDS)),
        ("holds", _SMALL, (MEMBERS, RESIDENTS)),
        ("share", _REAL, (MEMBERS, RESIDENTS)),  # how easily each remembers each, as a share of who saw it
        ("vivid", _REAL, (MEMBERS, RESIDENTS)),  # how vivid each memory is when the meeting begins
        ("outcome", _REAL, (RESIDENTS,)),
        ("ease", _REAL, (RESIDENTS,)),  # how easily each comes to mind, before likeness and vividness
        ("marks", _WHOLE, (RESIDENTS, FLAGS + 2)),  # how often each names each flag, J-1 and H-1B
        ("distinctive", _WHOLE, (RESIDENTS,)),  # traits that are no kind
        ("kinds", _WHOLE, (RESIDENTS,)),  # one bit a kind
        ("weights", _REAL, (MEMBERS, FACTORS)),  # drawn for each seed, like what follows
        ("alarm", _REAL, (MEMBERS, FLAGS + 1)),
        ("heeded", _REAL, (MEMBERS, MEMBERS)),  # by speaker and listener
        ("voting", _REAL, (MEMBERS,)),
    ]
)
"""Who sits there: the facts of a room, and what is drawn for one seed."""

ROW: Final = _aligned(
    [
        ("points", _WHOLE),
        ("key", _KEY),
        ("kind", _WHOLE),
        ("flags", _WHOLE),  # one bit a flag that is as severe as the threshold
        ("borderline", _SMALL),
        ("note", _SMALL),
        ("sits_up", _SMALL),
        ("interviewed", _SMALL),
        ("amplify", _REAL),
        ("shift", _REAL),
        ("pre_score", _REAL),
        ("advocate", _WHOLE),
        ("advocate_point", _WHOLE),
        ("strong", _SMALL),
        ("assigned_for", _WHOLE),
        ("assigned_against", _WHOLE),
        ("edge_share", _REAL),
        ("met", _SMALL, (MEMBERS,)),
        ("reads", _SMALL, (MEMBERS,)),
        ("knows_more", _SMALL, (MEMBERS,)),
        ("liking", _REAL, (MEMBERS,)),
        ("no_list", _REAL, (MEMBERS,)),
        ("reserved", _REAL, (MEMBERS,)),
        ("merit", _REAL, (MEMBERS,)),
        ("valence", _WHOLE, (POINTS,)),
        ("strength", _REAL, (POINTS,)),
        ("holding", _WHOLE, (POINTS,)),
        ("family", _WHOLE, (POINTS,)),
        ("factor", _WHOLE, (POINTS,)),
        ("flag", _WHOLE, (POINTS,)),
        ("issue", _SMALL, (POINTS,)),
        ("proof", _REAL, (POINTS,)),
        ("proves", _WHOLE, (POINTS,)),
        ("tolerance", _REAL, (POINTS,)),
        ("usual", _WHOLE, (POINTS,)),
        ("hidden", _WHOLE, (USUALS,)),
        ("odd", _WHOLE, (POINTS,)),  # oddities, as a list
        ("odds", _WHOLE),
        ("lenient", _WHOLE, (POINTS,)),  # points that add to the tolerance, as a list
        ("lenients", _WHOLE),
        ("proving", _WHOLE, (POINTS,)),  # points that answer a flag, as a list
        ("provings", _WHOLE),
        ("worry", _WHOLE, (FLAGS,)),  # the flags of the row in the order of their first points
        ("worries", _WHOLE),
        ("part", _WHOLE, (FLAGS, POINTS)),  # by flag, the points that make it up
        ("parts", _WHOLE, (FLAGS,)),
        ("company", _WHOLE, (POINTS,)),
        ("held", _SMALL, (POINTS, MEMBERS)),
        ("heard", _REAL, (POINTS, MEMBERS)),
        ("sizes", _REAL, (POINTS, MEMBERS)),
        ("slopes", _REAL, (POINTS, MEMBERS)),
        ("salience", _REAL, (POINTS, MEMBERS)),
        ("pull", _REAL, (POINTS, MEMBERS)),
        ("alike", _WHOLE, (RESIDENTS,)),  # past residents whom the row is like, as a list
        ("alikes", _WHOLE),
        ("likeness", _REAL, (RESIDENTS,)),  # how easily each of them comes to a witness's mind
        ("bears", _WHOLE, (RESIDENTS,)),  # the flags on which each of them bears, one bit a flag
    ]
)
"""One row, ready to be read out."""

WISH: Final = _aligned(
    [
        ("member", _WHOLE),
        ("bid", _REAL),
        ("act", _WHOLE),
        ("point", _WHOLE),
        ("to", _WHOLE),
        ("ghost", _WHOLE),
        ("stake", _REAL),
        ("also", _WHOLE),
        ("weight", _REAL),
        ("tier", _WHOLE),
        ("side", _WHOLE),
    ]
)
"""A wish for the next turn. -1 stands for nobody and nothing."""

STATE: Final = _aligned(
    [
        # the day
        ("balance", _REAL, (MEMBERS,)),
        ("tired", _REAL, (MEMBERS,)),
        ("vivid", _REAL, (MEMBERS, RESIDENTS)),
        ("airtime", _REAL, (MEMBERS,)),  # seconds, as events tell them
        ("spent", _REAL),  # units, as events tell them; here: on the open row
        ("spent_here", _REAL),
        ("returned", _REAL),
        ("burned", _REAL),
        ("named_aloud", _WHOLE),
        # the clock
        ("elapsed", _REAL),
        ("allowed", _REAL),
        ("turn", _WHOLE),
        ("assigned_turns", _WHOLE),
        ("closing_s", _REAL),
        ("lasting", _REAL),  # seconds of the utterance that comes now
        ("may_pay", _SMALL),
        # readings
        ("heard", _REAL, (POINTS, MEMBERS)),
        ("merit", _REAL, (MEMBERS,)),
        ("cost", _REAL, (MEMBERS,)),
        ("drift", _REAL, (MEMBERS,)),
        ("patience", _REAL, (MEMBERS,)),
        ("haunting", _REAL, (MEMBERS, FLAGS)),
        ("stance", _REAL, (MEMBERS,)),
        ("before", _REAL, (MEMBERS,)),
        ("moved", _REAL, (MEMBERS,)),
        ("fatigue", _REAL, (MEMBERS,)),
        ("attention", _REAL, (MEMBERS,)),
        ("counts", _REAL, (MEMBERS,)),  # how much each counts in the call
        ("on_no_list", _SMALL, (MEMBERS,)),
        # ghosts: of those alike, by member
        ("minded", _SMALL, (MEMBERS, RESIDENTS)),
        ("ease", _REAL, (MEMBERS, RESIDENTS)),
        ("weight", _REAL, (MEMBERS, RESIDENTS)),
        ("outcome", _REAL, (MEMBERS, RESIDENTS)),
        ("company", _REAL, (FLAGS,)),
        ("haunted", _SMALL, (MEMBERS,)),
        ("loudest", _WHOLE, (MEMBERS,)),  # the loudest ghost against the row that nobody has named
        ("tale", _WHOLE, (MEMBERS, RESIDENTS)),  # whom each has heard of, in order
        ("tales", _WHOLE, (MEMBERS,)),
        ("tale_ease", _REAL, (MEMBERS, RESIDENTS)),
        ("tale_outcome", _REAL, (MEMBERS, RESIDENTS)),
        ("named", _SMALL, (RESIDENTS,)),
        ("recalled", _SMALL, (MEMBERS, RESIDENTS)),  # 1 in silence, 2 aloud, 3 both
        ("came_up", _WHOLE, (RESIDENTS,)),  # residents in the order in which they came up, as a list
        ("came_ups", _WHOLE),
        # talk
        ("side", _WHOLE, (MEMBERS,)),
        ("kept", _WHOLE, (MEMBERS,)),
        ("taken_from", _REAL, (MEMBERS,)),
        ("said", _SMALL, (POINTS,)),
        ("raised", _SMALL, (POINTS, MEMBERS)),
        ("concern", _WHOLE, (POINTS,)),  # points that are concerns, in the order in which they were raised
        ("concerns", _WHOLE),
        ("is_concern", _SMALL, (POINTS,)),
        ("done", _REAL, (POINTS,)),  # how much of each concern is answered
        ("firm", _SMALL, (POINTS,)),
        ("recast", _SMALL, (POINTS, POINTS)),
        ("in_favor", _SMALL, (MEMBERS,)),
        ("proposed", _SMALL, (MEMBERS,)),
        ("favor", _SMALL),
        ("against", _SMALL),
        ("objected", _SMALL),
        ("answered", _SMALL),
        ("asked", _SMALL),
        ("moved_on", _SMALL),
        # the cue
        ("last_speaker", _WHOLE),
        ("last_side", _WHOLE),
        ("last_point", _SMALL),
        ("last_ghost", _WHOLE),  # one bit a flag
        ("addressed", _WHOLE),
        ("contradicted", _WHOLE),
        ("flag", _WHOLE),
        ("asker", _WHOLE),
        # what the room has shown
        ("shown", _REAL),
        ("shown_weight", _REAL),
        ("shown_mean", _REAL),
        ("spoken", _WHOLE, (MEMBERS,)),
        ("voiced", _REAL, (MEMBERS,)),
        # stakes
        ("units", _REAL, (MEMBERS,)),
        ("turns", _WHOLE, (MEMBERS,)),
        ("asks", _WHOLE, (MEMBERS,)),
        ("first_payer", _WHOLE),
        ("short", _SMALL, (MEMBERS,)),
        # who wanted to speak
        ("wanted", _WHOLE, (POINTS,)),
        ("pressing", _SMALL, (POINTS,)),
        ("rung", _SMALL),
        ("puzzled", _WHOLE, (MEMBERS,)),
        # scratch
        ("wish", WISH, (MEMBERS,)),
        ("now", WISH),
        ("paid", WISH),
        ("queue", _WHOLE, (MEMBERS + 1,)),
        ("open_for", _WHOLE, (MEMBERS,)),
        ("open_against", _WHOLE, (MEMBERS,)),
        ("buffer", _REAL, (MEMBERS,)),
        ("order", _WHOLE, (MEMBERS,)),
        ("force", _REAL, (POINTS,)),
        ("clean", _WHOLE),
        ("promised", _WHOLE, (MEMBERS,)),
    ]
)
"""The day so far, and one open row."""

END: Final = _aligned(
    [
        ("call", _REAL),
        ("room", _REAL),
        ("seconds", _REAL),
        ("spent", _REAL),  # units staked, as events tell them
        ("unheard", _WHOLE),  # points that nobody said, one bit a point
        ("alone", _REAL),  # the mean of the stances before talk, weighted as in the call
        ("named", _WHOLE),  # past residents whom somebody named, one bit each
        ("met", _WHOLE),  # members who met the applicant, one bit each
        ("read", _WHOLE),  # members who read the file
        ("factors", _WHOLE, (FACTORS,)),  # by factor, what the points count in all, in 10,000ths of a standard unit
        ("tier", _SMALL),
        ("ended_by", _SMALL),
        ("vetoed", _SMALL),
        ("because", _SMALL),
        ("about", _SMALL),
        ("advocate", _SMALL),
        ("sponsor", _SMALL),
        ("heard", _SMALL),
        ("utterances", _SMALL),
    ]
)
"""How a row ended."""

UTTERANCE: Final = _aligned(
    [
        ("row", _WHOLE),
        ("turn", _WHOLE),
        ("member", _WHOLE),
        ("act", _WHOLE),
        ("tone", _WHOLE),
        ("point", _WHOLE),
        ("also", _WHOLE),
        ("to", _WHOLE),
        ("ghost", _WHOLE),  # a past resident's number in the room
        ("side", _WHOLE),
        ("tier", _WHOLE),
        ("stake", _REAL),
        ("start", _REAL),
        ("end", _REAL),
        ("allowed", _REAL),
        ("bids", _REAL, (MEMBERS,)),
        ("stances", _REAL, (MEMBERS,)),
        ("moved", _REAL, (MEMBERS,)),
    ]
)
"""One utterance, for the test that holds both engines against each other."""
