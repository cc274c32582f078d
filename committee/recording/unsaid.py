"""What somebody knew about a row and nobody raised, as people would count it.

A recording keeps every point that nobody named. Some of these are no omission: what the room heard under another key,
or what nobody would say of this applicant. The stage in the browser leaves out the same (``viz/stage/unsaid.js``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from committee.events import PointSeen
from committee.recording.opened import LETTERS, kind_in_the_room
from committee.recording.recording import RecordedRow
from committee.recording.sides import points_named
from committee.recording.spoken import topic
from committee.terms import Act, Family, Flag, WhyNot

_TO_EXPLAIN: Final = frozenset(
    {Flag.STEP_FAIL, Flag.ATTEMPTS, Flag.GAP, Flag.OLD_GRAD, Flag.PROFESSIONALISM, Flag.PRIOR_TRAINING}
)
"""The flags of which an explanation would be missed."""


def left_unsaid(row: RecordedRow) -> Iterator[tuple[PointSeen, WhyNot]]:
    """(point, why nobody raised it) of what members knew and nobody raised. No bell is to blame for a veto."""
    vetoed = any(each.act is Act.VETO for each in row.utterances)
    for missed in row.closed.unheard if row.closed else ():
        point = row.points[missed.point]
        if not _goes_without_saying(row, point) and not _was_heard(row, point):
            yield point, WhyNot.OUTBID if vetoed and missed.why is WhyNot.BELL else missed.why


def topic_unsaid(row: RecordedRow, point: PointSeen) -> str:
    """What a point is about; ``another`` letter where one of the same tone and origin was raised."""
    words = topic(point)
    if point.family in LETTERS and _same_was_named(row, point):
        return f"another {words.removeprefix('a ')}"
    return words


def _goes_without_saying(row: RecordedRow, point: PointSeen) -> bool:
    """Whether nobody would say it of this applicant: that a US graduate worked in US hospitals, or explains no flag."""
    if point.family is Family.US_CLINICAL:
        return not kind_in_the_room(row.opened).is_img
    nothing = point.family is Family.NARRATIVE and point.detail == "none"
    return nothing and not any(each.flag in _TO_EXPLAIN for each in row.opened.points)


def _was_heard(row: RecordedRow, point: PointSeen) -> bool:
    """Whether the room heard it, although under another key.

    What the file tells of a note on conduct is the note on the wall, where that is all. Whoever answers a question and
    names nothing has said that the file explains nothing.
    """
    if point.family is Family.PROFESSIONALISM:
        return _same_was_named(row, point)
    if point.family is Family.NARRATIVE and point.detail == "none":
        return any(each.act is Act.ANSWER and each.point is None for each in row.utterances)
    return False


def _same_was_named(row: RecordedRow, point: PointSeen) -> bool:
    """Whether a point with the same plain fact was named."""
    named = (row.points[each] for each in points_named(row.utterances))
    return any((each.family, each.detail) == (point.family, point.detail) for each in named)
