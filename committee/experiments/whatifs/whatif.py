"""What if: the same meeting with one change and the same draws, and what the change did, in a few sentences.

::

    import committee

    answer = committee.whatif("two_imgs", row="img_a", change={"advocate": "apd:strong"}, seed=1)
    print(*answer.sentences)

Every draw has an address that does not depend on the others, so the two meetings differ only where the change reaches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Final

from msgspec import Struct

from committee.chance import seed_of
from committee.errors import Problem, UsageRefused
from committee.events import Listener
from committee.experiments.whatifs.acts import Acts, line_of, read_acts
from committee.experiments.whatifs.address import Address
from committee.experiments.whatifs.change import Change, changed, in_cells_and_settings
from committee.experiments.whatifs.checks import check_silenced, names_of, row_id
from committee.experiments.whatifs.origin import addressed, at
from committee.experiments.whatifs.progress import RowsTold, SoFar, nobody
from committee.experiments.whatifs.remade import Remade, from_recording, from_scenario, recorded
from committee.experiments.whatifs.telling import told
from committee.machine.shipped import is_path, short_name, spelled
from committee.measures.differing import Differing, differing
from committee.meeting.intervention import Intervention
from committee.recording import RecordedRow, Recording, looks_like_recording, read_recording

_NOTHING: Mapping[str, str] = {}
_RECORDINGS: Final = (".jsonl", ".jsonl.gz")

OF_A_SCENARIO: Final = 2
"""Meetings that a what-if about a scenario holds: as it is, and with the change."""

OF_A_RECORDING: Final = 3
"""Meetings that one about a recording holds: before those two the recorded one, to compare it with the file."""


class WhatIf(Struct, frozen=True, kw_only=True):
    """A meeting, the same meeting with one change, and what became of it."""

    row: str
    """The id of the row that was asked about."""
    change: Change
    """What was changed."""
    before: Recording
    """The meeting as it was."""
    after: Recording
    """The same with the change."""
    differing: Differing
    """How the two differ."""
    sentences: tuple[str, ...]
    """The same in words."""
    files: tuple[bytes, bytes]
    """Both recordings as files."""
    address: str
    """The address of the changed meeting; empty for a recording of a sheet or of one's own scenario."""

    def __repr__(self) -> str:
        """What it says, as a notebook shows it: both recordings would be millions of letters."""
        return "\n".join((*self.sentences, self.address)).rstrip()


class Asked(Struct, frozen=True, kw_only=True):
    """A what-if before it is held."""

    scenario: str
    """The name or path of the scenario; empty for a recording."""
    remade: Remade
    """The meeting."""
    row: str
    """The id of the row that was asked about."""
    change: Change
    """What to change."""
    acts: Acts = Acts(lines=())
    """The acts among the changes, with the lines that they come from."""

    def held(self, tell: Callable[[SoFar], object] = nobody) -> WhatIf:
        """Both meetings, held and compared; ``tell`` hears how far they are.

        Raises
        ------
        SheetRefused, ScenarioRefused, UsageRefused
            If something that is to be changed is not there, or may not be so.
        """
        meetings = OF_A_RECORDING if self.remade.file else OF_A_SCENARIO
        first = recorded(self.remade, RowsTold(tell, meetings - 1, meetings))
        before = read_recording(BytesIO(first))
        row = _row(before, self.row)
        for id_, intervention in self.change.rows.items():
            check_silenced(_row(before, id_), intervention.silenced)
        second = self._changed(RowsTold(tell, meetings, meetings))
        after = read_recording(BytesIO(second))
        compared = differing(before, after)
        sentences = told(self.change, row, (before, after), compared)
        return WhatIf(
            row=self.row,
            change=self.change,
            before=before,
            after=after,
            differing=compared,
            sentences=sentences,
            files=(first, second),
            address=self._address(compared),
        )

    def _address(self, compared: Differing) -> str:
        found = addressed(self.scenario, self.remade, self.change)
        if found is None:
            return ""
        parting = compared.parting
        second = parting.second if parting is not None and parting.row.opened.id == self.row else 0.0
        return at(found, self.row, round(second, 1))

    @property
    def address(self) -> str:
        """The address of the meeting, with what is changed, at the row; empty if it has none."""
        found = addressed(self.scenario, self.remade, self.change)
        return "" if found is None else at(found, self.row)

    def _changed(self, listener: Listener) -> bytes:
        try:
            return recorded(changed(self.remade, self.change), listener)
        except UsageRefused as refused:
            raise self.acts.located(refused) from None


