"""What a market takes from one year into the next: plain data."""

from __future__ import annotations

import msgspec

from committee.chance import Chance, Gate, Purpose
from committee.pipeline.living import Time
from committee.season.state import CLASSES, State, beginning
from tests.committee.season.small import FIRST, PROGRAMS, fate, small, years


def read_back(text: bytes) -> State:
    return msgspec.json.decode(text, type=State)


def test_a_state_reads_back_to_the_same_bytes() -> None:
    states = [held.ended.after for held in years(2, season__fates=[fate("left", 2), fate("remediated", program=1)])]
    assert any(state.pending for state in states)
    for state in (beginning(small().market), *states):
        assert read_back(state.written()) == state
        assert read_back(state.written()).written() == state.written()


def test_a_market_begins_with_nobody_in_training_and_with_its_past() -> None:
    market = small().market
    state = beginning(market)
    assert (state.years, state.training, state.pending) == (0, (), ())
    assert state.classes == ((),) * PROGRAMS
    for lived, program in zip(state.lives, market.programs, strict=True):
        own = {seated.spec.id for seated in program.table}
        held = [each.id for each in program.past if not each.holders or own & set(each.holders)]
        assert [each.id for each in lived.episodes] == held
        assert lived.opening
        assert not any((lived.bets, lived.gains, lived.standing, lived.seen, lived.shortage))


def test_a_roster_shows_the_last_classes() -> None:
    state = years(CLASSES + 1, season__read__room_rows=0)[-1].ended.after
    assert {len(classes) for classes in state.classes} == {CLASSES}
    assert all(imgs <= size <= 2 for classes in state.classes for imgs, size in classes)


def test_a_year_has_draws_of_its_own_at_every_gate_and_program() -> None:
    time = Time(seed=3, number=2, year=FIRST + 1)
    drawn = {
        (gate, program): tuple(time.at(gate, program).uniforms(Purpose.FATE, "somebody", 4))
        for gate in Gate
        for program in range(3)
    }
    assert len(set(drawn.values())) == len(drawn)
    alone = Chance(3).at(year=2, program=0, gate=Gate.MATCH)
    assert tuple(alone.uniforms(Purpose.FATE, "somebody", 4)) == drawn[Gate.MATCH, 0]
    assert time.at(Gate.MATCH).occasion == alone.occasion
