"""The look-out for barriers sees them."""

from __future__ import annotations

from typing import Any

from tests.viz.barriers import barriers

PAGE = "<!doctype html><html lang='en'><title>Page</title><main><h1>Page</h1>{}</main></html>"


def test_what_bars_somebody_is_named_with_its_place(page: Any) -> None:
    page.set_content(PAGE.format("<p id='faint' style='color: #ccc'>Faint</p><button></button>"))
    rules = dict(barriers(page))
    assert set(rules) == {"button-name", "color-contrast"}
    assert "faint" in rules["color-contrast"][0]
    assert set(dict(barriers(page, "#faint"))) == {"color-contrast"}


def test_rules_beyond_the_usual_are_asked_for(page: Any) -> None:
    page.set_content(PAGE.format("<p style='color: #666'>Five to one</p>"))
    assert barriers(page) == []
    enhanced = {"type": "rule", "values": ["color-contrast-enhanced"]}
    assert set(dict(barriers(page, runOnly=enhanced))) == {"color-contrast-enhanced"}


def test_a_page_that_bars_nobody_is_clean(page: Any) -> None:
    page.set_content(PAGE.format("<p>Ink on paper</p><button>Press</button>"))
    assert barriers(page) == []
