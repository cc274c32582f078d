"""What runs of the command found, kept in a file, so that parts can be run apart and joined."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.patterns.sizes import Size
from tests.patterns.statement import Finding, Statement
from tests.patterns.worlds import BASELINE, SWITCHES


class Apart(Exception):
    """Runs that cannot be joined; the message says why."""


@dataclass
class Results:
    """Everything that is known so far."""

    seeds: str
    """The seeds of every column, ``1:200``; the same for all, so that differences are paired."""
    found: dict[str, dict[str, Finding | None]] = field(default_factory=dict)
    """By column, by name of a statement; None where the column has nothing to say."""
    draw_seeds: int = 0
    """Seeds of each draw of all parameters."""
    draws: dict[int, dict[str, bool]] = field(default_factory=dict)
    """By number of the draw, by name, whether the sign held."""

    def of(self, name: str, column: str) -> Finding | None:
        """What a column says on a statement."""
        return self.found.get(column, {}).get(name)

    def lost(self, name: str, switch: str) -> Size | None:
        """What a statement loses when ``switch`` is off: the size in the baseline less that, paired by seed."""
        whole, off = self.of(name, BASELINE), self.of(name, switch)
        return None if whole is None or off is None else whole.size - off.size

    def credited(self, statement: Statement) -> list[tuple[str, Size]]:
        """The mechanisms credited with a part of the effect, the largest part first."""
        lost = [(switch, self.lost(statement.name, switch)) for switch in SWITCHES]
        earned = [(switch, size) for switch, size in lost if size is not None and statement.credits(size)]
        return sorted(earned, key=lambda part: -abs(part[1].value))

    def holds(self, statement: Statement) -> bool:
        """Whether the statement holds in the baseline."""
        finding = self.of(statement.name, BASELINE)
        return finding is not None and finding.holds

    def built_in(self, statement: Statement) -> bool:
        """Whether no single mechanism can be credited: none is, or every other column bears the statement out too."""
        others = [self.of(statement.name, column) for column in self.found if column != BASELINE]
        spoken = [finding.holds for finding in others if finding is not None]
        return bool(spoken) and (all(spoken) or not self.credited(statement))

    def held_in_draws(self, name: str) -> tuple[int, int] | None:
        """In how many draws the sign held, and the draws; None where it was not asked."""
        asked = [held[name] for held in self.draws.values() if name in held]
        return (sum(asked), len(asked)) if asked else None


def kept(results: Results) -> str:
    """The results as text."""
    data = {
        "seeds": results.seeds,
        "found": {
            column: {name: None if finding is None else _packed(finding) for name, finding in by_name.items()}
            for column, by_name in results.found.items()
        },
        "draw_seeds": results.draw_seeds,
        "draws": results.draws,
    }
    return json.dumps(data, separators=(",", ":"))


def _packed(finding: Finding) -> dict[str, Any]:
    return {
        "value": finding.size.value,
        "by_seed": [round(part, 7) for part in finding.size.by_seed],
        "detail": finding.detail,
        "holds": finding.holds,
        "points": finding.points,
    }


def read(text: str) -> Results:
    """What :func:`kept` wrote, read back."""
    data = json.loads(text)
    return Results(
        seeds=data["seeds"],
        found={
            column: {name: None if packed is None else _unpacked(packed) for name, packed in by_name.items()}
            for column, by_name in data["found"].items()
        },
        draw_seeds=data["draw_seeds"],
        draws={int(number): held for number, held in data["draws"].items()},
    )


def _unpacked(packed: Mapping[str, Any]) -> Finding:
    size = Size(packed["value"], tuple(packed["by_seed"]))
    return Finding(size=size, detail=packed["detail"], holds=packed["holds"], points=packed["points"])


def joined(files: Iterable[Path], seeds: str, draw_seeds: int) -> Results:
    """The results of several runs as one. Raises :class:`Apart` if a file cannot be read or has other seeds."""
    together = Results(seeds=seeds, draw_seeds=draw_seeds)
    for file in files:
        part = _read_file(file)
        if part.found and part.seeds != seeds:
            raise Apart(f"{file} holds seeds {part.seeds}, and this run seeds {seeds}: only equal seeds can be paired")
        if part.draws and part.draw_seeds != draw_seeds:
            raise Apart(f"{file} holds draws of {part.draw_seeds} seeds each, and this run draws of {draw_seeds}")
        for column, by_name in part.found.items():
            together.found.setdefault(column, {}).update(by_name)
        together.draws |= part.draws
    return together


def _read_file(file: Path) -> Results:
    try:
        return read(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Apart(f"{file} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Apart(f"{file} is not a file that --details wrote") from error


def missing(results: Results, statements: Sequence[Statement], columns: Sequence[str]) -> list[str]:
    """The columns of which a statement is not known yet."""
    return [c for c in columns if not all(statement.name in results.found.get(c, {}) for statement in statements)]
