"""Cells that rules agree about are read once, and tables of cells that share their readings say the same as others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from committee.applicants.applicant import Applicant
from committee.applicants.point import Circumstances, Point
from committee.applicants.points import COLUMN_RULES
from committee.chance import Chance
from committee.convene import Convener
from committee.engine import layout
from committee.engine.derived import Derived, Noted, Under
from committee.engine.layout import Cells, Reading
from committee.engine.rows import DrawnRows
from committee.meeting.lookups import Lookups
from committee.meeting.rules import MeetingRules
from committee.scenario.loading import load_scenario
from committee.terms import VisaPolicy

pytest.importorskip("numba")


def rules_of(**settings: object) -> MeetingRules:
    return Convener(load_scenario("baseline", settings)).rules


def learned(rules: MeetingRules, times: float) -> MeetingRules:
    """The rules of a room that has worked with people."""
    points = rules.points
    return replace(rules, points=replace(points, letter_known=points.letter_known * times))


def said(cells: Cells, seed: int) -> list[Any]:
    """The points of each row, whatever the order in which the table was filled."""
    pools = Convener(load_scenario("baseline")).pools([Chance(seed)])
    assert pools is not None
    made = DrawnRows(cells, pools).meeting(0).cells
    table, spans = cells.arrays()
    laid = [[table[first : first + many].tolist() for first, many in spans[row["cells"]].tolist()] for row in made]
    return [laid, cells.said(made)]


def several() -> list[MeetingRules]:
    base = rules_of()
    barred = replace(base, program=replace(base.program, h1b=VisaPolicy.BARRED))
    return [base, learned(base, 1.25), barred, replace(base, year=base.year + 1), learned(barred, 1.25)]


def test_tables_that_share_their_readings_say_the_same_as_tables_of_their_own() -> None:
    derived: Derived[Reading] = Derived()
    for rules in several():
        for seed in (1, 2):
            shared, own = Cells(rules, Lookups(rules, ()), derived), Cells(rules, Lookups(rules, ()))
            assert said(shared, seed) == said(own, seed)


def test_only_what_asks_a_rule_that_differs_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(column: int) -> Callable[[Applicant, Circumstances], Iterator[Point]]:
        derive = list(COLUMN_RULES.values())[column].derive

        def counting(who: Applicant, at: Circumstances) -> Iterator[Point]:
            read.append(column)
            return derive(who, at)

        return counting

    monkeypatch.setattr(layout, "_DERIVE", [counted(column) for column in range(len(layout._DERIVE))])
    derived: Derived[Reading] = Derived()
    base = rules_of()
    found = []
    for rules in (base, base, learned(base, 1.25), learned(base, 1.25), replace(base, year=base.year + 1)):
        read.clear()
        said(Cells(rules, Lookups(rules, ()), derived), 1)
        found.append(set(read))
    first, again, known, known_again, later = found
    names = list(COLUMN_RULES)
    assert len(first) > 10
    assert (again, known_again) == (set(), set())
    assert known == {names.index("letters")}
    assert later == {names.index("yog")}


def test_blinded_rows_are_read_by_themselves() -> None:
    """What is off the wall is left out of a reading, so it is no reading for others."""
    derived: Derived[Reading] = Derived()
    blind, open_ = rules_of(**{"meeting.rules.blind": ["visa"]}), rules_of()
    said(Cells(blind, Lookups(blind, ()), derived), 1)
    own, shared = Cells(open_, Lookups(open_, ())), Cells(open_, Lookups(open_, ()), derived)
    assert said(shared, 1) == said(own, 1)


def test_everything_is_forgotten_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("committee.engine.derived._MOST", 2)
    rules = rules_of()
    derived: Derived[int] = Derived()
    under = Under(derived, rules.circumstances)
    for number in range(3):
        noted: Any = Noted(rules.circumstances)
        assert noted.rules.step_fail == rules.points.step_fail
        under.keep(number, noted, number)
    assert [under.recall(number) for number in range(3)] == [None, None, 2]
