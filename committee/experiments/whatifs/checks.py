"""Whether what a question or an address names is there: a row, a turn of it, a second of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.whatifs.address import Address
from committee.experiments.whatifs.remade import Remade
from committee.meeting.intervention import Changes
from committee.recording import Heard, RecordedRow, Recording
from committee.terms import Act

WHERE_IDS_ARE: Final = "committee export RECORDING --csv OUT lists every id beside its name"
"""How somebody finds the id of a row."""

_NOT_SILENCED: Final[Mapping[Act, str]] = {
    Act.ANNOUNCE: "is the reading of the row",
    Act.CALL: "is the call",
    Act.VETO: "is the call",
}


def row_id(names: Mapping[str, str], given: str, place: str = "--row") -> str:
    """The id of the row that ``given`` is the id or the name of; ``names`` are the names by id.

    Upper and lower case are the same in a name. Raises :class:`~committee.errors.UsageRefused` if there is no such
    row, or if several have the name.
    """
    if given in names:
        return given
    wanted = given.strip().casefold()
    found = [id_ for id_, name in names.items() if wanted and name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        allowed = f"{len(found)} rows have this name; use an id: {', '.join(found)}"
        raise UsageRefused(Problem(place=place, value=given, allowed=allowed))
    allowed = f"no row has this id or name; {WHERE_IDS_ARE}"
    raise UsageRefused(Problem(place=place, value=given, allowed=allowed, nearest=nearest(given, names)))


def names_of(remade: Remade) -> dict[str, str]:
    """The names of the rows of a meeting, by id."""
    return {brief.applicant.id: brief.applicant.name for brief in remade.meeting().briefs}


def check_silenced(row: RecordedRow, turns: Sequence[int]) -> None:
    """Refuse a turn that is not there, and the two that are not anybody's words: the reading and the call."""
    said = {each.turn: each for each in row.utterances}
    own = [turn for turn, each in said.items() if each.act not in _NOT_SILENCED]
    last = f" to {own[-1]}" if len(own) > 1 else ""
    free = f"choose {own[0]}{last}" if own else "nobody says anything else here"
    for turn in turns:
        if turn in own:
            continue
        why = f"{_NOT_SILENCED[said[turn].act]} and cannot go unheard" if turn in said else "is no turn of this row"
        raise UsageRefused(Problem(place="--silence", allowed=f"turn {turn} {why}; {free}"))


def check_there(address: Address, remade: Remade) -> None:
    """Refuse an address that names a turn or a second that its meeting lacks. Holds the meeting if it names any.

    A turn is a turn of the row as it was before any went unheard, which is held only if the changed one lacks it.
    """
    if not (address.change.rows or address.second):
        return
    rows = {row.opened.id: row for row in _held(remade, remade.changes).rows}
    silenced = {id_: inside.silenced for id_, inside in address.change.rows.items() if inside.silenced}
    for id_ in address.change.rows:
        row_id(dict.fromkeys(rows, ""), id_, "row")
    if not all(_can_be(rows[id_], turns) for id_, turns in silenced.items()):
        before = {row.opened.id: row for row in _all_heard(remade).rows}
        for id_, turns in silenced.items():
            check_silenced(before[id_], turns)
    if address.row and address.second > rows[address.row].seconds:
        allowed = f"the row ends at {rows[address.row].seconds:.1f} s"
        raise UsageRefused(Problem(place="second", value=f"{address.second:g}", allowed=allowed))


def _can_be(row: RecordedRow, turns: Sequence[int]) -> bool:
    own = {each.turn for each in row.utterances if each.act not in _NOT_SILENCED}
    return own.issuperset(turns)


def _all_heard(remade: Remade) -> Recording:
    """The meeting with every turn heard."""
    rows = {id_: replace(inside, silenced=()) for id_, inside in remade.changes.rows.items()}
    return _held(remade, Changes(cells=remade.changes.cells, rows=rows))


def _held(remade: Remade, changes: Changes) -> Recording:
    heard = Heard()
    remade.meeting(heard, changes=changes).run()
    return heard.recording()
