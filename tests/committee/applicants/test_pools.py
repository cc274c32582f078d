from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from committee.applicants import pools
from committee.applicants.applicant import AdvocateWho, Applicant
from committee.applicants.coded import MEANINGS, encoded
from committee.applicants.points import COLUMN_RULES
from committee.applicants.pool import PoolSpec, draw_pool
from committee.applicants.pools import PLAIN, Pools, draw_pools, raws
from committee.applicants.sheet import read_rows
from committee.chance import Chance, Gate, Purpose
from committee.errors import ScenarioRefused
from committee.machine import shipped
from committee.scenario.loading import load_scenario
from committee.scenario.rows import RowSource
from committee.terms import Kind, Visa
from tests.strategies import applicants

BASELINE = PoolSpec(us_md=20, us_do=12, us_img=9, non_us_img=19)
NOBODY = PoolSpec(us_md=0, us_do=0, us_img=0, non_us_img=0)


class Coarse(Chance):
    """Few different draws, the smallest and the largest among them, so that many are equal."""

    _WORDS = np.array([0, 1 << 11, 1 << 62, 1 << 63, 3 << 62, 2**64 - 1], dtype=np.uint64)

    def raw(self, purpose: Purpose, key: str, count: int, start: int = 0) -> NDArray[np.uint64]:
        words: NDArray[np.uint64] = self._WORDS[super().raw(purpose, key, count, start) % np.uint64(len(self._WORDS))]
        return words


def score(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def plainly(row: Applicant) -> dict[str, float]:
    """What the fields of an applicant are in plain numbers."""
    return {
        "step1": score(row.step1),
        "step2_ck": score(row.step2_ck),
        "step1_fails": row.step1_fails,
        "step2_fails": row.step2_fails,
        "interview_score": score(row.interview_score),
        "class_quartile": 0 if row.class_quartile is None else row.class_quartile,
        "promise": score(row.promise),
        "kind": list(Kind).index(row.kind),
        "visa": list(Visa).index(row.visa),
        "advocate_who": -1 if row.advocate is None else list(AdvocateWho).index(row.advocate.who),
    }


def hold(drawn: Pools, wanted: Sequence[tuple[Applicant, ...]]) -> None:
    """Hold pools to those that were drawn one by one: rows, order, names, every cell and every plain field."""
    fields = {name: drawn.field(name) for name in PLAIN}
    cells = {column: drawn.cells(column) for column in COLUMN_RULES}
    for column, (codes, values) in cells.items():
        assert codes.shape == (len(wanted), len(drawn.ids)), column
        assert len(set(values)) == len(values), column
    for meeting, rows in enumerate(wanted):
        places = drawn.order[meeting].tolist()
        # repr, because words of different lists are equal if they read alike
        assert [repr(drawn.applicant(meeting, place)) for place in range(len(places))] == [repr(row) for row in rows]
        assert [drawn.ids[place] for place in places] == [row.id for row in rows]
        assert drawn.names(meeting) == [row.name for row in rows]
        for place, row in zip(places, rows, strict=True):
            found = {column: values[codes[meeting, place]] for column, (codes, values) in cells.items()}
            assert repr(found) == repr({column: rule.cells(row) for column, rule in COLUMN_RULES.items()})
            plain = {name: field[meeting, place] for name, field in fields.items()}
            assert np.array_equal([*plain.values()], [plainly(row)[name] for name in plain], equal_nan=True), row.id


def compare(spec: PoolSpec, chances: Sequence[Chance], year: int = 2026, fixed: Sequence[Applicant] = ()) -> None:
    one_by_one = [draw_pool(spec, chance, year=year, fixed=fixed) for chance in chances]
    hold(draw_pools(spec, chances, year=year, fixed=fixed), one_by_one)


def fixed_row(name: str, kind: Kind, **cells: Any) -> Applicant:
    row = next(row for row in draw_pool(BASELINE, Chance(99), year=2026) if row.kind is kind)
    return replace(row, id=name, name=f"IMG {name}", promise=None, **cells)


@pytest.mark.parametrize("name", shipped.meetings())
def test_the_pools_of_a_shipped_scenario_are_those_of_each_seed(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.pool is not None
    year, chances = scenario.season.year, [Chance(seed) for seed in (1, 2, 901)]
    fixed = read_rows(scenario.pool.rows, year=year, place=scenario.rows_place) if scenario.pool.rows else ()
    source = RowSource(scenario)
    wanted = [source.drawn(chance)[:: -1 if scenario.pool.order == "reversed" else 1] for chance in chances]
    hold(draw_pools(scenario.pool, chances, year=year, fixed=fixed), wanted)


@pytest.mark.parametrize("year", [1990, 2016, 2021, 2024, 2100])
def test_in_any_year(year: int) -> None:
    compare(BASELINE, [Chance(3), Chance(2**64 - 1)], year)


def test_on_an_occasion_of_a_season() -> None:
    compare(BASELINE, [Chance(5, year=2031, program=7, gate=gate) for gate in (Gate.INVITE, Gate.SECOND)], 2031)


def test_over_99_of_a_kind_and_none_of_another() -> None:
    compare(PoolSpec(us_md=0, us_do=130, us_img=0, non_us_img=1), [Chance(1), Chance(2)])


def test_more_people_than_family_names() -> None:
    compare(PoolSpec(us_md=300, us_do=50, us_img=0, non_us_img=0), [Chance(1)])


def test_draws_that_are_equal_or_at_the_ends() -> None:
    fixed = [fixed_row(name, Kind.NON_US_IMG) for name in ("c", "a", "b")]
    compare(PoolSpec(us_md=105, us_do=5, us_img=40, non_us_img=110), [Coarse(seed) for seed in range(4)], fixed=fixed)


def test_fixed_rows_take_every_seat_of_their_kind() -> None:
    rows = [
        fixed_row("a", Kind.US_IMG),
        fixed_row("p301", Kind.US_IMG, interview_score=3.25),
        fixed_row("b", Kind.US_MD),
    ]
    spec = PoolSpec(us_md=2, us_do=0, us_img=2, non_us_img=3)
    chances = [Chance(seed) for seed in range(20)]
    compare(spec, chances, fixed=rows)
    drawn = draw_pools(spec, chances, year=2026, fixed=rows)
    assert drawn.ids == ("p101", "p102", "p302", "p303", "p401", "p402", "p403", "a", "p301", "b")
    assert {"p302", "p303"}.isdisjoint(drawn.ids[place] for place in drawn.order.ravel().tolist())
    assert len({tuple(order) for order in drawn.order.tolist()}) > 10


def test_nobody_drawn_has_the_name_of_a_fixed_row() -> None:
    drawn = draw_pool(BASELINE, Chance(1), year=2026)
    compare(BASELINE, [Chance(1)], fixed=[replace(drawn[0], id="a", name=drawn[1].name, kind=Kind.US_MD)])


def test_a_fixed_row_of_blanks() -> None:
    blank = Applicant(id="blank", name="Nobody", kind=Kind.US_DO, yog=1970)
    compare(BASELINE, [Chance(1), Chance(2)], fixed=[blank])


def test_more_fixed_rows_than_room_are_refused() -> None:
    fixed = [fixed_row("a", Kind.US_IMG), fixed_row("b", Kind.US_IMG)]
    with pytest.raises(ScenarioRefused, match='"b" is not allowed; the pool has only 1 us_img rows'):
        draw_pools(replace(BASELINE, us_img=1), [Chance(1)], year=2026, fixed=fixed)


def test_a_pool_of_nobody_and_no_pool_at_all() -> None:
    nobody, none = draw_pools(NOBODY, [Chance(1), Chance(2)], year=2026), draw_pools(BASELINE, [], year=2026)
    hold(nobody, [(), ()])
    hold(none, [])
    assert (nobody.order.shape, none.order.shape) == ((2, 0), (0, 60))


def test_blocks_of_seeds_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, Purpose]] = []

    def words(chances: Sequence[Chance], purpose: Purpose, keys: Sequence[str], count: int) -> NDArray[np.uint64]:
        asked.append((len(chances), purpose))
        return raws(chances, purpose, keys, count)

    chances = [Chance(seed) for seed in range(7)]
    wanted = [draw_pool(BASELINE, chance, year=2026) for chance in chances]
    monkeypatch.setattr(pools, "_ROWS_AT_ONCE", 130)
    hold(draw_pools(BASELINE, chances, year=2026, words=words), wanted)
    assert [seeds for seeds, purpose in asked if purpose is Purpose.POOL] == [2, 2, 2, 1]


