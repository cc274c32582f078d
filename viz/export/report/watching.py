"""Two pairs of meetings to watch: the most typical one and the most surprising one, word by word and on one clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from committee.recording import Recording, open_recording
from committee.recording.recording import RecordedRow
from committee.recording.row_minutes import row_minutes
from viz.export.html import packed
from viz.export.report.answer import in_brief
from viz.export.report.blocks import Beside, Block, Code, Heading, Line, Number, Prose, Side, Words
from viz.export.report.numbers import decimals, figure
from viz.export.report.outcomes import outcome_in_words
from viz.export.report.study import Effect, Pair, Study

_WHY: Final = {
    "typical": "The most typical pair: its difference is nearest the median over all seeds.",
    "surprising": "The most surprising pair: the largest difference that goes the other way.",
}


def watching_part(study: Study) -> list[Block]:
    """Each pair: why it is shown, the row's minutes side by side, and both meetings to watch."""
    if not study.pairs:
        return []
    return [Heading("Meetings to watch"), *(block for pair in study.pairs for block in _pair(study, pair))]


def _pair(study: Study, pair: Pair) -> Iterator[Block]:
    outcome = outcome_in_words(study.primary)
    effect = next((each for each in study.changes if each.point == pair.point), None)
    first, second = (open_recording(path) for path in pair.paths)
    difference = outcome.shown(pair.difference)
    shown = figure(difference, decimals(difference, difference, difference), sign=not outcome.factor)
    label = in_brief(study, effect) if effect else f"design point {pair.point}"
    yield Prose(
        (
            f"{_WHY.get(pair.name, pair.name)} With seed {pair.seed} and {label}, {outcome.title} changes by ",
            Number(shown, pair.addresses[1]),
            f" ({outcome.unit}). {parting(first, second)}",
        )
    )
    row = pair.row or parting_row(first, second)
    yield Beside(pair.name, row, _sides(pair, row, f"Changed ({label})", (first, second)))
    yield Prose(_how(effect, study), quiet=True)


def _how(effect: Effect | None, study: Study) -> Words:
    seeds = f"one of {effect.n:,} pairs" if effect else f"one of {len(study.seeds):,} pairs"
    return (f"This is {seeds}, chosen by its number alone. ", Code("committee open ADDRESS"), " shows any other.")


def _sides(pair: Pair, row: str, changed: str, recordings: tuple[Recording, Recording]) -> tuple[Side, Side]:
    lines = compared(*(_lines(recording, _row_of(recording, row)) for recording in recordings))
    first, second = (
        Side(title, said, address, packed(path))
        for title, said, address, path in zip(("At the base", changed), lines, pair.addresses, pair.paths, strict=True)
    )
    return first, second


def _row_of(recording: Recording, row: str) -> RecordedRow | None:
    return next((each for each in recording.rows if each.opened.id == row), None)


def _lines(recording: Recording, row: RecordedRow | None) -> list[tuple[str, str]]:
    """What was said about a row, and its call."""
    if row is None:
        return []
    minutes = row_minutes(recording, row)
    lines = []
    for said in minutes.said:
        asides = f" [{'; '.join(said.asides)}]" if said.asides else ""
        lines.append((f"{said.at} {said.speaker}, {said.role}{asides}", said.text))
    after = ". ".join(filter(None, (minutes.reason, minutes.weighed, minutes.unpaid)))
    return [*lines, ("", f"{minutes.call}."), *([("", f"{after}.")] if after else [])]


def compared(first: Sequence[tuple[str, str]], second: Sequence[tuple[str, str]]) -> list[list[Line]]:
    """The lines of both, marked: the same up to where they part."""
    part = next((place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(first), len(second)) if part is None else part
    states = {True: "same", False: ""}
    return [
        [Line(who, text, "parts" if place == at else states[place < at]) for place, (who, text) in enumerate(lines)]
        for lines in (first, second)
    ]


def parting(first: Recording, second: Recording) -> str:
    """Where two meetings part, in a sentence: in the first row in which anything happens otherwise."""
    part = parting_row(first, second)
    opened = next((row.opened for row in first.rows if row.opened.id == part), None)
    if opened is None:
        return "Both meetings go the same way."
    if opened.row == 1:
        return f"The two meetings part in the first row ({opened.name})."
    same = f"Up to row {opened.row - 1} both meetings go the same way"
    return f"{same}; they part in row {opened.row} ({opened.name})."


def parting_row(first: Recording, second: Recording) -> str:
    """The id of the first row in which anything happens otherwise; empty if there is none."""
    rows = zip(first.rows, second.rows, strict=False)
    return next((before.opened.id for before, after in rows if before.events != after.events), "")
