"""What a browser keeps of the player: the reading pace, and what makes no sense as one."""

from __future__ import annotations

from typing import Any

import pytest


def rate(stage: Any, text: str, **options: Any) -> float:
    """Seconds of the meeting for a second of watching, in the first line of row 3."""
    second: float = stage.show(text, **options).tell(
        "() => { player.seek(player.recording.rows[2].start + 0.1); return player.state.film.rate(player.state); }"
    )
    return second


@pytest.mark.parametrize("pace", [0.7, 1.4])
def test_the_pace_chosen_is_that_much_faster_at_reading_pace_only(stage: Any, sixty: str, pace: float) -> None:
    assert rate(stage, sixty, pace=pace) == pytest.approx(pace * rate(stage, sixty))
    assert rate(stage, sixty, pace=pace, speed=2) == 2


@pytest.mark.parametrize("pace", [0, -1, 1000, "fast", None, []])
def test_a_pace_that_makes_no_sense_is_the_usual_one(stage: Any, sixty: str, pace: Any) -> None:
    assert rate(stage, sixty, pace=pace) == rate(stage, sixty)
