"""What each page may know, and nothing more.

One rule stands above all others: **no tally leaves the server before both votes on a row are over and a host has
revealed them, and neither does what the committee decided or why.** So only :func:`_result` counts votes, and it gives
nothing for a round that is not in ``room.revealed``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from viz.workshop.asked import NOTHING_MOVED, VERDICTS, Ballot, Told, is_for
from viz.workshop.blocks import HELD_AGAIN, seated_at, taken
from viz.workshop.counts import shown
from viz.workshop.deciding import (
    TALKS,
    Place,
    beyond_round,
    why_not_open,
    why_not_play,
    why_not_reveal,
    why_not_start,
    why_not_turn,
)
from viz.workshop.room import Key, Room, tally
from viz.workshop.shown import (
    Block,
    BoardView,
    Counted,
    HostView,
    Option,
    PhoneView,
    Playhead,
    Question,
    Result,
    Shown,
    Spent,
    Step,
)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What is so around the room and not in its journal."""

    here: int = 0
    """How many phones are connected."""
    busy: bool = False
    """Whether the meeting is being held again with what groups do."""
    seconds_left: int | None = None
    """What is left on the timer."""
    spent: Spent | None = None
    """How long the session and its step have taken, once it has begun."""
    join_url: str = ""
    """The address for phones, with the code in it."""
    debrief: Sequence[Block] = ()
    """What the debrief says at this step."""
    advice: Sequence[str] = ()
    """What hosts should know: why no phone comes in, that somebody guesses codes, that the disk is full."""


_NOTES: Final[Mapping[Shown, str]] = {
    "waiting": "Wait for the host. Look at the board.",
    "playing": "Listen, and look at the board.",
    "open": "",
    "locked": "The vote is closed. Look at the board.",
    "revealed": "",
    "paused": "The host has paused.",
    "ended": "The session is over. Thank you.",
}
"""What a phone says where there is nothing to do."""


def phone_view(place: Place, around: Around, client: str) -> PhoneView:
    """What the phone of ``client`` shows: its own votes, and results that everybody may see."""
    shown_now = phase_of(place)
    return {
        "v": 1,
        "type": "state",
        "session": {"title": place.session.title},
        "animal": place.room.animals[client],
        "step": _step(place, _told_questions(place)),
        "phase": shown_now,
        "questions": [_question(place, ballot, client) for ballot in _asked_now(place, client)],
        "may_change": place.room.stand.may_change,
        "seconds_left": around.seconds_left,
        "result": _result(place, place.step.round),
        "seat": taken(place, client),
        "debrief": [] if place.step.kind == "seat" else list(around.debrief),
        "handout": handout_url(place, around),
        "note": _note(place, shown_now, around),
    }


def _told_questions(place: Place) -> list[str]:
    """The questions of a step as everybody is told them.

    Those about a result stand with it, and not before; what a member does is asked until it is done.
    """
    early = place.step.kind == "reveal" and place.room.stand.phase != "revealed"
    return [] if early or seated_at(place) is not None else list(place.step.questions)


def board_view(place: Place, around: Around) -> BoardView:
    """What the projector shows: which part of which row to play, how many are in, how many have voted."""
    step, told = place.step, place.told.get(place.step.round)
    joined = len(place.room.animals) if place.room.stand.show_count else None
    seated = seated_at(place)
    return {
        "v": 1,
        "type": "board",
        "session": {"title": place.session.title},
        "step": _step(place, _told_questions(place)),
        "phase": phase_of(place),
        "recording": seated.recording if seated is not None and seated.recording else step.recording,
        "row": step.row,
        "number": told.number if told else 0,
        "name": told.name if told else "",
        "playhead": _playhead(place),
        "page": place.room.stand.page,
        "asked": [ballot.question for ballot in _ballots(place)],
        "joined": joined,
        "voted": _voted(place) if joined is not None else {},
        "seconds_left": around.seconds_left,
        "code": place.room.code,
        "join_url": around.join_url,
        "result": _result(place, step.round),
        "debrief": list(around.debrief),
        "handout": handout_url(place, around),
    }


def host_view(place: Place, around: Around) -> HostView:
    """What a host sees: notes, what can be done now, how many have voted. No tally: hosts vote with their faces."""
    step, stand = place.step, place.room.stand
    return {
        "v": 1,
        "type": "host",
        "session": {"title": place.session.title},
        "step": _step(place, step.questions),
        "phase": phase_of(place),
        "script": step.script,
        "notes": step.notes,
        "hands": step.hands,
        "seconds": step.seconds,
        "plays": _plays(place),
        "spent": around.spent,
        "steps": [{"kind": one.kind, "title": one.title, "seconds": one.seconds} for one in place.session.steps],
        "commands": commands_now(place),
        "page": place.pages[0],
        "pages": place.pages[1],
        "settings": {
            "blind": stand.blind,
            "allow_change": stand.may_change,
            "show_count": stand.show_count,
            "hide_small": stand.hide_small,
            "handout": stand.handout,
        },
        "ballots": [_to_count(place, ballot) for ballot in _ballots(place)],
        "joined": len(place.room.animals),
        "here": around.here,
        "busy": around.busy,
        "voted": _voted(place),
        "seconds_left": around.seconds_left,
        "code": place.room.code,
        "join_url": around.join_url,
        "handout": handout_url(place, around),
        "advice": list(around.advice),
        "result": _result(place, step.round),
        "debrief": list(around.debrief),
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
        "play": not why_not_play(place),
        "start": not why_not_start(place),
        "next": stand.index < last,
        "back": stand.index > 0,
        "skip": beyond_round(place) is not None,
        "page_on": not why_not_turn(place, 1),
        "page_back": not why_not_turn(place, -1),
        "pause": not stand.paused,
        "go_on": stand.paused,
    }
    return [name for name, possible in can.items() if possible] + [
        "blind",
        "allow_change",
        "show_count",
        "hide_small",
        "handout",
        "end",
    ]


