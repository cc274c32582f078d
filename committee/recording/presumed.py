"""Works out what is so when a member begins to speak: the facts that a phrase may take for granted.

What each fact means is written at :class:`committee.phrases.facts.Fact`. Everything is read off the header and the
events of the meeting so far, so that a recording alone shows whether a line is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from committee.events import Event, MeetingOpened, PointSeen, Remembered, RowClosed, RowOpened, Uttered
from committee.phrases.facts import Fact
from committee.recording.opened import COOL_LETTERS, LETTERS, of_exams, of_file, of_kind
from committee.recording.owning import ENDS_ROW, Stands, is_routine
from committee.recording.practices import duty_done
from committee.terms import Act, Family, Flag, Tier, Verdicts, VisaPolicy

MANY: Final = 10
"""How many US graduates without a flag are many."""

NO_REASON: Final = (None, "", "none", "unknown")
"""What the sheet says of a gap whose reason nobody gives."""

GOOD_PASS: Final = 225
"""An exam passed with so much needs no explanation, however low it is for the program."""

_IN_THE_FILE: Final = LETTERS | {Family.NARRATIVE, Family.CLASS_RANK, Family.US_CLINICAL, Family.ROTATED_HERE}
_FROM_INTERVIEW: Final = frozenset({Family.IMPRESSION, Family.VALUE})
_COLLEAGUES: Final = ("pd", "apd", "faculty", "chief")

_TO_EXPLAIN: Final = frozenset(
    {Flag.STEP_FAIL, Flag.ATTEMPTS, Flag.GAP, Flag.OLD_GRAD, Flag.PROFESSIONALISM, Flag.PRIOR_TRAINING}
)
"""The flags that a statement can explain."""

_SUBJECTS: Final[Mapping[Family, Fact]] = {
    **dict.fromkeys((Family.STEP1, Family.STEP2, Family.STEP_FAIL, Family.ATTEMPTS), Fact.ABOUT_EXAMS),
    **dict.fromkeys((Family.GAP, Family.OLD_GRAD), Fact.ABOUT_TIME),
    **dict.fromkeys((Family.PROFESSIONALISM, Family.PRIOR_TRAINING), Fact.ABOUT_CONDUCT),
    **dict.fromkeys((Family.VISA, Family.PAPERWORK), Fact.ABOUT_PAPERS),
    **dict.fromkeys((*LETTERS, Family.US_LETTERS, Family.LETTER_KNOWN), Fact.ABOUT_LETTERS),
    **dict.fromkeys((Family.INTERVIEW_SCORE, Family.IMPRESSION, Family.VALUE), Fact.ABOUT_INTERVIEW),
}

_POLICIES: Final = {
    VisaPolicy.BARRED: Fact.VISA_BARRED,
    VisaPolicy.ROUTINE: Fact.VISA_ROUTINE,
    VisaPolicy.CASE_BY_CASE: Fact.VISA_CASE,
}

ANSWERS_SIDE: Final = {Act.AGREE: 1, Act.CHALLENGE: -1}
"""The acts that answer the side taken last: whether they take it (1) or the other (-1)."""

_OWN_SIDE: Final = frozenset({Act.CONCERN, Act.RECALL, Act.VOUCH, Act.ADVOCATE, Act.REFRAME, Act.COUNTER})
_RAISES: Final = frozenset({Act.CONCERN, Act.RECALL, Act.COUNTER})

BESIDE: Final = 0.05
"""Two calls that differ by less stand next to each other."""


class MeetingSoFar:
    """What a meeting holds before its next row; :meth:`row` opens one."""

    def __init__(self, header: MeetingOpened) -> None:
        program: Mapping[str, Any] = header.scenario.get("program") or {}
        points: Mapping[str, Any] = program.get("points") or {}
        self._policies = {"h1b": program.get("h1b"), "j1": program.get("j1")}
        self._flag_from = float(points.get("flag_from") or 0.0)
        calls: Mapping[str, Any] = (header.scenario.get("meeting") or {}).get("call") or {}
        self._least: Mapping[str, float] = {**(calls.get("tiers") or {}), **(calls.get("invite") or {})}
        self._rows = header.rows
        self._ranking = header.verdicts is Verdicts.RANK
        self._clean_local = 0
        self._last: RowClosed | None = None
        self._calls: list[float] = []

    def row(self, events: Sequence[Event]) -> RowSoFar:
        """The row of ``events``, its opening first, before anybody speaks."""
        opened = events[0]
        assert isinstance(opened, RowOpened)
        facts = frozenset(self._facts(opened))
        closed = next((event for event in events if isinstance(event, RowClosed)), None)
        place = self._place(self._last, closed) if self._last and closed else None
        row = RowSoFar(events, facts, closed, place, paid_up=bool(closed and self._paid_up(closed)))
        self._clean_local += Fact.US_GRADUATE in facts and Fact.FLAGGED not in facts
        if closed is not None:
            self._last = closed
            self._calls.append(closed.call)
        return row

    def _paid_up(self, closed: RowClosed) -> bool:
        """Whether the row would stand in a lower tier if nobody had spent capital on it."""
        least = self._least.get(closed.tier)
        return closed.unpaid is not None and least is not None and closed.unpaid < least <= closed.call

    def _place(self, last: RowClosed, now: RowClosed) -> Fact | None:
        """Where the row stands beside the last one, by their calls; None where they are in different tiers.

        Nobody compares across tiers: a top row is above a low one, and to say so is idle.
        """
        if last.tier != now.tier or not now.tier.ranked:
            return None
        least, most = sorted((last.call, now.call))
        if most - least < BESIDE:
            return None if any(least < call < most for call in self._calls) else Fact.BESIDE_LAST
        return Fact.ABOVE_LAST if now.call > last.call else Fact.BELOW_LAST

    def _facts(self, opened: RowOpened) -> Iterator[Fact]:
        yield from of_kind(opened)
        yield from self._of_flags(opened)
        yield from of_file(opened)
        yield from of_exams(opened)
        policy = self._policies.get(opened.cells.get("visa", ""))
        if policy in _POLICIES:
            yield _POLICIES[VisaPolicy(policy)]
        if self._ranking:
            yield Fact.RANKING
        if self._clean_local >= MANY:
            yield Fact.MANY_LOCAL
        if opened.row < self._rows:
            yield Fact.ROWS_LEFT
        if opened.row * 3 > self._rows * 2:
            yield Fact.LATE

    def _of_flags(self, opened: RowOpened) -> Iterator[Fact]:
        flags = {point.flag for point in opened.points if point.flag and point.strength >= self._flag_from}
        if flags:
            yield Fact.FLAGGED
            yield Fact.ONE_FLAG if len(flags) == 1 else Fact.SEVERAL_FLAGS
        told = {Flag.GAP} if opened.cells.get("gap_reason") not in NO_REASON else set()
        if (flags & _TO_EXPLAIN) - told:
            yield Fact.TO_EXPLAIN


def _would_say_no(opened: RowOpened, events: Iterable[Event]) -> frozenset[str]:
    """Who keeps the row on a no list and may say so: whoever ranks it all the same had better not."""
    ranked, ends = False, ""
    for event in events:
        if isinstance(event, RowClosed):
            ranked = event.tier.ranked
        elif isinstance(event, Uttered) and event.act in ENDS_ROW:
            ends = event.member
    return frozenset(opened.no_list) - ({ends} if ranked else set())


class RowSoFar:
    """What is so in one row; it takes the row's events in order."""

    def __init__(
        self,
        events: Sequence[Event],
        facts: frozenset[Fact],
        closed: RowClosed | None,
        place: Fact | None,
        *,
        paid_up: bool = False,
    ) -> None:
        opened = events[0]
        assert isinstance(opened, RowOpened)
        self._facts = facts
        self._place = place
        self._opened = opened
        self._no_list = _would_say_no(opened, events)
        self._points = {point.id: point for point in opened.points}
        self._met = _holders(opened.points, _FROM_INTERVIEW)
        self._read = _holders(opened.points, _IN_THE_FILE) | _holders_of_id(opened.points, "professionalism.file")
        self._worked_with = {
            holder
            for point in opened.points
            if point.family is Family.ADVOCATE and point.detail.partition(",")[0] in _COLLEAGUES
            for holder in point.holders
        }
        self._minds: list[Remembered] = []
        self._sides: dict[int, set[str]] = {1: set(), -1: set()}
        self._previous: Uttered | None = None
        self._worry: tuple[str, Family] | None = None
        self._worriers: set[str] = set()
        self._bad_told = False
        self._told_of: set[Fact | Family | None] = set()  # None stands for everything
        self._leaning = 0
        self._stands = Stands(opened, closed, _SUBJECTS, paid_up=paid_up)

    def take(self, event: Event) -> None:
        """Go past ``event``: it is now among what has been said and remembered."""
        if isinstance(event, Remembered):
            self._minds.append(event)
        if not isinstance(event, Uttered):
            return
        if side := self.side(event):
            self._sides[side].add(event.member)
            self._leaning = side
        self._stands.take(event, side)
        point = self._points.get(event.point or "")
        if side < 0 and event.act in _RAISES:
            self._worriers.add(event.member)
            self._worry = (event.member, point.family) if point else None
        if point and point.family is Family.GAP and self._opened.cells.get("gap_reason") not in NO_REASON:
            self._told_of.add(Family.GAP)
        self._bad_told = self._bad_told or (side < 0 and event.ghost is not None)
        if event.act is Act.ANSWER or (point and point.family is Family.NARRATIVE):
            self._told_of.add(_matter(self._subject(event)) if event.act is Act.ANSWER else None)
        if event.act is Act.IMPRESSION:
            self._met.add(event.member)
        self._previous = event

    def pass_unheard(self, event: Uttered) -> None:
        """Go past an utterance that nobody heard: only its speaker knows the side that they took."""
        if side := self.side(event):
            self._sides[side].add(event.member)
        self._stands.take(event, side, heard=False)

    def side(self, event: Uttered) -> int:
        """The side that ``event`` takes, 1 or -1, else 0.

        Where the event does not say, it is what the act tells: an act about a point takes that point's side, agreeing
        and challenging take or oppose the side taken last.
        """
        if event.side:
            return event.side
        if event.act in ANSWERS_SIDE:
            return self._leaning * ANSWERS_SIDE[event.act]
        if event.ghost is not None:
            weights = [each.weight for each in self._minds if (each.member, each.ghost) == (event.member, event.ghost)]
            return 1 if weights and weights[-1] > 0 else -1
        if event.act in (Act.VOUCH, Act.ADVOCATE, Act.REFRAME):
            return 1
        point = self._points.get(event.point or "")
        return point.valence if point and event.act in _OWN_SIDE else 0

    def facts(self, event: Uttered, tier: Tier | None) -> frozenset[Fact]:
        """What is so as the speaker of ``event``, who names ``tier`` or none, begins."""
        point = self._points.get(event.point or "")
        found: list[Fact] = []
        self._add_of_speaker(event, found)
        self._add_of_talk(event, found)
        if self._minds:
            found += self._of_minds(event, point)
        self._add_of_subject(event, point, found)
        if self.side(event) < 0:
            found.append(Fact.PULLS_DOWN)
        found += self._stands.facts(event, tier)
        if is_routine(point, self._facts):
            found.append(Fact.ROUTINE)
        if self._place is not None and event.act in ENDS_ROW:
            found.append(self._place)
        return self._facts.union(found)

    def read_the_file(self, member: str) -> bool:
        """Whether ``member`` read the file."""
        return member in self._read

    def _add_of_speaker(self, event: Uttered, found: list[Fact]) -> None:
        me = event.member
        if me in self._met or event.act is Act.IMPRESSION:
            found.append(Fact.MET)
        if me in self._read:
            found.append(Fact.READ)
        if me in self._worked_with:
            found.append(Fact.WORKED_WITH)
        if me in self._no_list and (event.act in ENDS_ROW or me not in self._sides[-1]):
            found.append(Fact.NO_LIST)
        if event.capital > 0:
            found.append(Fact.STAKED)
        if self._opened.assigned and duty_done(self._opened, event):
            found.append(Fact.ASSIGNED)
        own = self._stands.sides(me)
        if 1 in own:
            found.append(Fact.SPOKE_FOR)
        if -1 in own:
            found.append(Fact.SPOKE_AGAINST)
        if not own and (me in self._sides[1] or me in self._sides[-1]):
            found.append(Fact.ONLY_ASSIGNED)

    def _of_minds(self, event: Uttered, point: PointSeen | None) -> Iterator[Fact]:
        bad: set[str] = set()
        for mind in self._minds:
            if mind.member == event.member:
                if mind.weight > 0:
                    yield Fact.GOOD_GHOST
                elif point is not None and point.flag in mind.traits:
                    bad.add(mind.ghost)
        if len(bad) > 1:
            yield Fact.BAD_GHOSTS

    def _add_of_talk(self, event: Uttered, found: list[Fact]) -> None:
        in_favor, against = self._sides[1], self._sides[-1]
        if not in_favor:
            found.append(Fact.UNPRAISED)
        elif in_favor != {event.member}:
            found.append(Fact.PRAISED)
        if not against:
            found.append(Fact.UNWORRIED)
        elif against != {event.member}:
            found.append(Fact.WORRIED)
        if self._worriers - {event.member}:
            found.append(Fact.WORRY_RAISED)
        if self._bad_told:
            found.append(Fact.BAD_TOLD)
        if (previous := self._previous) is not None:
            self._add_of_turn_before(event, previous, found)

    def _add_of_turn_before(self, event: Uttered, previous: Uttered, found: list[Fact]) -> None:
        if previous.act is Act.ANSWER:
            found.append(Fact.JUST_ANSWERED)
        asked = previous.act is Act.ASK and previous.to in (None, event.member)
        if asked:
            found.append(Fact.ASKED)
        if event.to is not None and event.to == previous.member:
            found.append(Fact.TO_ASKED if asked else Fact.TO_SPOKE)

    def _add_of_subject(self, event: Uttered, point: PointSeen | None, found: list[Fact]) -> None:
        if (subject := self._subject(event)) and subject in _SUBJECTS:
            found.append(_SUBJECTS[subject])
        if point is None or point.valence < 0:
            found.append(Fact.NO_GOOD_NEWS)
        if point is not None and point.family is Family.LETTER_KNOWN and self._is_cool(point):
            found.append(Fact.COOL_LETTER)
        named = self._asked_about() if event.act is Act.ANSWER else point
        if named is None or not _passed_well(named):
            found.append(Fact.NEEDS_REASON)
        if named is not None and self._told_of.isdisjoint((None, named.family, _matter(named.family))):
            found.append(Fact.UNTOLD)

    def _is_cool(self, known: PointSeen) -> bool:
        """Whether the letter whose writer is known holds back."""
        letter = self._points.get(known.id.removesuffix(".known"))
        return letter is not None and letter.family in COOL_LETTERS

    def _asked_about(self) -> PointSeen | None:
        """The point of the question just asked."""
        asked = self._previous
        return self._points.get(asked.point or "") if asked and asked.act is Act.ASK else None

    def _subject(self, event: Uttered) -> Family | None:
        """What the question just asked is about, for an answer; else what the last worry of somebody else is about."""
        if event.act is Act.ANSWER:
            point = self._asked_about()
            return point.family if point else None
        if self._worry is None or self._worry[0] == event.member:
            return None
        return self._worry[1]


def _matter(family: Family | None) -> Fact | Family | None:
    """What families share that one explanation would cover: all exams, all dates."""
    return _SUBJECTS.get(family, family) if family else None


def _passed_well(point: PointSeen) -> bool:
    """Whether the point is an exam whose score needs no explanation."""
    return point.family in (Family.STEP1, Family.STEP2) and point.detail.isdecimal() and int(point.detail) >= GOOD_PASS


def _holders(points: Iterable[PointSeen], families: frozenset[Family]) -> set[str]:
    return {holder for point in points if point.family in families for holder in point.holders}


def _holders_of_id(points: Iterable[PointSeen], name: str) -> set[str]:
    return {holder for point in points if point.id == name for holder in point.holders}
