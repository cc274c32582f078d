"""What depends on the rules alone and every row needs.

It is worked out once and kept as long as its owner lives: one meeting, or the convener of many.
"""

from __future__ import annotations

from collections.abc import Sequence

from committee.applicants.applicant import Applicant
from committee.applicants.point import Point
from committee.applicants.points import PointTable
from committee.meeting.rules import MeetingRules
from committee.members.member import Member
from committee.members.memory import Episode, Likeness, RowTraits, likeness


def remembered(rules: MeetingRules, members: Sequence[Member]) -> tuple[Episode, ...]:
    """Every past resident that anybody of ``members`` may remember, each once by id, those of the rules first."""
    brought = {episode.id: episode for member in members for episode in member.episodes}
    own = {episode.id: episode for episode in rules.episodes}
    return tuple({**own, **brought}.values())


class Lookups:
    """What cells say, and which past residents a row is like, under one set of rules.

    Parameters
    ----------
    rules
        The rules of every meeting that asks.
    episodes
        The past residents that anybody in the room may remember: those of the rules, and what members bring along.
    """

    def __init__(self, rules: MeetingRules, episodes: Sequence[Episode]) -> None:
        self._points = PointTable(rules.circumstances)
        self._year, self._rules = rules.year, rules.memory
        self._episodes = tuple(episodes)
        self._likenesses: dict[RowTraits, tuple[Likeness, ...]] = {}

    def points_of(self, applicant: Applicant) -> tuple[Point, ...]:
        """Every point of the row, as :func:`committee.applicants.points.points_of`."""
        return self._points.of(applicant)

    def likenesses_of(self, row: RowTraits) -> tuple[Likeness, ...]:
        """The past residents with whom a row shares one of these traits, in the order of the episodes."""
        if row not in self._likenesses:
            alike = [likeness(episode, row, self._year, self._rules) for episode in self._episodes]
            self._likenesses[row] = tuple(match for match in alike if match is not None)
        return self._likenesses[row]
