"""Rows made for the manual, under the baseline's rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from committee.applicants.point import Circumstances
from committee.applicants.sheet import read_rows
from committee.convene import meeting_rules
from committee.scenario.loading import load_scenario


def circumstances() -> Circumstances:
    """The baseline's year, policies and point rules."""
    return meeting_rules(load_scenario("baseline")).circumstances


def applicant(cells: Mapping[str, str | int | float]) -> Any:
    row = {"id": "example", "name": "Example Row", "kind": "non_us_img", "yog": 2024, **cells}
    return read_rows([row], year=2026, place="example")[0]
