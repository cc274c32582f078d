"""The meeting held again with what groups of the audience do in their seats, while the server goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from committee.recording import open_recording
from viz.questions import Questions
from viz.shelf import digest_of
from viz.workshop.journal import Entry
from viz.workshop.known import Known
from viz.workshop.room import Room, entry, tally
from viz.workshop.seats import Option, beside, chosen, is_even, moved_along, play, row_of, summary
from viz.workshop.session import Step

PLAYED = "seat-"
"""How the name of a folder begins that holds what groups did, before the number of the step."""

NOBODY_ACTED = "No group chose to do anything, so the meeting stays as it was."
"""What is said if there is nothing to play."""


class Player:
    """Holds meetings again.

    Parameters
    ----------
    folder
        Where the meetings go, each in a folder of its own.
    known
        The meetings as they were.
    questions
        Asks the model, in a child process.
    """

    def __init__(self, folder: Path, known: Known, questions: Questions | None = None) -> None:
        self._folder, self._known = folder, known
        self._questions = questions or Questions()

    def play(self, step: Step, index: int, room: Room) -> Entry:
        """Hold the meeting of the seat step at ``index`` again with what groups chose; returns what to keep of it.

        This takes some seconds. Raises UsageRefused if a member may not do that in this row.
        """
        picked = [(member, self._choice(step, member, room)) for member in step.seats]
        folder = self._folder / f"{PLAYED}{index + 1}"
        played = play(self._known.recordings[step.recording], step.row, picked, folder, self._questions)
        told = {"round": step.round, "picked": {member: option.value for member, option in picked}}
        split = self._split(step, room)
        if played is None:
            return entry("acts", **told, said=[NOBODY_ACTED, *split], beside=[], recording="", file="", end_s=0.0)
        meeting = open_recording(played.with_it)
        names = {row.opened.id: row.opened.name for row in meeting.rows}
        said = [summary(played, names[step.row]), *split, moved_along(played, names)]
        where = {
            # Each try has a name of its own, or a board would draw the meeting of the last one.
            "recording": f"{folder.name}-{digest_of(played.with_it.read_bytes())}",
            "file": played.with_it.resolve().relative_to(self._folder.resolve()).as_posix(),
        }
        return entry("acts", **told, said=said, beside=beside(played), **where, end_s=row_of(meeting, step.row).seconds)

    def path(self, file: str) -> Path:
        """Where a meeting with what groups did lies."""
        return self._folder / file

    def stop(self) -> None:
        """End what is still at work."""
        self._questions.stop()

    def _choice(self, step: Step, member: str, room: Room) -> Option:
        return chosen(self._known.told[step.round].chairs[member].options, _votes(step, member, room))

    def _split(self, step: Step, room: Room) -> list[str]:
        """Which groups were even, in a sentence each."""
        chairs = self._known.told[step.round].chairs
        even = [member for member in step.seats if is_even(chairs[member].options, _votes(step, member, room))]
        why = "was even, so the first of its choices that does something counts"
        return [f"The group of {chairs[member].name} {why}." for member in even]


def _votes(step: Step, member: str, room: Room) -> Mapping[str, int]:
    return tally(room, (f"{step.round}@{member}", "seat"))
