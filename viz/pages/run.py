"""Running a meeting: choose a scenario and a seed, see the rows close, take a seat."""

import asyncio
from dataclasses import asdict
from typing import Any

import solara
import solara.lab

import viz.context
from committee.errors import UsageRefused
from committee.machine.shipped import meetings, shipped
from committee.recording.spoken import TIERS
from viz.children import LARGEST_SEED, Run
from viz.components.markup import Node, link, tag
from viz.components.modules import RunForm
from viz.follow import Progress, RowDone

LOOK_EVERY_S = 0.2
"""Seconds between two looks at the child's file while it runs."""

LAST_ROWS = 12
"""How many of the latest closed rows the page shows."""


@solara.component
def Start() -> Node:  # noqa: N802
    """The form, and below it the meeting that it started."""
    scenarios = solara.use_memo(_offered, [])
    nobody: Run | None = None
    run, set_run = solara.use_state(nobody)
    refused, set_refused = solara.use_state("")

    def begin(chosen: dict[str, Any]) -> None:
        try:
            set_run(viz.context.current().runs.start(str(chosen.get("scenario")), str(chosen.get("seed"))))
            set_refused("")
        except UsageRefused as refusal:
            set_refused(str(refusal))

    return tag(
        "div",
        tag("h1", "Run a meeting"),
        tag("p", "The same scenario and the same seed give the same meeting, word for word.", cls="lead"),
        RunForm(scenarios=scenarios, largest=LARGEST_SEED, event_begin=begin),
        *([tag("p", refused, cls="card-problem", role="alert")] if refused else []),
        *([Meeting(run).key(str(run.path))] if run is not None else []),
        cls="page",
    )


def _offered() -> list[dict[str, Any]]:
    """The shipped scenarios that are about one meeting."""
    about_one = set(meetings())
    return [asdict(scenario) for scenario in shipped() if scenario.name in about_one]


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
        tag("ol", *[_closed(row) for row in progress.closed[: -LAST_ROWS - 1 : -1]], cls="closing", role="list"),
        cls="meeting",
        aria_label="The meeting",
    )


def _where(progress: Progress) -> str:
    if not progress.rows:
        return "The run reached no row." if progress.over else "The room is filling…"
    return f"{len(progress.closed)} of {progress.rows} rows closed"


def _outcome(run: Run, progress: Progress) -> list[Node]:
    """A link to the meeting under way when a row has closed, then to its recording; or what went wrong."""
    if not progress.over:
        number = viz.context.current().runs.number(run)
        now = tag("p", link("Take a seat now", f"/live/{number}", cls="button"), cls="way-in")
        return [now] if progress.closed else []
    entry = viz.context.current().shelf.entry(run.path)
    problem = progress.problem or entry.problem
    if problem:
        return [tag("p", problem, cls="card-problem", role="alert")]
    way = link("Take a seat", f"/replay/{entry.digest}", cls="button")
    return [tag("p", way, tag("span", f"Saved in {run.path}"), cls="way-in")]


def _closed(row: RowDone) -> Node:
    tier = tag("b", TIERS[row.tier], cls=f"key key-{row.tier}")
    return tag("li", tag("span", f"{row.row}", cls="number"), tag("span", row.name), tier)
