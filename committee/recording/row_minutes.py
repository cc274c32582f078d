"""One row of the minutes: what happened in it, in words.

:mod:`committee.recording.transcript` puts the rows together and lays them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from committee.events import CapitalMoved, Remembered
from committee.recording.altered import UNHEARD, silenced_in
from committee.recording.format import Utterance
from committee.recording.practices import (
    ballots,
    both_calls,
    duties,
    duty_done,
    duty_said,
    off_the_wall,
    rest_before,
    tally_read,
    waited,
)
from committee.recording.recording import RecordedRow, Recording
from committee.recording.sides import sides_taken, was_only_assigned
from committee.recording.spoken import (
    ASKED,
    ENDINGS,
    KINDS,
    PROPOSED,
    ROLES,
    SIDES,
    TIERS,
    WHY_NOT,
    clock,
    how_ended,
    lasting,
    on_paper,
    printable,
    together,
    units,
)
from committee.recording.unsaid import left_unsaid, topic_unsaid
from committee.recording.verdict import reason, unpaid, weighing
from committee.recording.wording import cells_said
from committee.terms import Act, EndedBy, Purse, Recall, WhyNot

FEW = 2
"""The members who knew a point are named if there are at most this many."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One utterance."""

    at: str
    """When it began: mm:ss from the opening of the row."""
    speaker: str
    """The speaker's name."""
    role: str
    """The speaker's role in words."""
    text: str
    """What they said."""
    asides: tuple[str, ...]
    """What happened along with it: a stake, a duty, a past resident recalled, the tier proposed, a side left."""
    tally: str = ""
    """What the program's tally says of such residents, if a rule has it read out after this; else empty."""


@dataclass(frozen=True, kw_only=True)
class NeverSaid:
    """A point that some members knew and nobody raised."""

    point: str
    """The point's id."""
    about: str
    """What it is about, with its plain fact."""
    known_to: tuple[str, ...]
    """The names of those who knew it, if they were at most :data:`FEW`; else empty."""
    why: WhyNot
    """Why nobody raised it."""


@dataclass(frozen=True, kw_only=True)
class RowMinutes:
    """One row in words."""

    row: int
    """The row's number, from 1."""
    id: str
    """The applicant's id."""
    name: str
    """The applicant's name."""
    about: str
    """The applicant's kind, label and crude composite."""
    wall: str
    """The cells that everybody sees on the wall."""
    rest: str
    """That the room took a break before the row; empty if it did not."""
    off_the_wall: str
    """What a rule keeps off the wall, and what the room takes the applicant for; empty if nothing is hidden."""
    assigned: tuple[str, ...]
    """Whom a rule has speak for the row or against it, a sentence each."""
    ballots: tuple[str, ...]
    """What the voters wrote down before talk and after it, where a rule has them write."""
    no_list: tuple[str, ...]
    """The names of those who keep the row on a personal no list; the room need not know."""
    in_silence: tuple[str, ...]
    """Which past residents came to mind, whether or not somebody went on to name them."""
    said: tuple[Said, ...]
    """The utterances, in order."""
    call: str
    """The call, how the row ended and how long it took."""
    reason: str
    """The reason named with the call, or the grounds of a veto; empty if none was named."""
    weighed: str
    """What weighed most in the call, whatever was said; empty if the recording does not tell."""
    unpaid: str
    """What the call would have been if nobody had paid; empty if nobody did."""
    waited: str
    """Who had to wait for whom under equal airtime; empty where nobody had to."""
    both_calls: str
    """The call of a second committee beside this one, and where the mean puts the row; empty without one."""
    settled: tuple[str, ...]
    """What became of the stakes."""
    never_said: tuple[NeverSaid, ...]
    """The points that some members knew and nobody raised."""
    sponsor_unheard: str
    """That the sponsor or an advocate was not heard, and why; empty if they were heard or there was none."""


def row_minutes(recording: Recording, row: RecordedRow) -> RowMinutes:
    """The minutes of one ``row`` of ``recording``."""
    return _RowWriter(recording, row).minutes()


