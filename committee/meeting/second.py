"""A second committee: another draw of members meets about the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from committee.meeting.rules import MeetingRules
from committee.members.memory import Episode
from committee.members.spec import MemberSpec

_SECOND: Final = "{}.second"
"""The id of who sits in the same place in the second committee. It keys their draws."""


def second_roster(roster: Sequence[MemberSpec]) -> tuple[MemberSpec, ...]:
    """The same roles and seats, taken by others."""
    return tuple(replace(spec, id=_SECOND.format(spec.id)) for spec in roster)


def second_rules(rules: MeetingRules) -> MeetingRules:
    """The same rules for the second committee, whose members remember what those in their places remember."""
    practices = replace(rules.practices, second_committee=False, rubric=False)
    return replace(rules, practices=practices, episodes=tuple(map(_remembered_there, rules.episodes)))


def _remembered_there(episode: Episode) -> Episode:
    return replace(
        episode,
        holders=tuple(map(_SECOND.format, episode.holders)),
        witnessed=tuple(map(_SECOND.format, episode.witnessed)),
    )
