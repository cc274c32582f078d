"""The room at any second: a pure function of a recording and a time.

The stage in the browser holds the same function (``state`` in ``viz/stage/recording.js``), and a browser test
holds the two equal. Row k lasts as long as its talk; rows follow each other without a gap. At the very
second at which a row starts the state is that row's opening; at the end of all it is the last row, closed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from committee.events import CapitalMoved, Remembered, Reviewed, RowClosed, real
from committee.recording.format import Utterance
from committee.recording.recording import Recording, Row, RowEvent
from committee.terms import Purse

Frame = dict[str, Any]


def row_starts(recording: Recording) -> list[float]:
    """Seconds at which each row starts and, last, at which the meeting ends."""
    starts = [0.0]
    for row in recording.rows:
        starts.append(real(starts[-1] + row.seconds))
    return starts


def frame(recording: Recording, t: float) -> Frame:
    """The state of the room ``t`` seconds after the meeting began; ``t`` is held within the meeting.

    Keys: ``t, row`` (from 1; 0 where there is none), ``id, local_s, allowed_s, turn, speaker, act, text,
    point, to, ghost, lit_column, said, stances, before, capital, staked, ghosts, list, dnr, finished``.
    ``speaker`` to ``lit_column`` are of the utterance under way, else None; ``turn`` is of the last one begun.
    """
    *starts, total = row_starts(recording)
    second = min(max(float(t), 0.0), total)
    if not recording.rows:
        return _empty(second)
    index = bisect_right(starts, second) - 1
    row, local, over = recording.rows[index], real(second - starts[index]), second >= total
    begun = [event for event in row.utterances if event.start_s <= local]
    told = row.told if over else _begun(row.told, len(begun))
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
        **_room(row, told, begun, recording.reviewed if over else ()),
        **_lists(recording, index + 1 if finished else index, finished=finished),
        "finished": finished,
    }


def _speaking(row: Row, current: Utterance | None) -> Frame:
    names = ("act", "text", "point", "to", "ghost")
    if current is None:
        return dict.fromkeys(("speaker", *names, "lit_column"))
    lit = row.points[current.point].column if current.point is not None else None
    return {"speaker": current.member, **{name: getattr(current, name) for name in names}, "lit_column": lit}


def _stances(row: Row, local: float) -> Mapping[str, float]:
    done = [event for event in row.utterances if event.start_s <= local and event.end_s <= local]
    return done[-1].stances if done else row.opened.stances


def _begun(told: Sequence[RowEvent], begun: int) -> Sequence[RowEvent]:
    """What has been told once ``begun`` utterances have begun: all up to the last of them."""
    if not begun:
        return ()
    places = [place for place, event in enumerate(told) if isinstance(event, Utterance)]
    return told[: places[begun - 1] + 1]


@dataclass
class _Purses:
    balance: dict[str, float]
    staked: dict[str, float] = field(default_factory=dict)

    def take(self, event: CapitalMoved) -> None:
        self.balance[event.member] = event.balance
        if event.why is Purse.SPENT:
            self.staked[event.member] = real(self.staked.get(event.member, 0.0) + event.amount)


def _room(row: Row, told: Iterable[RowEvent], begun: Sequence[Utterance], reviewed: Iterable[Reviewed]) -> Frame:
    purses = _Purses(dict(row.opened.capital))
    ghosts = []
    for event in told:
        if isinstance(event, CapitalMoved):
            purses.take(event)
        elif isinstance(event, Remembered):
            how = str(event.how)
            ghosts.append({"member": event.member, "ghost": event.ghost, "weight": event.weight, "how": how})
    for move in reviewed:
        purses.balance[move.by] = move.balance
    said = list(dict.fromkeys(event.point for event in begun if event.point is not None))
    return {"said": said, "capital": purses.balance, "staked": purses.staked, "ghosts": ghosts}


def _lists(recording: Recording, shut: int, *, finished: bool) -> Frame:
    closed = [row.closed for row in recording.rows[:shut] if row.closed is not None]
    ranked = sorted((one for one in closed if one.tier.ranked), key=lambda one: (-one.call, one.id))
    if finished and recording.listed is not None:
        by_id = {one.id: one for one in ranked}
        ranked = [by_id[each] for each in recording.listed.ids]
    return {
        "list": [_entry(one) for one in ranked],
        "dnr": [one.id for one in closed if not one.tier.ranked],
    }


def _entry(closed: RowClosed) -> Frame:
    return {"id": closed.id, "tier": str(closed.tier), "call": closed.call}


def _empty(second: float) -> Frame:
    nothing = ("speaker", "act", "text", "point", "to", "ghost", "lit_column", "turn", "id")
    room: Frame = {"said": [], "stances": {}, "before": {}, "capital": {}, "staked": {}, "ghosts": [], "list": []}
    return {"t": second, "row": 0, "local_s": 0.0, "allowed_s": 0.0, **dict.fromkeys(nothing), **room} | {
        "dnr": [],
        "finished": False,
    }
