"""What a member can do with a turn, and who may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from committee.meeting.acts import ACTS, ActRule
from committee.members import roles
from committee.members.member import Member
from committee.terms import Act
from tests.manual.markdown import as_markdown


def acts() -> str:
    """What a member can do with a turn, and who may."""
    seats = {role.type_name: role for role in vars(roles).values() if _is_role(role)}
    rows = [
        (f"`{act}`", _who(act, seats), rule.when, rule.costs, ", ".join(_does(act)) or "nothing to anybody's stance")
        for act, rule in ACTS.items()
    ]
    return as_markdown(("act", "who may", "when", "costs", "does"), rows)


def _is_role(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, Member) and value is not Member


def _who(act: Act, seats: Mapping[str, type[Member]]) -> str:
    able = [name for name, role in seats.items() if act in role.acts]
    if len(able) == len(seats):
        return "all"
    missing = [name for name in seats if name not in able]
    return ", ".join(able) if len(able) <= len(missing) else f"all but {', '.join(missing)}"


EFFECTS: Final[Mapping[str, str]] = {
    "content": "passes its point on",
    "answers": "answers the concerns that it bears on",
    "pulls": "pulls toward the speaker",
    "objects": "opens a concern",
}
"""What each mark of an act means, in words."""


def _does(act: Act) -> Iterator[str]:
    marks = [field.name for field in fields(ActRule) if field.type == "bool"]
    return (EFFECTS[mark] for mark in marks if getattr(ACTS[act], mark))
