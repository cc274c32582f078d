"""Where the stage draws members who trust each other; Python computes it because the stage has no networkx."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from committee.errors import InputRefused
from committee.measures.network import layout
from committee.recording import open_recording


def layout_text(path: Path) -> str:
    """The places of the members of the recording at ``path`` as JSON, ``{id: [x, y]}``, each within [-1, 1].

    ``{}``, and so a ring, if the recording holds no trust or cannot be read; other parts say why it cannot.
    """
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return "{}"
    return _layout_text(path, stamp)


@lru_cache(maxsize=64)
def _layout_text(path: Path, _stamp: int) -> str:
    try:
        places = layout(open_recording(path))
    except (InputRefused, OSError):
        return "{}"
    return json.dumps(places, separators=(",", ":"))
