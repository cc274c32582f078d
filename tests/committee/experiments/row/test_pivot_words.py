"""What decided a row, in words that a program director understands."""

from __future__ import annotations

import json
from functools import cache

import pytest

from committee.experiments.row.pivot_words import as_data, as_text
from committee.experiments.row.pivots import Pivots, pivots_of
from committee.experiments.row.sentences import ordinal, outcome
from committee.experiments.row.standing import Stood
from committee.experiments.whatifs.remade import from_scenario
from committee.terms import Tier


@cache
def _found(row: str) -> Pivots:
    return pivots_of(from_scenario("two_imgs", 1), row)


def test_a_reader_learns_what_decided_the_row() -> None:
    text = as_text(_found("img_b"))
    assert text.startswith(
        "IMG B (img_b), row 28 of 60, seed 1.\nThe row ended in the middle, 15th on the list, "
        "with a call (the director's verdict, -2 to 1) of +0.19."
    )
    assert (
        "  1. The sponsor, Dr Lindqvist: if they keep quiet, the row ends low instead of in the middle "
        "(call +0.19 to -0.64, 15th to 47th)." in text
    )
    assert "Turn 3, Dr Lindqvist, advocate, 1 unit staked (00:13): without it, the row still ends in the middle" in text
    assert '     "I had a call about this one from the APD at the affiliate.' in text
    assert "The interviewer's impression (reflective), never said: if Dr Lindqvist says it before the call" in text
    assert "Little or no difference: The memory of the IMG nobody expected much of" in text
    assert "The effects need not add up" in text
    assert "the other rows stay as they were" in text


def test_a_row_off_the_list_has_no_position() -> None:
    text = as_text(_found("img_a"))
    assert (
        "The row ended off the list, with a call (the director's verdict, -2 to 1) of -1.78. Dr Vale vetoed this row "
        "(the director's personal no list)." in text
    )
    assert "A generic letter (abroad), number 2, never said" in text
    assert "A generic letter (abroad), number 3, never said" in text
    assert "the row still ends off the list (call -1.78 to -1.31, without a veto)." in text


def test_programs_get_every_line() -> None:
    data = json.loads(json.dumps(as_data(_found("img_b"))))
    assert len(data["pivots"]) == len(_found("img_b").pivots)
    turn = next(each for each in data["pivots"] if each.get("turn") == 3)
    assert turn["inside"] == {"silenced": [3]}
    assert turn["text"].startswith("I had a call")
    assert (turn["act"], turn["member"], turn["start_s"]) == ("advocate", "apd_2", 13.8262)
    assert data["as_recorded"] == {"tier": "mid", "call": 0.1856, "position": 15, "place": 15.0, "vetoed": False}
    assert sum(not each["matters"] for each in data["pivots"]) == 3


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (21, "21st"), (113, "113th")],
)
def test_positions_are_said_as_people_say_them(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_what_became_of_the_row() -> None:
    low = Stood(tier=Tier.LOW, call=-0.5, position=40, place=40.0, vetoed=False)
    off = Stood(tier=Tier.DNR, call=-1.2, position=None, place=50.0, vetoed=False)
    assert outcome(low, off) == "the row ends off the list instead of low (call -0.50 to -1.20, 40th to unranked)"
    assert outcome(off, low) == "the row ends low instead of off the list (call -1.20 to -0.50, unranked to 40th)"
    assert outcome(low, low) == "the row still ends low (call -0.50 to -0.50, 40th as before)"
