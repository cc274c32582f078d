"""Control flow is written twice. Each compiled function names what it mirrors, and the name is one of the model."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import committee

ROOT = Path(committee.__file__).parent
MODEL = ("", "meeting", "members", "applicants", "program", "measures")
"""Folders of the model, and of what is counted of it."""

_MIRRORED = re.compile(r"(?:\b[Aa]s|[Pp]art of) ((?:``[\w.]+``(?:, and | and | or as |, | or )?)+)")


@cache
def modules(stem: str) -> tuple[str, ...]:
    """The modules of the model in files of this name."""
    found = [(folder, ROOT / folder / f"{stem}.py") for folder in MODEL]
    return tuple(".".join(filter(None, ("committee", folder, stem))) for folder, path in found if path.is_file())


def names_something(name: str) -> bool:
    """Whether ``module.name`` or ``module.Class.name`` is a function or a property of the model."""
    stem, *rest = name.split(".")
    for module in modules(stem):
        found = importlib.import_module(module)
        for part in rest:
            found = getattr(found, part, None)  # type: ignore[assignment]
        if rest and (callable(found) or isinstance(found, property)):
            return True
    return False


def compiled_functions() -> Iterator[tuple[str, str]]:
    """(place, docstring) of every function that is compiled."""
    for path in sorted((ROOT / "engine").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
                if marks & {"compiled", "kept"}:
                    yield f"{path.stem}.{node.name}", ast.get_docstring(node) or ""


FUNCTIONS = dict(compiled_functions())


def mirrored(docstring: str) -> list[str]:
    flat = " ".join(docstring.split())
    return [name for names in _MIRRORED.findall(flat) for name in re.findall(r"``([\w.]+)``", names)]


def test_compiled_functions_are_found() -> None:
    assert len(FUNCTIONS) > 150


@pytest.mark.parametrize("place", FUNCTIONS)
def test_a_compiled_function_names_what_it_mirrors(place: str) -> None:
    names = mirrored(FUNCTIONS[place])
    assert names, f"{place} says of no function of the model that it is as that, or a part of it"
    assert [name for name in names if not names_something(name)] == []


@pytest.mark.parametrize("wrong", ["floor.wish", "flor.wishes", "state.OpenRow.close", "floor"])
def test_a_name_that_the_model_does_not_have_is_noticed(wrong: str) -> None:
    assert names_something("floor.wishes")
    assert mirrored(f"Something: as ``{wrong}`` and\n``floor.wishes``.") == [wrong, "floor.wishes"]
    assert not names_something(wrong)


def test_the_files_stay_short() -> None:
    assert [path.name for path in (ROOT / "engine").glob("*.py") if len(path.read_text().splitlines()) > 400] == []
