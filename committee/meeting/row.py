"""One row under the cursor, second by second.

:meth:`Row.run` is the story: read out, an impression, then whoever wants the floor most until the bell or
silence, then the call. The row changes nobody: purses, memories and fatigue are settled by the meeting
from the :class:`RowResult`, so that the same row can be held twice (with and without capital) to see what
the capital changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from committee.applicants.points import EXAM_FLAGS, Point
from committee.events import Event
from committee.meeting import call as calls
from committee.meeting import floor
from committee.meeting.acts import ACTS
from committee.meeting.clock import Clock
from committee.meeting.docket import TURNS, Docket
from committee.meeting.ending import Ending, close
from committee.meeting.persuasion import attention, drawn, force_of, gain
from committee.meeting.rules import MeetingRules
from committee.meeting.speech import seconds, tone_of
from committee.meeting.tale import Tale
from committee.members.member import Member
from committee.members.memory import Ghost, bounded, ghosts_by_flag, haunted_flags
from committee.members.reading import Reading, first_heard
from committee.terms import Act, Family, Flag, Holding, Tier, Tone


_RANKED = (Tier.TOP, Tier.MID, Tier.LOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The room as a row meets it; nothing in it changes while a row is open.

    ``trust[a][b]`` is how much of b's words reaches a; ``weights`` are the director's trust in each voter (0 for who does not
    vote); ``reserved`` the units each member keeps back for rows to come; ``edge_share`` the caution of the moment.
    """

    members: Sequence[Member]
    rules: MeetingRules
    trust: Sequence[Sequence[float]]
    director: int
    announcer: int
    reserved: Sequence[float]
    edge_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """Units put up for a row in all, and the tier asked for."""

    member: int
    units: float
    ask: Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """What a row leaves behind. ``recalled`` are (member, episode, spoken) triples; ``stances`` by member index."""

    ending: Ending
    seconds: float
    stances: tuple[float, ...]
    stakes: tuple[Stake, ...]
    recalled: tuple[tuple[int, str, bool], ...]
    events: tuple[Event, ...]


