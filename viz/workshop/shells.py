"""The three pages with scripts: a shell in HTML, around what a browser shows that runs none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Final, Literal

from starlette.responses import HTMLResponse

from committee.terms import DISCLAIMER
from viz.workshop.guarding import NO_STORE
from viz.workshop.room import Room

PAGES: Final = Path(__file__).parent / "pages"

Shell = Literal["phone", "board", "host"]

STYLES: Final[Mapping[Shell, tuple[str, ...]]] = {
    "phone": ("workshop/pages",),
    "board": ("stage/themes", "stage/stage", "stage/compare", "workshop/pages", "workshop/board"),
    "host": ("workshop/pages", "workshop/host"),
}
"""The style sheets of each page."""

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
    words["page_title"] = f"{'Host: ' if name == 'host' else ''}{words['title']}"
    for place, text in parts.items():
        words[place.removesuffix("_html")] = text if place.endswith("_html") else escape(text)
    return HTMLResponse(
        _filled(_template(name), {**words, "refresh": refresh, "plain": plain}),
        status_code=status,
        headers=NO_STORE,
    )


def mark_of(room: Room) -> str:
    """What a phone keeps to know the workshop that it is in.

    Everybody may read it on the page, so it is made of what is random. From a digest of the code, which is short, a
    computer would find the code in seconds.
    """
    return sha256(room.first_link.encode()).hexdigest()[:16]


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
    """The page ``name`` in the frame that all three share."""
    frame, page = ((PAGES / f"{each}.html").read_text(encoding="utf-8") for each in ("frame", name))
    links = "\n".join(f'<link rel="stylesheet" href="/{sheet}.css">' for sheet in STYLES[name])
    return frame.replace("{{styles}}", links).replace("{{page}}", page)
