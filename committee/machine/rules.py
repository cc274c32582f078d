"""A digest of the rules of the model: which results may stand beside each other.

It covers every function and every figure of the model's own sources, and no docstring and no comment. So two copies of
the package whose prose differs hold the same meetings, and have the same digest.
"""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]

MODEL: Final = (
    *("chance", "arithmetic", "terms", "units", "applicants", "program", "members", "meeting", "convene"),
    *("scenario", "written"),
)
"""The parts of the package whose sources are the model of a meeting."""

SEASON: Final = (*MODEL, "pipeline", "season")
"""Those of the model of a season."""

DIGITS: Final = 16
"""Hexadecimal digits of the digest."""


@cache
def rules_digest(parts: tuple[str, ...] = MODEL) -> str:
    """The digest of the rules of this copy of the package, as far as they stand in some of its parts."""
    digest = sha256()
    for path in sources(parts):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        text = path.read_text(encoding="utf-8")
        digest.update((what_counts(text) if path.suffix == ".py" else _figures(text)).encode())
    return digest.hexdigest()[:DIGITS]


def sources(parts: tuple[str, ...] = MODEL) -> Iterator[Path]:
    """The files of the model: its modules, and the figures that they read."""
    for name in parts:
        part = _PACKAGE / name
        found = sorted(part.rglob("*")) if part.is_dir() else [part.with_suffix(".py")]
        yield from (path for path in found if path.suffix in (".py", ".toml"))


def what_counts(source: str) -> str:
    """What of a module's source counts, as a text: its syntax without docstrings, comments and layout.

    It is the same text on every version of Python: parts of the syntax that are not used are left out.
    """
    return _said(ast.parse(source))


def _said(part: object) -> str:
    if isinstance(part, ast.AST):
        fields = [(name, value) for name, value in ast.iter_fields(part) if value is not None and value != []]
        return f"{type(part).__name__}({', '.join(f'{name}={_said(value)}' for name, value in fields)})"
    if isinstance(part, list):
        return f"[{', '.join(_said(each) for each in part if not _is_text(each))}]"
    return repr(part)


def _is_text(part: object) -> bool:
    """Whether it is a text that stands by itself: a docstring, of whatever."""
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)


def _figures(text: str) -> str:
    return json.dumps(tomllib.loads(text), sort_keys=True, ensure_ascii=False)
