"""What an utterance does: who takes it in, what it opens, what it answers, whose turn it invites."""

from __future__ import annotations

from committee.meeting.acts import ACTS
from committee.meeting.persuasion import drawn, force_of, gain
from committee.meeting.state import RowState
from committee.meeting.wish import Wish
from committee.members.memory import Ghost, bounded, haunted_flags
from committee.terms import Act

_RECALL, _IMPRESSION = Act.RECALL, Act.IMPRESSION  # looked up at every turn
_TAKES_NO_SIDE = frozenset({Act.IMPRESSION, Act.ASK, Act.MOVE_ON})
_SIDE_WITHOUT_POINT = frozenset({Act.AGREE, Act.CHALLENGE, Act.WAIT, Act.RECALL})


class Talk(RowState):
    """A row in which things are said. :meth:`take_effect` is all of it, in order."""

    def take_effect(self, wish: Wish) -> None:
        """Let everybody else hear it, and note what follows from it."""
        if wish.act is Act.ANNOUNCE:
            return
        self._listen(wish)
        self._note_sides(wish)
        self._note_addresses(wish)
        if wish.act is Act.MOVE_ON:
            self.moved_on = True
            return
        self.spoken[wish.member] += 1
        self.expressed_sum += self.stance[wish.member]
        self.voiced[wish.member] += self.stance[wish.member]
        self.expressed_weight += 1.0
        self.expressed = self.expressed_sum / self.expressed_weight
        self.last_speaker = wish.member
        self.last_point = wish.point is not None and wish.act is not Act.ASK
        if wish.point is not None:
            self.raised.add((wish.member, wish.point))

    def _listen(self, wish: Wish) -> None:
        """Everybody else takes it in."""
        rule = ACTS[wish.act]
        if wish.point is not None and rule.content:
            self._say_point(wish, wish.point)
        if wish.act is _RECALL:
            self._spread_ghost(wish)
        elif rule.pulls:
            rules = self.rules.persuasion
            self._pull(wish.member, rules.impression if wish.act is _IMPRESSION else rules.pull)

    def _say_point(self, wish: Wish, point: int) -> None:
        self._mark_said(point)
        if not self.rules.switches.influence:
            return
        force = force_of(self.points[point].valence, wish.stake, self.rules.persuasion)
        listening = zip(self.readings, self.table.heeded[wish.member], self.attention, strict=True)
        for member, (reading, trust, attention) in enumerate(listening):
            heard = reading.heard[point]
            if heard < 1.0 and member != wish.member:
                reading.hear(point, gain(heard, trust, force, attention))
                self._stands(member, reading.stance())

    def _mark_said(self, point: int) -> None:
        if point not in self.said:
            self.said.append(point)
            for known in self.unsaid:
                if point in known:
                    known.remove(point)

    def _stands(self, member: int, stance: float) -> None:
        """Note where a member stands now, and how far that is from before."""
        self.moved[member] += stance - self.stance[member]
        self.stance[member] = stance

    def _spread_ghost(self, wish: Wish) -> None:
        ghost = next(g for g in self.ghosts[wish.member] if g.episode == wish.ghost)
        self.named.add(ghost.episode)
        self.recalled.append((wish.member, ghost.episode, True))
        if not self.rules.switches.influence:
            return
        for member, trust in enumerate(self.table.heeded[wish.member]):
            if member != wish.member and all(own.episode != ghost.episode for own in self.ghosts[member]):
                self._haunt(member, ghost, self.rules.memory.spoken * trust * self.attention[member])

    def _haunt(self, member: int, ghost: Ghost, share: float) -> None:
        flags = haunted_flags(ghost.traits)
        reading = self.readings[member]
        for worry in reading.worries:
            if worry.flag in flags:
                reading.haunt(worry, bounded(worry.ghost - ghost.weight * share, self.rules.memory))
        reading.drift += ghost.drift * share
        self._stands(member, reading.stance())

    def _pull(self, speaker: int, strength: float) -> None:
        """Everybody else moves toward the speaker, by trust, by susceptibility and less with distance."""
        switches = self.rules.switches
        if not (switches.influence and switches.social_influence):
            return
        width, towards = self.rules.persuasion.pull_width, self.stance[speaker]
        trust, susceptible = self.table.heeded[speaker], self.table.susceptible
        for member, reading in enumerate(self.readings):
            if member != speaker:
                share = trust[member] * self.attention[member] * susceptible[member]
                reading.drift += drawn(towards - self.stance[member], strength * share, width)
                self._stands(member, reading.stance())

    def _note_sides(self, wish: Wish) -> None:
        """Who spoke for the row, who against, what concern is open and what has been answered."""
        rule = ACTS[wish.act]
        valence = self.points[wish.point].valence if wish.point is not None else 0
        if wish.act in _TAKES_NO_SIDE:
            self.last_valence = valence if wish.act is Act.IMPRESSION else 0
            if self.last_valence > 0:
                self.spoke_in_favour.add(wish.member)
            return
        if wish.act in _SIDE_WITHOUT_POINT:
            valence = self._side_taken(wish)
        self.last_valence = valence
        if valence > 0:
            self.favour = True
            self.spoke_in_favour.add(wish.member)
        elif valence < 0:
            self.against = self.objected = True
        if wish.point is not None and (rule.objects or (rule.content and valence < 0)):
            self.concerns.setdefault(wish.point, 0.0)
            if self.on_no_list[wish.member]:
                self.firm.add(wish.point)
        if rule.answers and valence >= 0:
            self._answer_concerns(wish)

    def _side_taken(self, wish: Wish) -> int:
        if wish.act is Act.RECALL:
            return -1
        if wish.act is Act.WAIT:
            return 1
        if wish.act is Act.AGREE:
            return self.last_valence
        speaker = self.last_speaker
        assert speaker is not None
        return 1 if self.stance[wish.member] > self.stance[speaker] else -1

    def _answer_concerns(self, wish: Wish) -> None:
        rules = self.rules.call
        proof = self.points[wish.point].proof if wish.point is not None else 0.0
        share = rules.answer + rules.answer_proof * proof
        if wish.act is Act.ANSWER and wish.point is None:
            return
        for point, done in self.concerns.items():
            self.concerns[point] = done + (1.0 - done) * share
            self.answered = True

    def _note_addresses(self, wish: Wish) -> None:
        self.addressed = self.contradicted = None
        if wish.act is Act.ASK:
            self.addressed, self.asker, self.was_asked = wish.to, wish.member, True
            self.asked = self.points[wish.point].flag if wish.point is not None else None
        elif wish.act is Act.CHALLENGE:
            self.contradicted = wish.to
        elif wish.act in (Act.COUNTER, Act.REFRAME):
            self.contradicted = self.last_speaker
