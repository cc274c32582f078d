"""The twin: begun ahead of whoever waits for it, and the same whichever process holds which of its years."""

from __future__ import annotations

from typing import Any, cast

from committee.engine.choice import Engine
from committee.season.crew import Crew
from committee.season.twin import AHEAD, Elsewhere, Twin, held, twin_of
from tests.committee.season.test_hands import few


class Noted:
    """A crew of nobody: what it is asked is noted, and answered with the number of the year."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def ask(self, work: object, twin: Twin, number: int) -> Noted:
        del work, twin
        self.asked.append(number)
        return self

    def answer(self) -> int:
        return len(self.asked)


def a_twin() -> Twin:
    return twin_of(few(switches__memory=False).scenario, 3, Engine.OBJECTS, 1, None)


def test_a_process_that_takes_the_place_of_a_lost_one_holds_the_same_year() -> None:
    twin, again = a_twin(), a_twin()
    first, second = (held(twin, number) for number in (1, 2))
    assert first.after != second.after
    in_place = held(again, 2)  # nobody has held its first year here
    assert (in_place.after, in_place.rows) == (second.after, second.rows)


def test_years_are_begun_ahead_but_never_many() -> None:
    crew = Noted()
    years = Elsewhere(cast("Crew", crew), a_twin(), 5)
    assert crew.asked == [1]
    for _ in range(3):
        years.go_on()
    assert crew.asked == [1, 2]
    assert AHEAD == 2
    taken: list[Any] = [years.take() for _ in range(5)]
    assert len(taken) == 5
    assert crew.asked == [1, 2, 3, 4, 5]
