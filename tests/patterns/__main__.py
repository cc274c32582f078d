"""``python -m tests.patterns``: hold every statement against many seeds and write the table into README.md here."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.patterns.draws import Held, orderings
from tests.patterns.evidence import Evidence, gather, judged, plan
from tests.patterns.method import compared
from tests.patterns.report import Findings, Made, details, readme
from tests.patterns.statement import Statement
from tests.patterns.statements import ALL, GROUPS
from tests.patterns.worlds import BASELINE, COLUMNS

HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, write and tell. Misses are results, not errors: 0 in any case."""
    asked = _arguments(arguments)
    seeds, others = _seeds(asked.seeds), _others(asked)
    started = time.monotonic()
    baseline = gather(plan(ALL, (BASELINE,), whole=not asked.in_place), seeds, asked.jobs)
    _say(f"baseline after {time.monotonic() - started:.0f} s")
    columns = gather(plan(ALL, COLUMNS[1:] if not asked.only_baseline else (), whole=False), others, asked.jobs)
    _say(f"switches and null after {time.monotonic() - started:.0f} s")
    found = _findings(ALL, baseline, columns, only_baseline=asked.only_baseline)
    held = orderings(ALL, asked.draws, range(1, asked.draw_seeds + 1), asked.jobs) if asked.draws else []
    _say(f"{asked.draws} draws after {time.monotonic() - started:.0f} s")
    check = compared(seeds[: asked.check_seeds], asked.jobs) if asked.check_seeds else ""
    made = Made(
        seeds=_written(seeds),
        columns_seeds=_written(others),
        whole=not asked.in_place,
        draws=f"{asked.draws} draws of all parameters, {asked.draw_seeds} seeds each." if held else "",
        check=check,
    )
    (asked.out / "README.md").write_text(readme(GROUPS, found, held, made), encoding="utf-8")
    if asked.details:
        asked.details.write_text(details(GROUPS, found), encoding="utf-8")
    _tell(found, held)
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.patterns", description=__doc__)
    parser.add_argument("--seeds", default="1:200", metavar="A:B", help="seeds A to B, both included")
    parser.add_argument("--column-seeds", metavar="A:B", help="seeds for switches and null; else the first 60")
    parser.add_argument("--jobs", type=int, default=2, help="seeds at a time")
    parser.add_argument("--draws", type=int, default=100, help="draws of all parameters; 0 for none")
    parser.add_argument("--draw-seeds", type=int, default=12, metavar="N", help="seeds of each draw")
    parser.add_argument(
        "--check-seeds", type=int, default=40, metavar="N", help="seeds on which both ways are compared"
    )
    parser.add_argument("--in-place", action="store_true", help="hold rows in place in the baseline too: much faster")
    parser.add_argument("--only-baseline", action="store_true", help="no switches, no null")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where README.md goes")
    parser.add_argument("--details", type=Path, metavar="FILE", help="every figure of every column, tab-separated")
    return parser.parse_args(arguments)


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition(":")
    return list(range(int(first), int(last or first) + 1))


def _others(asked: argparse.Namespace) -> list[int]:
    return _seeds(asked.column_seeds) if asked.column_seeds else _seeds(asked.seeds)[:60]


def _written(seeds: Sequence[int]) -> str:
    return f"{seeds[0]} to {seeds[-1]}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _findings(
    statements: Sequence[Statement], baseline: Evidence, columns: Evidence, *, only_baseline: bool
) -> Findings:
    others = () if only_baseline else COLUMNS[1:]
    return {
        one.id: {
            BASELINE: judged(one, baseline, BASELINE),
            **{column: judged(one, columns, column) for column in others},
        }
        for one in statements
    }


def _tell(found: Findings, held: Sequence[Held]) -> None:
    for name, by_column in found.items():
        finding = by_column[BASELINE]
        assert finding is not None
        print(f"{'pass' if finding.holds else 'MISS'}  {name}: {finding.figure}")
    for one in held:
        if not one.mostly:
            print(f"MISS  {one.statement.id}: the ordering held in {one.held} of {one.draws} draws")


if __name__ == "__main__":
    sys.exit(main())
