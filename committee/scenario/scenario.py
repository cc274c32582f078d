"""What a scenario can set: types, units and bounds, and no values.

Every field is required; the defaults are the file ``scenarios/baseline.toml``, which every other scenario
extends and where each value has its comment and source. Models are frozen, so a scenario cannot change
under a run, and unknown keys are refused. The units are the types below; what a field means stands with
the record of the layer that uses it (the sections have the names of those records).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from committee.terms import Kind, Role, VisaPolicy

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


class Section(BaseModel):
    """A table of a scenario: frozen, keyword-only, closed to unknown keys, without NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @model_validator(mode="after")
    def _closed_tables_are_whole(self) -> Self:
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            words = _closed_keys(field.annotation) if isinstance(value, dict) else ()
            missing = [word for word in words if word not in value]
            if missing:
                raise ValueError(f"{name} lacks {', '.join(missing)}")
        return self


def _closed_keys(annotation: object) -> tuple[str, ...]:
    """The keys that a table with a closed list of keys must have; none where any key will do."""
    key = get_args(annotation)[0] if get_args(annotation) else None
    if isinstance(key, type) and issubclass(key, StrEnum):
        return tuple(key)
    return tuple(word for word in get_args(key) if isinstance(word, str))


class Season(Section):
    """The year that every age counts from."""

    year: Annotated[int, Field(ge=1990, le=2100, description="The year of the rank meeting.")]


class Posture(Section):
    """How closely a kind is looked at."""

    amplify: Factor
    shift: Stance


class Points(Section):
    """How much each cell counts."""

    flag_from: Strength
    step1_par: Score
    step1_per_point: Slope
    step1_most: Strength
    step2_merit_from: Score
    step2_merit_per_point: Slope
    step2_merit_most: Annotated[float, Field(gt=0, le=10)]
    step2_worry_from: Score
    step2_worry_per_point: Slope
    step2_worry_most: Strength
    step2_proof: Share
    class_quartile: dict[Quartile, Signed]
    step_fail: Strength
    more_fails: Strength
    step2_fail: Strength
    old_grad_from: Years
    old_grad_per_year: Slope
    old_grad_most: Strength
    gap_per_year: Slope
    gap_most: Strength
    gap_reason: dict[GapReason, Factor]
    shared_cause: Share
    prior_training: dict[PriorTraining, Signed]
    professionalism: dict[Professionalism, Strength]
    coded_share: Share
    visa_j1: dict[VisaPolicy, Strength]
    visa_h1b: dict[VisaPolicy, Strength]
    paperwork: Strength
    narrative: dict[Narrative, Signed]
    narrative_proof: dict[Proof, Share]
    us_letters: dict[UsLetters, Signed]
    letter: dict[LetterTone, Signed]
    letter_abroad: Share
    letter_repeat: Share
    letter_fight_proof: Share
    letter_known: Signed
    us_clinical: dict[UsClinical, Signed]
    us_clinical_per_month: dict[UsClinical, Slope]
    us_clinical_months_most: Months
    rotated_here: Signed
    rotated_here_per_month: Slope
    interview_par: Rating
    interview_per_point: Slope
    interview_most: Strength
    impression: dict[Impression, Signed]
    value: dict[Value, Signed]
    value_tolerance: Share
    emails_poor: Strength
    advocate: dict[Sponsor, Strength]
    advocate_proof: dict[Sponsor, Share]


class Composite(Section):
    """The crude composite score and its labels."""

    exam_low: Score
    exam_high: Score
    fit_low: Rating
    fit_high: Rating
    exam_weight: Factor
    class_weight: Factor
    fit_weight: Factor
    fail: Percent
    unknown: Percent
    strong_from: Percent
    borderline_from: Percent

    @model_validator(mode="after")
    def _scales_have_two_ends(self) -> Self:
        if not (self.exam_low < self.exam_high and self.fit_low < self.fit_high):
            raise ValueError("exam_low and fit_low must be below exam_high and fit_high")
        if self.exam_weight + self.class_weight + self.fit_weight <= 0.0:
            raise ValueError("at least one of the three weights must be above 0")
        return self


