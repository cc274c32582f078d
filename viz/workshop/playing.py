"""The meeting held again with what groups of the audience do in their seats, while the server goes on."""

from __future__ import annotations

from pathlib import Path

from committee.recording import open_recording
from viz.questions import Questions
from viz.workshop.journal import Entry
from viz.workshop.known import Known
from viz.workshop.room import Room, entry, tally
from viz.workshop.seats import Option, chosen, play, row_of, summary
from viz.workshop.session import Step

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
        name = f"seat-{index + 1}"
        source = self._known.recordings[step.recording]
        played = play(source, step.row, picked, self._folder / name, self._questions)
        values = {member: option.value for member, option in picked}
        if played is None:
            return entry("acts", round=step.round, picked=values, said=[NOBODY_ACTED], recording="", file="", end_s=0.0)
        said = [summary(played, self._known.told[step.round].name), *played.said]
        end_s = row_of(open_recording(played.with_it), step.row).seconds
        file = played.with_it.resolve().relative_to(self._folder.resolve()).as_posix()
        return entry("acts", round=step.round, picked=values, said=said, recording=name, file=file, end_s=end_s)

    def path(self, file: str) -> Path:
        """Where a meeting with what groups did lies."""
        return self._folder / file

    def stop(self) -> None:
        """End what is still at work."""
        self._questions.stop()

    def _choice(self, step: Step, member: str, room: Room) -> Option:
        options = self._known.told[step.round].chairs[member].options
        return chosen(options, tally(room, (f"{step.round}@{member}", "seat")))
