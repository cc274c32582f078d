"""Who has taken a side in a row, and when the room sits up: pure functions of what was said so far.

The stage in the browser has the same functions (``viz/stage/turns.js``). Recordings before version 3 tell no sides, and
nothing here makes one up for them.
"""

from __future__ import annotations

from collections.abc import Iterable

from committee.events import RowOpened
from committee.recording.format import Utterance
from committee.recording.practices import duty_done
from committee.recording.recording import RecordedRow, Recording
from committee.terms import Act, Family


def sides_taken(utterances: Iterable[Utterance]) -> dict[str, int]:
    """The side each member stands on after ``utterances``: 1 for the row, -1 against it; without those who took none.

    Whoever concedes leaves their side and stands on the one that the concession takes, if it takes one.
    """
    sides: dict[str, int] = {}
    for utterance in utterances:
        if utterance.side:
            sides[utterance.member] = utterance.side
        elif utterance.act is Act.CONCEDE:
            sides.pop(utterance.member, None)
    return sides


def was_only_assigned(opened: RowOpened, utterances: Iterable[Utterance], member: str) -> bool:
    """Whether the member has spoken on a side in ``utterances``, and only because a rule of the meeting assigned it."""
    sided = [utterance for utterance in utterances if utterance.member == member and utterance.side]
    return bool(sided) and all(duty_done(opened, utterance) for utterance in sided)


def conceding(utterances: Iterable[Utterance]) -> list[str]:
    """The ids of the members who conceded in ``utterances``, each once, in the order in which they did."""
    return list(dict.fromkeys(utterance.member for utterance in utterances if utterance.act is Act.CONCEDE))


def points_named(utterances: Iterable[Utterance]) -> list[str]:
    """The ids of the points that ``utterances`` name, each once; an impression may name two."""
    named = (point for utterance in utterances for point in (utterance.point, utterance.also) if point is not None)
    return list(dict.fromkeys(named))


def sits_up(recording: Recording, row: RecordedRow, named: Iterable[str]) -> bool:
    """Whether conduct is among the points ``named`` in ``row``: then nobody's tiredness counts for the rest of the row.

    False for a recording that tells no sides: rooms before version 3 stayed as tired as they were.
    """
    conduct = any(row.points[point].family is Family.PROFESSIONALISM for point in named)
    return conduct and any(utterance.side for each in recording.rows for utterance in each.utterances)
