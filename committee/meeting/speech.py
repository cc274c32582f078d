"""How long it takes to say something, and in what tone.

Seconds come from act and tone by a draw, never from the phrase: about 160 words a minute and a gap
before the next speaker (published rates of ordinary speech are 150-160; small-group talk runs to 180-206).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from committee.terms import Act, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRules:
    """``words`` by act; ``spread`` their relative standard deviation; ``words_per_minute``; ``gap_s`` between speakers.

    ``tone`` multiplies words by tone; ``shortest_s`` bounds a draw from below; ``fatigue`` is the share of words
    that full fatigue takes off. ``strong`` multiplies the words of a strong advocate.
    """

    words: Mapping[str, float]
    spread: float
    words_per_minute: float
    gap_s: float
    shortest_s: float
    tone: Mapping[str, float]
    fatigue: float
    strong: float


def seconds(act: Act, tone: Tone, length: float, draw: float, rules: SpeechRules) -> float:
    """Seconds of one utterance with its gap; ``draw`` is a standard normal, ``length`` a multiplier of words."""
    words = rules.words[act] * rules.tone[tone] * length
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
