"""A meeting made again, so that one thing in it can be changed: from a scenario and a seed, or from a recording.

A recording holds all that is needed: the scenario in full and the seed draw a pool again; the rows of a sheet stand in
it cell by cell. Before anybody changes anything, the meeting is held once more and compared with the file byte for
byte. So an answer is never about another meeting than the one that was recorded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Final

from msgspec import Struct
from pydantic import ValidationError

from committee import __version__
from committee.applicants.applicant import Applicant
from committee.applicants.columns import BY_NAME
from committee.applicants.sheet import Sheet, read_rows
from committee.chance import seed_of
from committee.convene import Convener, RankMeeting
from committee.errors import Problem, RecordingRefused, ScenarioRefused
from committee.events import Listener, MeetingOpened
from committee.meeting.intervention import UNCHANGED, Changes, from_plain
from committee.members.member import known_types
from committee.recording import Recorder, Recording, open_recording, read_recording, unpacked
from committee.scenario.loading import load_scenario
from committee.scenario.scenario import Scenario

_NOTHING: Mapping[str, object] = {}


class Remade(Struct, frozen=True, kw_only=True):
    """A meeting that can be made again as often as one likes."""

    convener: Convener
    """It makes the meeting."""
    seed: int
    """The seed."""
    changes: Changes = UNCHANGED
    """What had been changed in it already; nothing but in the recording of a what-if."""
    file: str = ""
    """The name of the recording that it comes from; empty if it comes from a scenario."""

    @property
    def scenario(self) -> Scenario:
        """The scenario in full."""
        return self.convener.scenario

    def meeting(self, *listeners: Listener, changes: Changes | None = None) -> RankMeeting:
        """The meeting, ready to run; ``changes`` take the place of those that it comes with."""
        return self.convener.meeting(
            self.seed, listeners=listeners, changes=self.changes if changes is None else changes
        )


def from_scenario(
    scenario: str | PathLike[str] | Scenario,
    seed: int = 1,
    *,
    settings: Mapping[str, object] = _NOTHING,
    sheet: Sheet | None = None,
) -> Remade:
    """The meeting of a scenario at a seed, about its own rows or those of ``sheet``.

    Raises what :func:`~committee.scenario.loading.load_scenario` and :class:`~committee.convene.Convener` raise.
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario, settings)
    if sheet is None:
        return Remade(convener=Convener(loaded), seed=seed_of(seed))
    inputs = ({"file": sheet.file, "sha256": sheet.sha256},)
    return Remade(convener=Convener(loaded, applicants=sheet.applicants, inputs=inputs), seed=seed_of(seed))


OF_A_SEASON: Final = (
    "it is a meeting of a season, whose rows and memories come from the years before, so its header is not enough to "
    "make it again; committee minutes, watch and export read it as it is, and committee run makes a meeting on its own "
    "that can be asked"
)
"""Why a meeting of a season cannot be made again from its recording."""


def from_recording(path: str | PathLike[str], *listeners: Listener) -> Remade:
    """The meeting of a recording, once it is known to be the same to the last byte.

    ``listeners`` hear the meeting that is held for that.

    Raises
    ------
    RecordingRefused
        If the file is no recording, was cut short, or was made by other rules or with a member type that is not known
        here.
    """
    file = Path(path)
    recording = open_recording(file)
    if not recording.complete:
        raise _refused(file.name, "it is cut short, so nobody can tell how the meeting went on; record it again first")
    if recording.header.season is not None:
        raise _refused(file.name, OF_A_SEASON)
    remade = of_recording(recording, file.name)
    if read_recording(BytesIO(recorded(remade, *listeners))).digest != recording.digest:
        raise _refused(file.name, _other_rules(file))
    return remade


def of_recording(recording: Recording, name: str) -> Remade:
    """The meeting of a recording, not compared yet; ``name`` is the file's, for refusals."""
    header = recording.header
    scenario = _scenario(header, name)
    applicants = _rows_of_sheet(recording, scenario, name) if header.inputs else None
    convener = Convener(scenario, applicants=applicants, inputs=header.inputs)
    return Remade(convener=convener, seed=header.seed, changes=from_plain(header.changes), file=name)


def _scenario(header: MeetingOpened, name: str) -> Scenario:
    types = {member.get("type") for member in header.scenario.get("members", ())} - set(known_types())
    if types:
        foreign = ", ".join(sorted(str(each) for each in types))
        raise _refused(name, f"members of the type {foreign} sit there, which is defined in somebody's own code")
    try:
        return Scenario.model_validate_json(json.dumps(dict(header.scenario)), strict=True)
    except (ValidationError, ScenarioRefused):
        raise _refused(name, "its scenario is not one that this version can read; it was made by other rules") from None


def _rows_of_sheet(recording: Recording, scenario: Scenario, name: str) -> tuple[Applicant, ...]:
    """The rows as the sheet had them, from the cells that the recording shows."""
    if any(row.opened.hidden for row in recording.rows):
        raise _refused(name, "a rule kept cells of the sheet off the wall, so the recording lacks them; use the sheet")
    rows = [_row_of_sheet(row.opened.cells, scenario.season.year, name) for row in recording.rows]
    return tuple(rows[::-1] if scenario.meeting.rules.order == "reversed" else rows)


def _row_of_sheet(cells: Mapping[str, str], year: int, name: str) -> Applicant:
    columns = {column: text for column, text in cells.items() if column in BY_NAME}
    extras = tuple((heading, text) for heading, text in cells.items() if heading not in BY_NAME)
    (read,) = read_rows([columns], year=year, place=name)
    return replace(read, extras=extras)


def recorded(remade: Remade, *listeners: Listener) -> bytes:
    """The bytes of the meeting's recording; ``listeners`` hear it, too."""
    stream = BytesIO()
    with Recorder(stream) as recorder:
        remade.meeting(recorder, *listeners).run()
    return stream.getvalue()


def _other_rules(path: Path) -> str:
    """By which version the recording was made, for a refusal."""
    version = json.loads(unpacked(path.read_bytes()).partition(b"\n")[0])["committee"]
    if version == __version__:
        return "it was made by other rules than those of this copy; record it again"
    return f"version {version} made it and this is {__version__}; install that version, or record it again"


def _refused(name: str, why: str) -> RecordingRefused:
    return RecordingRefused(Problem(place=name, allowed=why))