class Programme(Section):
    """Who hires."""

    name: Text
    seats: Annotated[int, Field(ge=1, le=500, description="Seats to fill.")]
    ranked_per_seat: Annotated[float, Field(gt=0, le=100, description="Ranked rows a seat is felt to need.")]
    h1b: VisaPolicy
    j1: VisaPolicy
    posture: dict[Kind, Posture]
    usual: dict[Kind, dict[UsualColumn, Signed]]
    points: Points
    composite: Composite


class MemberEntry(Section):
    """Who sits there: one ``[[members]]`` table."""

    id: Identifier
    name: Text
    type: Identifier
    seat: Annotated[int, Field(ge=0, le=31, description="A place at the table, 0 to 31; it keys the member's draws.")]
    capital: Units
    talkativeness: Bid
    alarm: Factor
    stamina: PositiveFactor


class Beliefs(Section):
    """What everybody brings, before it is dispersed."""

    weights: dict[FactorName, Annotated[float, Field(gt=0, le=1000, description="Any unit; normalised.")]]
    weight_spread: Share
    alarm: dict[FlagName, Factor]
    alarm_spread: Share
    fixability: dict[FlagName, Share]


class Reading(Section):
    """How a row is read."""

    gain: Factor
    bar: Signed
    taste: Share
    rapport: Share
    tolerance: Share
    tolerance_most: Annotated[float, Field(ge=0, lt=1)]
    glance: Share
    read: Share
    met: Share


class Trust(Section):
    """Who trusts whom."""

    standing: dict[Role, PositiveShare]
    spread: Share
    least: PositiveShare


class Speech(Section):
    """How long it takes to say something."""

    words: dict[ActName, Words]
    spread: Share
    words_per_minute: Annotated[float, Field(ge=60, le=400)]
    gap_s: Pause
    shortest_s: Pause
    tone: dict[ToneName, PositiveFactor]
    fatigue: Share
    strong: PositiveFactor


class Floor(Section):
    """Who speaks next."""

    threshold: Bid
    distance: Bid
    point: Bid
    shared: Share
    leaning: Share
    ghost: Bid
    ask: Bid
    agree: Bid
    challenge: Bid
    move_on: Bid
    sponsor: Bid
    duty: Bid
    addressed: Bid
    contradicted: Bid
    spoken: Bid
    just_spoke: Bid
    tired: Bid
    whim: Bid
    hurdle: Bid
    expressed_prior: Annotated[float, Field(gt=0, le=10)]


class Persuasion(Section):
    """What talk does to those who listen."""

    force: Factor
    negativity: Factor
    staked: Factor
    pull: Share
    impression: Share
    pull_width: Annotated[float, Field(gt=0, le=2)]
    susceptibility: dict[Role, Share]
    attention_lost: Share


class Call(Section):
    """The director's call."""

    edge_share: PositiveShare
    edge_least: PositiveShare
    edge_most: PositiveShare
    c0: Annotated[float, Field(gt=0, le=100, description="Units of capital.")]
    concern: Factor
    public_only: Share
    tiers: dict[ListedTier, Stance]
    veto_below: Stance
    plenty: Share
    plenty_par: Annotated[float, Field(gt=0, le=100)]
    short: Share
    answer: Share
    answer_proof: Share


class Capital(Section):
    """What capital does."""

    stake_strong: Annotated[float, Field(gt=0, le=10)]
    stake_mild: Annotated[float, Field(gt=0, le=10)]
    turns_strong: Count
    turns_mild: Count
    mild_doubt: Share
    interest: Factor
    ceiling: Annotated[float, Field(ge=1, le=10)]
    own_gap: Stance
    own_stance: Stance
    own_stake: Annotated[float, Field(gt=0, le=10)]
    reserve: Units


class Review(Section):
    """After the last row."""

    places: Count
    stake: Annotated[float, Field(gt=0, le=10)]
    gap: Stance
    moves: Count


class Null(Section):
    """The additive null that results are held against."""

    offset: Stance
    slope: Factor
    noise: Share


