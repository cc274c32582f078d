from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as replace_seat

from committee.chance import Chance
from committee.events import SeatedMember
from committee.members.trust import matrix, trust_graph, trust_in
from committee.terms import Role
from tests.builders import MEMBERS
from tests.scripted import the_rules

RULES = the_rules().trust
NEW = SeatedMember(id="guest", role=Role.FACULTY, seat=20, name="Dr Guest")


def test_every_ordered_pair_has_a_trust_within_bounds() -> None:
    graph = trust_graph(MEMBERS, Chance(1), RULES)
    pairs = [(a.id, b.id) for a in MEMBERS for b in MEMBERS if a is not b]
    assert sorted(graph.edges) == sorted(pairs)
    for a, b in pairs:
        assert RULES.least <= graph[a][b]["weight"] <= 1.0


def test_trust_differs_by_direction_and_by_seed() -> None:
    one, two = (trust_graph(MEMBERS, Chance(seed), RULES) for seed in (1, 2))
    assert one["pd"]["apd_1"]["weight"] != one["apd_1"]["pd"]["weight"]
    assert one["pd"]["apd_1"]["weight"] != two["pd"]["apd_1"]["weight"]


def test_a_newcomer_changes_no_trust_among_the_others() -> None:
    before = trust_graph(MEMBERS, Chance(1), RULES)
    for room in ((NEW, *MEMBERS), (*MEMBERS[:2], NEW, *MEMBERS[2:])):
        after = trust_graph(room, Chance(1), RULES)
        for a, b in before.edges:
            assert after[a][b] == before[a][b]
        assert len(after.edges) == len(before.edges) + 2 * len(MEMBERS)


@given(st.permutations(range(len(MEMBERS))), st.integers(0, 2**32))
def test_moving_seats_changes_no_trust(seats: list[int], seed: int) -> None:
    moved = [replace_seat(member, seat=seat) for member, seat in zip(MEMBERS, seats, strict=True)]
    moved.sort(key=lambda member: member.seat)
    before, after = (trust_graph(room, Chance(seed), RULES) for room in (MEMBERS, moved))
    assert {pair: after.edges[pair] for pair in before.edges} == dict(before.edges)


def test_who_leaves_takes_only_their_own_trust_along() -> None:
    before, after = (trust_graph(room, Chance(1), RULES) for room in (MEMBERS, MEMBERS[:-1]))
    assert set(before.edges) - set(after.edges) == {pair for pair in before.edges if MEMBERS[-1].id in pair}
    for a, b in after.edges:
        assert after[a][b] == before[a][b]


def test_another_id_is_another_person_to_be_trusted_otherwise() -> None:
    renamed = [replace_seat(MEMBERS[0], id="dean"), *MEMBERS[1:]]
    before, after = (trust_graph(room, Chance(1), RULES) for room in (MEMBERS, renamed))
    assert before["pd"]["apd_1"]["weight"] != after["dean"]["apd_1"]["weight"]
    assert before["apd_1"]["chief_1"]["weight"] == after["apd_1"]["chief_1"]["weight"]


def test_without_spread_trust_is_the_standing_of_the_role() -> None:
    graph = trust_graph(MEMBERS, Chance(1), replace(RULES, spread=0.0))
    for member in MEMBERS[1:]:
        assert graph["pd"][member.id]["weight"] == RULES.standing[member.role]


def test_the_matrix_has_trusters_as_rows_and_full_trust_in_oneself() -> None:
    graph = trust_graph(MEMBERS, Chance(1), RULES)
    ids = [member.id for member in MEMBERS]
    rows = matrix(graph, ids)
    assert [rows[i][i] for i in range(len(ids))] == [1.0] * len(ids)
    assert rows[0][1] == graph["pd"]["apd_1"]["weight"]


def test_what_is_told_of_trust_is_the_graph_without_ones_own() -> None:
    graph = trust_graph(MEMBERS, Chance(1), RULES)
    trust = trust_in(graph)
    assert {(a, b) for a, others in trust.items() for b in others} == set(graph.edges)
    assert all(weight == graph[a][b]["weight"] for a, others in trust.items() for b, weight in others.items())
