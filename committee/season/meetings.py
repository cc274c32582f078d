"""The meetings of a year: whose rows, under which rules, and who listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any, Final

import numpy as np
from msgspec import Struct

from committee.applicants.coded import Wholes
from committee.chance import Gate
from committee.meeting.held import Occasion, Provenance
from committee.meeting.rules import MeetingRules
from committee.meeting.verdicts import FROM_INTERVIEWS
from committee.pipeline.applying import Applications
from committee.pipeline.bets import carried_of
from committee.pipeline.files import Bools, Files, Reals
from committee.pipeline.lived import Lived
from committee.pipeline.living import Time
from committee.scenario.loading import as_data
from committee.season.hands import Hands
from committee.season.market import Program
from committee.season.rooms import Result, Sheet, Sitting, nothing_held
from committee.terms import Verdicts

Recorded = tuple[str, str, bytes]
"""A recorded meeting: the program, as ``p000``, the gate, and its bytes."""

Recording = Callable[[], Recorded]
"""Gives a recorded meeting, and waits for it if somebody else records it still."""

GATES: Final = {Gate.INVITE: "invite", Gate.RANK: "rank"}
"""What the gates with a meeting are called in files."""


class Rows(Struct, frozen=True, kw_only=True):
    """What the sheets of a year are made from."""

    files: Files
    """All who applied."""
    applications: Applications
    """Where."""
    order: Reals
    """By applicant, a draw that lasts: in its order the rows of a sheet stand."""
    names: Sequence[str]
    """What everybody is called."""


class Called(Struct, frozen=True, kw_only=True):
    """A meeting that is to be held."""

    program: Program
    """Where."""
    lived: Lived
    """What its people bring along."""
    gate: Gate
    """At which gate."""
    rules: MeetingRules
    """Under which rules."""
    sheet: Sheet
    """Its rows."""
    told: bool
    """Whether it is recorded."""


def sheet_of(rows: Rows, places: Wholes, met: tuple[Wholes, Wholes] | None = None) -> tuple[Sheet, Wholes]:
    """(the sheet of some applications, which of them stands at each of its rows).

    ``places`` are places among the applications, all to one program. ``met`` is what their interviews were like, scores
    and impressions in the same order; None where nobody has met anybody yet.
    """
    turn = np.argsort(rows.order[rows.applications.applicant[places]], kind="stable")
    at = places[turn]
    who = rows.applications.applicant[at]
    numbers = {field: of_all[who] for field, of_all in rows.files.numbers.items()}
    for field, here in (("rotated_here", rows.applications.rotated), ("advocate", rows.applications.called)):
        numbers[field] = np.where(here[at], numbers[field], 0)
    numbers |= _met(numbers, met, turn, _given(rows, at))
    first = len(rows.files.ids) - len(rows.files.fixed)
    sheet = Sheet(
        ids=tuple(rows.files.ids[each] for each in who),
        names=tuple(rows.names[each] for each in who) if rows.names else (),
        numbers=numbers,
        promise=rows.files.promise[who],
        fixed={row: rows.files.fixed[each - first] for row, each in enumerate(who.tolist()) if each >= first},
    )
    return sheet, at


def _given(rows: Rows, at: Wholes) -> Bools:
    """Which rows the scenario gives with their interviews: its own rows, at its own program."""
    who = rows.applications.applicant[at]
    own = who >= len(rows.files.ids) - len(rows.files.fixed)
    scored = rows.files.numbers["interview_score"][who] > 0
    given: Bools = own & scored & (rows.applications.program[at] == 0)
    return given


def _met(
    numbers: Mapping[str, Wholes], met: tuple[Wholes, Wholes] | None, turn: Wholes, given: Bools
) -> dict[str, Wholes]:
    """What interviews leave on the sheet: nothing before the day."""
    if met is None:
        return {field: np.zeros_like(turn) for field in FROM_INTERVIEWS}
    score, impression = met
    return {
        "interview_score": np.where(given, numbers["interview_score"], score[turn]),
        "impression": np.where(given, numbers["impression"], impression[turn]),
    }


def hold_all(meetings: Sequence[Called], time: Time, hands: Hands) -> tuple[list[Result], list[Recording]]:
    """Hold them: (what came of each, what gives the recordings).

    Where others record, all meetings are held here as well: both give the same, and nobody waits for a recording.
    """
    held = [place for place, each in enumerate(meetings) if each.sheet.ids]
    recordings = {
        place: hands.record(sitting_of(meetings[place], time), _provenance(meetings[place], time))
        for place in held
        if meetings[place].told
    }
    results = [nothing_held() for _ in meetings]
    if hands.recorders is None:
        for place, recording in recordings.items():
            results[place] = recording()[0]
        held = [place for place in held if place not in recordings]
    for place, result in zip(held, hands.hold([sitting_of(meetings[one], time) for one in held]), strict=True):
        results[place] = result
    return results, [partial(_kept, meetings[place], recording) for place, recording in recordings.items()]


def _kept(each: Called, recording: Callable[[], tuple[Result, bytes]]) -> Recorded:
    return each.program.code, GATES[each.gate], recording()[1]


def sitting_of(each: Called, time: Time) -> Sitting:
    """The meeting as those who hold it take it."""
    chance = time.at(each.gate, each.program.number)
    return Sitting(
        rules=each.rules,
        roster=tuple(seated.spec for seated in each.lived.seats),
        carried=carried_of(each.lived, chance, each.rules.trust) if each.rules.switches.memory else {},
        chance=chance,
        sheet=each.sheet,
    )


def _provenance(each: Called, time: Time) -> Provenance:
    """What the header of a recording tells of a meeting: its scenario, and which meeting of the season it is."""
    told = told_of(each)
    gate = Verdicts(GATES[each.gate])
    occasion = Occasion(season=str(told["title"]), year=time.year, program=each.program.code, gate=gate)
    return Provenance(scenario=told, inputs=(), occasion=occasion)


def told_of(each: Called) -> Mapping[str, Any]:
    """The scenario of a meeting as its header tells it: the room's, with the program, people and past of that year."""
    told = as_data(each.program.room(each.gate))
    told["season"] = {"year": each.rules.year}
    told["program"] |= _plain(asdict(each.rules.program)) | {"points": _plain(asdict(each.rules.points))}
    told["members"] = [_plain(asdict(seated.spec)) for seated in each.lived.seats]
    told["memory"]["episodes"] = [_plain(asdict(episode)) for episode in each.rules.episodes]
    return told


def _plain(value: Any) -> Any:
    """Words for what stands for them, lists for tuples."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inside) for key, inside in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inside) for inside in value]
    return str(value) if isinstance(value, str) else value
