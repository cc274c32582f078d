from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.clock import Clock, ClockRules

RULES = ClockRules(row_seconds=30.0, row_seconds_max=90.0, extension_s=20.0)
SECONDS = st.floats(0.0, 200.0)


def test_a_row_begins_with_what_a_row_gets() -> None:
    assert Clock(RULES, running=True).allowed == 30.0


def test_a_row_never_begins_with_more_than_the_most() -> None:
    assert Clock(ClockRules(row_seconds=60.0, row_seconds_max=45.0, extension_s=20.0), running=True).allowed == 45.0


def test_what_ends_at_the_bell_fits_and_what_ends_after_it_does_not() -> None:
    clock = Clock(RULES, running=True)
    clock.pass_(20.0)
    assert clock.fits(10.0)
    assert not clock.fits(10.001)


def test_it_stretches_up_to_the_most_and_says_when_that_gave_nothing() -> None:
    clock = Clock(RULES, running=True)
    gave = [clock.stretch() for _ in range(4)]
    assert gave == [True, True, True, False]
    assert clock.allowed == 90.0


def test_half_a_unit_buys_half_an_extension() -> None:
    clock = Clock(RULES, running=True)
    clock.stretch(0.5)
    assert clock.allowed == 40.0


@given(st.lists(st.tuples(st.booleans(), SECONDS), max_size=30))
def test_what_fits_never_ends_after_the_bell(steps: list[tuple[bool, float]]) -> None:
    clock = Clock(RULES, running=True)
    for stretches, seconds in steps:
        if stretches:
            clock.stretch(seconds / 200.0)
        elif clock.fits(seconds):
            clock.pass_(seconds)
        assert clock.elapsed <= clock.allowed <= 90.0


@given(st.lists(SECONDS, max_size=10))
def test_with_the_clock_off_everything_fits_and_the_allowance_follows(lengths: list[float]) -> None:
    clock = Clock(RULES, running=False)
    for seconds in lengths:
        assert clock.fits(seconds)
        clock.pass_(seconds)
        assert clock.elapsed <= clock.allowed
