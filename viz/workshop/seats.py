"""Groups of the audience take seats in the room: what a member could do, what a group chose, and what came of it.

What can be chosen comes from the recording: the points that the member knew, and what their purse held when the row
came up. What was chosen becomes a file of acts, and a child process holds the meeting again with it, with the same
draws (``committee whatif --acts``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from committee.archive.whole import write_whole
from committee.events import PointSeen
from committee.recording import RecordedRow, Recording
from committee.recording.spoken import ROLES, TIERS, capital, units
from committee.terms import Act, Family, Role, Tier
from viz.questions import Questions
from viz.workshop.points import point_name

QUIET: Final = "quiet"
"""The choice of a group that adds nothing to what the member did."""

FIRST_S: Final = 6.0
"""The second of the row from which on groups speak: the row has been read, and the first impression comes."""

APART_S: Final = 1.0
"""Seconds between the wishes of two groups, so that they speak in the order of their seats."""

MOST_POINTS: Final = 2
"""How many points in favor, and how many against, a group can choose from: the strongest that the member knows."""

STAKES: Final = (1.0, 2.0)
"""Units that a group can put on the strongest point in favor."""


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A seat that a group takes."""

    member: str
    """The member's id."""
    name: str
    """The member's name."""
    role: str
    """What the member is, in words."""
    purse: float
    """What the purse holds when the row comes up, in units."""

    @property
    def label(self) -> str:
        """The seat as people read it: ``Dr Amsel, chief resident, with 2.25 units of capital``."""
        return f"{self.name}, {self.role.lower()}, with {units(self.purse)} of capital"


@dataclass(frozen=True, kw_only=True)
class Option:
    """Something that a group may let its member do."""

    value: str
    """What travels and is kept."""
    label: str
    """What people read."""
    act: Act | None = None
    """What the member does; None if nothing is added."""
    point: str | None = None
    """The id of the point that they name."""
    units: float = 0.0
    """What they stake with it."""


@dataclass(frozen=True, kw_only=True)
class Stood:
    """Where a row stood in one meeting."""

    tier: Tier
    """Its tier."""
    call: float
    """The call by which it is listed."""
    position: int | None
    """Its place on the list, from 1; None if it is not on it."""


@dataclass(frozen=True, kw_only=True)
class Played:
    """The meeting with what the groups did, beside the meeting without."""

    without: Path
    """The recording of the meeting as it was."""
    with_it: Path
    """The recording of the meeting with what they did."""
    before: Stood
    """Where the row stood."""
    after: Stood
    """Where it stands now."""
    others: Mapping[str, float]
    """By id, how many places each other row moved up."""

    @property
    def turned(self) -> bool:
        """Whether the row ended in another tier."""
        return self.before.tier is not self.after.tier


def seats_of(meeting: Recording, row: str, members: Sequence[str]) -> tuple[Seat, ...]:
    """The seats of ``members`` as they are when the row comes up."""
    purses = row_of(meeting, row).opened.capital
    return tuple(
        Seat(
            member=member,
            name=meeting.members[member].name,
            role=ROLES[meeting.members[member].role],
            purse=purses.get(member, 0.0),
        )
        for member in members
    )


def options_of(meeting: Recording, row: str, member: str) -> tuple[Option, ...]:
    """What a group in the seat of ``member`` may do about a row; the first is to add nothing."""
    found = row_of(meeting, row)
    seated, purse = meeting.members[member], found.opened.capital.get(member, 0.0)
    known = sorted((p for p in found.opened.points if member in p.holders), key=lambda point: -point.strength)
    favor = [point for point in known if point.valence > 0][:MOST_POINTS]
    against = [point for point in known if point.valence < 0][:MOST_POINTS]
    return (
        Option(value=QUIET, label="Add nothing to what this member did"),
        *(_favor(point, 0.0) for point in favor),
        *(_favor(point, stake) for point in favor[:1] for stake in STAKES if stake <= purse),
        *(_against(point) for point in against),
        *(() if seated.role is Role.COORDINATOR else (_PROPOSES,)),
    )


_PROPOSES: Final = Option(
    value="propose", label="Propose a verdict: the one that this member then has in mind", act=Act.PROPOSE
)


def known_to(meeting: Recording, row: str, member: str) -> tuple[str, ...]:
    """What a member knows of a row, in words: what speaks for it first, the strongest first."""
    known = (point for point in row_of(meeting, row).opened.points if member in point.holders)
    ordered = sorted(known, key=lambda point: (point.valence < 0, -point.strength))
    return tuple(dict.fromkeys(capital(point_name(point)) for point in ordered))


def _favor(point: PointSeen, stake: float) -> Option:
    about = point_name(point)
    act = Act.ADVOCATE if point.family is Family.ADVOCATE else Act.VOUCH
    if not stake:
        return Option(value=f"for:{point.id}", label=f"Speak for it: {about}", act=act, point=point.id)
    label = f"Stake {units(stake)} on it: {about}"
    return Option(value=f"stake{stake:g}:{point.id}", label=label, act=act, point=point.id, units=stake)


