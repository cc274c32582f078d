"""Which statements of ``tests/patterns`` hold a parameter: those that would break first if it were moved far.

A judgment, made from the formula each parameter stands in, and kept short on purpose: a parameter that moves
many figures a little is held by none of them. Where no statement would notice, the manual says that the value is
uncertain. The keys are settings or whole sections of a scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_STACKS: Final = ("attempts + old YOG + visa", "note + odd interview", "dull interview + poor e-mails")
_LADDER: Final = ("ladder, place", "ladder, ranked")
_VISA: Final = ("h1b case by case", "visa policy")

PINNED: Final[Mapping[str, tuple[str, ...]]] = {
    "program.seats": ("most are ranked",),
    "program.ranked_per_seat": ("most are ranked",),
    "program.h1b": ("visa policy",),
    "program.posture.amplify": ("flag by kind", "kinds"),
    "program.posture.shift": ("kinds",),
    "program.points.step2_merit_from": ("most are ranked",),
    "program.points.step2_merit_per_point": ("no factor decides alone",),
    "program.points.step2_worry_from": ("fail over low CK", "fixable"),
    "program.points.step2_worry_per_point": ("fail over low CK",),
    "program.points.step_fail": ("fail over low CK", "sponsor over flag", "none stays out"),
    "program.points.old_grad_per_year": (_STACKS[0],),
    "program.points.gap_per_year": ("gap reasons", "remediation dearest"),
    "program.points.gap_reason": ("gap reasons",),
    "program.points.professionalism": ("remediation dearest", _STACKS[1]),
    "program.points.visa_h1b": ("h1b routine", *_VISA, _STACKS[0]),
    "program.points.narrative_proof": ("fixable",),
    "program.points.us_letters": ("lukewarm", "B bare"),
    "program.points.letter": ("lukewarm", "fight", "B bare"),
    "program.points.letter_fight_proof": ("fight", "fixable"),
    "program.points.interview_par": ("most are ranked",),
    "program.points.interview_per_point": ("no factor decides alone", "A off, range", "B middle, range"),
    "program.points.impression": _STACKS[1:],
    "program.points.emails_poor": (_STACKS[2],),
    "program.points.advocate": (*_LADDER, "strong reaches", "no factor decides alone"),
    "program.composite.exam_weight": ("the crude score counts",),
    "program.composite.fit_weight": ("the crude score counts",),
    "members.capital": ("purses run low", "two run dry", "an emptied purse"),
    "members.talkativeness": ("talk is unequal", "the chair talks most"),
    "meeting.row_seconds": ("seconds a row", "30 to 90 seconds"),
    "meeting.row_seconds_max": ("long rows",),
    "meeting.extension_s": ("long rows",),
    "meeting.fatigue_per_hour": ("late is worse", "a heavier day"),
    "meeting.beliefs.weights": ("no factor decides alone", "flags do not decide"),
    "meeting.beliefs.fixability": ("fixable",),
    "meeting.reading.gain": ("most are ranked", "talk carries rows across"),
    "meeting.reading.bar": ("most are ranked",),
    "meeting.reading.taste": ("prior views decide", "talk carries rows across"),
    "meeting.reading.rapport": ("prior views decide", "talk carries rows across"),
    "meeting.reading.tolerance": (*_STACKS, *(f"{stack}, beyond the null" for stack in _STACKS)),
    "meeting.reading.glance": ("prior views decide", "talk carries rows across"),
    "meeting.speech.words": ("mild heard", "30 s, B"),
    "meeting.speech.words_per_minute": ("mild heard", "30 s, B"),
    "meeting.floor.threshold": ("talk is unequal", "mild heard"),
    "meeting.floor.point": ("talk is unequal",),
    "meeting.floor.shared": ("shared points",),
    "meeting.floor.ghost": ("a ghost is named",),
    "meeting.floor.move_on": ("the chair talks most",),
    "meeting.floor.sponsor": ("strong heard", "mild heard"),
    "meeting.floor.spoken": ("talk is unequal", "three do most of it"),
    "meeting.persuasion.force": ("talk moves people", "talk brings together"),
    "meeting.persuasion.negativity": ("down more than up", "a point against weighs more", "flagged rows sink"),
    "meeting.persuasion.attention_lost": ("order effects are small",),
    "meeting.call.edge_share": ("a voice without capital", "none stays out"),
    "meeting.call.c0": (*_LADDER, "a voice without capital"),
    "meeting.call.tiers": ("most are ranked", "A off", "B ranked"),
    "meeting.capital.stake_strong": (*_LADDER, "an emptied purse"),
    "meeting.capital.stake_mild": (*_LADDER, "mild heard"),
    "meeting.capital.turns_strong": ("an emptied purse",),
    "meeting.capital.reserve": ("an emptied purse",),
    "memory.bad": ("bad over good, stance", "bad over good, visa"),
    "memory.sway": ("bad over good, stance", "bad over good, visa", "good IMGs before"),
    "memory.us": ("a ghost knows its own, stance",),
    "memory.background": ("a ghost knows its own, stance",),
    "memory.spoken": ("a ghost is named",),
}
"""Names of statements by setting."""

NOT_HELD: Final[Mapping[str, str]] = {
    "season.year": "input",
    "program.name": "input",
    "program.j1": "input",
    "members.id": "input",
    "members.name": "input",
    "members.type": "input",
    "members.seat": "input",
    "meeting.rules": "a rule to try",
    "meeting.null": "fitted",
    "memory.episodes": "input",
    "pool": "input",
    "sheet": "input",
    "switches": "each is a column of `make patterns`",
}
"""Settings and sections that no statement could hold: what a scenario asks with, rules to try, and what is fitted."""
