"""The smallest excuse is one, and no smaller one exists: brute force finds none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from committee.applicants.changing import with_cells
from committee.convene import RankMeeting
from committee.errors import UsageRefused
from committee.events import Remembered, Uttered, real
from committee.experiments.row.flip import EVERY, Flip, Way, contradict, flip, flip_of
from committee.experiments.row.single import Cause, Single, frugal, longer, quiet, silencing, spoken
from committee.experiments.row.standing import Standing
from committee.experiments.whatifs.remade import Remade, from_scenario, recorded
from committee.meeting.intervention import Intervention, PutAct
from committee.meeting.row import RowResult
from committee.terms import Act, Tier
from tests.scripted import SMALL

LIGHT = frozenset({Cause.UTTERANCE, Cause.TIME, Cause.MEMBER, Cause.GHOST})
"""Kinds of change whose pairs are few."""
SOME_CELLS = (("visa", "none"), ("professionalism", "none"), ("letters", "us:fight"), ("narrative", "concrete"))
FEW = ((1, "p201", Tier.TOP), (1, "p102", Tier.MID))
"""A seed, a row and a tier: for the first one change is enough, for the second it takes two."""
WORDS = frozenset({Act.ANNOUNCE, Act.CALL, Act.VETO})


@cache
def _remade(seed: int) -> Remade:
    return from_scenario("baseline", seed, settings=SMALL)


@cache
def _small(seed: int, row: str, to: Tier) -> Flip:
    return flip_of(_remade(seed), row, to, causes=LIGHT)


# ---------------------------------------------------------------- brute force, written without the search


class Some(NamedTuple):
    """Some changes of a row."""

    silenced: tuple[int, ...] = ()
    quiet: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    seconds: tuple[float, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


class Brute:
    """Every single change and every pair of a few kinds, each tried by holding the row again."""

    def __init__(self, remade: Remade, id_: str) -> None:
        self.meeting: RankMeeting = remade.meeting()
        while self.meeting.come_to_next().brief.applicant.id != id_:
            self.meeting.step()
        self.docket = self.meeting.come_to_next()
        self.plain = self.hold(Some(), tell=True)
        self.said = {event.turn: _words(event) for event in self.plain.events if isinstance(event, Uttered)}

    def hold(self, some: Some, *, tell: bool = False) -> RowResult:
        docket = self.docket
        if some.cells:
            applicant = docket.brief.applicant
            changed = {applicant.id: dict(some.cells)}
            (other,) = with_cells([applicant], changed, year=self.meeting.rules.year)
            docket = self.meeting.docket(docket.brief.number, other)
        more = some.seconds[0] if some.seconds else 0.0
        inside = Intervention(silenced=some.silenced, quiet=some.quiet, forgotten=some.forgotten, more_s=more)
        return self.meeting.aside(docket, changed=inside, tell=tell)

    def singles(self) -> Iterator[Some]:
        yield from (Some(silenced=(turn,)) for turn, (_, act, _) in self.said.items() if act not in WORDS)
        yield from (Some(seconds=(more,)) for more in (20.0, 45.0))
        yield from (Some(quiet=(member.spec.id,)) for member in self.meeting.members)
        named = (event.ghost for event in self.plain.events if isinstance(event, Remembered | Uttered))
        yield from (Some(forgotten=(ghost,)) for ghost in dict.fromkeys(named) if ghost is not None)

    def turns(self, some: Some, to: Tier) -> bool:
        """Whether the changes lead to the tier or further, and silence what had been said."""
        result = self.hold(some)
        tiers = list(Tier)
        reached = tiers.index(result.ending.tier) - tiers.index(to)
        upward = tiers.index(to) < tiers.index(self.plain.ending.tier)
        if reached > 0 if upward else reached < 0:
            return False
        now = self.hold(some, tell=True).events
        said = {event.turn: _words(event) for event in now if isinstance(event, Uttered)}
        return all(said.get(turn) == self.said[turn] for turn in some.silenced)

    def pairs(self) -> Iterator[Some]:
        for first, second in combinations(list(self.singles()), 2):
            both = Some(*(one + other for one, other in zip(first, second, strict=True)))
            speakers = {self.said[turn][0] for turn in both.silenced}
            if len(both.seconds) < 2 and speakers.isdisjoint(both.quiet):
                yield both

    def smallest(self, to: Tier) -> tuple[int, list[Some]]:
        """How many changes it takes, and every set of so many; 0 if no one and no two are enough."""
        for size, sets in ((1, self.singles()), (2, self.pairs())):
            found = [some for some in sets if self.turns(some, to)]
            if found:
                return size, found
        return 0, []


def _words(event: Uttered) -> tuple[str, Act, str | None]:
    return event.member, event.act, event.point


def _some(way: Way) -> Some:
    """The changes of a way, as brute force writes them."""
    both = Some()
    for change in way.changes:
        of = change.inside
        more = (of.more_s,) if of.more_s else ()
        one = Some(silenced=of.silenced, quiet=of.quiet, forgotten=of.forgotten, seconds=more)
        both = Some(*(first + second for first, second in zip(both, one, strict=True)))
    return both


def _assert_proved(seed: int, id_: str, to: Tier) -> int:
    """Hold the answer against brute force; returns its size."""
    found, brute = _small(seed, id_, to), Brute(_remade(seed), id_)
    assert found.base.tier is brute.plain.ending.tier
    size, sets = brute.smallest(to)
    assert found.size == size
    assert sorted(sets) == sorted(map(_some, found.ways))
    if size != 1:
        assert found.pairs == sum(1 for _ in brute.pairs())
    return size


def _rows(seeds: range) -> Iterator[tuple[int, str, Tier]]:
    """Every row of some small meetings, with the next tier up, or down for those at the top."""
    tiers = list(Tier)
    for seed in seeds:
        for held in _remade(seed).meeting().run().held:
            place = tiers.index(held.result.ending.tier)
            yield seed, held.brief.applicant.id, tiers[place - 1] if place else tiers[1]


def test_brute_force_finds_no_smaller_one() -> None:
    assert [_assert_proved(*row) for row in FEW] == [1, 2]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 26))
def test_on_two_hundred_rows_brute_force_finds_no_smaller_one(seed: int) -> None:
    rows = list(_rows(range(seed, seed + 1)))
    assert len(rows) == 8
    for row in rows:
        _assert_proved(*row)
    _small.cache_clear()


@pytest.mark.soak
@pytest.mark.parametrize("seed", [3, 7, 11, 15])
def test_with_all_kinds_of_change_every_answer_holds_and_nothing_smaller_does(seed: int) -> None:
    for _, id_, to in list(_rows(range(seed, seed + 1)))[::4]:
        found = flip_of(_remade(seed), id_, to)
        brute = Brute(_remade(seed), id_)
        size, _ = brute.smallest(to)
        assert not size or 0 < found.size <= size
        for cell in SOME_CELLS:
            if found.size != 1 and found.better and _tried(found, cell):
                assert not brute.turns(Some(cells=(cell,)), to)
        for way in found.ways[::7]:
            _assert_turned(found, way)


def _tried(found: Flip, cell: tuple[str, str]) -> bool:
    return {cell[0]: cell[1]} in [dict(change.cells) for change in found.candidates]


# ---------------------------------------------------------------- what is found


def _assert_turned(found: Flip, way: Way) -> None:
    cells: dict[str, str] = {}
    inside = Intervention()
    for change in way.changes:
        cells |= change.cells
        inside = Intervention(
            silenced=inside.silenced + change.inside.silenced,
            forgotten=inside.forgotten + change.inside.forgotten,
            quiet=inside.quiet + change.inside.quiet,
            frugal=inside.frugal + change.inside.frugal,
            more_s=inside.more_s + change.inside.more_s,
            put=inside.put + change.inside.put,
        )
    with_them = found.standing.cells(cells) if cells else None
    result = found.standing.held(inside, with_them)
    assert found.standing.stood(result, with_them) == way.stood
    assert real(result.ending.call) == way.stood.call
    if found.better:
        assert not way.stood.tier.below(found.to)
    else:
        assert not found.to.below(way.stood.tier)


@cache
def _two_imgs(to: Tier) -> Flip:
    return flip_of(from_scenario("two_imgs", 1), "img_b", to)


@pytest.mark.parametrize("to", [Tier.TOP, Tier.LOW])
def test_one_change_is_enough_and_each_that_is_found_does_it(to: Tier) -> None:
    found = _two_imgs(to)
    assert (found.size, found.pairs) == (1, 0)
    assert {change.cause for change in found.candidates} == EVERY
    for way in found.ways:
        _assert_turned(found, way)


def test_without_the_sponsor_the_row_ends_low() -> None:
    first = _two_imgs(Tier.LOW).ways[0]
    (change,) = first.changes
    assert (change.cause, change.member) == (Cause.MEMBER, "apd_2")
    assert not _two_imgs(Tier.LOW).better


def test_the_most_natural_comes_first() -> None:
    order = list(Cause)
    for found in (_two_imgs(Tier.TOP), _two_imgs(Tier.LOW)):
        ranks = [order.index(way.changes[0].cause) for way in found.ways]
        assert ranks == sorted(ranks)
    for found in (_small(*row) for row in FEW):
        worst = [max(order.index(change.cause) for change in way.changes) for way in found.ways]
        assert worst == sorted(worst)


def test_cells_are_tried_only_in_the_direction_asked_for() -> None:
    up, down = _two_imgs(Tier.TOP), _two_imgs(Tier.LOW)
    better = {tuple(change.cells.items()) for change in up.candidates if change.cells}
    worse = {tuple(change.cells.items()) for change in down.candidates if change.cells}
    assert better.isdisjoint(worse)
    assert (("visa", "none"),) in better
    assert (("emails", "poor"),) in worse


def test_a_unit_more_is_one_that_the_member_may_stake() -> None:
    units = [change for change in _two_imgs(Tier.TOP).candidates if change.cause is Cause.UNIT]
    assert units
    for change in units:
        (put,) = change.inside.put
        plain = _two_imgs(Tier.TOP).standing.held()
        staked = _two_imgs(Tier.TOP).standing.held(change.inside)
        assert put.units == 1.0
        assert sum(stake.units for stake in staked.stakes) in (
            sum(stake.units for stake in plain.stakes),  # the clock leaves no turn for it
            sum(stake.units for stake in plain.stakes) + 1.0,
        )


def test_a_row_that_is_there_already_needs_nothing() -> None:
    found = _two_imgs(Tier.MID)
    assert (found.size, found.candidates, found.ways) == (0, (), ())


def test_a_recording_gives_the_same(tmp_path: Path) -> None:
    file = tmp_path / "meeting.jsonl"
    file.write_bytes(recorded(_remade(1)))
    assert flip(file, row="p201", to="top", causes=LIGHT).ways == _small(*FEW[0]).ways
    with pytest.raises(UsageRefused, match=r"did you mean .top"):
        flip(file, row="p201", to="topp")


def test_changes_that_contradict_each_other_make_no_pair() -> None:
    standing = Standing(_remade(1), "p201")
    one, other = (silencing(said) for said in spoken(standing)[:2])
    speaker = str(one.member)
    put = Intervention(put=(PutAct(at_s=1.0, member=speaker, act=Act.WAIT, units=1.0),))
    unit = Single(cause=Cause.UNIT, inside=put, member=speaker, amount=1.0)
    visa, visa_too, emails = (
        Single(cause=Cause.CELL, cells={column: text})
        for column, text in (("visa", "j1"), ("visa", "none"), ("emails", "poor"))
    )
    more = longer(standing)[0]
    for first, second in (
        (more[0], more[1]),
        (visa, visa_too),
        (one, quiet(speaker)),
        (quiet(speaker), frugal(speaker)),
        (unit, frugal(speaker)),
        (unit, quiet(speaker)),
    ):
        assert contradict(first, second)
        assert contradict(second, first)
    for first, second in ((one, other), (visa, emails), (one, frugal(speaker)), (unit, one), (unit, unit), (one, visa)):
        assert not contradict(first, second)
