"""What a report is made of, before it is a page or a text: the two say the same because both are made of this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CHECKS: Final = "Technical checks of the simulation"
"""The heading of the checks."""


@dataclass(frozen=True)
class Code:
    """Words of a file or a command, shown as they are."""

    text: str
    """The words."""


@dataclass(frozen=True)
class Strong:
    """Words that matter most in their sentence."""

    text: str
    """The words."""


@dataclass(frozen=True)
class Number:
    """A figure that leads to a meeting."""

    text: str
    """The figure."""
    address: str = ""
    """The address of a meeting behind it."""


@dataclass(frozen=True)
class Link:
    """Words that lead to a place in the report."""

    text: str
    """The words."""
    to: str
    """The id of the place."""


Inline = str | Code | Strong | Number | Link
"""A piece of a sentence."""

Words = tuple[Inline, ...]
"""A sentence, in pieces."""


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str
    """The title."""


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    words: Words
    """Its sentences."""
    quiet: bool = False
    """Whether it is a remark beside the matter."""


@dataclass(frozen=True)
class Checks:
    """What was looked at before the numbers are believed."""

    raised: tuple[Words, ...]
    """A sentence for each check that raises a doubt."""
    well: Words
    """What holds."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    """Its heading."""
    figure: bool = False
    """Whether it holds figures, set to the right."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    words: Words
    """What it says."""
    key: float | str = ""
    """What it is sorted by."""


@dataclass(frozen=True)
class Table:
    """A table."""

    caption: str
    """What it shows."""
    columns: Sequence[Column]
    """Its columns."""
    rows: Sequence[Sequence[Cell]]
    """Its cells, by row."""
    sortable: bool = False
    """Whether a reader may sort it."""
    folded: bool = False
    """Whether it is folded away at first."""


@dataclass(frozen=True)
class Picture:
    """A chart in two widths; a text leaves it out and says what it shows."""

    wide: str
    """The SVG for a screen or paper."""
    narrow: str
    """The SVG for a phone."""
    shows: str
    """What it shows, in words, for those who do not see it."""
    caption: str
    """What stands below it."""
    half: bool = False
    """Whether another fits beside it."""


@dataclass(frozen=True)
class Line:
    """A line of a meeting's minutes."""

    who: str
    """When and who; empty for what ended the row."""
    text: str
    """What was said."""
    state: str = ""
    """``same`` up to where two meetings part, ``parts`` where they do, then empty."""


@dataclass(frozen=True)
class Side:
    """One of two meetings about the same row."""

    title: str
    """Which of the two it is."""
    lines: Sequence[Line]
    """The minutes of the row."""
    address: str
    """The meeting's address."""
    ends: str
    """What became of the row: the primary outcome in this meeting."""
    packed: str
    """The recording, packed for the page."""


@dataclass(frozen=True)
class Beside:
    """Two meetings side by side."""

    name: str
    """A short name, for the page's own links."""
    row: str
    """The row that both are opened at."""
    sides: tuple[Side, Side]
    """Base and changed."""
    parting: str
    """What is said at the line from which the two differ."""


Block = Heading | Prose | Table | Picture | Beside
"""A part of a report."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report."""

    title: str
    """The experiment's title."""
    question: str
    """What it asks."""
    small: Sequence[str]
    """What a reader has to know before the answer, in small print."""
    answer: Sequence[Words]
    """The answer: one or two sentences."""
    picture: Picture | None
    """The picture of the answer, if there is one."""
    checks: Checks
    """What was looked at before the answer is believed."""
    blocks: Sequence[Block]
    """The rest, in order. The first is a heading."""
    foot: Sequence[str]
    """What stands at the end of every page."""
