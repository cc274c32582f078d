"""What an experimenter changed in a meeting, in words, as the header tells it; nothing in an ordinary recording.

The stage in the browser says the same words (``viz/stage/altered.js``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from committee.events import MeetingOpened
from committee.recording.recording import Recording
from committee.recording.spoken import printable, together, units

UNHEARD: Final = "nobody hears this"
"""What stands beside a turn that an experimenter let nobody hear."""


def silenced_in(header: MeetingOpened) -> Mapping[str, Sequence[int]]:
    """By id of a row, the turns that nobody heard."""
    return {id_: changed.get("silenced", ()) for id_, changed in _rows(header).items()}


def changes_said(recording: Recording) -> tuple[str, ...]:
    """A sentence without its period for each change, cells first, then row after row."""
    header = recording.header
    names = {row.opened.id: printable(row.opened.name) for row in recording.rows}
    cells: Mapping[str, Mapping[str, str]] = header.changes.get("cells") or {}
    said = [
        f"{names.get(id_, id_)}: {column} is {f'set to {printable(text)}' if text else 'left blank'}"
        for id_, changed in cells.items()
        for column, text in changed.items()
    ]
    for id_, changed in _rows(header).items():
        said += (f"{names.get(id_, id_)}: {words}" for words in _inside(recording, changed))
    return tuple(said)


def _rows(header: MeetingOpened) -> Mapping[str, Mapping[str, Any]]:
    return header.changes.get("rows") or {}


def _inside(recording: Recording, changed: Mapping[str, Any]) -> Iterator[str]:
    """What is changed inside one row."""
    if turns := changed.get("silenced"):
        yield f"nobody hears {together([f'turn {turn}' for turn in turns])}"
    if ghosts := changed.get("forgotten"):
        yield f"nobody remembers {together([printable(recording.ghosts.get(ghost, ghost)) for ghost in ghosts])}"
    for key, one, several in (("quiet", "keeps quiet", "keep quiet"), ("frugal", "stakes nothing", "stake nothing")):
        if members := changed.get(key):
            who = together([_name(recording, member) for member in members])
            yield f"{who} {one if len(members) == 1 else several}"
    if changed.get("more_s"):
        yield f"the row gets {changed['more_s']:g} s more"
    for put in changed.get("put", ()):
        stake = f", staking {units(put['units'])}" if put.get("units") else ""
        yield f"{_name(recording, put['member'])} is made to speak at {put['at_s']:g} s ({put['act']}){stake}"


def _name(recording: Recording, member: str) -> str:
    seated = recording.members.get(member)
    return printable(seated.name if seated else member)
