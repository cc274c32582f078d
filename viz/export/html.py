"""A replay or a comparison in one file: a page that opens from a disk and sends no request.

The page's policy forbids every request (``default-src 'none'``) and admits only its own script and style, by their
hashes, so nothing in a recording can run even if it got into the markup. The recordings are packed, and the browser
unpacks them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
from pathlib import Path
from string import Template
from typing import Final

from committee.archive.whole import write_whole
from committee.errors import RecordingRefused
from committee.recording import read_header, unpacked
from committee.recording.spoken import MEETINGS, printable
from viz.network import layout_text
from viz.player import ENTRY, PAIR, stage_module, stage_style

HERE: Final = Path(__file__).parent
STARTS: Final = {ENTRY: "start.js", PAIR: "start_pair.js"}
"""The script that starts a page, by the module that plays in it."""


LONGEST_TITLE: Final = 120
"""Letters of a scenario's title that fit the title of a page."""


def export_html(recording_path: Path | str, out_path: Path | str, *, title: str = "", hide: bool = False) -> Path:
    """Write the replay of the recording at ``recording_path`` (plain or gzip) to ``out_path``; returns that path.

    With ``hide`` the page opens with what is still to come hidden. Its source holds the whole recording all the same.

    The same recording always gives the same bytes. The caller has to find reading problems first: this function packs
    whatever the file holds, and the page itself says in a sentence why it cannot show it.
    """
    return write_whole(Path(out_path), replay_page(recording_path, title=title, hide=hide).encode(), force=True)


def export_pair(
    recording_path: Path | str,
    against_path: Path | str,
    out_path: Path | str,
    *,
    title: str = "",
    hide: bool = False,
) -> Path:
    """Write a page that shows two recordings side by side on one clock; otherwise as :func:`export_html`."""
    page = pair_page(recording_path, against_path, title=title, hide=hide)
    return write_whole(Path(out_path), page.encode(), force=True)


def replay_page(recording_path: Path | str, *, title: str = "", hide: bool = False) -> str:
    """The replay of the recording at ``recording_path`` as the text of one page.

    Without a title, the page is called by the meeting that it replays.
    """
    layout = _carried("layout", "application/json", layout_text(Path(recording_path)).replace("<", "\\u003c"))
    called = title or f"{meeting_named(recording_path, otherwise='A meeting')}: a replay"
    return _page(ENTRY, called, _packed("recording", recording_path), layout, hide=hide)


def pair_page(recording_path: Path | str, against_path: Path | str, *, title: str = "", hide: bool = False) -> str:
    """Both recordings side by side on one clock, as the text of one page.

    Without a title, the page is called by the two meetings.
    """
    names = [meeting_named(path, otherwise="a meeting") for path in (recording_path, against_path)]
    called = title or f"{' and '.join(dict.fromkeys(names))}: two meetings side by side"
    both = (_packed("recording", recording_path), _packed("against", against_path))
    return _page(PAIR, called, *both, hide=hide)


def meeting_named(recording_path: Path | str, *, otherwise: str) -> str:
    """What the recording at ``recording_path`` is: its scenario's title and its seed; ``otherwise`` if it is none."""
    path = Path(recording_path)
    try:
        with path.open("rb") as file:
            header = read_header(file, path.name)
    except RecordingRefused:
        return otherwise
    title = printable(str(header.scenario.get("title") or "")).strip() or MEETINGS[header.verdicts].capitalize()
    short = title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
    return f"{short}, seed {header.seed}"


def _page(entry: str, title: str, *carried: str, hide: bool) -> str:
    """The page on which the module ``entry`` plays the elements in ``carried``, with ``hide`` only up to the moment."""
    script = inlined(stage_module(entry) + "\n" + (HERE / STARTS[entry]).read_text(encoding="utf-8"))
    style = stage_style(entry) + "\nhtml, body { margin: 0; height: 100%; }\n#stage { height: 100dvh; }\n"
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        title=html.escape(title),
        shows=' data-hide="on"' if hide else "",
        script=script,
        script_hash=hashed(script),
        style=style,
        style_hash=hashed(style),
        carried="\n".join(carried),
    )


def packed(recording_path: Path | str) -> str:
    """The recording as text that its page unpacks: gzip and base64, which holds no ``<``."""
    text = unpacked(Path(recording_path).read_bytes())
    return base64.b64encode(gzip.compress(text, compresslevel=9, mtime=0)).decode("ascii")


def _packed(name: str, recording_path: Path | str) -> str:
    return _carried(name, "text/plain", packed(recording_path))


def _carried(name: str, kind: str, text: str) -> str:
    return f'<script type="{kind}" id="{name}">{text}</script>'


def inlined(script: str) -> str:
    """``script`` with no ``</`` or ``<!--`` in it: inside strings and patterns it writes ``<`` by its number."""
    return script.replace("</", "\\u003c/").replace("<!--", "\\u003c!--")


def hashed(text: str) -> str:
    """The source expression of a content security policy for an inline element holding ``text``."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
