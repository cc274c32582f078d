"""Measure every statement in many meetings and write the tables into README.md here.

A run that was cut off can be taken up again: give it --details FILE, and give the next one --known FILE too. Parts with
a --details file each are joined in the same way: --known FILE FILE.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.patterns.draws import drawn
from tests.patterns.evidence import gather, judged, plan
from tests.patterns.report import figure, readme
from tests.patterns.results import Apart, Results, joined, kept, missing
from tests.patterns.seasons import section_of, with_section
from tests.patterns.statement import Finding, Statement
from tests.patterns.statements import ALL, GROUPS
from tests.patterns.worlds import BASELINE, COLUMNS, SWITCHES

HERE = Path(__file__).parent
_DRAWS_AT_A_TIME = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, write and report. Misses are results, not errors; 2 means that the run was refused."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    statements = chosen(asked.only)
    if not statements:
        parser.error(f"--only {asked.only!r}: no statement and no group has these words in its name")
    try:
        results = joined(asked.known, asked.seeds, asked.draw_seeds)
    except Apart as apart:
        parser.error(f"--known: {apart}")
    run = _Run(asked, statements, results)
    run.hold_columns()
    if not asked.only and not asked.only_baseline:
        run.hold_draws()
        run.write()
    return 0


class _Run:
    """One run of the command: what it knows so far, and what it must still find out."""

    def __init__(self, asked: argparse.Namespace, statements: Sequence[Statement], results: Results) -> None:
        self._asked = asked
        self._statements = statements
        self._results = results
        self._started = time.monotonic()

    def hold_columns(self) -> None:
        """The baseline and the nulls first, which share their meetings; then one switch after another."""
        left = missing(self._results, self._statements, _columns(self._asked))
        together = [column for column in left if column not in SWITCHES]
        for columns in (together, *([column] for column in left if column in SWITCHES)):
            if columns:
                self._hold(columns)
                self._keep(", ".join(columns))
        if self._asked.only or BASELINE in left:
            self._print()

    def _hold(self, columns: Sequence[str]) -> None:
        plans = plan(self._statements, columns)
        evidence = gather(plans, numbers(self._asked.seeds), self._asked.jobs)
        for column in columns:
            found = {one.name: judged(one, evidence, column) for one in self._statements}
            self._results.found.setdefault(column, {}).update(found)

    def hold_draws(self) -> None:
        """The draws of all parameters that are not known yet."""
        left = [number for number in numbers(self._asked.draws) if number and number not in self._results.draws]
        for first in range(0, len(left), _DRAWS_AT_A_TIME):
            some = left[first : first + _DRAWS_AT_A_TIME]
            self._results.draws |= drawn(self._statements, some, self._asked.draw_seeds, self._asked.jobs)
            self._keep(f"draws to {some[-1]}")

    def write(self) -> None:
        """Write the README, if every column is known."""
        left = missing(self._results, self._statements, COLUMNS)
        if left:
            print(f"README.md is not written: {', '.join(left)} are not known yet", file=sys.stderr)
            return
        path = self._asked.out / "README.md"
        seasons = section_of(path.read_text(encoding="utf-8")) if path.exists() else ""
        text = readme(GROUPS, self._results)
        path.write_text(with_section(text, seasons) if seasons else text, encoding="utf-8")

    def _keep(self, part: str) -> None:
        if self._asked.details:
            self._asked.details.write_text(kept(self._results), encoding="utf-8")
        print(f"{part}: known after {time.monotonic() - self._started:.0f} s", file=sys.stderr, flush=True)

    def _print(self) -> None:
        for column in _columns(self._asked) if self._asked.only else (BASELINE,):
            for one in self._statements:
                print(_line(one, self._results.of(one.name, column), column), flush=True)


def _line(statement: Statement, finding: Finding | None, column: str) -> str:
    verdict = "blank" if finding is None else "holds" if finding.holds else "MISS "
    where = "" if column == BASELINE else f" under {column}"
    return f"{verdict}  {statement.name}{where}: {figure(finding)}  [{statement.band}]"


def chosen(only: str) -> list[Statement]:
    """The statements whose name or group has one of the words between commas in it; all without any."""
    words = [word.strip().lower() for word in only.split(",") if word.strip()]
    return [one for one in ALL if not words or any(word in f"{one.name} | {one.group}".lower() for word in words)]


def numbers(text: str) -> list[int]:
    """``A:B`` as the numbers from A to B, both included; one number alone as itself."""
    first, _, last = text.partition(":")
    return list(range(int(first), int(last or first) + 1))


def _span(text: str) -> str:
    """``A:B`` as it is, if it can be read."""
    try:
        known = numbers(text)
    except ValueError:
        known = []
    if not known or min(known) < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no span of numbers; write 1:200, or one number alone")
    return text


def _columns(asked: argparse.Namespace) -> list[str]:
    if asked.only_baseline:
        return [BASELINE]
    return [column for column in COLUMNS if not asked.columns or column in asked.columns]


def _names(text: str) -> list[str]:
    """Names of columns between commas."""
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no column is called {unknown[0]!r}; columns are {', '.join(COLUMNS)}")
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.patterns",
        description=__doc__,
        epilog='Example: python -m tests.patterns --only "capital is scarce" --only-baseline --seeds 901:940',
    )
    add = parser.add_argument
    add("--seeds", type=_span, default="1:200", metavar="A:B", help="seeds A to B, both included (default 1:200)")
    add("--columns", type=_names, metavar="NAMES", help="only these columns, with commas between them")
    add("--only-baseline", action="store_true", help="only the baseline; print its figures, write no README")
    add("--only", default="", metavar="WORDS", help="only statements with these words in their name or group; print")
    add(
        "--draws",
        type=_span,
        default="1:100",
        metavar="A:B",
        help="draws of all parameters by number (default 1:100); 0: none",
    )
    add("--draw-seeds", type=int, default=12, metavar="N", help="seeds of each draw (default 12)")
    add("--jobs", type=int, default=2, help="seeds at a time (default 2)")
    add("--known", type=Path, nargs="+", default=[], metavar="FILE", help="what earlier runs found; hold only the rest")
    add("--details", type=Path, metavar="FILE", help="keep all that is known in this file")
    add("--out", type=Path, default=HERE, metavar="DIR", help="where README.md goes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
