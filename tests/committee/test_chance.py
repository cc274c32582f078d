from __future__ import annotations

from statistics import fmean, pstdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.random import Philox

from committee.chance import LASTING, Chance, Gate, Purpose, key_of, normal_of, normals_of, seed_of, uniforms_of
from committee.errors import UsageRefused

SEEDS = st.integers(0, 2**64 - 1)
PURPOSES = st.sampled_from(Purpose)
KEYS = st.text(max_size=20)


@given(SEEDS, PURPOSES, KEYS)
def test_an_address_is_a_philox_address(seed: int, purpose: Purpose, key: str) -> None:
    plain = Philox(
        key=np.array([seed, int(purpose)], dtype=np.uint64),
        counter=np.array([0, key_of(key), 0, 0], dtype=np.uint64),
    )
    assert Chance(seed).raw(purpose, key, 9).tolist() == plain.random_raw(9).tolist()


@given(SEEDS, PURPOSES, KEYS, PURPOSES, KEYS)
def test_asking_elsewhere_in_between_changes_nothing(
    seed: int, purpose: Purpose, key: str, other: Purpose, elsewhere: str
) -> None:
    chance = Chance(seed)
    before = chance.raw(purpose, key, 5).tolist()
    chance.raw(other, elsewhere, 33).tolist()
    chance.normals(other, key, 1)
    assert chance.raw(purpose, key, 5).tolist() == before


@given(SEEDS, PURPOSES, KEYS, st.integers(0, 40), st.integers(0, 40))
def test_asking_for_more_gives_the_same_at_first(seed: int, purpose: Purpose, key: str, one: int, two: int) -> None:
    fewer, more = sorted((one, two))
    chance = Chance(seed)
    assert chance.uniforms(purpose, key, more)[:fewer] == chance.uniforms(purpose, key, fewer)


@pytest.mark.parametrize(
    ("seed", "purpose", "key"),
    [(2, Purpose.BID, "a"), (1, Purpose.TASTE, "a"), (1, Purpose.BID, "b"), (2**63 + 1, Purpose.BID, "a")],
)
def test_another_seed_purpose_or_key_is_another_stream(seed: int, purpose: Purpose, key: str) -> None:
    assert Chance(seed).raw(purpose, key, 4).tolist() != Chance(1).raw(Purpose.BID, "a", 4).tolist()


def test_large_seeds_that_differ_little_differ() -> None:
    streams = {tuple(Chance(2**64 - 1 - less).raw(Purpose.BID, "a", 2).tolist()) for less in range(10)}
    assert len(streams) == 10


def test_the_numbers_are_these_on_every_machine() -> None:
    chance = Chance(1)
    assert key_of("img_a") == 16820627774954054823
    assert chance.raw(Purpose.TASTE, "img_a", 2).tolist() == [5703022434742538303, 3645694103431553195]
    assert chance.uniforms(Purpose.TASTE, "img_a", 1) == [(5703022434742538303 >> 11) / 2**53]
    assert Chance(2**64 - 1).raw(Purpose.TASTE, "img_a", 1).tolist() == [17319685418829790142]


def test_uniforms_are_even_and_normals_standard() -> None:
    chance = Chance(3)
    uniforms = chance.uniforms(Purpose.BID, "many", 20_000)
    assert all(0.0 <= value < 1.0 for value in uniforms)
    tenths = [sum(1 for value in uniforms if tenth <= value * 10 < tenth + 1) for tenth in range(10)]
    assert all(1850 <= count <= 2150 for count in tenths)
    normals = chance.normals(Purpose.BID, "many", 20_000)
    assert abs(fmean(normals)) < 0.02
    assert abs(pstdev(normals) - 1.0) < 0.02
    assert max(map(abs, normals)) <= 3.2


@given(st.floats(0.0, 1.0, exclude_max=True), st.floats(0.0, 1.0, exclude_max=True))
def test_a_normal_rises_with_its_uniform_and_is_symmetric(one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert normal_of(low) <= normal_of(high)
    assert normal_of(0.5 + low / 2) == pytest.approx(-normal_of(0.5 - low / 2), abs=1e-9)


def test_the_middle_is_zero_and_the_quartile_is_where_it_should_be() -> None:
    assert normal_of(0.5) == 0.0
    assert normal_of(0.75) == pytest.approx(0.6745, abs=1e-4)
    assert normal_of(0.975) == pytest.approx(1.96, abs=0.01)
    assert normal_of(0.0) == -3.2


@pytest.mark.parametrize(
    "seed", [-1, 2**64, 7.9, 7.0, True, False, np.True_, np.float64(7), np.int64(-1), "7", None, [7]]
)
def test_what_is_no_seed_is_named(seed: Any) -> None:
    with pytest.raises(UsageRefused) as refused:
        Chance(seed)
    assert str(refused.value) == f'seed: "{seed}" is not allowed; use a whole number from 0 to 2**64 - 1.'


@pytest.mark.parametrize("seed", [np.int64(7), np.uint8(7), np.array(7)])
def test_a_whole_number_of_numpy_is_a_seed(seed: Any) -> None:
    assert type(seed_of(seed)) is int
    assert Chance(seed).uniforms(Purpose.BID, "a", 3) == Chance(7).uniforms(Purpose.BID, "a", 3)


def test_no_two_purposes_share_a_number() -> None:
    assert len({int(purpose) for purpose in Purpose}) == len(Purpose)


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40))
def test_many_at_once_are_each_alone_to_the_last_bit(words: list[int]) -> None:
    uniforms = uniforms_of(np.array(words, dtype=np.uint64))
    assert uniforms.tolist() == [(word >> 11) / 2**53 for word in words]
    assert normals_of(uniforms).tolist() == list(map(normal_of, uniforms.tolist()))


def test_words_of_many_keys_are_those_of_each_and_none_of_nobody() -> None:
    chance = Chance(5)
    assert chance.raws(Purpose.BID, ["a", "b"], 6, 8).tolist() == [
        chance.raw(Purpose.BID, key, 6, 8).tolist() for key in "ab"
    ]
    assert chance.raws(Purpose.BID, [], 6).shape == (0, 6)


# ---------------------------------------------------------------- occasions


def test_all_zero_is_a_meeting_on_its_own() -> None:
    usual, spelled_out = Chance(5), Chance(5, year=0, program=0, gate=Gate.RANK)
    for purpose in Purpose:
        assert usual.raw(purpose, "a", 8).tolist() == spelled_out.raw(purpose, "a", 8).tolist()


@pytest.mark.parametrize("purpose", Purpose)
def test_what_lasts_is_the_same_on_every_occasion_and_the_rest_is_drawn_anew(purpose: Purpose) -> None:
    alone = Chance(5)
    gates = (Gate.RANK, Gate.INVITE)
    occasions = [alone.at(year=year, program=p, gate=gate) for year in (0, 2026) for p in (0, 3) for gate in gates]
    drawn = {tuple(chance.raw(purpose, "a", 4).tolist()) for chance in occasions}
    assert len(drawn) == (1 if purpose in LASTING else len(occasions))


def test_an_occasion_is_in_the_last_two_words_of_the_address() -> None:
    words = [np.array(words, dtype=np.uint64) for words in ([5, int(Purpose.BID)], [0, key_of("a"), 2026, 3 * 8 + 1])]
    plain = Philox(key=words[0], counter=words[1])
    drawn = Chance(5, year=2026, program=3, gate=Gate.INVITE).raw(Purpose.BID, "a", 8)
    assert drawn.tolist() == plain.random_raw(8).tolist()
