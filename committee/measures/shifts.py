"""How talk moved stances: with each utterance that names a point, and over each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from committee.arithmetic import total
from committee.measures.rooms import mean_stance, voters
from committee.recording import RecordedRow, Recording, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How one utterance about a point moved the stances of the others."""

    id: str
    """The applicant's id."""
    turn: int
    """The turn's number in the row, from 0."""
    point: str
    """The point's id."""
    valence: int
    """The point's valence: 1 (in favor) or -1 (against)."""
    strength: float
    """The point's strength, in strength units."""
    mean: float
    """The mean change of stance of the voting members other than the speaker."""
    size: float
    """The mean of the absolute change of the same members."""
    again: bool
    """Whether the point had been named before in the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShift:
    """The room's mean stance before and after the talk about a row."""

    id: str
    """The applicant's id."""
    flagged: bool
    """Whether a point against the row counts as a flag."""
    before: float
    """The mean stance of the voting members before the talk, in [-1, 1]."""
    after: float
    """The same after the talk."""


def shifts(recording: Recording) -> list[Shift]:
    """One entry for each utterance that names a point, in order."""
    members = voters(recording)
    return [shift for row in recording.rows for shift in _of_row(row, members)]


def mean_size(measured: Iterable[Shift], valence: int) -> float | None:
    """The mean ``size`` of the shifts at first mentions of points of one ``valence``; None if there are none."""
    sizes = [shift.size for shift in measured if shift.valence == valence and not shift.again]
    return total(sizes) / len(sizes) if sizes else None


def row_shifts(recording: Recording) -> list[RowShift]:
    """One entry for each row, in the order of the sheet."""
    members = voters(recording)
    return [
        RowShift(
            id=row.opened.id,
            flagged=bool(flags(row)),
            before=mean_stance(row.opened.stances, members),
            after=mean_stance(row.stances_after, members),
        )
        for row in recording.rows
    ]


def flags(row: RecordedRow) -> tuple[str, ...]:
    """The flags of a row: those of its points against it, each once, in the order of the points."""
    named = (point.flag for point in row.opened.points if point.valence < 0 and point.flag)
    return tuple(dict.fromkeys(named))


def _of_row(row: RecordedRow, members: tuple[str, ...]) -> Iterator[Shift]:
    named: set[str] = set()
    for utterance in row.utterances:
        if utterance.point is not None:
            yield _shift(row, utterance, members, again=utterance.point in named)
            named.add(utterance.point)


def _shift(row: RecordedRow, utterance: Utterance, members: tuple[str, ...], *, again: bool) -> Shift:
    assert utterance.point is not None
    point = row.points[utterance.point]
    moved = {member: utterance.moved.get(member, 0.0) for member in members if member != utterance.member}
    sizes = {member: abs(change) for member, change in moved.items()}
    return Shift(
        id=row.opened.id,
        turn=utterance.turn,
        point=point.id,
        valence=point.valence,
        strength=point.strength,
        mean=mean_stance(moved, moved),
        size=mean_stance(sizes, sizes),
        again=again,
    )
