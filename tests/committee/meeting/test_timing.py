from __future__ import annotations

import pytest

from committee.meeting.timing import fits, make_time, seconds_at, seconds_of, tone_for
from committee.meeting.wish import Wish
from committee.terms import Act, Tone
from tests.scripted import a_flagged_row, holder_of, index_of


def test_the_same_wish_takes_the_same_time_in_the_same_turn_and_another_in_the_next() -> None:
    row = a_flagged_row()
    wish = Wish(1, 1.0, Act.AGREE, None, 0)
    first = seconds_of(row, wish)
    assert seconds_of(row, Wish(1, 1.0, Act.AGREE, None, 0)) == first
    row.turn += 1
    assert seconds_of(row, wish) != first


def test_reading_out_and_calling_are_plain() -> None:
    row = a_flagged_row()
    assert {tone_for(row, Wish(0, 0.0, act)) for act in (Act.ANNOUNCE, Act.CALL)} == {Tone.PLAIN}


def test_nothing_fits_that_leaves_no_room_for_the_call() -> None:
    row = a_flagged_row()
    left = row.clock.allowed - row.closing_s
    assert fits(row, left - 0.001)
    assert not fits(row, left + 0.001)


@pytest.mark.parametrize("contested", [False, True])
def test_a_contested_row_gets_more_time_and_another_does_not(contested: bool) -> None:
    row = a_flagged_row()
    row.talk.favor = row.talk.against = contested
    row.clock.elapsed = row.clock.allowed - row.closing_s
    before = row.clock.allowed
    assert make_time(row, Wish(1, 1.0, Act.AGREE, None, 0)) is contested
    assert (row.clock.allowed > before) is contested


def test_a_stake_that_does_not_buy_enough_time_leaves_the_clock_as_it_was() -> None:
    row = a_flagged_row({"meeting.extension_s": "0.5"})
    sponsor = holder_of(row, "advocate")
    row.clock.elapsed = row.clock.allowed
    before = row.clock.allowed
    assert not make_time(row, Wish(sponsor, 1.0, Act.ADVOCATE, index_of(row, "advocate"), None, None, 1.0))
    assert row.clock.allowed == before


def test_only_a_bad_memory_may_sound_sharp() -> None:
    """Both name the same worry."""
    row = a_flagged_row()
    tones: dict[float, set[Tone]] = {-0.5: set(), 0.5: set()}
    for weight, heard in tones.items():
        for row.turn in range(20):
            heard.add(tone_for(row, Wish(1, 1.0, Act.RECALL, index_of(row, "step1"), ghost="x", weight=weight)))
    assert Tone.SHARP in tones[-0.5]
    assert Tone.SHARP not in tones[0.5]


def test_what_a_wish_will_take_in_a_later_turn_is_what_it_takes_then() -> None:
    row = a_flagged_row()
    wish = Wish(1, 1.0, Act.ANSWER, None, 8)
    ahead = [seconds_at(row, wish, turn) for turn in range(4)]
    for turn, expected in enumerate(ahead):
        row.turn = turn
        assert seconds_of(row, wish) == expected
    assert len(set(ahead)) == 4


@pytest.mark.parametrize(("act", "point"), [(Act.ANSWER, "professionalism.file"), (Act.ANSWER, "narrative")])
def test_reading_out_a_note_on_conduct_takes_time_and_a_note_on_anything_else_none(act: Act, point: str) -> None:
    cells = {"professionalism": "remediation", "narrative": "concrete"}
    bare, noted = a_flagged_row(**cells), a_flagged_row(**cells, note="improved since")
    wishes = [Wish(0, 0.0, act, index_of(row, point)) for row in (bare, noted)]
    taken = [seconds_of(row, wish) for row, wish in zip((bare, noted), wishes, strict=True)]
    assert (taken[1] > taken[0]) == (point == "professionalism.file")
