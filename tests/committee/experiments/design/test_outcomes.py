"""Every outcome counts what its title says, and anybody can register one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import isnan

import numpy as np
import pytest

from committee.errors import UsageRefused
from committee.experiments.design import registry
from committee.experiments.design.outcomes import (
    Context,
    columns_of,
    counted,
    listing,
    outcome,
    outcome_named,
)
from committee.measures.airtime import airtime_gini, shares
from committee.measures.outcomes import entries
from committee.measures.places import places
from committee.measures.promise import promise_found
from committee.measures.tally import Tally, tally
from committee.recording import Heard, Recording
from committee.terms import Factor, Kind, Tier
from tests.scripted import a_meeting


@cache
def a_recorded_meeting(seed: int = 1) -> Recording:
    heard = Heard()
    a_meeting(seed=seed, listeners=[heard]).run()
    return heard.recording()


def value(name: str, told: Tally, context: Context = registry.ALONE) -> float:
    return outcome_named(name).counted(told, context)[0]


def test_the_outcomes_of_a_row_are_those_of_the_table() -> None:
    recording = a_recorded_meeting()
    told, place = tally(recording), places(recording)
    for row in entries(recording):
        of = row["id"]
        assert value(f"place.{of}", told) == place[of]
        assert value(f"call.{of}", told) == row["call"]
        assert value(f"stance_shift.{of}", told) == row["stance_after"] - row["stance_before"]
        assert [value(f"{tier}.{of}", told) for tier in Tier] == [float(row["tier"] == tier) for tier in Tier]
        assert value(f"ranked.{of}", told) == float(row["tier"] != "dnr")


def test_the_outcomes_of_a_meeting_are_those_of_the_measures() -> None:
    recording = a_recorded_meeting()
    told, rows = tally(recording), entries(recording)
    promise = promise_found(recording)
    assert promise is not None
    assert recording.listed is not None
    expected = {
        "ranked": len(recording.ranking),
        "minutes": recording.listed.minutes,
        "airtime_gini": airtime_gini(recording),
        "chair_airtime": shares(recording)["director"],
        "capital_spent": sum(row["capital_spent"] for row in rows),
        "unheard": sum(len(closed.unheard) for _, closed in recording.closed),
        "spread_before": np.mean([row["spread_before"] for row in rows]),
        "spread_after": np.mean([row["spread_after"] for row in rows]),
        "promise_gained": promise.gained,
    }
    assert {name: value(name, told) for name in expected} == pytest.approx(expected)
    assert value("capital_lost", told) <= value("capital_spent", told)
    assert value("ghosts_spoken", told) == told.ghosts_spoken


def test_a_rate_ratio_is_made_of_four_counts() -> None:
    told = tally(a_recorded_meeting())
    ratio, *parts = outcome_named("rate_ratio.non_us_img").counted(told)
    kinds, tiers = told.rows["kind"], told.rows["tier"]
    own, against = (
        [tier for kind, tier in zip(kinds, tiers, strict=True) if kind == of] for of in (Kind.NON_US_IMG, Kind.US_MD)
    )
    assert parts == [sum(tier != "dnr" for tier in own), len(own), sum(tier != "dnr" for tier in against), len(against)]
    assert ratio == pytest.approx(parts[0] / parts[1] / (parts[2] / parts[3]))
    assert np.isnan(registry.ratio(np.array([0.0, 5.0, 3.0, 4.0])))


def test_the_parts_of_a_pooled_outcome_add_up_and_give_shares() -> None:
    outcomes = [outcome_named(f"share.{factor}") for factor in Factor]
    tallies = [tally(a_recorded_meeting(seed)) for seed in (1, 2)]
    sums = np.sum([outcomes[0].counted(told)[1:] for told in tallies], axis=0)
    pools = [each.pool for each in outcomes if each.pool is not None]
    assert len(pools) == 5
    assert sum(float(pool(sums)) for pool in pools) == pytest.approx(1.0)
    assert pools[0](np.stack([sums, 2.0 * sums])).shape == (2,)
    assert isnan(value("share.exams", tallies[0]))


def test_agreement_is_with_the_base_of_the_same_seed() -> None:
    one, other = (tally(a_recorded_meeting(seed)) for seed in (1, 2))
    assert value("kappa", one, Context(base=one)) == value("kendall", one, Context(base=one)) == 1.0
    assert value("kendall", one, Context(base=other)) < 1.0
    assert isnan(value("kappa", one))


def test_a_null_has_rows_and_no_talk() -> None:
    told = tally(a_recorded_meeting())
    silent = Context(base=told, talked=False)
    of_talk = {"minutes", "airtime_gini", "chair_airtime", "capital_spent", "capital_lost", "ghosts_spoken", "unheard"}
    for name in (*of_talk, "spread_before", "spread_after", "reversals", "stance_shift.p101"):
        assert isnan(value(name, told, silent)), name
    for name in ("ranked", "kappa", "kendall", "leakage", "promise_gained", "rate_ratio.us_do"):
        assert not isnan(value(name, told, silent)), name


def test_a_row_that_is_not_there_has_no_outcome() -> None:
    told = tally(a_recorded_meeting())
    assert all(isnan(value(f"{name}.nobody", told)) for name in ("place", "ranked", "top", "call", "stance_shift"))


def test_columns_and_counts_are_in_one_order() -> None:
    outcomes = [outcome_named(name) for name in ("rate_ratio.us_do", "ranked", "place.p101")]
    assert columns_of(outcomes) == (
        "rate_ratio.us_do",
        "ranked",
        "place.p101",
        "rate_ratio.us_do#ranked",
        "rate_ratio.us_do#rows",
        "rate_ratio.us_do#ranked_us_md",
        "rate_ratio.us_do#rows_us_md",
    )
    counts = counted(outcomes, tally(a_recorded_meeting()))
    assert len(counts) == 7
    assert counts[1] == len(a_recorded_meeting().ranking)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("plase.img_a", 'did you mean "place.img_a"?'),
        ("place", 'did you mean "place.ID"?'),
        ("minuts", 'did you mean "minutes"?'),
        ("ranked.", "there is no such outcome"),
        ("share.exam", 'after share. use exams, letters, interview, severity, advocacy (did you mean "exams"?)'),
        ("rate_ratio.us_md", "after rate_ratio. use us_do, us_img, non_us_img"),
        ("interviews.stepfail", 'did you mean "step_fail"?'),
    ],
)
def test_a_name_that_cannot_be_asked_for_is_refused(name: str, said: str) -> None:
    with pytest.raises(UsageRefused) as refused:
        outcome_named(name)
    assert said in str(refused.value)


@pytest.fixture
def a_registry() -> Iterator[None]:
    known = dict(registry._REGISTRY)
    yield
    registry._REGISTRY.clear()
    registry._REGISTRY.update(known)


@pytest.mark.usefixtures("a_registry")
def test_an_outcome_is_registered_in_three_lines() -> None:
    @outcome("brief", title="rows about which one thing was said", unit="rows")
    def brief(told: Tally) -> float:
        return sum(said <= 1 for said in told.rows["utterances"])

    told = tally(a_recorded_meeting())
    assert value("brief", told) == brief(told)
    assert "brief" in listing()


@pytest.mark.usefixtures("a_registry")
def test_an_outcome_of_ones_own_may_be_about_a_row() -> None:
    @outcome("seconds.ID", title="seconds of talk about {}", unit="seconds")
    def seconds(told: Tally, word: str) -> float:
        return float(told.rows["seconds"][told.rows["id"].index(word)])

    told = tally(a_recorded_meeting())
    assert value("seconds.p101", told) == told.rows["seconds"][told.rows["id"].index("p101")]
    assert outcome_named("seconds.p101").title == "seconds of talk about p101"


def test_the_list_has_every_outcome_with_its_unit() -> None:
    listed = {line.split()[0]: line for line in listing().splitlines()}
    assert set(listed) == {each.pattern for each in registry.registered()}
    assert listed["minutes"].endswith("how long the meeting took")
    assert not [line for line in listed.values() if len(line) > 120]
