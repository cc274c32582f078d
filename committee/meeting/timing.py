"""How long it would take to say a wish now, in what tone, and whether it fits before the bell."""

from __future__ import annotations

from committee.meeting.speech import seconds, tone_of
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.terms import Act, Family, Tone

_ALWAYS_PLAIN = frozenset({Act.ANNOUNCE, Act.CALL})


def seconds_of(row: OpenRow, wish: Wish) -> float:
    """Seconds that this wish would take in the next turn, gap included."""
    return _as_said(row, wish)[2]


def seconds_at(row: OpenRow, wish: Wish, turn: int) -> float:
    """Seconds that this wish would take at a later turn, gap included."""
    return _said_at(row, wish, turn)[0]


def tone_for(row: OpenRow, wish: Wish) -> Tone:
    """The tone that this wish would have."""
    return _as_said(row, wish)[3]


def fits(row: OpenRow, seconds: float) -> bool:
    """Whether ``seconds`` of talk, and the call after it, end by the bell."""
    return row.clock.fits(seconds + row.closing_s)


def make_time(row: OpenRow, wish: Wish) -> bool:
    """Whether a member can say it before the bell, after a stake or a contest has stretched the clock."""
    clock, talk = row.clock, row.talk
    before = clock.allowed
    if wish.stake > 0.0:
        clock.stretch(wish.stake)
    needed = seconds_of(row, wish)
    while not fits(row, needed):
        if not (talk.favor and talk.against and clock.stretch()):
            if wish.stake > 0.0:
                clock.allowed = before
            return False
    return True


def _as_said(row: OpenRow, wish: Wish) -> tuple[Wish, int, float, Tone]:
    """(wish, turn, seconds, tone) as the member would say it now, kept until the wish or the turn changes."""
    timed = row.timed
    if timed is None or timed[0] is not wish or timed[1] != row.turn:
        timed = row.timed = (wish, row.turn, *_said_at(row, wish, row.turn))
    return timed


def _said_at(row: OpenRow, wish: Wish, turn: int) -> tuple[float, Tone]:
    """(seconds, tone) of a wish at a turn."""
    draws, seat, rules = row.docket.draws, row.seating.seats[wish.member], row.rules.speech
    turn = row.drawn_turn(turn)
    tone = _tone(row, wish, draws.tone(turn, seat))
    length = 1.0 - rules.fatigue * row.fatigue[wish.member]
    more = rules.quoted if _quotes(row, wish) else 0.0
    return seconds(wish.act, tone, (length, more), draws.length(turn, seat), rules), tone


def _quotes(row: OpenRow, wish: Wish) -> bool:
    """Whether the speaker reads out the note on the applicant: in an answer about conduct, if there is a note."""
    if wish.act is not Act.ANSWER or wish.point is None or not row.docket.brief.applicant.note:
        return False
    return row.points[wish.point].family is Family.PROFESSIONALISM


def _tone(row: OpenRow, wish: Wish, draw: float) -> Tone:
    if wish.act in _ALWAYS_PLAIN:
        return Tone.PLAIN
    valence = row.points[wish.point].valence if wish.point is not None else 0
    if wish.weight > 0.0:  # a good memory names a worry only to answer it
        valence = 1
    return tone_of(wish.act, valence, row.fatigue[wish.member], draw)
