"""From events to words: gathers the facts that an utterance's words may use.

The words come from :mod:`committee.phrases`. The facts are the point's detail, the name of the member addressed,
the past resident and, for the announcement, a few facts of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import asdict

from committee.events import Event, MeetingOpened, PointSeen, RowClosed, RowOpened, Uttered
from committee.phrases import Saying
from committee.recording.format import Kept, Utterance
from committee.recording.rows import Part, in_parts
from committee.terms import Act, Kind, Tier, Visa

KIND_SAID: Mapping[Kind, str] = {Kind.US_MD: "MD", Kind.US_DO: "DO", Kind.US_IMG: "US-IMG", Kind.NON_US_IMG: "IMG"}
"""How people say a kind, in one word."""

VISA_SAID: Mapping[str, str] = {Visa.J1: "J-1", Visa.H1B: "H-1B"}
"""How people say a visa; one that needs none is not mentioned."""


class Wording:
    """Adds words to the utterances of one meeting, row by row, in order.

    Parameters
    ----------
    header
        The opening of the meeting: its members, and the past residents they remember.
    say
        Turns a saying into words.
    """

    def __init__(self, header: MeetingOpened, say: Callable[[Saying], str]) -> None:
        self._say = say
        self._members = {member.id: member for member in header.members}
        memory = header.scenario.get("memory") or {}
        self._ghosts = {episode["id"]: episode.get("label") or "" for episode in memory.get("episodes", ())}

    def of_row(self, events: Sequence[Event]) -> Iterator[Kept]:
        """The events of one row, its opening first, with words.

        It takes a whole row because the words of a call depend on the tier.
        """
        opened = events[0]
        assert isinstance(opened, RowOpened)
        tier = next((event.tier for event in events if isinstance(event, RowClosed)), None)
        points = {point.id: point for point in opened.points}
        for event in events:
            if isinstance(event, Uttered):
                text = self._say(self._saying(event, opened, points.get(event.point or ""), tier))
                yield Utterance(**asdict(event), text=text)
            else:
                yield event

    def of_meeting(self, events: Iterable[Event]) -> Iterator[Kept]:
        """All events after the header, with words."""
        for part, piece in in_parts(events):
            yield from map(unspoken, piece) if isinstance(part, Part) else self.of_row(piece)

    def _saying(self, event: Uttered, opened: RowOpened, point: PointSeen | None, tier: Tier | None) -> Saying:
        addressed = self._members.get(event.to or "")
        return Saying(
            act=event.act,
            tone=event.tone,
            role=self._members[event.member].role,
            row=event.row,
            family=point.family if point else None,
            valence=point.valence if point else None,
            column=point.column if point else None,
            detail=detail_said(point, opened.cells) if point else "",
            addressee=addressed.name if addressed else "",
            ghost=self._ghosts.get(event.ghost or "", ""),
            tier=tier if event.act in (Act.CALL, Act.VETO) else None,
            announcement=announcement(opened) if event.act is Act.ANNOUNCE else (),
        )


def detail_said(point: PointSeen, cells: Mapping[str, str]) -> str:
    """The point's detail; if it is a length of time, also what the time went to: ``3 years, exam_prep``."""
    column, blank = _BESIDE.get(point.column, ("", ""))
    beside = cells.get(column, "") or blank
    return f"{point.detail}, {beside}" if beside else point.detail


_BESIDE: Mapping[str, tuple[str, str]] = {"gap_years": ("gap_reason", "unknown"), "us_clinical": ("us_clinical", "")}
"""For each column that counts years or months: the column that says what of, and what a blank there means."""


def announcement(opened: RowOpened) -> tuple[str, ...]:
    """The facts of a row that can be read aloud: its number, the name, then the cells, the most telling first.

    If there are too many words for an announcement, the phrases drop the last facts.
    """
    return (f"Row {opened.row}", " ".join(opened.name.split()[:4]), KIND_SAID[opened.kind], *cells_said(opened.cells))


def unspoken(event: Event) -> Kept:
    """``event``, unchanged: only utterances have words."""
    assert not isinstance(event, Uttered)
    return event


def cells_said(cells: Mapping[str, str]) -> Iterator[str]:
    """The cells that are read aloud, each in as few words as possible, the most telling first."""
    step1 = cells.get("step1", "")
    if step1 == "fail":
        yield "Step 1 fail"
    if cells.get("step2_ck"):
        yield f"CK {cells['step2_ck']}"
    if cells.get("yog"):
        yield cells["yog"]
    if visa := VISA_SAID.get(cells.get("visa", "")):
        yield visa
    if step1.isdigit():
        yield f"Step 1 {step1}"
