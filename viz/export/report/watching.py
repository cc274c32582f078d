"""Two pairs of meetings to watch: the most typical one and the most surprising one, word by word and on one clock."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite
from statistics import median
from typing import Final

from committee.recording import Recording, open_recording
from committee.recording.recording import RecordedRow
from committee.recording.row_minutes import row_minutes
from committee.recording.spoken import FACTORS
from committee.recording.verdict import nothing_weighed, weighed_most
from viz.export.html import packed
from viz.export.report.answer import in_brief
from viz.export.report.blocks import Beside, Block, Code, Heading, Line, Prose, Side, Words
from viz.export.report.numbers import decimals, figure
from viz.export.report.study import Effect, Pair, Study

PORTRAYS: Final = "The dialogue portrays a room with its biases. It recommends nothing."
"""What a reader of the dialogue has to know."""

_ONE: Final = re.compile(r"^1 (\w+)s ")
_CLOCK: Final = re.compile(r"^\d+:\d+ ")

_STAKES: Final = re.compile(r"^stakes ([\d.]+ units?),")
"""The beginning of an aside about capital, which the minutes count in units without saying of what."""


def watching_part(study: Study) -> list[Block]:
    """Each pair: why it is shown, the row's minutes side by side, and both meetings to watch."""
    if not study.pairs:
        return []
    pairs = (block for pair in study.pairs for block in _pair(study, pair))
    missing = (Prose((sentence,), quiet=True) for sentence in study.missing)
    return [Heading("Meetings to watch"), Prose((PORTRAYS,), quiet=True), *pairs, *missing]


def _pair(study: Study, pair: Pair) -> Iterator[Block]:
    effect = next((each for each in study.changes if each.point == pair.point), None)
    first, second = (open_recording(path) for path in pair.paths)
    label = in_brief(study, effect) if effect else f"design point {pair.point}"
    yield Prose((f"{_why(study, pair)} Seed {pair.seed}; changed: {label}. {parting(first, second)}",))
    row = pair.row or parting_row(first, second)
    here = row == parting_row(first, second)
    words = "Here they part" if here else "In this row, the words differ from here"
    yield Beside(pair.name, row, _sides(study, pair, row, f"Changed: {label}", (first, second)), words)
    yield Prose(_how(effect, study), quiet=True)


def _why(study: Study, pair: Pair) -> str:
    """Why this pair is shown: how its number lies among all."""
    outcome = study.spoken(study.primary)
    words = _ONE.sub(r"1 \1 ", outcome.change(*(pair.difference,) * 3)[0].replace(".0 ", " ", 1))
    if pair.name == "surprising":
        return f"The most surprising pair: the largest difference that goes the other way ({words})."
    found = [*study.differences(pair.point, 1, "", study.primary).values()]
    ties = pair.ties or sum(value == pair.difference for value in found)
    which = f"one of {ties:,} pairs" if ties > 1 else "the pair"
    near = "at the median" if found and median(found) == pair.difference else "nearest the median"
    return f"The typical pair: {which} {near} ({words})."


def _how(effect: Effect | None, study: Study) -> Words:
    seeds = f"one of {effect.n:,} pairs" if effect else f"one of {len(study.seeds):,} pairs"
    return (f"This is {seeds}, chosen by its number alone. ", Code("committee open ADDRESS"), " shows any other.")


def _sides(
    study: Study, pair: Pair, row: str, changed: str, recordings: tuple[Recording, Recording]
) -> tuple[Side, Side]:
    lines = compared(*(_lines(recording, _row_of(recording, row)) for recording in recordings))
    ends = (_ends(study, point, pair.seed, len(each.rows)) for point, each in zip((1, pair.point), recordings))  # noqa: B905
    first, second = (
        Side(title, said, address, end, packed(path))
        for title, said, address, end, path in zip(
            ("At the base", changed), lines, pair.addresses, ends, pair.paths, strict=True
        )
    )
    return first, second


def _ends(study: Study, point: int, seed: int, files: int) -> str:
    """The primary outcome in one meeting: ``Place 48 of 60``; empty if it did not come to its end."""
    outcome = study.spoken(study.primary)
    held = study.values.get((point, "", study.primary), {})
    value = next(
        (held[replicate] for replicate, each in study.seeds.items() if each == seed and replicate in held), None
    )
    if value is None or not isfinite(value):
        return ""
    if outcome.of_meetings:
        return f"{outcome.title.removeprefix('how often ')}: {'yes' if value else 'no'}"
    shown = figure(outcome.shown(value), decimals(value, value, value)).removesuffix(".0")
    return f"Place {shown} of {files}" if not outcome.upward else f"{outcome.title}: {shown}"


def _row_of(recording: Recording, row: str) -> RecordedRow | None:
    return next((each for each in recording.rows if each.opened.id == row), None)


def _lines(recording: Recording, row: RecordedRow | None) -> list[tuple[str, str]]:
    """What was said about a row, and its call."""
    if row is None:
        return []
    minutes = row_minutes(recording, row)
    lines = []
    for said in minutes.said:
        told = [_STAKES.sub(r"stakes \1 of capital,", aside) for aside in said.asides]
        asides = f" [{'; '.join(told)}]" if told else ""
        lines.append((f"{said.at} {said.speaker}, {said.role}{asides}", said.text))
    after = " ".join(filter(None, (f"{minutes.reason}." if minutes.reason else "", *_verdict(row))))
    return [*lines, ("", f"{minutes.call}."), *([("What weighed", after)] if after else [])]


def _verdict(row: RecordedRow) -> Iterator[str]:
    """What weighed most in the call, and what it would have been without stakes, with what the numbers count."""
    closed = row.closed
    most = weighed_most(closed) if closed else None
    if most:
        by = "lowered" if most[1] < 0.0 else "raised"
        yield f"Weighed most: {FACTORS[most[0]]}, which {by} the director's call by {abs(most[1]):.2f}."
    elif nothing := nothing_weighed(row):
        yield f"Weighed most: {nothing}."
    if closed is not None and closed.unpaid is not None:
        without, own = (figure(value, 2) for value in (closed.unpaid, closed.call))
        yield (
            "If no one had staked capital on this file, the director's call would have been "
            f"{without} and not {own} (scale −2 to 1)."
        )


def compared(first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]) -> list[list[Line]]:
    """The lines of both, marked: the same up to where they part."""
    pairs = enumerate(zip(first, second, strict=False))
    part = next((place for place, (own, other) in pairs if _without_clock(own) != _without_clock(other)), None)
    at = min(len(first), len(second)) if part is None else part
    states = {True: "same", False: ""}
    return [
        [Line(who, text, "parts" if place == at else states[place < at]) for place, (who, text) in enumerate(lines)]
        for lines in (first, second)
    ]


def _without_clock(line: tuple[str, str]) -> tuple[str, str]:
    who, text = line
    return _CLOCK.sub("", who), text


def parting(first: Recording, second: Recording) -> str:
    """Where two meetings part, in a sentence: in the first row in which anything happens otherwise."""
    part = parting_row(first, second)
    opened = next((row.opened for row in first.rows if row.opened.id == part), None)
    if opened is None:
        return "Both meetings go the same way."
    if opened.row == 1:
        return f"The two meetings differ from the first row on ({opened.name})."
    same = f"Up to row {opened.row - 1} both meetings go the same way"
    return f"{same}; they differ from row {opened.row} on ({opened.name})."


def parting_row(first: Recording, second: Recording) -> str:
    """The id of the first row in which anything happens otherwise; empty if there is none."""
    rows = zip(first.rows, second.rows, strict=False)
    return next((before.opened.id for before, after in rows if before.events != after.events), "")
