"""A replay in one file: stage, style and recording in a page that opens from a disk and asks nobody for anything.

The page's policy forbids every request (``default-src 'none'``) and admits exactly its own script and style by
their hashes, so that nothing in a recording can run even if it got into the markup. The recording is packed by
gzip and base64, which holds no ``<``, and unpacked by the browser itself.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
from pathlib import Path
from string import Template
from typing import Final

from viz.network import layout_text
from viz.player import stage_module, stage_style

TEMPLATE: Final = Path(__file__).with_name("page.html")
START: Final = Path(__file__).with_name("start.js")
GZIP_MAGIC: Final = b"\x1f\x8b"


def export_html(recording_path: Path | str, out_path: Path | str, *, title: str = "A rank meeting, replayed") -> Path:
    """Write the replay of the recording at ``recording_path`` (plain or gzip) to ``out_path``; returns that path.

    The same recording always gives the same bytes. Reading problems are the caller's to find first: whatever
    the file holds is packed, and the page itself says in a sentence why it cannot show it.
    """
    raw = Path(recording_path).read_bytes()
    text = gzip.decompress(raw) if raw.startswith(GZIP_MAGIC) else raw
    out = Path(out_path)
    whole = page(text, title=title, layout=layout_text(Path(recording_path)))
    out.write_text(whole, encoding="utf-8", newline="\n")
    return out


def page(recording: bytes, *, title: str, layout: str = "{}") -> str:
    """The page as text, for the bytes of an unpacked recording; ``layout`` is where members are drawn, as JSON."""
    script = _inlined(stage_module() + "\n" + START.read_text(encoding="utf-8"))
    style = stage_style() + "\nhtml, body { margin: 0; height: 100%; }\n#stage { height: 100dvh; }\n"
    packed = base64.b64encode(gzip.compress(recording, compresslevel=9, mtime=0)).decode("ascii")
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=html.escape(title),
        script=script,
        script_hash=_hashed(script),
        style=style,
        style_hash=_hashed(style),
        recording=packed,
        layout=layout.replace("<", "\\u003c"),
    )


def _inlined(script: str) -> str:
    """``script`` with no ``</`` or ``<!--`` in it: inside strings and patterns ``<`` may be written by its number."""
    return script.replace("</", "\\u003c/").replace("<!--", "\\u003c!--")


def _hashed(text: str) -> str:
    """The source expression of a content security policy for an inline element holding ``text``."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
