"""Who speaks next, and to say what.

Everybody wishes for every turn; the strongest wish above the threshold gets it, unless somebody pays. A wish is made
of how far the room, as far as it has spoken, stands from one's own stance, what one knows that nobody
has said, being asked or contradicted, sponsoring, temperament and a whim; fatigue and having spoken weaken it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee.members.member import Moment
from committee.terms import Act, Family, Flag, Holding, Role

if TYPE_CHECKING:
    from committee.meeting.state import RowState

NO_WISH = -9.0
"""The bid of a member who has nothing to say or may not say it."""

# Weighed by every member at every turn; Python 3.11 looks a word up in its list six times as slowly as a name.
_AGREE, _ASK, _CHALLENGE, _MOVE_ON, _RECALL = Act.AGREE, Act.ASK, Act.CHALLENGE, Act.MOVE_ON, Act.RECALL
_ADVOCATE, _CONCERN, _COUNTER, _REFRAME, _VOUCH = Act.ADVOCATE, Act.CONCERN, Act.COUNTER, Act.REFRAME, Act.VOUCH
_ADVOCATE_POINT = Family.ADVOCATE


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """How wishes add up, in the units of a bid.

    ``threshold`` is the least bid that takes the floor; ``distance`` a unit of stance between oneself and the
    expressed room; ``point`` a unit of salience unsaid; ``shared`` how much of a point's pull needs others who
    know it too (0 none, 1 all); ``leaning`` favours points on one's own side; ``ghost`` a unit of ghost unsaid;
    ``ask``, ``agree``, ``challenge`` and ``move_on`` the worth of those acts; ``sponsor`` holding an unsaid
    advocate's point, ``duty`` an unsaid e-mail or paper that only the office has seen; ``addressed`` and
    ``contradicted``; ``spoken`` is taken off for each time one has spoken, ``just_spoke`` for having had the
    turn before, ``tired`` for full fatigue; ``whim`` is a standard deviation; ``hurdle`` is added to the
    threshold once the director has moved on; ``expressed_prior`` is the weight of the composite score in what
    the room has expressed.
    """

    threshold: float
    distance: float
    point: float
    shared: float
    leaning: float
    ghost: float
    ask: float
    agree: float
    challenge: float
    move_on: float
    sponsor: float
    duty: float
    addressed: float
    contradicted: float
    spoken: float
    just_spoke: float
    tired: float
    whim: float
    hurdle: float
    expressed_prior: float


@dataclass(slots=True)
class Wish:
    """What one member would do with the next turn. ``stake`` > 0 buys it."""

    member: int
    bid: float
    act: Act
    point: int | None = None
    to: int | None = None
    ghost: str | None = None
    stake: float = 0.0


def wishes(row: RowState) -> list[Wish]:
    """Everybody's wish for the next turn, by member index."""
    whims = row.docket.draws.whims(row.turn, row.seats)
    return [_wish(row, member, whim) for member, whim in enumerate(whims)]


def strongest(found: list[Wish]) -> Wish:
    """The highest bid; ties go to the lower seat."""
    best = found[0]
    for wish in found:
        if wish.bid > best.bid:
            best = wish
    return best


def _wish(row: RowState, member: int, whim: float) -> Wish:
    """The worthiest thing the member could do, and how much they want to."""
    acts = row.members[member].acts
    if row.addressed == member and row.asked is not None:
        wish = _answer(row, member)
    else:
        wish = _content(row, member)
        if not row.moved_on:
            if row.ghosts[member] and _RECALL in acts:
                _recall(row, member, wish)
            if not row.was_asked and _ASK in acts:
                _ask(row, member, wish)
    if row.last_point and row.last_speaker != member:
        _side(row, member, wish)
    if _MOVE_ON in acts and row.turn > 2 and not row.moved_on and not (row.favour and row.against):
        _better(wish, row.rules.floor.move_on * row.clock.elapsed / row.clock.allowed, _MOVE_ON)
    wish.bid = NO_WISH if wish.bid <= 0.0 else wish.bid + _urge(row, member, whim)
    return wish


