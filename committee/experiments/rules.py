"""A digest of the rules of the model: which results may stand beside each other.

It covers every function and every word of the model's own sources, and no docstring and no comment. So two copies of
the package whose prose differs hold the same meetings, and say so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]

MODEL: Final = (
    *("chance", "arithmetic", "terms", "units", "applicants", "program", "members", "meeting", "convene", "scenario"),
)
"""The parts of the package whose sources are the model."""

DIGITS: Final = 16
"""Hexadecimal digits of the digest."""

_DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def rules_digest() -> str:
    """The digest of the rules of this copy of the package."""
    digest = sha256()
    for path in _sources():
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        digest.update(told_apart_by(path.read_text(encoding="utf-8")).encode())
    return digest.hexdigest()[:DIGITS]


def told_apart_by(source: str) -> str:
    """What of a module's source counts: its syntax tree without docstrings and without the places of things."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _is_text(part)]  # type: ignore[attr-defined]
    return ast.dump(tree, include_attributes=False)


def _is_text(part: ast.stmt) -> bool:
    """Whether a statement is a text that stands by itself: a docstring, of whatever."""
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def _sources() -> Iterator[Path]:
    for name in MODEL:
        part = _PACKAGE / name
        found = sorted(part.rglob("*")) if part.is_dir() else [part.with_suffix(".py")]
        yield from (path for path in found if path.suffix in (".py",))
