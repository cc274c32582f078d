"""Who trusts whom: a networkx graph with a weight in (0, 1] on every ordered pair.

``graph[a][b]["weight"]`` is how much of what b says reaches a. It starts from the standing of b's role and varies from
pair to pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee.chance import Chance, Purpose, normals_of, uniforms_of
from committee.events import SeatedMember
from committee.members.carried import NOBODY, NOTHING, Carried
from committee.terms import Role
from committee.units import PositiveShare, Share, Table

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRules:
    """How much of what a member says reaches the others."""

    standing: Table[Role, PositiveShare]
    """How much of what each role says reaches others. More of it: that role moves the room more."""
    spread: Share
    """The standard deviation of trust from pair to pair."""
    least: PositiveShare
    """The least trust. Nobody is trusted less."""


def trust_graph(
    seats: Sequence[SeatedMember], chance: Chance, rules: TrustRules, carried: Mapping[str, Carried] = NOBODY
) -> nx.DiGraph[str]:
    """The graph of the room. The ids of the two key the draw of a pair, whatever their seats.

    Trust that a member carries replaces the draw.
    """
    import networkx as nx  # a tenth of a second, which reading a scenario does without

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(seat.id for seat in seats)
    pairs = [(truster, other) for truster in seats for other in seats if other.id != truster.id]
    draws = chance.raws(Purpose.TRUST, [pair_key(truster.id, other.id) for truster, other in pairs], 1)
    for (truster, other), draw in zip(pairs, normals_of(uniforms_of(draws[:, 0])).tolist(), strict=True):
        drawn = bounded(rules.standing[other.role] + rules.spread * draw, rules.least)
        lived = carried.get(truster.id, NOTHING).trust
        graph.add_edge(truster.id, other.id, weight=lived.get(other.id, drawn))
    return graph


def pair_key(truster: str, other: str) -> str:
    """What keys the draw of a pair of members, by their ids. An id holds no space, so no two pairs share a key."""
    return f"{truster} trusts {other}"


def bounded(weight: float, least: float) -> float:
    """Trust in (0, 1], from a draw that may be anything."""
    return max(least, min(weight, 1.0))


def matrix(graph: nx.DiGraph[str], ids: Sequence[str]) -> list[list[float]]:
    """``graph`` as rows of trusters by columns of speakers, in the order of ``ids``; own trust is 1."""
    return [[1.0 if a == b else float(graph[a][b]["weight"]) for b in ids] for a in ids]


def trust_in(graph: nx.DiGraph[str]) -> dict[str, dict[str, float]]:
    """``graph`` by listener and then by speaker, without trust in oneself."""
    return {truster: {other: float(edge["weight"]) for other, edge in graph[truster].items()} for truster in graph}
