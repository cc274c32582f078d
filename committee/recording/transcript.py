"""Minutes: a recording for people to read, as plain text, as Markdown and as plain data.

One pass turns the recording into :class:`Minutes` (who, what, when, in words); three small writers lay them
out. Names and notes may come from anywhere, so no control characters reach a terminal and no markup reaches a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from committee.events import CapitalMoved, Remembered, RowClosed
from committee.recording.format import Utterance
from committee.recording.recording import RecordedRow, Recording
from committee.recording.spoken import (
    KINDS,
    ROLES,
    TIERS,
    WHY_NOT,
    clock,
    how_ended,
    lasting,
    on_paper,
    printable,
    topic,
    units,
)
from committee.recording.wording import cells_said
from committee.terms import DISCLAIMER, Purse, Recall, WhyNot

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
    """What happened along with it: a stake, a past resident recalled."""


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
    in_silence: tuple[str, ...]
    """Which past residents came to mind and were not named."""
    said: tuple[Said, ...]
    """The utterances, in order."""
    call: str
    """The call, how the row ended and how long it took."""
    settled: tuple[str, ...]
    """What became of the stakes."""
    never_said: tuple[NeverSaid, ...]
    """The points that some members knew and nobody raised."""
    sponsor_unheard: str
    """That the sponsor or an advocate was not heard, and why; empty if they were heard or there was none."""


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """A meeting in words."""

    title: str
    """The scenario's title."""
    question: str
    """The question that the scenario asks."""
    seed: int
    """The seed of the run."""
    disclaimer: str
    """That the meeting is simulated."""
    complete: bool
    """Whether the recording is complete."""
    missing: str
    """What an incomplete recording lacks; empty if it is complete."""
    present: tuple[str, ...]
    """Everybody in the room, each with their role."""
    rows: tuple[RowMinutes, ...]
    """The rows, in the order of the sheet."""
    review: tuple[str, ...]
    """The moves of the review, a sentence each."""
    ranked: tuple[str, ...]
    """The ranked rows, best first."""
    not_ranked: tuple[str, ...]
    """The rows off the list, in the order of the sheet."""


def minutes(recording: Recording) -> Minutes:
    """The minutes of ``recording``, whole or not."""
    scenario = recording.header.scenario
    closed = {closed.id: (row, closed) for row, closed in recording.closed}
    return Minutes(
        title=printable(scenario.get("title", "Rank meeting")),
        question=printable(scenario.get("question", "")),
        seed=recording.header.seed,
        disclaimer=DISCLAIMER,
        complete=recording.complete,
        missing=_missing(recording),
        present=tuple(f"{printable(member.name)}, {ROLES[member.role].lower()}" for member in recording.header.members),
        rows=tuple(_RowWriter(recording, row).minutes() for row in recording.rows),
        review=tuple(_reviewed(recording)),
        ranked=tuple(_listed(*closed[id_]) for id_ in recording.ranking),
        not_ranked=tuple(_listed(row, call) for row, call in recording.closed if not call.tier.ranked),
    )


def as_data(recording: Recording) -> dict[str, Any]:
    """The minutes as plain data for programs: the fields of :class:`Minutes`, with lists for tuples."""
    return asdict(minutes(recording))


def as_text(recording: Recording) -> str:
    """The minutes for a terminal or a printer."""
    return "\n".join(_text_lines(minutes(recording))) + "\n"


def as_markdown(recording: Recording) -> str:
    """The minutes as Markdown; all text that people typed is escaped."""
    return "\n".join(_markdown_lines(minutes(recording))) + "\n"


def _missing(recording: Recording) -> str:
    if recording.complete:
        return ""
    done = sum(row.closed is not None for row in recording.rows)
    return f"This recording is incomplete: {done} of {recording.header.rows} rows were decided when it stopped."


