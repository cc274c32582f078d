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
from committee.members.mind import ReadingRules
from committee.members.roster import BeliefRules
from committee.members.trust import TrustRules
from committee.programme.composite import CompositeRules
from committee.programme.programme import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Null models: a mechanism that is False is taken out."""

    influence: bool
    social_influence: bool
    memory: bool
    capital: bool
    fatigue: bool
    posture: bool
    clock: bool
    carry_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRules:
    """Who meets whom beforehand, and how tiring it is.

    ``interviewers`` and ``readers`` a row (besides those who read every file); ``no_list_rate`` the chance that
    a member who may keep a no list puts a row on it that they already lean against, ``no_list_from`` how far
    against, ``no_list_drop`` what it costs in stance; ``fatigue_per_hour`` the load of an hour; ``pause_s``
    between two rows.
    """

    interviewers: int
    readers: int
    no_list_rate: float
    no_list_from: float
    no_list_drop: float
    fatigue_per_hour: float
    pause_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NullRules:
    """The additive null: ``offset`` + ``slope`` x score + ``noise`` x a standard normal.

    Fitted to the baseline's own calls.
    """

    offset: float
    slope: float
    noise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRules:
    """All of it."""

    year: int
    programme: Programme
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
        return Circumstances(year=self.year, h1b=self.programme.h1b, j1=self.programme.j1, rules=self.points)