def test_the_words_of_many_seeds_are_those_of_each() -> None:
    chances = [Chance(1), Chance(2, year=2030)]
    assert raws(chances, Purpose.BID, ("a", "b", "c"), 5).tolist() == [
        chance.raws(Purpose.BID, ("a", "b", "c"), 5).tolist() for chance in chances
    ]


COUNTS = st.integers(0, 12)
SPECS = st.builds(PoolSpec, us_md=COUNTS, us_do=COUNTS, us_img=COUNTS, non_us_img=COUNTS)
CHANCES = st.builds(Chance, st.integers(0, 2**64 - 1), year=st.integers(0, 2100), program=st.integers(0, 300))
FIXED = st.lists(applicants(), max_size=3, unique_by=lambda row: row.id)


@given(SPECS, st.lists(CHANCES | st.builds(Coarse, st.integers(0, 99)), max_size=3), st.integers(1990, 2100), FIXED)
def test_any_pools_are_those_of_each_seed(
    spec: PoolSpec, chances: list[Chance], year: int, fixed: list[Applicant]
) -> None:
    room = {kind: spec.count(kind) for kind in Kind}
    fits = []
    for row in fixed:
        room[row.kind] -= 1
        fits += [row] if room[row.kind] >= 0 else []
    compare(spec, chances, year, fits)


def test_parts_of_a_sheet_are_the_sheets_that_it_was_put_together_from() -> None:
    pool, sizes = draw_pool(BASELINE, Chance(4), year=2026), [7, 0, 30, 23]
    numbers = {field: np.array([encoded(row)[field] for row in pool], dtype=np.int32) for field in MEANINGS}
    promise = np.array([row.promise for row in pool], dtype=float)
    ids = [row.id for row in pool]
    parts, first = Pools.of(ids, numbers, promise).parts(sizes), 0
    for part, size in zip(parts, sizes, strict=True):
        own = slice(first, first + size)
        first += size
        assert part.ids == tuple(ids[own])
        if not size:
            continue
        alone = Pools.of(ids[own], {field: of_all[own] for field, of_all in numbers.items()}, promise[own])
        for field in PLAIN:
            assert np.array_equal(part.field(field), alone.field(field), equal_nan=True)
        for column in COLUMN_RULES:
            codes, values = part.cells(column)
            others, theirs = alone.cells(column)
            assert [values[code] for code in codes[0]] == [theirs[code] for code in others[0]]
            assert len(values) == len(theirs)
        assert [part.somebody(0, place).yog for place in range(size)] == [row.yog for row in pool[own]]
