"""What can be set, as it is declared: every setting with type, bounds, unit and docstring, read from the records."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from textwrap import dedent
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic import BaseModel

from committee.scenario.scenario import Scenario, Season
from committee.scenario.seasons import SeasonTable
from committee.units import Unit, words_of


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting. ``key`` is dotted, with list items and words that key a table of records left out.

    ``kind`` is what stands there, or the type of an entry where a table of sizes stands there.
    """

    key: str
    kind: Any
    doc: str

    @property
    def unit(self) -> str:
        """The unit's name; empty for what is no number."""
        return next((mark.name for mark in marks(self.kind) if isinstance(mark, Unit)), "")

    @property
    def bounds(self) -> tuple[float, float] | None:
        """The least and the most of a number."""
        return bounds_of(self.kind)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a closed list that may stand there."""
        return words_of(self.kind)

    @property
    def is_a_switch(self) -> bool:
        """Whether it is true or false."""
        return self.kind is bool


def marks(kind: Any) -> tuple[Any, ...]:
    """What an annotated type is marked with."""
    return tuple(getattr(kind, "__metadata__", ()))


def bounds_of(kind: Any) -> tuple[float, float] | None:
    """The least and the most that a type allows; None for what is no number."""
    low: list[Any] = [mark.ge for mark in marks(kind) if isinstance(mark, Ge)]
    high: list[Any] = [mark.le for mark in marks(kind) if isinstance(mark, Le)]
    return (low[0], high[0]) if low and high else None


def settings(record: Any = Scenario, prefix: str = "") -> Iterator[Setting]:
    """Every setting of a scenario but its title and question, in the order of its tables."""
    docs = docstrings(record)
    for name, kind in fields_of(record).items():
        if record is Scenario and name in ("title", "question"):
            continue
        inner = record_in(kind)
        if inner is not None:
            yield from settings(inner, f"{prefix}{name}.")
        elif is_a_table(kind) and is_a_table(entry(kind)):
            for word in words_of(_key(entry(kind))):
                yield Setting(key=f"{prefix}{name}.{word}", kind=entry(entry(kind)), doc=docs[name])
        else:
            yield Setting(key=f"{prefix}{name}", kind=entry(kind) if is_a_table(kind) else kind, doc=docs[name])


def season_settings() -> Iterator[Setting]:
    """Every setting of some years, in the order of its tables: of ``[season]``, all but what a single meeting has."""
    of_a_meeting = {f"season.{name}" for name in fields_of(Season)}
    return (setting for setting in settings(SeasonTable, "season.") if setting.key not in of_a_meeting)


@cache
def fields_of(record: Any) -> dict[str, Any]:
    """The fields of a record by name, with their marked types."""
    hints = get_type_hints(record, include_extras=True)
    names = record.model_fields if issubclass(record, BaseModel) else [field.name for field in fields(record)]
    return {name: hints[name] for name in names}


@cache
def docstrings(record: type) -> dict[str, str]:
    """The docstring under each field of a record and of the records it extends."""
    found: dict[str, str] = {}
    for cls in reversed(record.__mro__):
        if is_dataclass(cls) or (issubclass(cls, BaseModel) and cls is not BaseModel):
            found.update(_own_docstrings(cls))
    return found


def _own_docstrings(cls: type) -> Iterator[tuple[str, str]]:
    (tree,) = ast.parse(dedent(inspect.getsource(cls))).body
    assert isinstance(tree, ast.ClassDef)
    for field, said in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            yield field.target.id, " ".join(str(said.value.value).split())


def record_in(kind: Any) -> Any:
    """The record that stands there, or in a list or table there; None where plain values stand."""
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, BaseModel)):
        return kind
    return next((found for found in map(record_in, get_args(kind)) if found is not None), None)


def is_a_table(kind: Any) -> bool:
    """Whether it is a table keyed by the words of a closed list."""
    return get_origin(bare(kind)) is not None and issubclass(get_origin(bare(kind)), Mapping) and bool(marks(kind))


def bare(kind: Any) -> Any:
    """The type without its marks."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _key(table: Any) -> Any:
    return get_args(bare(table))[0]


def entry(table: Any) -> Any:
    """The type of an entry of a table."""
    return get_args(bare(table))[1]
