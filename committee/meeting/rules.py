"""Everything a meeting is run by, as one frozen record: handed down by the scenario, without defaults."""

from __future__ import annotations

from dataclasses import dataclass

from committee.applicants.point import Circumstances, PointRules
from committee.meeting.call import CallRules
from committee.meeting.clock import ClockRules
from committee.meeting.persuasion import PersuasionRules
from committee.meeting.review import ReviewRules
from committee.meeting.speech import SpeechRules
from committee.meeting.wish import FloorRules
from committee.members.capital import CapitalRules
from committee.members.memory import Episode, MemoryRules
from committee.members.mind import BeliefRules, ReadingRules
from committee.members.trust import TrustRules
from committee.program.composite import CompositeRules
from committee.program.program import Program
from committee.units import Count, Multiplier, Pause, Share, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Null models: a mechanism that is False is taken out."""

    influence: bool
    """Whether anything that is said moves a stance."""
    social_influence: bool
    """Whether acts without new content pull toward the speaker."""
    memory: bool
    """Whether past residents come to mind."""
    capital: bool
    """Whether standing can be spent on a turn."""
    fatigue: bool
    """Whether the hour of the day tells."""
    posture: bool
    """Whether a kind of applicant is read with more or less doubt."""
    clock: bool
    """Whether a row is held to its seconds."""
    carry_over: bool
    """Whether one row leaves a trace on the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRules:
    """Who meets whom beforehand, and how tiring it is."""

    interviewers: Count
    """The members who met each applicant. More of them: impressions are shared and weigh more."""
    readers: Count
    """The members who read each file, besides those who read every file."""
    no_list_rate: Share
    """The share of rows a director or an associate leans against that goes on a personal no list."""
    no_list_from: Stance
    """How far one leans against such a row at least."""
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
    """All of it."""

    year: int
    program: Program
    points: PointRules
    composite: CompositeRules
    beliefs: BeliefRules
    reading: ReadingRules
    trust: TrustRules
    room: RoomRules
    clock: ClockRules
    speech: SpeechRules
    floor: FloorRules
    persuasion: PersuasionRules
    call: CallRules
    capital: CapitalRules
    review: ReviewRules
    null: NullRules
    memory: MemoryRules
    episodes: tuple[Episode, ...]
    switches: Switches

    @property
    def circumstances(self) -> Circumstances:
        """What besides the cells decides what a cell means."""
        return Circumstances(year=self.year, h1b=self.program.h1b, j1=self.program.j1, rules=self.points)
