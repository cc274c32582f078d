"""Changes of a row, and what came of it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from msgspec import to_builtins

from committee.events import PointSeen
from committee.experiments.row.single import Cause, Single
from committee.experiments.row.standing import Standing, Stood
from committee.experiments.whatifs.verdicts import veto_said
from committee.recording.spoken import ENDS, capital, clock, lasting, printable, signed, topic, units

_TEENS = (11, 12, 13)
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def ordinal(number: int) -> str:
    """A position as people say it: ``21st``."""
    return f"{number}{'th' if number % 100 in _TEENS else _SUFFIXES.get(number % 10, 'th')}"


def named(standing: Standing, member: str | None) -> str:
    """The name of a member, harmless on any screen."""
    return printable(standing.recording.members[member].name) if member is not None else ""


def row_said(standing: Standing) -> str:
    """Which row it is: ``Lena Ash (img_b), row 31 of 60, two_imgs, seed 1``."""
    opened, header = standing.row.opened, standing.recording.header
    who = f"{printable(opened.name)} ({printable(opened.id)})"
    return f"{who}, row {opened.row} of {header.rows}, seed {header.seed}"


def row_data(standing: Standing, base: Stood) -> dict[str, Any]:
    """The same for programs: which row it is, and where it stood as recorded."""
    opened, header = standing.row.opened, standing.recording.header
    return {
        "row": opened.id,
        "name": opened.name,
        "number": opened.row,
        "seed": header.seed,
        "as_recorded": to_builtins(base),
    }


def stood_said(stood: Stood, *, call: str = "call") -> str:
    """Where a row stands: ``in the middle, 15th on the list, with a call of +0.19``."""
    place = f", {ordinal(stood.position)} on the list" if stood.position is not None else ""
    return f"{ENDS[stood.tier]}{place}, with a {call} of {signed(stood.call)}"


def watch(address: str) -> str:
    """How to watch the meeting at an address, and where those of the changes are."""
    return f"Watch it:  committee open '{address}'\nWith --json, each change has an address of its own."


def veto_of(standing: Standing, *, lifted: bool) -> str:
    """Who vetoed the row and why, and that nothing tried lifts the veto; empty for a row without one."""
    said = veto_said(standing.row, standing.recording.members)
    if not said:
        return ""
    return f"{said}." if lifted else f"{said}. No change tried here lifts the veto."


def outcome(base: Stood, stood: Stood) -> str:
    """What a change does: ``the row ends low instead of in the middle (call +0.19 to -0.02, 15th to 31st)``."""
    if stood.tier is base.tier:
        ends = f"the row still ends {ENDS[stood.tier]}"
    else:
        ends = f"the row ends {ENDS[stood.tier]} instead of {ENDS[base.tier]}"
    veto = "" if stood.vetoed is base.vetoed else "with a veto" if stood.vetoed else "without a veto"
    figures = [f"call {signed(base.call)} to {signed(stood.call)}", _moved(base, stood), veto]
    return f"{ends} ({', '.join(filter(None, figures))})"


def _moved(base: Stood, stood: Stood) -> str:
    if base.position == stood.position:
        return "" if base.position is None else f"{ordinal(base.position)} as before"
    before, after = (ordinal(at.position) if at.position is not None else "unranked" for at in (base, stood))
    return f"{before} to {after}"


def what(standing: Standing, change: Single) -> str:
    """What a pivot changes, as a heading: ``Turn 4, Dr Vale, advocate (00:14)``."""
    return _HEADINGS[change.cause](standing, change)


def never_said(standing: Standing, point: PointSeen) -> str:
    """A point that nobody raised: ``A glowing letter (US), never said``."""
    said = _topic(standing, point)
    return f"{capital(said)}, never said"


def _topic(standing: Standing, point: PointSeen) -> str:
    """What a point is about; where the row has others of the same words, with its number: ``..., number 2``."""
    said, number = topic(point), point.id.rpartition(".")[2]
    alike = sum(topic(other) == said for other in standing.row.points.values())
    return f"{said}, number {number}" if alike > 1 and number.isdigit() else said


def turn(standing: Standing, change: Single) -> str:
    """A turn: its number, speaker, act, stake and second."""
    said = change.utterance
    assert said is not None
    paid = f", {units(said.capital)} staked" if said.capital else ""
    act = said.act.value.replace("_", " ")
    return f"Turn {said.turn}, {named(standing, said.member)}, {act}{paid} ({clock(said.start_s)})"


def condition(standing: Standing, change: Single) -> str:
    """Under which condition, after a heading: ``without it``."""
    return _CONDITIONS[change.cause].format(named(standing, change.member))


_CONDITIONS: Final = {
    Cause.UTTERANCE: "without it",
    Cause.TIME: "with that much time",
    Cause.STAKE: "if they stake nothing",
    Cause.MEMBER: "if they keep quiet",
    Cause.UNSAID: "if {} says it before the call, bell or no bell",
    Cause.GHOST: "if it comes to nobody's mind",
}


def _resident(standing: Standing, change: Single) -> str:
    ghost = str(change.ghost)
    return printable(standing.recording.ghosts.get(ghost, ghost))


def _ghost(standing: Standing, change: Single) -> str:
    return f"The memory of {_resident(standing, change)}"


def _sponsors(standing: Standing, change: Single) -> bool:
    closed = standing.row.closed
    return closed is not None and closed.sponsor == change.member


def _member(standing: Standing, change: Single) -> str:
    who = named(standing, change.member)
    return f"The sponsor, {who}" if _sponsors(standing, change) else who


def _stake(standing: Standing, change: Single) -> str:
    return f"The stake of {named(standing, change.member)} ({units(change.amount)})"


def _unsaid(standing: Standing, change: Single) -> str:
    assert change.point is not None
    return never_said(standing, change.point)


def _time(_: Standing, change: Single) -> str:
    return f"{lasting(change.amount)} more"


_HEADINGS: Final[Mapping[Cause, Callable[[Standing, Single], str]]] = {
    Cause.UTTERANCE: turn,
    Cause.TIME: _time,
    Cause.STAKE: _stake,
    Cause.MEMBER: _member,
    Cause.UNSAID: _unsaid,
    Cause.GHOST: _ghost,
}


def quote(change: Single) -> str:
    """The words of a turn, as the room heard them; empty for anything else."""
    return printable(change.utterance.text) if change.utterance is not None else ""


# ---------------------------------------------------------------- excuses


def excuse(standing: Standing, change: Single) -> str:
    """A change as something that might have been: ``Dr Vale keeps quiet``."""
    who = named(standing, change.member)
    match change.cause:
        case Cause.UTTERANCE:
            said = f"nobody hears turn{turn(standing, change).removeprefix('Turn')}"
        case Cause.TIME:
            said = f"the row gets {lasting(change.amount)} more"
        case Cause.UNIT:
            said = f"{who} stakes {units(change.amount)} more before the call, {_staked_on(standing, change)}"
        case Cause.STAKE:
            said = f"{who} stakes nothing"
        case Cause.MEMBER:
            said = f"{who}{', the sponsor,' if _sponsors(standing, change) else ''} keeps quiet"
        case Cause.CELL:
            said = _other_cells(standing, change)
        case _:
            said = f"nobody remembers {_resident(standing, change)}"
    return said


def _staked_on(standing: Standing, change: Single) -> str:
    (put,) = change.inside.put
    return "to keep the row open" if put.point is None else f"on {_topic(standing, standing.row.points[put.point])}"


def _other_cells(standing: Standing, change: Single) -> str:
    was = standing.row.opened.cells
    texts = ((column, was.get(column, ""), text) for column, text in change.cells.items())
    return "; ".join(f"{column} is {_or_blank(text)} and not {_or_blank(old)}" for column, old, text in texts)


def _or_blank(text: str) -> str:
    return f'"{printable(text)}"' if text else "blank"
