"""How fast a meeting of 100 rows and ten members runs, beside a naive Mesa model of the same size.

`make bench` shows them in one table. Absolute times are the machine's; the ratio between the first and the
others is ours, and that is what may be quoted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import pytest

from committee.convene import convene
from committee.measures.outcomes import entries
from committee.recording import Heard, Recorder, open_recording
from committee.scenario.loading import load_scenario
from tests.scripted import Told

ROWS = {"pool.us_md": 33, "pool.us_do": 20, "pool.us_img": 15, "pool.non_us_img": 32}
MEMBERS = 10
TURNS = 11
"""Turns of a row, as many as a row of the baseline has."""


class _Voice(mesa.Agent):  # type: ignore[misc]
    """A member that bids and listens in the plainest way that Mesa offers."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.stance = 0.0
        self.bid = 0.0

    def read(self) -> None:
        self.stance = self.random.uniform(-1, 1)

    def wish(self) -> None:
        others = [other.stance for other in self.model.agents]
        self.bid = abs(self.stance - sum(others) / len(others)) + self.random.random() / 10

    def listen(self) -> None:
        self.stance += 0.1 * (self.model.said - self.stance)


class Naive(mesa.Model):  # type: ignore[misc]
    """The same number of rows, turns and members, one agent call for everything."""

    def __init__(self) -> None:
        super().__init__(rng=1)
        self.said = 0.0
        _Voice.create_agents(self, MEMBERS)

    def step(self) -> None:
        self.agents.do("read")
        for _ in range(TURNS):
            self.agents.do("wish")
            self.said = max(self.agents, key=lambda voice: voice.bid).stance
            self.agents.do("listen")


@pytest.fixture(scope="module")
def hundred() -> Any:
    return load_scenario("baseline", ROWS)


def test_naive_mesa_model(benchmark: Any) -> None:
    def meet() -> None:
        model = Naive()
        for _ in range(sum(ROWS.values())):
            model.step()

    benchmark(meet)


def test_meeting_with_nobody_listening(benchmark: Any, hundred: Any) -> None:
    benchmark(lambda: convene(hundred, 1).run())


def test_events_kept_in_memory(benchmark: Any, hundred: Any) -> None:
    def meet() -> int:
        kept = Told()
        convene(hundred, 1, listeners=[kept]).run()
        return len(kept.events)

    assert benchmark(meet) > 7 * sum(ROWS.values())


def test_meeting_kept_and_counted(benchmark: Any, hundred: Any) -> None:
    def meet() -> int:
        heard = Heard()
        convene(hundred, 1, listeners=[heard]).run()
        return len(entries(heard.recording()))

    assert benchmark(meet) == sum(ROWS.values())


def test_meeting_written_to_disk(benchmark: Any, hundred: Any, tmp_path: Path) -> None:
    def meet() -> None:
        with Recorder(tmp_path / "hundred.jsonl", force=True) as recorder:
            convene(hundred, 1, listeners=[recorder]).run()

    benchmark(meet)


def test_recording_read(benchmark: Any, hundred: Any, tmp_path: Path) -> None:
    with Recorder(tmp_path / "hundred.jsonl") as recorder:
        convene(hundred, 1, listeners=[recorder]).run()
    assert benchmark(lambda: open_recording(tmp_path / "hundred.jsonl")).complete
