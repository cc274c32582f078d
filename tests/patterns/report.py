"""The tables of statements, as the README beside this file shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from typing import Final

from tests.patterns.results import Results
from tests.patterns.sizes import Size
from tests.patterns.statement import Finding, Group, Origin, Source, Statement
from tests.patterns.worlds import ADDITIVE, AS_NULLS, BASELINE, PRIVATE, SWITCHES

BUILT_IN: Final = "*built in*"
OFTEN: Final = 90
"""In how many of 100 draws of all parameters a sign must hold."""
NULLS: Final = {ADDITIVE: ADDITIVE, PRIVATE: PRIVATE, **{switch: f"no {switch}" for switch in AS_NULLS}}
"""The columns that serve as nulls, with the name of each as one."""


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The statements and what is known of them."""

    groups: Sequence[Group]
    """The statements."""
    results: Results
    """What is known of them."""

    @property
    def statements(self) -> list[Statement]:
        """Every statement."""
        return [statement for group in self.groups for statement in group.statements]


def readme(groups: Sequence[Group], results: Results) -> str:
    """The whole file."""
    tables = Tables(groups=groups, results=results)
    parts = [_HEAD, _how(results), headline(tables), _misses(tables)]
    parts += [_section(group, results) for group in groups]
    parts += [_switches(tables), _nulls(tables), _origins(tables)]
    return "\n\n".join(part for part in parts if part) + "\n"


_HEAD: Final = """\
# What must come out of the mechanisms

*Simulated; not for selecting, ranking or advising real people.*

This file states what the model must show, one claim a line, and measures each claim in many meetings. `make patterns`
makes it; do not edit its tables by hand. A **MISS** stays here until the mechanism changes, not the test.

## How to read it

1. **Size.** Every statement is a size with a 95 % interval over seeds (normal), in shares of the sheet unless it says
   otherwise. Its *band* says how large it must be. Where a sign is claimed, the whole interval must also lie above 0.
   A share of 1.000 in 200 meetings has no spread; a true share of .985 would often look the same.
2. **Seeds.** Every column holds the same seeds. Each fixed row gets a whole meeting of its own, in which all other rows
   and all draws are the same. So differences between columns, and between rows, are paired by seed. Compiled code holds
   these meetings; it gives the numbers of the readable model to the last bit.
3. **Credit.** We credit a mechanism with an effect only if the effect shrinks when the mechanism is switched off: the
   interval of that difference must exclude 0. A column that passes beside one that misses earns no credit. We make
   several hundred such comparisons and do not correct for their number, so chance alone would credit about one in
   forty. Read the size of the difference, not only its mark.
4. **Nulls.** Four rankings lack what the model is about. The *additive* null is a score and one noise draw. The
   *private average* is the trust-weighted mean of what members think before anybody speaks; it ranks as many rows as
   the room did. *No capital* and *no memory* are the model without these. What a null shows too is no evidence for a
   conversation.
5. **Origin.** *Input*: we put the figure, or its order, in. *Rule*: one rule says it. *Emergent*: neither. *Built
   in*: we can credit no single mechanism, or every switch and every null bears the statement out. Only statements
   that are emergent and not built in count as evidence about the mechanisms.
6. **Tuning.** We saw the bands while we set the parameters. A statement that holds is therefore *calibrated*, not
   predicted. What carries weight is a credited difference, an effect that the nulls lack, and a sign that survives
   draws.
7. **Draws.** We draw all parameters anew, each within 20 %. A sign holds in the draws if it appears in at least 90 of
   100. Each draw has few seeds, so signs of small effects also turn by chance.
8. **Analogies.** No study has measured talk in residency rank meetings. The bands for talk come from juries, small
   groups and grant panels; those for memory come from hiring by country; those for capital, time and the hour come
   from practitioners' accounts.
9. **Not evidence.** Nothing here validates the model against a real program, and no figure here predicts one.
10. **Overlap.** Many statements look at the same meetings. Their number measures our work, not the evidence."""


def _how(results: Results) -> str:
    draws = f"{len(results.draws)} draws of all parameters, {results.draw_seeds} seeds each." if results.draws else ""
    return "\n".join(line for line in (f"Seeds {results.seeds} in every column.", draws) if line)


def headline(tables: Tables) -> str:
    """How many statements hold, by what their agreement can show."""
    results = tables.results
    hold = [statement for statement in tables.statements if results.holds(statement)]
    sorts = Counter(_sort(statement, results) for statement in hold)
    counts = ", ".join(f"{sorts[sort]} {words}" for sort, words in _SORTS.items())
    return (
        "**Statements that hold, are emergent, and can be credited to a mechanism: "
        f"{sorts[Source.EMERGENT.value]}.**\n"
        f"In all, {len(hold)} of {len(tables.statements)} statements hold in the baseline: {counts}."
    )


