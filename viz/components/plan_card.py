"""What an experiment will do, as a list of facts: shown before there is any result."""

from __future__ import annotations

from committee.recording.spoken import capital
from viz.components.markup import Node, link, tag
from viz.planned import Plan, Varied

BETWEEN = " · "
"""Between two values, which may have commas in them."""


def plan_card(plan: Plan) -> Node:
    """The facts of ``plan``, each under its name."""
    also = [tag("p", f"Also: {'; '.join(plan.others)}.")] if plan.others else []
    facts: list[tuple[str, list[Node]]] = [
        ("What varies", [tag("ul", *map(_varied, plan.varied), role="list")]),
        ("What it measures", [tag("p", tag("b", capital(plan.primary))), *also]),
        ("Where", [tag("p", link(plan.title, f"/run/{plan.scenario}"))]),
        ("How often", [tag("p", plan.held)]),
    ]
    if plan.nulls:
        facts.append(("Checked against", [tag("ul", *(tag("li", capital(null)) for null in plan.nulls), role="list")]))
    rows = [tag("div", tag("dt", name), tag("dd", *said)) for name, said in facts]
    return tag("section", tag("dl", *rows, cls="plan"), aria_label="What it does")


def _varied(varied: Varied) -> Node:
    """One thing that varies, with its values; the base's is the first."""
    base, *others = varied.values
    return tag("li", tag("b", varied.what), tag("span", BETWEEN.join([f"{base} (base)", *others])))
