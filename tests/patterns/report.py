"""The table of statements, as the README beside this file shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.patterns.draws import HeldInDraws
from tests.patterns.statement import Finding, Group, Statement
from tests.patterns.worlds import BASELINE, NULL, REPORT_COLUMNS, SWITCHES

Findings = Mapping[str, Mapping[str, Finding | None]]
"""By statement, by column."""

BUILT_IN: Final = "*built in*"


@dataclass(frozen=True, kw_only=True)
class Made:
    """How the table was made, for its first lines."""

    seeds: str
    columns_seeds: str
    whole: bool
    draws: str
    check: str


def label(by_column: Mapping[str, Finding | None]) -> str:
    """*built in* where every switch and, where it can speak, the null leave the statement standing."""
    spoken = [by_column.get(column) for column in REPORT_COLUMNS]
    known = [finding.holds for finding in spoken if finding is not None and finding.holds is not None]
    switches = [by_column.get(column) for column in SWITCHES]
    everywhere = all(finding is not None for finding in switches)
    return BUILT_IN if everywhere and known and all(known) else ""


def readme(groups: Sequence[Group], findings: Findings, held: Sequence[HeldInDraws], made: Made) -> str:
    """The whole file."""
    by_draw = {ordering.statement.id: ordering for ordering in held}
    parts = [_HEAD, _how(made), _summary(groups, findings)]
    parts += [_section(group, findings, by_draw) for group in groups]
    return "\n\n".join(parts) + "\n"


_HEAD = """\
# What must come out of the mechanisms

Statements about the room, each held against many seeds: the baseline, each switch off in turn, and an additive null
(a score and one noise draw, no talk). `make patterns` makes this file; nobody writes in its tables by hand. A
figure with brackets is a mean of paired differences over the same seeds with its 95 % interval, in shares of the
sheet unless said otherwise; *more* means that the interval lies above 0. A **MISS** stays here until the mechanism,
not the test, changes.

- **Columns.** `pass`, `MISS`, or blank where the column has nothing to say on the statement.
- ***built in*** marks what survives every switch and the null: it speaks for no single mechanism and is not claimed
  as a finding.
- **Draws** counts in how many draws of all parameters within +-20 % an ordering still held (its direction, without
  its certainty).
- The bands of memory and of talk come from other kinds of panels and from hiring by country; they are an analogy."""


def _how(made: Made) -> str:
    way = (
        "In the baseline every fixed row has a meeting of its own; in the other columns rows are held in place, in the "
        "same room at the same moment of one meeting."
        if made.whole
        else "Fixed rows are held in place: in the same room at the same moment of one meeting."
    )
    lines = [f"Seeds {made.seeds}; switches and null {made.columns_seeds}. {way}", made.check, made.draws]
    return "\n".join(line for line in lines if line)


def _summary(groups: Sequence[Group], findings: Findings) -> str:
    statements = [statement for group in groups for statement in group.statements]
    missed = [statement for statement in statements if not _holds(findings[statement.id][BASELINE])]
    lines = [f"**{len(statements) - len(missed)} of {len(statements)} statements hold in the baseline.**"]
    if missed:
        lines += [
            "",
            "Misses:",
            "",
            *(f"- {miss.id}: {_figure(findings[miss.id][BASELINE])} ({miss.band})" for miss in missed),
        ]
    return "\n".join(lines)


def _holds(finding: Finding | None) -> bool:
    return finding is not None and bool(finding.holds)


def _figure(finding: Finding | None) -> str:
    return "" if finding is None else finding.figure.replace("|", "/")


_SHORT: Final = {"social_influence": "social", "carry_over": "carry", NULL: "null"}


def _section(group: Group, findings: Findings, draws: Mapping[str, HeldInDraws]) -> str:
    names = [_SHORT.get(column, column) for column in REPORT_COLUMNS[1:]]
    head = f"| statement | band | baseline | | {' | '.join(f'{name}' for name in names)} | label | draws |"
    rule = "| --- " * (len(names) + 6) + "|"
    rows = [_row(statement, findings[statement.id], draws.get(statement.id)) for statement in group.statements]
    return "\n".join([f"## {group.title}", "", head, rule, *rows])


def _row(statement: Statement, by_column: Mapping[str, Finding | None], held: HeldInDraws | None) -> str:
    base = by_column[BASELINE]
    marks = [_mark(by_column.get(column)) for column in REPORT_COLUMNS[1:]]
    drawn = "" if held is None else f"{held.held}/{held.draws}" + ("" if held.mostly else " **MISS**")
    what = f"**{statement.id}**: {statement.says}"
    cells = [what, statement.band, _figure(base), _mark(base), *marks, label(by_column), drawn]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _mark(finding: Finding | None) -> str:
    if finding is None or finding.holds is None:
        return ""
    return "pass" if finding.holds else "**MISS**"


def known(text: str) -> dict[str, dict[str, Finding | None]]:
    """What :func:`details` wrote, read back. A statement that it does not have is left out."""
    findings: dict[str, dict[str, Finding | None]] = {}
    for line in text.splitlines()[1:]:
        name, column, holds, figure = line.split("\t")
        findings.setdefault(name, dict.fromkeys(REPORT_COLUMNS))[column] = Finding(figure=figure, holds=holds == "pass")
    return findings


def details(groups: Sequence[Group], findings: Findings) -> str:
    """Every figure of every column, for a second file that can be read beside the table."""
    lines = ["statement\tcolumn\tholds\tfigure"]
    for group in groups:
        for statement in group.statements:
            for column, finding in findings[statement.id].items():
                if finding is not None and finding.holds is not None:
                    verdict = "pass" if finding.holds else "MISS"
                    lines.append(f"{statement.id}\t{column}\t{verdict}\t{finding.figure}")
    return "\n".join(lines) + "\n"
