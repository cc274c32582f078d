"""What a program has lived through, as plain data.

A season keeps a program between two meetings as a :class:`Lived`: who sits there, whom they remember, what their bets
have earned them. All of it can be written as JSON and read back (:func:`written`, :func:`read_back`), so that a stopped
season goes on with the same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import msgspec
from msgspec import Struct, structs

from committee.members.memory import Episode
from committee.members.spec import MemberSpec
from committee.terms import Role


class Seated(Struct, frozen=True, kw_only=True):
    """Somebody at the table, with what the rules of the years need to know."""

    spec: MemberSpec
    """What the room is told of this member."""
    role: Role
    """What the member is. The rules know roles and no temperaments."""


class Bet(Struct, frozen=True, kw_only=True):
    """Capital that a member put on somebody who then came."""

    member: str
    """Who staked."""
    resident: str
    """On whom."""
    staked: float
    """Units of capital, above 0."""
    year: int
    """The year of the meeting."""


class Lived(Struct, frozen=True, kw_only=True):
    """What one program takes from one year into the next."""

    program: int
    """The program's number in the season."""
    seats: tuple[Seated, ...]
    """Who sits there now."""
    episodes: tuple[Episode, ...] = ()
    """The past residents whom the room remembers. Each names its holders: a memory of nobody is dropped."""
    opening: Mapping[str, float] = {}
    """By trait, what the deciders had in mind of it when the season began."""
    haunted: Mapping[str, Mapping[str, float]] = {}
    """By kind and worry, what past residents made of it at the desk when the season began."""
    vividness: Mapping[str, Mapping[str, float]] = {}
    """By member and episode, how vivid it is where meetings have changed that, in [0, 1]."""
    gains: Mapping[str, float] = {}
    """By member, what bets have added to the purse, as a share of it. Below 0, they have cost."""
    standing: Mapping[str, float] = {}
    """By member, what bets have added to the trust of the others. Below 0, they have cost."""
    seen: Mapping[str, Mapping[str, float]] = {}
    """By member and kind, with how many residents of that kind they have worked since the season began."""
    shortage: float = 0.0
    """The share of its posts that the last few Matches left open, the last above all; in [0, 1]."""
    bets: tuple[Bet, ...] = ()
    """Bets on which time has not yet decided."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of those who sit there."""
        return tuple(seated.spec.id for seated in self.seats)


def begin(program: int, seats: Sequence[Seated], episodes: Sequence[Episode]) -> Lived:
    """A program as the season begins.

    In a scenario, an episode without holders is remembered by everybody. Here it gets everybody as holders, because
    holders leave, and what nobody remembers any more is not what everybody remembers.
    """
    ids = tuple(seated.spec.id for seated in seats)
    named = [episode if episode.holders else replace(episode, holders=ids) for episode in episodes]
    kept = [held for episode in named if (held := held_by(episode, ids)) is not None]
    return Lived(program=program, seats=tuple(seats), episodes=tuple(kept))


def held_by(episode: Episode, ids: Collection[str]) -> Episode | None:
    """The episode as those of ``ids`` hold it; None if none of them does."""
    holders = tuple([member for member in episode.holders if member in ids])
    if not holders:
        return None
    if len(holders) == len(episode.holders):
        return episode
    return Episode(  # replace() takes three times as long, and every chief who leaves is in many memories
        id=episode.id,
        year=episode.year,
        traits=episode.traits,
        outcome=episode.outcome,
        vividness=episode.vividness,
        holders=holders,
        witnessed=tuple([member for member in episode.witnessed if member in ids]),
        label=episode.label,
    )


def reseated(lived: Lived, seats: Sequence[Seated]) -> Lived:
    """The program with these people at the table. Whoever is not among them takes along all that was theirs."""
    ids = frozenset(seated.spec.id for seated in seats)
    episodes = tuple(held for episode in lived.episodes if (held := held_by(episode, ids)) is not None)
    known = frozenset(episode.id for episode in episodes)
    vividness = {
        member: {episode: vivid for episode, vivid in minds.items() if episode in known}
        for member, minds in lived.vividness.items()
        if member in ids
    }
    return structs.replace(
        lived,
        seats=tuple(seats),
        episodes=episodes,
        vividness=vividness,
        gains={member: gain for member, gain in lived.gains.items() if member in ids},
        standing={member: shift for member, shift in lived.standing.items() if member in ids},
        seen={member: kinds for member, kinds in lived.seen.items() if member in ids},
        bets=tuple(bet for bet in lived.bets if bet.member in ids),
    )


def vividness_of(lived: Lived, member: str, episode: Episode) -> float:
    """How vivid an episode is to a member, in [0, 1]."""
    return lived.vividness.get(member, {}).get(episode.id, episode.vividness)


def written(lived: Sequence[Lived]) -> bytes:
    """All programs as JSON."""
    return msgspec.json.encode(lived)


def read_back(text: bytes) -> list[Lived]:
    """The programs that :func:`written` wrote, every number as it was."""
    return msgspec.json.decode(text, type=list[Lived])