def whatif(
    scenario: str | PathLike[str],
    *,
    row: str,
    change: Mapping[str, object] = _NOTHING,
    seed: int | None = None,
    silence: Iterable[int] = (),
    without: Iterable[str] = (),
    forget: Iterable[str] = (),
    acts: str | PathLike[str] | Sequence[Mapping[str, object]] = (),
) -> WhatIf:
    """The meeting of a scenario and a seed, or of a recording, with one change.

    Parameters
    ----------
    scenario
        The name or path of a scenario, or the path of a recording (``.jsonl``, ``.jsonl.gz``).
    row
        The id or the name of the row to ask about.
    change
        By column of the sheet, the new cell of that row (``""`` leaves it blank); by dotted key, a setting.
    seed
        The seed, 1 by default. A recording has its own.
    silence
        Turns of the row that nobody hears, from 1: turn 0 is the reading.
    without
        Ids of members who are not there.
    forget
        Ids of past residents whom nobody remembers.
    acts
        Acts put in members' mouths: a file of JSON lines, or tables with the same fields.

    Raises
    ------
    InputRefused
        If the scenario, the recording or the change cannot be used.
    """
    given = {key: _text(value) for key, value in change.items()}
    read = acts if isinstance(acts, str | PathLike) else tuple(acts)
    question = asked(
        scenario, row=row, sets=given, seed=seed, silence=silence, without=without, forget=forget, acts=read
    )
    if question.change == Change():
        raise UsageRefused(
            Problem(place="whatif", allowed="say what to change: change, silence, without, forget or acts")
        )
    return question.held()


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def asked(
    scenario: str | PathLike[str],
    *,
    row: str,
    sets: Mapping[str, str] = _NOTHING,
    seed: int | None = None,
    silence: Iterable[int] = (),
    without: Iterable[str] = (),
    forget: Iterable[str] = (),
    acts: str | PathLike[str] | Sequence[Mapping[str, object]] = (),
    tell: Callable[[SoFar], object] = nobody,
) -> Asked:
    """A what-if, read and ready to be held; the parameters are those of :func:`whatif`.

    ``tell`` hears how far the meeting of a recording is, which is held first.
    """
    remade = meeting_of(scenario, seed, RowsTold(tell, 1, OF_A_RECORDING))
    row = row_id(names_of(remade), row)
    cells, settings = in_cells_and_settings(sets, row)
    given = _acts(acts)
    rows = dict(given.rows)
    turns = tuple(sorted(set(silence)))
    if turns:
        rows[row] = Intervention(silenced=turns, put=rows[row].put if row in rows else ())
    wanted = Change(settings=settings, cells=cells, without=tuple(without), forgotten=tuple(forget), rows=rows)
    name = "" if is_recording(scenario) else spelled(scenario)
    return Asked(scenario=name, remade=remade, row=row, change=wanted, acts=given)


def _acts(given: str | PathLike[str] | Sequence[Mapping[str, object]]) -> Acts:
    if isinstance(given, str | PathLike):
        return read_acts(given)
    return Acts(lines=tuple(line_of(table, f"acts, number {number}") for number, table in enumerate(given, start=1)))


def is_recording(name: str | PathLike[str]) -> bool:
    """Whether ``name`` is that of a recording, by its ending or by what the file at that path begins with.

    Any other is that of a scenario.
    """
    text = spelled(name)
    if text.lower().endswith(_RECORDINGS):
        return True
    own_file = is_path(text) and not text.lower().endswith(".toml") and Path(text).is_file()
    return own_file and looks_like_recording(Path(text))


def name_of(scenario: str | PathLike[str]) -> str:
    """The name that files about a scenario or a recording begin with."""
    text = str(scenario)
    return Path(text).name.removesuffix(".gz").removesuffix(".jsonl") if is_recording(text) else short_name(text)


def meeting_of(scenario: str | PathLike[str], seed: int | None = None, *listeners: Listener) -> Remade:
    """The meeting of a scenario and a seed, or of a recording; ``listeners`` hear that of a recording while it is held.

    Raises
    ------
    UsageRefused
        If a seed is given beside a recording, which has its own.
    RecordingRefused, ScenarioRefused, SheetRefused
        If it cannot be made.
    """
    if not is_recording(scenario):
        return from_scenario(scenario, 1 if seed is None else seed_of(seed))
    if seed is not None:
        allowed = "a recording has its own seed; leave this out, or give the scenario"
        raise UsageRefused(Problem(place="--seed", value=str(seed), allowed=allowed))
    return from_recording(scenario, *listeners)


def address_of_asked(scenario: str | PathLike[str], remade: Remade) -> Address | None:
    """The address of the meeting that :func:`meeting_of` made of ``scenario``; None if it has none."""
    return addressed("" if is_recording(scenario) else spelled(scenario), remade, Change())


def _row(recording: Recording, id_: str) -> RecordedRow:
    rows = {row.opened.id: row for row in recording.rows}
    if id_ not in rows:
        row_id({each.opened.id: "" for each in recording.rows}, id_)
    return rows[id_]
