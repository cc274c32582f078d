"""What an utterance does: who takes it in, what it opens, what it answers and whom it invites to speak."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from committee.applicants.point import bears_on
from committee.arithmetic import total
from committee.meeting.acts import ACTS
from committee.meeting.call import answered, proven
from committee.meeting.floor import recasts
from committee.meeting.persuasion import drawn, force_of, gain
from committee.meeting.practices import toward_the_rate
from committee.meeting.sides import side_of, take_side
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.memory import Ghost, added_to, heard_of
from committee.terms import Act, Family


def take_effect(row: OpenRow, wish: Wish) -> None:
    """Let everybody else hear it, and note what follows from it."""
    if wish.act is Act.ANNOUNCE:
        return
    wish.side = side_of(row, wish)
    _listen(row, wish)
    _note_side(row, wish)
    _note_concerns(row, wish)
    _note_addresses(row, wish)
    if wish.act is Act.MOVE_ON:
        row.talk.moved_on = True
        return
    _express(row, wish.member)
    row.cue.last_speaker = wish.member
    row.cue.last_point = wish.point is not None and wish.act is not Act.ASK
    row.cue.last_ghost = ghost_named(row, wish).flags if wish.weight < 0.0 else ()
    if wish.point is not None:
        row.talk.raised.add((wish.member, wish.point))


def pass_unheard(row: OpenRow, wish: Wish) -> None:
    """Let the speaker take it for said, and nobody else hear it.

    They keep the side that they took, and do not say the same again. Nobody moves, and nothing answers it.
    """
    if wish.act is Act.ANNOUNCE:
        return
    member, wish.side = wish.member, side_of(row, wish)
    row.stakes.unheard += wish.stake
    take_side(row, member, wish.side)
    for point in (wish.point, wish.also):
        if point is not None:
            row.talk.raised.add((member, point))
            if point in row.knowledge.unsaid[member]:
                row.knowledge.unsaid[member].remove(point)
    if wish.act is Act.RECALL:
        row.knowledge.haunted = [other for other in row.knowledge.haunted if other != member]
    elif wish.act is Act.REFRAME:
        row.talk.recast |= {(proof, worry) for proof, worry in recasts(row) if proof == wish.point}
    elif wish.act is Act.PROPOSE:
        row.talk.proposed.add(member)
    row.cue.addressed = row.cue.contradicted = None
    row.hushed = member


def _express(row: OpenRow, member: int) -> None:
    """A speaker lets the room see where they stand."""
    expressed, stance = row.expressed, row.stance[member]
    expressed.spoken[member] += 1
    expressed.voiced[member] += stance
    expressed.total += stance
    expressed.weight += 1.0
    expressed.mean = expressed.total / expressed.weight


def _listen(row: OpenRow, wish: Wish) -> None:
    """Everybody else takes it in. A good memory names the worry that it answers, and makes nobody worry more."""
    rule = ACTS[wish.act]
    for point in (wish.point, wish.also):
        if point is not None and rule.content:
            mark_said(row, point)
            if wish.weight <= 0.0:
                _hear_point(row, wish, point)
    if wish.act is Act.RECALL:
        _spread_ghost(row, wish)
    elif rule.pulls:
        rules = row.rules.persuasion
        _pull(row, wish.member, rules.impression if wish.act is Act.IMPRESSION else rules.pull)
    if wish.act is Act.CONCEDE:
        _push(row, wish.member, wish.side * row.rules.persuasion.concede)


def _hear_point(row: OpenRow, wish: Wish, point: int) -> None:
    if not row.rules.switches.influence:
        return
    cheap = row.points[point].family is Family.ADVOCATE and row.stakes.units[wish.member] == 0.0
    force = force_of(row.points[point].valence, wish.stake, cheap, row.rules.persuasion)
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
    ghost = ghost_named(row, wish)
    row.talk.named.add(ghost.episode)
    row.recalled.append((wish.member, ghost.episode, True))
    if not row.rules.switches.influence:
        return
    if row.rules.practices.base_rates:
        ghost = _read_the_tally(row, ghost, wish.member)
    for member, trust in enumerate(row.seating.heeded[wish.member]):
        if member != wish.member and all(own.episode != ghost.episode for own in row.ghosts[member]):
            _haunt(row, member, heard_of(ghost, row.rules.memory.spoken * trust * row.attention[member]))


def _read_the_tally(row: OpenRow, ghost: Ghost, speaker: int) -> Ghost:
    """The ghost once the program's tally of all such residents has been read out.

    It corrects everybody who has the resident in mind but the speaker, who has just said how they see it.
    """
    outcomes = such_residents(row, ghost)
    told = toward_the_rate(ghost.outcome, total(outcomes) / len(outcomes), row.rules.practices)
    for member, ghosts in enumerate(row.ghosts):
        minded = [structs.replace(own, outcome=told) if own.episode == ghost.episode else own for own in ghosts]
        if member != speaker and minded != ghosts:
            row.ghosts[member] = minded
            _mind_again(row, member, ghost)
    return structs.replace(ghost, outcome=told)


def such_residents(row: OpenRow, ghost: Ghost) -> list[float]:
    """How those past residents turned out whom the row is like in the way that it is like this one."""
    return [alike.episode.outcome for alike in row.docket.alike if not set(alike.flags).isdisjoint(ghost.flags)]


def ghost_named(row: OpenRow, wish: Wish) -> Ghost:
    """The ghost that a recall names, as the speaker has it in mind."""
    return next(ghost for ghost in row.ghosts[wish.member] if ghost.episode == wish.ghost)


def _haunt(row: OpenRow, member: int, ghost: Ghost) -> None:
    """Let a ghost that the member hears of join those in their mind."""
    row.tales[member].append(ghost)
    _mind_again(row, member, ghost)


def _mind_again(row: OpenRow, member: int, ghost: Ghost) -> None:
    """Take the mean of what is in a member's mind anew, for the worries on which this ghost bears."""
    mind, reading = [*row.ghosts[member], *row.tales[member]], row.readings[member]
    for worry in reading.worries:
        if worry.flag in ghost.flags:
            reading.haunt(worry, added_to(worry.flag, mind, row.rules.memory))
    _move_to(row, member, reading.stance())


