"""Who trusts whom, and where to draw them."""

from __future__ import annotations

from math import dist

from committee.measures.network import layout, network
from tests.builders import MEMBERS, a_header, heard

IDS = [member.id for member in MEMBERS]


def _trusting(close: tuple[str, str]) -> dict[str, dict[str, float]]:
    """A room in which two trust each other fully and nobody else much."""
    return {a: {b: 1.0 if {a, b} == set(close) else 0.2 for b in IDS if b != a} for a in IDS}


def test_the_network_is_what_the_header_tells() -> None:
    trust = {"pd": {"apd_1": 0.9}, "apd_1": {"pd": 0.4, "chief_1": 0.1}}
    graph = network(heard([a_header(3, trust=trust)]))
    assert list(graph) == IDS
    assert {(a, b): weight for a, b, weight in graph.edges(data="weight")} == {
        ("pd", "apd_1"): 0.9,
        ("apd_1", "pd"): 0.4,
        ("apd_1", "chief_1"): 0.1,
    }


def test_those_who_trust_each_other_stand_closest() -> None:
    placed = layout(heard([a_header(3, trust=_trusting(("pd", "chief_1")))]))
    assert list(placed) == IDS
    assert all(-1.0 <= value <= 1.0 for spot in placed.values() for value in spot)
    gaps = {(a, b): dist(placed[a], placed[b]) for a in IDS for b in IDS if a < b}
    assert min(gaps, key=gaps.__getitem__) == ("chief_1", "pd")


def test_the_layout_is_the_same_every_time_and_empty_without_trust() -> None:
    first, second = (layout(heard([a_header(3, trust=_trusting(("pd", "apd_1")))])) for _ in range(2))
    assert first == second
    assert layout(heard([a_header(3)])) == {}
