"""The state of one open row: plain data, and what it is before anybody has spoken.

Nothing happens here. :mod:`committee.meeting.row` tells the story of a row. :mod:`~committee.meeting.effect` says what
an utterance does to this state, :mod:`~committee.meeting.paying` who pays, :mod:`~committee.meeting.floor` who wants to
speak, and :mod:`~committee.meeting.ending` what the director makes of it all.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from committee.applicants.point import Point
from committee.arithmetic import total
from committee.meeting.clock import Clock
from committee.meeting.docket import Docket
from committee.meeting.intervention import NOTHING, Intervention, PutAct
from committee.meeting.knowledge import Knowledge, knowledge_of
from committee.meeting.persuasion import attention
from committee.meeting.practices import moved_by
from committee.meeting.room import Room, Seating
from committee.meeting.rules import MeetingRules
from committee.meeting.speech import seconds
from committee.meeting.wish import FloorRules, Wish
from committee.members.member import Member
from committee.members.memory import Ghost, added_to
from committee.members.reading import Account, Reading
from committee.members.weights import OwnWeights
from committee.terms import Act, Family, Flag, Tier, Tone, WhyNot


class Talk(Struct, gc=False):
    """What members have said about the row so far."""

    sides: list[int]
    """By member, the side they have taken in public: 1 for the row, -1 against it, 0 none."""
    taken_from: list[float]
    """By member, the stance from which they took it."""
    said: list[int] = []
    """Points, in the order in which they were first said."""
    named: set[str] = set()
    """Ghosts that somebody has named."""
    raised: set[tuple[int, int]] = set()
    """(member, point) for every point that a member has spoken about."""
    concerns: dict[int, float] = {}
    """By point, how much of the concern is answered, in [0, 1]."""
    firm: set[int] = set()
    """Concerns raised by somebody who has the row on a no list."""
    in_favor: set[int] = set()
    """Members who have said something in favor."""
    recast: set[tuple[int, int]] = set()
    """(proof, concern) for every concern that somebody has answered with a proof."""
    proposed: set[int] = set()
    """Members who have proposed a place."""
    favor: bool = False
    """Whether anybody has taken a side for the row."""
    against: bool = False
    """Whether anybody has taken a side against it."""
    objected: bool = False
    """Whether anybody has objected, answered or not."""
    answered: bool = False
    """Whether anybody has answered a concern."""
    asked: bool = False
    """Whether anybody has asked a question."""
    moved_on: bool = False
    """Whether the director has said to move on."""


class Cue(Struct, gc=False):
    """Whom the last words invite to speak."""

    last_speaker: int | None = None
    """Who spoke last; None before anybody has."""
    last_side: int = 0
    """Which way the last words spoke, a side or not: 1 in favor, -1 against, 0 neither."""
    last_point: bool = False
    """Whether the last words named a point that others can agree with or challenge."""
    last_ghost: tuple[Flag, ...] = ()
    """The flags of the ghost against the row that the last words named; empty if they named none."""
    addressed: int | None = None
    """Who was asked."""
    contradicted: int | None = None
    """Who was contradicted."""
    flag: Flag | None = None
    """The flag that the last question was about."""
    asker: int | None = None
    """Who asked last."""


class Expressed(Struct, gc=False):
    """Where the room has shown that it stands: the crude score first, then the stance of each speaker."""

    total: float
    """The weighted sum of the stances shown."""
    weight: float
    """The sum of their weights; a speaker counts 1 for each time they speak."""
    mean: float
    """``total / weight``."""
    spoken: list[int]
    """By member, how often they have spoken."""
    voiced: list[float]
    """By member, the sum of the stances they spoke from."""

    @classmethod
    def by_ballots(cls, ballots: Sequence[float], members: int) -> Expressed:
        """When every voter has written a verdict down: ``ballots`` are their stances."""
        written = total(ballots)
        return cls(written, float(len(ballots)), written / len(ballots), [0] * members, [0.0] * members)

    @classmethod
    def at_first(cls, pre_score: float, members: int, rules: FloorRules) -> Expressed:
        """Before anybody has spoken; ``pre_score`` runs from 0 to 100."""
        total = rules.expressed_prior * (pre_score - 50.0) / 50.0
        weight = rules.expressed_prior
        return cls(total, weight, total / weight, [0] * members, [0.0] * members)


class Stakes(Struct, gc=False):
    """What members have paid for the row."""

    units: list[float]
    """By member, the units staked."""
    turns: list[int]
    """By member, the turns bought."""
    asks: dict[int, Tier] = {}
    """The tier each spender asks for, the first spender first."""
    short: set[int] = set()
    """Members who wanted to pay and could not."""
    unheard: float = 0.0
    """Units staked in turns that nobody heard."""

    @property
    def counted(self) -> float:
        """The units that the director heard of."""
        return total(self.units) - self.unheard


class Missed(Struct, gc=False):
    """Who wanted to speak and did not get to."""

    wanted: dict[int, WhyNot] = {}
    """By point, why a member who wanted to say it did not get to."""
    last_wishes: Sequence[Wish] = ()
    """The wishes above the threshold when the bell rang."""
    rung: bool = False
    """Whether the bell has rung on a wish."""


class OpenRow:
    """One open row. Lists are by member index, in the order of seats."""

    docket: Docket
    """What is known of the row. It does not change while the row is open."""
    room: Room
    """The room that the row meets. It does not change either."""
    rules: MeetingRules
    """Short for ``room.rules``."""
    seating: Seating
    """Short for ``room.seating``."""
    members: Sequence[Member]
    """Short for ``room.seating.members``."""
    size: int
    """How many members there are."""
    points: tuple[Point, ...]
    """Short for ``docket.brief.points``."""
    clock: Clock
    """Seconds gone and allowed."""
    turn: int
    """Turns taken."""
    assigned_turns: int
    """Turns among them that were taken because a rule assigned them. They leave the draws of the others as they are."""
    may_pay: bool
    """Whether members may stake capital on this row."""
    capital: bool
    """Whether this is the row as it is, and not the row as it would be if nobody could stake anything."""
    changed: Intervention
    """What an experimenter has changed inside the row."""
    quiet: frozenset[int]
    """Members who keep quiet, because an experimenter wants to know what comes of it."""
    frugal: frozenset[int]
    """Members who stake nothing, for the same reason."""
    to_put: list[PutAct]
    """Acts still to be put in a member's mouth."""
    hushed: int | None
    """Who has just spoken without being heard; None if somebody was heard."""
    talk: Talk
    """What members have said."""
    cue: Cue
    """Whom the last words invite to speak."""
    missed: Missed
    """Who wanted to speak and did not get to."""
    expressed: Expressed
    """Where the room has shown that it stands."""
    stakes: Stakes
    """What members have paid."""
    sits_up: bool
    """Whether the row is about conduct, so that everybody sits up."""
    fatigue: list[float]
    """How tired each member is, all through the row; nobody is in a row at which everybody sits up."""
    attention: list[float]
    """How much each takes in of what others say, all through the row."""
    recalled: list[tuple[int, str, bool]]
    """(member, episode, whether it was spoken) of every ghost that came to mind."""
    likings: list[float]
    """By member, the part of the stance that no cell explains."""
    readings: list[Reading]
    """How each member reads the row."""
    ghosts: list[list[Ghost]]
    """Whom the row reminds each member of, as it opens."""
    tales: list[list[Ghost]]
    """Whom each member has heard of since."""
    stance: list[float]
    """Where each member stands now."""
    on_no_list: list[bool]
    """Whether the member has quietly put the row on a no list."""
    before: tuple[float, ...]
    """Where each member stood before talk."""
    accounts: list[Account]
    """What each stance was made of before talk."""
    moved: list[float]
    """How far the last utterance moved each member."""
    call_weights: list[float]
    """How much each member's stance counts in the call."""
    knowledge: Knowledge
    """What each member could still say."""
    closing_s: float
    """Seconds that the call will take."""
    timed: tuple[Wish, int, float, Tone] | None
    """The wish last timed, its turn, and the seconds and tone it would take."""
    unpaid: tuple[OpenRow, Sequence[Wish]] | None
    """The row to go on with had nobody paid, and its wishes for the turn; None before anybody has wanted to pay."""

    __slots__ = (
        "__weakref__",
        "accounts",
        "assigned_turns",
        "attention",
        "before",
        "call_weights",
        "capital",
        "changed",
        "clock",
        "closing_s",
        "cue",
        "docket",
        "expressed",
        "fatigue",
        "frugal",
        "ghosts",
        "hushed",
        "knowledge",
        "likings",
        "may_pay",
        "members",
        "missed",
        "moved",
        "on_no_list",
        "points",
        "quiet",
        "readings",
        "recalled",
        "room",
        "rules",
        "seating",
        "sits_up",
        "size",
        "stakes",
        "stance",
        "tales",
        "talk",
        "timed",
        "to_put",
        "turn",
        "unpaid",
    )

    def __init__(self, docket: Docket, room: Room, *, capital: bool = True, changed: Intervention = NOTHING) -> None:
        rules = room.rules
        self.docket, self.room, self.rules, self.changed = docket, room, rules, changed
        self.seating, self.points = room.seating, docket.brief.points
        self.members, self.size = room.seating.members, room.seating.size
        self.clock = Clock(rules.clock, rules.switches.clock)
        self.clock.allow_more(changed.more_s)
        self.quiet = self.seating.who(changed.quiet)
        self.frugal = self.quiet | self.seating.who(changed.frugal)
        self.to_put, self.hushed = list(changed.put), None
        self.turn = self.assigned_turns = 0
        self.capital = capital
        self.may_pay = capital and rules.switches.capital and not rules.practices.no_capital
        self.talk, self.cue, self.missed = Talk([0] * self.size, [0.0] * self.size), Cue(), Missed()
        self.expressed = Expressed.at_first(docket.pre_score, self.size, rules.floor)
        self.stakes = Stakes([0.0] * self.size, [0] * self.size)
        self.sits_up = any(point.family is Family.PROFESSIONALISM for point in self.points)
        self.fatigue = [0.0 if self.sits_up else member.fatigue for member in self.members]
        self.attention = _attention(room, self.fatigue)
        self.recalled = []
        self.likings = _likings(docket, rules)
        self.readings, self.ghosts = _open_minds(self)
        self.tales = [[] for _ in self.members]
        self.stance = [reading.stance() for reading in self.readings]
        self.on_no_list = [False] * self.size
        _apply_no_lists(self)
        self.before = tuple(self.stance)
        if rules.practices.ballots != "none":
            self.expressed = Expressed.by_ballots(self.seating.ballots(self.stance), self.size)
        self.accounts = [reading.account for reading in self.readings]
        self.moved = [0.0] * self.size
        self.call_weights = _call_weights(docket, room)
        self.knowledge = knowledge_of(docket, room, self.ghosts)
        self.closing_s = _closing_seconds(self)
        self.timed = self.unpaid = None

    def drawn_turn(self, turn: int) -> int:
        """The turn whose draws the words of ``turn`` use: a turn that a rule assigned shares those of the next."""
        return turn - self.assigned_turns