_SORTS: Final = {
    Source.EMERGENT.value: "emergent",
    BUILT_IN: "emergent but built in",
    Source.RULE.value: "by rule",
    Source.INPUT.value: "by input",
}


def _sort(statement: Statement, results: Results) -> str:
    source = statement.origin.source
    return BUILT_IN if source is Source.EMERGENT and results.built_in(statement) else source.value


def _misses(tables: Tables) -> str:
    missed = [statement for statement in tables.statements if not tables.results.holds(statement)]
    if not missed:
        return ""
    figures = [f"- *{one.name}*: {figure(tables.results.of(one.name, BASELINE))} (band: {one.band})" for one in missed]
    return "\n".join(["Misses:", "", *figures])


def _section(group: Group, results: Results) -> str:
    head = ["statement", "band", "size", "", "origin", "credited to", "draws"]
    rows = [_row(statement, results) for statement in group.statements]
    return "\n".join([f"## {group.title}", "", *table(head, rows)])


def _row(statement: Statement, results: Results) -> list[str]:
    base = results.of(statement.name, BASELINE)
    sort = _sort(statement, results) if results.holds(statement) else statement.origin.source.value
    origin = f"{Source.EMERGENT}, {BUILT_IN}" if sort == BUILT_IN else sort
    credited = ", ".join(f"{_words(switch)} {difference(size)}" for switch, size in results.credited(statement))
    mark = "holds" if results.holds(statement) else "**MISS**"
    what = f"**{statement.name}**: {statement.says}"
    return [what, str(statement.band), figure(base), mark, origin, credited, _drawn(statement, results)]


def _drawn(statement: Statement, results: Results) -> str:
    counted = results.held_in_draws(statement.name)
    if counted is None:
        return ""
    held, draws = counted
    return f"{held}/{draws}" + ("" if 100 * held >= OFTEN * draws else " **below 90 %**")


def _switches(tables: Tables) -> str:
    head = ["statement", "baseline", *(_words(switch) for switch in SWITCHES)]
    rows = [
        [one.name, _size(tables.results.of(one.name, BASELINE)), *(_taken(one, tables.results, s) for s in SWITCHES)]
        for one in tables.statements
        if one.everywhere and not one.apart
    ]
    intro = (
        "The size in the baseline, and what it loses when a mechanism is switched off: the mean paired difference and\n"
        "half its 95 % interval. **Bold**: the mechanism is credited. Blank: nothing to measure without the mechanism."
    )
    return "\n".join(["## What each switch takes away", "", intro, "", *table(head, rows)])


def _taken(statement: Statement, results: Results, switch: str) -> str:
    lost = results.lost(statement.name, switch)
    if lost is None:
        return ""
    return f"**{difference(lost)}**" if statement.credits(lost) else difference(lost)


def _nulls(tables: Tables) -> str:
    rows = [
        [one.name, str(one.band), *(_judged(tables.results.of(one.name, column)) for column in (BASELINE, *NULLS))]
        for one in tables.statements
        if one.everywhere
    ]
    intro = (
        "The size in the baseline and under each null. *Italic*: it lies in the band there too. Blank: the null has\n"
        "nothing to say, because nobody talks in it or the effect is not there to take a ratio of."
    )
    head = ["statement", "band", "baseline", *NULLS.values()]
    return "\n".join(["## Under the nulls", "", intro, "", *table(head, rows)])


def _judged(finding: Finding | None) -> str:
    return f"*{_size(finding)}*" if finding is not None and finding.holds else _size(finding)


def _origins(tables: Tables) -> str:
    alike: dict[Origin, list[str]] = {}
    for statement in tables.statements:
        alike.setdefault(statement.origin, []).append(f"*{statement.name}*")
    lines = [f"- {origin.source.value}: {origin.why} ({'; '.join(names)})" for origin, names in alike.items()]
    return "\n".join(["## Where the agreement comes from", "", *lines])


def _words(switch: str) -> str:
    return switch.replace("_", " ")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table."""
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines]


def figure(finding: Finding | None) -> str:
    """Size, interval and further figures; where nothing could be measured, the words for it."""
    if finding is None:
        return "nothing to measure"
    low, high = finding.size.interval
    interval = "" if isinf(low) else f" [{_number(low)}, {_number(high)}]"
    return _number(finding.size.value) + interval + (f" ({finding.detail})" if finding.detail else "")


def _size(finding: Finding | None) -> str:
    return "" if finding is None else _number(finding.size.value)


def difference(size: Size) -> str:
    """The mean and half its interval."""
    if not any(size.by_seed):
        return "0"
    low, high = size.interval
    half = "" if isinf(low) else f" ± {_number((high - low) / 2.0)}"
    return ("+" if size.value >= 0.0 else "") + _number(size.value) + half


def _number(value: float) -> str:
    """Three decimals for small values, one for large ones."""
    return f"{value:.1f}" if abs(value) >= 10.0 else f"{value:.3f}"
