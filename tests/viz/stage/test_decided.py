"""Why: a button asks the page what decided a row, and the answer leads to the lines."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers

ANSWER = {
    "summary": "The row ended low, 4th on the list, with a call of -0.20.",
    "pivots": [
        {"turn": 2, "change": -0.31, "sentence": "Turn 2: without it, -0.51.", "text": "I would.", "matters": True},
        {"change": 0.12, "sentence": "20 s more: with that much time, higher.", "matters": True},
        {"turn": 3, "change": 0.0, "sentence": "Turn 3: nothing.", "text": "Hm.", "matters": False},
    ],
    "notes": ["The effects need not add up."],
}
MOUNT = """([text, answer]) => {
  window.player?.destroy();
  window.asked = [];
  const explain = async (id) => {
    window.asked.push(id);
    if (!answer) throw new Error('It was made by other rules.');
    return answer;
  };
  window.player = stage.mount(document.getElementById('host'), stage.parse(text), { explain, start: { row: 1, t: 0 } });
  player.seek(player.state.recording.rows[0].duration - 0.01);
  player.showTab('why');
}"""
ASK = "What decided this row?"


def shown(stage: Any, text: str, answer: dict[str, Any] | None) -> Any:
    stage.page.evaluate(MOUNT, [text, answer])
    return stage.page.get_by_role("button", name=ASK)


def test_the_answer_is_a_ranked_list_that_leads_to_the_lines(stage: Any, six: str) -> None:
    button = shown(stage, six, ANSWER)
    button.click()
    expect(stage.page.locator(".cs-decided [role=status]")).to_have_text(
        "The row ended low, 4th on the list, with a call of \u22120.20."
    )
    assert [" ".join(each.split()) for each in stage.texts(".cs-pivots li")] == [
        "\u22120.31 Turn 2: without it, \u22120.51. \u201cI would.\u201d",
        "+0.12 20 s more: with that much time, higher.",
    ]
    assert "1 other change does next to nothing." in stage.texts(".cs-decided p")
    assert "The effects need not add up." in stage.texts(".cs-decided p")
    assert barriers(stage.page) == []
    line = stage.page.locator("button.cs-pivot")
    expect(line).to_have_count(1)
    line.press("Enter")
    assert stage.tell("() => player.here().row") == 1
    assert stage.tell(
        "() => player.state.recording.rows[0].utterances.find((each) => each.turn === 2).start_s"
    ) == pytest.approx(stage.tell("() => player.here().local_s"), abs=0.05)
    expect(line).to_be_visible()  # the list stays, so that the next line can be tried
    expect(line).to_be_focused()
    assert stage.tell("() => window.asked.length") == 1


def test_the_answer_folds_away(stage: Any, six: str) -> None:
    button = shown(stage, six, ANSWER)
    button.click()
    expect(stage.page.locator(".cs-pivots")).to_be_visible()
    button.click()
    expect(stage.page.locator(".cs-pivots")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    assert stage.tell("() => window.asked.length") == 1


def test_what_nobody_can_tell_is_a_sentence_and_can_be_asked_again(stage: Any, six: str) -> None:
    button = shown(stage, six, None)
    button.click()
    status = stage.page.locator(".cs-decided [role=status]")
    expect(status).to_have_text("Nobody can tell. It was made by other rules.")
    button.click()
    expect(status).to_have_text("Nobody can tell. It was made by other rules.")
    assert stage.tell("() => window.asked.length") == 2


def test_there_is_no_button_before_the_call_or_without_a_page_that_can_ask(stage: Any, six: str) -> None:
    button = shown(stage, six, ANSWER)
    expect(button).to_have_count(1)
    stage.tell("() => player.seek(0)")
    expect(button).to_have_count(0)
    stage.show(six, start={"row": 2})
    stage.tell("() => { player.seek(player.state.recording.rows[0].duration - 0.01); player.showTab('why'); }")
    expect(stage.page.locator(".cs-why h3").first).to_be_visible()
    expect(button).to_have_count(0)