class _RowWriter:
    """Puts one row into words."""

    def __init__(self, recording: Recording, row: RecordedRow) -> None:
        self._recording = recording
        self._row = row
        self._unheard = silenced_in(recording.header).get(row.opened.id, ())

    def minutes(self) -> RowMinutes:
        opened, closed = self._row.opened, self._row.closed
        about = (KINDS[opened.kind], on_paper(opened.label), f"composite {opened.pre_score:.0f}")
        return RowMinutes(
            row=opened.row,
            id=opened.id,
            name=printable(opened.name),
            about=" · ".join(about),
            wall=" · ".join(printable(cell) for cell in cells_said(opened.cells)),
            rest=rest_before(self._recording, self._row),
            off_the_wall=off_the_wall(opened),
            assigned=tuple(duty_said(self._name(who), side) for who, side in duties(opened)),
            ballots=ballots(self._recording, self._row),
            no_list=tuple(self._name(member) for member in opened.no_list),
            in_silence=tuple(self._silent()),
            said=tuple(self._said()),
            call=self._call(),
            reason=reason(self._row),
            weighed=weighing(self._row),
            unpaid=unpaid(closed) if closed else "",
            waited=waited(self._recording, self._row),
            both_calls=both_calls(self._recording, self._row),
            settled=tuple(self._settled()),
            never_said=tuple(self._never_said()),
            sponsor_unheard=self._sponsor_unheard(),
        )

    def _name(self, member: str) -> str:
        return printable(self._recording.members[member].name)

    def _ghost(self, ghost: str) -> str:
        return printable(self._recording.ghosts.get(ghost, ghost))

    def _silent(self) -> Iterator[str]:
        thinking: dict[tuple[str, bool], list[str]] = {}
        for event in self._row.remembered:
            names = thinking.setdefault((event.ghost, event.weight < 0), [])
            if self._name(event.member) not in names:  # who goes on to name a resident has thought of them first
                names.append(self._name(event.member))
        for (ghost, against), names in thinking.items():
            verb = "thinks" if len(names) == 1 else "think"
            yield f"{together(names)} {verb} of {self._ghost(ghost)}, {'warily' if against else 'kindly'}"

    def _said(self) -> Iterator[Said]:
        asides: list[str] = []
        for event in self._row.events:
            if isinstance(event, Utterance):
                yield self._line(event, (*asides, *self._stance(event)))
                asides = []
            elif isinstance(event, CapitalMoved) and event.why is Purse.SPENT:
                asides.append(self._stake(event))
            elif isinstance(event, Remembered) and event.how is Recall.SPOKEN:
                asides.append(f"recalls {self._ghost(event.ghost)}")

    def _line(self, utterance: Utterance, asides: tuple[str, ...]) -> Said:
        member = self._recording.members[utterance.member]
        return Said(
            at=clock(utterance.start_s),
            speaker=printable(member.name),
            role=ROLES[member.role].lower(),
            text=printable(utterance.text),
            asides=asides,
            tally="" if utterance.turn in self._unheard else tally_read(self._recording.header, utterance),
        )

    def _stance(self, utterance: Utterance) -> Iterator[str]:
        """That a rule assigned the turn, the side that a concession leaves, the tier that a proposal names."""
        if utterance.turn in self._unheard:
            yield UNHEARD
        if duty := duty_done(self._row.opened, utterance):
            yield f"assigned to speak {SIDES[duty]}"
        if utterance.act is Act.CONCEDE:
            earlier = self._row.utterances[: self._row.utterances.index(utterance)]
            before = sides_taken(earlier).get(utterance.member)
            assigned = was_only_assigned(self._row.opened, earlier, utterance.member)
            was = _was(before, assigned=assigned)
            yield ", ".join(side for side in (was, _is(utterance.side)) if side) or "takes back what they said"
        if utterance.act is Act.PROPOSE and utterance.tier is not None:
            yield f"proposes {PROPOSED[utterance.tier]}"

    def _stake(self, event: CapitalMoved) -> str:
        return f"stakes {units(event.amount)}, asking for {ASKED[event.ask]}"

    def _call(self) -> str:
        closed = self._row.closed
        if closed is None:
            return "The recording stops here"
        how = how_ended(closed, (utterance.act for utterance in self._row.utterances))
        rung = f" of {lasting(self._allowed())}" if how == ENDINGS[EndedBy.TIMED_OUT] else ""
        return f"{TIERS[closed.tier]}: {how}, after {lasting(self._row.seconds)}{rung}"

    def _allowed(self) -> float:
        """How many seconds the row might take in the end."""
        return max([self._row.opened.allowed_s, *(each.allowed_s for each in self._row.utterances)])

    def _settled(self) -> Iterator[str]:
        moves = self._row.capital
        gains = {event.member: event.amount for event in moves if event.why is Purse.INTEREST and event.amount}
        for event in moves:
            if event.why is Purse.RETURNED:
                gain = gains.get(event.member)
                interest = f", plus {units(gain)} of interest" if gain else ""
                yield f"{self._name(event.member)} gets {units(event.amount)} back{interest}"
            elif event.why is Purse.BURNED:
                yield f"{self._name(event.member)} loses the stake"

    def _never_said(self) -> Iterator[NeverSaid]:
        for point, why in left_unsaid(self._row):
            known = tuple(self._name(holder) for holder in point.holders) if len(point.holders) <= FEW else ()
            yield NeverSaid(point=point.id, about=topic_unsaid(self._row, point), known_to=known, why=why)

    def _sponsor_unheard(self) -> str:
        closed = self._row.closed
        if closed is None or not isinstance(closed.heard, WhyNot):
            return ""
        who = f"{self._name(closed.sponsor)}, the sponsor of this row," if closed.sponsor else "An advocate"
        return f"{who} was not heard: {WHY_NOT[closed.heard]}"


def _was(side: int | None, *, assigned: bool) -> str:
    """The side that somebody leaves; whoever only had to speak for it never stood there."""
    if not side:
        return ""
    return f"was assigned to speak {SIDES[side]}" if assigned else f"was {SIDES[side]}"


def _is(side: int) -> str:
    return f"now {SIDES[side]}" if side else ""
