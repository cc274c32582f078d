"""Who speaks next, and to say what.

Everybody wishes for every turn. The strongest wish above the threshold gets it, unless somebody pays. A wish grows with
the distance between the member's stance and what the room has said, with what the member knows and nobody has said,
and with being asked or contradicted, sponsoring, temperament and a whim. Fatigue and having spoken weaken it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from committee.applicants.point import EXPLAINED_FLAGS, PAPER_FLAGS, Point
from committee.meeting.call import tier_of
from committee.meeting.sides import has_crossed, kept_sides, side_of_proposal, tier_said
from committee.meeting.state import OpenRow
from committee.meeting.timing import fits, seconds_at
from committee.meeting.wish import NO_WISH, Wish
from committee.members.member import Moment
from committee.members.memory import Ghost, loudest
from committee.terms import Act, Family, Flag, Holding, Tier

# Every member weighs these at every turn. Python 3.11 looks up a name six times as fast as a word of its list.
_AGREE, _CHALLENGE, _MOVE_ON = Act.AGREE, Act.CHALLENGE, Act.MOVE_ON
_CONCEDE, _PROPOSE = Act.CONCEDE, Act.PROPOSE
_ADVOCATE, _CONCERN, _COUNTER, _REFRAME, _VOUCH = Act.ADVOCATE, Act.CONCERN, Act.COUNTER, Act.REFRAME, Act.VOUCH
_ADVOCATE_POINT = Family.ADVOCATE


def threshold(row: OpenRow) -> float:
    """The least bid that takes the floor now."""
    rules = row.rules.floor
    return rules.threshold + (rules.hurdle if row.talk.moved_on else 0.0)


def wishes(row: OpenRow) -> list[Wish]:
    """Everybody's wish for the next turn, by member index: what is worth most to them, and how much.

    First comes what they know, or what they were asked; then anything else that may be worth more to them. Nobody
    wishes to say what goes against the side that they have taken.
    """
    talk, cue = row.talk, row.cue
    kept = kept_sides(row)
    made = _contents(row, kept)
    if not talk.moved_on:
        _recast(row, made, kept)
        _recall(row, made, kept)
        if not talk.asked:
            _ask(row, made)
        if row.turn > ARGUED:
            _propose(row, made, kept)
    _concede(row, made)
    if cue.last_point and cue.last_side:
        _side(row, made, kept)
    if row.turn > 2 and not talk.moved_on and not (talk.favor and talk.against):
        for member in row.seating.hurrying:
            _better(made[member], row.rules.floor.move_on * row.clock.elapsed / row.clock.allowed, _MOVE_ON)
    asked = asked_now(row)
    if asked is not None:
        made[asked] = answer(row, asked)
    _urge(row, made)
    return made


ARGUED: Final = 3
"""Places are proposed after this many turns: the reading, the impression and a first word about the row."""


def asked_now(row: OpenRow) -> int | None:
    """Who was asked with the last words, and so has the next turn."""
    return row.cue.addressed if row.cue.flag is not None else None


def _better(wish: Wish, worth: float, act: Act, point: int | None = None, to: int | None = None) -> None:
    """Turn the wish into this act if it is worth more than what the member had in mind."""
    if worth > wish.bid:
        wish.bid, wish.act, wish.point, wish.to, wish.ghost = worth, act, point, to, None
        wish.tier, wish.weight = None, 0.0


def _urge(row: OpenRow, made: list[Wish]) -> None:
    """Add what does not depend on what a member has to say. Members with nothing to say do not bid."""
    rules, cue, expressed = row.rules.floor, row.cue, row.expressed
    distance, again, tired, whim = rules.distance, rules.spoken, rules.tired, rules.whim
    mean, seating = expressed.mean, row.seating
    alert = rules.conduct if row.sits_up else 0.0
    whims = row.docket.draws.whims(row.drawn_turn(row.turn), seating.seats)
    moods = zip(made, row.stance, seating.talkative, expressed.spoken, row.fatigue, whims, strict=True)
    for member, (wish, stance, talkative, spoken, fatigue, mood) in enumerate(moods):
        if wish.bid <= 0.0:
            wish.bid = NO_WISH
            continue
        gap = stance - mean
        urge = _eagerness(row, member) if talkative is None else talkative
        urge += distance * (gap if gap >= 0.0 else -gap)
        urge += alert - again * spoken - tired * fatigue
        if cue.last_speaker == member:
            urge -= rules.just_spoke
        elif cue.addressed == member:
            urge += rules.addressed
        if cue.contradicted == member:
            urge += rules.contradicted
        wish.bid += urge + whim * mood


def _eagerness(row: OpenRow, member: int) -> float:
    """What temperament adds at this moment, for members whose eagerness depends on the moment."""
    agent = row.members[member]
    return agent.eagerness(Moment(row.clock.elapsed, row.clock.allowed, row.expressed.spoken[member], agent.fatigue))


def _contents(row: OpenRow, kept: Sequence[int]) -> list[Wish]:
    """By member, the weightiest point that they know and nobody has said. Points on their own side weigh more.

    ``kept`` is the side that each keeps; points against it do not count.
    """
    knowledge, expressed, leaning = row.knowledge, row.expressed.mean, row.rules.floor.leaning
    favors = knowledge.favors
    acts: dict[int, Act] = {}
    made = []
    for member, (unsaid, pull, stance, able, side) in enumerate(
        zip(knowledge.unsaid, knowledge.pull, row.stance, row.seating.acts, kept, strict=True)
    ):
        lean = stance - expressed
        along = leaning * lean / (1.0 + (lean if lean >= 0.0 else -lean))
        worth, best = 0.0, -1
        for point in _strongest_pulls(unsaid, favors):
            favor = favors[point]
            if side and favor is not (side > 0):
                continue
            value = pull[point] * (1.0 + along if favor else 1.0 - along)
            if value > worth or (value == worth and point < best):
                worth, best = value, point
        if worth > 0.0:
            act = acts.get(best)
            if act is None:
                act = acts[best] = act_for(row, best)
            if act in able:
                made.append(Wish(member, worth, act, best))
                continue
        made.append(Wish(member, 0.0, _AGREE))
    return made


def _strongest_pulls(unsaid: list[int], favors: list[bool]) -> list[int]:
    """The strongest pull of each side that has any; ``unsaid`` begins with the strongest."""
    if not unsaid:
        return unsaid
    first = unsaid[0]
    side = favors[first]
    for point in unsaid:
        if favors[point] is not side:
            return [first, point]
    return [first]


def act_for(row: OpenRow, point: int) -> Act:
    """The act that saying this point would be now."""
    seen, talk = row.points[point], row.talk
    if talk.moved_on:
        return Act.REOPEN
    if seen.valence < 0:
        return _CONCERN
    if seen.family is _ADVOCATE_POINT:
        return _ADVOCATE
    if seen.proves and any(row.points[worry].flag in seen.proves for worry in talk.concerns):
        return _REFRAME
    return _COUNTER if talk.against and row.cue.last_side < 0 else _VOUCH


def best_favor(row: OpenRow, member: int) -> int | None:
    """The weightiest unsaid point in favor that the member knows. The advocate's call comes first."""
    best, worth = None, 0.0
    salience = row.knowledge.salience[member]
    for point in row.knowledge.unsaid[member]:
        if point == row.docket.brief.advocate_point:
            return point
        if row.points[point].valence > 0 and salience[point] > worth:
            best, worth = point, salience[point]
    return best


