"""Every vote of a workshop as one long table: ``votes.csv``.

A participant is an animal. There is no clock in it that is finer than the step. Hands that a host has counted are rows
of the client ``hands``, one for each hand. Two rows of the same client with ballots ``pre`` and ``post`` and the same
``row`` are a pair.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from viz.workshop.room import Key, Room
from viz.workshop.session import Session

COLUMNS: Final = ("session", "client", "step", "row", "ballot", "choice", "changed", "late")
"""The columns of the table.

``session`` is the title and ``step`` the number of the step at which the ballot is held, from 1. ``row`` is what the
vote is about: ``recording:row``, or the id of an item. ``changed`` says whether the person chose something else before,
and ``late`` whether the vote came in the moment after the ballot was locked; each is ``true`` or ``false``.
"""

HANDS: Final = "hands"
"""The client of a hand that a host has counted."""

_STEPS: Final = {"before": "predict", "after": "vote", "moved": "vote", "seat": "seat"}
"""By ballot on a row, the kind of step at which it is held."""


def votes_csv(session: Session, room: Room) -> str:
    """The table, as text."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_lines(session, room))
    return out.getvalue()


def _lines(session: Session, room: Room) -> Iterator[tuple[str, ...]]:
    """The rows, by step, then by ballot, then by animal."""
    keys = sorted({*room.votes, *room.hands}, key=lambda key: (_step(session, key), *key))
    for key in keys:
        (round_, ballot), start = key, (session.title,)
        step = str(_step(session, key))
        own = room.votes.get(key, {})
        for client in sorted(own, key=lambda client: (room.animals[client], client)):
            vote = own[client]
            flags = (str(vote.changed).lower(), str(vote.late).lower())
            yield (*start, room.animals[client], step, round_, ballot, vote.choice, *flags)
        for choice, times in room.hands.get(key, {}).items():
            for _ in range(times):
                yield (*start, HANDS, step, round_, ballot, choice, "false", "false")


def _step(session: Session, key: Key) -> int:
    """The number of the step at which a ballot is held; items are asked at the first step and at the last."""
    round_, ballot = key
    kind = _STEPS.get(ballot)
    if kind is None:
        return 1 if ballot == "pre" else len(session.steps)
    row = round_.partition("@")[0]  # a seat is named after the row that it is about
    found = (n for n, step in enumerate(session.steps, start=1) if step.round == row and step.kind == kind)
    return next(found, 0)
