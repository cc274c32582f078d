"""Who sits there and which file it is about, in a few lines; and the words that a report uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from committee.recording.spoken import ROLES
from committee.terms import Kind
from viz.export.report.addresses import row_of
from viz.export.report.blocks import Block, Cell, Code, Column, Heading, Prose, Strong, Table
from viz.export.report.levers import value_in_words
from viz.export.report.numbers import counted
from viz.export.report.people import (
    applicants,
    cell_in_words,
    content_in_words,
    files_in_all,
    introduced,
    members_of,
)
from viz.export.report.study import Study

_OWN: Final = ("id", "name", "note")
"""Cells that are not about the applicant's record."""

_WORDS: Final = {
    "call": "What the director makes of a file after the talk, as a number: 1 is the best, and it can fall to about "
    "−2. It puts the file into a tier.",
    "stance": "What a member thinks of a file at a moment, from −1 (against) to 1 (for).",
    "capital": "Political capital, counted in units. A member can stake it on a file, and loses it or gets it back.",
    "tier": "Top, middle or low on the list, or left off it.",
    "lever, base": "A lever is what the experiment varies. The base is its first value, with which all others are "
    "compared.",
    "seed": "The number that fixes all chance in a meeting. The same seed, base and changed, makes a pair.",
    "null model": "The same meetings with one thing taken out, to see whether an effect needs it.",
    "beyond the null": "The change in the model minus the change in the null, pair by pair.",
    "points": "A difference of two numbers of meetings in 100, or of two percentages.",
}
_METHODS: Final = {
    "t": "Student's interval for a mean over meetings.",
    "paired t": "Student's interval for the mean difference of pairs with the same seed.",
    "paired t, two seeds added": "The same, with two imagined pairs added so that rare changes do not look too sure.",
    "Wilson": "Wilson's interval for a share of meetings.",
    "Tango": "Tango's interval for the difference of two shares in the same seeds.",
    "no seed differs": "All meetings agree, so there is no interval.",
}


def room_part(study: Study) -> list[Block]:
    """The room, the sheet, and the file that the experiment is about."""
    lines = [*_room(study.scenario), *_files(study)]
    heading = [Heading("The room and the file")] if lines else []
    return [*heading, *lines]


def _room(scenario: Mapping[str, Any]) -> Iterator[Prose]:
    members = [each for each in members_of(scenario) if isinstance(each, Mapping)]
    if members:
        roles = {role.value: words.lower() for role, words in ROLES.items()}
        named = [_named(each, roles) for each in members]
        yield Prose((Strong("The room."), f" {counted(len(members), 'member')}: {', '.join(named)}."))


def _named(member: Mapping[str, Any], roles: Mapping[str, str]) -> str:
    role = roles.get(str(member.get("type") or ""), "")
    return f"{member.get('name') or member.get('id')}{f' ({role})' if role else ''}"


def _files(study: Study) -> Iterator[Prose]:
    pool = study.scenario.get("pool")
    files = files_in_all(study.scenario)
    if isinstance(pool, Mapping) and files:
        kinds = ", ".join(f"{pool[kind]} {content_in_words('kind', kind.value)}" for kind in Kind if pool.get(kind))
        seats = (study.scenario.get("program") or {}).get("seats")
        fill = f", for {counted(int(seats), 'position')}" if seats else ""
        yield Prose((Strong("The sheet."), f" {counted(files, 'file')} in each meeting ({kinds}){fill}."))
    listed = applicants(study.scenario)
    for row in dict.fromkeys(row_of(str(name)) for name in study.experiment["outcomes"]):
        if row in listed:
            yield Prose((Strong("The file."), f" {introduced(row, study.scenario)}: {_cells(listed[row])}."))


def _cells(file: Mapping[str, Any]) -> str:
    told = {key: value for key, value in file.items() if key not in _OWN and value != ""}
    kind = content_in_words("kind", told.pop("kind", ""))
    cells = [f"{cell_in_words(key)}: {value_in_words(f'rows.{key}', value)}" for key, value in told.items()]
    return "; ".join(filter(None, (kind, *cells)))


def words_part(study: Study) -> list[Block]:
    """A box with the words that a report uses, the methods of its intervals among them."""
    methods = {each.method for each in study.effects}
    told = _WORDS | {name: words for name, words in _METHODS.items() if name in methods}
    rows = [[Cell((Code(name),) if name in _METHODS else (name,)), Cell((words,))] for name, words in told.items()]
    return [Table("Words used here", [Column("Word"), Column("What it means")], rows, folded=True)]