def strongest_known(row: OpenRow, member: int, side: int) -> int | None:
    """The unsaid point of one side (1 for the row, -1 against it) that weighs most with a member who knows it.

    What is told only in answer to a question does not count.
    """
    salience, pull = row.knowledge.salience[member], row.knowledge.pull[member]
    known = [p for p in row.knowledge.unsaid[member] if row.points[p].valence == side and pull[p] > 0.0]
    return max(known, key=lambda p: (salience[p], -p), default=None)


def impression_points(row: OpenRow, member: int) -> tuple[int | None, int | None]:
    """What an interviewer's impression is about: what struck them most, and what pulls the other way, if anything.

    An interviewer who has no word for the applicant has the score of the interview.
    """
    salience = row.knowledge.salience[member]
    known = [p for p in row.knowledge.unsaid[member] if row.points[p].holding is Holding.INTERVIEW]
    if not known:
        return next((p for p, seen in enumerate(row.points) if seen.family is Family.INTERVIEW_SCORE), None), None
    first = max(known, key=lambda p: (salience[p], -p))
    other = [p for p in known if row.points[p].valence != row.points[first].valence]
    return first, max(other, key=lambda p: (salience[p], -p), default=None)


# ---------------------------------------------------------------- questions and answers


def answer(row: OpenRow, member: int) -> Wish:
    """The member's answer: the weightiest thing they know about the flag in question, or a plain word if nothing."""
    best = _knows_about(row, member, row.cue.flag)
    return Wish(member, row.rules.floor.addressed, Act.ANSWER, best, row.cue.asker)


