from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.members.memory import added, ease, mean_outcome
from committee.pipeline.desk import WORRIES, dearer, ghosts_at, haunted
from committee.pipeline.lived import Lived
from committee.terms import Flag, Kind
from tests.committee.pipeline.lives import DRIFT, MEMORY, YEAR, an_episode, everybody_saw, program
from tests.effort import some

STEP = WORRIES.index("step_fail")
NON_US, US_MD = tuple(Kind).index(Kind.NON_US_IMG), tuple(Kind).index(Kind.US_MD)


def began() -> Lived:
    return haunted(program(), YEAR, DRIFT, MEMORY)


def after(*traits: str, outcome: float = -0.8) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How much dearer worries are after a resident with ``traits`` whom everybody saw."""
    lived = everybody_saw(program(0, an_episode(traits=traits, outcome=outcome)))
    return dearer(began(), ghosts_at(lived, YEAR, DRIFT, MEMORY))


def test_worries_stand_as_flags_do_with_both_visas() -> None:
    assert WORRIES[: len(Flag)] == tuple("j1" if flag is Flag.VISA else flag.value for flag in Flag)
    assert WORRIES[-1] == "h1b"


def test_nothing_is_dearer_when_the_season_begins() -> None:
    lived = haunted(program(0, an_episode(), an_episode("good", outcome=0.8)), YEAR, DRIFT, MEMORY)
    assert (dearer(lived, ghosts_at(lived, YEAR, DRIFT, MEMORY)) == 1.0).all()
    assert (dearer(lived, lived.haunted) == 1.0).all()


def test_a_ghost_counts_at_the_desk_as_it_does_at_the_table() -> None:
    easily = 0.6 * ease(-0.8, 0, MEMORY)
    pull = MEMORY.sway * mean_outcome(-0.8 * easily, easily, MEMORY.nobody)
    assert after("step_fail", "non_us_img")[NON_US, STEP] == pytest.approx(1.0 + added(pull))


def test_a_ghost_knows_its_own() -> None:
    times = after("step_fail", "j1", "non_us_img")
    assert times[NON_US, STEP] > 1.5
    assert times[NON_US, WORRIES.index("j1")] == times[NON_US, STEP]
    assert 1.0 < times[US_MD, STEP] < 1.0 + (times[NON_US, STEP] - 1.0) / 3
    assert times[NON_US, WORRIES.index("gap")] == times[NON_US, WORRIES.index("h1b")] == 1.0
    assert after("step_fail", "non_us_img")[NON_US, STEP] > times[NON_US, STEP]
    assert 0.0 < after("step_fail", "non_us_img", outcome=0.8)[NON_US, STEP] < 1.0


def test_what_nobody_who_decides_remembers_counts_for_nothing() -> None:
    lived = program(0, an_episode(holders=("faculty_1", "chief_1"), witnessed=("chief_1",)))
    assert (dearer(began(), ghosts_at(lived, YEAR, DRIFT, MEMORY)) == 1.0).all()


@given(st.floats(-1.0, 0.0), st.floats(-1.0, 0.0))
@settings(max_examples=some(20))
def test_a_worse_resident_never_makes_a_worry_cheaper(one: float, other: float) -> None:
    worse, better = sorted((one, other))
    assert (after("gap", "us_img", outcome=worse) >= after("gap", "us_img", outcome=better)).all()
