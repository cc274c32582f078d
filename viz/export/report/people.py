"""Who an experiment is about: applicants, members and past residents by name, and the cells of a file in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from committee.terms import Kind, Visa

_CELLS: Final = {
    "kind": "kind of applicant",
    "step1": "Step 1",
    "step1_fails": "failed attempts at Step 1",
    "step2_ck": "Step 2 CK",
    "step2_fails": "failed attempts at Step 2",
    "step3": "Step 3",
    "yog": "year of graduation",
    "us_clinical": "US clinical work",
    "us_clinical_months": "months of US clinical work",
    "rotated_here": "months rotated here",
    "interview_score": "interview score",
    "narrative": "explanation of the failure",
}
"""Cells whose name alone says too little."""

_OPENS: Final = 60
"""Letters of a label that fit in a line."""


def applicants(scenario: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """By id, the cells of each applicant that the scenario names; drawn ones are not among them."""
    listed: list[Any] = []
    for place in ("pool", "sheet"):
        table = scenario.get(place)
        rows = table.get("rows") if isinstance(table, Mapping) else table
        listed += rows if isinstance(rows, list) else []
    return {str(row["id"]): row for row in listed if isinstance(row, Mapping) and row.get("id")}


def person(id_: str, scenario: Mapping[str, Any]) -> str:
    """The applicant's name; the id if the scenario has none."""
    return str(applicants(scenario).get(id_, {}).get("name") or id_)


def introduced(id_: str, scenario: Mapping[str, Any]) -> str:
    """The applicant's name with the id that tables and addresses have: ``Rowan Tesk (borderline)``."""
    name = person(id_, scenario)
    return name if name == id_ else f"{name} ({id_})"


def files_in_all(scenario: Mapping[str, Any]) -> int:
    """How many files lie on the table in each meeting; 0 if the scenario does not tell."""
    pool = scenario.get("pool")
    if isinstance(pool, Mapping):
        return sum(int(pool.get(kind, 0)) for kind in Kind)
    return len(applicants(scenario))


def cell_in_words(column: str) -> str:
    """What a column of a file is called."""
    return _CELLS.get(column, column.replace("_", " "))


def content_in_words(column: str, value: object) -> str:
    """What a cell holds, as people say it: ``J-1``, ``US glowing, abroad generic``; empty if it holds nothing."""
    if column == "visa":
        return {Visa.J1.value: "J-1", Visa.H1B.value: "H-1B"}.get(str(value), str(value))
    if column == "kind":
        kinds = {"us_md": "US MD", "us_do": "US DO", "us_img": "US-IMG", "non_us_img": "non-US IMG"}
        return kinds.get(str(value), str(value))
    if column == "letters":
        return ", ".join(letter.strip().replace("us:", "US ").replace(":", " ") for letter in str(value).split(";"))
    return str(value).replace("_", " ").replace(";", ",")


def members_of(scenario: Mapping[str, Any]) -> list[Any]:
    """The members of the room, in the order of their numbers."""
    return list(scenario.get("members") or scenario.get("meeting", {}).get("members") or ())


def member(number: int, scenario: Mapping[str, Any]) -> str:
    """The name of the member with a number from 1."""
    members = members_of(scenario)
    found = members[number - 1] if 0 < number <= len(members) else {}
    return str(found.get("name") or f"member {number}") if isinstance(found, Mapping) else f"member {number}"


def episode(number: int, scenario: Mapping[str, Any]) -> str:
    """The past resident of the memory with a number from 1, in few words."""
    memory = scenario.get("memory")
    episodes = memory.get("episodes", ()) if isinstance(memory, Mapping) else ()
    found = episodes[number - 1] if 0 < number <= len(episodes) else {}
    label = str(found.get("label") or found.get("id") or f"episode {number}").split(", ")[0]
    return label if len(label) <= _OPENS else f"{label[:_OPENS].rstrip()}…"
