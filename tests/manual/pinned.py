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
    "program.seats": ("ranked",),
    "program.ranked_per_seat": ("ranked",),
    "program.h1b": ("visa policy",),
    "program.posture.amplify": ("flag by kind", "kinds"),
    "program.posture.shift": ("kinds",),
    "program.points.step2_merit_from": ("ranked",),
    "program.points.step2_merit_per_point": ("orthogonal",),
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
    "program.points.interview_par": ("ranked",),
    "program.points.interview_per_point": ("orthogonal", "A off, range", "B middle, range"),
    "program.points.impression": _STACKS[1:],
    "program.points.emails_poor": (_STACKS[2], "coordinator absent"),
    "program.points.advocate": (*_LADDER, "strong reaches", "orthogonal"),
    "program.composite.exam_weight": ("P9 score",),
    "program.composite.fit_weight": ("P9 score",),
    "members.capital": ("emptied purse", "strong heard"),
    "members.talkativeness": ("P15 Gini", "P15 chair"),
    "meeting.row_seconds": ("mild heard", "30 s, B"),
    "meeting.row_seconds_max": ("30 s, B", "30 s, clean US MD"),
    "meeting.extension_s": ("30 s, B",),
    "meeting.fatigue_per_hour": ("P19 order",),
    "meeting.beliefs.weights": ("orthogonal", "severity share"),
    "meeting.beliefs.fixability": ("fixable",),
    "meeting.reading.gain": ("ranked", "P9 crossing"),
    "meeting.reading.bar": ("ranked",),
    "meeting.reading.taste": ("P9 before", "P9 crossing"),
    "meeting.reading.rapport": ("P9 before", "P9 crossing"),
    "meeting.reading.tolerance": (*_STACKS, *(f"{stack}, over the null" for stack in _STACKS)),
    "meeting.reading.glance": ("P9 before", "P9 crossing"),
    "meeting.speech.words": ("mild heard", "30 s, B"),
    "meeting.speech.words_per_minute": ("mild heard", "30 s, B"),
    "meeting.speech.strong": ("30 s, B",),
    "meeting.floor.threshold": ("P15 Gini", "mild heard"),
    "meeting.floor.point": ("P15 Gini",),
    "meeting.floor.shared": ("shared points",),
    "meeting.floor.ghost": ("ghost and holder",),
    "meeting.floor.move_on": ("P15 chair",),
    "meeting.floor.sponsor": ("strong heard", "mild heard"),
    "meeting.floor.duty": ("coordinator absent",),
    "meeting.floor.spoken": ("P15 Gini", "P15 top three"),
    "meeting.persuasion.force": ("P9 before", "P9 crossing"),
    "meeting.persuasion.negativity": ("P11 weight", "P11 rooms"),
    "meeting.persuasion.attention_lost": ("P19 order",),
    "meeting.call.edge_share": ("margin shrinks", "none stays out"),
    "meeting.call.c0": (*_LADDER, "margin shrinks"),
    "meeting.call.tiers": ("ranked", "A off", "B ranked"),
    "meeting.capital.stake_strong": (*_LADDER, "emptied purse"),
    "meeting.capital.stake_mild": (*_LADDER, "mild heard"),
    "meeting.capital.turns_strong": ("emptied purse",),
    "meeting.capital.mild_doubt": ("mild heard",),
    "meeting.capital.reserve": ("emptied purse",),
    "memory.bad": ("bad over good", "bad over good, visa"),
    "memory.sway": ("bad over good", "bad over good, visa", "good imgs"),
    "memory.us": ("look-alikes",),
    "memory.background": ("look-alikes",),
    "memory.spoken": ("ghost and holder",),
    "switches.influence": ("influence off",),
    "switches.memory": ("memory off",),
    "switches.clock": ("clock off",),
}
"""Ids of statements by setting."""

NOT_HELD: Final[Mapping[str, str]] = {
    "season.year": "input",
    "program.name": "input",
    "program.j1": "input",
    "members.id": "input",
    "members.name": "input",
    "members.type": "input",
    "members.seat": "input",
    "meeting.null": "fitted",
    "memory.episodes": "input",
    "pool": "input",
    "sheet": "input",
    "switches": "each is a column of `make patterns`",
}
"""Settings and sections that no statement could hold: what a scenario asks with, and what is fitted."""