def _knows_about(row: OpenRow, member: int, flag: Flag | None) -> int | None:
    """What a member could still say about a flag: what is known of it beyond the wall, or what answers it."""
    best, worth = None, 0.0
    for point in sorted(row.knowledge.unsaid[member]):
        seen = row.points[point]
        if seen.holding is not Holding.PUBLIC and _about(seen, flag):
            relevant = seen.proof + (2.0 if seen.flag is flag else 1.0)
            if relevant > worth:
                best, worth = point, relevant
    return best


def _about(seen: Point, flag: Flag | None) -> bool:
    """Whether a point is about a flag: part of it, its explanation good or poor, or a proof that answers it."""
    explains = seen.family is Family.NARRATIVE and flag in EXPLAINED_FLAGS
    return seen.flag is flag or explains or flag in seen.proves


def _ask(row: OpenRow, made: list[Wish]) -> None:
    """Let members who have not read the file ask about the flag that weighs most with them.

    They ask whoever knows more about it, and only if there is time for an answer.
    """
    telling: dict[Flag | None, list[int]] = {}
    for member, point in row.knowledge.puzzled:
        worth = row.rules.floor.ask * row.knowledge.salience[member][point]
        if worth > made[member].bid and (member, point) not in row.talk.raised:
            flag = row.points[point].flag
            if flag not in telling:
                telling[flag] = who_can_tell(row, flag)
            known_by = next((who for who in telling[flag] if who != member), None)
            if known_by is not None and _leaves_time(row, Wish(member, worth, Act.ASK, point, known_by)):
                _better(made[member], worth, Act.ASK, point, known_by)


def who_can_tell(row: OpenRow, flag: Flag | None) -> list[int]:
    """Who can say more about a flag, the director first.

    If nobody ever could, somebody can say that there is nothing more. If all of it has been said, nobody is asked.
    """
    hidden = [p for p, seen in enumerate(row.points) if seen.holding is not Holding.PUBLIC and _about(seen, flag)]
    left = {p for p in hidden if p not in row.talk.said}
    able = [member for member in row.seating.answering if not left.isdisjoint(row.knowledge.unsaid[member])]
    if not hidden:
        able = _who_would_know(row, flag)
    director = row.seating.director
    return [director, *able] if director in able else able


def _who_would_know(row: OpenRow, flag: Flag | None) -> list[int]:
    """Who can say that nothing more is known of a flag: the office if it is about paperwork, else who read the file."""
    able = row.seating.answering
    office = [member for member in able if member in row.seating.office]
    if office and flag in PAPER_FLAGS:
        return office
    return [member for member in able if member in row.docket.readers]


def _leaves_time(row: OpenRow, question: Wish) -> bool:
    """Whether there is time for the question and for the answer to it."""
    assert question.point is not None
    assert question.to is not None
    flag = row.points[question.point].flag
    reply = Wish(question.to, 0.0, Act.ANSWER, _knows_about(row, question.to, flag), question.member)
    return fits(row, seconds_at(row, question, row.turn) + seconds_at(row, reply, row.turn + 1))


# ---------------------------------------------------------------- memories


def _recall(row: OpenRow, made: list[Wish], kept: Sequence[int]) -> None:
    """Offer those who may the loudest ghost that nobody has named: a bad one, or a good one in answer to a bad one."""
    named, bad = row.talk.named, row.cue.last_ghost
    for member in row.knowledge.haunted:
        ghosts = row.ghosts[member]
        if kept[member] <= 0:
            _offer(row, made[member], loudest(ghosts, named, good=False))
        if bad and kept[member] >= 0:
            _offer(row, made[member], loudest(ghosts, named, good=True, flags=bad))


