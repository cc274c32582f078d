"""How many words fit into the seconds of an utterance."""

from __future__ import annotations

from typing import Final, NamedTuple

SLOWEST: Final = 110.0
"""Words a minute, the pause after the utterance included; fewer would drag."""

EASY: Final = 135.0
"""Words a minute up to which an utterance takes an opening or a closing along."""

BRISK: Final = 185.0
"""Words a minute that no opening or closing goes beyond."""

FASTEST: Final = 220.0
"""Words a minute; more could not be spoken."""


class Span(NamedTuple):
    """The numbers of words that fit."""

    least: float
    """Fewer are too slow."""
    easy: float
    """Up to here there is room for more."""
    brisk: float
    """Up to here an opening or a closing may go."""
    most: float
    """More are too fast."""


ANY_LENGTH: Final = Span(0.0, 0.0, 0.0, 1e9)
"""Where nobody counts the seconds."""


def span_of(seconds: float | None) -> Span:
    """The numbers of words that fit into ``seconds``."""
    if seconds is None:
        return ANY_LENGTH
    minutes = seconds / 60.0
    return Span(SLOWEST * minutes, EASY * minutes, BRISK * minutes, FASTEST * minutes)


def outside(words: int, span: Span) -> float:
    """By how many words ``words`` misses ``span``; 0 within it."""
    return max(0.0, span.least - words, words - span.most)
