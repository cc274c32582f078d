"""A page that tests share is, for each of them, as if nobody had been there."""

from __future__ import annotations

from typing import Any

PUT = """() => {
  window.kept = 7;
  document.documentElement.dataset.theme = 'dark';
  document.body.className = 'left';
  document.body.append(document.createElement('dialog'));
}"""
LEFT = """() => [window.kept ?? null, window.player ?? null, document.documentElement.getAttributeNames(),
  document.body.outerHTML, matchMedia('(prefers-color-scheme: dark)').matches, innerWidth]"""


def test_nothing_that_was_put_there_is_left(stage: Any, sixty: str) -> None:
    before = stage.tell(LEFT)
    stage.page.emulate_media(color_scheme="dark")
    stage.ready(width=390, height=844).show(sixty, start=40)
    stage.tell("() => player.play()")
    stage.tell(PUT)
    assert stage.as_found().tell(LEFT) == before
    assert before == [None, None, ["lang"], '<body><main id="host"></main></body>', False, 1440]


def test_what_changes_the_browser_itself_has_the_page_loaded_anew(stage: Any) -> None:
    stage.tell("() => Object.defineProperty(navigator, 'clipboard', { configurable: true, value: 7 }) && null")
    assert stage.ready().tell("() => navigator.clipboard === 7") is False
