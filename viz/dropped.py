"""Files dropped on the window: it takes them in, says what they are, and keeps them until the server ends.

The bytes come over the same socket as everything else, from our own page on this machine, and go into a temporary
folder that only this user may read. Nothing is overwritten. A recording goes on the shelf, and a sheet is kept for the
form that runs a meeting; any other file is not kept.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath
from threading import Lock
from typing import Any, Final

from committee.archive.whole import write_whole
from committee.errors import InputRefused
from viz.questions import Questions
from viz.shelf import Entry, Shelf, digest_of

LARGEST_DROP = 64 * 2**20
"""The most bytes of a dropped file: about a hundred meetings of sixty rows. Watch a larger file by its path."""

LONGEST_NAME = 80
"""How many characters of a file's name are kept."""

CHECKED: Final = (".csv", ".tsv", ".xlsx", ".toml")
"""How the name of a file ends that is a sheet, a scenario or an experiment, and no recording."""

PROBLEMS_SHOWN: Final = 3
"""Problems of a file that the page spells out."""

IDENTIFIES: Final = " Some columns identify people: use it only if the people in it are invented."

WITH_SCENARIO: Final = "To hold its meeting: committee run ./{}"
WITH_EXPERIMENT: Final = "To hold it: committee experiment ./{}"

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

    def __init__(self, shelf: Shelf, questions: Questions | None = None) -> None:
        self._shelf = shelf
        self._questions = questions or Questions()
        self._sheets: dict[str, Path] = {}
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

    def answer(self, name: str, content: bytes) -> dict[str, Any]:
        """Take the file in and say, as plain data, what it is and what can be done with it.

        A recording has a ``digest``, a ``title`` and ``facts``. A sheet that can be used has a ``sheet``, what it
        ``says``, and the ``way`` to the form. Another file has what it says, or its ``problem``.
        """
        if tidy(name).lower().endswith(CHECKED):
            return self._checked(tidy(name), content)
        entry = self.take(name, content)
        if entry.problem:
            return {"name": entry.name, "problem": entry.problem}
        return {"name": entry.name, "digest": entry.digest, "title": entry.title, "facts": entry.facts}

    def sheet(self, name: str) -> Path | None:
        """The sheet that :meth:`answer` called so, or None."""
        return self._sheets.get(name)

    def _checked(self, name: str, content: bytes) -> dict[str, Any]:
        """Have the model look at a file that is no recording, and keep it if it is a sheet that can be used."""
        path = self._apart(name, content)
        kept = False
        try:
            told = self._questions.check(path)
            identifies = not told["fine"] and self._questions.check(path, fictional=True)["fine"]
            if identifies:
                told = self._questions.check(path, fictional=True)
            if told["fine"] and told.get("is") == "sheet":
                kept = True
                return self._a_sheet(path, told, identifies=identifies)
        except InputRefused as refused:
            return {"name": name, "problem": str(refused)}
        finally:
            if not kept:
                path.unlink(missing_ok=True)
        return {"name": name, **_no_sheet(name, told)}

    def _a_sheet(self, path: Path, told: Mapping[str, Any], *, identifies: bool) -> dict[str, Any]:
        key = digest_of(path.read_bytes())
        self._sheets[key] = path
        more = IDENTIFIES if identifies else ""
        says = f"{path.name} is {told['says']} To hold a meeting about its rows, choose a scenario.{more}"
        way = {"href": "/run", "text": "Choose a scenario"}
        return {"name": path.name, "sheet": key, "says": says, "way": way, "identifies": identifies}

    def stop(self) -> None:
        """Delete the copies; the original files stay where they are."""
        with self._lock:
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    def _apart(self, name: str, content: bytes) -> Path:
        """The same in a folder of its own, so that it keeps its name: a recording tells the name of its sheet."""
        folder = self._place() / digest_of(content)
        folder.mkdir(exist_ok=True)
        return write_whole(folder / name, content, force=True)

    def _place(self) -> Path:
        """The folder of the copies."""
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="committee-dropped-"))
            return self._folder

    def _written(self, name: str, content: bytes) -> Path:
        """A fresh file holding ``content``, under ``name`` or the next name that is free."""
        folder = self._place()
        with self._lock:
            stem, dot, suffix = name.partition(".")
            path, number = folder / name, 1
            while path.exists():
                number += 1
                path = folder / f"{stem}-{number}{dot}{suffix}"
            return write_whole(path, content, force=False)


def _no_sheet(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a scenario, of an experiment, and of a file with problems."""
    if not told["fine"]:
        problems = [str(each["sentence"]) for each in told["problems"]]
        rest = len(problems) - PROBLEMS_SHOWN
        more = [f"And {rest} more: committee check {name}"] if rest > 0 else []
        return {"problem": "\n".join([*problems[:PROBLEMS_SHOWN], *more])}
    how = {"scenario": WITH_SCENARIO, "experiment": WITH_EXPERIMENT}.get(str(told.get("is")), "")
    return {"says": f"{name} is {told['says']} {how.format(name)}".strip()}
