"""Every error that committee raises on purpose, drawn once as a tree.

::

    CommitteeError
    ├── InputRefused              bad input: sentences for a person, exit status 2
    │   ├── SheetRefused          a sheet of applicants
    │   ├── ScenarioRefused       a scenario or a ``--set``
    │   ├── RecordingRefused      a file that is not one of our recordings
    │   └── UsageRefused          a command called in a way that cannot be carried out
    └── BrokenPromise             our own fault: something this package guarantees did not hold

An :class:`InputRefused` carries one or more :class:`Problem` values. Each names the place, the value
there, what is allowed and, if one is close, the nearest allowed value.

:class:`SameMeetingAgain` is a warning: what it is about is allowed, but hardly ever meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category

SHOWN_AT_ONCE = 50
"""How many problems a message spells out; the rest are counted (all are kept in ``problems``)."""

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the reading direction of what follows."""

LONGEST_VALUE = 60
"""Characters of a wrong value that a message repeats, so that a hostile cell cannot flood a screen."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input."""

    place: str
    """Where it is: ``people.csv, row 7, column yog``."""
    value: str | None = None
    """The value there, or None if there is none."""
    allowed: str = ""
    """What is allowed there, in words."""
    nearest: str | None = None
    """The closest allowed word, or None if none is close."""

    def sentence(self) -> str:
        """The problem as one sentence for a person."""
        wrong = f": {quoted(self.value)} is not allowed" if self.value is not None else ""
        allowed = f"; {self.allowed}" if wrong and self.allowed else f": {self.allowed}" if self.allowed else ""
        hint = f" (did you mean {quoted(self.nearest)}?)" if self.nearest else ""
        return harmless(f"{self.place}{wrong}{allowed}{hint}.", keep="")


def quoted(value: str) -> str:
    """``value`` in quotes, shortened, with anything unprintable escaped."""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    return '"' + "".join(c if c.isprintable() else _escape(c) for c in short) + '"'


def harmless(text: str, *, keep: str = "\n\t") -> str:
    """Escape everything in ``text`` that would control a terminal or change the reading direction.

    That is every control character (ESC, NUL, the C1 range) except those in ``keep``, every direction override or
    isolate, line and paragraph separators, and unpaired surrogates. Letters and emoji of any script stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or not _steers(c) else _escape(c) for c in text)


def _steers(character: str) -> bool:
    return category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _DIRECTIONS


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode()


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice most like ``word``, or None if none is close."""
    close = get_close_matches(word.strip().casefold(), sorted(choices), n=1, cutoff=0.6)
    return close[0] if close else None


class CommitteeError(Exception):
    """The root of the tree; catch this to catch everything raised on purpose."""


class InputRefused(CommitteeError):
    """An input cannot be used. ``problems`` holds every reason, in the order of the input."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(self._message())

    def __reduce__(self) -> tuple[type[InputRefused], tuple[Problem, ...]]:
        return type(self), self.problems  # so that a worker process can return it with its problems

    def _message(self) -> str:
        shown = [problem.sentence() for problem in self.problems[:SHOWN_AT_ONCE]]
        hidden = len(self.problems) - len(shown)
        if hidden:
            shown.append(f"... and {hidden} more; {len(self.problems)} problems in all (--json lists every one).")
        return "\n".join(shown)


class SheetRefused(InputRefused):
    """A sheet of applicants cannot be used."""


class ScenarioRefused(InputRefused):
    """A scenario, or a setting given for one, cannot be used."""


class RecordingRefused(InputRefused):
    """A file is not a recording that this version can read."""


class UsageRefused(InputRefused):
    """A command asks for something that cannot be done, such as overwriting a file."""


class SameMeetingAgain(UserWarning):
    """A meeting was made without a seed for the second time: it will be the same meeting, word for word."""


class BrokenPromise(CommitteeError):
    """A guarantee of this package did not hold: please report it, with the seed and the scenario."""
