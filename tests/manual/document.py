"""The parts of ``committee/MODEL.md`` that are made from the source: its tables, and the reading worked out in numbers.

A part stands in the document between ``<!-- made: NAME -->`` and ``<!-- end -->``. ``make manual`` makes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from tests.manual.parameters import parameters, season_parameters
from tests.manual.reading import reading
from tests.manual.table_of_acts import acts
from tests.manual.table_of_points import points

ROOT: Final = Path(__file__).resolve().parents[2]
DOCUMENT: Final = ROOT / "committee" / "MODEL.md"

PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "parameters": parameters,
    "seasons": season_parameters,
    "acts": acts,
    "points": points,
    "reading": reading,
}
"""Every made part by name."""


def made_anew(document: str) -> str:
    """``document`` with every part made anew from the source."""

    def part(old: re.Match[str]) -> str:
        start, name, end = old.groups()
        return f"{start}\n{PARTS[name]()}\n{end}"

    return re.sub(r"(<!-- made: ([a-z]+) -->)\n.*?(<!-- end -->)", part, document, flags=re.DOTALL)
