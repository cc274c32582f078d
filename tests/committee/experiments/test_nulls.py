"""A list that nobody talked about, by either engine."""

from __future__ import annotations

import pytest

from committee.chance import Chance
from committee.convene import Convener
from committee.engine.outcomes import Meetings, meetings_of
from committee.experiments.designs import MEASURED_NULLS
from committee.experiments.nulls import null_tallies
from committee.meeting.nulls import additive_null
from tests.scripted import a_scenario

SEEDS = (1, 2)


def the_meetings(engine: str = "objects", **settings: str) -> Meetings:
    return meetings_of(Convener(a_scenario({key.replace("__", "."): value for key, value in settings.items()})), engine)


def test_the_additive_null_has_its_own_calls_and_places() -> None:
    meetings = the_meetings()
    for told in null_tallies("additive", meetings, SEEDS):
        chance = Chance(told.seed)
        expected = additive_null(meetings.convener.rules, meetings.convener.rows(chance), chance)
        assert list(told.rows["id"]) == [null.id for null in expected]
        assert list(told.rows["tier"]) == [null.tier for null in expected]
        places = [position or (told.ranked + 1 + len(expected)) / 2 for position in told.rows["position"]]
        assert places == [null.place for null in expected]


def test_the_private_average_fills_every_tier_as_the_room_did() -> None:
    meetings = the_meetings()
    for told, room in zip(null_tallies("private_average", meetings, SEEDS), meetings.tallies(SEEDS), strict=True):
        assert sorted(told.rows["tier"]) == sorted(room.rows["tier"])
        order = sorted(range(len(told.rows["id"])), key=lambda row: -told.rows["call"][row])
        listed = [row for row in order if told.rows["position"][row] is not None]
        assert [told.rows["position"][row] for row in listed] == list(range(1, told.ranked + 1))
        assert told.rows["call"] != room.rows["call"]


def test_the_private_average_does_not_hear_what_is_said() -> None:
    plain = list(null_tallies("private_average", the_meetings(switches__carry_over="false"), SEEDS))
    silent = the_meetings(switches__carry_over="false", switches__influence="false")
    assert [told.rows["call"] for told in plain] == [
        told.rows["call"] for told in null_tallies("private_average", silent, SEEDS)
    ]


@pytest.mark.parametrize("null", MEASURED_NULLS)
def test_both_engines_count_the_same_under_a_null(null: str) -> None:
    pytest.importorskip("numba")
    for settings in ({}, {"meeting__rules__order": '"by_score"'}, {"meeting__rules__blind": '["kind"]'}):
        readable, compiled = (the_meetings(engine, **settings) for engine in ("objects", "compiled"))
        assert list(null_tallies(null, readable, SEEDS)) == list(null_tallies(null, compiled, SEEDS))
