"""Tiers in words and as a bar."""

from collections.abc import Mapping

from committee.recording.spoken import TIERS
from committee.terms import Tier, verdicts_among
from viz.components.markup import Node, tag


def tier_bar(tiers: Mapping[Tier, int]) -> Node:
    """How many rows the calls put into each tier. The bar shows it, and the words say the same."""
    counts = [(tier, tiers.get(tier, 0)) for tier in verdicts_among(tiers).tiers]
    parts = [tag("span", cls=f"tier tier-{tier}", style=f"flex-grow:{count}") for tier, count in counts if count]
    words = [
        tag("li", tag("b", str(count)), f" {TIERS[tier].lower()}", cls=f"key key-{tier}") for tier, count in counts
    ]
    return tag("div", tag("div", *parts, cls="tiers", aria_hidden="true"), tag("ul", *words, cls="keys", role="list"))
