"""The units, bounds and words that settings are written in.

A type here is a unit with its bounds; the words of closed lists that key a table of settings stand here too, as the
schema needs them spelled out (``tests/committee/scenario/test_units.py`` holds them to :mod:`committee.terms` and to
the words of the sheet).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Share = Annotated[float, Field(ge=0, le=1, description="A share, 0 to 1.")]
PositiveShare = Annotated[float, Field(gt=0, le=1, description="A share above 0.")]
Strength = Annotated[float, Field(ge=0, le=10, description="Standard units: 1 is one standard deviation of an exam.")]
Signed = Annotated[float, Field(ge=-10, le=10, description="Standard units, signed: below 0 speaks against.")]
Slope = Annotated[float, Field(ge=0, le=5, description="Standard units for each point, year or month.")]
Score = Annotated[float, Field(ge=150, le=300, description="An exam score.")]
Percent = Annotated[float, Field(ge=0, le=100, description="Points of 100.")]
Rating = Annotated[float, Field(ge=1, le=5, description="An interview mean, 1 to 5.")]
Years = Annotated[float, Field(ge=0, le=60, description="Years.")]
Months = Annotated[float, Field(ge=0, le=60, description="Months.")]
Seconds = Annotated[float, Field(ge=15, le=600, description="Seconds of talk.")]
Pause = Annotated[float, Field(ge=0, le=60, description="Seconds.")]
Words = Annotated[float, Field(ge=1, le=60, description="Words.")]
Units = Annotated[float, Field(ge=0, le=100, description="Units of capital.")]
Bid = Annotated[float, Field(ge=-10, le=10, description="Units of a bid for the floor.")]
Stance = Annotated[float, Field(ge=-2, le=2, description="Stance, -1 do not rank to 1 top.")]
Factor = Annotated[float, Field(ge=0, le=10, description="A multiplier; 1 changes nothing.")]
PositiveFactor = Annotated[float, Field(gt=0, le=10, description="A multiplier above 0; 1 changes nothing.")]
Count = Annotated[int, Field(ge=0, le=100, description="A count.")]
Identifier = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
Text = Annotated[str, Field(min_length=1, max_length=300)]

Quartile = Literal["1", "2", "3", "4"]
UsLetters = Literal["0", "1", "2", "3"]
GapReason = Literal["military", "clinical", "residency_abroad", "research", "family", "exam_prep", "unknown"]
PriorTraining = Literal["completed_abroad", "us_withdrew", "us_dismissed", "reapplicant"]
Professionalism = Literal["note", "citation", "remediation", "probation", "dismissal"]
Narrative = Literal["none", "hidden", "melodramatic", "concrete", "concrete_with_change"]
Proof = Literal["concrete", "concrete_with_change"]
LetterTone = Literal["fight", "glowing", "generic", "lukewarm", "coded"]
UsClinical = Literal["none", "observership", "hands_on"]
Impression = Literal[
    "warm", "reflective", "clear", "nice", "motivated", "quiet", "anxious", "shy", "short_answers", "odd", "dull"
]
Value = Literal["reliable", "low_drama", "hard_working", "immediately_useful"]
Sponsor = Literal["mild", "strong"]
UsualColumn = Literal["class_quartile", "us_clinical", "rotated_here", "letters", "impression", "value"]
FactorName = Literal["exams", "letters", "interview", "severity", "advocacy"]
FlagName = Literal[
    "step_fail",
    "attempts",
    "low_step2",
    "old_grad",
    "gap",
    "weak_letters",
    "prior_training",
    "professionalism",
    "visa",
]
ActName = Literal[
    "announce",
    "impression",
    "ask",
    "answer",
    "concern",
    "recall",
    "vouch",
    "advocate",
    "reframe",
    "counter",
    "challenge",
    "agree",
    "wait",
    "move_on",
    "call",
    "veto",
    "reopen",
]
ToneName = Literal["plain", "warm", "sharp", "weary"]
ListedTier = Literal["top", "mid", "low"]
Trait = Literal[
    "step_fail",
    "attempts",
    "low_step2",
    "old_grad",
    "gap",
    "weak_letters",
    "prior_training",
    "professionalism",
    "visa",
    "j1",
    "h1b",
    "us_md",
    "us_do",
    "us_img",
    "non_us_img",
]
