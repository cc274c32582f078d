"""How long a wish takes, in what tone, and whether it fits: as ``meeting/timing.py``, ``clock.py``, ``speech.py``."""

from __future__ import annotations

from typing import Any, Final

from committee.chance import Purpose
from committee.engine.draws import normal_of, turn_index, uniform_at
from committee.engine.formulas import seconds
from committee.engine.jit import compiled
from committee.engine.words import (
    ADVOCATE,
    ANNOUNCE,
    ANSWER,
    CALL,
    CHALLENGE,
    CONCERN,
    CONDUCT,
    NOTHING,
    PLAIN,
    RECALL,
    REFRAME,
    SHARP,
    VETO,
    VOUCH,
    WARM,
    WEARY,
)
from committee.meeting.draws import TURNS

_SECONDS, _TONE = int(Purpose.SECONDS), int(Purpose.TONE)
_LAST: Final = TURNS - 1


@compiled
def tone_of(act: int, valence: int, fatigue: float, draw: float) -> int:
    """As ``speech.tone_of``."""
    if draw < 0.6 * fatigue:
        return WEARY
    if draw > 0.55 and (act == ADVOCATE or act == VOUCH or act == REFRAME):
        return WARM
    hard = act == CHALLENGE or act == VETO or ((act == CONCERN or act == RECALL) and valence < 0)
    return SHARP if draw > 0.6 and hard else PLAIN


@compiled
def tone_for(now: Any, row: Any, room: Any, address: Any, wish: Any, turn: int) -> int:
    """The tone of a wish at a turn: as ``timing._tone``."""
    if wish.act == ANNOUNCE or wish.act == CALL:
        return PLAIN
    valence = row.valence[wish.point] if wish.point != NOTHING else 0
    if wish.weight > 0.0:
        valence = 1
    draw = uniform_at(address, _TONE, row.key, turn_index(turn - now.assigned_turns, room.seats[wish.member]))
    return tone_of(wish.act, valence, now.fatigue[wish.member], draw)


@compiled
def seconds_at(now: Any, row: Any, room: Any, rules: Any, address: Any, wish: Any, turn: int) -> float:
    """Seconds of a wish at a turn, gap included: as ``timing.seconds_at``."""
    speech = rules.speech
    tone = tone_for(now, row, room, address, wish, turn)
    index = turn_index(turn - now.assigned_turns, room.seats[wish.member])
    draw = normal_of(uniform_at(address, _SECONDS, row.key, index))
    quotes = wish.act == ANSWER and wish.point != NOTHING and row.note and row.family[wish.point] == CONDUCT
    length = 1.0 - speech.fatigue * now.fatigue[wish.member]
    return seconds(wish.act, tone, (length, speech.quoted if quotes else 0.0), draw, speech)


@compiled
def seconds_now(now: Any, row: Any, room: Any, rules: Any, address: Any, wish: Any) -> float:
    """As ``timing.seconds_of``."""
    return seconds_at(now, row, room, rules, address, wish, now.turn)


@compiled
def closing_seconds(now: Any, row: Any, room: Any, rules: Any, address: Any) -> float:
    """Seconds that the call will take: as ``state._closing_seconds``."""
    director, speech = room.director, rules.speech
    draw = normal_of(uniform_at(address, _SECONDS, row.key, turn_index(_LAST, room.seats[director])))
    return seconds(CALL, PLAIN, (1.0 - speech.fatigue * now.fatigue[director], 0.0), draw, speech)


@compiled
def fits(now: Any, rules: Any, lasting: float) -> bool:
    """As ``timing.fits``."""
    return not rules.switches.clock or now.elapsed + (lasting + now.closing_s) <= now.allowed


@compiled
def stretch(now: Any, rules: Any, share: float) -> bool:
    """As ``clock.Clock.stretch``."""
    before = now.allowed
    now.allowed = min(now.allowed + share * rules.clock.extension_s, rules.clock.row_seconds_max)
    return now.allowed > before


@compiled
def pass_time(now: Any, rules: Any, lasting: float) -> None:
    """As ``clock.Clock.pass_``."""
    now.elapsed += lasting
    if not rules.switches.clock and now.elapsed > now.allowed:
        now.allowed = now.elapsed


@compiled
def make_time(now: Any, row: Any, room: Any, rules: Any, address: Any, wish: Any) -> bool:
    """As ``timing.make_time``."""
    before = now.allowed
    if wish.stake > 0.0:
        stretch(now, rules, wish.stake)
    needed = now.lasting = seconds_now(now, row, room, rules, address, wish)
    while not fits(now, rules, needed):
        if not (now.favor and now.against and stretch(now, rules, 1.0)):
            if wish.stake > 0.0:
                now.allowed = before
            return False
    return True
