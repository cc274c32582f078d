"""All rules of a meeting as one frozen record. The scenario gives them; there are no defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from committee.applicants.point import Circumstances, PointRules
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.practices import Practices
from committee.meeting.review import ReviewRules
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import BeliefRules, ReadingRules
from committee.members.trust import TrustRules
from committee.program.composite import CompositeRules
from committee.program.program import Program
from committee.terms import Verdicts
from committee.units import Count, Multiplier, OneOf, Pause, Share, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Null models: False takes a mechanism out."""

    influence: bool
    """Whether anything that members say moves a stance."""
    social_influence: bool
    """Whether acts without new content pull toward the speaker."""
    memory: bool
    """Whether members remember past residents."""
    capital: bool
    """Whether members can spend capital."""
    fatigue: bool
    """Whether members tire during the day."""
    posture: bool
    """Whether the room reads some kinds of applicants with more doubt than others."""
    clock: bool
    """Whether the bell ends a row."""
    carry_over: bool
    """Whether a row leaves a trace on the next ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRules:
    """What the meeting is for, who meets whom beforehand, and how tiring it is."""

    verdicts: Annotated[str, OneOf(*Verdicts)]
    """What the meeting decides: whom to rank, or whom to invite to an interview (see :mod:`.verdicts`)."""
    interviewers: Count
    """The members who met each applicant. More of them: impressions are shared and weigh more."""
    readers: Count
    """The members who read each file, besides those who read every file."""
    no_list_rate: Share
    """The share of rows a director or an associate leans against that goes on a personal no list."""
    no_list_from: Stance
    """The stance below which a member may put a row on the list."""
    no_list_drop: Share
    """What the list takes off that member's stance."""
    fatigue_per_hour: Multiplier
    """The load of an hour in the room. Fatigue is load / (1 + load). More of it: late rows get less attention."""
    pause_s: Pause
    """Seconds between two rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NullRules:
    """The additive null: ``offset`` + ``slope`` x score + ``noise`` x a standard normal.

    Fitted to the baseline's own calls.
    """

    offset: Stance
    """The additive null's call at score 0."""
    slope: Multiplier
    """What a weighted standard unit adds to its call."""
    noise: Share
    """The standard deviation of its one noise draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRules:
    """All rules of a meeting."""

    year: int
    """The year that every age counts from."""
    program: Program
    """Who hires."""
    points: PointRules
    """How much each cell counts."""
    composite: CompositeRules
    """How the crude score is made."""
    beliefs: BeliefRules
    """What every member brings, before it is dispersed."""
    reading: ReadingRules
    """How a member reads a row."""
    trust: TrustRules
    """Who trusts whom."""
    room: RoomRules
    """Who meets whom beforehand, and how tiring the day is."""
    clock: ClockRules
    """Seconds that a row may take."""
    speech: SpeechRules
    """How long it takes to say something."""
    floor: FloorRules
    """Who speaks next."""
    persuasion: PersuasionRules
    """What talk does to those who listen."""
    call: CallRules
    """How the director calls a row."""
    capital: CapitalRules
    """What capital does."""
    review: ReviewRules
    """What happens after the last row."""
    practices: Practices
    """What the committee does differently."""
    null: NullRules
    """The additive null."""
    memory: MemoryRules
    """How memory works."""
    episodes: tuple[Episode, ...]
    """The program's past residents."""
    switches: Switches
    """The mechanisms that are on."""

    @property
    def verdicts(self) -> Verdicts:
        """What the meeting decides about a row."""
        return Verdicts(self.room.verdicts)

    @property
    def circumstances(self) -> Circumstances:
        """What else decides what a cell means."""
        return Circumstances(year=self.year, h1b=self.program.h1b, j1=self.program.j1, rules=self.points)