def _better(wish: Wish, worth: float, act: Act, point: int | None = None, to: int | None = None) -> None:
    """Turn the wish into this act if it is worth more than what the member had in mind."""
    if worth > wish.bid:
        wish.bid, wish.act, wish.point, wish.to, wish.ghost = worth, act, point, to, None


def _urge(row: RowState, member: int, whim: float) -> float:
    """What a member would bid whatever it is they have to say."""
    rules = row.rules.floor
    agent = row.members[member]
    spoken = row.spoken[member]
    gap = row.stance[member] - row.expressed
    if agent.even_tempered:
        urge = agent.spec.talkativeness
    else:
        urge = agent.eagerness(Moment(row.clock.elapsed, row.clock.allowed, spoken, agent.fatigue))
    urge += rules.distance * (gap if gap >= 0.0 else -gap)
    urge -= rules.spoken * spoken + rules.tired * agent.fatigue
    if row.last_speaker == member:
        urge -= rules.just_spoke
    elif row.addressed == member:
        urge += rules.addressed
    if row.contradicted == member:
        urge += rules.contradicted
    return urge + rules.whim * whim


def _content(row: RowState, member: int) -> Wish:
    """The weightiest thing the member knows and nobody has said."""
    rules = row.rules.floor
    lean = row.stance[member] - row.expressed
    along = rules.leaning * lean / (1.0 + (lean if lean >= 0.0 else -lean))
    up, down = 1.0 + along, 1.0 - along
    worth, best = 0.0, -1
    pull = row.pull[member]
    favours = row.favours
    found_for = found_against = False
    for point in row.unsaid[member]:  # the strongest pull first: the first on each side is the best of its side
        if favours[point]:
            if found_for:
                continue
            found_for, value = True, pull[point] * up
        else:
            if found_against:
                continue
            found_against, value = True, pull[point] * down
        if value > worth or (value == worth and point < best):
            worth, best = value, point
        if found_for and found_against:
            break
    if best < 0:
        return Wish(member, 0.0, _AGREE)
    act = act_for(row, best)
    return Wish(member, worth, act, best) if act in row.members[member].acts else Wish(member, 0.0, _AGREE)


def act_for(row: RowState, point: int) -> Act:
    """What saying this point, now, amounts to."""
    seen = row.points[point]
    if row.moved_on:
        return Act.REOPEN
    if seen.valence < 0:
        return _CONCERN
    if seen.family is _ADVOCATE_POINT:
        return _ADVOCATE
    if seen.proof > 0.0 and row.answerable(seen):
        return _REFRAME
    return _COUNTER if row.against and row.last_valence < 0 else _VOUCH


def _answer(row: RowState, member: int) -> Wish:
    """What the file says about the flag one was asked about; a plain word where it says nothing."""
    best, worth = None, 0.0
    for point in sorted(row.unsaid[member]):
        seen = row.points[point]
        explains = seen.family is Family.NARRATIVE and row.asked is not Flag.VISA
        relevant = seen.proof + (1.0 if explains else 0.0)
        relevant += 1.0 if seen.flag is row.asked and seen.holding is not Holding.PUBLIC else 0.0
        if relevant > worth:
            best, worth = point, relevant
    return Wish(member, row.rules.floor.addressed, Act.ANSWER, best, row.asker)


def _recall(row: RowState, member: int, wish: Wish) -> None:
    """Name the loudest ghost against the row that nobody has named."""
    loudest = None
    for ghost in row.ghosts[member]:
        if ghost.episode not in row.named and ghost.traits and (loudest is None or ghost.weight < loudest.weight):
            loudest = ghost
    if loudest is not None and loudest.weight < 0.0:
        worth = -row.rules.floor.ghost * loudest.weight
        if worth > wish.bid:
            _better(wish, worth, Act.RECALL, row.haunted_point(loudest))
            wish.ghost = loudest.episode


