"""What each page may know, and nothing more.

One rule stands above all others: **no tally leaves the server before both votes on a row are over and a host has
revealed them, and neither does what the committee decided or why.** So only :func:`_result` counts votes, and it gives
nothing for a round that is not in ``room.revealed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from viz.workshop.asked import NOTHING_MOVED, VERDICTS, Ballot
from viz.workshop.deciding import Place, beyond_round, why_not_open, why_not_reveal
from viz.workshop.room import tally
from viz.workshop.session import Step as SessionStep
from viz.workshop.shown import BoardView, Counted, HostView, Option, PhoneView, Playhead, Question, Result, Shown, Step


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is so around the room and not in its journal."""

    here: int = 0
    """How many phones are connected."""
    seconds_left: int | None = None
    """What is left on the timer."""
    join_url: str = ""
    """The address for phones, with the code in it."""
    advice: Sequence[str] = field(default_factory=tuple)
    """What hosts should know: why no phone comes in, that somebody guesses codes, that the disk is full."""


_NOTES: Final[Mapping[Shown, str]] = {
    "waiting": "Wait for the host. Look at the board.",
    "open": "",
    "locked": "The vote is closed. Look at the board.",
    "revealed": "",
    "paused": "The host has paused.",
    "ended": "The session is over. Thank you.",
}
"""What a phone says where there is nothing to do."""


def phone_view(place: Place, around: Around, client: str) -> PhoneView:
    """What the phone of ``client`` shows: its own votes, and results that everybody may see."""
    shown = phase_of(place)
    return {
        "v": 1,
        "type": "state",
        "session": {"title": place.session.title},
        "animal": place.room.animals[client],
        "step": _step(place),
        "phase": shown,
        "questions": [_question(place, ballot, client) for ballot in _asked_now(place)],
        "may_change": place.room.stand.may_change,
        "seconds_left": around.seconds_left,
        "result": _result(place, _at(place).round),
        "note": _NOTES[shown],
    }


def board_view(place: Place, around: Around) -> BoardView:
    """What the projector shows: which part of which row to play, how many are in, how many have voted."""
    step, told = _at(place), place.told.get(_at(place).round)
    joined = len(place.room.animals) if place.room.stand.show_count else None
    return {
        "v": 1,
        "type": "board",
        "session": {"title": place.session.title},
        "step": _step(place),
        "phase": phase_of(place),
        "recording": step.recording,
        "row": step.row,
        "number": told.number if told else 0,
        "name": told.name if told else "",
        "playhead": _playhead(place),
        "joined": joined,
        "voted": _voted(place) if joined is not None else {},
        "seconds_left": around.seconds_left,
        "code": place.room.code,
        "join_url": around.join_url,
        "result": _result(place, step.round),
    }


def host_view(place: Place, around: Around) -> HostView:
    """What a host sees: notes, what can be done now, how many have voted. No tally: hosts vote with their faces."""
    step, stand = _at(place), place.room.stand
    return {
        "v": 1,
        "type": "host",
        "session": {"title": place.session.title},
        "step": _step(place),
        "phase": phase_of(place),
        "script": step.script,
        "notes": step.notes,
        "hands": step.hands,
        "seconds": step.seconds,
        "steps": [{"kind": one.kind, "title": one.title, "seconds": one.seconds} for one in place.session.steps],
        "commands": commands_now(place),
        "settings": {"blind": stand.blind, "allow_change": stand.may_change, "show_count": stand.show_count},
        "ballots": [_to_count(ballot) for ballot in _ballots(place)],
        "joined": len(place.room.animals),
        "here": around.here,
        "voted": _voted(place),
        "seconds_left": around.seconds_left,
        "code": place.room.code,
        "join_url": around.join_url,
        "advice": list(around.advice),
        "result": _result(place, step.round),
    }


