"""What an utterance does: who takes it in, what it opens, what it answers and whom it invites to speak."""

from __future__ import annotations

from committee.meeting.acts import ACTS
from committee.meeting.persuasion import drawn, force_of, gain
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.memory import Ghost, added_to, heard_of
from committee.terms import Act

_TAKES_NO_SIDE = frozenset({Act.IMPRESSION, Act.ASK, Act.MOVE_ON})
_SIDE_WITHOUT_POINT = frozenset({Act.AGREE, Act.CHALLENGE, Act.WAIT, Act.RECALL})


def take_effect(row: OpenRow, wish: Wish) -> None:
    """Let everybody else hear it, and note what follows from it."""
    if wish.act is Act.ANNOUNCE:
        return
    _listen(row, wish)
    _note_sides(row, wish)
    _note_addresses(row, wish)
    if wish.act is Act.MOVE_ON:
        row.talk.moved_on = True
        return
    _express(row, wish.member)
    row.cue.last_speaker = wish.member
    row.cue.last_point = wish.point is not None and wish.act is not Act.ASK
    if wish.point is not None:
        row.talk.raised.add((wish.member, wish.point))


def _express(row: OpenRow, member: int) -> None:
    """A speaker lets the room see where they stand."""
    expressed, stance = row.expressed, row.stance[member]
    expressed.spoken[member] += 1
    expressed.voiced[member] += stance
    expressed.total += stance
    expressed.weight += 1.0
    expressed.mean = expressed.total / expressed.weight


def _listen(row: OpenRow, wish: Wish) -> None:
    """Everybody else takes it in."""
    rule = ACTS[wish.act]
    if wish.point is not None and rule.content:
        _say_point(row, wish, wish.point)
    if wish.act is Act.RECALL:
        _spread_ghost(row, wish)
    elif rule.pulls:
        rules = row.rules.persuasion
        _pull(row, wish.member, rules.impression if wish.act is Act.IMPRESSION else rules.pull)


def _say_point(row: OpenRow, wish: Wish, point: int) -> None:
    mark_said(row, point)
    if not row.rules.switches.influence:
        return
    force = force_of(row.points[point].valence, wish.stake, row.rules.persuasion)
    listening = zip(row.readings, row.seating.heeded[wish.member], row.attention, strict=True)
    for member, (reading, trust, attention) in enumerate(listening):
        heard = reading.heard[point]
        if heard < 1.0 and member != wish.member:
            reading.hear(point, gain(heard, trust, force, attention))
            _move_to(row, member, reading.stance())


def mark_said(row: OpenRow, point: int) -> None:
    """Note that the point has been said, whoever said it."""
    if point not in row.talk.said:
        row.talk.said.append(point)
        for unsaid in row.knowledge.unsaid:
            if point in unsaid:
                unsaid.remove(point)


def _move_to(row: OpenRow, member: int, stance: float) -> None:
    """Note where a member stands now, and how far they moved."""
    row.moved[member] += stance - row.stance[member]
    row.stance[member] = stance


def _spread_ghost(row: OpenRow, wish: Wish) -> None:
    ghost = next(ghost for ghost in row.ghosts[wish.member] if ghost.episode == wish.ghost)
    row.talk.named.add(ghost.episode)
    row.recalled.append((wish.member, ghost.episode, True))
    if not row.rules.switches.influence:
        return
    for member, trust in enumerate(row.seating.heeded[wish.member]):
        if member != wish.member and all(own.episode != ghost.episode for own in row.ghosts[member]):
            _haunt(row, member, heard_of(ghost, row.rules.memory.spoken * trust * row.attention[member]))


def _haunt(row: OpenRow, member: int, ghost: Ghost) -> None:
    """Let a ghost that the member hears of join those in their mind."""
    row.ghosts[member].append(ghost)
    reading = row.readings[member]
    for worry in reading.worries:
        if worry.flag in ghost.flags:
            reading.haunt(worry, added_to(worry.flag, row.ghosts[member], row.rules.memory))
    _move_to(row, member, reading.stance())


def _pull(row: OpenRow, speaker: int, strength: float) -> None:
    """Move everybody else toward the speaker: more with trust and susceptibility, less with distance."""
    switches = row.rules.switches
    if not (switches.influence and switches.social_influence):
        return
    width, toward = row.rules.persuasion.pull_width, row.stance[speaker]
    trust, susceptible = row.seating.heeded[speaker], row.seating.susceptible
    for member, reading in enumerate(row.readings):
        if member != speaker:
            share = trust[member] * row.attention[member] * susceptible[member]
            reading.drift += drawn(toward - row.stance[member], strength * share, width)
            _move_to(row, member, reading.stance())


def _note_sides(row: OpenRow, wish: Wish) -> None:
    """Note who spoke for the row and who against, which concerns are open and which are answered."""
    rule, talk, cue = ACTS[wish.act], row.talk, row.cue
    valence = row.points[wish.point].valence if wish.point is not None else 0
    if wish.act in _TAKES_NO_SIDE:
        cue.last_valence = valence if wish.act is Act.IMPRESSION else 0
        if cue.last_valence > 0:
            talk.in_favor.add(wish.member)
        return
    if wish.act in _SIDE_WITHOUT_POINT:
        valence = _side_taken(row, wish)
    cue.last_valence = valence
    if valence > 0:
        talk.favor = True
        talk.in_favor.add(wish.member)
    elif valence < 0:
        talk.against = talk.objected = True
    if wish.point is not None and (rule.objects or (rule.content and valence < 0)):
        talk.concerns.setdefault(wish.point, 0.0)
        if row.on_no_list[wish.member]:
            talk.firm.add(wish.point)
    if rule.answers and valence >= 0:
        _answer_concerns(row, wish)


def _side_taken(row: OpenRow, wish: Wish) -> int:
    """The side of an act that its point does not give away: 1 for the row, -1 against."""
    if wish.act is Act.RECALL:
        return -1
    if wish.act is Act.WAIT:
        return 1
    if wish.act is Act.AGREE:
        return row.cue.last_valence
    speaker = row.cue.last_speaker
    assert speaker is not None
    return 1 if row.stance[wish.member] > row.stance[speaker] else -1


def _answer_concerns(row: OpenRow, wish: Wish) -> None:
    rules = row.rules.call
    proof = row.points[wish.point].proof if wish.point is not None else 0.0
    share = rules.answer + rules.answer_proof * proof
    if wish.act is Act.ANSWER and wish.point is None:
        return
    for point, done in row.talk.concerns.items():
        row.talk.concerns[point] = done + (1.0 - done) * share
        row.talk.answered = True


def _note_addresses(row: OpenRow, wish: Wish) -> None:
    cue = row.cue
    cue.addressed = cue.contradicted = None
    if wish.act is Act.ASK:
        cue.addressed, cue.asker, row.talk.asked = wish.to, wish.member, True
        cue.flag = row.points[wish.point].flag if wish.point is not None else None
    elif wish.act is Act.CHALLENGE:
        cue.contradicted = wish.to
    elif wish.act in (Act.COUNTER, Act.REFRAME):
        cue.contradicted = cue.last_speaker