def handout_url(place: Place, around: Around) -> str:
    """Where everybody may read the handout; empty as long as only hosts may."""
    if not may_all_read(place.room):
        return ""
    return f"{around.join_url.partition('/join')[0]}/handout.html"


def may_all_read(room: Room) -> bool:
    """Whether the handout is for everybody: the session is over, or a host shares it. It tells what is revealed."""
    return room.ended or room.stand.handout


def phase_of(place: Place) -> Shown:
    """How far the step has come, or what stands above that: the end, or a pause."""
    if place.room.ended:
        return "ended"
    return "paused" if place.room.stand.paused else place.room.stand.phase


def _ballots(place: Place) -> Sequence[Ballot]:
    return tuple(place.ballots.values())


def _asked_now(place: Place, client: str) -> Sequence[Ballot]:
    """The ballots that a phone shows: those that are open, and those just closed, with one's own vote."""
    room, step = place.room, place.step
    if room.stand.phase not in ("open", "locked") or room.ended:
        return ()
    return [ballot for ballot in _ballots(place) if is_for(ballot, step, room.animals, client)]


def _step(place: Place, questions: Sequence[str]) -> Step:
    step, stand = place.step, place.room.stand
    return {
        "index": stand.index,
        "of": len(place.session.steps),
        "kind": step.kind,
        "title": step.title,
        "part": step.part,
        "questions": list(questions),
    }


def _choices(pairs: Iterable[tuple[str, str]]) -> list[Option]:
    return [{"value": value, "label": label} for value, label in pairs]


def _to_count(place: Place, ballot: Ballot) -> Counted:
    """A ballot as a host needs it who counts hands."""
    return {
        "round": ballot.round,
        "ballot": ballot.name,
        "question": ballot.question,
        "choices": _choices(ballot.choices),
        "hands": _hands_of(place, ballot.key),
    }


def _hands_of(place: Place, key: Key) -> int:
    return sum(place.room.hands.get(key, {}).values())


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
    """How many have voted on each ballot of this step so far, never what; of several questions, on all of them."""
    step, keys = place.step, {ballot.key for ballot in _ballots(place)}
    if step.kind != "seat":  # its groups vote on what their members do, not on the row
        keys |= {(step.round, "before"), (step.round, "after")}
    named: dict[str, list[Key]] = {}
    for of, ballot in sorted(keys):
        if of:
            named.setdefault(ballot, []).append((of, ballot))
    return {ballot: _have_answered(place, ballot, each) for ballot, each in named.items()}


def _have_answered(place: Place, ballot: str, keys: Sequence[Key]) -> int:
    clients = [set(place.room.votes.get(key, {})) for key in keys]
    hands = [_hands_of(place, key) for key in keys]
    if ballot == "seat":  # each question is for one group only
        return len(set[str]().union(*clients)) + sum(hands)
    return len(set.intersection(*clients)) + min(hands)


def _playhead(place: Place) -> Playhead | None:
    """Which seconds of the row the board plays at this step, counted from the opening of the row.

    A talk waits until a host starts it. Until then the row stands on the wall, as it is when it has been read.
    """
    told, seated = place.told.get(place.step.round), seated_at(place)
    if told is None:
        return None
    if seated is not None and seated.recording:
        return {"start": 0.0, "end": seated.end_s}
    kind, phase = place.step.kind, place.room.stand.phase
    waits = (kind in TALKS and phase != "playing") or (kind == "reveal" and phase != "revealed")
    start, end = _span(kind, told)
    return {"start": start, "end": start if waits else end}


def _span(kind: str, told: Told) -> tuple[float, float]:
    """The seconds of a row that belong to a step of this kind."""
    spans = {
        "predict": (0.0, told.read_s),
        "talk": (told.read_s, told.call_s),
        "vote": (told.call_s, told.call_s),
        "reveal": (told.call_s, told.end_s),
        "talkover": (told.read_s, told.end_s),
    }
    return spans.get(kind, (0.0, 0.0))


def _plays(place: Place) -> int:
    """How many seconds the talk of this step takes; 0 if nobody talks."""
    kind, told = place.step.kind, place.told.get(place.step.round)
    if kind not in TALKS or told is None:
        return 0
    start, end = _span(kind, told)
    return round(end - start)


_WATCH: Final = "Look at the board: this is the meeting with what you do."


def _note(place: Place, phase: Shown, around: Around) -> str:
    """What a phone says where there is nothing to do."""
    seated = seated_at(place)
    if seated is not None:
        return seated.said[0] if place.room.stand.phase == "revealed" else _WATCH
    return HELD_AGAIN if around.busy else _NOTES[phase]


def _result(place: Place, round_: str) -> Result | None:
    """What came out of a round; None unless it is revealed and the session stands at its reveal."""
    told = place.told.get(round_)
    if round_ not in place.room.revealed or told is None or place.step.kind != "reveal":
        return None
    hide = place.room.stand.hide_small
    counts = [tally(place.room, (round_, name)) for name in ("before", "after", "moved")]
    before, after, moved = (dict(shown(each, hide_small=hide) or {}) for each in counts)
    return {
        "round": round_,
        "before": before,
        "after": after,
        "moved": moved,
        "choices": _choices(VERDICTS),
        "moved_choices": _choices((*told.points, NOTHING_MOVED)),
        "committee": told.verdict,
        "null": told.null,
        "pivots": list(told.pivots),
        "without": list(told.without),
        "unsaid": told.unsaid,
        "hidden": any(shown(each, hide_small=hide) is None for each in counts),
    }