def _attention(room: Room, fatigue: Sequence[float]) -> list[float]:
    """By member, how much of what others say arrives: less with the tired, and with voters who wrote a verdict down."""
    rules, voting = room.rules, room.seating.voting
    arriving = [attention(tired, rules.persuasion) for tired in fatigue]
    if rules.practices.ballots == "none":
        return arriving
    return [moved_by(share, rules.practices) if vote else share for share, vote in zip(arriving, voting, strict=True)]


def _open_minds(row: OpenRow) -> tuple[list[Reading], list[list[Ghost]]]:
    """How each member reads the row before talk, under the ghosts that it raises in them."""
    docket, rules = row.docket, row.rules
    readings: list[Reading] = []
    ghosts: list[list[Ghost]] = []
    alike = docket.alike
    if row.changed.forgotten:
        alike = tuple(each for each in alike if each.episode.id not in row.changed.forgotten)
    for index, (member, own) in enumerate(zip(row.members, docket.weights.by_member(), strict=True)):
        raised = member.haunted_by(alike, rules.memory) if alike else []
        readings.append(read_under(row, index, own, raised))
        row.recalled += [(index, g.episode, False) for g in raised if abs(g.weight) >= rules.memory.noticed]
        ghosts.append(raised)
    return readings, ghosts