def _ask(row: RowState, member: int, wish: Wish) -> None:
    """Ask somebody who read the file about the weightiest flag, if one has not read it oneself nor just raised it."""
    point = row.open_flags[member]
    if point is not None and member not in row.docket.readers and (member, point) not in row.raised:
        worth = row.rules.floor.ask * row.salience[member][point]
        if worth > wish.bid:
            reader = row.whom_to_ask(member)
            if reader is not None:
                _better(wish, worth, Act.ASK, point, reader)


def _side(row: RowState, member: int, wish: Wish) -> None:
    """Agree with the last speaker, or take them on."""
    rules = row.rules.floor
    speaker = row.last_speaker
    assert speaker is not None
    agent = row.members[member]
    gap = row.stance[speaker] - row.stance[member]
    size = gap if gap >= 0.0 else -gap
    if agent.votes and _AGREE in agent.acts:
        worth = rules.agree / (1.0 + 4.0 * size)
        if worth > wish.bid:
            _better(wish, worth, _AGREE, None, speaker)
    worth = rules.challenge * size
    if worth > wish.bid and _CHALLENGE in agent.acts:
        _better(wish, worth, _CHALLENGE, None, speaker)


def buyer(row: RowState, found: list[Wish]) -> Wish | None:
    """Who pays for the next turn, if anybody: the sponsor first, else whoever stands furthest above the room."""
    sponsor = row.docket.advocate
    if sponsor is not None:
        wish = _sponsor_buys(row, sponsor, found)
        if wish is not None:
            return wish
    return _volunteer_buys(row)


def _sponsor_buys(row: RowState, sponsor: int, found: list[Wish]) -> Wish | None:
    """A sponsor holds fire until somebody has spoken against the row or it is about to pass, then pays.

    They pay for a turn that bidding would give them too: it is the stake that says they mean it. A mild one pays only
    when the floor would go to somebody else, and not always then. Nobody pays for a row that already
    stands where they want it, or that they do not want after all.
    """
    rules = row.rules.capital
    point = row.docket.advocate_point
    assert point is not None
    strong = row.strong_sponsor
    stake = rules.stake_strong if strong else rules.stake_mild
    turns = rules.turns_strong if strong else rules.turns_mild
    if row.bought[sponsor] >= turns or not row.worth_a_stake(sponsor):
        return None
    if row.settled_for(sponsor) or not (row.concerns or row.about_to_pass(found)):
        return None
    if not strong and _mild_waits(row, sponsor, found):
        return None
    if not row.concerns and not row.can_spare(sponsor, stake):
        return None
    if not row.can_stake(sponsor, stake):
        row.short_of_capital.add(sponsor)
        return None
    return _bought(row, sponsor, stake, row.best_favour(sponsor))


def _mild_waits(row: RowState, sponsor: int, found: list[Wish]) -> bool:
    rules = row.rules
    if found[sponsor].bid >= rules.floor.threshold and strongest(found).member == sponsor:
        return True
    return row.docket.draws.doubt(row.turn, row.seats[sponsor]) < rules.capital.mild_doubt


def _volunteer_buys(row: RowState) -> Wish | None:
    rules = row.rules.capital
    best, furthest = None, rules.own_gap
    for member in range(row.size):
        gap = row.stance[member] - row.expressed
        if gap > furthest and row.may_volunteer(member):
            best, furthest = member, gap
    if best is None:
        return None
    return _bought(row, best, rules.own_stake, row.best_favour(best))


def _bought(row: RowState, member: int, stake: float, point: int | None) -> Wish | None:
    """The turn that is paid for: the point, else only that the row goes on; None where the member may do neither."""
    agent = row.members[member]
    act = Act.WAIT if point is None else act_for(row, point)
    if agent.role is Role.DIRECTOR and act is Act.REOPEN:
        act = Act.VOUCH
    if act not in agent.acts:
        act, point = Act.WAIT, None
    return Wish(member, 0.0, act, point, None, None, stake) if act in agent.acts else None
