"""Rows drawn in arrays are the rows of the applicants, and tell the same of themselves."""

from __future__ import annotations

import pytest

from committee.chance import Chance, Gate
from committee.engine.rows import Rows
from committee.machine import shipped
from tests.adopted import EACH, ruled
from tests.engines import the_convener, the_driver

CHANCES = [Chance(seed) for seed in (1, 2, 2**64 - 1)]
FAR = [Chance(seed, year=2030, program=77, gate=Gate.RANK) for seed in (1, 5)]
ORDERED = {name: rules for name, rules in EACH.items() if "order" in rules or "blind" in rules}


def told(rows: Rows) -> dict[str, object]:
    names = rows.cells.dtype.names or ()
    return {
        **{name: rows.cells[name].tolist() for name in names},
        "by_id": rows.by_id.tolist(),
        "ids": list(rows.ids),
        "kinds": list(rows.kinds),
        "promises": list(rows.promises),
        "called": list(rows.called()),
    }


@pytest.mark.parametrize("scenario", shipped.meetings())
def test_the_rows_of_pools_are_those_of_their_applicants(scenario: str) -> None:
    convener = the_convener(scenario)
    driver = the_driver(convener)
    for chances in (CHANCES, FAR):
        drawn = list(driver.rows_of(convener, chances))
        assert [chance for chance, _ in drawn] == chances
        for chance, rows in drawn:
            assert told(rows) == told(driver.rows(convener.rows(chance)))


@pytest.mark.parametrize("rule", ORDERED)
def test_the_rows_are_the_same_in_any_order_and_whatever_is_blinded(rule: str) -> None:
    convener = the_convener("", tuple(ruled(**ORDERED[rule]).items()))
    driver = the_driver(convener)
    for chance, rows in driver.rows_of(convener, CHANCES):
        assert told(rows) == told(driver.rows(convener.rows(chance)))


def test_pools_read_first_or_last_say_the_same() -> None:
    """A table of cells that a pool has filled serves applicants, and the other way round."""
    convener = the_convener("baseline")
    first, last = the_driver(convener), the_driver(convener)
    list(first.rows_of(convener, CHANCES))
    applicants = convener.rows(CHANCES[0])
    one, two = first.rows(applicants), last.rows(applicants)
    assert [first.cells.said(one.cells)] == [last.cells.said(two.cells)]
    assert first.hold(CHANCES[0], one).after.tolist() == last.hold(CHANCES[0], two).after.tolist()