def commands_now(place: Place) -> list[str]:
    """The commands that would be carried out now."""
    stand, last = place.room.stand, len(place.session.steps) - 1
    if place.room.ended:
        return []
    can = {
        "open_ballot": not why_not_open(place),
        "lock": stand.phase == "open",
        "timer": stand.phase == "open",
        "hands": any(ballot.round not in place.room.revealed for ballot in _ballots(place)),
        "reveal": not why_not_reveal(place),
        "next": stand.index < last,
        "back": stand.index > 0,
        "skip": beyond_round(place) is not None,
        "pause": not stand.paused,
        "go_on": stand.paused,
    }
    return [name for name, possible in can.items() if possible] + ["blind", "allow_change", "show_count", "end"]


def phase_of(place: Place) -> Shown:
    """How far the step has come, or what stands above that: the end, or a pause."""
    if place.room.ended:
        return "ended"
    return "paused" if place.room.stand.paused else place.room.stand.phase


def _at(place: Place) -> SessionStep:
    return place.session.steps[place.room.stand.index]


def _ballots(place: Place) -> Sequence[Ballot]:
    return tuple(place.ballots.values())


def _asked_now(place: Place) -> Sequence[Ballot]:
    """The ballots that a phone shows: those that are open, and those just closed, with one's own vote."""
    stand = place.room.stand
    return _ballots(place) if stand.phase in ("open", "locked") and not place.room.ended else ()


def _step(place: Place) -> Step:
    step, stand = _at(place), place.room.stand
    return {
        "index": stand.index,
        "of": len(place.session.steps),
        "kind": step.kind,
        "title": step.title,
        "part": step.part,
        "questions": list(step.questions),
    }


def _choices(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    return [{"value": value, "label": label} for value, label in pairs]


def _to_count(ballot: Ballot) -> Counted:
    """A ballot as a host needs it who counts hands."""
    return {
        "round": ballot.round,
        "ballot": ballot.name,
        "question": ballot.question,
        "choices": _choices(ballot.choices),
    }


def _question(place: Place, ballot: Ballot, client: str) -> Question:
    vote = place.room.votes.get(ballot.key, {}).get(client)
    return {
        "round": ballot.round,
        "ballot": ballot.name,
        "question": ballot.question,
        "choices": _choices(ballot.choices),
        "optional": ballot.optional,
        "mine": {"choice": vote.choice, "n": vote.n} if vote else None,
    }


def _voted(place: Place) -> dict[str, int]:
    """How many have voted on each ballot of this round so far; never what."""
    round_ = _at(place).round
    keys = {ballot.key for ballot in _ballots(place)} | {(round_, "before"), (round_, "after")}
    return {
        ballot: len(place.room.votes.get((of, ballot), {})) + sum(place.room.hands.get((of, ballot), {}).values())
        for of, ballot in sorted(keys)
        if of
    }


def _playhead(place: Place) -> Playhead | None:
    """Which seconds of the row the board plays at this step, counted from the opening of the row."""
    told = place.told.get(_at(place).round)
    if told is None:
        return None
    shown = place.room.stand.phase == "revealed"
    spans = {
        "predict": (0.0, told.read_s),
        "talk": (told.read_s, told.call_s),
        "vote": (told.call_s, told.call_s),
        "reveal": (told.call_s, told.end_s if shown else told.call_s),
    }
    start, end = spans.get(_at(place).kind, (0.0, 0.0))
    return {"start": start, "end": end}


def _result(place: Place, round_: str) -> Result | None:
    """What came out of a round; None unless it is revealed and the session stands at its reveal."""
    told = place.told.get(round_)
    if round_ not in place.room.revealed or told is None or _at(place).kind != "reveal":
        return None
    before, after, moved = (dict(tally(place.room, (round_, name))) for name in ("before", "after", "moved"))
    return {
        "round": round_,
        "before": before,
        "after": after,
        "moved": moved,
        "choices": _choices(VERDICTS),
        "moved_choices": _choices((*told.points, NOTHING_MOVED)),
        "committee": told.verdict,
        "null": told.null,
        "silent": told.silent,
        "pivots": list(told.pivots),
    }
