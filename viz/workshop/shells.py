"""The three pages with scripts: a shell in HTML, around what a browser shows that runs none."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final, Literal

from starlette.responses import HTMLResponse

from committee.terms import DISCLAIMER

PAGES: Final = Path(__file__).parent / "pages"

Shell = Literal["phone", "board", "host"]

DATA_NOTE: Final = (
    "You are a random animal here. We ask for no name, keep nothing but your votes, and keep them on the host's "
    "computer only. Your phone remembers one random number, so that you come back to your place."
)
"""What people read before they come in."""


def shell(name: Shell, plain: str, *, title: str, refresh_s: int = 0, status: int = 200, **parts: str) -> HTMLResponse:
    """The page ``name``.

    ``plain`` is HTML: what shows without scripts, asked for anew every ``refresh_s`` seconds (0: never). ``title`` and
    ``parts`` are text for the places of the same name, and so escaped; a part whose name ends in ``_html`` is HTML.
    """
    refresh = f'<noscript><meta http-equiv="refresh" content="{refresh_s}"></noscript>' if refresh_s else ""
    words = {"title": escape(title), "disclaimer": escape(DISCLAIMER), "data_note": escape(DATA_NOTE)}
    for place, text in parts.items():
        words[place.removesuffix("_html")] = text if place.endswith("_html") else escape(text)
    return HTMLResponse(
        _filled(_template(name), {**words, "refresh": refresh, "plain": plain}),
        status_code=status,
        headers={"Cache-Control": "no-store"},
    )


def session_mark(digest: str, code: str) -> str:
    """What a phone keeps to know the session that it is in; it tells nothing of the code."""
    return sha256(f"{digest} {code}".encode()).hexdigest()[:16]


def _filled(template: str, words: dict[str, str]) -> str:
    """The template with each ``{{place}}`` filled once: text that looks like a place stays text."""
    first, *rest = template.split("{{")
    filled = [first]
    for part in rest:
        place, after = part.split("}}", 1)
        filled += [words.get(place, ""), after]
    return "".join(filled)


@cache
def _template(name: Shell) -> str:
    return (PAGES / f"{name}.html").read_text(encoding="utf-8")