def _pull(row: OpenRow, speaker: int, strength: float) -> None:
    """Move everybody else toward the speaker: more with trust and susceptibility, less with distance."""
    width, toward = row.rules.persuasion.pull_width, row.stance[speaker]
    for member, trust, susceptible in _followers(row, speaker):
        share = trust * row.attention[member] * susceptible
        row.readings[member].drift += drawn(toward - row.stance[member], strength * share, width)
        _move_to(row, member, row.readings[member].stance())


def _push(row: OpenRow, speaker: int, distance: float) -> None:
    """Push everybody else by ``distance``, as far as they trust the speaker and follow the room."""
    for member, trust, susceptible in _followers(row, speaker):
        row.readings[member].drift += distance * trust * row.attention[member] * susceptible
        _move_to(row, member, row.readings[member].stance())


def _followers(row: OpenRow, speaker: int) -> Iterator[tuple[int, float, float]]:
    """(member, trust in the speaker, susceptibility) of everybody whom words without content move."""
    switches, seating = row.rules.switches, row.seating
    if switches.influence and switches.social_influence:
        trusting = zip(seating.heeded[speaker], seating.susceptible, strict=True)
        for member, (trust, susceptible) in enumerate(trusting):
            if member != speaker:
                yield member, trust, susceptible


def _note_side(row: OpenRow, wish: Wish) -> None:
    """Note which way the words spoke, and the side that the speaker has taken with them."""
    talk, cue = row.talk, row.cue
    valence = row.points[wish.point].valence if wish.point is not None else 0
    says = wish.act in (Act.IMPRESSION, Act.ANSWER)
    cue.last_side = valence if says else wish.side
    if cue.last_side > 0:
        talk.in_favor.add(wish.member)
    take_side(row, wish.member, wish.side)
    if wish.side > 0:
        talk.favor = True
    elif wish.side < 0:
        talk.against = talk.objected = True
    if wish.act is Act.ANSWER and valence < 0:
        talk.objected = True
    if wish.act is Act.PROPOSE:
        talk.proposed.add(wish.member)


def _note_concerns(row: OpenRow, wish: Wish) -> None:
    """Note which concerns are open and which are answered."""
    rule, talk, point = ACTS[wish.act], row.talk, wish.point
    if point is None:
        return
    against = wish.side < 0 if wish.side else row.points[point].valence < 0
    if against and (rule.objects or (rule.content and wish.act is not Act.IMPRESSION)):
        talk.concerns.setdefault(point, 0.0)
        if row.on_no_list[wish.member]:
            talk.firm.add(point)
    elif rule.answers or wish.weight > 0.0:
        _answer_concerns(row, point)


def _answer_concerns(row: OpenRow, point: int) -> None:
    """Lower the open concerns that ``point`` bears on. A good memory bears on the worry that brought it up."""
    rules, said = row.rules.call, row.points[point]
    for worry, done in row.talk.concerns.items():
        proves = row.points[worry].flag in said.proves
        if proves or point == worry or bears_on(said, row.points[worry]):
            share = proven(said.proof, rules) if proves else rules.answer
            row.talk.concerns[worry] = answered(done, share)
            row.talk.answered = True
            if proves:
                row.talk.recast.add((point, worry))


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
