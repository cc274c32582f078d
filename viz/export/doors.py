"""The doors of a season as a picture: for each group, its interviews over the years beside those without memory.

A plain SVG file with its style inside, light or dark as the reader has it. Each program that somebody looks at has
small charts, one a group, those with a door first. The bold line is the interviews that the group had, the light line
those of the twin without memory. Years in which the door was closed are shaded. Below the years, a tick marks where a
rule became stricter than without memory, and a ring where something became of a resident whom the room remembers.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from msgspec import Struct

from committee.archive.whole import write_whole
from committee.measures.groups import BARS, GROUPS, Group, Row, beside_the_twin, interviews, tighter
from committee.recording.spoken import printable
from committee.terms import DISCLAIMER

ACROSS: Final = 3
"""Charts in a row."""

WIDE: Final = 300
HIGH: Final = 150
GAP: Final = 26
LEFT: Final = 24
TOP: Final = 92
HEAD: Final = 40
FOOT: Final = 36
PLOT_TOP: Final = 26
PLOT_BOTTOM: Final = 112
PLOT_LEFT: Final = 26
LEAST: Final = 6
"""Interviews without memory over all years, below which a group has no chart: nothing could be seen in it."""

STYLE: Final = """
text { font: 11px Inter, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif; fill: #211d17 }
.paper { fill: #faf8f4 } .title { font-size: 17px; font-weight: 600 } .name { font-size: 13px; font-weight: 600 }
.quiet { fill: #655c50 } path { fill: none; stroke-linejoin: round } .axis { stroke: #d8d0c4 }
.own { stroke: #b56a00; stroke-width: 2.5 } .twin { stroke: #7d8f9f; stroke-width: 1.5; stroke-dasharray: 4 3 }
.shut { fill: #f3dfc0 } .rule { stroke: #211d17; stroke-width: 2 }
.ghost { fill: #faf8f4; stroke: #b56a00; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
text { fill: #f1ece4 } .paper { fill: #1d1a16 } .quiet { fill: #b3a999 } .axis { stroke: #4a443c }
.own { stroke: #f0a33c } .twin { stroke: #8fa5b8 } .shut { fill: #4d3a1c } .rule { stroke: #f1ece4 }
.ghost { fill: #1d1a16; stroke: #f0a33c }
}
"""
"""Colors by class, without variables: slides and most drawing programs know none."""


class Season(Struct, frozen=True, kw_only=True):
    """What the picture is drawn from: the tables of a season folder, as text."""

    title: str
    """The title of the scenario."""
    seed: str
    """The seed."""
    programs: Mapping[str, str]
    """The names of the programs that are drawn, by program."""
    years: Sequence[Row]
    """``years.csv``."""
    twin_years: Sequence[Row]
    """The same of the twin."""
    doors: Sequence[Row]
    """``doors.csv``."""
    bars: Sequence[Row]
    """``bars.csv``."""
    twin_bars: Sequence[Row]
    """The same of the twin; empty if it was not kept."""
    residents: Sequence[Row]
    """``residents.csv``."""
    became: Sequence[Row]
    """``became.csv``."""


class Chart(Struct, frozen=True, kw_only=True):
    """One group of one program."""

    group: Group
    """The group."""
    own: Mapping[int, int]
    """Its interviews by year."""
    twin: Mapping[int, int]
    """Those of the twin."""
    closed: Sequence[tuple[int, int]]
    """The first and last year of each closed door."""
    rules: Mapping[int, str]
    """By year in which a bar became stricter than without memory, what it is called."""
    ghosts: Mapping[int, str]
    """By year, what became of residents who belong to the group and are remembered."""


def export_doors(folder: Path | str) -> Path:
    """Draw ``doors.svg`` into the season ``folder``, from its tables; an older picture is replaced. Returns its path.

    Raises
    ------
    FileNotFoundError
        If a table of the season is missing.
    UsageRefused
        If the picture cannot be written.
    """
    folder = Path(folder)
    return write_whole(folder / "doors.svg", doors_picture(read_season(folder)).encode(), force=True)


def read_season(folder: Path) -> Season:
    """The tables of a season folder; of programs, those in the manifest's ``focal``."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    focal = set(manifest["focal"])
    named = {each["program"]: str(each.get("name") or each["program"]) for each in manifest["programs"]}
    programs = {name: called for name, called in named.items() if name in focal}
    names = ("years", "doors", "bars", "residents", "became")
    tables = {name: _rows(folder / f"{name}.csv", programs) for name in names}
    twins = {f"twin_{name}": _rows(folder / "twin" / f"{name}.csv", programs) for name in ("years", "bars")}
    return Season(title=str(manifest["title"]), seed=str(manifest["seed"]), programs=programs, **tables, **twins)


def _rows(path: Path, programs: Mapping[str, str]) -> list[Row]:
    """The rows of those programs; none if only the twin's table is missing."""
    if path.parent.name == "twin" and not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        head = next(lines)
        at = head.index("program")
        # A table has thousands of rows of other programs, so only those that are wanted are told by column.
        return [dict(zip(head, line, strict=True)) for line in lines if line[at] in programs]


def doors_picture(season: Season) -> str:
    """The picture as text. The same tables always give the same text."""
    calendar = sorted({int(row["year"]) for row in season.years})
    blocks = [
        (name, sorted(charts(season, program), key=lambda chart: not chart.closed))
        for program, name in sorted(season.programs.items())
    ]
    heights = [HEAD + max(1, -(-len(drawn) // ACROSS)) * (HIGH + GAP) for _, drawn in blocks]
    width, height = 2 * LEFT + ACROSS * (WIDE + GAP) - GAP, TOP + sum(heights) + FOOT
    lines = [*_frame(season, calendar, width, height)]
    for number, (name, drawn) in enumerate(blocks):
        top = TOP + sum(heights[:number])
        lines += _block(name, drawn, calendar, top)
    return "\n".join([*lines, "</svg>\n"])


def charts(season: Season, program: str) -> Iterator[Chart]:
    """The charts of ``program``: a group with a door or with interviews enough to see one, in the order of groups."""
    for name, group in GROUPS.items():
        own, twin = (_interviews(rows, program, group) for rows in (season.years, season.twin_years))
        doors = [row for row in season.doors if (row["program"], row["group"]) == (program, name)]
        if not doors and sum(twin.values()) < LEAST:
            continue
        yield Chart(
            group=group,
            own=own,
            twin=twin,
            closed=[(int(row["closed_from"]), int(row["closed_to"])) for row in doors],
            rules=_rules(season, program, group),
            ghosts=_ghosts(season, program, group),
        )


def _interviews(rows: Sequence[Row], program: str, group: Group) -> dict[int, int]:
    place = (program, group.kind, group.flag)
    own = [row for row in rows if (row["program"], row["kind"], row["flag"]) == place]
    return {int(row["year"]): interviews(row) for row in own}


def _rules(season: Season, program: str, group: Group) -> dict[int, str]:
    """The years in which a bar of the group became stricter than without memory, with the bar's words."""
    own, twin = ([row for row in bars if row["program"] == program] for bars in (season.bars, season.twin_bars))
    pairs = list(beside_the_twin(own, twin))
    found: dict[int, str] = {}
    for bar in group.bars:
        strict = {int(row["year"]) for row, base in pairs if bar in row and tighter(bar, row[bar], base[bar])}
        found |= {year: BARS[bar] for year in strict if year - 1 not in strict}
    return found


def _ghosts(season: Season, program: str, group: Group) -> dict[int, str]:
    """By year, the events that are remembered of residents who belong to the group."""
    known = {row["id"]: row for row in season.residents if row["program"] == program}
    found: dict[int, list[str]] = defaultdict(list)
    for row in season.became:
        person = known.get(row["id"])
        if row["program"] != program or person is None or not row["remembered_by"].strip():
            continue
        if group.name in (person["kind"], person["visa"], *(flag.strip() for flag in person["flags"].split(";"))):
            found[int(row["year"])].append(f"{row['id']}: {row['event'].replace('_', ' ')}")
    return {year: "; ".join(events) for year, events in found.items()}


def _frame(season: Season, calendar: Sequence[int], width: int, height: int) -> Iterator[str]:
    """The opening tag, the style, the title, the key and the line at the foot."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="Doors by group over the years">'
    years = f"{calendar[0]} to {calendar[-1]}" if calendar else "no year held"
    yield f"<title>{_shown(season.title)}, seed {_shown(season.seed)}: doors by group, {years}</title>"
    yield f'<style>{STYLE}</style><rect class="paper" width="100%" height="100%"/>'
    yield f'<text class="title" x="{LEFT}" y="32">{_shown(season.title)}: doors by group</text>'
    yield f'<text class="quiet" x="{LEFT}" y="52">interviews a year, {years}, seed {_shown(season.seed)}</text>'
    yield from _key(LEFT, 72)
    yield f'<text class="quiet" x="{LEFT}" y="{height - 14}">{DISCLAIMER}</text>'


def _key(x: int, y: int) -> Iterator[str]:
    """What each mark means."""
    yield f'<path class="own" d="M{x} {y - 4}h20"/><text x="{x + 26}" y="{y}">this program</text>'
    yield f'<path class="twin" d="M{x + 120} {y - 4}h20"/><text x="{x + 146}" y="{y}">the same without memory</text>'
    yield f'<rect class="shut" x="{x + 300}" y="{y - 10}" width="20" height="12"/>'
    yield f'<text x="{x + 326}" y="{y}">door closed</text>'
    yield f'<path class="rule" d="M{x + 410} {y - 10}v12"/><text x="{x + 420}" y="{y}">a rule became stricter</text>'
    yield f'<circle class="ghost" cx="{x + 562}" cy="{y - 4}" r="4"/>'
    yield f'<text x="{x + 574}" y="{y}">a resident whom the room remembers</text>'


def _block(name: str, drawn: Sequence[Chart], calendar: Sequence[int], top: int) -> Iterator[str]:
    """A program: its name, and its charts below."""
    yield f'<text class="name" x="{LEFT}" y="{top + 24}">{_shown(name)}</text>'
    if not drawn or not calendar:
        words = "No group had interviews enough to see a door."
        yield f'<text class="quiet" x="{LEFT}" y="{top + 46}">{words}</text>'
        return
    for number, chart in enumerate(drawn):
        x = LEFT + number % ACROSS * (WIDE + GAP)
        y = top + HEAD + number // ACROSS * (HIGH + GAP)
        yield f'<g transform="translate({x} {y})">{"".join(_chart(chart, calendar))}</g>'


def _chart(chart: Chart, calendar: Sequence[int]) -> Iterator[str]:
    """One chart, at the origin."""
    most = max(1, *chart.own.values(), *chart.twin.values()) if chart.own or chart.twin else 1
    step = (WIDE - PLOT_LEFT - 10) / max(1, len(calendar) - 1)
    at = {year: PLOT_LEFT + step * number for number, year in enumerate(calendar)}
    yield f'<text class="name" x="0" y="14">{escape(chart.group.short)}</text>'
    for first, last in chart.closed:
        left, right = at[first] - min(step / 2, 6), at[last] + min(step / 2, 6)
        size = f'width="{right - left:.1f}" height="{PLOT_BOTTOM - PLOT_TOP}"'
        title = f"<title>closed, {first} to {last}</title>"
        yield f'<rect class="shut" x="{left:.1f}" y="{PLOT_TOP}" {size}>{title}</rect>'
    yield f'<path class="axis" d="M{PLOT_LEFT} {PLOT_TOP}V{PLOT_BOTTOM}H{WIDE - 10}"/>'
    yield f'<text class="quiet" x="{PLOT_LEFT - 5}" y="{PLOT_TOP + 8}" text-anchor="end">{most}</text>'
    yield f'<text class="quiet" x="{PLOT_LEFT - 5}" y="{PLOT_BOTTOM}" text-anchor="end">0</text>'
    for kind, counts in (("twin", chart.twin), ("own", chart.own)):
        yield f'<path class="{kind}" d="{_line(counts, at, most)}"/>'
    yield from _marks(chart, at)
    for year, anchor in {calendar[0]: "start", calendar[-1]: "end"}.items():
        yield f'<text class="quiet" x="{at[year]:.1f}" y="{HIGH}" text-anchor="{anchor}">{year}</text>'


def _line(counts: Mapping[int, int], at: Mapping[int, float], most: int) -> str:
    """The path through the counts; a year without a row had none."""
    heights = {year: PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * counts.get(year, 0) / most for year in at}
    points = [f"{at[year]:.1f} {height:.1f}" for year, height in heights.items()]
    return f"M{'L'.join(points if len(points) > 1 else points * 2)}"


def _marks(chart: Chart, at: Mapping[int, float]) -> Iterator[str]:
    """Ticks and rings below the years, each with a word for whoever points at it."""
    for year, words in sorted(chart.rules.items()):
        title = f"<title>{year}: stricter: {escape(words)}</title>"
        yield f'<path class="rule" d="M{at[year]:.1f} {PLOT_BOTTOM + 4}v12">{title}</path>'
    for year, words in sorted(chart.ghosts.items()):
        if year in at:
            title = f"<title>{year}: {_shown(words)}</title>"
            yield f'<circle class="ghost" cx="{at[year]:.1f}" cy="{PLOT_BOTTOM + 10}" r="4">{title}</circle>'


def _shown(text: str) -> str:
    """``text`` on one line, ready for the picture and set apart from what stands around it."""
    return f"\u2068{escape(printable(text))}\u2069"
