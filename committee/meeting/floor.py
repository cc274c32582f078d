"""Who speaks next, and to say what.

Everybody wishes for every turn. The strongest wish above the threshold gets it, unless somebody pays. A wish grows with
the distance between the member's stance and what the room has said, with what the member knows and nobody has said,
and with being asked or contradicted, sponsoring, temperament and a whim. Fatigue and having spoken weaken it.
"""

from __future__ import annotations

from committee.applicants.point import EXAM_FLAGS, Point
from committee.meeting.state import OpenRow
from committee.meeting.wish import NO_WISH, Wish
from committee.members.member import Moment
from committee.members.memory import Ghost, haunted_flags
from committee.terms import Act, Family, Flag, Holding

# Every member weighs these at every turn. Python 3.11 looks up a name six times as fast as a word of its list.
_AGREE, _CHALLENGE, _MOVE_ON = Act.AGREE, Act.CHALLENGE, Act.MOVE_ON
_ADVOCATE, _CONCERN, _COUNTER, _REFRAME, _VOUCH = Act.ADVOCATE, Act.CONCERN, Act.COUNTER, Act.REFRAME, Act.VOUCH
_ADVOCATE_POINT = Family.ADVOCATE


def threshold(row: OpenRow) -> float:
    """The least bid that takes the floor now."""
    rules = row.rules.floor
    return rules.threshold + (rules.hurdle if row.talk.moved_on else 0.0)


def wishes(row: OpenRow) -> list[Wish]:
    """Everybody's wish for the next turn, by member index: what is worth most to them, and how much.

    First comes what they know, or what they were asked; then anything else that may be worth more to them.
    """
    talk, cue = row.talk, row.cue
    asked = cue.addressed if cue.flag is not None else None
    made = _contents(row)
    if asked is not None:
        made[asked] = _answer(row, asked)
    if not talk.moved_on:
        _recall(row, made, asked)
        if not talk.asked:
            _ask(row, made, asked)
    if cue.last_point:
        _side(row, made)
    if row.turn > 2 and not talk.moved_on and not (talk.favor and talk.against):
        for member in row.seating.hurrying:
            _better(made[member], row.rules.floor.move_on * row.clock.elapsed / row.clock.allowed, _MOVE_ON)
    _urge(row, made)
    return made


def _better(wish: Wish, worth: float, act: Act, point: int | None = None, to: int | None = None) -> None:
    """Turn the wish into this act if it is worth more than what the member had in mind."""
    if worth > wish.bid:
        wish.bid, wish.act, wish.point, wish.to, wish.ghost = worth, act, point, to, None


def _urge(row: OpenRow, made: list[Wish]) -> None:
    """Add what does not depend on what a member has to say. Members with nothing to say do not bid."""
    rules, cue, expressed = row.rules.floor, row.cue, row.expressed
    distance, again, tired, whim = rules.distance, rules.spoken, rules.tired, rules.whim
    mean, seating = expressed.mean, row.seating
    whims = row.docket.draws.whims(row.turn, seating.seats)
    moods = zip(made, row.stance, seating.talkative, expressed.spoken, row.fatigue, whims, strict=True)
    for member, (wish, stance, talkative, spoken, fatigue, mood) in enumerate(moods):
        if wish.bid <= 0.0:
            wish.bid = NO_WISH
            continue
        gap = stance - mean
        urge = _eagerness(row, member) if talkative is None else talkative
        urge += distance * (gap if gap >= 0.0 else -gap)
        urge -= again * spoken + tired * fatigue
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


def _contents(row: OpenRow) -> list[Wish]:
    """By member, the weightiest point that they know and nobody has said. Points on their own side weigh more."""
    knowledge, expressed, leaning = row.knowledge, row.expressed.mean, row.rules.floor.leaning
    favors = knowledge.favors
    acts: dict[int, Act] = {}
    made = []
    for member, (unsaid, pull, stance, able) in enumerate(
        zip(knowledge.unsaid, knowledge.pull, row.stance, row.seating.acts, strict=True)
    ):
        lean = stance - expressed
        along = leaning * lean / (1.0 + (lean if lean >= 0.0 else -lean))
        worth, best = 0.0, -1
        for point in _strongest_pulls(unsaid, favors):
            value = pull[point] * (1.0 + along if favors[point] else 1.0 - along)
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
    for point in unsaid:
        if favors[point] is not favors[unsaid[0]]:
            return [unsaid[0], point]
    return unsaid[:1]


