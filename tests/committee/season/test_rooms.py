"""A meeting of a season is the same meeting, whoever holds it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from committee.applicants.coded import MEANINGS, encoded
from committee.chance import Chance, Gate
from committee.convene import Convener
from committee.meeting.held import Provenance
from committee.members.carried import Carried
from committee.scenario.loading import load_scenario
from committee.season.rooms import Bench, Sheet, Sitting, hold_told

FEW = {"pool.us_md": 4, "pool.us_do": 2, "pool.us_img": 3, "pool.non_us_img": 7}


def sitting(seed: int, **settings: object) -> Sitting:
    convener = Convener(load_scenario("baseline", {**FEW, **settings}))
    rows = convener.rows(Chance(seed))
    codes = [encoded(row) for row in rows]
    sheet = Sheet(
        ids=tuple(row.id for row in rows),
        names=tuple(row.name for row in rows),
        numbers={field: np.array([code[field] for code in codes]) for field in MEANINGS},
        promise=np.array([row.promise for row in rows], dtype=np.float64),
    )
    members = convener.roster
    carried = {
        members[0].id: Carried(purse=3.5, trust={members[1].id: 0.4}),
        members[1].id: Carried(vividness={"steady_2022": 0.9}),
    }
    return Sitting(
        rules=convener.rules,
        roster=members,
        carried=carried,
        chance=Chance(seed).at(year=2, program=3, gate=Gate.RANK),
        sheet=sheet,
    )


def test_threads_may_share_a_bench() -> None:
    """As workers of Dask do: each of their meetings is the one that a bench of its own holds."""
    pytest.importorskip("numba")
    meetings = [sitting(seed) for seed in range(1, 9)]
    alone = [Bench().hold([each])[0].calls.tolist() for each in meetings]
    bench = Bench()
    with ThreadPoolExecutor(4) as threads:
        together = [held.calls.tolist() for (held,) in threads.map(lambda each: bench.hold([each]), meetings * 5)]
    assert together == alone * 5


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"meeting.rules.order": "by_score"},
        {"meeting.rules.blind": ["kind"]},
        {"meeting.rules.second_committee": True},
    ],
    ids=lambda settings: next(iter(settings), "plain"),
)
def test_both_engines_give_the_same(settings: dict[str, object]) -> None:
    pytest.importorskip("numba")
    bench = Bench()
    for seed in (1, 2):
        held = sitting(seed, **settings)
        told = hold_told(held, Provenance(scenario={}, inputs=()))
        (quick,) = bench.hold([held])
        assert quick.calls.tolist() == told.calls.tolist()
        assert quick.tiers.tolist() == told.tiers.tolist()
        assert quick.listed.tolist() == told.listed.tolist()
        assert quick.staked == told.staked
        assert quick.balance == told.balance
        assert quick.vivid == told.vivid
        assert quick.minutes == told.minutes


def test_rows_read_back_as_they_were_but_for_where_they_went_to_school() -> None:
    held = sitting(1)
    rows = {row.id: row for row in Convener(load_scenario("baseline", FEW)).rows(Chance(1))}
    for row in held.sheet.applicants():
        as_drawn = rows[row.id]
        assert {**vars_of(row), "school": "", "country": ""} == {**vars_of(as_drawn), "school": "", "country": ""}


def vars_of(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}  # type: ignore[attr-defined]
