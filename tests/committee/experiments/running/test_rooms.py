"""Rooms that were made last are kept."""

from __future__ import annotations

from committee.convene import Convener
from committee.experiments.running.rooms import Room, Rooms
from committee.scenario.loading import load_scenario


def test_the_rooms_asked_for_last_are_kept() -> None:
    few = {"pool.us_md": 1, "pool.us_do": 0, "pool.us_img": 0, "pool.non_us_img": 1}
    room = Room(Convener(load_scenario("baseline", few)), "objects")
    made: list[str] = []

    def asked(key: str) -> None:
        def make() -> Room:
            made.append(key)
            return room

        assert rooms.room(key, make) is room

    rooms = Rooms(most=2)
    for key in ("a", "b", "a", "c", "a", "b"):
        asked(key)
    assert made == ["a", "b", "c", "b"]
