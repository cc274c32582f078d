"""The Match: deferred acceptance in which applicants propose, and the scramble for the posts that it leaves open.

Every applicant asks the programs on their list, best first. A program holds the best of those who have asked, as many
as it has seats, and sends the others on. What comes out is stable: no applicant and no program that ranked each other
would both rather have each other. Of all stable outcomes it is the best for every applicant, no applicant gains by
giving another list than their own, and whoever asks first makes no difference.

Couples are left out. With them a stable outcome need not exist. Every applicant here matches alone.

A director who prefers an empty seat to a row leaves the row off the list, so the Match needs no rule for it. Afterward
open posts are offered in a few rounds to those who did not match. Some directors leave the post empty all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from typing import Annotated, NamedTuple

import numpy as np
from annotated_types import Ge, Le
from msgspec import Struct
from numpy.typing import NDArray

from committee.applicants.coded import Wholes
from committee.applicants.pools import Words, raws
from committee.chance import Chance, Purpose, normals_of
from committee.pipeline.draws import Reals, of_each
from committee.units import Share, Strength, Unit

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRules:
    """What happens to the posts that the Match leaves open."""

    leaves_empty: Share
    """The share of directors of ordinary alarm who leave an open post empty. More of it: more posts stay empty."""
    crude: Strength
    """The standard deviation of what a hasty reader adds to a file's merit. More of it: the scramble is more of a
    lottery."""
    rounds: Annotated[int, Ge(0), Le(20), Unit("count")]
    """How many times programs with open posts make offers. More of it: fewer posts stay empty."""


class Lists(NamedTuple):
    """The lists of all applicants or of all programs, best first, one after the other."""

    start: Wholes
    """Where each list begins, and where the last one ends; shape (lists + 1,)."""
    of: Wholes
    """Whom the lists name; shape (entries,)."""

    @property
    def owners(self) -> Wholes:
        """Whose list each entry is on; shape (entries,)."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    @property
    def places(self) -> Wholes:
        """Where each entry stands on its list, 0 for the best; shape (entries,)."""
        return np.arange(len(self.of)) - np.repeat(self.start[:-1], np.diff(self.start))


def listed(owner: Wholes, of: Wholes, liking: Reals, owners: int) -> Lists:
    """The lists of ``owners`` owners, each ordered by liking.

    Parameters
    ----------
    owner, of, liking
        Who would list whom, and how much they like them; shape (pairs,). Whom they do not list is nan. Equals stand in
        the order of their numbers.
    """
    kept = np.flatnonzero(~np.isnan(liking))
    order = kept[np.lexsort((of[kept], -liking[kept], owner[kept]))]
    start = np.zeros(owners + 1, dtype=np.intp)
    np.cumsum(np.bincount(owner[order], minlength=owners), out=start[1:])
    return Lists(start, of[order])


class _Wishes(NamedTuple):
    """The entries on applicants' lists that the program returns, applicant after applicant, best first."""

    applicant: Wholes
    program: Wholes
    wish: Wholes
    """Where the program stands on the applicant's list, 0 for the best."""
    place: Wholes
    """Where the applicant stands on the program's list, 0 for the best."""


def _returned(wishes: Lists, ranked: Lists) -> _Wishes:
    """The entries of both. Who stands on a list twice counts where they stand first."""
    people = max(len(wishes.start), int(ranked.of.max(initial=0)) + 1)
    asked = wishes.of * people + wishes.owners
    answers = ranked.owners * people + ranked.of
    order = np.argsort(answers, kind="stable")
    answers = answers[order]
    at = np.searchsorted(answers, asked)
    found = np.flatnonzero(np.append(answers, -1)[at] == asked)
    places = ranked.places[order][at[found]]
    return _Wishes(wishes.owners[found], wishes.of[found], wishes.places[found], places)


def defer(wishes: Lists, ranked: Lists, seats: Wholes) -> Wholes:
    """Who matches where.

    Parameters
    ----------
    wishes, ranked
        The lists of the applicants (of programs) and of the programs (of applicants).
    seats
        The posts of each program.

    Returns
    -------
    Wholes
        The program of each applicant, or -1; shape (applicants,).
    """
    returned = _returned(wishes, ranked)
    ends = np.searchsorted(returned.applicant, np.arange(len(wishes.start))).tolist()
    programs, places = returned.program.tolist(), returned.place.tolist()
    begin, listed_there, room = ranked.start.tolist(), ranked.of.tolist(), seats.tolist()
    ahead = ends[:-1]
    held: list[list[int]] = [[] for _ in room]  # below 0, so that the least is who stands last
    for asking in range(len(ahead)):
        while ahead[asking] < ends[asking + 1]:
            wish = ahead[asking]
            ahead[asking] += 1
            program = programs[wish]
            if len(held[program]) < room[program]:
                heappush(held[program], -places[wish])
                break
            asking = listed_there[begin[program] - heappushpop(held[program], -places[wish])]  # noqa: PLW2901 who is sent on asks next
    return _matched(held, ranked, len(ahead))


