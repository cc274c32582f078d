"""The doors of a program: for each group its interviews over the years, beside those of the twin without memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from committee.measures.groups import Bar, Row, as_number
from committee.recording.spoken import capital
from viz.components.markup import WHOLE_PAGE, Child, Node, link, tag
from viz.export.doors import Chart
from viz.season.program import Program, address

NEVER = 99
"""Years since graduation that bar nobody."""

ABOUT: Mapping[Bar, str] = {
    Bar.CK_US: "Step 2 CK of US graduates:",
    Bar.CK_IMG: "Step 2 CK of graduates from abroad:",
    Bar.YEARS: "Years since graduation:",
    Bar.STEP1_FAIL: "Files with a failed Step 1 are",
    Bar.STEP2_FAIL: "Files with a failed Step 2 CK are",
    Bar.CONDUCT: "Files with a citation on conduct are",
    Bar.NOTES: "Files with a note on conduct are",
    Bar.H1B: "Files that need an H-1B visa are",
    Bar.J1: "Files that need a J-1 visa are",
}
"""What a bar is about, as the sentence on it begins."""

NO_CHARTS = "No group had interviews enough to see a door."


def door_key() -> Node:
    """What each mark of the charts means."""
    marks = {
        "own": "interviews of this program",
        "twin": "the same without memory",
        "shut": "door closed",
        "rule": "a rule became stricter",
        "ghost": "a resident whom the room remembers",
    }
    return tag("ul", *(tag("li", words, cls=f"sign sign-{mark}") for mark, words in marks.items()), cls="signs")


def door_charts(program: Program) -> Node:
    """A chart for each group, those with a closed door first."""
    if not program.charts or not program.years:
        return tag("p", NO_CHARTS, cls="lead")
    return tag("ul", *(_card(program, chart) for chart in program.charts), cls="doors", role="list")


def _card(program: Program, chart: Chart) -> Node:
    return tag(
        "li",
        tag("h3", chart.group.short),
        tag("p", _state(chart), cls="door-state"),
        _chart(program, chart),
        *(tag("p", *_closed(program, row), cls="door-why") for row in _doors(program, chart)),
        tag("p", *_rules(program, chart), cls="door-rules"),
        cls="door door-closed" if chart.closed else "door",
    )


def _state(chart: Chart) -> str:
    spans = [f"{first} to {last}" if first != last else str(first) for first, last in chart.closed]
    return f"closed {' and '.join(spans)}" if spans else "open"


def _chart(program: Program, chart: Chart) -> Node:
    calendar = [year.year for year in program.years]
    most = max(1, *(each.get(year, 0) for each in (chart.own, chart.twin) for year in calendar))
    bars = [_bar(chart, year, most) for year in calendar]
    told = [f"{year}: {chart.own.get(year, 0)} and {chart.twin.get(year, 0)}" for year in calendar]
    words = f"{chart.group.short}: interviews with and without memory. {'; '.join(told)}."
    return tag(
        "div",
        tag("div", *bars, cls="door-bars", role="img", aria_label=words),
        tag("p", *(tag("span", str(year)) for year in sorted({calendar[0], calendar[-1]})), cls="door-years"),
        tag("span", str(most), cls="door-most", aria_hidden="true"),
        cls="door-chart",
    )


def _bar(chart: Chart, year: int, most: int) -> Node:
    own, twin = chart.own.get(year, 0), chart.twin.get(year, 0)
    shut = any(first <= year <= last for first, last in chart.closed)
    marks = [name for name, holds in (("rule", year in chart.rules), ("ghost", year in chart.ghosts)) if holds]
    title = f"{year}: {own} interviewed, {twin} without memory"
    title += "".join(f"; {marked[year]}" for marked in (chart.rules, chart.ghosts) if year in marked)
    return tag(
        "i",
        *(tag("span", cls=f"sign-at sign-{name}") for name in marks),
        cls="is-shut" if shut else "",
        style=f"--own:{own / most:.3f};--twin:{twin / most:.3f}",
        title=title,
    )


def _doors(program: Program, chart: Chart) -> list[Row]:
    return [row for row in program.doors if row["group"] == chart.group.name]


def _closed(program: Program, row: Row) -> Iterator[Child]:
    """Why a door counts as closed, and which rule was shut then."""
    count = int(row["interviews"])
    seen = f"{count or 'None'} {'was' if count == 1 else 'were'} interviewed"
    yield f"{seen} from {row['closed_from']} to {row['closed_to']}; without memory, {row['twin_interviews']} were. "
    why, _, behind = row["why"].partition(", after ")
    yield capital(why)
    yield from (", after ", _who(program, behind)) if behind else ()
    yield "."


def _who(program: Program, id_: str) -> Child:
    """The resident behind a rule: a link to the row in which the room ranked them."""
    resident = program.resident(id_)
    return link(resident.name, address(program, resident), target=WHOLE_PAGE) if resident else id_


def _rules(program: Program, chart: Chart) -> Iterator[Child]:
    """How the bars that can stop the group stand in the last year."""
    own = [shut for shut in program.bars if shut.bar in chart.group.bars]
    last = program.years[-1].year
    yield tag("span", f"The rules in {last}:" if own else "No rule is about this group as a whole.")
    for shut in own:
        now, without = _stands(shut.bar, shut.own), _stands(shut.bar, shut.twin)
        more = f" (without memory: {without})" if now != without else ""
        yield tag("span", f"{ABOUT[shut.bar]} {now}{more}.")


def _stands(bar: Bar, cell: str) -> str:
    """How strict a bar is, in words."""
    value = as_number(cell)
    if not bar.scored:
        return "stopped" if value else "read on"
    if bar is Bar.YEARS:
        return "any" if value >= NEVER else f"at most {value:g}"
    return f"at least {value:g}"
