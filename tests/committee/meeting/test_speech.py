from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee.meeting.speech import seconds, tone_of
from committee.terms import Act, Tone
from tests.scripted import the_rules

RULES = the_rules().speech
ACT, TONE, DRAW = st.sampled_from(Act), st.sampled_from(Tone), st.floats(-3.2, 3.2)


@given(ACT, TONE, st.floats(0.5, 2.0), DRAW)
def test_an_utterance_takes_time_and_a_higher_draw_never_less(act: Act, tone: Tone, length: float, draw: float) -> None:
    taken = seconds(act, tone, (length, 0.0), draw, RULES)
    assert taken >= RULES.shortest_s + RULES.gap_s
    assert seconds(act, tone, (length, 0.0), draw + 0.1, RULES) >= taken
    assert seconds(act, tone, (length * 1.1, 0.0), draw, RULES) >= taken
    assert seconds(act, tone, (length, 1.0), draw, RULES) >= taken


@pytest.mark.parametrize("act", Act)
def test_at_the_middle_draw_it_takes_its_words_at_the_stated_rate(act: Act) -> None:
    words = RULES.words[act]
    expected = max(words * 60.0 / RULES.words_per_minute, RULES.shortest_s) + RULES.gap_s
    assert seconds(act, Tone.PLAIN, (1.0 / RULES.tone[Tone.PLAIN], 0.0), 0.0, RULES) == pytest.approx(expected)


def test_five_or_six_utterances_fill_half_a_minute() -> None:
    talk = (Act.ANNOUNCE, Act.IMPRESSION, Act.CONCERN, Act.COUNTER, Act.AGREE, Act.CALL)
    taken = sum(seconds(act, Tone.PLAIN, (1.0, 0.0), 0.0, RULES) for act in talk)
    assert 20.0 <= taken <= 30.0


@given(ACT, st.sampled_from([-1, 0, 1]), st.floats(0.0, 0.99), st.floats(0.0, 0.999))
def test_nobody_is_warm_about_a_worry_or_sharp_about_a_merit(
    act: Act, valence: int, fatigue: float, draw: float
) -> None:
    tone = tone_of(act, valence, fatigue, draw)
    if tone is Tone.SHARP:
        assert act in (Act.CHALLENGE, Act.VETO) or valence < 0
    if tone is Tone.WARM:
        assert act in (Act.ADVOCATE, Act.VOUCH, Act.REFRAME)


def test_the_tired_sound_weary_and_the_fresh_never_do() -> None:
    draws = [number / 100 for number in range(100)]
    tones = {
        fatigue: [tone_of(Act.CONCERN, -1, fatigue, draw) for draw in draws].count(Tone.WEARY)
        for fatigue in (0.0, 0.3, 0.9)
    }
    assert tones[0.0] == 0
    assert tones[0.0] < tones[0.3] < tones[0.9]
