"""The smallest excuse in words, with its proof."""

from __future__ import annotations

import json
from functools import cache

from msgspec.structs import replace

from committee.experiments.row.flip import Flip, flip_of
from committee.experiments.row.flip_words import as_data, as_text
from committee.experiments.row.single import Cause
from committee.experiments.whatifs.remade import from_scenario
from committee.terms import Tier
from tests.scripted import SMALL

NO_CELLS = frozenset(Cause) - {Cause.CELL, Cause.UNSAID}


@cache
def _found(row: str, to: Tier) -> Flip:
    return flip_of(from_scenario("two_imgs", 1), row, to, causes=NO_CELLS)


def test_one_change_is_enough() -> None:
    text = as_text(_found("img_b", Tier.LOW))
    assert text.startswith("IMG B (img_b), row 28 of 60, seed 1.\nThe row ended in the middle, 15th")
    assert "What would have had it end low or worse?\n\nOne change is enough: of 43 single changes, 1 does.\n" in text
    assert (
        "  1. Dr Lindqvist, the sponsor, keeps quiet: the row ends low instead of in the middle "
        "(call +0.19 to -0.64, 15th to 47th).\n" in text
    )
    assert "Tried: 13 turns unheard, 2 lengths of time more, 8 stakes more, 9 members who stake nothing" in text
    assert "1 past resident forgotten." in text


def test_a_stake_is_on_a_word_or_keeps_the_row_open() -> None:
    text = as_text(_found("img_b", Tier.TOP))
    assert "What would have had it end at the top?" in text
    assert "1. Dr Vale stakes 1 unit more before the call, on a glowing letter (US), number " in text
    assert "2. Dr Vale stakes 1 unit more before the call, to keep the row open: the row ends at the top" in text


def test_what_no_one_and_no_two_changes_do_is_said_plainly() -> None:
    found = flip_of(from_scenario("two_imgs", 1), "img_a", Tier.MID, causes={Cause.GHOST, Cause.TIME})
    assert not found.ways
    text = as_text(found)
    assert "No single change of 6 does it, and none of 14 pairs" in text
    assert "It would take three or more of these, or others." in text
    vetoed = "Dr Vale vetoed this row (the director's personal no list)."
    assert f"{vetoed} No change tried here lifts the veto.\n" in text
    assert not found.lifted
    impossible = as_text(replace(found, impossible=60))
    assert "(60 of them contradict themselves and were not held)" in impossible


def test_a_pair_is_told_with_its_words() -> None:
    remade = from_scenario("baseline", 1, settings=SMALL)
    found = flip_of(remade, "p102", Tier.MID, causes={Cause.UTTERANCE, Cause.MEMBER})
    assert found.size == 2
    text = as_text(found)
    assert (
        f"No single change of {len(found.candidates)} does it. Of {found.pairs} pairs, 1 does. So two is the least."
        in text
    )
    first = next(line for line in text.splitlines() if line.startswith("  1. "))
    assert "; and " in first
    assert "the row ends in the middle instead of at the top" in first


def test_a_row_that_is_there_already() -> None:
    text = as_text(_found("img_b", Tier.MID))
    assert "It ended in the middle already." in text
    assert "Tried" not in text


def test_cells_are_told_with_what_they_were() -> None:
    found = flip_of(from_scenario("two_imgs", 1), "img_b", Tier.LOW, causes={Cause.CELL})
    text = as_text(found)
    assert 'step2_ck is "211" and not "231": the row ends low' in text
    assert 'professionalism is "dismissal" and not blank: the row ends low' in text
    assert "Each of these is one change, so none is smaller than another. They stand in this order: " in text
    assert f"     ... and {len(found.ways) - 10} more (--json lists every one)." in text


def test_programs_get_every_way() -> None:
    found = _found("img_b", Tier.TOP)
    data = json.loads(json.dumps(as_data(found)))
    assert (data["size"], data["to"], data["as_recorded"]["tier"]) == (1, "top", "mid")
    assert len(data["ways"]) == len(found.ways)
    assert data["tried"] == {"single": 43, "pairs": 0, "impossible": 0}
    (change,) = data["ways"][0]["changes"]
    assert change["inside"]["put"][0]["units"] == 1.0
