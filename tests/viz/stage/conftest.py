"""A page with nothing on it but the stage, and a few ways to ask it what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from viz.player import stage_module, stage_style

BLANK = '<!doctype html><html lang="en"><title>Stage</title><body><main id="host"></main></body></html>'
MOUNT = """([text, options]) => {
  window.player = stage.mount(document.getElementById('host'), stage.parse(text), options);
}"""
EXPOSED = "\nwindow.stage = { parse, state, mount, refuse, unpack };\nwindow.bumpPaths = bumpPaths;"


class Stage:
    """The stage on a page of its own."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def ready(self, *, width: int = 1440, height: int = 900) -> Stage:
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_content(BLANK)
        self.page.add_style_tag(content=stage_style() + "body{margin:0}#host{height:100vh}")
        self.page.add_script_tag(content=stage_module() + EXPOSED, type="module")
        self.page.wait_for_function("window.stage")
        return self

    def show(self, text: str, **options: Any) -> Stage:
        """Mount a recording; the player is ``window.player``."""
        self.page.evaluate(MOUNT, [text, {"remember": False, **options}])
        return self

    def tell(self, script: str) -> Any:
        return self.page.evaluate(script)

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.page.eval_on_selector_all(selector, "nodes => nodes.map(node => node.textContent)")
        return found

    def count(self, selector: str) -> int:
        found: int = self.page.locator(selector).count()
        return found


@pytest.fixture
def stage(page: Any) -> Stage:
    return Stage(page).ready()


@pytest.fixture(scope="session")
def sixty(made_up: Callable[..., str]) -> str:
    return made_up(rows=60)
