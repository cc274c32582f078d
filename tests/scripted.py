"""Meetings held in a test: small ones, with everything they told, and rows that stop where a test wants to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

from committee.applicants.applicant import Applicant
from committee.applicants.point import Circumstances, Point
from committee.applicants.points import points_of
from committee.applicants.sheet import read_rows
from committee.convene import Convener, RankMeeting, meeting_rules
from committee.events import Event, Listener, RowClosed, RowOpened
from committee.meeting.meeting import Meeting
from committee.meeting.row import RowResult, hold, open_floor, utter
from committee.meeting.rules import MeetingRules
from committee.meeting.state import OpenRow
from committee.meeting.wish import Wish
from committee.members.carried import Carried
from committee.scenario.loading import load_scenario
from committee.scenario.rows import applicants_of
from committee.scenario.scenario import Scenario
from committee.terms import Act

SMALL: Mapping[str, str] = {"pool.us_md": "2", "pool.us_do": "1", "pool.us_img": "2", "pool.non_us_img": "3"}
"""Eight rows, two of every three from abroad."""

SWITCHES = ("influence", "social_influence", "memory", "capital", "fatigue", "posture", "clock", "carry_over")

E = TypeVar("E", bound=Event)


class Told:
    """A listener that keeps every event."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def told(self, event: Event, /) -> None:
        self.events.append(event)


def a_scenario(settings: Mapping[str, str] | None = None) -> Scenario:
    """The baseline with eight rows, and ``settings`` on top."""
    return _loaded(tuple(sorted({**SMALL, **(settings or {})}.items())))


@cache
def _loaded(settings: tuple[tuple[str, str], ...]) -> Scenario:
    return load_scenario("baseline", dict(settings))


def the_rules(settings: Mapping[str, str] | None = None) -> MeetingRules:
    """The rules of :func:`a_scenario`."""
    return meeting_rules(a_scenario(settings))


def the_rows(seed: int = 1, settings: Mapping[str, str] | None = None) -> tuple[Applicant, ...]:
    """The rows that :func:`a_scenario` draws."""
    return applicants_of(a_scenario(settings), seed)


def a_meeting(
    settings: Mapping[str, str] | None = None,
    *,
    seed: int = 1,
    rows: Sequence[Applicant] | None = None,
    listeners: Sequence[Listener] = (),
    carried: Mapping[str, Carried] | None = None,
) -> RankMeeting:
    """A meeting of eight rows, or of ``rows``, not yet held."""
    return Convener(a_scenario(settings), applicants=rows).meeting(seed, listeners=listeners, carried=carried or {})


def events_of(
    settings: Mapping[str, str] | None = None, *, seed: int = 1, rows: Sequence[Applicant] | None = None
) -> list[Event]:
    """Every event of a meeting, held."""
    listener = Told()
    a_meeting(settings, seed=seed, rows=rows, listeners=[listener]).run()
    return listener.events


