"""The story of a season as a page shows it: sentences from ``story.md``, each with where it can be watched.

The file is Markdown that the season has written: numbered sentences, each with a link to a recording, and the row and
the clock of the meeting in the text of the link.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from msgspec import Struct

from committee.archive.seasons import GATES

_SENTENCE: Final = re.compile(r"^\d+\. (?P<text>.+?)(?: \(\[(?P<at>[^\]]*)\]\([^)]*\)\))?$", re.MULTILINE)
_AT: Final = re.compile(
    rf"(?P<year>\d+)/(?P<program>p\d+)/(?P<gate>{'|'.join(GATES)}), row (?P<row>\d+), "
    r"(?P<minutes>\d+):(?P<seconds>\d\d)"
)
_ESCAPED: Final = re.compile(r"\\(?=[^\w\s])")


class Moment(Struct, frozen=True, kw_only=True):
    """A second of a meeting of the season."""

    year: int
    """The year."""
    program: str
    """The program, as ``p000``."""
    gate: str
    """The meeting: a word of :data:`committee.archive.seasons.GATES`."""
    row: int
    """The row, from 1."""
    second: int
    """Seconds from the opening of the meeting."""

    @property
    def words(self) -> str:
        """When and where, for a reader."""
        return f"{self.year}, {self.gate} meeting, row {self.row}, {self.second // 60:02}:{self.second % 60:02}"


class Sentence(Struct, frozen=True, kw_only=True):
    """A sentence of the story."""

    text: str
    """The sentence."""
    moment: Moment | None
    """Where to watch what it says; None where no meeting of it was kept."""


def tale_of(story: str) -> tuple[Sentence, ...]:
    """The sentences of ``story.md``; none if it has not been written yet."""
    return tuple(
        Sentence(text=unescape(_ESCAPED.sub("", found["text"])), moment=_moment(found["at"] or ""))
        for found in _SENTENCE.finditer(story)
    )


def _moment(at: str) -> Moment | None:
    found = _AT.fullmatch(at)
    if found is None:
        return None
    second = int(found["minutes"]) * 60 + int(found["seconds"])
    return Moment(
        year=int(found["year"]), program=found["program"], gate=found["gate"], row=int(found["row"]), second=second
    )
