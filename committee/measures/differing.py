"""Where two recordings of nearly the same meeting part, and who ends in another place.

Rows are matched by their applicants. What was said counts by who spoke when, what they did and about what, not by the
words: those follow from the rest. The comparison in the browser (``viz/stage/difference.js``) tells the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from msgspec import Struct, to_builtins

from committee.measures.places import places, positions
from committee.recording import RecordedRow, Recording, Utterance
from committee.terms import Tier

_SAID: Final = ("member", "act", "point", "also", "to", "ghost", "tier", "start_s", "end_s", "capital")
"""What makes an utterance the same as another."""


class Parting(Struct, frozen=True, kw_only=True):
    """The first utterance that differs."""

    row: RecordedRow
    """The row in which it was said, as the first recording has it."""
    second: float
    """When it began, in seconds from the opening of the row."""
    before: Utterance | None
    """What the first recording has there; None if nobody spoke any more."""
    after: Utterance | None
    """What the second recording has there."""


class Standing(Struct, frozen=True, kw_only=True):
    """Where a row ends in one recording."""

    place: float
    """Its place among all rows: see :mod:`committee.measures.places`."""
    position: int | None
    """Its position on the list, from 1; None if it is not ranked."""
    tier: Tier
    """The tier that it went into."""
    call: float
    """The call by which it is listed."""


class Pair(Struct, frozen=True, kw_only=True):
    """One applicant in both recordings."""

    row: RecordedRow
    """The row in the first recording."""
    changed: RecordedRow
    """The row in the second."""
    before: Standing
    """Where it ends in the first."""
    after: Standing
    """Where it ends in the second."""

    @property
    def rise(self) -> float:
        """How many places it is nearer to the top in the second recording."""
        return self.before.place - self.after.place

    @property
    def moved(self) -> bool:
        """Whether its position on the list differs, or whether it is on the list."""
        return self.before.position != self.after.position

    @property
    def plain(self) -> dict[str, object]:
        """As commands print it: the id, where it ends in both, and how many places it rose."""
        stood = {"before": to_builtins(self.before), "after": to_builtins(self.after)}
        return {"id": self.row.opened.id, **stood, "places_up": self.rise}


class Differing(Struct, frozen=True, kw_only=True):
    """How two recordings differ."""

    pairs: tuple[Pair, ...]
    """The rows that both have called, in the order of the first recording."""
    parting: Parting | None
    """The first utterance that differs, if any does."""

    @property
    def call(self) -> Pair | None:
        """The first row whose call or tier differs, if any does."""
        return next((each for each in self.pairs if _call(each.row) != _call(each.changed)), None)

    @property
    def moved(self) -> tuple[Pair, ...]:
        """The rows whose position differs: the furthest first, then in the order of the first recording."""
        return tuple(sorted((each for each in self.pairs if each.moved), key=lambda each: -abs(each.rise)))

    @property
    def same(self) -> bool:
        """Whether the two meetings went alike to the last call and position, whatever their sheets showed."""
        return self.parting is None and self.call is None and not self.moved

    @property
    def parted(self) -> dict[str, object]:
        """Where the two part, as commands print it: the row and second of the first word, the row of the first call."""
        parting, call = self.parting, self.call
        return {
            "parts": None if parting is None else {"row": parting.row.opened.id, "second": parting.second},
            "first_call": None if call is None else call.row.opened.id,
        }

    def of(self, id_: str) -> Pair | None:
        """The applicant with this id, if both recordings have called the row."""
        return next((each for each in self.pairs if each.row.opened.id == id_), None)


def differing(first: Recording, second: Recording) -> Differing:
    """How ``second`` differs from ``first``."""
    theirs = {row.opened.id: row for row in second.rows}
    shared = [(row, theirs[row.opened.id]) for row in first.rows if row.opened.id in theirs]
    before, after = _standings(first), _standings(second)
    pairs = tuple(
        Pair(row=row, changed=changed, before=before[row.opened.id], after=after[row.opened.id])
        for row, changed in shared
        if row.opened.id in before and row.opened.id in after
    )
    return Differing(pairs=pairs, parting=next(_partings(shared), None))


def _standings(recording: Recording) -> dict[str, Standing]:
    position = positions(recording)
    return {
        id_: Standing(
            place=where,
            position=position.get(id_),
            tier=recording.placed[id_].tier,
            call=recording.placed[id_].call,
        )
        for id_, where in places(recording).items()
    }


def _partings(pairs: list[tuple[RecordedRow, RecordedRow]]) -> Iterator[Parting]:
    for row, changed in pairs:
        for before, after in zip_longest(row.utterances, changed.utterances):
            cut = (before is None and row.closed is None) or (after is None and changed.closed is None)
            if not cut and _said(before) != _said(after):
                second = min(each.start_s for each in (before, after) if each is not None)
                yield Parting(row=row, second=second, before=before, after=after)
                break


def _said(utterance: Utterance | None) -> tuple[object, ...] | None:
    return None if utterance is None else tuple(getattr(utterance, name) for name in _SAID)


def _call(row: RecordedRow) -> tuple[float, Tier] | None:
    return None if row.closed is None else (row.closed.call, row.closed.tier)
