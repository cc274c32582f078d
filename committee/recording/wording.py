"""From events to words: gathers the facts that an utterance's words may use.

The words come from :mod:`committee.phrases`. What they may say is the point's detail, the name of the member addressed,
the past resident, the letter by a name of its own, the note on the sheet and, for the read-out, what is on the wall.
What they may take for granted comes from :mod:`committee.recording.presumed`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from msgspec.structs import asdict

from committee.events import Event, MeetingOpened, PointSeen, RowClosed, RowOpened, Uttered
from committee.phrases import Saying
from committee.recording.altered import silenced_in
from committee.recording.format import Kept, Utterance
from committee.recording.opened import LETTERS, kind_in_the_room
from committee.recording.owning import ENDS_ROW
from committee.recording.presumed import ANSWERS_SIDE, MeetingSoFar, RowSoFar
from committee.recording.quoting import quotable
from committee.recording.rows import Part, in_parts
from committee.terms import Act, Family, Kind, Tier, Visa

KIND_SAID: Mapping[Kind, str] = {Kind.US_MD: "MD", Kind.US_DO: "DO", Kind.US_IMG: "US-IMG", Kind.NON_US_IMG: "IMG"}
"""How people say a kind, in one word."""

VISA_SAID: Mapping[str, str] = {Visa.J1: "J-1", Visa.H1B: "H-1B"}
"""How people say a visa; one that needs none is not mentioned."""

_SIDED: Final = frozenset({Act.RECALL, Act.CONCEDE, Act.PROPOSE, *ANSWERS_SIDE})


class Words(Protocol):
    """Anything that puts a saying into words; :class:`committee.phrases.Chooser` does."""

    def text(self, saying: Saying, /) -> str:
        """The words for ``saying``."""


class Wording:
    """Adds words to the utterances of one meeting, row by row, in order.

    Parameters
    ----------
    header
        The opening of the meeting: its members, and the past residents they remember.
    words
        Turns a saying into words; None leaves every text empty, which is enough for counting.
    """

    def __init__(self, header: MeetingOpened, words: Words | None) -> None:
        self._words = words
        self._denied: frozenset[str] = getattr(words, "denied", frozenset())
        self._members = {member.id: member for member in header.members}
        self._order = _orders(header)
        self._spoken = _spoken(header)
        self._meeting = MeetingSoFar(header)
        memory = header.scenario.get("memory") or {}
        self._ghosts = {episode["id"]: episode.get("label") or "" for episode in memory.get("episodes", ())}
        self._silenced = silenced_in(header)

    def of_row(self, events: Sequence[Event]) -> Iterator[Kept]:
        """The events of one row, its opening first, with words.

        It takes a whole row because the words of a call depend on how the row closes.
        """
        words = self._words
        if words is None:
            yield from map(_without_words, events)
            return
        opened = events[0]
        assert isinstance(opened, RowOpened)
        closed = next((event for event in events if isinstance(event, RowClosed)), None)
        row = RowInWords(opened, closed, self._meeting.row(events))
        unheard = self._silenced.get(opened.id, ())
        for event in events:
            if isinstance(event, Uttered):
                text = words.text(self._saying(event, row))
                if event.turn in unheard:
                    row.so_far.pass_unheard(event)
                else:
                    row.so_far.take(event)
                yield Utterance(**asdict(event), text=text)
            else:
                row.so_far.take(event)
                yield event

    def of_meeting(self, events: Iterable[Event]) -> Iterator[Kept]:
        """All events after the header, with words."""
        for part, piece in in_parts(events):
            yield from map(unspoken, piece) if isinstance(part, Part) else self.of_row(piece)

    def _saying(self, event: Uttered, row: RowInWords) -> Saying:
        addressed = self._members.get(event.to or "")
        point = row.point_of(event)
        tier = row.tier_of(event)
        verdict = row.closed if event.act in ENDS_ROW else None
        return Saying(
            act=event.act,
            tone=event.tone,
            role=self._members[event.member].role,
            row=event.row,
            order=self._order[event.member],
            seconds=event.end_s - event.start_s,
            facts=row.so_far.facts(event, tier),
            family=point.family if point else None,
            valence=row.valence_of(event, point),
            column=point.column if point else None,
            detail=detail_said(point, row.opened) if point else "",
            also=row.also(event) if event.also else "",
            letter=letter_named(point, row.opened) if point and point.column == "letters" else "",
            note=row.note(event, point, self._denied),
            addressee=self._spoken.get(addressed.id, "") if addressed else "",
            ghost=self._ghosts.get(event.ghost or "", ""),
            tier=tier,
            because=verdict.because if verdict else None,
            announcement=announcement(row.opened) if event.act is Act.ANNOUNCE else (),
        )


class RowInWords:
    """One row while it is put into words."""

    def __init__(self, opened: RowOpened, closed: RowClosed | None, so_far: RowSoFar) -> None:
        self.opened = opened
        self.closed = closed
        self.so_far = so_far
        self._points = {point.id: point for point in opened.points}

    def point_of(self, event: Uttered) -> PointSeen | None:
        """The point that the utterance names; for a call or a veto the point that its reason is about."""
        named = self.closed.about if self.closed and event.act in ENDS_ROW else event.point
        return self._points.get(named or event.point or "")

    def tier_of(self, event: Uttered) -> Tier | None:
        """The tier that the utterance names: where the row goes, or what is proposed or asked for."""
        if event.act in ENDS_ROW:
            return self.closed.tier if self.closed else None
        return event.tier

    def valence_of(self, event: Uttered, point: PointSeen | None) -> int | None:
        """The side of what the words are about; agreeing and challenging answer the side that was taken before."""
        if event.act in _SIDED:
            return self.so_far.side(event) * ANSWERS_SIDE.get(event.act, 1) or None
        return point.valence if point else None

    def also(self, event: Uttered) -> str:
        """The second word for how somebody came across."""
        point = self._points.get(event.also or "")
        return point.detail if point and point.family in (Family.IMPRESSION, Family.VALUE) else ""

    def note(self, event: Uttered, point: PointSeen | None, denied: frozenset[str]) -> str:
        """The sheet's note on conduct, for those who answer about it and read the file.

        Nobody quotes it where a rule keeps anything off the wall: it is free text, and may tell what is hidden.
        """
        if (
            self.opened.hidden
            or event.act is not Act.ANSWER
            or point is None
            or point.family is not Family.PROFESSIONALISM
        ):
            return ""
        told = self.opened.cells.get("note", "") if self.so_far.read_the_file(event.member) else ""
        return quotable(told, denied)


def _orders(header: MeetingOpened) -> dict[str, int]:
    """By member, the place among those of the same role, by seat, from 0."""
    seen: dict[str, int] = {}
    orders: dict[str, int] = {}
    for member in sorted(header.members, key=lambda member: member.seat):
        orders[member.id] = seen[member.role] = seen.get(member.role, -1) + 1
    return orders


def _spoken(header: MeetingOpened) -> dict[str, str]:
    """By member, the name that others call them by: without initials, which nobody says, unless two would be alike."""
    spoken = {member.id: _INITIALS.sub("", member.name) or member.name for member in header.members}
    counted = Counter(spoken.values())
    return {
        member.id: spoken[member.id] if counted[spoken[member.id]] == 1 else member.name for member in header.members
    }


_INITIALS: Final = re.compile(r"\b[A-Z]\. ?")


def detail_said(point: PointSeen, opened: RowOpened) -> str:
    """The point's detail; if it is a length of time, also what the time went to: ``3 years, exam_prep``.

    Nobody counts the *US* letters of a US graduate: all their letters are counted. Failed attempts name their exam.
    """
    if point.family is Family.US_LETTERS and not kind_in_the_room(opened).is_img:
        return f"{sum(each.family in LETTERS for each in opened.points)} letters"
    if point.family is Family.ATTEMPTS and point.column in _EXAMS:
        return f"{point.detail} {_EXAMS[point.column]}"
    column, blank = _BESIDE.get(point.column, ("", ""))
    beside = opened.cells.get(column, "") or blank
    return f"{point.detail}, {beside}" if beside else point.detail


_EXAMS: Mapping[str, str] = {"step1_fails": "Step 1", "step2_fails": "CK"}
"""What was failed, by the column that counts the attempts."""

_BESIDE: Mapping[str, tuple[str, str]] = {"gap_years": ("gap_reason", "unknown"), "us_clinical": ("us_clinical", "")}
"""For each column that counts years or months: the column that says what of, and what a blank there means."""


def letter_named(point: PointSeen, opened: RowOpened) -> str:
    """Which letter the point is about, so that no two of different kinds in the row have the same name.

    The origin of a letter is said of those who trained abroad; its tone where others of the row differ; ``one_of``
    where others are like it.
    """
    base = point.id.removesuffix(".known")
    letters = [each for each in opened.points if each.family in LETTERS]
    this = next((each for each in letters if each.id == base), None)
    if this is None:
        return ""
    abroad = kind_in_the_room(opened).is_img
    rivals = [each for each in letters if each.detail == this.detail or not abroad]
    like = [each for each in rivals if each.family is this.family]
    tone = this.family.removeprefix("letter_") if len(like) < len(rivals) else ""
    origin = this.detail.casefold() if abroad else "letter"
    return "_".join(part for part in ("one_of" if len(like) > 1 else "", tone, origin) if part)


def announcement(opened: RowOpened) -> tuple[str, ...]:
    """What is on the wall, to be read aloud: the row's number, the name, the kind, then the cells.

    If there are too many words for an announcement, the phrases drop the last facts. What a rule keeps off the wall is
    not read.
    """
    kind = () if "kind" in opened.hidden else (KIND_SAID[opened.kind],)
    return (f"Row {opened.row}", " ".join(opened.name.split()[:3]), *kind, *cells_said(opened.cells))


def _without_words(event: Event) -> Kept:
    return Utterance(**asdict(event), text="") if isinstance(event, Uttered) else event


def unspoken(event: Event) -> Kept:
    """``event``, unchanged: only utterances have words."""
    assert not isinstance(event, Uttered)
    return event


def cells_said(cells: Mapping[str, str]) -> Iterator[str]:
    """The cells that are read aloud, each in few words: scores, year, visa, interview mean, coded flags."""
    step1 = cells.get("step1", "")
    if step1 == "fail" or _count(cells, "step1_fails"):
        yield "Step 1 fail"
    elif step1.isdigit():
        yield f"Step 1 {step1}"
    if cells.get("step2_ck"):
        yield f"CK {cells['step2_ck']}"
    if cells.get("yog"):
        yield cells["yog"]
    if visa := VISA_SAID.get(cells.get("visa", "")):
        yield visa
    if cells.get("interview_score"):
        yield f"interview {cells['interview_score']}"
    yield from _flags_said(cells)


def _flags_said(cells: Mapping[str, str]) -> Iterator[str]:
    conduct = cells.get("professionalism", "")
    if conduct not in ("", "none"):
        yield conduct if conduct != "note" else "conduct note"
    if training := _TRAINING_SAID.get(cells.get("prior_training", "")):
        yield training
    if _count(cells, "step2_fails"):
        yield "failed CK"
    if years := _count(cells, "gap_years"):
        yield f"{years}-year gap"


def _count(cells: Mapping[str, str], column: str) -> int:
    text = cells.get(column, "")
    return int(text) if text.isdecimal() else 0


_TRAINING_SAID: Mapping[str, str] = {
    "us_withdrew": "US withdrawal",
    "us_dismissed": "US dismissal",
    "reapplicant": "reapplying",
}
"""How earlier training is read out; a residency completed abroad is no flag."""