def _reviewed(recording: Recording) -> Iterator[str]:
    names = {row.opened.id: printable(row.opened.name) for row in recording.rows}
    for move in recording.reviewed:
        by = printable(recording.members[move.by].name)
        positions = f"from position {move.from_position} to {move.to_position}"
        yield f"{by} stakes {units(move.amount)} and moves {names[move.id]} {positions}."


def _listed(row: RecordedRow, closed: RowClosed) -> str:
    return f"{printable(row.opened.name)} ({KINDS[row.opened.kind]}, {TIERS[closed.tier].lower()})"


class _RowWriter:
    """Puts one row into words."""

    def __init__(self, recording: Recording, row: RecordedRow) -> None:
        self._recording = recording
        self._row = row

    def minutes(self) -> RowMinutes:
        opened = self._row.opened
        about = (KINDS[opened.kind], on_paper(opened.label), f"composite {opened.pre_score:.0f}")
        return RowMinutes(
            row=opened.row,
            id=opened.id,
            name=printable(opened.name),
            about=" · ".join(about),
            wall=" · ".join(printable(cell) for cell in cells_said(opened.cells)),
            in_silence=tuple(self._silent()),
            said=tuple(self._said()),
            call=self._call(),
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
            if event.how is Recall.SILENT:
                thinking.setdefault((event.ghost, event.weight < 0), []).append(self._name(event.member))
        for (ghost, against), names in thinking.items():
            verb = "thinks" if len(names) == 1 else "think"
            yield f"{_together(names)} {verb} of {self._ghost(ghost)}, {'warily' if against else 'kindly'}"

    def _said(self) -> Iterator[Said]:
        asides: list[str] = []
        for event in self._row.events:
            if isinstance(event, Utterance):
                member = self._recording.members[event.member]
                yield Said(
                    at=clock(event.start_s),
                    speaker=printable(member.name),
                    role=ROLES[member.role].lower(),
                    text=printable(event.text),
                    asides=tuple(asides),
                )
                asides = []
            elif isinstance(event, CapitalMoved) and event.why is Purse.SPENT:
                asides.append(self._stake(event))
            elif isinstance(event, Remembered) and event.how is Recall.SPOKEN:
                asides.append(f"recalls {self._ghost(event.ghost)}")

    def _stake(self, event: CapitalMoved) -> str:
        return f"stakes {units(event.amount)}, asking for the {TIERS[event.ask].lower()} tier"

    def _call(self) -> str:
        closed = self._row.closed
        if closed is None:
            return "The recording stops here"
        how = how_ended(closed, (utterance.act for utterance in self._row.utterances))
        return f"{TIERS[closed.tier]}: {how}, after {lasting(self._row.seconds)}"

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
        for missed in self._row.closed.unheard if self._row.closed else ():
            point = self._row.points[missed.point]
            known = tuple(self._name(holder) for holder in point.holders) if len(point.holders) <= FEW else ()
            yield NeverSaid(point=point.id, about=topic(point), known_to=known, why=missed.why)

    def _sponsor_unheard(self) -> str:
        closed = self._row.closed
        if closed is None or not isinstance(closed.heard, WhyNot):
            return ""
        who = f"{self._name(closed.sponsor)}, the sponsor of this row," if closed.sponsor else "An advocate"
        return f"{who} was not heard: {WHY_NOT[closed.heard]}"


def _together(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _text_lines(meeting: Minutes) -> Iterator[str]:
    yield from (meeting.title, "=" * len(meeting.title))
    yield from filter(None, (meeting.question, _measure(meeting), meeting.disclaimer, meeting.missing))
    yield ""
    yield "PRESENT"
    yield from (f"   {member}" for member in meeting.present)
    for row in meeting.rows:
        yield from _text_row(row)
    if meeting.review:
        yield from ("", "REVIEW", *(f"   {line}" for line in meeting.review))
    yield from ("", "THE LIST" if meeting.complete else "THE LIST SO FAR")
    yield from (f"{number:4}. {line}" for number, line in enumerate(meeting.ranked, start=1))
    if meeting.not_ranked:
        yield from ("", "NOT RANKED", *(f"      {line}" for line in meeting.not_ranked))
    if meeting.missing:
        yield from ("", meeting.missing)


def _measure(meeting: Minutes) -> str:
    """The seed and the number of rows in the minutes."""
    return f"Seed {meeting.seed}, {len(meeting.rows)} {'row' if len(meeting.rows) == 1 else 'rows'}."


def _text_row(row: RowMinutes) -> Iterator[str]:
    yield ""
    yield f"{row.row}. {row.name} · {row.about}"
    if row.wall:
        yield f"   On the wall: {row.wall}"
    yield from (f"          [{line}.]" for line in row.in_silence)
    for said in row.said:
        asides = "".join(f" [{aside}]" for aside in said.asides)
        yield f"   {said.at}  {said.speaker} ({said.role}){asides}: {said.text}"
    yield f"   => {row.call}."
    yield from (f"      {line}." for line in _after(row))


def _after(row: RowMinutes) -> Iterator[str]:
    yield from row.settled
    if row.sponsor_unheard:
        yield row.sponsor_unheard
    for why in dict.fromkeys(unsaid.why for unsaid in row.never_said):
        points = Counter(_point(unsaid) for unsaid in row.never_said if unsaid.why is why)
        yield f"{_not_raised(why)}: {'; '.join(_times(point, count) for point, count in points.items())}"


def _not_raised(why: WhyNot) -> str:
    return "Not raised, though someone knew" if why is WhyNot.NO_BID else f"Not raised ({WHY_NOT[why]})"


def _point(unsaid: NeverSaid) -> str:
    return f"{unsaid.about}, known to {_together(unsaid.known_to)}" if unsaid.known_to else unsaid.about


def _times(point: str, count: int) -> str:
    return point if count == 1 else f"{point}, {'twice' if count == 2 else f'{count} times'}"


def _markdown_lines(meeting: Minutes) -> Iterator[str]:
    yield from (f"# {_escaped(meeting.title)}", "")
    yield from _paragraphs((meeting.question, _measure(meeting), meeting.disclaimer, meeting.missing))
    yield f"**Present:** {_escaped('; '.join(meeting.present))}."
    for row in meeting.rows:
        yield from _markdown_row(row)
    if meeting.review:
        yield from ("", "## Review", "", *(f"- {_escaped(line)}" for line in meeting.review))
    yield from ("", "## The list" if meeting.complete else "## The list so far", "")
    yield from (f"{number}. {_escaped(line)}" for number, line in enumerate(meeting.ranked, start=1))
    if meeting.not_ranked:
        yield from ("", "## Not ranked", "", *(f"- {_escaped(line)}" for line in meeting.not_ranked))


def _markdown_row(row: RowMinutes) -> Iterator[str]:
    yield from ("", f"## {row.row}. {_escaped(row.name)}", "", _escaped(row.about), "")
    if row.wall:
        yield from (f"On the wall: {_escaped(row.wall)}", "")
    yield from (f"- *{_escaped(line)}*" for line in row.in_silence)
    for said in row.said:
        asides = "".join(f" *({_escaped(aside)})*" for aside in said.asides)
        yield f"- {said.at} **{_escaped(said.speaker)}** ({said.role}){asides}: {_escaped(said.text)}"
    yield from ("", f"**{_escaped(row.call)}.**", "")
    yield from (f"- {_escaped(line)}." for line in _after(row))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    for line in filter(None, lines):
        yield from (_escaped(line), "")


_MARKUP = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]()#+!|~$^"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def _escaped(text: str) -> str:
    """``text`` escaped, so that Markdown shows every character as it is and makes no link of an address."""
    return text.translate(_MARKUP).replace("://", ":&#8203;//").replace("www.", "www&#46;").replace("@", "&#64;")