class Row:
    """The state of one open row. Lists are by member index or by point index."""

    def __init__(self, docket: Docket, room: Room, *, tell: bool = True, capital: bool = True) -> None:
        rules = room.rules
        self.docket, self.room, self.rules = docket, room, rules
        self.members, self.points = room.members, docket.points
        self.size = len(room.members)
        self.seats = [member.spec.seat for member in room.members]
        self.clock = Clock(rules.clock, rules.switches.clock)
        self.attention = [attention(member.fatigue, rules.persuasion) for member in room.members]
        self.turn = 0
        self._closing: float | None = None
        self._capital = capital and rules.switches.capital
        self._open_talk()
        self._open_minds()
        self._open_knowledge()
        self.tale = Tale(self) if tell else None

    def _open_talk(self) -> None:
        self.said: list[int] = []
        self.named: set[str] = set()
        self.concerns: dict[int, float] = {}
        self.favour = self.against = self.answered = False
        self.objected = False
        self.moved_on = False
        self.rung = False
        self.last_speaker: int | None = None
        self.last_valence = 0
        self.last_point = False
        self.raised: set[tuple[int, int]] = set()
        self.addressed: int | None = None
        self.contradicted: int | None = None
        self.asked: Flag | None = None
        self.asker: int | None = None
        self.was_asked = False
        self.spoken = [0] * self.size
        self.bought = [0] * self.size
        self.staked = [0.0] * self.size
        self.asks: dict[int, Tier] = {}
        self.short_of_capital: set[int] = set()
        self.spoke_in_favour: set[int] = set()
        self.wanted: dict[int, str] = {}
        self.last_wishes: Sequence[floor.Wish] = ()
        self.recalled: list[tuple[int, str, bool]] = []
        self._expressed_sum = self.rules.floor.expressed_prior * (self.docket.pre_score - 50.0) / 50.0
        self._expressed_weight = self.rules.floor.expressed_prior
        self.expressed = self._expressed_sum / self._expressed_weight
        self.moved: dict[int, float] = {}

    def _open_minds(self) -> None:
        docket, rules = self.docket, self.rules
        self.ghosts: list[list[Ghost]] = []
        self.readings: list[Reading] = []
        self.drift: list[float] = []
        for index, member in enumerate(self.members):
            ghosts = member.haunted_by(docket.alike, rules.year, rules.memory)
            liking = rules.reading.rapport if index in docket.interviewers else rules.reading.taste
            heard = first_heard(docket.view.holdings, rules.reading, docket.held[index])
            reading = Reading(
                docket.view, member.mind, rules.reading, heard, liking * docket.taste[index]
            )
            by_flag = ghosts_by_flag(ghosts, rules.memory)
            for worry in reading.worries:
                worry.ghost = by_flag.get(worry.flag, 0.0)
            self.ghosts.append(ghosts)
            self.readings.append(reading)
            drift = 0.0
            for ghost in ghosts:
                drift += ghost.drift
            self.drift.append(drift)
            noticed = (ghost.episode for ghost in ghosts if abs(ghost.weight) >= rules.memory.noticed)
            self.recalled.extend((index, episode, False) for episode in noticed)
        self.stance = [self._lean(index) for index in range(self.size)]
        self._apply_no_lists()
        self.before = tuple(self.stance)

    def _apply_no_lists(self) -> None:
        """Those who may keep a no list have quietly put some rows on it that they lean against anyway."""
        room = self.rules.room
        self.on_no_list = [False] * self.size
        for index, member in enumerate(self.members):
            leans_against = self.stance[index] < room.no_list_from
            if member.keeps_no_list and leans_against and self.docket.no_list[index] < room.no_list_rate:
                self.on_no_list[index] = True
                self.drift[index] -= room.no_list_drop
                self.stance[index] = self._lean(index)

    def _open_knowledge(self) -> None:
        docket = self.docket
        knows_more = [
            any(i in holders for p, holders in enumerate(docket.holders) if docket.view.holdings[p] is not Holding.PUBLIC)
            for i in range(self.size)
        ]
        public_only = self.rules.call.public_only
        trust = self.room.trust[self.room.director]
        self.weights = [
            (trust[i] if knows_more[i] else public_only * trust[i]) if member.votes else 0.0
            for i, member in enumerate(self.members)
        ]
        self.salience = [reading.salience for reading in self.readings]
        self.favours = [point.valence > 0 for point in self.points]
        self.pull = self._pulls()
        self._public_flags = [
            p for p, seen in enumerate(self.points) if seen.flag is not None and seen.holding is Holding.PUBLIC
        ]
        self.open_flags = [self._open_flag(index) for index in range(self.size)]
        self.unsaid = [[p for p, held in enumerate(row) if held] for row in docket.held]
        advocate = docket.advocate_point
        self.strong_sponsor = advocate is not None and self.points[advocate].detail.endswith("strong")

    def _pulls(self) -> list[list[float]]:
        """By member and point, how much it wants to be said while unsaid: its weight, and company in knowing it."""
        rules = self.rules.floor
        company = [
            rules.point * (1.0 - rules.shared + rules.shared * len(holders) / self.size)
            for holders in self.docket.holders
        ]
        duty = [rules.duty if seen.family in (Family.EMAILS, Family.PAPERWORK) else 0.0 for seen in self.points]
        if self.docket.advocate_point is not None:
            duty[self.docket.advocate_point] = rules.sponsor * self.points[self.docket.advocate_point].strength
        return [
            [extra + heavy * share for extra, heavy, share in zip(duty, reading.salience, company, strict=True)]
            for reading in self.readings
        ]

    def _open_flag(self, member: int) -> int | None:
        """The weightiest public worry for ``member``."""
        best, worth = None, 0.0
        salience = self.salience[member]
        for point in self._public_flags:
            if salience[point] > worth:
                best, worth = point, salience[point]
        return best

    # ---------------------------------------------------------------- the story

    def run(self) -> RowResult:
        """Hold the row and say what came of it."""
        self._announce()
        self._impression()
        while not self._over():
            pass
        ending = self._call()
        return RowResult(
            ending=ending,
            seconds=self.clock.elapsed,
            stances=tuple(self.stance),
            stakes=self._stakes(),
            recalled=tuple(self.recalled),
            events=self.tale.events if self.tale is not None else (),
        )

    def _announce(self) -> None:
        self._utter(floor.Wish(self.room.announcer, 0.0, Act.ANNOUNCE), [])

    def _impression(self) -> None:
        """One who met the applicant says in a sentence how it was: whoever of them wants to most."""
        met = [i for i in self.docket.interviewers if Act.IMPRESSION in self.members[i].acts]
        if not met:
            return
        found = floor.wishes(self)
        who = max(met, key=lambda i: (found[i].bid, -i))
        best = self._impression_point(who)
        wish = floor.Wish(who, found[who].bid, Act.IMPRESSION, best)
        if self.clock.fits(self._seconds(wish) + self._call_seconds()):
            self._utter(wish, found)

    def _impression_point(self, member: int) -> int | None:
        known = [p for p in self.unsaid[member] if self.points[p].holding is Holding.INTERVIEW]
        if known:
            return max(known, key=lambda p: (self.salience[member][p], -p))
        return next((p for p, seen in enumerate(self.points) if seen.family is Family.INTERVIEW_SCORE), None)

    def _over(self) -> bool:
        """One turn; True when the row is ready to be called."""
        if self.turn >= TURNS - 2:
            return True
        found = floor.wishes(self)
        wish = floor.buyer(self, found) if self._capital and self.turn > 1 else None
        if wish is None:
            wish = floor.strongest(found)
            if wish.bid < self.threshold or wish.bid <= floor.NO_WISH:
                return True
        self._note_wanted(found, wish)
        if not self._time_for(wish):
            self.rung = True
            return True
        self._utter(wish, found)
        return False

    @property
    def threshold(self) -> float:
        """The least bid that takes the floor now."""
        rules = self.rules.floor
        return rules.threshold + (rules.hurdle if self.moved_on else 0.0)

    def _time_for(self, wish: floor.Wish) -> bool:
        """Whether it can be said before the bell, after what a stake or a contest adds to the clock."""
        if wish.stake > 0.0:
            self.clock.stretch(wish.stake)
        needed = self._seconds(wish) + self._call_seconds()
        while not self.clock.fits(needed):
            if not (self.favour and self.against and self.clock.stretch()):
                return False
        return True

    def _note_wanted(self, found: Sequence[floor.Wish], winner: floor.Wish) -> None:
        for wish in found:
            if wish.point is not None and wish.bid >= self.threshold and wish is not winner:
                self.wanted[wish.point] = "outbid"
        self.last_wishes = found

    def _seconds(self, wish: floor.Wish, turn: int | None = None) -> float:
        turn = self.turn if turn is None else turn
        draw = self.docket.draws.length(turn, self.seats[wish.member])
        rules = self.rules.speech
        strong = wish.act is Act.ADVOCATE and self.strong_sponsor
        length = (rules.strong if strong else 1.0) * (1.0 - rules.fatigue * self.members[wish.member].fatigue)
        return seconds(wish.act, self._tone(wish), length, draw, rules)

    def _call_seconds(self) -> float:
        """What the call will take; drawn at a turn of its own, so that it is known from the start."""
        if self._closing is None:
            self._closing = self._seconds(floor.Wish(self.room.director, 0.0, Act.CALL), TURNS - 1)
        return self._closing

    def _tone(self, wish: floor.Wish) -> Tone:
        if wish.act in (Act.ANNOUNCE, Act.CALL):
            return Tone.PLAIN
        valence = self.points[wish.point].valence if wish.point is not None else 0
        draw = self.docket.draws.tone(self.turn, self.seats[wish.member])
        return tone_of(wish.act, valence, self.members[wish.member].fatigue, draw)

    # ---------------------------------------------------------------- what an utterance does

    def _utter(self, wish: floor.Wish, found: Sequence[floor.Wish]) -> None:
        start = self.clock.elapsed
        closing = wish.act in (Act.CALL, Act.VETO)
        self.clock.pass_(self._call_seconds() if closing else self._seconds(wish))
        if wish.stake > 0.0:
            self._stake(wish)
        self.moved = {}
        if not closing:
            self._effects(wish)
        if self.tale is not None:
            self.tale.uttered(wish, found, (start, self._tone(wish)))
        self.turn += 1

    def _stake(self, wish: floor.Wish) -> None:
        self.staked[wish.member] += wish.stake
        self.bought[wish.member] += 1
        self.asks.setdefault(wish.member, self.ask_of(wish.member))

    def _effects(self, wish: floor.Wish) -> None:
        if wish.act is Act.ANNOUNCE:
            return
        self._listen(wish)
        self._note_sides(wish)
        self._note_addresses(wish)
        if wish.act is Act.MOVE_ON:
            self.moved_on = True
            return
        self.spoken[wish.member] += 1
        self._expressed_sum += self.stance[wish.member]
        self._expressed_weight += 1.0
        self.expressed = self._expressed_sum / self._expressed_weight
        self.last_speaker = wish.member
        self.last_point = wish.point is not None and wish.act is not Act.ASK
        if wish.point is not None:
            self.raised.add((wish.member, wish.point))

    def _listen(self, wish: floor.Wish) -> None:
        """Everybody else takes it in."""
        rule = ACTS[wish.act]
        if wish.point is not None and rule.content:
            self._say_point(wish)
        if wish.act is Act.RECALL:
            self._spread_ghost(wish)
        elif rule.pulls:
            rules = self.rules.persuasion
            self._pull(wish.member, rules.impression if wish.act is Act.IMPRESSION else rules.pull)

    def _say_point(self, wish: floor.Wish) -> None:
        point = wish.point
        assert point is not None
        self._mark_said(point)
        if not self.rules.switches.influence:
            return
        force = force_of(self.points[point].valence, wish.stake, self.rules.persuasion)
        for member in range(self.size):
            if member != wish.member:
                reading = self.readings[member]
                more = gain(
                    reading.heard[point], self.room.trust[member][wish.member], force, self.attention[member]
                )
                if more > 0.0:
                    reading.hear(point, more)
                    self._read_again(member)

    def _mark_said(self, point: int) -> None:
        if point not in self.said:
            self.said.append(point)
            for known in self.unsaid:
                if point in known:
                    known.remove(point)

    def _read_again(self, member: int) -> None:
        before = self.stance[member]
        self.stance[member] = self._lean(member)
        change = self.stance[member] - before
        if change != 0.0:
            self.moved[member] = self.moved.get(member, 0.0) + change

    def _lean(self, member: int) -> float:
        stance = self.readings[member].lean() + self.drift[member]
        return -1.0 if stance < -1.0 else 1.0 if stance > 1.0 else stance

    def _spread_ghost(self, wish: floor.Wish) -> None:
        ghost = next(g for g in self.ghosts[wish.member] if g.episode == wish.ghost)
        self.named.add(ghost.episode)
        self.recalled.append((wish.member, ghost.episode, True))
        if not self.rules.switches.influence:
            return
        for member in range(self.size):
            if member != wish.member and all(own.episode != ghost.episode for own in self.ghosts[member]):
                trust = self.room.trust[member][wish.member]
                self._haunt(member, ghost, self.rules.memory.spoken * trust * self.attention[member])

    def _haunt(self, member: int, ghost: Ghost, share: float) -> None:
        flags = haunted_flags(ghost.traits)
        for worry in self.readings[member].worries:
            if worry.flag in flags:
                worry.ghost = bounded(worry.ghost - ghost.weight * share, self.rules.memory)
        self.drift[member] += ghost.drift * share
        self._read_again(member)

    def _pull(self, speaker: int, strength: float) -> None:
        """Everybody else moves toward the speaker, by trust, by susceptibility and less with distance."""
        switches = self.rules.switches
        if not (switches.influence and switches.social_influence):
            return
        rules = self.rules.persuasion
        for member, agent in enumerate(self.members):
            if member != speaker:
                gap = self.stance[speaker] - self.stance[member]
                share = self.room.trust[member][speaker] * self.attention[member] * rules.susceptibility[agent.role]
                self.drift[member] += drawn(gap, strength * share, rules.pull_width)
                self._read_again(member)

    def _note_sides(self, wish: floor.Wish) -> None:
        """Who spoke for the row, who against, what concern is open and what has been answered."""
        rule = ACTS[wish.act]
        valence = self.points[wish.point].valence if wish.point is not None else 0
        if wish.act in (Act.IMPRESSION, Act.ASK, Act.MOVE_ON):
            self.last_valence = valence if wish.act is Act.IMPRESSION else 0
            return
        if wish.act in (Act.AGREE, Act.CHALLENGE, Act.WAIT, Act.RECALL):
            valence = self._side_taken(wish)
        self.last_valence = valence
        if valence > 0:
            self.favour = True
            self.spoke_in_favour.add(wish.member)
        elif valence < 0:
            self.against = self.objected = True
        if wish.point is not None and (rule.objects or (rule.content and valence < 0)):
            self.concerns.setdefault(wish.point, 0.0)
        if rule.answers and valence >= 0:
            self._answer_concerns(wish)

    def _side_taken(self, wish: floor.Wish) -> int:
        if wish.act is Act.RECALL:
            return -1
        if wish.act is Act.WAIT:
            return 1
        if wish.act is Act.AGREE:
            return self.last_valence
        speaker = self.last_speaker
        assert speaker is not None
        return 1 if self.stance[wish.member] > self.stance[speaker] else -1

    def _answer_concerns(self, wish: floor.Wish) -> None:
        rules = self.rules.call
        proof = self.points[wish.point].proof if wish.point is not None else 0.0
        share = rules.answer + rules.answer_proof * proof
        if wish.act is Act.ANSWER and wish.point is None:
            return
        for point, done in self.concerns.items():
            self.concerns[point] = done + (1.0 - done) * share
            self.answered = True

    def _note_addresses(self, wish: floor.Wish) -> None:
        self.addressed = self.contradicted = None
        if wish.act is Act.ASK:
            self.addressed, self.asker, self.was_asked = wish.to, wish.member, True
            self.asked = self.points[wish.point].flag if wish.point is not None else None
        elif wish.act is Act.CHALLENGE:
            self.contradicted = wish.to
        elif wish.act in (Act.COUNTER, Act.REFRAME):
            self.contradicted = self.last_speaker

    # ---------------------------------------------------------------- what the floor asks of the row

    def answerable(self, proof: Point) -> bool:
        """Whether a concern is open that this proof could answer: one about exams needs no more than a later exam."""
        flags = (self.points[point].flag for point in self.concerns)
        return any(flag is not None and (flag in EXAM_FLAGS or not proof.proves_exams) for flag in flags)

    def whom_to_ask(self, member: int) -> int | None:
        """The director, who has read every file; where the director asks, the first other reader."""
        readers = [i for i in self.docket.readers if i != member and Act.ANSWER in self.members[i].acts]
        return self.room.director if self.room.director in readers else readers[0] if readers else None

    def haunted_point(self, ghost: Ghost) -> int | None:
        """The point by which a ghost is named: the first worry it shares with the row."""
        flags = haunted_flags(ghost.traits)
        return next((p for p, seen in enumerate(self.points) if seen.flag in flags), None)

    def best_favour(self, member: int) -> int | None:
        """The weightiest unsaid point in favour that the member knows; the advocate's own call comes first."""
        best, worth = None, 0.0
        for point in self.unsaid[member]:
            if point == self.docket.advocate_point:
                return point
            if self.points[point].valence > 0 and self.salience[member][point] > worth:
                best, worth = point, self.salience[member][point]
        return best

    def can_stake(self, member: int, units: float) -> bool:
        """Whether the purse still holds ``units`` after what this row has taken."""
        return self.members[member].purse.balance - self.staked[member] >= units

    def can_spare(self, member: int, units: float) -> bool:
        """Whether ``units`` would leave what the member keeps for promised rows still to come."""
        return self.can_stake(member, units + self.room.reserved[member])

    @property
    def needs_help(self) -> bool:
        """Whether anything speaks against the row: a flag, or a concern somebody raised."""
        return self.docket.flagged or bool(self.concerns)

    def ask_of(self, member: int) -> Tier:
        """The tier a member asks for: where they see the row, but at most one above where the room has put it so far."""
        own = _RANKED.index(self._ranked_tier(self.stance[member]))
        room = _RANKED.index(self._ranked_tier(self.expressed))
        return _RANKED[max(own, room - 1)]

    def _ranked_tier(self, stance: float) -> Tier:
        """The tier of a stance, counting the lowest for a row that would not be ranked."""
        tier = calls.tier_of(stance, self.rules.call.tiers)
        return tier if tier.ranked else Tier.LOW

    def settled_for(self, member: int) -> bool:
        """Whether the room, as far as it has spoken, already stands where the member would ask for."""
        wanted = self.asks.get(member, self.ask_of(member))
        return not self.needs_help and self.expressed >= self.rules.call.tiers[wanted]

    def about_to_pass(self, found: Sequence[floor.Wish]) -> bool:
        """Whether nobody else wants this turn, or too little time is left for two more."""
        best = floor.strongest(list(found))
        if best.bid < self.threshold:
            return True
        return not self.clock.fits(2.0 * self._seconds(best) + self._call_seconds())

    def may_volunteer(self, member: int) -> bool:
        """Whether a member would pay for a row nobody asked them to support."""
        rules = self.rules.capital
        agent = self.members[member]
        return (
            agent.votes
            and member != self.docket.advocate
            and self.bought[member] == 0
            and (self.docket.flagged or self.objected)
            and self.stance[member] > rules.own_stance
            and self.can_spare(member, rules.own_stake)
            and self.best_favour(member) is not None
        )

    # ---------------------------------------------------------------- the end

    def _call(self) -> Ending:
        director = self.room.director
        ending = close(self)
        act = Act.VETO if ending.vetoed else Act.CALL
        self._utter(floor.Wish(director, 0.0, act), [])
        if self.tale is not None:
            self.tale.closed(ending)
        return ending

    def _stakes(self) -> tuple[Stake, ...]:
        return tuple(
            Stake(member=member, units=self.staked[member], ask=self.asks[member])
            for member in range(self.size)
            if self.staked[member] > 0.0
        )

