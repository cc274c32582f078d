"""Who speaks next, and to say what.

Everybody wishes for every turn; the strongest wish above the threshold gets it, unless somebody pays. A wish is made
of how far the room, as far as it has spoken, stands from one's own stance, what one knows that nobody
has said, being asked or contradicted, sponsoring, temperament and a whim; fatigue and having spoken weaken it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee.members.member import Moment
from committee.terms import Act, Family, Holding, Role, Tier

if TYPE_CHECKING:
    from committee.meeting.row import Row

NO_WISH = -9.0
"""The bid of a member who has nothing to say or may not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """How wishes add up, in the units of a bid.

    ``threshold`` is the least bid that takes the floor; ``distance`` a unit of stance between oneself and the expressed room;
    ``point`` a unit of salience unsaid; ``shared`` how much of a point's pull needs others who know it too (0 none, 1 all);
    ``leaning`` favours points on one's own side; ``ghost`` a unit of ghost unsaid; ``ask``, ``agree``, ``challenge`` and ``move_on`` the
    worth of those acts; ``sponsor`` holding an unsaid advocate's point; ``addressed`` and ``contradicted``; ``spoken`` is taken off
    for each time one has spoken, ``tired`` for full fatigue; ``whim`` is a standard deviation; ``hurdle`` is added to the threshold once
    the director has moved on; ``expressed_prior`` is the weight of the composite score in what the room has expressed.
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
    addressed: float
    contradicted: float
    spoken: float
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


def wishes(row: Row) -> list[Wish]:
    """Everybody's wish for the next turn, by member index."""
    return [_wish(row, member) for member in range(row.size)]


def strongest(found: list[Wish]) -> Wish:
    """The highest bid; ties go to the lower seat."""
    best = found[0]
    for wish in found:
        if wish.bid > best.bid:
            best = wish
    return best


def _wish(row: Row, member: int) -> Wish:
    worth, wish = _best_content(row, member)
    for other_worth, other in _other_acts(row, member):
        if other_worth > worth:
            worth, wish = other_worth, other
    if wish is None:
        return Wish(member, NO_WISH, Act.AGREE)
    wish.bid = worth + _urge(row, member)
    return wish


def _urge(row: Row, member: int) -> float:
    """What a member would bid whatever it is they have to say."""
    rules = row.rules.floor
    agent = row.members[member]
    spoken = row.spoken[member]
    gap = row.stance[member] - row.expressed
    urge = agent.eagerness(Moment(row.clock.elapsed, row.clock.allowed, spoken, agent.fatigue))
    urge += rules.distance * (gap if gap >= 0.0 else -gap)
    urge -= rules.spoken * spoken + rules.tired * agent.fatigue
    if row.addressed == member:
        urge += rules.addressed
    if row.contradicted == member:
        urge += rules.contradicted
    return urge + rules.whim * row.docket.draws.whim(row.turn, row.seats[member])


def _best_content(row: Row, member: int) -> tuple[float, Wish | None]:
    """The weightiest thing the member knows and nobody has said."""
    if row.addressed == member and row.asked is not None:
        return _answer(row, member)
    rules = row.rules.floor
    lean = row.stance[member] - row.expressed
    worth, best = 0.0, None
    for point in row.unsaid(member):
        value = rules.point * row.salience[member][point] * row.shared[point]
        favours = row.points[point].valence > 0
        value *= 1.0 + rules.leaning * _along(lean, favours)
        if point == row.docket.advocate_point:
            value += rules.sponsor * row.points[point].strength
        if value > worth:
            worth, best = value, point
    if best is None:
        return 0.0, None
    act = act_for(row, member, best)
    return (worth, Wish(member, 0.0, act, best)) if act in row.members[member].acts else (0.0, None)


def _along(lean: float, favours: bool) -> float:
    """How far a point goes one's own way, in (-1, 1)."""
    signed = lean if favours else -lean
    return signed / (1.0 + (signed if signed >= 0.0 else -signed))


def act_for(row: Row, member: int, point: int) -> Act:
    """What saying this point, now, amounts to."""
    seen = row.points[point]
    if row.moved_on:
        return Act.REOPEN
    if seen.valence < 0:
        return Act.CONCERN
    if seen.family is Family.ADVOCATE:
        return Act.ADVOCATE
    if row.concerns and seen.proof > 0.0:
        return Act.REFRAME
    return Act.COUNTER if row.against and row.last_valence < 0 else Act.VOUCH


def _answer(row: Row, member: int) -> tuple[float, Wish | None]:
    """What the file says about the flag one was asked about; a plain word where it says nothing."""
    best, worth = None, 0.0
    for point in row.unsaid(member):
        seen = row.points[point]
        relevant = seen.proof + (1.0 if seen.family is Family.NARRATIVE else 0.0)
        relevant += 1.0 if seen.flag is row.asked and seen.holding is not Holding.PUBLIC else 0.0
        if relevant > worth:
            best, worth = point, relevant
    return row.rules.floor.addressed, Wish(member, 0.0, Act.ANSWER, best, row.asker)


