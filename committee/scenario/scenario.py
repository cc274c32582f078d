"""What a scenario can set: types, units and bounds, and no values.

Every field is required; the defaults are the file ``scenarios/baseline.toml``, which every other scenario
extends and where each value has its comment and source. Models are frozen, so a scenario cannot change
under a run, and unknown keys are refused. The units are the types below; what a field means stands with
the record of the layer that uses it (the sections have the names of those records).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr, model_validator

from committee.scenario.sections import (
    AtOdds,
    Beliefs,
    Call,
    Capital,
    Composite,
    Floor,
    Null,
    Persuasion,
    Points,
    Posture,
    Reading,
    Review,
    Section,
    Speech,
    Trust,
)
from committee.scenario.units import (
    Bid,
    Count,
    Factor,
    Identifier,
    Pause,
    PositiveFactor,
    Seconds,
    Share,
    Signed,
    Stance,
    Strength,
    Text,
    Trait,
    Units,
    UsualColumn,
)
from committee.terms import Kind, VisaPolicy


class Season(Section):
    """The year that every age counts from."""

    year: Annotated[int, Field(ge=1990, le=2100, description="The year of the rank meeting.")]


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
    _folder: Path = PrivateAttr(default=Path())
    _rows_origin: str = PrivateAttr(default="")

    @property
    def rows_place(self) -> str:
        """Where the fixed rows stand, as a message names it."""
        return f"{self._rows_origin}, pool.rows" if self._rows_origin else "pool.rows"

    def placed(self, folder: Path | None, rows_origin: str) -> Scenario:
        """The same scenario, with where its sheet lies (None: the current folder) and who wrote its fixed rows.

        Neither is a setting: they are never told.
        """
        self._folder = folder or Path()
        self._rows_origin = rows_origin
        return self

    @property
    def sheet_path(self) -> Path | None:
        """Where the sheet is, if the rows come from one."""
        return None if self.sheet is None else self._folder / self.sheet.file

    @model_validator(mode="after")
    def _rows_come_from_one_place(self) -> Scenario:
        if (self.pool is None) == (self.sheet is None):
            raise ValueError("rows come from either [pool] or [sheet], one of them and not both")
        return self

    @model_validator(mode="after")
    def _seats_are_taken_once(self) -> Scenario:
        for name in ("id", "seat"):
            taken: set[object] = set()
            for number, member in enumerate(self.members):
                value = getattr(member, name)
                if value in taken:
                    allowed = f"two members have the same {name}; each has one of its own"
                    raise AtOdds(allowed, where=("members", number, name), value=str(value))
                taken.add(value)
        return self

    @model_validator(mode="after")
    def _tiers_descend(self) -> Scenario:
        tiers = self.meeting.call.tiers
        if {"top", "mid", "low"} <= tiers.keys() and not tiers["top"] >= tiers["mid"] >= tiers["low"]:
            told = ", ".join(f"{tier} = {tiers[tier]}" for tier in ("top", "mid", "low"))
            raise AtOdds("they must descend from top to low", where=("meeting", "call", "tiers"), value=told)
        return self
