"""Who speaks next, and to say what.

Everybody wishes for every turn; the strongest wish above the threshold gets it, unless somebody pays. A wish is made
of how far the room, as far as it has spoken, stands from one's own stance, what one knows that nobody
has said, being asked or contradicted, sponsoring, temperament and a whim; fatigue and having spoken weaken it.
"""

from __future__ import annotations

from committee.meeting.state import RowState
from committee.meeting.wish import NO_WISH, Wish, strongest
from committee.members.member import Moment
from committee.members.memory import Ghost
from committee.terms import Act, Family, Flag, Holding, Role

# Weighed by every member at every turn; Python 3.11 looks a word up in its list six times as slowly as a name.
_AGREE, _CHALLENGE, _MOVE_ON = Act.AGREE, Act.CHALLENGE, Act.MOVE_ON
_ADVOCATE, _CONCERN, _COUNTER, _REFRAME, _VOUCH = Act.ADVOCATE, Act.CONCERN, Act.COUNTER, Act.REFRAME, Act.VOUCH
_ADVOCATE_POINT = Family.ADVOCATE


def wishes(row: RowState) -> list[Wish]:
    """Everybody's wish for the next turn, by member index: the worthiest thing they could do, and how much.

    What each knows comes first, or what they were asked; then whatever else may be worth more to them.
    """
    asked = row.addressed if row.asked is not None else None
    found = _contents(row)
    if asked is not None:
        found[asked] = _answer(row, asked)
    if not row.moved_on:
        _recall(row, found, asked)
        if not row.was_asked:
            _ask(row, found, asked)
    if row.last_point:
        _side(row, found)
    if row.turn > 2 and not row.moved_on and not (row.favour and row.against):
        for member in row.table.hurrying:
            _better(found[member], row.rules.floor.move_on * row.clock.elapsed / row.clock.allowed, _MOVE_ON)
    _urge(row, found)
    return found


def _better(wish: Wish, worth: float, act: Act, point: int | None = None, to: int | None = None) -> None:
    """Turn the wish into this act if it is worth more than what the member had in mind."""
    if worth > wish.bid:
        wish.bid, wish.act, wish.point, wish.to, wish.ghost = worth, act, point, to, None


def _urge(row: RowState, found: list[Wish]) -> None:
    """Add what a member would bid whatever it is they have to say; who has nothing to say does not bid."""
    rules, expressed = row.rules.floor, row.expressed
    distance, again, tired, whim = rules.distance, rules.spoken, rules.tired, rules.whim
    whims = row.docket.draws.whims(row.turn, row.seats)
    moods = zip(found, row.stance, row.table.talkative, row.spoken, row.fatigue, whims, strict=True)
    for member, (wish, stance, talkative, spoken, fatigue, mood) in enumerate(moods):
        if wish.bid <= 0.0:
            wish.bid = NO_WISH
            continue
        gap = stance - expressed
        urge = _eagerness(row, member) if talkative is None else talkative
        urge += distance * (gap if gap >= 0.0 else -gap)
        urge -= again * spoken + tired * fatigue
        if row.last_speaker == member:
            urge -= rules.just_spoke
        elif row.addressed == member:
            urge += rules.addressed
        if row.contradicted == member:
            urge += rules.contradicted
        wish.bid += urge + whim * mood


def _eagerness(row: RowState, member: int) -> float:
    """What temperament adds at this moment; most tempers are the same at every moment."""
    agent = row.members[member]
    return agent.eagerness(Moment(row.clock.elapsed, row.clock.allowed, row.spoken[member], agent.fatigue))


def _contents(row: RowState) -> list[Wish]:
    """By member, the weightiest thing they know and nobody has said: what is on one's own side weighs more."""
    expressed, leaning, favours = row.expressed, row.rules.floor.leaning, row.favours
    acts: dict[int, Act] = {}
    found = []
    for member, (unsaid, pull, stance, able) in enumerate(
        zip(row.unsaid, row.pull, row.stance, row.table.acts, strict=True)
    ):
        lean = stance - expressed
        along = leaning * lean / (1.0 + (lean if lean >= 0.0 else -lean))
        worth, best = 0.0, -1
        for point in _strongest_pulls(unsaid, favours):
            value = pull[point] * (1.0 + along if favours[point] else 1.0 - along)
            if value > worth or (value == worth and point < best):
                worth, best = value, point
        if worth > 0.0:
            act = acts.get(best)
            if act is None:
                act = acts[best] = act_for(row, best)
            if act in able:
                found.append(Wish(member, worth, act, best))
                continue
        found.append(Wish(member, 0.0, _AGREE))
    return found


def _strongest_pulls(unsaid: list[int], favours: list[bool]) -> list[int]:
    """The strongest pull of each side that has any: ``unsaid`` has the strongest first."""
    for point in unsaid:
        if favours[point] is not favours[unsaid[0]]:
            return [unsaid[0], point]
    return unsaid[:1]


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


def _recall(row: RowState, found: list[Wish], asked: int | None) -> None:
    """Name the loudest ghost against the row that nobody has named."""
    for member in row.haunted:
        ghost = _loudest(row, member)
        if ghost is not None and member != asked:
            worth = -row.rules.floor.ghost * ghost.weight
            if worth > found[member].bid:
                _better(found[member], worth, Act.RECALL, row.haunted_point(ghost))
                found[member].ghost = ghost.episode


def _loudest(row: RowState, member: int) -> Ghost | None:
    loudest = None
    for ghost in row.ghosts[member]:
        if ghost.weight < 0.0 and ghost.episode not in row.named and ghost.traits:
            loudest = ghost if loudest is None or ghost.weight < loudest.weight else loudest
    return loudest


def _ask(row: RowState, found: list[Wish], asked: int | None) -> None:
    """Ask somebody who read the file about the weightiest flag, if one has not read it oneself nor just raised it."""
    for member, point in row.puzzled:
        worth = row.rules.floor.ask * row.salience[member][point]
        if worth > found[member].bid and member != asked and (member, point) not in row.raised:
            reader = row.whom_to_ask()
            if reader is not None:
                _better(found[member], worth, Act.ASK, point, reader)


def _side(row: RowState, found: list[Wish]) -> None:
    """Agree with the last speaker, or take them on."""
    rules, table = row.rules.floor, row.table
    speaker = row.last_speaker
    assert speaker is not None
    towards = row.stance[speaker]
    for member, (wish, stance) in enumerate(zip(found, row.stance, strict=True)):
        if member == speaker:
            continue
        gap = towards - stance
        size = gap if gap >= 0.0 else -gap
        worth = rules.agree / (1.0 + 4.0 * size)
        if worth > wish.bid and table.agreeing[member]:
            _better(wish, worth, _AGREE, None, speaker)
        worth = rules.challenge * size
        if worth > wish.bid and table.challenging[member]:
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