def _offer(row: OpenRow, wish: Wish, ghost: Ghost | None) -> None:
    """Turn the wish into naming this ghost if that is worth more."""
    if ghost is not None and row.rules.floor.ghost * abs(ghost.weight) > wish.bid:
        _better(wish, row.rules.floor.ghost * abs(ghost.weight), Act.RECALL, haunted_point(row, ghost))
        wish.ghost, wish.weight = ghost.episode, ghost.weight


def haunted_point(row: OpenRow, ghost: Ghost) -> int | None:
    """The point that brings a ghost up: the first worry it shares with the row."""
    return next((p for p, seen in enumerate(row.points) if seen.flag in ghost.flags), None)


# ---------------------------------------------------------------- sides and places


def _recast(row: OpenRow, made: list[Wish], kept: Sequence[int]) -> None:
    """Let members who want the row on the list recast an open worry with a proof that they hold, said or not."""
    pairs = recasts(row)
    if not pairs:
        return
    at_least, worth = row.rules.call.tiers[Tier.MID], row.rules.floor.recast
    for member in row.seating.recasting:
        if kept[member] >= 0 and row.stance[member] >= at_least:
            proof = next((proof for proof, _ in pairs if member in row.docket.holders[proof]), None)
            if proof is not None:
                _better(made[member], worth, _REFRAME, proof)


def recasts(row: OpenRow) -> list[tuple[int, int]]:
    """(proof, worry) for every open worry that a proof answers and nobody has recast with it, the best proof first."""
    worries, points = row.talk.concerns, row.points
    pairs = [
        (proof, worry)
        for worry in worries
        for proof in row.knowledge.proofs
        if points[worry].flag in points[proof].proves and (proof, worry) not in row.talk.recast
    ]
    return sorted(pairs, key=lambda pair: -points[pair[0]].proof)


def _propose(row: OpenRow, made: list[Wish], kept: Sequence[int]) -> None:
    """Let members who see the row in another tier than the room has shown say where they would put it.

    Whoever has staked on it has asked for a tier already.
    """
    rules, expressed, tiers = row.rules.floor, row.expressed.mean, row.rules.call.tiers
    said = tier_said(row)
    for member in row.seating.proposing:
        stance = row.stance[member]
        side = side_of_proposal(stance, expressed)
        worth = rules.propose * side * (stance - expressed)
        if worth > made[member].bid and kept[member] != -side and not _has_said_where(row, member):
            tier = tier_of(stance, tiers)
            if tier is not said:
                _better(made[member], worth, _PROPOSE)
                made[member].tier = tier


def _has_said_where(row: OpenRow, member: int) -> bool:
    """Whether the member has named a tier: proposed one, or asked for one with a stake."""
    return member in row.talk.proposed or member in row.stakes.asks


def _concede(row: OpenRow, made: list[Wish]) -> None:
    """Let members whom talk has moved across say so."""
    for member, side in enumerate(row.talk.sides):
        if side and _CONCEDE in row.seating.acts[member] and has_crossed(row, member):
            _better(made[member], row.rules.floor.concede, _CONCEDE, _mind_changer(row, member, -side))


def _mind_changer(row: OpenRow, member: int, side: int) -> int | None:
    """What changed the member's mind: of all that was said on ``side``, what weighs most with them."""
    salience = row.knowledge.salience[member]
    said = [point for point in row.talk.said if row.points[point].valence == side]
    return max(said, key=lambda point: (salience[point], -point), default=None)


def _side(row: OpenRow, made: list[Wish], kept: Sequence[int]) -> None:
    """Offer everybody else to agree with the last speaker, or to challenge them from the other side."""
    rules, seating, said = row.rules.floor, row.seating, row.cue.last_side
    speaker = row.cue.last_speaker
    assert speaker is not None
    toward = row.stance[speaker]
    for member, (wish, stance) in enumerate(zip(made, row.stance, strict=True)):
        if member == speaker:
            continue
        gap = toward - stance
        size = gap if gap >= 0.0 else -gap
        worth = rules.agree / (1.0 + 4.0 * size)
        if worth > wish.bid and seating.agreeing[member] and kept[member] != -said:
            _better(wish, worth, _AGREE, None, speaker)
        worth = rules.challenge * gap * said
        if worth > wish.bid and seating.challenging[member] and kept[member] != said:
            _better(wish, worth, _CHALLENGE, None, speaker)
