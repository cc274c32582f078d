"""What is wrong with a session beyond its types: names that mean nothing, steps that come too early, too little time.

A *round* is a row that people vote on: they predict, hear the talk, vote again, and then everything is revealed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from committee.errors import Problem, nearest

if TYPE_CHECKING:
    from viz.workshop.session import Meeting, Session, Step

_ABOUT_A_ROW: Final = ("predict", "talk", "vote", "reveal", "seat")
"""The kinds of steps that are about a row; the first four are the order of a round."""

_MAY_SHOW: Final = ("talkover", "debrief")
"""The kinds of steps that may show a row and need none."""

_ROUND: Final = _ABOUT_A_ROW[:4]

_PARTS: Final = ("reactions", "description", "analysis", "summary")
"""The parts of a debrief, in order."""


def problems_with(session: Session, file: str) -> list[Problem]:
    """Everything that is wrong with a session whose keys have the right types; ``file`` is what messages call it."""
    looks: tuple[Callable[[Session], Iterator[Problem]], ...]
    looks = (_meetings, _steps, _rounds, _items, _debrief, _time, _cells)
    return [_at(problem, file) for look in looks for problem in look(session)]


def _at(problem: Problem, file: str) -> Problem:
    return Problem(
        place=f"{file}, {problem.place}", value=problem.value, allowed=problem.allowed, nearest=problem.nearest
    )


# ---------------------------------------------------------------- recordings


def _meetings(session: Session) -> Iterator[Problem]:
    for again in _twice([meeting.name for meeting in session.recordings]):
        yield Problem(place="recordings", value=again, allowed="two recordings have this name; give each its own")
    for number, meeting in enumerate(session.recordings, start=1):
        yield from _meeting(meeting, f"recordings.{number}")
    shown = {step.recording for step in session.steps}
    for number, meeting in enumerate(session.recordings, start=1):
        if meeting.name not in shown:
            allowed = "no step shows this recording; take it out, or name it in a step"
            yield Problem(place=f"recordings.{number}.name", value=meeting.name, allowed=allowed)


def _meeting(meeting: Meeting, place: str) -> Iterator[Problem]:
    if bool(meeting.scenario) == bool(meeting.file):
        allowed = "a recording is held of a scenario, or is a file; give one of the two"
        yield Problem(place=place, allowed=allowed)
    if meeting.file and meeting.set:
        yield Problem(place=f"{place}.set", allowed="a file is what it is; settings go with a scenario")
    for setting in meeting.set:
        key, equals, _ = setting.partition("=")
        if not equals or not all(part.strip() for part in key.split(".")):
            allowed = "write section.key=VALUE, such as meeting.row_seconds=45"
            yield Problem(place=f"{place}.set", value=setting, allowed=allowed)


# ---------------------------------------------------------------- steps


def _steps(session: Session) -> Iterator[Problem]:
    names = [meeting.name for meeting in session.recordings]
    for number, step in enumerate(session.steps, start=1):
        yield from _step(step, f"steps.{number}", names)
    if session.steps[0].kind != "join":
        allowed = "a session begins with a step of kind join, at which people come in"
        yield Problem(place="steps.1.kind", value=session.steps[0].kind, allowed=allowed)


def _step(step: Step, place: str, names: Sequence[str]) -> Iterator[Problem]:
    needs, may = step.kind in _ABOUT_A_ROW, step.kind in _MAY_SHOW
    if needs and not (step.recording and step.row):
        yield Problem(place=place, allowed=f"a step of kind {step.kind} is about a row; give a recording and a row")
    if not needs and not may and (step.recording or step.row):
        yield Problem(place=place, allowed=f"a step of kind {step.kind} is about no row; take recording and row out")
    if step.row and not step.recording and may:
        yield Problem(place=f"{place}.row", value=step.row, allowed="say which recording has this row")
    if step.recording and step.recording not in names:
        allowed = f"the recordings here are {', '.join(names)}"
        near = nearest(step.recording, names)
        yield Problem(place=f"{place}.recording", value=step.recording, allowed=allowed, nearest=near)
    if bool(step.part) != (step.kind == "debrief"):
        allowed = "every step of kind debrief says its part, and no other step does"
        yield Problem(place=f"{place}.part", value=step.part or None, allowed=allowed)
    if bool(step.seats) != (step.kind == "seat"):
        allowed = "a step of kind seat names the members whose seats people take, and no other step does"
        yield Problem(place=f"{place}.seats", allowed=allowed)
    for again in _twice(step.seats):
        yield Problem(place=f"{place}.seats", value=again, allowed="this seat is there twice; keep one")


def _rounds(session: Session) -> Iterator[Problem]:
    """A round goes one way: predict, talk, vote, reveal, each once; nothing is revealed that nobody voted on."""
    done: dict[str, list[str]] = {}
    for number, step in enumerate(session.steps, start=1):
        if step.kind not in _ROUND or not step.round:
            continue
        before, place = done.setdefault(step.round, []), f"steps.{number}.kind"
        if step.kind in before:
            yield Problem(place=place, value=step.kind, allowed=f"this is there twice for the row {step.row}; keep one")
        elif late := [kind for kind in before if _ROUND.index(kind) > _ROUND.index(step.kind)]:
            allowed = f"for the row {step.row} it comes after {late[0]}; the order is {', '.join(_ROUND)}"
            yield Problem(place=place, value=step.kind, allowed=allowed)
        elif step.kind == "reveal" and not {"predict", "vote"} & set(before):
            allowed = f"nobody has voted on the row {step.row} yet; put a step of kind predict before it"
            yield Problem(place=place, value=step.kind, allowed=allowed)
        before.append(step.kind)
    yield from _told_early(session)
    for number, step in enumerate(session.steps, start=1):
        if step.kind == "predict" and "reveal" not in done.get(step.round, ()):
            allowed = f"nobody is told what came of the row {step.row}; add a step of kind reveal"
            yield Problem(place=f"steps.{number}.kind", value=step.kind, allowed=allowed)


def _told_early(session: Session) -> Iterator[Problem]:
    """A talkover plays its row with the call, so it comes after the row's reveal."""
    coming = [step.round for step in session.steps if step.kind == "reveal"]
    for number, step in enumerate(session.steps, start=1):
        if step.kind == "reveal":
            coming.remove(step.round)
        elif step.kind == "talkover" and step.round in coming:
            allowed = f"it shows how the row {step.row} ends before people have voted; put it after the reveal"
            yield Problem(place=f"steps.{number}.kind", value=step.kind, allowed=allowed)


