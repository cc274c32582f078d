"""The years of a program as a strip: a column each, with the class that came, the counts, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from committee.measures.groups import BARS, GROUPS, Bar
from committee.recording.spoken import capital
from viz.components.markup import WHOLE_PAGE, Child, Node, link, tag
from viz.season.program import Program, Year, meeting_address

SHORT: Mapping[Bar, str] = {
    Bar.CK_US: "Step 2 CK of US graduates",
    Bar.CK_IMG: "Step 2 CK of IMGs",
    Bar.YEARS: "years since graduation",
    Bar.STEP1_FAIL: "failed Step 1",
    Bar.STEP2_FAIL: "failed Step 2 CK",
    Bar.CONDUCT: "conduct",
    Bar.NOTES: "notes on conduct",
    Bar.H1B: "H-1B visas",
    Bar.J1: "J-1 visas",
}
"""What a bar is about, in a narrow column."""

LEGEND = (
    "The column is the share of IMGs among those who came. A ring marks what the room remembers, a tick a rule that "
    "became stricter than without memory. Shaded years: a door was closed."
)
"""What the strip shows, for those who see it."""


def year_strip(program: Program) -> Node:
    """A column for each year. The year leads to its last meeting, the links below to each."""
    columns = [_column(program, each) for each in program.years]
    return tag("ol", *columns, cls="years", role="list", style=f"--years:{len(columns)}")


def _column(program: Program, year: Year) -> Node:
    shut = "; ".join(f"closed to {GROUPS[group].people}" for group in year.closed if group in GROUPS)
    return tag(
        "li",
        tag("h3", _heading(program, year), cls="year-name"),
        _share(year),
        tag("p", *_counts(year), cls="year-counts"),
        *([tag("p", *_meetings(program, year), cls="year-meetings")] if year.meetings else []),
        *([tag("ul", *happened, cls="year-events", role="list")] if (happened := [*_happened(program, year)]) else []),
        cls="year year-shut" if shut else "year",
        id=f"y{year.year}",
        **({"title": shut} if shut else {}),
    )


def _heading(program: Program, year: Year) -> Child:
    if not year.meetings:
        return str(year.year)
    gate = year.meetings[-1]
    label = f"{year.year}: watch the {gate} meeting"
    address = meeting_address(program, year.year, gate)
    return link(str(year.year), address, cls="year-link", aria_label=label, target=WHOLE_PAGE)


def _share(year: Year) -> Node:
    """How many of those who came had trained abroad: a column, and in words."""
    share = year.imgs / year.came if year.came else 0
    words = f"IMG {year.imgs} of {year.came}" if year.came else "nobody came"
    column = tag("span", tag("i", style=f"--share:{share:.3f}"), cls="year-share", aria_hidden="true")
    return tag("p", column, tag("span", words, cls="year-imgs"), cls="year-class")


def _counts(year: Year) -> Iterator[Node]:
    steps = {"applied": year.applied, "interviewed": year.interviewed, "ranked": year.ranked, "matched": year.matched}
    for words, count in steps.items():
        yield tag("span", tag("b", f"{count:,}"), f" {words}")


def _happened(program: Program, year: Year) -> Iterator[Node]:
    """What became of residents in the year, and the bars that moved."""
    for resident in program.residents:
        for event in (each for each in resident.events if each.year == year.year):
            mark = "ghost" if event.remembered else "event"
            yield tag("li", link(resident.name, f"#{resident.id}"), f" {event.what}", cls=f"mark mark-{mark}")
    for move in year.moves:
        name = BARS[move.bar]
        words = f"{capital(name)} is {'stricter than without memory' if move.stricter else 'so no longer'}"
        cls = "mark mark-rule" if move.stricter else "mark mark-rule mark-eased"
        yield tag("li", f"{'Stricter' if move.stricter else 'Eased'}: {SHORT[move.bar]}", cls=cls, title=words)


def _meetings(program: Program, year: Year) -> Iterator[Node]:
    for gate in year.meetings:
        label = f"Watch the {gate} meeting of {year.year}"
        address = meeting_address(program, year.year, gate)
        yield link(gate.capitalize(), address, aria_label=label, target=WHOLE_PAGE)
