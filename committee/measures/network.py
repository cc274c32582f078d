"""Who trusts whom, as a graph, and where to draw the members so that those who trust each other are close."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from committee.recording import Recording

_FARTHEST = 1.5
"""Length of the line between two members with no trust at all; full trust both ways has a length of .5."""


def network(recording: Recording) -> nx.DiGraph[str]:
    """The trust of the room: from listener to speaker, with a ``weight`` in [0, 1]; members in the order of the header.

    It has no edges if the recording is too old to hold trust.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(recording.members)
    for listener, trust in recording.header.trust.items():
        graph.add_weighted_edges_from((listener, speaker, weight) for speaker, weight in trust.items())
    return graph


def layout(recording: Recording) -> Mapping[str, tuple[float, float]]:
    """Where to draw each member, both coordinates within [-1, 1], rounded to 3 decimals.

    The more two members trust each other (the mean of both directions), the closer they are, as far as a plane
    allows: the spring lengths of Kamada and Kawai, by networkx. Empty if the recording holds no trust.
    """
    graph = network(recording)
    if not graph.edges:
        return {}
    lengths = {a: {b: 0.0 if a == b else _FARTHEST - _mutual(graph, a, b) for b in graph} for a in graph}
    placed = nx.kamada_kawai_layout(graph.to_undirected(), dist=lengths)
    return {member: (_kept(x), _kept(y)) for member, (x, y) in placed.items()}


def _mutual(graph: nx.DiGraph[str], a: str, b: str) -> float:
    """The mean of how much each of two members trusts the other; a missing direction counts as 0."""
    ways = [graph.get_edge_data(*pair, default={"weight": 0.0})["weight"] for pair in ((a, b), (b, a))]
    return float(ways[0] + ways[1]) / 2.0


def _kept(value: float) -> float:
    return round(min(1.0, max(-1.0, float(value))), 3) + 0.0
