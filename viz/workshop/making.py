"""What a session needs before anybody comes in: its meetings, what they are compared with, and what decided each row.

Everything is made by child processes that run our own commands. What is there already is not made again, so a workshop
that was interrupted goes on where it was.

Each meeting has a *ghost-free* twin with the same draws, in which nobody remembers a past resident.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from committee import __version__
from committee.archive.whole import write_whole
from committee.errors import InputRefused, Problem, UsageRefused, nearest
from committee.machine.rules import rules_digest
from committee.recording import open_recording
from viz.questions import AT_ONCE, Questions
from viz.workshop.session import Meeting, Session

GHOSTLESS: Final = "switches.memory=false"
"""The setting that makes a ghost-free twin."""

MANIFEST: Final = "made.json"
"""The file that says what the others were made from."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the making has come."""

    done: int
    """Files that are there."""
    of: int
    """All files."""
    what: str
    """What was finished last, in words."""
    found: bool = False
    """Whether that was there already."""

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps({"progress": self.done, "of": self.of, "what": self.what})


@dataclass(frozen=True, kw_only=True)
class Made:
    """The files of a session."""

    recordings: Mapping[str, Path]
    """The meetings by name."""
    nulls: Mapping[str, Path] = field(default_factory=dict)
    """Their ghost-free twins, by the same names; a recording that was a file has none."""
    pivots: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    """What decided each row that people vote on, as ``committee pivots --json`` prints it, by (recording, row)."""


@dataclass(frozen=True, kw_only=True)
class _Job:
    """One file to make."""

    path: Path
    what: str
    words: tuple[str, ...]
    """The words of the command."""
    prints: bool = False
    """Whether the command prints what belongs in the file; else it writes the file itself."""


Told = Callable[[Progress], None]
"""Hears how far the making has come."""


def make(session: Session, folder: Path, told: Told, command: Sequence[str] | None = None) -> Made:
    """Make what is not there yet.

    Parameters
    ----------
    session
        The session.
    folder
        Where the files go; it is made if it is not there.
    told
        Hears of each file that is ready. It may be called from other threads, but never twice at once.
    command
        The words that start ``committee``; our own by default.

    Raises
    ------
    UsageRefused
        If a meeting cannot be held, or a step names a row or a seat that its meeting does not have. Problems of all
        meetings are said at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = _plan(session, folder)
    runs, asked = list(_runs(session, made)), list(_pivots(session, made))
    _settle(session, folder, [*runs, *asked])
    questions = Questions(command)
    work = _Work(questions, told, of=len(runs) + len(asked))
    try:
        work.do(runs)
        _check_rows(session, made)
        work.do(asked)
    finally:
        questions.stop()
    return made


def _plan(session: Session, folder: Path) -> Made:
    """Where each file is, or will be."""
    held = [meeting for meeting in session.recordings if meeting.scenario]
    named = {meeting.name: Path(meeting.file) for meeting in session.recordings if meeting.file}
    return Made(
        recordings=named | {meeting.name: folder / f"{meeting.name}.jsonl" for meeting in held},
        nulls={meeting.name: folder / f"{meeting.name}-ghostless.jsonl" for meeting in held},
        pivots={
            (name, row): folder / f"{name}-pivots-{number}.json"
            for number, (name, row) in enumerate(session.rounds, start=1)
        },
    )


def _runs(session: Session, made: Made) -> Iterator[_Job]:
    for meeting in session.recordings:
        if meeting.scenario:
            name = meeting.name
            yield _run(meeting, made.recordings[name], f"the meeting {name}")
            yield _run(meeting, made.nulls[name], f"{name} without past residents", GHOSTLESS)


def _run(meeting: Meeting, path: Path, what: str, *more: str) -> _Job:
    sets = tuple(f"--set={setting}" for setting in (*meeting.set, *more))
    words = ("run", meeting.scenario, f"--seed={meeting.seed}", *sets, f"--out={path}", "--force")
    return _Job(path=path, what=what, words=words)


def _pivots(session: Session, made: Made) -> Iterator[_Job]:
    for name, row in session.rounds:
        words = ("pivots", str(made.recordings[name].resolve()), f"--row={row}", "--json")
        yield _Job(path=made.pivots[name, row], what=f"what decided {row} in {name}", words=words, prints=True)


def _settle(session: Session, folder: Path, jobs: Sequence[_Job]) -> None:
    """Remove what was made of another session, or by other rules, and say what this is made of."""
    files = sorted(job.path.name for job in jobs)
    own = {"committee": __version__, "rules": rules_digest(), "session": session.digest, "files": files}
    place = folder / MANIFEST
    if _said(place) == own:
        return
    for job in jobs:
        job.path.unlink(missing_ok=True)
    write_whole(place, (json.dumps(own, indent=2, sort_keys=True) + "\n").encode(), force=True)


def _said(manifest: Path) -> object:
    try:
        return json.loads(manifest.read_bytes())
    except (OSError, ValueError):
        return None


class _Work:
    """Does jobs, a few at a time."""

    def __init__(self, questions: Questions, told: Told, *, of: int) -> None:
        self._questions, self._told, self._of, self._done = questions, told, of, 0

    def do(self, jobs: Sequence[_Job]) -> None:
        """Do those that are not done yet; every one that fails is said."""
        problems: list[Problem] = []
        with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
            running = {pool.submit(self._one, job): job for job in jobs}
            try:
                for future in as_completed(running):
                    try:
                        found = future.result()
                    except InputRefused as refused:
                        problems += refused.problems
                        continue
                    self._done += 1
                    self._told(Progress(done=self._done, of=self._of, what=running[future].what, found=found))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self._questions.stop()
                raise
        if problems:
            raise UsageRefused(*dict.fromkeys(problems))

    def _one(self, job: _Job) -> bool:
        """Do a job; returns whether it was done already."""
        if _is_whole(job):
            return True
        said = self._questions.asked(*job.words)
        if job.prints:
            write_whole(job.path, said.encode(), force=True)
        return False


def _is_whole(job: _Job) -> bool:
    """Whether the file is there and nothing of it is missing."""
    if not job.path.is_file():
        return False
    if job.prints:
        return True  # it gets its name only when it is whole
    try:
        return open_recording(job.path).complete
    except InputRefused:
        return False


def _check_rows(session: Session, made: Made) -> None:
    """Refuse rows and seats that are in none of the meetings."""
    there = {name: open_recording(path) for name, path in made.recordings.items()}
    problems: dict[Problem, None] = {}
    for number, step in enumerate(session.steps, start=1):
        if not step.recording:
            continue
        recording, place = there[step.recording], f"steps.{number}"
        rows = tuple(row.opened.id for row in recording.rows)
        wanted = (("row", rows, (step.row,) if step.row else ()), ("seats", tuple(recording.members), step.seats))
        for key, known, given in wanted:
            for each in given:
                if each not in known:
                    allowed = f"the meeting {step.recording} has no such {key.removesuffix('s')}"
                    near = nearest(each, known)
                    problems[Problem(place=f"{place}.{key}", value=each, allowed=allowed, nearest=near)] = None
    if problems:
        raise UsageRefused(*problems)
