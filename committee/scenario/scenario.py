"""What a scenario can set: types, units and bounds, and no values.

Every field is required and has a description; the defaults are the file ``scenarios/baseline.toml``,
which every other scenario extends. Models are frozen, so a scenario cannot change under a run, and
unknown keys are refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A table of a scenario: frozen, keyword-only, closed to unknown keys, without NaN or infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Season(Section):
    """The year that every age counts from."""

    year: Annotated[int, Field(ge=1990, le=2100, description="The year of the rank meeting.")]


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


class Scenario(Section):
    """One question put to the room."""

    title: Annotated[str, Field(min_length=1, max_length=200, description="A short name for people.")]
    question: Annotated[str, Field(min_length=1, max_length=500, description="What the scenario asks.")]
    season: Season
    switches: Switches
