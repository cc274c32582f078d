"""Seasons to hold: choose a scenario of some years, see what it will cost, hold it, stop it, take it up again."""

import asyncio
from collections.abc import Callable
from typing import Any

import solara
import solara.lab

import viz.context
from committee.archive.seasons import MOST_YEARS
from committee.errors import UsageRefused
from committee.machine.shipped import Shipped, seasons
from viz.children import LARGEST_SEED
from viz.components.markup import Node, link, tag
from viz.components.modules import ChangeForm
from viz.components.press import Press
from viz.components.question_cards import offered, question_cards
from viz.fields import Field, Part
from viz.pages.experiments import lasting
from viz.season.holding import A_DECADE, Asked, Cost, Standing, checked

LOOK_EVERY_S = 0.7
"""Seconds between two looks at a season that is under way."""

LEAD = "Some years of a market of programs: who applies, who is interviewed and matched, and what the rooms remember."
ASKING = "Finding out how long a year takes…"
SAME = "The same scenario and the same seed give the same years."


@solara.component
def Seasons(name: str = "") -> Node:  # noqa: N802
    """The shipped scenarios of some years; or the one called ``name``."""
    known = solara.use_memo(lambda: offered(seasons()), [])
    chosen = next((each for each in known if each.name == name), None)
    if chosen is not None:
        page: Node = Scenario(chosen).key(chosen.name)
        return page
    lost = [tag("p", f"There is no season called {name}.", cls="card-problem", role="alert")] if name else []
    lead = tag("p", LEAD, " ", link("Or run one meeting.", "/run"), cls="lead")
    return tag("div", tag("h1", "Hold a season"), lead, *lost, question_cards(known, "/seasons"), cls="page")


@solara.component
def Scenario(scenario: Shipped) -> Node:  # noqa: N802
    """The form of one scenario, what it will cost, and below it the season that was begun."""
    holdings = viz.context.current().holdings
    asked, set_asked = solara.use_state(holdings.latest(scenario.name))
    refused, set_refused = solara.use_state("")
    presses, set_presses = solara.use_state(0)
    cost = _use_cost(scenario.name)

    def begin(sent: dict[str, Any]) -> None:
        try:
            wanted = checked(scenario.name, _years_in(sent), str(sent.get("seed")))
            holdings.start(wanted)
            set_asked(wanted)
            set_refused("")
        except UsageRefused as refusal:
            set_refused(str(refusal))
        set_presses(presses + 1)

    form = ChangeForm(
        parts=[Part(title="How long", fields=(YEARS,), open=True).plain()],
        seed="1",
        largest=LARGEST_SEED,
        send="Hold it",
        nothing=SAME,
        wrong=refused,
        begun=f"{asked} {presses}" if asked and presses else "",
        event_begin=begin,
    )
    return tag(
        "div",
        solara.Title(f"{scenario.title} · The committee"),
        tag("p", link("All seasons", "/seasons"), cls="back"),
        tag("h1", scenario.title),
        tag("p", scenario.question, cls="lead"),
        tag("p", _cost(cost), cls="season-cost", role="status"),
        form,
        *([Season(asked).key(f"{asked} {presses}")] if asked is not None else []),
        cls="page run",
    )


YEARS = Field(
    key="years",
    label="Years",
    note=f"From 1 to {MOST_YEARS}. Whether a door has closed shows after three.",
    form="number",
    value=str(A_DECADE),
    least=1,
    most=MOST_YEARS,
)


def _years_in(sent: dict[str, Any]) -> str:
    values = sent.get("values")
    return str(values.get(YEARS.key, YEARS.value)) if isinstance(values, dict) else YEARS.value


def _use_cost(name: str) -> Cost | None:
    """What the scenario will cost, once a child has said so."""
    holdings = viz.context.current().holdings
    cost, set_cost = solara.use_state(holdings.cost(name))

    async def ask() -> None:
        await asyncio.to_thread(holdings.ask, name)
        while (found := holdings.cost(name)) is None and holdings.pricing(name):
            await asyncio.sleep(LOOK_EVERY_S)
        set_cost(found)

    solara.lab.use_task(ask, dependencies=[name])
    return cost


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return ASKING
    market = f"{cost.programs:,} programs, {cost.applicants:,} applicants a year."
    return f"{market} A year takes about {lasting(cost.seconds / A_DECADE)} in one process."


@solara.component
def Season(asked: Asked) -> Node:  # noqa: N802
    """A season that was begun: how far it is, and the way to its page."""
    holdings = viz.context.current().holdings
    at_first = solara.use_memo(lambda: holdings.standing(asked), [])
    standing, set_standing = solara.use_state(at_first)
    presses, set_presses = solara.use_state(0)

    def press(act: Callable[[Asked], object]) -> Callable[[], None]:
        def pressed() -> None:
            act(asked)
            set_presses(presses + 1)

        return pressed

    async def follow() -> None:
        while True:
            now = await asyncio.to_thread(holdings.standing, asked)
            if now.name:
                viz.context.current().shelf.add(now.folder.parent)
            set_standing(now)
            if not now.busy:
                return
            await asyncio.sleep(LOOK_EVERY_S)

    solara.lab.use_task(follow, dependencies=[presses])
    bar = {"max": f"{asked.years}", "value": f"{min(len(standing.years), asked.years)}"}
    return tag(
        "section",
        tag("progress", aria_label="Years held", **bar),
        tag("p", _where(standing, asked), cls="card-facts", role="status"),
        *([tag("p", standing.problem, cls="card-problem", role="alert")] if standing.problem else []),
        tag("p", *_ways(standing, press), cls="way-in deeds"),
        cls="meeting",
        aria_label="The season",
    )


def _where(standing: Standing, asked: Asked) -> str:
    """How far it is, in words."""
    done = len(standing.years)
    count = f"{done} of {asked.years} years"
    if standing.finished:
        return f"Finished, with seed {asked.seed}. It is in {standing.folder}"
    if not standing.busy:
        return f"Not finished: {count}. They are kept in {standing.folder}, and it can go on from there."
    if not done:
        return "The first year is under way…"
    if done >= asked.years:
        return f"All {asked.years} years are held. Now the story is told…"
    left = standing.seconds_left
    return f"{count}{f', about {lasting(left)} left' if left else ''}"


def _ways(standing: Standing, press: Callable[[Callable[[Asked], object]], Callable[[], None]]) -> list[Node]:
    """What can be done now."""
    holdings = viz.context.current().holdings
    seen = standing.name and standing.years
    look = [link("See the season", f"/season/{standing.name}", cls="button").key("look")] if seen else []
    if standing.busy:
        return [*look, Press("Stop", press(holdings.stop_one), cls="quiet-button").key("stop")]
    return look if standing.finished else [*look, Press("Go on", press(holdings.start)).key("start")]
