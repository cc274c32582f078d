"""Which sentence decided a row: one thing changed at a time, on the same draws.

Each turn goes unheard once, each past resident who came to mind is forgotten once, the sponsor keeps quiet, each member
who staked stakes nothing, each point that nobody raised is said, and the row gets more time. Each time the row is held
again from its opening (:mod:`committee.experiments.row.standing`), so the answer is exact and not an estimate.

The effects need not add up. If one voice is gone, another may say the same; two sentences may each be enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike

from msgspec import Struct

from committee.errors import UsageRefused
from committee.events import PointSeen
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
    staked,
)
from committee.experiments.row.standing import AT_LAST, Standing, Stood
from committee.experiments.whatifs.remade import Remade, from_recording
from committee.meeting.intervention import Intervention, PutAct
from committee.terms import Role, WhyNot


class Pivot(Struct, frozen=True, kw_only=True):
    """One thing changed, and what came of the row."""

    of: Single
    """What was changed."""
    stood: Stood
    """Where the row stood then."""
    by: float
    """The call then, less the call as it was."""


class Untried(Struct, frozen=True, kw_only=True):
    """A change that cannot be made."""

    cause: Cause
    """What it would have been about."""
    point: PointSeen | None = None
    """The point that nobody could say; None for time."""
    why: str
    """Why not, as a clause."""


class Pivots(Struct, frozen=True, kw_only=True):
    """What decided a row."""

    standing: Standing
    """The row, and how it was held."""
    base: Stood
    """Where it stood with nothing changed."""
    unheard: Stood
    """Where it would have stood if nobody had heard any turn of it."""
    pivots: tuple[Pivot, ...]
    """One line for each change, by how much it changes the call; ties in the order in which things happened."""
    untried: tuple[Untried, ...]
    """Changes that cannot be made."""


def pivots(recording: str | PathLike[str], *, row: str) -> Pivots:
    """What decided the row with this id.

    Raises
    ------
    RecordingRefused
        If the file is no recording, or its meeting cannot be made again.
    UsageRefused
        If no row has this id.
    """
    return pivots_of(from_recording(recording), row)


def pivots_of(remade: Remade, row: str) -> Pivots:
    """What decided a row of a meeting that can be made again; raises :class:`UsageRefused` if no row has this id."""
    standing = Standing(remade, row)
    tried: list[Pivot] = []
    untried: list[Untried] = []
    for each in _tried(standing):
        if isinstance(each, Pivot):
            tried.append(each)
        else:
            untried.append(each)
    tried.sort(key=lambda pivot: -abs(pivot.by))
    everything = Intervention(silenced=tuple(said.turn for said in spoken(standing)))
    return Pivots(
        standing=standing,
        base=standing.base,
        unheard=standing.stood(standing.held(everything)),
        pivots=tuple(tried),
        untried=tuple(untried),
    )


def _tried(standing: Standing) -> Iterator[Pivot | Untried]:
    """Every change that is tried, in the order in which things happen in a row."""
    for change in _without(standing):
        yield _pivot(standing, change)
    closed = standing.row.closed
    for missed in closed.unheard if closed is not None else ():
        yield _said(standing, standing.row.points[missed.point], missed.why)
    more, why = longer(standing)
    for change in more:
        yield _pivot(standing, change)
    if not more:
        yield Untried(cause=Cause.TIME, why=why)


def _without(standing: Standing) -> Iterator[Single]:
    """What the row can be held without."""
    yield from map(silencing, spoken(standing))
    yield from forgetting(standing)
    closed = standing.row.closed
    if closed is not None and closed.sponsor is not None:
        yield quiet(closed.sponsor)
    for member, units in staked(standing).items():
        yield frugal(member, units)


def _pivot(standing: Standing, change: Single) -> Pivot:
    stood = standing.stood(standing.held(change.inside))
    return Pivot(of=change, stood=stood, by=stood.call - standing.base.call)


def _said(standing: Standing, point: PointSeen, why: WhyNot) -> Pivot | Untried:
    """The point said before the call, after the bell if need be, by the holder whom the director trusts most."""
    if not point.holders:
        return Untried(cause=Cause.UNSAID, point=point, why="nobody in the room knew it")
    for member in _most_trusted(standing, point.holders):
        put = PutAct(at_s=AT_LAST, member=member, act=act_about(point), point=point.id, past_bell=True)
        change = Single(cause=Cause.UNSAID, inside=Intervention(put=(put,)), member=member, point=point, why=why)
        try:
            result = standing.held(change.inside)
        except UsageRefused:
            continue
        points = standing.as_recorded.docket.brief.points
        if point.id in {points[index].id for index, _ in result.ending.unheard}:
            return Untried(cause=Cause.UNSAID, point=point, why="the row had no turn left")
        return _pivot(standing, change)
    return Untried(cause=Cause.UNSAID, point=point, why="nobody who knew it could say it and keep their side")


def _most_trusted(standing: Standing, members: Iterable[str]) -> list[str]:
    """``members`` by how much the director trusts them; the director comes last."""
    header = standing.recording.header
    director = next(member.id for member in header.members if member.role is Role.DIRECTOR)
    return sorted(members, key=lambda member: -header.trust[director].get(member, -1.0))