def _other_acts(row: Row, member: int) -> list[tuple[float, Wish]]:
    acts = row.members[member].acts
    found: list[tuple[float, Wish]] = []
    if Act.RECALL in acts and not row.moved_on:
        _recall(row, member, found)
    if Act.ASK in acts and not row.moved_on:
        _ask(row, member, found)
    if row.last_speaker not in (None, member):
        _side(row, member, found)
    if Act.MOVE_ON in acts and not row.moved_on and row.turn > 2:
        share = row.clock.elapsed / row.clock.allowed
        if not (row.favour and row.against):
            found.append((row.rules.floor.move_on * share, Wish(member, 0.0, Act.MOVE_ON)))
    return found


def _recall(row: Row, member: int, found: list[tuple[float, Wish]]) -> None:
    """Name the loudest ghost against the row that nobody has named."""
    loudest = None
    for ghost in row.ghosts[member]:
        if ghost.episode not in row.named and ghost.traits and (loudest is None or ghost.weight < loudest.weight):
            loudest = ghost
    if loudest is not None and loudest.weight < 0.0:
        worth = -row.rules.floor.ghost * loudest.weight
        point = row.haunted_point(loudest)
        found.append((worth, Wish(member, 0.0, Act.RECALL, point, None, loudest.episode)))


def _ask(row: Row, member: int, found: list[tuple[float, Wish]]) -> None:
    """Ask somebody who read the file about the weightiest flag, if one has not read it oneself."""
    if row.was_asked or member in row.docket.readers:
        return
    point = row.open_flag(member)
    reader = row.whom_to_ask(member)
    if point is not None and reader is not None:
        worth = row.rules.floor.ask * row.salience[member][point]
        found.append((worth, Wish(member, 0.0, Act.ASK, point, reader)))


def _side(row: Row, member: int, found: list[tuple[float, Wish]]) -> None:
    """Agree with the last speaker, or take them on."""
    rules = row.rules.floor
    speaker = row.last_speaker
    assert speaker is not None
    acts = row.members[member].acts
    gap = row.stance[speaker] - row.stance[member]
    size = gap if gap >= 0.0 else -gap
    if Act.AGREE in acts and row.members[member].votes:
        found.append((rules.agree / (1.0 + 4.0 * size), Wish(member, 0.0, Act.AGREE, None, speaker)))
    if Act.CHALLENGE in acts:
        found.append((rules.challenge * size, Wish(member, 0.0, Act.CHALLENGE, None, speaker)))


def buyer(row: Row, found: list[Wish]) -> Wish | None:
    """Who pays for the next turn, if anybody: the sponsor first, else whoever stands furthest above the room."""
    sponsor = row.docket.advocate
    if sponsor is not None:
        wish = _sponsor_buys(row, sponsor, found)
        if wish is not None:
            return wish
    return _volunteer_buys(row)


def _sponsor_buys(row: Row, sponsor: int, found: list[Wish]) -> Wish | None:
    """A sponsor pays unless the row already stands where they want it, or they do not want it after all.

    A strong one pays at the first moment. A mild one only when the floor would go to somebody else, and not
    always then.
    """
    rules = row.rules.capital
    point = row.docket.advocate_point
    assert point is not None
    strong = row.strong_sponsor
    stake = rules.stake_strong if strong else rules.stake_mild
    turns = rules.turns_strong if strong else rules.turns_mild
    if row.bought[sponsor] >= turns or row.stance[sponsor] < row.rules.call.tiers[Tier.LOW]:
        return None
    if row.settled_for(sponsor):
        return None
    if not strong and _mild_waits(row, sponsor, found):
        return None
    if not row.can_stake(sponsor, stake):
        row.short_of_capital.add(sponsor)
        return None
    return _bought(row, sponsor, stake, row.best_favour(sponsor))


def _mild_waits(row: Row, sponsor: int, found: list[Wish]) -> bool:
    rules = row.rules
    if found[sponsor].bid >= rules.floor.threshold and strongest(found).member == sponsor:
        return True
    return row.docket.draws.tone(row.turn, row.seats[sponsor]) < rules.capital.mild_doubt


def _volunteer_buys(row: Row) -> Wish | None:
    rules = row.rules.capital
    best, furthest = None, rules.own_gap
    for member in range(row.size):
        gap = row.stance[member] - row.expressed
        if gap > furthest and row.may_volunteer(member):
            best, furthest = member, gap
    if best is None:
        return None
    return _bought(row, best, rules.own_stake, row.best_favour(best))


def _bought(row: Row, member: int, stake: float, point: int | None) -> Wish:
    act = Act.WAIT if point is None else act_for(row, member, point)
    if row.members[member].role is Role.DIRECTOR and act is Act.REOPEN:
        act = Act.VOUCH
    return Wish(member, 0.0, act, point, None, None, stake)
