"""Minutes: a recording for people to read, as plain text, as Markdown and as plain data.

One pass turns the recording into :class:`Minutes` (who, what, when, in words); three small writers lay them
out. Names and notes may come from anywhere, so no control characters reach a terminal and no markup reaches a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from committee.recording.altered import changes_said
from committee.recording.occasion import occasion_said
from committee.recording.practices import rules_on
from committee.recording.recording import RecordedRow, Recording
from committee.recording.row_minutes import NeverSaid, RowMinutes, row_minutes
from committee.recording.spoken import (
    KINDS,
    LEFT_OFF,
    LISTS,
    MEETINGS,
    ROLES,
    TIERS,
    WHY_NOT,
    printable,
    together,
    units,
)
from committee.recording.verdict import HOW_WEIGHED, WEIGHED
from committee.terms import DISCLAIMER, Tier, Verdicts, WhyNot


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """A meeting in words."""

    title: str
    """The scenario's title."""
    question: str
    """The question that the scenario asks."""
    meeting: str
    """Which meeting it is, in a season or of its kind; empty for a rank meeting on its own."""
    seed: int
    """The seed of the run."""
    disclaimer: str
    """That the meeting is simulated."""
    complete: bool
    """Whether the recording is complete."""
    missing: str
    """What an incomplete recording lacks; empty if it is complete."""
    took: str
    """How long it took, breaks and a second committee's time included; empty if the recording does not tell it."""
    rules: tuple[str, ...]
    """The rules of the meeting that were on, a sentence each, without its period."""
    changes: tuple[str, ...]
    """What an experimenter changed, a sentence each, without its period; empty in an ordinary meeting."""
    present: tuple[str, ...]
    """Everybody in the room, each with their role."""
    rows: tuple[RowMinutes, ...]
    """The rows, in the order of the sheet."""
    review: tuple[str, ...]
    """The moves of the review, a sentence each."""
    verdicts: str
    """What the meeting decides: ``rank`` or ``invite``."""
    ranked: tuple[str, ...]
    """The rows on the list, best first."""
    not_ranked: tuple[str, ...]
    """The rows off the list, in the order of the sheet."""


