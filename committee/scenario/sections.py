"""The tables inside ``[programme]`` and ``[meeting]``: one section a record of the layers below, with its field names.

What a field means stands with that record; its value and source in ``scenarios/baseline.toml``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from committee.scenario.units import (
    ActName,
    Bid,
    Count,
    Factor,
    FactorName,
    FlagName,
    GapReason,
    Impression,
    LetterTone,
    ListedTier,
    Months,
    Narrative,
    Pause,
    Percent,
    PositiveFactor,
    PositiveShare,
    PriorTraining,
    Professionalism,
    Proof,
    Quartile,
    Rating,
    Score,
    Share,
    Signed,
    Slope,
    Sponsor,
    Stance,
    Strength,
    ToneName,
    Units,
    UsClinical,
    UsLetters,
    Value,
    Words,
    Years,
)
from committee.terms import Role, VisaPolicy


class AtOdds(ValueError):
    """A value that is fine by itself and does not go with another: where it stands, and how it reads."""

    def __init__(self, allowed: str, *, where: tuple[str | int, ...], value: str) -> None:
        super().__init__(allowed)
        self.where, self.value = where, value


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
    no_list: Factor
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