def read_under(row: OpenRow, member: int, own: OwnWeights, ghosts: Sequence[Ghost]) -> Reading:
    """A member's reading of the row before anybody speaks: what they know, and the past residents who come to mind."""
    rules, layout, reader = row.rules, row.docket.weights.layout, row.members[member]
    reading = Reading(layout, reader.mind, rules.reading, own, row.likings[member], row.fatigue[member])
    if reader.episodes:
        reading.drift += reader.background(row.docket.brief.kind, rules.year, rules.memory, row.changed.forgotten)
    for worry in reading.worries if ghosts else ():
        reading.haunt(worry, added_to(worry.flag, ghosts, rules.memory))
    return reading


def _likings(docket: Docket, rules: MeetingRules) -> list[float]:
    """By member, the part of a stance that no cell explains. It varies more in those who met the applicant.

    An advocate's is never below 0: members like those whom they promised to speak for.
    """
    reading, met, advocate = rules.reading, docket.interviewers, docket.brief.advocate
    likings = [draw * (reading.rapport if member in met else reading.taste) for member, draw in enumerate(docket.taste)]
    if advocate is not None:
        likings[advocate] = abs(likings[advocate])
    return likings


def _apply_no_lists(row: OpenRow) -> None:
    """Put the row on the no list of some members who may keep one and lean against it anyway."""
    rules = row.rules.room
    for member in row.seating.keeping_no_list:
        if row.stance[member] < rules.no_list_from and row.docket.no_list[member] < rules.no_list_rate:
            row.on_no_list[member] = True
            row.readings[member].drift -= rules.no_list_drop
            row.stance[member] = row.readings[member].stance()


def _call_weights(docket: Docket, room: Room) -> list[float]:
    """How much each member counts in the call. Those who know only the wall count less."""
    public_only = room.rules.call.public_only
    return [
        weight if member in docket.know_more else public_only * weight
        for member, weight in enumerate(room.seating.voting)
    ]


def _closing_seconds(row: OpenRow) -> float:
    """Seconds that the call will take. They are drawn first, so that no utterance leaves too little time for it."""
    director, rules = row.seating.director, row.rules.speech
    length = 1.0 - rules.fatigue * row.fatigue[director]
    draw = row.docket.draws.closing_length(row.seating.seats[director])
    return seconds(Act.CALL, Tone.PLAIN, (length, 0.0), draw, rules)
