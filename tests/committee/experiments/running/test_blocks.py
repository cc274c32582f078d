"""Which runs are held when: every one once, replicates first, about a second at a time."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from committee.experiments.design.designs import Point
from committee.experiments.running.blocks import BLOCK_S, LAST_S, MOST, TOGETHER, TOGETHER_MANY, Left, Pace
from committee.experiments.running.rooms import KEPT
from committee.experiments.running.runs import Block

NULLS = ("", "additive")


def points(number: int) -> list[Point]:
    return [Point(each, each, 0, {}) for each in range(1, number + 1)]


def paced(seconds: float, rooms: int = 1) -> Pace:
    pace = Pace(rooms)
    pace.note(1, seconds)
    return pace


def keys(block: Block) -> list[tuple[int, str, int]]:
    return [(share.point.number, share.null, each) for share in block for each in share.replicates]


def runs(found: list[tuple[int, str, int]], status: str = "ok") -> pa.Table:
    point, null, replicate = zip(*found, strict=True) if found else ((), (), ())
    return pa.table(
        {
            "design_point": pa.array(point, pa.int32()),
            "null": pa.array(null, pa.string()),
            "replicate": pa.array(replicate, pa.int32()),
            "status": pa.array([status] * len(found), pa.string()),
        }
    )


@given(
    size=st.integers(1, 4),
    seeds=st.integers(1, 60),
    seconds=st.sampled_from([0.001, 0.03, 0.3, 5.0]),
    done=st.sets(st.tuples(st.integers(1, 4), st.sampled_from(NULLS), st.integers(1, 60))),
)
def test_every_run_that_is_left_is_held_once(
    size: int, seeds: int, seconds: float, done: set[tuple[int, str, int]]
) -> None:
    left = Left(points(size), NULLS, range(101, 101 + seeds))
    there = [key for key in sorted(done) if key[0] <= size and key[2] <= seeds]
    left.note(runs(there))
    left.note(runs([(1, "", 1)], "failed"))
    blocks = list(left.blocks(paced(seconds)))
    found = [key for block in blocks for key in keys(block)]
    everything = {(point, null, each) for point in range(1, size + 1) for null in NULLS for each in range(1, seeds + 1)}
    assert len(found) == len(set(found)) == left.runs()
    assert set(found) | set(there) == everything
    assert all(share.seeds == tuple(100 + each for each in share.replicates) for block in blocks for share in block)
    for block in blocks:
        left.note_block(block)
    assert left.runs() == 0
    assert not list(left.blocks(paced(seconds)))


def test_replicates_come_first() -> None:
    left = Left(points(3), NULLS, range(120))
    order = [key for block in left.blocks(paced(0.01)) for key in keys(block)]
    for cut in range(len(order)):
        counts = {(point.number, null): 0 for point in left.points for null in NULLS}
        for point, null, _ in order[:cut]:
            counts[point, null] += 1
        assert max(counts.values()) - min(counts.values()) <= TOGETHER


def test_a_block_is_about_a_second_of_work() -> None:
    for seconds in (0.004, 0.02, 0.2):
        sizes = [len(keys(block)) for block in Left(points(4), NULLS, range(500)).blocks(paced(seconds))]
        assert set(sizes[:-1]) == {int(BLOCK_S / seconds)}
    assert [len(keys(block)) for block in Left(points(1), ("",), range(3)).blocks(paced(9.0))] == [1, 1, 1]
    assert paced(1e-9).runs == MOST
    assert Pace(1).runs == 1


def test_more_rooms_than_are_kept_stay_open_for_longer() -> None:
    assert paced(0.004, KEPT).together == TOGETHER
    assert paced(0.004, KEPT + 1).together == TOGETHER_MANY


def test_the_pace_follows_what_it_is_told() -> None:
    pace = paced(1.0)
    pace.note(10, 1.0)
    pace.note(0, 99.0)
    assert pace.seconds == 0.55


def test_a_few_runs_are_of_one_point() -> None:
    left = Left(points(2), NULLS, range(5))
    left.note(runs([(1, "", each) for each in range(1, 6)] + [(1, "additive", 1)]))
    assert keys(left.few(3)) == [(1, "additive", 2), (1, "additive", 3), (1, "additive", 4)]


def ends(blocks: list[Block], hands: int, seconds: float) -> list[float]:
    """When each of some hands is done if whoever is free takes the next block."""
    until = [0.0] * hands
    for block in blocks:
        until[until.index(min(until))] += seconds * len(keys(block))
    return until


@given(
    hands=st.integers(2, 8),
    seeds=st.integers(50, 800),
    seconds=st.sampled_from([0.002, 0.003, 0.02]),
    size=st.integers(1, 3),
)
def test_no_hand_waits_long_for_the_others(hands: int, seeds: int, seconds: float, size: int) -> None:
    pace = paced(seconds)
    pace.hands = hands
    left = Left(points(size), NULLS, range(seeds))
    until = ends(list(left.blocks(pace)), hands, seconds)
    assert max(until) - min(until) <= LAST_S + seconds or max(until) <= 2 * LAST_S


def test_two_hands_take_about_half_of_the_time_of_one() -> None:
    """Work of two and a half seconds: in blocks of a second, one of them would do 1.3 times half of it."""
    left, seconds = Left(points(2), ("",), range(400)), 0.003
    pace = paced(seconds)
    alone = max(ends(list(left.blocks(pace)), 1, seconds))
    plain = max(ends(list(left.blocks(pace)), 2, seconds))
    pace.hands = 2
    assert max(ends(list(left.blocks(pace)), 2, seconds)) < 0.54 * alone < 0.58 * alone < plain