def _matched(held: Sequence[Sequence[int]], ranked: Lists, applicants: int) -> Wholes:
    """The program that holds each applicant, or -1."""
    matched = np.full(applicants, -1, dtype=np.intp)
    for program, places in enumerate(held):
        matched[ranked.of[ranked.start[program] - np.array(places, dtype=np.intp)]] = program
    return matched


def blocking_pairs(matched: Wholes, wishes: Lists, ranked: Lists, seats: Wholes) -> list[tuple[int, int]]:
    """The pairs (applicant, program) that would both rather have each other; none where ``matched`` is stable."""
    returned = _returned(wishes, ranked)
    theirs = matched[returned.applicant] == returned.program
    best = np.full(len(matched), np.iinfo(np.intp).max)
    np.minimum.at(best, returned.applicant[theirs], returned.wish[theirs])
    worst = np.full(len(seats), -1)
    np.maximum.at(worst, returned.program[theirs], returned.place[theirs])
    worst[np.bincount(matched[matched >= 0], minlength=len(seats)) < seats] = np.iinfo(np.intp).max
    blocks = (returned.wish < best[returned.applicant]) & (returned.place < worst[returned.program])
    return list(zip(returned.applicant[blocks].tolist(), returned.program[blocks].tolist(), strict=True))


def filled_to(matched: Wholes, ranked: Lists) -> Wholes:
    """How far down its list each program went: the place of the last who matched there, 1 for the top; 0 if nobody did.

    Shape (programs,). Whoever stands above it matched there or preferred another program.
    """
    owners = ranked.owners
    theirs = matched[ranked.of] == owners
    last = np.zeros(len(ranked.start) - 1, dtype=np.intp)
    np.maximum.at(last, owners[theirs], ranked.places[theirs] + 1)
    return last


class Open(Struct, frozen=True, kw_only=True):
    """What the Match has left open."""

    ids: Sequence[str]
    """The id of each applicant."""
    merit: Reals
    """What a reader sees in each file, in su."""
    matched: Wholes
    """The program of each applicant, or -1."""
    seats: Wholes
    """The posts of each program."""
    alarm: Reals
    """The alarm of each program's director. More of it: the director is likelier to leave a post empty."""
    refused: Flags
    """Whom each program would not take: who breaks its quiet rules, and whom it met and left off its list; shape
    (applicants, programs)."""


def scramble(left: Open, rules: MatchRules, chance: Chance, words: Words = raws) -> Wholes:
    """Who is found for the posts that the Match left open.

    In each round, programs offer their open posts to those whose files look best at a hasty glance. Whoever has offers
    takes one of them for good. All who did not match take part.

    Returns
    -------
    Wholes
        The program of each applicant who finds a post now, or -1; shape (applicants,).
    """
    found = np.full(len(left.ids), -1, dtype=np.intp)
    posts = _offered(left, rules, chance)
    programs, people = np.flatnonzero(posts), np.flatnonzero(left.matched < 0)
    if not (len(programs) and len(people)):
        return found
    drawn = of_each(
        chance, Purpose.SCRAMBLE, [left.ids[person] for person in people.tolist()], 2 * len(left.seats), words
    )
    looks = left.merit[people, None] + rules.crude * normals_of(drawn[:, 2 * programs])
    looks[left.refused[np.ix_(people, programs)]] = np.nan
    taken = _in_rounds(looks, drawn[:, 2 * programs + 1], posts[programs], rules.rounds)
    found[people[taken >= 0]] = programs[taken[taken >= 0]]
    return found


def _offered(left: Open, rules: MatchRules, chance: Chance) -> Wholes:
    """The posts that each program still wants to fill. Each director decides once a year."""
    filled = np.bincount(left.matched[left.matched >= 0], minlength=len(left.seats))
    posts: Wholes = np.maximum(left.seats - filled, 0)
    for program in np.flatnonzero(posts).tolist():
        own = chance.at(year=chance.year, program=program, gate=chance.gate)
        if own.uniforms(Purpose.SCRAMBLE, "director", 1)[0] < rules.leaves_empty * left.alarm[program]:
            posts[program] = 0
    return posts


def _in_rounds(looks: Reals, liking: Reals, posts: Wholes, rounds: int) -> Wholes:
    """The column that each person takes, or -1. ``looks`` is nan where the program would not have the person."""
    taken = np.full(len(looks), -1, dtype=np.intp)
    orders = [
        column[: np.count_nonzero(~np.isnan(looks[:, n]))]
        for n, column in enumerate(np.argsort(-looks.T, kind="stable"))
    ]
    still = posts.copy()
    for _ in range(rounds):
        offers = np.full(looks.shape, -1.0)
        for program, order in enumerate(orders):
            asked = order[taken[order] < 0][: still[program]]
            offers[asked, program] = liking[asked, program]
        accepting = np.flatnonzero(offers.max(axis=1) >= 0)
        taken[accepting] = offers[accepting].argmax(axis=1)
        still -= np.bincount(taken[accepting], minlength=len(posts))
    return taken
