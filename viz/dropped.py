"""Files dropped on the window: it takes them in, says what they are, and keeps them until the server ends.

The bytes come over the same socket as everything else, from our own page on this machine, and go into a temporary
folder that only this user may read. Nothing is overwritten, and a file that is no recording is not kept.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path, PureWindowsPath
from threading import Lock

from committee.archive.whole import write_whole
from viz.shelf import Entry, Shelf, digest_of

LARGEST_DROP = 64 * 2**20
"""The most bytes of a dropped file: about a hundred meetings of sixty rows. Watch a larger file by its path."""

LONGEST_NAME = 80
"""How many characters of a file's name are kept."""

_STRANGE = re.compile(r"[^\w .()+-]")


def too_large(name: str) -> str:
    """The sentence for a file over the limit."""
    megabytes = LARGEST_DROP // 2**20
    return f"{tidy(name)} is larger than {megabytes} MB, too large to drop here. Open it with: committee watch FILE"


def tidy(name: str) -> str:
    """``name`` as a file name that is safe here: no folder, and no character that upsets a file system or a screen."""
    bare = _STRANGE.sub("_", PureWindowsPath(name).name).strip(". ")
    return bare[-LONGEST_NAME:].lstrip(". ") or "recording.jsonl"


class Drops:
    """The files dropped on one window."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._folder: Path | None = None
        self._lock = Lock()

    def take(self, name: str, content: bytes) -> Entry:
        """Put the file called ``name`` on the shelf, or say in the entry's problem why it is not kept.

        A recording that is already there, under any name, is not kept twice.
        """
        known = self._shelf.find(digest_of(content))
        if known is not None and known.watchable:
            return known
        path = self._written(tidy(name), content)
        entry = self._shelf.entry(path)
        if entry.watchable:
            self._shelf.add(path)
        else:
            path.unlink()
        return entry

    def stop(self) -> None:
        """Delete the copies; the original files stay where they are."""
        with self._lock:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    def _written(self, name: str, content: bytes) -> Path:
        """A fresh file holding ``content``, under ``name`` or the next name that is free."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="committee-dropped-"))
            stem, dot, suffix = name.partition(".")
            path, number = self._folder / name, 1
            while path.exists():
                number += 1
                path = self._folder / f"{stem}-{number}{dot}{suffix}"
            return write_whole(path, content, force=False)
