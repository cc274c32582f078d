"""Running a meeting: choose a scenario and a seed, see the rows close, take a seat."""

import asyncio
from collections.abc import Mapping
from typing import Any

import solara
import solara.lab

import viz.context
from committee.errors import InputRefused, UsageRefused
from committee.machine.shipped import Shipped, meetings
from committee.recording.spoken import TIERS
from viz.children import LARGEST_SEED, Run
from viz.components.markup import Node, link, tag
from viz.components.modules import ChangeForm
from viz.components.question_cards import offered, question_cards
from viz.fields import Part, changed_in, scenario_parts
from viz.follow import Progress, RowDone
from viz.pages.again import way_to

LOOK_EVERY_S = 0.2
"""Seconds between two looks at the child's file while it runs."""

LAST_ROWS = 12
"""How many of the latest closed rows the page shows."""


LEAD = "Each scenario asks the room one question. Choose one, then change it as you like before you run it."
SAME = "The same scenario and the same seed give the same meeting, word for word."


@solara.component
def Start(name: str = "") -> Node:  # noqa: N802
    """The shipped scenarios as cards; or the form to run the one called ``name``."""
    known = solara.use_memo(lambda: offered(meetings()), [])
    chosen = next((each for each in known if each.name == name), None)
    if chosen is not None:
        page: Node = Setting(chosen).key(chosen.name)
        return page
    lost = [tag("p", f"There is no scenario called {name}.", cls="card-problem", role="alert")] if name else []
    return tag(
        "div",
        tag("h1", "Run a meeting"),
        tag("p", LEAD, " ", link("Or hold some years of a market.", "/seasons"), cls="lead"),
        *lost,
        question_cards(known, "/run"),
        cls="page",
    )


@solara.component
def Setting(scenario: Shipped) -> Node:  # noqa: N802
    """The form of one scenario, and below it the meeting that it started."""
    run, set_run = solara.use_state(viz.context.current().runs.latest(scenario.name))
    refused, set_refused = solara.use_state("")
    parts, problem = _use_parts(scenario.name)

    def begin(sent: dict[str, Any]) -> None:
        try:
            set_run(_begun(scenario.name, parts, sent))
            set_refused("")
        except UsageRefused as refusal:
            set_refused(str(refusal))

    form = ChangeForm(
        parts=[part.plain() for part in parts],
        seed="1",
        largest=LARGEST_SEED,
        sheet=True,
        more=True,
        nothing=SAME,
        wrong=refused,
        begun=str(run.path) if run is not None else "",
        event_begin=begin,
    )
    return tag(
        "div",
        solara.Title(f"{scenario.title} · The committee"),
        tag("p", link("All scenarios", "/run"), cls="back"),
        tag("h1", scenario.title),
        tag("p", scenario.question, cls="lead"),
        form if parts else tag("p", ASKING, cls="lead waiting", role="status"),
        *([tag("p", problem, cls="card-problem", role="alert")] if problem else []),
        *([Meeting(run).key(str(run.path))] if run is not None else []),
        cls="page run",
    )


ASKING = "Finding out what can be changed…"


def _use_parts(name: str) -> tuple[list[Part], str]:
    """What can be changed in a scenario, once the model has said what may stand where; and why not, if it cannot."""
    none: list[Part] = []
    parts, set_parts = solara.use_state(none)
    problem, set_problem = solara.use_state("")

    async def ask() -> None:
        try:
            allowed = await asyncio.to_thread(viz.context.current().questions.allowed)
            set_parts(await asyncio.to_thread(scenario_parts, name, allowed))
        except InputRefused as refused:
            set_problem(str(refused))

    solara.lab.use_task(ask, dependencies=[name])
    return parts, problem


def _begun(name: str, parts: list[Part], sent: Mapping[str, Any]) -> Run:
    """The run that somebody has sent the form for. Raises UsageRefused if it cannot begin."""
    values, context = sent.get("values"), viz.context.current()
    settings = changed_in(parts, values if isinstance(values, dict) else {})["settings"] | _lines(sent.get("lines"))
    sheet = context.drops.sheet(str(sent.get("sheet") or ""))
    fictional = bool(sent.get("invented"))
    return context.runs.start(name, str(sent.get("seed")), settings, sheet=sheet, fictional=fictional)


def _lines(text: object) -> dict[str, str]:
    """Settings that somebody wrote by hand, one a line; a line without ``=`` is a key without a value, and refused."""
    lines = [line for line in str(text or "").splitlines() if line.strip()]
    pairs = (line.partition("=") for line in lines)
    return {key.strip(): value.strip() for key, _, value in pairs}


@solara.component
def Meeting(run: Run) -> Node:  # noqa: N802
    """A run under way: how far it is, the latest closed rows, and the links to watch it."""
    progress, set_progress = solara.use_state(run.progress())

    async def follow() -> None:
        while not (now := run.progress()).over:
            set_progress(now)
            await asyncio.sleep(LOOK_EVERY_S)
        viz.context.current().shelf.add(run.path)
        set_progress(now)

    solara.lab.use_task(follow, dependencies=[str(run.path)])
    bar = {"value": f"{progress.share:.4f}"} if progress.rows or progress.over else {}
    return tag(
        "section",
        tag("progress", max="1", aria_label="Rows closed", **bar),
        tag("p", _where(progress), cls="card-facts", role="status"),
        *_outcome(run, progress),
        *_calls(progress),
        cls="meeting",
        aria_label="The meeting",
    )


def _calls(progress: Progress) -> list[Node]:
    """How the latest rows ended, folded: who wants to watch the meeting does not know it yet."""
    if not progress.closed:
        return []
    rows = [_closed(row) for row in progress.closed[: -LAST_ROWS - 1 : -1]]
    listed = tag("ol", *rows, cls="closing", role="list")
    return [tag("details", tag("summary", "Show how the rows end"), listed, cls="calls")]


def _where(progress: Progress) -> str:
    if not progress.rows:
        return "The run reached no row." if progress.over else "The room is filling…"
    return f"{len(progress.closed)} of {progress.rows} rows closed"


def _outcome(run: Run, progress: Progress) -> list[Node]:
    """A link to the meeting under way when a row has closed, then to its recording; or what went wrong."""
    if not progress.over:
        number = viz.context.current().runs.number(run)
        now = tag("p", link("Take a seat now", f"/live/{number}?hide=1", cls="button"), cls="way-in")
        return [now] if progress.closed else []
    entry = viz.context.current().shelf.entry(run.path)
    problem = progress.problem or entry.problem
    if problem:
        return [tag("p", problem, cls="card-problem", role="alert")]
    way = link("Take a seat", f"/replay/{entry.digest}?hide=1", cls="button")
    again = link("The same again, but …", way_to(entry.digest), cls="way")
    return [tag("p", way, again, tag("span", f"Saved in {run.path}"), cls="way-in")]


def _closed(row: RowDone) -> Node:
    tier = tag("b", TIERS[row.tier], cls=f"key key-{row.tier}")
    return tag("li", tag("span", f"{row.row}", cls="number"), tag("span", row.name), tier)
