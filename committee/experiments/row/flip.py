"""The smallest excuse: the fewest changes that would have turned a verdict, with proof that fewer do not.

The search tries every single change, and if none turns the verdict, every pair. It tries them all by holding the row
again, with the same draws, in the room that the row met; it guesses and skips nothing. So if it finds a pair, no single
change of those that it lists does; and if it finds nothing, no one and no two of them do.

The changes: a turn that nobody hears, seconds more, a unit more from a member, a member who stakes nothing or keeps
quiet, a past resident whom nobody remembers, a cell that speaks better for the row (or worse, if the verdict is to be
worse; :mod:`committee.experiments.row.other_cells`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from os import PathLike
from typing import Final

from msgspec import Struct

from committee.errors import InputRefused, Problem, UsageRefused, nearest, quoted
from committee.events import Uttered
from committee.experiments.row.other_cells import other_cells, weight_of
from committee.experiments.row.single import (
    Cause,
    Single,
    act_about,
    forgetting,
    frugal,
    longer,
    quiet,
    silencing,
    spoken,
)
from committee.experiments.row.standing import AT_LAST, Cells, Standing, Stood, joined
from committee.experiments.whatifs.remade import Remade, from_recording
from committee.meeting.intervention import Intervention, PutAct
from committee.terms import Act, Tier

UNIT: Final = 1.0
"""The units that a member stakes more."""
EVERY: Final = frozenset(Cause) - {Cause.UNSAID}
"""What a search tries."""
_OF_A_MEMBER = frozenset({Cause.UNIT, Cause.STAKE, Cause.MEMBER})


class Way(Struct, frozen=True, kw_only=True):
    """A smallest set of changes that turns the verdict."""

    changes: tuple[Single, ...]
    """One change, or two."""
    stood: Stood
    """Where the row stands then."""


class Flip(Struct, frozen=True, kw_only=True):
    """What a search for the smallest excuse found."""

    standing: Standing
    """The row, and how it was held."""
    base: Stood
    """Where it stood with nothing changed."""
    to: Tier
    """The tier that was wanted: this or better if the row stood below it, this or worse if it stood above."""
    candidates: tuple[Single, ...]
    """Every single change that was tried; none if the row stood in that tier already."""
    pairs: int
    """How many pairs were tried; 0 if one change is enough."""
    impossible: int
    """How many pairs among them cannot be: one change takes away what the other needs."""
    lifted: bool
    """Whether any change or pair that was tried leaves the row without a veto."""
    ways: tuple[Way, ...]
    """Every smallest set, the most natural first: by the order of :class:`~committee.experiments.row.single.Cause`."""

    @property
    def better(self) -> bool:
        """Whether the row was to end better, not worse."""
        return self.base.tier.below(self.to)

    @property
    def size(self) -> int:
        """How many changes it takes; 0 if none is needed, or if no one and no two are enough."""
        return len(self.ways[0].changes) if self.ways else 0


def flip(recording: str | PathLike[str], *, row: str, to: str, causes: Collection[Cause] = EVERY) -> Flip:
    """The smallest sets of changes that turn the verdict on the row with this id to a tier.

    Parameters
    ----------
    recording
        The recording of the meeting.
    row
        The id of the row.
    to
        ``top``, ``mid``, ``low`` or ``dnr``, in an invite meeting ``invite``, ``hold`` or ``no``: this tier or better
        if the row stood below it, or worse if above.
    causes
        What may be changed; by default everything.

    Raises
    ------
    RecordingRefused
        If the file is no recording, or its meeting cannot be made again.
    UsageRefused
        If no row has this id, or there is no such tier.
    """
    remade = from_recording(recording)
    return flip_of(remade, row, tier_wanted(remade, to, "to"), causes=causes)


def tier_wanted(remade: Remade, to: str, place: str) -> Tier:
    """The tier of this name, which the meeting must have; ``place`` is where it was asked for, for a refusal.

    Raises :class:`UsageRefused` if there is none.
    """
    tiers = remade.convener.rules.verdicts.tiers
    if to not in tiers:
        *first, last = tiers
        allowed = f"in this meeting it takes {', '.join(first)} or {last}, not {quoted(to)}"
        raise UsageRefused(Problem(place=place, allowed=allowed, nearest=nearest(to, tiers)))
    return Tier(to)


def flip_of(remade: Remade, row: str, to: Tier, *, causes: Collection[Cause] = EVERY) -> Flip:
    """The same for a meeting that can be made again; raises :class:`UsageRefused` if no row has this id."""
    standing = Standing(remade, row)
    if standing.base.tier is to:
        return _found(standing, to, _Search(standing, to, ()), ())
    tried = tuple(each for each in _tried(standing, better=standing.base.tier.below(to)) if each.change.cause in causes)
    search = _Search(standing, to, tried)
    return _found(standing, to, search, search.singles() or search.in_pairs())


class _Trial(Struct, frozen=True, kw_only=True):
    """A change with what it takes to try it: the row with its cells, made ready, if it changes any."""

    change: Single
    cells: Cells | None = None


class _Search:
    """Tries changes and pairs of changes."""

    def __init__(self, standing: Standing, to: Tier, tried: tuple[_Trial, ...]) -> None:
        self._standing = standing
        self._to = to
        self._better = standing.base.tier.below(to)
        self.tried = tried
        self.pairs = self.impossible = 0
        self.lifted = False

    def singles(self) -> tuple[Way, ...]:
        """Every single change that turns the verdict."""
        ways = (self._way(each.change.inside, each.cells, (each.change,)) for each in self.tried)
        return tuple(way for way in ways if way is not None)

    def in_pairs(self) -> tuple[Way, ...]:
        """Every pair that turns the verdict, the most natural first."""
        ways = [way for way in map(self._pair, combinations(self.tried, 2)) if way is not None]
        ways.sort(key=lambda way: sorted((_RANK[change.cause] for change in way.changes), reverse=True))
        return tuple(ways)

    def _pair(self, pair: tuple[_Trial, ...]) -> Way | None:
        first, second = pair
        changes = (first.change, second.change)
        if contradict(*changes):
            return None
        self.pairs += 1
        try:
            cells = self._both(first, second)
            return self._way(joined(first.change.inside, second.change.inside), cells, changes)
        except InputRefused:
            self.impossible += 1
            return None

    def _both(self, first: _Trial, second: _Trial) -> Cells | None:
        if first.cells is None or second.cells is None:
            return first.cells or second.cells
        return self._standing.cells({**first.change.cells, **second.change.cells})

    def _way(self, inside: Intervention, cells: Cells | None, changes: tuple[Single, ...]) -> Way | None:
        result = self._standing.held(inside, cells)
        self.lifted = self.lifted or not result.ending.vetoed
        if not self._turned(self._standing.tier(result, cells)) or not self._as_said(inside, cells, changes):
            return None
        return Way(changes=changes, stood=self._standing.stood(result, cells))

    def _turned(self, tier: Tier) -> bool:
        return not tier.below(self._to) if self._better else not self._to.below(tier)

    def _as_said(self, inside: Intervention, cells: Cells | None, changes: tuple[Single, ...]) -> bool:
        """Whether each silenced turn still is the sentence that was said, which another change may have undone."""
        silenced = [change.utterance for change in changes if change.utterance is not None]
        if len(changes) == 1 or not silenced:
            return True
        events = self._standing.held(inside, cells, tell=True).events
        now = {event.turn: (event.member, event.act, event.point) for event in events if isinstance(event, Uttered)}
        return all(now.get(said.turn) == (said.member, said.act, said.point) for said in silenced)


_RANK = {cause: rank for rank, cause in enumerate(Cause)}


def contradict(first: Single, second: Single) -> bool:
    """Whether two changes are about the same thing, or one leaves nothing of the other."""
    if first.cause is Cause.TIME and second.cause is Cause.TIME:
        return True
    if first.cells and second.cells:
        return not first.cells.keys().isdisjoint(second.cells)
    if first.member is None or first.member != second.member:
        return False
    causes = {first.cause, second.cause}
    if causes == {Cause.UTTERANCE, Cause.MEMBER}:
        return True
    return causes <= _OF_A_MEMBER and causes != {Cause.UNIT}


def _found(standing: Standing, to: Tier, search: _Search, ways: tuple[Way, ...]) -> Flip:
    return Flip(
        standing=standing,
        base=standing.base,
        to=to,
        candidates=tuple(each.change for each in search.tried),
        pairs=search.pairs,
        impossible=search.impossible,
        lifted=search.lifted,
        ways=ways,
    )


# ---------------------------------------------------------------- what is tried


def _tried(standing: Standing, *, better: bool) -> Iterator[_Trial]:
    """Every single change, the most natural first."""
    members = [member.id for member in standing.recording.header.members]
    payers = _payers(standing)
    for change in (
        *map(silencing, spoken(standing)),
        *longer(standing)[0],
        *_units(standing, payers),
        *map(frugal, payers),
        *map(quiet, members),
        *forgetting(standing),
    ):
        yield _Trial(change=change)
    yield from _cells(standing, better=better)


def _payers(standing: Standing) -> list[str]:
    """Who could stake anything on the row when it came up."""
    rules = standing.meeting.rules
    if not rules.switches.capital or rules.practices.no_capital:
        return []
    return [member.spec.id for member in standing.meeting.members if member.purse.balance > 0.0]


def _units(standing: Standing, payers: Collection[str]) -> Iterator[Single]:
    """A unit more before the call from each member who may stake it: on a word for the row, or to keep the row open."""
    for member in payers:
        for act, point in _words_for(standing, member):
            put = PutAct(at_s=AT_LAST, member=member, act=act, point=point, units=UNIT)
            inside = Intervention(put=(put,))
            try:
                standing.held(inside)
            except UsageRefused:
                continue
            yield Single(cause=Cause.UNIT, inside=inside, member=member, amount=UNIT)


def _words_for(standing: Standing, member: str) -> list[tuple[Act, str | None]]:
    """What a member could say with a stake: the advocate's word, their strongest other point for the row, nothing."""
    known = [point for point in standing.row.opened.points if point.valence > 0 and member in point.holders]
    calls = [point for point in known if act_about(point) is Act.ADVOCATE]
    others = sorted((point for point in known if point not in calls), key=lambda point: -point.strength)
    words: list[tuple[Act, str | None]] = [(act_about(point), point.id) for point in (*calls, *others[:1])]
    return [*words, (Act.WAIT, None)]


def _cells(standing: Standing, *, better: bool) -> Iterator[_Trial]:
    """Each other cell that speaks better for the row, or worse."""
    brief = standing.as_recorded.docket.brief
    weight = weight_of(brief.points)
    for column, text in other_cells(brief.applicant, standing.meeting.rules):
        try:
            cells = standing.cells({column: text})
        except InputRefused:
            continue
        other = weight_of(cells.docket.brief.points)
        if other > weight if better else other < weight:
            yield _Trial(change=Single(cause=Cause.CELL, cells={column: text}), cells=cells)