# ---------------------------------------------------------------- items, debrief, time


def _items(session: Session) -> Iterator[Problem]:
    for again in _twice([item.id for item in session.asked]):
        allowed = 'two items have this id; for a pair write one item with when = "both"'
        yield Problem(place="items", value=again, allowed=allowed)
    for number, item in enumerate(session.asked, start=1):
        for again in _twice(item.choices):
            yield Problem(place=f"items.{number}.choices", value=again, allowed="this choice is there twice; keep one")


def _debrief(session: Session) -> Iterator[Problem]:
    """The parts of a debrief come in their order, each once."""
    parts = [(number, step.part) for number, step in enumerate(session.steps, start=1) if step.part]
    for (_, before), (number, part) in pairwise(parts):
        if _PARTS.index(part) <= _PARTS.index(before):
            allowed = f"it comes after {before}; the parts are {', '.join(_PARTS)}, each once"
            yield Problem(place=f"steps.{number}.part", value=part, allowed=allowed)


def _time(session: Session) -> Iterator[Problem]:
    planned = sum(step.seconds for step in session.steps)
    if planned > 60 * session.minutes:
        allowed = f"the steps take {planned} s, and {session.minutes} minutes are {60 * session.minutes} s"
        yield Problem(place="minutes", value=str(session.minutes), allowed=allowed)


def _cells(session: Session) -> Iterator[Problem]:
    """What a cell in the table of votes begins with must be nothing that a spreadsheet would run."""
    names = [(f"recordings.{number}.name", each.name) for number, each in enumerate(session.recordings, start=1)]
    items = enumerate(session.asked, start=1)
    choices = [(f"items.{number}.choices", choice) for number, item in items for choice in item.choices]
    for place, text in (("title", session.title), *names, *choices):
        if text.lstrip("' ")[:1] in _STARTS_A_FORMULA:
            allowed = "a spreadsheet would run this as a formula; begin with a letter or a digit"
            yield Problem(place=place, value=text, allowed=allowed)


_STARTS_A_FORMULA: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212")
"""Signs that start a formula in some spreadsheet, full-width ones included."""


def _twice(values: Sequence[str]) -> list[str]:
    """The values that are there more than once, each once."""
    return [value for value, times in Counter(values).items() if times > 1]
