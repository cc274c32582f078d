"""Experiments: choose one, see what it will cost, hold it, see the effects fill in, read the report."""

import asyncio
from collections.abc import Callable
from urllib.parse import quote

import solara
import solara.lab

import viz.context
from committee.errors import UsageRefused
from committee.machine.shipped import Shipped, What, folder, shipped
from viz.children import Run
from viz.components.markup import Node, link, tag
from viz.components.plan_card import plan_card
from viz.components.press import Press
from viz.filling import Change
from viz.planned import plan_of
from viz.trials import Standing

LOOK_EVERY_S = 0.7
"""Seconds between two looks at an experiment that is under way."""

TELLING = 10
"""Meetings after which we know the pace: the first ones take the start with them."""

TITLES = ("Change", "Effect", "95 % interval", "Seeds", "Behind it")
"""The columns of the table of effects."""

LEAD = "Each holds many meetings with and without a change, with the same seeds, and reports what the change does."


@solara.component
def Experiments(name: str = "") -> Node:  # noqa: N802
    """The shipped experiments; or the one called ``name``."""
    known = solara.use_memo(lambda: shipped(folder(What.EXPERIMENT)), [])
    chosen = next((each for each in known if each.name == name), None)
    if chosen is not None:
        page: Node = Experiment(chosen).key(chosen.name)
        return page
    lost = [tag("p", f"There is no experiment called {name}.", cls="card-problem", role="alert")] if name else []
    cards = [_card(each) for each in known]
    lead = tag("p", LEAD, cls="lead")
    return tag("div", tag("h1", "Experiments"), lead, *lost, tag("ul", *cards, cls="shelf", role="list"), cls="page")


def _card(experiment: Shipped) -> Node:
    return tag(
        "li",
        tag("h2", link(experiment.title, f"/experiments/{experiment.name}")),
        tag("p", experiment.question, cls="card-question"),
        cls="card",
    )


@solara.component
def Experiment(experiment: Shipped) -> Node:  # noqa: N802
    """One experiment: its question, its cost, its progress, what the changes do by now; at first, what it will do."""
    trials, name = viz.context.current().trials, experiment.name
    at_first = solara.use_memo(lambda: trials.standing(name), [name])
    standing, set_standing = solara.use_state(at_first)
    refused, set_refused = solara.use_state("")
    presses, set_presses = solara.use_state(0)

    def press(act: Callable[[str], object]) -> Callable[[], None]:
        def pressed() -> None:
            try:
                act(name)
                set_refused("")
            except UsageRefused as refusal:
                set_refused(str(refusal))
            set_presses(presses + 1)

        return pressed

    async def follow() -> None:
        while True:
            now = await asyncio.to_thread(trials.standing, name)
            set_standing(now)
            if not (now.busy or now.asking):
                return
            await asyncio.sleep(LOOK_EVERY_S)

    solara.lab.use_task(follow, dependencies=[presses])
    problem = refused or standing.problem
    plan = solara.use_memo(lambda: plan_of(name), [name])
    return tag(
        "div",
        solara.Title(f"{experiment.title} · The committee"),
        tag("p", link("All experiments", "/experiments"), cls="back"),
        tag("h1", experiment.title),
        tag("p", experiment.question, cls="lead"),
        tag("p", *_ways(standing, name, press), cls="way-in deeds"),
        *([tag("p", problem, cls="card-problem", role="alert")] if problem else []),
        *_progress(standing),
        *([Effects(standing.changes, standing.finished)] if standing.changes else []),
        # Effects take its place as they come, and would push it down; the report says all of it again.
        *([plan_card(plan)] if plan is not None and not (standing.busy or standing.begun) else []),
        cls="page trial",
    )


