"""One row under the cursor, second by second.

:func:`hold` is the story. The row is read out, an interviewer gives an impression, then the highest bidder speaks until
the bell or silence, then the director calls. The row changes no member: the meeting settles purses, memories and
fatigue from the :class:`RowResult`. So it can hold the same row twice, with and without capital, to see what the
capital changed; :func:`held_unpaid` does so from the moment on at which the two part.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from committee.errors import UsageRefused
from committee.events import Event
from committee.meeting import floor, paying
from committee.meeting.docket import Docket
from committee.meeting.draws import TURNS
from committee.meeting.effect import pass_unheard, take_effect
from committee.meeting.ending import Ending, close
from committee.meeting.intervention import NOTHING, Intervention
from committee.meeting.practices import in_turn
from committee.meeting.putting import wish_of
from committee.meeting.room import Room
from committee.meeting.row_events import RowEvents
from committee.meeting.state import OpenRow
from committee.meeting.timing import fits, make_time, seconds_of, tone_for
from committee.meeting.unpaid import without_capital
from committee.meeting.wish import NO_WISH, Wish
from committee.terms import Act, Tier, WhyNot


class Stake(Struct, frozen=True, kw_only=True, gc=False):
    """What one member staked on a row."""

    member: int
    """The index of the member."""
    units: float
    """The units staked in all."""
    ask: Tier
    """The tier that they asked for."""


class RowResult(Struct, frozen=True, kw_only=True, gc=False):
    """What a row leaves behind."""

    ending: Ending
    """How it ended."""
    seconds: float
    """Seconds that it took."""
    before: tuple[float, ...]
    """By member, the stance before talk."""
    stances: tuple[float, ...]
    """By member, the stance at the end."""
    stakes: tuple[Stake, ...]
    """What members staked on it."""
    recalled: tuple[tuple[int, str, bool], ...]
    """(member, episode, whether it was spoken) of every memory that came up."""
    events: tuple[Event, ...]
    """What happened, in order; empty where nobody listens."""


def hold(
    docket: Docket, room: Room, *, tell: bool = True, capital: bool = True, changed: Intervention = NOTHING
) -> RowResult:
    """Hold a row from its reading to the call.

    With ``tell`` the result holds its events. Without ``capital`` nobody may stake anything. ``changed`` is what an
    experimenter changes inside the row.
    """
    row = OpenRow(docket, room, capital=capital, changed=changed)
    events = RowEvents(row) if tell else None
    open_floor(row, events)
    speak_as_assigned(row, row.docket.assigned_for, 1, events)
    return _to_the_call(row, events, more=take_turn(row, events))


def _to_the_call(row: OpenRow, events: RowEvents | None, *, more: bool) -> RowResult:
    """Go on until nobody speaks any more, and call. ``more`` says whether the last turn was taken."""
    while more or _objects_as_assigned(row, events) or _speaks_as_put(row, events, at_last=True):
        more = take_turn(row, events)
    ending = _call(row, events)
    return RowResult(
        ending=ending,
        seconds=row.clock.elapsed,
        before=row.before,
        stances=tuple(row.stance),
        stakes=_stakes(row),
        recalled=tuple(row.recalled),
        events=events.so_far if events is not None else (),
    )


def open_floor(row: OpenRow, events: RowEvents | None = None) -> None:
    """Read the row out; then, of those who met the applicant, the one who bids most gives an impression."""
    utter(row, Wish(row.seating.announcer, 0.0, Act.ANNOUNCE), (), events)
    able = (member for member in row.docket.interviewers if member not in row.quiet)
    met = [member for member in able if Act.IMPRESSION in row.seating.acts[member]]
    if not met:
        return
    wishes = floor.wishes(row)
    who = max(met, key=lambda member: (wishes[member].bid, -member))
    point, also = floor.impression_points(row, who)
    wish = Wish(who, wishes[who].bid, Act.IMPRESSION, point, also=also)
    if fits(row, seconds_of(row, wish)):
        utter(row, wish, wishes, events)


def take_turn(row: OpenRow, events: RowEvents | None = None) -> bool:
    """Take one turn, if anybody wants it; return False if the row is ready for the call."""
    if row.turn >= TURNS - 2:
        return False
    if row.to_put and _speaks_as_put(row, events):
        return True
    wishes = floor.wishes(row)
    if row.quiet or row.hushed is not None:
        _restrain(row, wishes)
    asked = floor.asked_now(row)
    if asked is not None and asked not in row.quiet and make_time(row, wishes[asked]):
        utter(row, wishes[asked], wishes, events)
        return True
    paid = paying.buyer(row, wishes) if row.may_pay and row.turn > 1 else None
    if paid is not None and events is not None and row.unpaid is None:
        row.unpaid = without_capital(row, wishes)
    return _give_the_floor(row, paid, wishes, events)


def _give_the_floor(row: OpenRow, paid: Wish | None, wishes: Sequence[Wish], events: RowEvents | None) -> bool:
    """Let the one who pays speak, else the highest bidder, of those who can finish before the bell; False if nobody."""
    threshold = floor.threshold(row)
    wanting = [wish for wish in wishes if wish.bid >= threshold and wish.bid > NO_WISH]
    if paid is None and not wanting:
        return False
    wanting.sort(key=lambda wish: (-wish.bid, wish.member))
    in_order = [paid, *wanting] if paid else wanting
    turns = in_turn(in_order, row.expressed.spoken, row.rules.practices)
    wish = next((wish for wish in turns if make_time(row, wish)), None)
    if wish is None:
        row.missed.last_wishes = wanting
        row.missed.rung = True
        return False
    if len(turns) < len(in_order):
        wish.waited = tuple(other.member for other in in_order[: in_order.index(wish)] if other not in turns)
    _pass_over(row, wish, wanting, turns)
    utter(row, wish, wishes, events)
    return True


def speak_as_assigned(row: OpenRow, member: int | None, side: int, events: RowEvents | None = None) -> bool:
    """Have the member say the strongest point that they know for the row (1) or against it (-1), at no stake.

    Returns whether anything was said. The turn shares the draws of the next one, so it shifts nobody's.
    """
    if member is None or member in row.quiet or row.talk.sides[member] == -side:
        return False
    point = floor.strongest_known(row, member, side)
    if point is None:
        return False
    wish = Wish(member, 0.0, floor.act_for(row, point), point)
    if wish.act not in row.seating.acts[member] or not make_time(row, wish):
        return False
    utter(row, wish, (), events)
    row.assigned_turns += 1
    return True


def _objects_as_assigned(row: OpenRow, events: RowEvents | None) -> bool:
    """Have the devil's advocate speak where the floor is silent and nobody has spoken against the row."""
    if row.talk.objected or row.missed.rung:
        return False
    return speak_as_assigned(row, row.docket.assigned_against, -1, events)


