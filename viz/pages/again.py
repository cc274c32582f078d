"""The same again, but: one thing of a recorded meeting changed, the meeting held again, both side by side."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs

import solara
import solara.lab

import viz.context
from committee.errors import InputRefused
from committee.recording import RecordedRow, Recording, open_recording
from committee.terms import Role
from viz.again import Again, Change, SoFar
from viz.components.markup import Node, link, tag
from viz.components.modules import ChangeForm, Choice
from viz.fields import Part, changed_in, general_parts, members_part, row_part
from viz.pages.replay import Lost
from viz.shelf import NO_SUCH_RECORDING, Entry

LOOK_EVERY_S: Final = 0.2
"""Seconds between two looks at the child."""

LEAD: Final = (
    "Change one thing. The meeting is held again with the same draws, so whatever differs afterwards comes from the "
    "change. Then you see both rooms side by side."
)
READY: Final = "Getting ready…"
HOLDING: Final = (
    "Holding the recorded meeting, to be sure that it is the same one…",
    "Holding it once more as it was…",
    "Holding it with the change…",
)
"""What is being done while each of the meetings is held."""

COMPARING: Final = "All are held. Now they are compared…"
ASKING: Final = "Finding out what can be changed…"


@solara.component
def SameAgain(digest: str = "") -> Node:  # noqa: N802
    """The form for the recording that ``digest`` names; the address says which row, by id or number."""
    entry = solara.use_memo(lambda: viz.context.current().shelf.find(digest), [digest])
    if entry is None or not entry.watchable:
        return Lost(entry.problem if entry else NO_SUCH_RECORDING)
    recording = solara.use_memo(lambda: _opened(entry), [digest])
    if recording is None or not recording.rows:
        return Lost("The recording holds no row, so there is nothing to change.")
    query = solara.use_router().search or ""
    row = _row(recording, query)
    page: Node = Changing(entry, recording, row).key(f"{digest}-{row.opened.id}")
    return page


def _opened(entry: Entry) -> Recording | None:
    try:
        return open_recording(entry.path)
    except (InputRefused, OSError):
        return None


def _row(recording: Recording, query: str) -> RecordedRow:
    """The row that the address names; the first if it names none that is there."""
    wanted = parse_qs(query.lstrip("?")).get("row", [""])[0]
    named = (row for row in recording.rows if wanted in (row.opened.id, str(row.opened.row)))
    return next(named, recording.rows[0])


@solara.component
def Changing(entry: Entry, recording: Recording, row: RecordedRow) -> Node:  # noqa: N802
    """The form for one row of one recording, and the meeting that it has begun."""
    again, set_again = solara.use_state(_nobody())
    so_far, set_so_far = solara.use_state(SoFar())
    refused, set_refused = solara.use_state("")
    address, set_address = solara.use_state("")
    parts, problem = _use_parts(recording, row)

    def begin(sent: dict[str, Any]) -> None:
        changed = changed_in(parts, _values(sent))
        change = Change(
            row=row.opened.id,
            cells=changed["cells"],
            settings=changed["settings"],
            without=tuple(changed["without"]),
        )
        set_so_far(SoFar())
        try:
            set_again(viz.context.current().agains.start(entry.path, change))
            set_refused("")
        except InputRefused as refusal:
            set_again(None)
            set_refused(str(refusal))

    async def follow() -> None:
        if again is None:
            return
        while not again.over:
            set_so_far(again.so_far())
            await asyncio.sleep(LOOK_EVERY_S)
        kept = await asyncio.to_thread(again.kept)
        if kept is not None:
            viz.context.current().shelf.add(kept)
            other = viz.context.current().shelf.entry(kept)
            set_address(f"/compare/{entry.digest}/{other.digest}?row={row.opened.row}")
        else:
            set_refused(again.problem or "The meeting was not made.")
        set_again(None)

    solara.lab.use_task(follow, dependencies=[id(again)])
    form = ChangeForm(
        parts=[part.plain() for part in parts],
        send="Hold it again",
        nothing="Nothing is changed yet.",
        busy=_doing(so_far) if again is not None else "",
        count=_counted(so_far) if again is not None else "",
        share=so_far.share if again is not None else 0.0,
        to=address,
        wrong=refused,
        event_begin=begin,
    )
    return tag(
        "div",
        tag("p", link("Back to the replay", f"/replay/{entry.digest}?row={row.opened.row}"), cls="back"),
        tag("h1", "The same again, but …"),
        tag("p", f"{entry.title}, {entry.told_apart}. {LEAD}", cls="lead"),
        Choice(
            label="The applicant to ask about",
            value=row.opened.id,
            options=[[each.opened.id, f"{each.opened.row}  {each.opened.name}"] for each in recording.rows],
            address=f"/again/{entry.digest}?row=",
        ),
        form if parts else tag("p", ASKING, cls="lead waiting", role="status"),
        *([tag("p", problem, cls="card-problem", role="alert")] if problem else []),
        cls="page again",
    )


def _doing(so_far: SoFar) -> str:
    """What is being done now, in words."""
    if so_far.share == 1:
        return COMPARING
    return HOLDING[min(so_far.meeting, len(HOLDING)) - 1] if so_far.meeting else READY


def _counted(so_far: SoFar) -> str:
    """How far it is in figures: rows once there are any, and before that how long it has taken."""
    if not so_far.of:
        return f"{so_far.seconds} s" if so_far.seconds else ""
    return f"Meeting {so_far.meeting} of {so_far.meetings}, {so_far.rows} of {so_far.of} rows"


def _nobody() -> Again | None:
    return None


def _values(sent: Mapping[str, Any]) -> Mapping[str, Any]:
    values = sent.get("values")
    return values if isinstance(values, Mapping) else {}


def _use_parts(recording: Recording, row: RecordedRow) -> tuple[list[Part], str]:
    """What can be changed, once the model has said what may stand where; and a sentence if it cannot say."""
    none: list[Part] = []
    parts, set_parts = solara.use_state(none)
    problem, set_problem = solara.use_state("")

    async def ask() -> None:
        try:
            allowed = await asyncio.to_thread(viz.context.current().questions.allowed)
            set_parts(_parts(recording, row, allowed))
        except InputRefused as refused:
            set_problem(str(refused))

    solara.lab.use_task(ask, dependencies=[row.opened.id])
    return parts, problem


def _parts(recording: Recording, row: RecordedRow, allowed: Mapping[str, Any]) -> list[Part]:
    members = [(each.id, each.name) for each in recording.header.members if each.role != Role.DIRECTOR]
    return [
        row_part(row.opened.name, row.opened.cells, allowed),
        *general_parts(recording.header.scenario, allowed),
        members_part(members),
    ]


def way_to(digest: str) -> str:
    """The address of the form for a recording."""
    return f"/again/{digest}"