def _against(point: PointSeen) -> Option:
    return Option(value=f"against:{point.id}", label=f"Object: {point_name(point)}", act=Act.CONCERN, point=point.id)


def row_of(meeting: Recording, row: str) -> RecordedRow:
    """The row with this id."""
    return next(each for each in meeting.rows if each.opened.id == row)


# ---------------------------------------------------------------- what they chose


def chosen(options: Sequence[Option], counts: Mapping[str, int]) -> Option:
    """What a group does: what most of it chose; nothing if nobody chose.

    Of choices that are even, it is the first that does something: whoever wants to speak in a meeting, speaks.
    """
    most = max(counts.get(option.value, 0) for option in options)
    even = [option for option in options if counts.get(option.value, 0) == most]
    return next((option for option in even if option.act is not None), even[0]) if most else options[0]


def is_even(options: Sequence[Option], counts: Mapping[str, int]) -> bool:
    """Whether no choice of a group had more votes than every other one."""
    given = sorted((counts.get(option.value, 0) for option in options), reverse=True)
    return len(given) > 1 and 0 < given[0] == given[1]


def acts_text(row: str, picked: Sequence[tuple[str, Option]]) -> str:
    """The file of acts: what each member does, in the order of the seats. It is empty if nobody does anything."""
    lines: list[dict[str, Any]] = []
    for number, (member, option) in enumerate(picked):
        if option.act is None:
            continue
        line = {"row": row, "at_s": FIRST_S + APART_S * number, "member": member, "act": option.act.value}
        point = {} if option.point is None else {"point": option.point}
        stake = {"units": option.units} if option.units else {}
        lines.append({**line, **point, **stake})
    return "".join(json.dumps(line) + "\n" for line in lines)


# ---------------------------------------------------------------- what came of it


def play(
    recording: Path, row: str, picked: Sequence[tuple[str, Option]], folder: Path, questions: Questions
) -> Played | None:
    """Hold the meeting again with what the groups do; None if nobody does anything.

    Parameters
    ----------
    recording
        The meeting as it was.
    row
        The id of the row.
    picked
        By member, in the order of the seats, what the group chose.
    folder
        Where the file of acts and both recordings go. They replace those of an earlier try.
    questions
        Asks the model, in a child process.

    Raises
    ------
    UsageRefused
        If a member may not do that in this row; the message says why.
    """
    text = acts_text(row, picked)
    if not text:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    acts = write_whole(folder / "acts.jsonl", text.encode(), force=True)
    words = (f"--row={row}", f"--acts={acts}", f"--out={folder}", "--force", "--json")
    told = json.loads(questions.asked("whatif", str(recording.resolve()), *words))
    without, with_it = (Path(path) for path in told["written"])
    own = next(each for each in told["rows"] if each["id"] == row)
    return Played(
        without=without,
        with_it=with_it,
        before=_stood(own["before"]),
        after=_stood(own["after"]),
        others={each["id"]: each["places_up"] for each in told["rows"] if each["id"] != row and each["places_up"]},
    )


def _stood(told: Mapping[str, Any]) -> Stood:
    return Stood(tier=Tier(told["tier"]), call=float(told["call"]), position=told["position"])


def beside(played: Played) -> list[list[str]]:
    """The meeting without the groups beside the meeting with them: rows of what it is, without, with."""
    pairs = [("Verdict", _verdict), ("Place on the final list", _place)]
    return [[what, words(played.before), words(played.after)] for what, words in pairs]


def _verdict(stood: Stood) -> str:
    return TIERS[stood.tier]


def _place(stood: Stood) -> str:
    return "not on the list" if stood.position is None else f"number {stood.position}"


def moved_along(played: Played, names: Mapping[str, str]) -> str:
    """Who else moved on the list because of it, in a sentence; ``names`` are those of all rows, by id."""
    if not played.others:
        return "Nobody else moved on the list."
    far, moved = max(played.others.items(), key=lambda each: abs(each[1]))
    places = f"{abs(moved):g} {'place' if abs(moved) == 1 else 'places'} {'up' if moved > 0 else 'down'}"
    if len(played.others) == 1:
        return f"One other row moved on the list: {names[far]}, {places}."
    return f"{len(played.others)} other rows moved on the list. The farthest: {names[far]}, {places}."


def summary(played: Played, name: str) -> str:
    """What the groups did to the row, in a sentence."""
    before, after = played.before, played.after
    if played.turned:
        return f"With you in the room, {name} ends here: {TIERS[after.tier]}. Without you it was: {TIERS[before.tier]}."
    moved = after.call - before.call
    how = "as before" if not moved else "with a better call" if moved > 0 else "with a worse call"
    return f"With you in the room, {name} still ends here: {TIERS[after.tier]}, {how}."
