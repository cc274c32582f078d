"""The state of one open row, and what the floor may ask of it.

Who knows what, who has heard what, who stands where, what has been said, how much time is left. Nothing here happens:
:mod:`committee.meeting.talk` changes it, :mod:`committee.meeting.row` tells the story.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from committee.applicants.point import EXAM_FLAGS, Point
from committee.meeting import call as calls
from committee.meeting.clock import Clock
from committee.meeting.docket import Docket
from committee.meeting.persuasion import attention
from committee.meeting.room import Room
from committee.meeting.speech import seconds, tone_of
from committee.meeting.wish import Wish, strongest
from committee.members.memory import Ghost, ghosts_by_flag, haunted_flags
from committee.members.reading import Reading
from committee.terms import Act, Flag, Tier, Tone, WhyNot

_ADVOCATE, _CALL, _PLAIN = Act.ADVOCATE, Act.CALL, Tone.PLAIN  # looked up at every turn
_ALWAYS_PLAIN = frozenset({Act.ANNOUNCE, Act.CALL})
_RANKED = (Tier.TOP, Tier.MID, Tier.LOW)


class RowState:
    """The state of one open row. Lists are by member index or by point index."""

    def __init__(self, docket: Docket, room: Room, *, capital: bool = True) -> None:
        rules = room.rules
        self.docket, self.room, self.rules = docket, room, rules
        self.table, self.members, self.points = room.table, room.table.members, docket.points
        self.size, self.seats = room.table.size, room.table.seats
        self.clock = Clock(rules.clock, rules.switches.clock)
        self.fatigue = [member.fatigue for member in self.members]
        self.attention = [attention(fatigue, rules.persuasion) for fatigue in self.fatigue]
        self.turn = 0
        self._closing: float | None = None
        self._timed: tuple[Wish, int, float, Tone] | None = None
        self.may_pay = capital and rules.switches.capital
        self._open_talk()
        self._open_minds()
        self._open_knowledge()

    def _open_talk(self) -> None:
        self.said: list[int] = []
        self.named: set[str] = set()
        self.concerns: dict[int, float] = {}
        self.firm: set[int] = set()
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
        self.voiced = [0.0] * self.size
        self.bought = [0] * self.size
        self.staked = [0.0] * self.size
        self.asks: dict[int, Tier] = {}
        self.short_of_capital: set[int] = set()
        self.spoke_in_favour: set[int] = set()
        self.wanted: dict[int, WhyNot] = {}
        self.last_wishes: Sequence[Wish] = ()
        self.recalled: list[tuple[int, str, bool]] = []
        self.expressed_sum = self.rules.floor.expressed_prior * (self.docket.pre_score - 50.0) / 50.0
        self.expressed_weight = self.rules.floor.expressed_prior
        self.expressed = self.expressed_sum / self.expressed_weight
        self.moved = [0.0] * self.size

    def _open_minds(self) -> None:
        docket, rules = self.docket, self.rules
        self.ghosts: list[list[Ghost]] = []
        self.readings: list[Reading] = []
        reads = zip(self.members, docket.weighed.by_member(), self._likings(), strict=True)
        for index, (member, own, liking) in enumerate(reads):
            self.readings.append(Reading(docket.weighed.view, member.mind, rules.reading, own, liking))
            self.ghosts.append(member.haunted_by(docket.alike, rules.year, rules.memory) if docket.alike else [])
            if self.ghosts[index]:
                self._haunted(index)
        self.stance = [reading.stance() for reading in self.readings]
        self._apply_no_lists()
        self.before = tuple(self.stance)

    def _haunted(self, member: int) -> None:
        """Let the ghosts weigh on the worries they share and on the stance itself, before a word is said."""
        rules = self.rules.memory
        ghosts, reading = self.ghosts[member], self.readings[member]
        by_flag = ghosts_by_flag(ghosts, rules)
        for worry in reading.worries:
            reading.haunt(worry, by_flag.get(worry.flag, 0.0))
        for ghost in ghosts:
            reading.drift += ghost.drift
            if abs(ghost.weight) >= rules.noticed:
                self.recalled.append((member, ghost.episode, False))

    def _likings(self) -> list[float]:
        """By member the part of a stance that no cell explains, wider in those who met the applicant.

        Whoever promised to speak for somebody likes them: an advocate's is never below 0.
        """
        rules, met, advocate = self.rules.reading, self.docket.interviewers, self.docket.advocate
        likings = [
            draw * (rules.rapport if member in met else rules.taste) for member, draw in enumerate(self.docket.taste)
        ]
        if advocate is not None:
            likings[advocate] = abs(likings[advocate])
        return likings

    def _apply_no_lists(self) -> None:
        """Those who may keep a no list have quietly put some rows on it that they lean against anyway."""
        room = self.rules.room
        self.on_no_list = [False] * self.size
        for member in self.table.keeping_no_list:
            if self.stance[member] < room.no_list_from and self.docket.no_list[member] < room.no_list_rate:
                self.on_no_list[member] = True
                self.readings[member].drift -= room.no_list_drop
                self.stance[member] = self.readings[member].stance()

    def _open_knowledge(self) -> None:
        docket = self.docket
        public_only = self.rules.call.public_only
        self.weights = [
            weight if member in docket.know_more else public_only * weight
            for member, weight in enumerate(self.table.voting)
        ]
        self.salience: list[list[float]] = docket.weighed.salience.tolist()
        self.pull: list[list[float]] = docket.pull.tolist()
        self.favours = [point.valence > 0 for point in self.points]
        self.unsaid = [
            sorted(compress(range(len(self.points)), held), key=pull.__getitem__, reverse=True)
            for held, pull in zip(docket.held.tolist(), self.pull, strict=True)
        ]
        self._open_acts()
        advocate = docket.advocate_point
        self.strong_sponsor = advocate is not None and self.points[advocate].detail.endswith("strong")

    def _open_acts(self) -> None:
        """Who may recall a ghost, and who may ask, with what they would ask about."""
        recalling = self.table.recalling
        self.haunted = [i for i, ghosts in enumerate(self.ghosts) if ghosts and i in recalling]
        self.puzzled: list[tuple[int, int]] = []
        for member in self.table.asking if self.docket.open_flags else ():
            if member not in self.docket.readers:
                point = self._open_flag(member)
                if point is not None:
                    self.puzzled.append((member, point))

    def _open_flag(self, member: int) -> int | None:
        """The weightiest public worry for ``member``."""
        best, worth = None, 0.0
        salience = self.salience[member]
        for point in self.docket.open_flags:
            if salience[point] > worth:
                best, worth = point, salience[point]
        return best

    # ---------------------------------------------------------------- time and tone

    @property
    def threshold(self) -> float:
        """The least bid that takes the floor now."""
        rules = self.rules.floor
        return rules.threshold + (rules.hurdle if self.moved_on else 0.0)

    def seconds_of(self, wish: Wish) -> float:
        """What saying this in the turn to come would take, gap included."""
        return self._as_said(wish)[2]

    def tone_for(self, wish: Wish) -> Tone:
        """The tone it would be said in."""
        return self._as_said(wish)[3]

    def _as_said(self, wish: Wish) -> tuple[Wish, int, float, Tone]:
        """The wish and the turn with what saying it then would take and sound like, kept for as long as they stand."""
        timed = self._timed
        if timed is None or timed[0] is not wish or timed[1] != self.turn:
            draws, seat = self.docket.draws, self.seats[wish.member]
            tone = self._tone(wish, draws.tone(self.turn, seat))
            seconds = self._seconds(wish, tone, draws.length(self.turn, seat))
            timed = self._timed = (wish, self.turn, seconds, tone)
        return timed

    def _seconds(self, wish: Wish, tone: Tone, draw: float) -> float:
        rules = self.rules.speech
        strong = self.strong_sponsor and wish.act is _ADVOCATE
        length = (rules.strong if strong else 1.0) * (1.0 - rules.fatigue * self.fatigue[wish.member])
        return seconds(wish.act, tone, length, draw, rules)

    def _tone(self, wish: Wish, draw: float) -> Tone:
        if wish.act in _ALWAYS_PLAIN:
            return _PLAIN
        valence = self.points[wish.point].valence if wish.point is not None else 0
        return tone_of(wish.act, valence, self.fatigue[wish.member], draw)

    def closing_seconds(self) -> float:
        """What the call will take."""
        if self._closing is None:
            director = self.table.director
            draw = self.docket.draws.closing_length(self.seats[director])
            self._closing = self._seconds(Wish(director, 0.0, _CALL), _PLAIN, draw)
        return self._closing

    # ---------------------------------------------------------------- what the floor asks of the row

    def answerable(self, proof: Point) -> bool:
        """Whether a concern is open that this proof could answer: one about exams needs no more than a later exam."""
        flags = (self.points[point].flag for point in self.concerns)
        return any(flag is not None and (flag in EXAM_FLAGS or not proof.proves_exams) for flag in flags)

    def whom_to_ask(self) -> int | None:
        """The director, who has read every file; in a room where the director has not, the first reader."""
        readers = [i for i in self.docket.readers if Act.ANSWER in self.members[i].acts]
        return self.table.director if self.table.director in readers else readers[0] if readers else None

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

    def worth_a_stake(self, member: int) -> bool:
        """Whether the member would have the row in the middle of the list, or at least sees it above the room."""
        stance = self.stance[member]
        return stance >= self.rules.call.tiers[Tier.MID] or stance > self.expressed

    def ask_of(self, member: int) -> Tier:
        """The tier a member asks for: where they see the row, but no better than where all others have put it.

        A stake buys what can be had, a compromise; what it bought beyond that comes back as interest.
        """
        others = (self.expressed_sum - self.voiced[member]) / (self.expressed_weight - self.spoken[member])
        own = _RANKED.index(self._ranked_tier(self.stance[member]))
        return _RANKED[max(own, _RANKED.index(self._ranked_tier(others)))]

    def hoped_for(self, member: int) -> Tier:
        """The tier a member would still pay to reach: where they see the row, at most one above the room's."""
        own = _RANKED.index(self._ranked_tier(self.stance[member]))
        room = _RANKED.index(self._ranked_tier(self.expressed))
        return _RANKED[max(own, room - 1)]

    def _ranked_tier(self, stance: float) -> Tier:
        """The tier of a stance, counting the lowest for a row that would not be ranked."""
        tier = calls.tier_of(stance, self.rules.call.tiers)
        return tier if tier.ranked else Tier.LOW

    def settled_for(self, member: int) -> bool:
        """Whether the room, as far as it has spoken, already stands where the member would have it."""
        return not self.concerns and self.expressed >= self.rules.call.tiers[self.hoped_for(member)]

    def about_to_pass(self, found: Sequence[Wish]) -> bool:
        """Whether nobody else wants this turn, or too little time is left for two more."""
        best = strongest(list(found))
        if best.bid < self.threshold:
            return True
        return not self.clock.fits(2.0 * self.seconds_of(best) + self.closing_seconds())

    def may_volunteer(self, member: int) -> bool:
        """Whether a member would pay for a row nobody asked them to support.

        Nobody pays for what another already carries.
        """
        rules = self.rules.capital
        agent = self.members[member]
        return (
            agent.votes
            and member != self.docket.advocate
            and not self.asks
            and self.stance[member] > rules.own_stance
            and self.can_spare(member, rules.own_stake)
            and self.best_favour(member) is not None
        )