def _ways(standing: Standing, name: str, press: Callable[[Callable[[str], object]], Callable[[], None]]) -> list[Node]:
    """What can be done now."""
    trials = viz.context.current().trials
    if standing.busy:
        return [Press("Stop", press(trials.stop_one), cls="quiet-button").key("stop")]
    if standing.finished:
        return [link("Read the report", f"/experiments/{name}/report.html", cls="button", target="_blank")]
    ask = Press("What will it cost?", press(trials.ask), cls="quiet-button").key("ask")
    start = Press("Go on" if standing.begun else "Run", press(trials.start)).key("start")
    return [start, *([] if standing.begun or standing.cost or standing.asking else [ask]), tag("span", _cost(standing))]


def _cost(standing: Standing) -> str:
    if standing.asking:
        return "Holding a few meetings to see how long they take…"
    if standing.cost is None:
        return ""
    return f"{standing.cost.runs:,} meetings, about {lasting(standing.cost.seconds)} in one process."


def _progress(standing: Standing) -> list[Node]:
    """How far it is, in a bar and in words."""
    if not (standing.busy or standing.begun):
        return []
    bar = {"value": f"{standing.done / standing.of:.4f}"} if standing.of else {}
    line = tag("progress", max="1", aria_label="Meetings held", **bar)
    return [
        tag(
            "section",
            *([line] if standing.busy else []),
            tag("p", _where(standing), cls="card-facts", role="status"),
            cls="meeting",
            aria_label="Progress",
        )
    ]


def _where(standing: Standing) -> str:
    if standing.finished:
        return f"Finished. The results are in {standing.folder}"
    if not standing.busy:
        return f"Not finished. What is held is kept in {standing.folder}, and it can go on from there."
    if not standing.of:
        return "Getting ready…"
    if standing.done == standing.of:
        return f"All {standing.of:,} meetings are held. Now the report is made…"
    left = standing.seconds_left
    end = f", about {lasting(left)} left" if left and standing.done >= TELLING else ""
    return f"{standing.done:,} of {standing.of:,} meetings{end}"


def lasting(seconds: float) -> str:
    """A length of time as people say it."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@solara.component
def Effects(changes: tuple[Change, ...], finished: bool) -> Node:  # noqa: N802
    """What each change does to the primary outcome by now, with a meeting behind it to watch."""
    rows = [Effect(change).key(change.label) for change in changes]
    head = tag("thead", tag("tr", *(tag("th", title, scope="col") for title in TITLES)))
    so_far = "" if finished else " So far: every number may still change."
    caption = f"The primary outcome: {changes[0].about}.{so_far}"
    return tag("table", tag("caption", caption), head, tag("tbody", *rows), cls="effects")


@solara.component
def Effect(change: Change) -> Node:  # noqa: N802
    """One change, and the meeting behind it once somebody asks for it."""
    nobody: Run | None = None
    run, set_run = solara.use_state(nobody)
    said, set_said = solara.use_state("")

    def watch() -> None:
        try:
            set_run(viz.context.current().runs.open(change.address))
            set_said("Making it again…")
        except UsageRefused as refusal:
            set_said(str(refusal))

    async def follow() -> None:
        if run is None:
            return
        while not (now := run.progress()).over:
            await asyncio.sleep(LOOK_EVERY_S)
        viz.context.current().shelf.add(run.path)
        set_said(now.problem)

    solara.lab.use_task(follow, dependencies=[str(run.path) if run else ""])
    figures = [change.label, change.words, change.limits, f"{change.seeds:,}"]
    cells: list[str | Node] = [*figures, _behind(change, run, said, watch)]
    return tag("tr", *(tag("td", cell, data_title=title) for title, cell in zip(TITLES, cells, strict=True)))


def _behind(change: Change, run: Run | None, said: str, watch: Callable[[], None]) -> Node:
    """The way to the meeting behind a number."""
    if run is not None and run.over and not said:
        entry = viz.context.current().shelf.entry(run.path)
        row = f"?row={quote(change.row)}" if change.row else ""
        return link("Take a seat", f"/replay/{entry.digest}{row}", cls="way")
    if said:
        return tag("span", said, role="status")
    return Press("Watch a meeting", watch, cls="quiet-button", label=f"Watch a meeting behind {change.label}")
