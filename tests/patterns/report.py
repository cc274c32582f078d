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


def label(found: Mapping[str, Finding | None]) -> str:
    """*built in* where every switch and, where it can speak, the null leave the statement standing."""
    spoken = [found.get(column) for column in REPORT_COLUMNS]
    known = [one.holds for one in spoken if one is not None and one.holds is not None]
    switches = [found.get(column) for column in SWITCHES]
    everywhere = all(one is not None for one in switches)
    return BUILT_IN if everywhere and known and all(known) else ""


def readme(groups: Sequence[Group], findings: Findings, held: Sequence[HeldInDraws], made: Made) -> str:
    """The whole file."""
    by_draw = {one.statement.id: one for one in held}
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
    all_of = [(group, one) for group in groups for one in group.statements]
    missed = [(group, one) for group, one in all_of if not _holds(findings[one.id][BASELINE])]
    lines = [f"**{len(all_of) - len(missed)} of {len(all_of)} statements hold in the baseline.**"]
    if missed:
        lines += [
            "",
            "Misses:",
            "",
            *(f"- {one.id}: {_figure(findings[one.id][BASELINE])} ({one.band})" for _, one in missed),
        ]
    return "\n".join(lines)


def _holds(found: Finding | None) -> bool:
    return found is not None and bool(found.holds)


def _figure(found: Finding | None) -> str:
    return "" if found is None else found.figure.replace("|", "/")


_SHORT: Final = {"social_influence": "social", "carry_over": "carry", NULL: "null"}


def _section(group: Group, findings: Findings, draws: Mapping[str, HeldInDraws]) -> str:
    names = [_SHORT.get(column, column) for column in REPORT_COLUMNS[1:]]
    head = f"| statement | band | baseline | | {' | '.join(f'{name}' for name in names)} | label | draws |"
    rule = "| --- " * (len(names) + 6) + "|"
    rows = [_row(one, findings[one.id], draws.get(one.id)) for one in group.statements]
    return "\n".join([f"## {group.title}", "", head, rule, *rows])


def _row(statement: Statement, found: Mapping[str, Finding | None], held: HeldInDraws | None) -> str:
    base = found[BASELINE]
    marks = [_mark(found.get(column)) for column in REPORT_COLUMNS[1:]]
    drawn = "" if held is None else f"{held.held}/{held.draws}" + ("" if held.mostly else " **MISS**")
    what = f"**{statement.id}**: {statement.says}"
    cells = [what, statement.band, _figure(base), _mark(base), *marks, label(found), drawn]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _mark(found: Finding | None) -> str:
    if found is None or found.holds is None:
        return ""
    return "pass" if found.holds else "**MISS**"


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
        for one in group.statements:
            for column, found in findings[one.id].items():
                if found is not None and found.holds is not None:
                    lines.append(f"{one.id}\t{column}\t{'pass' if found.holds else 'MISS'}\t{found.figure}")
    return "\n".join(lines) + "\n"
