from __future__ import annotations

from committee.chance import SEATS, Chance, Purpose, normal_of
from committee.meeting.draws import TURNS, Draws, draw_ahead


def test_draws_are_addressed_by_turn_and_seat() -> None:
    draws, plain = Draws(Chance(1), "a"), Chance(1).normals(Purpose.BID, "a", SEATS * TURNS)
    for turn in (0, 11, 12, 63):
        assert draws.whims(turn, range(SEATS)) == plain[turn * SEATS : (turn + 1) * SEATS]


def test_a_late_turn_asked_first_gives_the_same_early_turn() -> None:
    late_first, early_first = Draws(Chance(1), "a"), Draws(Chance(1), "a")
    late_first.length(63, 4)
    assert late_first.length(2, 4) == early_first.length(2, 4)
    assert late_first.tone(2, 4) == early_first.tone(2, 4) == Chance(1).uniforms(Purpose.TONE, "a", 96)[68]
    assert early_first.length(63, 4) == late_first.length(63, 4)


def test_a_whim_is_a_standard_normal_of_its_word() -> None:
    word = Chance(1).raw(Purpose.BID, "a", 4).tolist()[3]
    assert Draws(Chance(1), "a").whims(0, [3]) == [normal_of((word >> 11) / 2**53)]


def test_what_is_drawn_ahead_is_what_would_be_drawn_at_need() -> None:
    names = ["a", "b", "c"]
    for ahead, name in zip(draw_ahead(Chance(7), names, seats=10), names, strict=True):
        at_need = Draws(Chance(7), name)
        for turn in (0, 7, 8, 30, 63):
            assert ahead.whims(turn, [0, 9]) == at_need.whims(turn, [0, 9])
            assert (ahead.length(turn, 9), ahead.tone(turn, 0)) == (at_need.length(turn, 9), at_need.tone(turn, 0))
        assert ahead.closing_length(3) == at_need.closing_length(3)