def act_for(row: OpenRow, point: int) -> Act:
    """The act that saying this point would be now."""
    seen, talk = row.points[point], row.talk
    if talk.moved_on:
        return Act.REOPEN
    if seen.valence < 0:
        return _CONCERN
    if seen.family is _ADVOCATE_POINT:
        return _ADVOCATE
    if seen.proof > 0.0 and _answerable(row, seen):
        return _REFRAME
    return _COUNTER if talk.against and row.cue.last_valence < 0 else _VOUCH


def _answerable(row: OpenRow, proof: Point) -> bool:
    """Whether this proof could answer an open concern. A later exam answers only concerns about exams."""
    flags = (row.points[point].flag for point in row.talk.concerns)
    return any(flag is not None and (flag in EXAM_FLAGS or not proof.proves_exams) for flag in flags)


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


def impression_point(row: OpenRow, member: int) -> int | None:
    """What an interviewer's impression is about: what struck them most, else the score of the interview."""
    known = [p for p in row.knowledge.unsaid[member] if row.points[p].holding is Holding.INTERVIEW]
    if known:
        return max(known, key=lambda p: (row.knowledge.salience[member][p], -p))
    return next((p for p, seen in enumerate(row.points) if seen.family is Family.INTERVIEW_SCORE), None)


def _answer(row: OpenRow, member: int) -> Wish:
    """The member's answer: what the file says about the flag they were asked about, or a plain word if nothing."""
    best, worth = None, 0.0
    flag = row.cue.flag
    for point in sorted(row.knowledge.unsaid[member]):
        seen = row.points[point]
        explains = seen.family is Family.NARRATIVE and flag is not Flag.VISA
        relevant = seen.proof + (1.0 if explains else 0.0)
        relevant += 1.0 if seen.flag is flag and seen.holding is not Holding.PUBLIC else 0.0
        if relevant > worth:
            best, worth = point, relevant
    return Wish(member, row.rules.floor.addressed, Act.ANSWER, best, row.cue.asker)


def _recall(row: OpenRow, made: list[Wish], asked: int | None) -> None:
    """Offer those who may the loudest ghost against the row that nobody has named."""
    for member in row.knowledge.haunted:
        ghost = _loudest(row, member)
        if ghost is not None and member != asked:
            worth = -row.rules.floor.ghost * ghost.weight
            if worth > made[member].bid:
                _better(made[member], worth, Act.RECALL, haunted_point(row, ghost))
                made[member].ghost = ghost.episode


def haunted_point(row: OpenRow, ghost: Ghost) -> int | None:
    """The point that brings a ghost up: the first worry it shares with the row."""
    flags = haunted_flags(ghost.traits)
    return next((p for p, seen in enumerate(row.points) if seen.flag in flags), None)


def _loudest(row: OpenRow, member: int) -> Ghost | None:
    loudest = None
    for ghost in row.ghosts[member]:
        if ghost.weight < 0.0 and ghost.episode not in row.talk.named and ghost.traits:
            loudest = ghost if loudest is None or ghost.weight < loudest.weight else loudest
    return loudest


def _ask(row: OpenRow, made: list[Wish], asked: int | None) -> None:
    """Let members who have neither read the file nor raised the weightiest flag ask a reader about it."""
    for member, point in row.knowledge.puzzled:
        worth = row.rules.floor.ask * row.knowledge.salience[member][point]
        if worth > made[member].bid and member != asked and (member, point) not in row.talk.raised:
            reader = _whom_to_ask(row)
            if reader is not None:
                _better(made[member], worth, Act.ASK, point, reader)


def _whom_to_ask(row: OpenRow) -> int | None:
    """The director, who has read every file; the first reader in a room whose director has not."""
    readers = [i for i in row.docket.readers if Act.ANSWER in row.members[i].acts]
    return row.seating.director if row.seating.director in readers else readers[0] if readers else None


def _side(row: OpenRow, made: list[Wish]) -> None:
    """Offer everybody else to agree with the last speaker, or to challenge them."""
    rules, seating = row.rules.floor, row.seating
    speaker = row.cue.last_speaker
    assert speaker is not None
    toward = row.stance[speaker]
    for member, (wish, stance) in enumerate(zip(made, row.stance, strict=True)):
        if member == speaker:
            continue
        gap = toward - stance
        size = gap if gap >= 0.0 else -gap
        worth = rules.agree / (1.0 + 4.0 * size)
        if worth > wish.bid and seating.agreeing[member]:
            _better(wish, worth, _AGREE, None, speaker)
        worth = rules.challenge * size
        if worth > wish.bid and seating.challenging[member]:
            _better(wish, worth, _CHALLENGE, None, speaker)
