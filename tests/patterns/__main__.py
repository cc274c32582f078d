"""``python -m tests.patterns``: hold every statement against many seeds and write the table into README.md here."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.patterns.draws import HeldInDraws, orderings
from tests.patterns.evidence import Evidence, gather, judged, plan
from tests.patterns.method import compared
from tests.patterns.report import Made, details, known, readme
from tests.patterns.statement import Finding, Statement
from tests.patterns.statements import ALL, GROUPS
from tests.patterns.worlds import BASELINE, REPORT_COLUMNS

HERE = Path(__file__).parent
_DRAWS = (
    "{} draws of all parameters, {} seeds each: few seeds, so orderings of rare endings and of small differences often "
    "tie or turn by chance."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, write and report; write what is known after every part. Misses are results, not errors: always 0."""
    asked = _arguments(arguments)
    run = _Run(asked)
    if asked.known:
        run.take(asked.known)
    else:
        run.hold_baseline()
    if not asked.only_baseline and not asked.known:
        run.hold_columns()
    if asked.draws and not asked.only:
        run.hold_draws()
    if asked.check_seeds and not asked.only:
        run.check_method()
    return 0


class _Run:
    """One run of the command: its findings so far, and how it got them."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self._asked = asked
        self._seeds, self._others = _seeds(asked.seeds), _others(asked)
        self._statements = chosen(asked.only)
        self._findings: dict[str, dict[str, Finding | None]] = {statement.id: {} for statement in self._statements}
        self._held: list[HeldInDraws] = []
        self._check = ""
        self._started = time.monotonic()

    def hold_baseline(self) -> None:
        asked = plan(self._statements, (BASELINE,), whole=not self._asked.in_place)
        self._judge((BASELINE,), gather(asked, self._seeds, self._asked.jobs))
        bands = {statement.id: statement.band for statement in self._statements}
        for name, by_column in self._findings.items():
            finding = by_column[BASELINE]
            assert finding is not None
            print(f"{'pass' if finding.holds else 'MISS'}  {name}: {finding.figure}  [{bands[name]}]", flush=True)
        self._write("baseline")

    def take(self, path: Path) -> None:
        """Take the findings of an earlier run with the same seeds, in the baseline and the columns."""
        self._findings |= known(path.read_text(encoding="utf-8"))
        self._write("what was known")

    def hold_columns(self) -> None:
        self._judge(
            REPORT_COLUMNS[1:], gather(plan(ALL, REPORT_COLUMNS[1:], whole=False), self._others, self._asked.jobs)
        )
        self._write("switches and null")

    def hold_draws(self) -> None:
        seeds = range(1, self._asked.draw_seeds + 1)
        self._held = orderings(ALL, self._asked.draws, seeds, self._asked.jobs)
        for ordering in self._held:
            if not ordering.mostly:
                print(
                    f"MISS  {ordering.statement.id}: the ordering held in {ordering.held} of {ordering.draws} draws",
                    flush=True,
                )
        self._write(f"{self._asked.draws} draws")

    def check_method(self) -> None:
        self._check = compared(self._seeds[: self._asked.check_seeds], self._asked.jobs)
        self._write("check of the method")

    def _judge(self, columns: Sequence[str], evidence: Evidence) -> None:
        for statement in self._statements:
            self._findings[statement.id] |= {column: judged(statement, evidence, column) for column in columns}

    def _write(self, part: str) -> None:
        asked = self._asked
        if asked.only:
            return
        made = Made(
            seeds=_written(self._seeds),
            columns_seeds="not held" if asked.only_baseline else _written(self._others),
            whole=not asked.in_place,
            draws=_DRAWS.format(asked.draws, asked.draw_seeds) if self._held else "",
            check=self._check,
        )
        (asked.out / "README.md").write_text(readme(GROUPS, self._findings, self._held, made), encoding="utf-8")
        if asked.details:
            asked.details.write_text(details(GROUPS, self._findings), encoding="utf-8")
        print(f"{part} after {time.monotonic() - self._started:.0f} s", file=sys.stderr, flush=True)


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
    parser.add_argument(
        "--only",
        default="",
        metavar="WORDS",
        help="only statements with these words in their name or group (separate several by commas); writes no file",
    )
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIR", help="where README.md goes")
    parser.add_argument("--details", type=Path, metavar="FILE", help="every figure of every column, tab-separated")
    parser.add_argument(
        "--known", type=Path, metavar="FILE", help="what --details wrote, in place of all but the draws"
    )
    return parser.parse_args(arguments)


def chosen(only: str) -> list[Statement]:
    """The statements whose name or group has one of the words between commas in it; all without any."""
    words = [word.strip().lower() for word in only.split(",") if word.strip()]
    return [one for one in ALL if not words or any(word in f"{one.id} | {one.group}".lower() for word in words)]


def _seeds(text: str) -> list[int]:
    first, _, last = text.partition(":")
    return list(range(int(first), int(last or first) + 1))


def _others(asked: argparse.Namespace) -> list[int]:
    return _seeds(asked.column_seeds) if asked.column_seeds else _seeds(asked.seeds)[:60]


def _written(seeds: Sequence[int]) -> str:
    return f"{seeds[0]} to {seeds[-1]}"


if __name__ == "__main__":
    sys.exit(main())
