"""The room at any second: a pure function of a recording and a time.

The stage in the browser has the same function (``state`` in ``viz/stage/recording.js``), and a browser test
checks that the two agree. A row lasts as long as its talk, and the next follows without a gap. At the second
when a row starts, the state is that row's opening; at the end of the meeting it is the last row, closed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from committee.events import CapitalMoved, Remembered, Reviewed, real
from committee.recording.format import Utterance
from committee.recording.recording import Placed, RecordedRow, Recording, RowEvent, by_call
from committee.recording.sides import conceding, points_named, sides_taken, sits_up
from committee.terms import Purse

Frame = dict[str, Any]

_SAID = ("act", "text", "point", "also", "to", "ghost", "tier")
"""What a frame holds of the utterance that is being said, besides the speaker."""

_LIT = ("lit_column", "also_column")
"""The columns of the sheet that light up for its two points."""


def row_starts(recording: Recording) -> list[float]:
    """The second at which each row starts and, last, the second at which the meeting ends."""
    starts = [0.0]
    for row in recording.rows:
        starts.append(real(starts[-1] + row.seconds))
    return starts


def frame(recording: Recording, t: float) -> Frame:
    """The state of the room ``t`` seconds after the meeting began; a ``t`` outside the meeting is moved to its end.

    Keys: ``t, row`` (from 1; 0 where there is none), ``id, local_s, allowed_s, turn, speaker, act, text,
    point, also, to, ghost, tier, lit_column, also_column, said, stances, before, sides, conceded, no_list, sits_up,
    capital, staked, ghosts, list, dnr, finished``.
    ``speaker`` to ``also_column`` belong to the utterance that is being said, else they are None; ``turn`` belongs to
    the last utterance that began. ``sides`` and ``conceded`` say who stands on which side and who conceded so far,
    ``no_list`` who keeps the row on a personal no list, ``sits_up`` that conduct has come up in the row.
    """
    *starts, total = row_starts(recording)
    second = min(max(float(t), 0.0), total)
    if not recording.rows:
        return _empty(second)
    index = bisect_right(starts, second) - 1
    row, local, over = recording.rows[index], real(second - starts[index]), second >= total
    begun = [event for event in row.utterances if event.start_s <= local]
    events = row.events if over else _begun(row.events, len(begun))
    finished = over and row.closed is not None
    return {
        "t": second,
        "row": row.opened.row,
        "id": row.opened.id,
        "local_s": local,
        "allowed_s": begun[-1].allowed_s if begun else row.opened.allowed_s,
        "turn": begun[-1].turn if begun else None,
        **_speaking(row, begun[-1] if begun and local < begun[-1].end_s else None),
        "stances": dict(_stances(row, local)),
        "before": dict(row.opened.stances),
        **_positions(recording, row, begun),
        **_room(row, events, recording.reviewed if over else ()),
        **_lists(recording, index + 1 if finished else index, finished=finished),
        "finished": finished,
    }


def _speaking(row: RecordedRow, current: Utterance | None) -> Frame:
    if current is None:
        return dict.fromkeys(("speaker", *_SAID, *_LIT))
    points = (row.points.get(named or "") for named in (current.point, current.also))
    lit = [point.column if point is not None else None for point in points]
    said = {name: getattr(current, name) for name in _SAID}
    return {"speaker": current.member, **said, **dict(zip(_LIT, lit, strict=True))}


def _positions(recording: Recording, row: RecordedRow, begun: Sequence[Utterance]) -> Frame:
    """What was said so far, who stands where, and whether that made the room sit up."""
    said = points_named(begun)
    return {
        "said": said,
        "sides": sides_taken(begun),
        "conceded": conceding(begun),
        "no_list": list(row.opened.no_list),
        "sits_up": sits_up(recording, row, said),
    }


def _stances(row: RecordedRow, local: float) -> Mapping[str, float]:
    done = [event for event in row.utterances if event.start_s <= local and event.end_s <= local]
    return done[-1].stances if done else row.opened.stances


def _begun(events: Sequence[RowEvent], begun: int) -> Sequence[RowEvent]:
    """Those of ``events`` up to the utterance number ``begun``, which is the last one that has begun."""
    if not begun:
        return ()
    places = [place for place, event in enumerate(events) if isinstance(event, Utterance)]
    return events[: places[begun - 1] + 1]


@dataclass
class _Purses:
    balance: dict[str, float]
    staked: dict[str, float] = field(default_factory=dict)

    def take(self, event: CapitalMoved) -> None:
        self.balance[event.member] = event.balance
        if event.why is Purse.SPENT:
            self.staked[event.member] = real(self.staked.get(event.member, 0.0) + event.amount)


def _room(row: RecordedRow, events: Iterable[RowEvent], reviewed: Iterable[Reviewed]) -> Frame:
    purses = _Purses(dict(row.opened.capital))
    ghosts = []
    for event in events:
        if isinstance(event, CapitalMoved):
            purses.take(event)
        elif isinstance(event, Remembered):
            how = str(event.how)
            ghosts.append({"member": event.member, "ghost": event.ghost, "weight": event.weight, "how": how})
    for move in reviewed:
        purses.balance[move.by] = move.balance
    return {"capital": purses.balance, "staked": purses.staked, "ghosts": ghosts}


def _lists(recording: Recording, shut: int, *, finished: bool) -> Frame:
    """The list as it stands: by this committee's calls until the meeting is over, then as it was made."""
    calls = [row.closed for row in recording.rows[:shut] if row.closed is not None]
    if finished and recording.listed is not None:
        placed, ids = recording.placed, recording.listed.ids
    else:
        placed = {call.id: Placed(call.tier, call.call) for call in calls}
        ids = by_call(calls)
    return {
        "list": [{"id": id_, "tier": str(placed[id_].tier), "call": placed[id_].call} for id_ in ids],
        "dnr": [call.id for call in calls if not placed[call.id].tier.ranked],
    }


def _empty(second: float) -> Frame:
    nothing = dict.fromkeys(("id", "turn", "speaker", *_SAID, *_LIT))
    by_member: Frame = {"stances": {}, "before": {}, "sides": {}, "capital": {}, "staked": {}}
    lists: Frame = {"said": [], "conceded": [], "no_list": [], "ghosts": [], "list": [], "dnr": []}
    start = {"t": second, "row": 0, "local_s": 0.0, "allowed_s": 0.0}
    return {**start, **nothing, **by_member, **lists, "sits_up": False, "finished": False}
