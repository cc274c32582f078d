"""A call: what was said for it beside what weighed, in words that Python says too, and in bars."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from committee.recording.reader import read_recording
from committee.recording.spoken import FACTORS, how_ended
from committee.recording.verdict import reason, weighing
from tests.effort import mixed
from tests.viz.barriers import barriers

SIZES = [(1366, 768), (1920, 1080)]


def to_the_call(stage: Any, row: int) -> None:
    stage.tell(f"() => {{ player.seekRow({row}); player.seek(player.t + player.scene.row.duration - 0.1); }}")


def row_where(text: str, **wanted: Any) -> dict[str, Any]:
    calls = (event for event in map(json.loads, text.splitlines()) if event["event"] == "row_closed")
    return next(call for call in calls if all(call[name] == value for name, value in wanted.items()))


def facts(stage: Any) -> list[str]:
    return [" ".join(each.split()) for each in stage.page.locator(".cs-why .cs-fact").all_inner_texts()]


def test_the_transcript_says_why_as_python_does(stage: Any, contested: str) -> None:
    recording = read_recording(io.BytesIO(contested.encode()), "made up")
    stage.show(contested)
    shown = stage.texts(".cs-verdict")
    for (row, closed), verdict in zip(recording.closed, shown, strict=True):
        ended = how_ended(closed, (each.act for each in row.utterances))
        wanted = [ended, reason(row), weighing(row).replace(" -", " −")]
        assert verdict.endswith(f": {'. '.join(filter(None, wanted))}."), row.opened.row
    assert sum("Said: " in each for each in shown) > 10
    assert any("Grounds of the veto: " in each for each in shown)


@pytest.mark.parametrize(("size", "rows"), mixed(SIZES, [range(1, 31, 2), range(2, 31, 2)]), ids=str)
def test_on_the_table_stands_what_was_said_beside_what_weighed(
    stage: Any, contested: str, size: tuple[int, int], rows: range
) -> None:
    stage.ready(width=size[0], height=size[1]).show(contested)
    for row in rows:
        to_the_call(stage, row)
        assert stage.outside() == [], row
        staked = stage.tell("() => Object.keys(player.scene.state.staked).length")
        told = stage.tell("() => Boolean(player.scene.row.closed.because)")
        if told and not staked:
            assert stage.texts(".cs-under")[0].startswith(("Said: ", "Grounds of the veto: ")), row
    to_the_call(stage, 5)


def test_words_that_all_stand_end_without_dots(stage: Any, contested: str) -> None:
    """At the back of a room a veto shrank to the smallest letters and got dots, though nothing of it was missing."""
    stage.ready(width=1920, height=1080).show(contested)
    to_the_call(stage, 27)
    assert " ".join(stage.texts(".cs-words text")) == "No. And I will not discuss it."


def test_why_shows_the_reason_the_bars_and_the_call_had_nobody_paid(stage: Any, contested: str) -> None:
    call = row_where(contested, row=5)
    assert (call["because"], call["unpaid"] is not None) == ("concern", True)
    stage.show(contested)
    stage.page.get_by_role("tab", name="Why").click()
    to_the_call(stage, 5)
    shown = facts(stage)
    assert "Said the gap (238), a worry that weighs with the director" in shown
    assert "Weighed most advocacy −0.43" in shown
    assert any(
        each.startswith("If nobody had paid the call would have been against −0.48, not against") for each in shown
    )
    assert [each.split("said")[0] for each in stage.texts(".cs-weighname")] == list(FACTORS.values())
    numbers = [f"{call['weighed'][factor]:+.2f}".replace("-", "−") for factor in FACTORS]
    assert stage.texts(".cs-weighvalue") == numbers
    (marked,) = stage.texts(".cs-weighname:has(.cs-weighsaid)")
    assert marked.startswith("the flags")
    against = stage.count(".cs-weighbar rect.cs-against")
    assert against == sum(value < 0 for value in call["weighed"].values())


def test_before_the_call_nothing_of_it_is_told(stage: Any, contested: str) -> None:
    stage.ready(width=390, height=844).show(contested, start={"row": 5, "t": 3})
    verdict = stage.page.locator(".cs-current .cs-verdict")
    assert not verdict.is_visible()
    to_the_call(stage, 5)
    assert "Said: the gap" in verdict.inner_text()
    stage.tell("() => player.step(-1)")
    assert not verdict.is_visible()
    stage.page.get_by_role("tab", name="Why").click()
    assert stage.count(".cs-weighing") == 0
    assert not any(each.startswith(("Said", "Weighed")) for each in facts(stage))


def test_a_phone_tells_it_under_the_call(stage: Any, contested: str) -> None:
    stage.ready(width=390, height=844).show(contested)
    to_the_call(stage, 5)
    under = stage.page.locator(".cs-captionunder")
    assert under.inner_text().splitlines()[1:] == ["Said: the gap (238)", "Weighed most: advocacy −0.43"]
    box, caption = under.bounding_box(), stage.page.locator(".cs-caption").bounding_box()
    assert box["y"] + box["height"] <= caption["y"] + caption["height"]


def test_a_comparison_puts_both_calls_bar_beside_bar(pair: Any, contested: str) -> None:
    other = contested.replace('"because": "concern"', '"because": "seats"')
    pair.show(contested, other)
    pair.tell("() => player.seekPair(player.state.comparison.pairs[4])")
    side = pair.page.locator(".cs-pairside")
    assert "Said: the gap (238), a worry that weighs with the director" in side.inner_text()
    assert "Said: the gap (238), there are only so many" in side.inner_text()
    assert side.locator(".cs-weighbar").count() == 10
    assert side.locator(".cs-weighsaid").all_inner_texts() == ["said"]
    assert "They say the same in both." in side.inner_text()
    assert "The reason named" in side.inner_text()
    side.get_by_role("button", name="The first other difference").click()
    first = pair.tell("() => [player.scene.pair.index, player.comparison.beside.pair.index]")
    assert first[0] == first[1]
    assert all(pair.texts(".cs-leanverdict"))
    pair.tell("() => { player.toggleHide(); player.seekPair(player.scene.pair); }")
    assert "the reason named" not in side.inner_text().lower()  # nobody has named it yet


def test_a_comparison_with_an_older_recording_shows_the_bars_of_the_newer(
    pair: Any, contested: str, sixty: str
) -> None:
    pair.show(contested, sixty)
    pair.tell("() => player.seekPair(player.state.comparison.pairs[4])")
    values = pair.page.locator(".cs-pairside .cs-weighing li").first.locator(".cs-weighvalue").all_inner_texts()
    assert len(values) == 1
    pair.show(sixty, sixty)
    assert pair.page.locator(".cs-pairside .cs-weighing").count() == 0


@pytest.mark.parametrize(
    "theme", ["dark", pytest.param("light", marks=pytest.mark.soak), pytest.param("contrast", marks=pytest.mark.soak)]
)
def test_no_serious_barrier_at_a_call(stage: Any, contested: str, theme: str) -> None:
    stage.show(contested, theme=theme)
    stage.page.get_by_role("tab", name="Why").click()
    to_the_call(stage, 5)
    stage.settled()
    assert barriers(stage.page) == []
