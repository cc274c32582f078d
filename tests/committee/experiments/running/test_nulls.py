"""Rankings without a conversation, counted as meetings are."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from committee.chance import Chance
from committee.convene import Convener
from committee.experiments.design.designs import ADDITIVE, PRIVATE
from committee.experiments.running.nulls import additive_tallies, privately
from committee.experiments.running.rooms import Room
from committee.measures.tally import ROW_COLUMNS
from committee.meeting.nulls import additive_null
from committee.scenario.loading import load_scenario

FEW = {"pool.us_md": 3, "pool.us_do": 2, "pool.us_img": 2, "pool.non_us_img": 5}
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def convener() -> Convener:
    return Convener(load_scenario("baseline", FEW))


def test_the_additive_null_is_that_of_the_model(convener: Convener) -> None:
    for found, seed in zip(additive_tallies(convener, SEEDS), SEEDS, strict=True):
        expected = additive_null(convener.rules, convener.rows(Chance(seed)), Chance(seed))
        rows = found.rows
        assert list(rows["id"]) == [call.id for call in expected]
        assert list(rows["tier"]) == [str(call.tier) for call in expected]
        places = [call.place if call.tier.ranked else None for call in expected]
        assert list(rows["position"]) == places
        assert (found.seed, found.airtime, found.minutes) == (seed, {}, 0.0)
        assert set(rows) == set(ROW_COLUMNS)


def test_what_is_known_of_a_row_beforehand_is_the_same_under_the_null(convener: Convener) -> None:
    room = Room(convener, "objects")
    for meeting, null in zip(room.tallies("", SEEDS), room.tallies(ADDITIVE, SEEDS), strict=True):
        for column in ("id", "name", "kind", "flags", "label", "pre_score", "factors", "promise"):
            assert list(null.rows[column]) == list(meeting.rows[column]), column
        assert null.seats == meeting.seats
        assert (null.found is None) == (meeting.found is None)


def test_the_private_average_gives_every_tier_as_often_as_the_room(convener: Convener) -> None:
    room = Room(convener, "objects")
    differ = False
    for meeting, alone in zip(room.tallies("", SEEDS), room.tallies(PRIVATE, SEEDS), strict=True):
        assert sorted(alone.rows["tier"]) == sorted(meeting.rows["tier"])
        assert alone.ranked == meeting.ranked
        differ |= list(alone.rows["position"]) != list(meeting.rows["position"])
        at = sorted(zip(alone.rows["call"], alone.rows["tier"], strict=True), reverse=True)
        assert [tier for _, tier in at] == sorted(meeting.rows["tier"], key=["top", "mid", "low", "dnr"].index)
    assert differ


def test_rows_that_are_liked_as_well_go_by_id(convener: Convener) -> None:
    (meeting,) = Room(convener, "objects").tallies("", [1])
    tied = privately(meeting, [0.0] * len(meeting.rows["id"]))
    listed = {position: row for row, position in zip(tied.rows["id"], tied.rows["position"], strict=True) if position}
    assert [listed[at] for at in sorted(listed)] == sorted(meeting.rows["id"])[: meeting.ranked]


@pytest.mark.skipif(find_spec("numba") is None, reason="numba is not installed")
def test_both_engines_count_the_same(convener: Convener) -> None:
    objects, compiled = Room(convener, "objects"), Room(convener, "compiled")
    for null in ("", ADDITIVE, PRIVATE):
        assert list(objects.tallies(null, SEEDS)) == list(compiled.tallies(null, SEEDS)), null