def _speaks_as_put(row: OpenRow, events: RowEvents | None, *, at_last: bool = False) -> bool:
    """Have the next act said that an experimenter put in a mouth, if its second has come or nobody else speaks.

    One that cannot end before the bell is not said. The turn shares the draws of the next one, so it shifts nobody's.
    Without capital the row may go another way, in which a member may not do it; then they do not.
    """
    while row.to_put and (at_last or row.to_put[0].at_s <= row.clock.elapsed) and row.turn < TURNS - 2:
        put = row.to_put.pop(0)
        try:
            wish = wish_of(row, put)
        except UsageRefused:
            if row.capital:
                raise
            continue
        if make_time(row, wish) or put.past_bell:
            utter(row, wish, (), events)
            row.assigned_turns += 1
            return True
    return False


def _restrain(row: OpenRow, wishes: Sequence[Wish]) -> None:
    """Let nobody ask for the floor who has to keep quiet; and who has just spoken, unheard, does not at once again."""
    for member in row.quiet:
        wishes[member].bid = NO_WISH
    if row.hushed is not None and wishes[row.hushed].bid > NO_WISH:
        wishes[row.hushed].bid -= row.rules.floor.just_spoke


def _pass_over(row: OpenRow, winner: Wish, wanting: Sequence[Wish], turns: Sequence[Wish]) -> None:
    """Note who else wanted the turn.

    A higher bidder does not count as a bid who could not finish before the bell, or who is not among ``turns``, the
    wishes that may have the turn.
    """
    for wish in wanting:
        if wish is winner:
            continue
        passed_over = winner.stake == 0.0 and (wish.bid, -wish.member) > (winner.bid, -winner.member)
        if wish.point is not None:
            row.missed.wanted[wish.point] = WhyNot.BELL if passed_over and wish in turns else WhyNot.OUTBID
        if passed_over:
            wish.bid = NO_WISH


def utter(row: OpenRow, wish: Wish, wishes: Sequence[Wish] = (), events: RowEvents | None = None) -> None:
    """Say what ``wish`` wants to say: time passes, the stake is paid, everybody hears it.

    ``wishes`` are everybody's wishes for this turn; the event tells them as bids.
    """
    start = row.clock.elapsed
    closing = wish.act in (Act.CALL, Act.VETO)
    row.clock.pass_(row.closing_s if closing else seconds_of(row, wish))
    if wish.stake > 0.0:
        paying.stake(row, wish)
    row.moved = [0.0] * row.size
    row.hushed = None
    if row.turn in row.changed.silenced and not closing:
        pass_unheard(row, wish)
    elif not closing:
        take_effect(row, wish)
    elif wish.act is Act.VETO:
        wish.side = -1
    if events is not None:
        events.uttered(row, wish, wishes, (start, tone_for(row, wish)))
    row.turn += 1


def _call(row: OpenRow, events: RowEvents | None) -> Ending:
    ending = close(row)
    utter(row, Wish(row.seating.director, 0.0, Act.VETO if ending.vetoed else Act.CALL), (), events)
    if events is not None:
        unpaid = held_unpaid(row)
        events.closed(row, ending, None if unpaid is None else unpaid.ending.call)
    return ending


def held_unpaid(row: OpenRow) -> RowResult | None:
    """What would have come of the row if nobody had paid, on the same draws; None where nobody did."""
    if not row.stakes.asks:
        return None
    if row.unpaid is None or row.changed.put:  # an act that an experimenter puts may come with a stake of its own
        return hold(row.docket, row.room, tell=False, capital=False, changed=row.changed)
    other, wishes = row.unpaid
    return _to_the_call(other, None, more=_give_the_floor(other, None, wishes, None))


def _stakes(row: OpenRow) -> tuple[Stake, ...]:
    return tuple(
        Stake(member=member, units=units, ask=row.stakes.asks[member])
        for member, units in enumerate(row.stakes.units)
        if units > 0.0
    )
