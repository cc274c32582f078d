"""A whole page that says one thing: in place of a page that does not exist, or may not be seen.

It needs neither Solara nor a script, so the window and a workshop both use it.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Final

from starlette.responses import HTMLResponse

from committee.terms import DISCLAIMER

HOME: Final = '<p><a href="/">See all recordings</a></p>\n'
"""The way from the window's pages."""

_TEMPLATE: Final = Path(__file__).parent / "templates" / "sentence.html"


def sentence_page(status: int, sentence: str, *, way: str = HOME, keep: bool = True) -> HTMLResponse:
    """The page that says ``sentence``, a text.

    ``way`` is HTML: where one can go from there. Without ``keep``, no browser keeps the page.
    """
    page = _TEMPLATE.read_text(encoding="utf-8").replace("{{way}}", way)
    for place, text in {"{{disclaimer}}": DISCLAIMER, "{{sentence}}": sentence}.items():
        page = page.replace(place, html.escape(text))
    return HTMLResponse(page, status_code=status, headers=None if keep else {"Cache-Control": "no-store"})
