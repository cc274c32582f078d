"""The residents of a program by class: who came, in what place, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from committee.measures.groups import GROUPS
from committee.recording.spoken import KINDS
from committee.terms import Kind, Visa
from viz.components.markup import WHOLE_PAGE, Child, Node, link, tag
from viz.season.program import Event, Program, Resident, address

VISAS = {str(Visa.J1): "J-1 visa", str(Visa.H1B): "H-1B visa"}


def class_list(program: Program) -> Node:
    """A list for each class; a name leads to the row in which the room ranked that resident."""
    classes = [(year, list(own)) for year, own in groupby(program.residents, key=lambda each: each.entered)]
    return tag("div", *(_class(program, year, own) for year, own in classes), cls="classes")


def _class(program: Program, year: int, own: Sequence[Resident]) -> Node:
    people = [_person(program, each) for each in own]
    return tag("section", tag("h3", str(year)), tag("ul", *people, role="list"), aria_label=f"Class of {year}")


def _person(program: Program, resident: Resident) -> Node:
    return tag(
        "li",
        tag("span", _name(program, resident), cls="person-name"),
        tag("span", f"place {resident.position}" if resident.position else "after the Match", cls="person-place"),
        tag("span", " · ".join(_traits(resident)), cls="person-traits"),
        *(tag("span", _event(each), cls=f"mark mark-{_mark(each)} person-event") for each in resident.events),
        id=resident.id,
        cls="person",
    )


def _name(program: Program, resident: Resident) -> Child:
    if not resident.has_row:
        return resident.name
    label = f"{resident.name}: watch the row in the rank meeting of {resident.entered}"
    return link(resident.name, address(program, resident), aria_label=label, target=WHOLE_PAGE)


def _traits(resident: Resident) -> Iterator[str]:
    yield KINDS[Kind(resident.kind)] if resident.kind in set(Kind) else resident.kind
    if resident.visa in VISAS:
        yield VISAS[resident.visa]
    yield from (GROUPS[flag].short for flag in resident.flags if flag in GROUPS)


def _mark(event: Event) -> str:
    return "ghost" if event.remembered else "event"


def _event(event: Event) -> str:
    who = {0: "nobody remembers it", 1: "1 member remembers it"}
    return f"{event.year}: {event.what}; {who.get(event.remembered, f'{event.remembered} members remember it')}"