class Meeting(Section):
    """What happens in the room."""

    row_seconds: Seconds
    row_seconds_max: Seconds
    extension_s: Pause
    interviewers: Count
    readers: Count
    no_list_rate: Share
    no_list_from: Stance
    no_list_drop: Share
    fatigue_per_hour: Factor
    pause_s: Pause
    beliefs: Beliefs
    reading: Reading
    trust: Trust
    speech: Speech
    floor: Floor
    persuasion: Persuasion
    call: Call
    capital: Capital
    review: Review
    null: Null


class EpisodeEntry(Section):
    """A past resident: one ``[[memory.episodes]]`` table. ``holders`` empty means everybody."""

    id: Identifier
    year: Annotated[int, Field(ge=1950, le=2100)]
    traits: tuple[Trait, ...]
    outcome: Annotated[float, Field(ge=-1, le=1, description="How it went, -1 to 1.")]
    vividness: Share
    holders: tuple[Identifier, ...]
    witnessed: tuple[Identifier, ...]
    label: Text


class Memory(Section):
    """Ghosts."""

    tau: Annotated[float, Field(gt=0, le=100, description="Years that halve a memory.")]
    bad: Factor
    good: Factor
    hearsay: Share
    other_img: Share
    us: Share
    background: Stance
    ghost_most: Factor
    ghost_least: Annotated[float, Field(ge=0, lt=1)]
    noticed: Strength
    spoken: Share
    vivid_spoken: Share
    vivid_silent: Share
    episodes: tuple[EpisodeEntry, ...]


class Switches(Section):
    """The mechanisms; ``false`` takes one out and leaves a null model."""

    influence: Annotated[bool, Field(description="Whether anything that is said moves a stance.")]
    social_influence: Annotated[bool, Field(description="Whether acts without new content pull toward the speaker.")]
    memory: Annotated[bool, Field(description="Whether past residents come to mind.")]
    capital: Annotated[bool, Field(description="Whether standing can be spent on a turn.")]
    fatigue: Annotated[bool, Field(description="Whether the hour of the day tells.")]
    posture: Annotated[bool, Field(description="Whether a kind of applicant is read with more or less doubt.")]
    clock: Annotated[bool, Field(description="Whether a row is held to its seconds.")]
    carry_over: Annotated[bool, Field(description="Whether one row leaves a trace on the next.")]


class Pool(Section):
    """Rows drawn anew for every seed; ``rows`` are fixed ones, in the columns of the sheet."""

    us_md: Annotated[int, Field(ge=0, le=5000)]
    us_do: Annotated[int, Field(ge=0, le=5000)]
    us_img: Annotated[int, Field(ge=0, le=5000)]
    non_us_img: Annotated[int, Field(ge=0, le=5000)]
    order: Literal["drawn", "reversed"]
    rows: tuple[dict[str, str | int | float], ...] = ()


class Sheet(Section):
    """Rows from a file beside the scenario."""

    file: Text


class Scenario(Section):
    """One question put to the room."""

    title: Annotated[str, Field(min_length=1, max_length=200, description="A short name for people.")]
    question: Annotated[str, Field(min_length=1, max_length=500, description="What the scenario asks.")]
    season: Season
    programme: Programme
    members: Annotated[tuple[MemberEntry, ...], Field(min_length=2, max_length=32)]
    meeting: Meeting
    memory: Memory
    switches: Switches
    pool: Pool | None = None
    sheet: Sheet | None = None

    @model_validator(mode="after")
    def _rows_come_from_one_place(self) -> Scenario:
        if (self.pool is None) == (self.sheet is None):
            raise ValueError("rows come from either [pool] or [sheet]")
        return self

    @model_validator(mode="after")
    def _seats_are_taken_once(self) -> Scenario:
        ids = [member.id for member in self.members]
        seats = [member.seat for member in self.members]
        if len(set(ids)) < len(ids):
            raise ValueError("two members have the same id")
        if len(set(seats)) < len(seats):
            raise ValueError("two members have the same seat")
        return self

    @model_validator(mode="after")
    def _tiers_descend(self) -> Scenario:
        tiers = self.meeting.call.tiers
        if {"top", "mid", "low"} <= tiers.keys() and not tiers["top"] >= tiers["mid"] >= tiers["low"]:
            raise ValueError("meeting.call.tiers must descend from top to low")
        return self
