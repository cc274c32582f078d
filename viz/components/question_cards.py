"""Shipped scenarios as cards, each with the question that it asks and the way to its form."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from committee.machine.shipped import Shipped, shipped
from viz.components.markup import Node, link, tag


def offered(names: Collection[str]) -> list[Shipped]:
    """The shipped scenarios with these names, in the order in which they are shipped."""
    return [scenario for scenario in shipped() if scenario.name in names]


def question_cards(scenarios: Sequence[Shipped], address: str) -> Node:
    """The list of cards; the form of a scenario is at ``address``, a slash and its name."""
    cards = [
        tag(
            "li",
            tag("h2", link(scenario.question, f"{address}/{scenario.name}")),
            tag("p", scenario.title, cls="card-facts"),
            cls="card question-card",
        )
        for scenario in scenarios
    ]
    return tag("ul", *cards, cls="shelf questions", role="list")
