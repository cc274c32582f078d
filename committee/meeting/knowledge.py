"""What each member could still say about an open row, and whom they could ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from msgspec import Struct

from committee.meeting.docket import Docket
from committee.meeting.room import Room
from committee.members.memory import Ghost


class Knowledge(Struct, gc=False):
    """What each member could still say. Lists are by member unless they say by point."""

    unsaid: list[list[int]]
    """Points that nobody has said, the strongest pull first."""
    pull: list[list[float]]
    """By member and point, how much it wants to be said."""
    salience: list[list[float]]
    """By member and point, how much saying it could change."""
    favors: list[bool]
    """By point, whether it speaks for the row."""
    proofs: list[int]
    """Points that answer a worry."""
    haunted: list[int]
    """Members with a ghost they may name."""
    puzzled: list[tuple[int, int]]
    """(member, point): who may ask, and what they would ask about."""
    strong_sponsor: bool
    """Whether the row has an advocate who feels strongly."""


def knowledge_of(docket: Docket, room: Room, ghosts: Sequence[Sequence[Ghost]]) -> Knowledge:
    """What each member could say before anybody has; ``ghosts``, by member, are whom the row calls to mind."""
    points, advocate = docket.brief.points, docket.brief.advocate_point
    pulls: list[list[float]] = docket.pull.tolist()
    salience: list[list[float]] = docket.weights.salience.tolist()
    unsaid = [
        sorted(compress(range(len(points)), held), key=pull.__getitem__, reverse=True)
        for held, pull in zip(docket.held.tolist(), pulls, strict=True)
    ]
    for member, topics in room.seating.keeping_to:
        unsaid[member] = [point for point in unsaid[member] if points[point].family in topics]
    recalling, noticed = room.seating.recalling, room.rules.memory.noticed
    return Knowledge(
        unsaid=unsaid,
        pull=pulls,
        salience=salience,
        favors=[point.valence > 0 for point in points],
        proofs=[index for index, point in enumerate(points) if point.proves],
        haunted=[
            member
            for member, raised in enumerate(ghosts)
            if member in recalling and any(abs(ghost.weight) >= noticed for ghost in raised)
        ],
        puzzled=_puzzled(docket, room, salience),
        strong_sponsor=advocate is not None and points[advocate].detail.endswith("strong"),
    )


def _puzzled(docket: Docket, room: Room, salience: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(member, point) for members who may ask and have not read the file: the public worry that weighs most."""
    puzzled: list[tuple[int, int]] = []
    for member in room.seating.asking if docket.open_flags else ():
        if member not in docket.readers:
            best, worth = None, 0.0
            for point in docket.open_flags:
                if salience[member][point] > worth and docket.brief.points[point].flag in docket.brief.flags:
                    best, worth = point, salience[member][point]
            if best is not None:
                puzzled.append((member, best))
    return puzzled
