"""The table of many meetings is the same, whoever holds them and in how many processes."""

from __future__ import annotations

import pandas as pd
import pytest

from committee import outcomes_of
from committee.chance import Chance
from committee.convene import Convener
from committee.engine import outcomes
from committee.engine.outcomes import FEW_TEXTS, frame_of, meetings_of
from committee.errors import UsageRefused
from committee.measures.outcomes import OUTCOME_COLUMNS
from committee.measures.outcomes import outcomes as outcomes_in
from committee.measures.tally import Tally, tally
from committee.recording import Heard
from tests.scripted import a_scenario, an_applicant

SEEDS = (5, 2, 3, 2**63, 1, 0, 8)


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of three meetings, so that a few seeds keep two processes busy."""
    monkeypatch.setattr(outcomes, "BLOCK", 3)


def by_hand(convener: Convener) -> pd.DataFrame:
    """The outcomes of each meeting, recorded and counted one after another."""
    tables = []
    for seed in SEEDS:
        heard = Heard()
        convener.meeting(seed, listeners=[heard]).run()
        made = outcomes_in(heard.recording())
        made.insert(0, "seed", seed)
        tables.append(made)
    return pd.concat(tables, ignore_index=True)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("engine", ["auto", "objects"])
def test_both_engines_give_the_same_table_in_any_number_of_processes(
    small_blocks: None, engine: str, jobs: int
) -> None:
    convener = Convener(a_scenario())
    made = outcomes_of(convener, SEEDS, engine=engine, jobs=jobs)
    assert all(made[name].dtype == "category" for name in FEW_TEXTS)
    plain = made.astype(dict.fromkeys(FEW_TEXTS, "str"))
    pd.testing.assert_frame_equal(plain, by_hand(convener), check_exact=True)
    assert list(made.columns) == ["seed", *OUTCOME_COLUMNS]


@pytest.mark.parametrize("engine", ["auto", "objects"])
def test_no_seed_gives_an_empty_table_of_the_same_columns(engine: str) -> None:
    made = outcomes_of(a_scenario(), [], engine=engine)
    assert len(made) == 0
    assert list(made.columns) == ["seed", *OUTCOME_COLUMNS]


def test_a_name_a_scenario_and_a_convener_are_the_same() -> None:
    scenario = a_scenario()
    pd.testing.assert_frame_equal(outcomes_of(scenario, [1]), outcomes_of(Convener(scenario), [1]), check_exact=True)
    assert len(outcomes_of("two_imgs", iter([1]))) > 0


@pytest.mark.parametrize("seeds", [[-1], [1.5], ["1"], [2**64]])
def test_a_seed_that_is_none_is_refused(seeds: list[int]) -> None:
    with pytest.raises(UsageRefused, match="seeds"):
        outcomes_of(a_scenario(), seeds)


def test_blocks_come_in_order_and_say_how_many_meetings_they_were(small_blocks: None) -> None:
    held = meetings_of(a_scenario())
    for jobs in (1, 2):
        blocks = list(held.blocks(SEEDS, frame_of, jobs))
        assert [count for count, _ in blocks] == [3, 3, 1]
        assert [seed for _, made in blocks for seed in made["seed"].unique()] == list(SEEDS)


def test_every_tally_is_that_of_the_recording() -> None:
    convener = Convener(a_scenario(), applicants=[an_applicant(), an_applicant(id="b", step1="fail")])
    for engine in ("auto", "objects"):
        told = list(meetings_of(convener, engine).tallies([4, 9]))
        assert told == [recorded(convener, seed) for seed in (4, 9)]


def recorded(convener: Convener, seed: int) -> Tally:
    heard = Heard()
    convener.meeting(Chance(seed).seed, listeners=[heard]).run()
    return tally(heard.recording())
