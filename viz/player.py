"""The stage as one ES module and one style sheet, ready to be registered, served or inlined.

The stage is several small ES modules that import each other by relative path, so that a browser can run them as
they are. For a single module (Solara's ``define_module(name, code=...)``, the exported file) there is
:func:`stage_module`: the modules in the order of their imports, without the import lines between them. Nothing is
compiled. The price is one rule, held by a test: no two modules use the same name at top level.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

STAGE: Final = Path(__file__).parent / "stage"
"""The folder of the stage's modules and style sheet."""

ENTRY: Final = "stage.js"
"""The module whose exports are the stage's public names: parse, state, mount, load, refuse."""

PAIR: Final = "compare.js"
"""The module that shows two recordings side by side; it takes its rooms from the stage."""

_SIBLING: Final = re.compile(r'^(?:import|export)\s[^;]*?from\s+"\./(?P<file>[a-z_]+\.js)";[ \t]*\n', re.MULTILINE)


def module_files(entry: str = ENTRY) -> list[Path]:
    """The modules that ``entry`` needs, each after those it imports; the entry comes last."""
    ordered: dict[str, Path] = {}
    _visit(entry, ordered)
    return list(ordered.values())


@cache
def stage_module(entry: str = ENTRY) -> str:
    """The whole stage, or what ``entry`` makes of it, as the source of one ES module without imports."""
    parts = [_SIBLING.sub("", path.read_text(encoding="utf-8")) for path in module_files(entry)]
    return "\n".join(parts)


@cache
def stage_style(entry: str = ENTRY) -> str:
    """The stage's colors and its style sheet, and for :data:`PAIR` the sheet that goes with it."""
    names = ["themes.css", "stage.css", *(["compare.css"] if entry == PAIR else [])]
    return "\n".join((STAGE / name).read_text(encoding="utf-8") for name in names)


def _visit(name: str, ordered: dict[str, Path]) -> None:
    """Put ``name`` into ``ordered`` after everything it imports (the imports form no circle)."""
    if name in ordered:
        return
    path = STAGE / name
    for sibling in _SIBLING.finditer(path.read_text(encoding="utf-8")):
        _visit(sibling["file"], ordered)
    ordered[name] = path
