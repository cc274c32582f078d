"""The page that says one thing looks like the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from viz.sentences import HOME, sentence_page

STYLE = Path(__file__).resolve().parents[2] / "viz" / "assets" / "custom.css"
COLORS = """() => [
  getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('a')).color,
]"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_colors_of_the_window(page: Any, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_content(bytes(sentence_page(404, "There is no page here.").body).decode())
    seen = page.evaluate(COLORS)
    style = STYLE.read_text(encoding="utf-8")
    page.set_content(f"<!doctype html><style>{style}</style><div class=house>{HOME}</div>")
    assert seen == page.evaluate(COLORS)