def minutes(recording: Recording) -> Minutes:
    """The minutes of ``recording``, whole or not."""
    scenario = recording.header.scenario
    closed = {closed.id: row for row, closed in recording.closed}
    placed = recording.placed
    return Minutes(
        title=printable(scenario.get("title", MEETINGS[recording.header.verdicts].capitalize())),
        question=printable(scenario.get("question", "")),
        meeting=occasion_said(recording.header),
        seed=recording.header.seed,
        disclaimer=DISCLAIMER,
        complete=recording.complete,
        missing=_missing(recording),
        took=_took(recording),
        rules=rules_on(recording.header),
        changes=changes_said(recording),
        present=tuple(f"{printable(member.name)}, {ROLES[member.role].lower()}" for member in recording.header.members),
        rows=tuple(row_minutes(recording, row) for row in recording.rows),
        review=tuple(_reviewed(recording)),
        verdicts=recording.header.verdicts.value,
        ranked=tuple(_listed(closed[id_], placed[id_].tier) for id_ in recording.ranking),
        not_ranked=tuple(_listed(row, placed[id_].tier) for id_, row in closed.items() if not placed[id_].tier.ranked),
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


def _took(recording: Recording) -> str:
    listed = recording.listed
    if listed is None or not listed.minutes:
        return ""
    minutes = round(listed.minutes)
    both = " for both committees" if listed.second else ""
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'}{both}"


def _reviewed(recording: Recording) -> Iterator[str]:
    names = {row.opened.id: printable(row.opened.name) for row in recording.rows}
    for move in recording.reviewed:
        by = printable(recording.members[move.by].name)
        positions = f"from position {move.from_position} to {move.to_position}"
        yield f"{by} stakes {units(move.amount)} and moves {names[move.id]} {positions}."


def _listed(row: RecordedRow, tier: Tier) -> str:
    return f"{printable(row.opened.name)} ({KINDS[row.opened.kind]}, {TIERS[tier].lower()})"


def _text_lines(meeting: Minutes) -> Iterator[str]:
    yield from (meeting.title, "=" * len(meeting.title))
    yield from filter(None, _head(meeting))
    yield ""
    if meeting.rules:
        yield from ("RULES OF THE MEETING", *(f"   {rule}." for rule in meeting.rules), "")
    if meeting.changes:
        yield from ("CHANGED FOR A WHAT-IF", *(f"   {change}." for change in meeting.changes), "")
    yield "PRESENT"
    yield from (f"   {member}" for member in meeting.present)
    for row in meeting.rows:
        yield from _text_row(row)
    if meeting.review:
        yield from ("", "REVIEW", *(f"   {line}" for line in meeting.review))
    yield from ("", _list_said(meeting).upper())
    yield from (f"{number:4}. {line}" for number, line in enumerate(meeting.ranked, start=1))
    if meeting.not_ranked:
        yield from ("", LEFT_OFF[Verdicts(meeting.verdicts)].upper(), *(f"      {line}" for line in meeting.not_ranked))
    if meeting.missing:
        yield from ("", meeting.missing)


def _head(meeting: Minutes) -> tuple[str, ...]:
    """What stands above the minutes, a line each; some may be empty."""
    which = meeting.meeting and f"{meeting.meeting}."
    weighed = f"{WEIGHED}: {HOW_WEIGHED}." if any(row.weighed for row in meeting.rows) else ""
    return (meeting.question, which, _measure(meeting), meeting.disclaimer, meeting.missing, weighed)


def _list_said(meeting: Minutes) -> str:
    """What the list is called, whole or not: ``The list so far``."""
    return f"{LISTS[Verdicts(meeting.verdicts)].capitalize()}{'' if meeting.complete else ' so far'}"


def _measure(meeting: Minutes) -> str:
    """The seed, the number of rows in the minutes, and how long the meeting took."""
    rows = f"{len(meeting.rows)} {'row' if len(meeting.rows) == 1 else 'rows'}"
    return f"Seed {meeting.seed}, {rows}{meeting.took and ', '}{meeting.took}."


def _text_row(row: RowMinutes) -> Iterator[str]:
    if row.rest:
        yield from ("", f"   ({row.rest}.)")
    yield ""
    yield f"{row.row}. {row.name} · {row.about}"
    if row.wall:
        yield f"   On the wall: {row.wall}"
    yield from (f"          [{line}.]" for line in _unspoken(row))
    for said in row.said:
        asides = "".join(f" [{aside}]" for aside in said.asides)
        yield f"   {said.at}  {said.speaker} ({said.role}){asides}: {said.text}"
        if said.tally:
            yield f"          {said.tally}."
    yield f"   => {row.call}."
    yield from (f"      {line}." for line in _after(row))


def _unspoken(row: RowMinutes) -> Iterator[str]:
    """What stands behind the talk of a row without being said in it."""
    yield from filter(None, (row.off_the_wall, *row.assigned, *row.ballots[:1]))
    if row.no_list:
        keeps, whose = ("keeps", "a") if len(row.no_list) == 1 else ("keep", "their")
        lists = "list" if len(row.no_list) == 1 else "lists"
        yield f"{together(row.no_list)} {keeps} this row on {whose} personal no {lists}"
    yield from row.in_silence


def _after(row: RowMinutes) -> Iterator[str]:
    if row.reason or row.weighed:
        yield ". ".join(filter(None, (row.reason, row.weighed)))
    yield from filter(None, (*row.ballots[1:], row.waited, row.unpaid, row.both_calls))
    yield from row.settled
    if row.sponsor_unheard:
        yield row.sponsor_unheard
    for why in dict.fromkeys(unsaid.why for unsaid in row.never_said):
        points = Counter(_point(unsaid) for unsaid in row.never_said if unsaid.why is why)
        yield f"{_not_raised(why)}: {'; '.join(_times(point, count) for point, count in points.items())}"


def _not_raised(why: WhyNot) -> str:
    return "Not raised, though someone knew" if why is WhyNot.NO_BID else f"Not raised ({WHY_NOT[why]})"


def _point(unsaid: NeverSaid) -> str:
    return f"{unsaid.about}, known to {together(unsaid.known_to)}" if unsaid.known_to else unsaid.about


def _times(point: str, count: int) -> str:
    """A point that so many letters stand for: ``a generic letter (US), twice``, ``two more glowing letters (US)``."""
    if count == 1:
        return point
    more = point.removeprefix("another ")
    if more != point:
        return f"{'two' if count == 2 else count} more {more.replace(' letter', ' letters', 1)}"
    return f"{point}, {'twice' if count == 2 else f'{count} times'}"


def _markdown_lines(meeting: Minutes) -> Iterator[str]:
    yield from (f"# {escaped(meeting.title)}", "")
    yield from _paragraphs(_head(meeting))
    if meeting.rules:
        yield from ("**Rules of the meeting:**", "", *(f"- {escaped(rule)}." for rule in meeting.rules), "")
    if meeting.changes:
        yield from ("**Changed for a what-if:**", "", *(f"- {escaped(each)}." for each in meeting.changes), "")
    yield f"**Present:** {escaped('; '.join(meeting.present))}."
    for row in meeting.rows:
        yield from _markdown_row(row)
    if meeting.review:
        yield from ("", "## Review", "", *(f"- {escaped(line)}" for line in meeting.review))
    yield from ("", f"## {_list_said(meeting)}", "")
    yield from (f"{number}. {escaped(line)}" for number, line in enumerate(meeting.ranked, start=1))
    if meeting.not_ranked:
        yield from (
            "",
            f"## {LEFT_OFF[Verdicts(meeting.verdicts)].capitalize()}",
            "",
            *(f"- {escaped(line)}" for line in meeting.not_ranked),
        )


def _markdown_row(row: RowMinutes) -> Iterator[str]:
    if row.rest:
        yield from ("", f"*{escaped(row.rest)}.*")
    yield from ("", f"## {row.row}. {escaped(row.name)}", "", escaped(row.about), "")
    if row.wall:
        yield from (f"On the wall: {escaped(row.wall)}", "")
    yield from (f"- *{escaped(line)}*" for line in _unspoken(row))
    for said in row.said:
        asides = "".join(f" *({escaped(aside)})*" for aside in said.asides)
        yield f"- {said.at} **{escaped(said.speaker)}** ({said.role}){asides}: {escaped(said.text)}"
        if said.tally:
            yield f"- *{escaped(said.tally)}.*"
    yield from ("", f"**{escaped(row.call)}.**", "")
    yield from (f"- {escaped(line)}." for line in _after(row))


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    for line in filter(None, lines):
        yield from (escaped(line), "")


_MARKUP = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_{}[]()#+!|~$^"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)


def escaped(text: str) -> str:
    """``text`` escaped, so that Markdown shows every character as it is and makes no link of an address."""
    return text.translate(_MARKUP).replace("://", ":&#8203;//").replace("www.", "www&#46;").replace("@", "&#64;")