def only(events: Sequence[Event], kind: type[E]) -> list[E]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def by_row(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Events from row_opened to row_closed, by the applicant's id."""
    rows: dict[str, list[Event]] = {}
    open_row: list[Event] | None = None
    for event in events:
        if isinstance(event, RowOpened):
            open_row = rows.setdefault(event.id, [])
        if open_row is not None:
            open_row.append(event)
        if isinstance(event, RowClosed):
            open_row = None
    return rows


def an_applicant(**cells: str | int | float) -> Applicant:
    """A US MD about whom there is nothing to say but an exam and an interview; ``cells`` as in a sheet."""
    plain: dict[str, str | int | float] = {
        "id": "a",
        "name": "Ada Plain",
        "kind": "us_md",
        "step2_ck": 238,
        "yog": 2026,
        "letters": "us:generic",
        "interview_score": 4.2,
    }
    given = {key: value for key, value in {**plain, **cells}.items() if value != ""}
    (row,) = read_rows([given], year=2026, place="test")
    return row


def circumstances(settings: Mapping[str, str] | None = None) -> Circumstances:
    """What the baseline says cells mean."""
    return the_rules(settings).circumstances


def the_points(**cells: str | int | float) -> dict[str, Point]:
    """The points of :func:`an_applicant`, by id."""
    return {point.id: point for point in points_of(an_applicant(**cells), circumstances())}


def an_open_row(applicant: Applicant, settings: Mapping[str, str] | None = None, *, seed: int = 1) -> OpenRow:
    """The row of ``applicant``, alone in its meeting, before anybody has spoken."""
    return opened(a_meeting(settings, seed=seed, rows=[applicant]))


def opened(meeting: Meeting, number: int = 1) -> OpenRow:
    """A row of ``meeting`` before anybody has spoken."""
    docket = meeting.docket(number)
    return OpenRow(docket, meeting.room(docket.brief))


def held(row: OpenRow, *, tell: bool = True, capital: bool = True) -> RowResult:
    """What comes of a row when it is held from the beginning."""
    return hold(row.docket, row.room, tell=tell, capital=capital)


FLAGGED: dict[str, str | int | float] = {
    "id": "f",
    "kind": "non_us_img",
    "step1": "fail",
    "letters": "us:glowing",
    "impression": "warm",
    "advocate": "apd:strong",
}
"""Cells of a row that has a failed Step, a glowing letter, a warm impression and a strong advocate."""


def a_flagged_row(settings: Mapping[str, str] | None = None, **cells: str | int | float) -> OpenRow:
    """The open row of :data:`FLAGGED`; ``cells`` on top."""
    return an_open_row(an_applicant(**{**FLAGGED, **cells}), settings)


SIX = [
    an_applicant(id=f"row_{n}", kind="non_us_img", step1="fail", visa="h1b", advocate=who, impression="warm; quiet")
    for n, who in enumerate(("apd:strong", "faculty:mild", "", "chief:strong", "outside:strong", "pd:mild"))
]
"""Six flagged rows, five of them with an advocate."""


CALM: Mapping[str, str] = {"meeting.floor.whim": "0.0"}
"""Nobody's wish depends on a whim."""


def begun(settings: Mapping[str, str] | None = None, **cells: str | int | float) -> OpenRow:
    """A row with a failed Step, a glowing letter and a warm impression, read out, and an interviewer has spoken."""
    plain = {name: value for name, value in FLAGGED.items() if name != "advocate"}
    row = an_open_row(an_applicant(**{**plain, **cells}), settings)
    open_floor(row)
    return row


def index_of(row: OpenRow, point: str) -> int:
    """The index of a point of the row."""
    return [seen.id for seen in row.points].index(point)


def holder_of(row: OpenRow, point: str) -> int:
    """The first member who holds a point of the row."""
    return row.docket.holders[index_of(row, point)][0]


def say(row: OpenRow, act: Act, point: str, member: int | None = None) -> int:
    """Let a holder of the point, or ``member``, say it; return who spoke."""
    who = holder_of(row, point) if member is None else member
    utter(row, Wish(who, 1.0, act, index_of(row, point)))
    return who


def seat_of(row: OpenRow, member: str) -> int:
    """The index of the member with this id."""
    return row.seating.ids.index(member)


def sponsor_of(row: OpenRow) -> int:
    """The index of the member who has taken an advocate's call for the row."""
    sponsor = row.docket.brief.advocate
    assert sponsor is not None
    return sponsor


def an_episode(name: str = "x", **given: str) -> str:
    """An episode as a setting: last year's resident with a failed Step, whom apd_1 saw; ``given`` as TOML."""
    plain = {
        "year": "2025",
        "traits": '["step_fail", "non_us_img"]',
        "outcome": "-1.0",
        "vividness": "0.8",
        "holders": '["apd_1"]',
        "witnessed": '["apd_1"]',
        "label": '"the last one"',
    }
    fields = ", ".join(f"{key}={value}" for key, value in {**plain, **given}.items())
    return f'{{id="{name}", {fields}}}'
