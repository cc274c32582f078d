"""How long it takes to say something, and in what tone.

A draw makes the seconds from act and tone, never from the phrase. Members speak about 160 words a minute and leave a
gap before the next speaker. Published rates are 150 to 160 for ordinary speech and 180 to 206 for talk in small groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.terms import Act, Tone
from committee.units import Pause, PositiveMultiplier, Share, Table, Unit, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRules:
    """How long it takes to say something."""

    words: Table[Act, Words]
    """The mean words of each act. More of them: fewer turns fit into a row."""
    spread: Share
    """The relative standard deviation of words."""
    words_per_minute: Annotated[float, Ge(60), Le(400), Unit("words/min")]
    """How fast they speak. More of it: more turns fit into a row."""
    gap_s: Pause
    """The seconds before the next speaker begins."""
    shortest_s: Pause
    """The seconds of the shortest utterance. At 0 here and in ``gap_s`` talk still takes time: words do."""
    tone: Table[Tone, PositiveMultiplier]
    """What each tone does to the number of words."""
    fatigue: Share
    """The share of words that full fatigue takes off."""
    quoted: Words
    """The words that reading out a note adds."""


def seconds(act: Act, tone: Tone, length: tuple[float, float], draw: float, rules: SpeechRules) -> float:
    """Seconds of one utterance with its gap; ``draw`` is a standard normal.

    ``length`` is (a multiplier of the act's words, words that come on top).
    """
    times, more = length
    words = rules.words[act] * rules.tone[tone] * times + more
    size = draw * rules.spread
    words = words * (1.0 + size) if size >= 0.0 else words / (1.0 - size)
    spoken = words * 60.0 / rules.words_per_minute
    return max(rules.shortest_s, spoken) + rules.gap_s


_FOND = frozenset({Act.ADVOCATE, Act.VOUCH, Act.REFRAME})
_HARD = frozenset({Act.CHALLENGE, Act.VETO})
_HARD_AGAINST = frozenset({Act.CONCERN, Act.RECALL})


def tone_of(act: Act, valence: int, fatigue: float, draw: float) -> Tone:
    """The tone of an utterance; ``draw`` is a uniform in [0, 1)."""
    if draw < 0.6 * fatigue:
        return Tone.WEARY
    if draw > 0.55 and act in _FOND:
        return Tone.WARM
    if draw > 0.6 and (act in _HARD or (act in _HARD_AGAINST and valence < 0)):
        return Tone.SHARP
    return Tone.PLAIN
