"""Where scenarios, experiments and sessions of a workshop are. A shipped one has a name, your own has a path.

A text is a path if it has a slash or ends in ``.toml`` (in any case); else it is the name of a shipped file. We never
look for a bare name in the current folder, so ``run baseline`` means the same everywhere.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from os import PathLike, fsencode, fspath
from pathlib import Path
from typing import Final

from committee.errors import Problem, ScenarioRefused, nearest

_PACKAGE = Path(__file__).resolve().parents[1]


class What(StrEnum):
    """What a file holds, as a message calls it."""

    SCENARIO = "scenario"
    EXPERIMENT = "experiment"
    SESSION = "session"


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A scenario or an experiment that comes with the package."""

    name: str
    """What a user types."""
    title: str
    """What people call it."""
    question: str
    """What it asks."""


def folder(what: What = What.SCENARIO) -> Path:
    """The folder of the shipped files: inside an installed package, else beside it in a checkout."""
    packed = _PACKAGE / "_scenarios"
    scenarios = packed if packed.is_dir() else _PACKAGE.parent / "scenarios"
    return scenarios / _FOLDERS[what]


_FOLDERS: Final = {What.SCENARIO: "", What.EXPERIMENT: "experiments", What.SESSION: "workshops"}
"""Where the files of each kind are, in the folder of the scenarios."""


def names(what: What = What.SCENARIO) -> list[str]:
    """The names of the shipped files, sorted."""
    return sorted(path.stem for path in folder(what).glob("*.toml"))


def seasons() -> list[str]:
    """The names of the shipped scenarios that are about some years of a market, sorted.

    They say more of a season than its year, or extend one that does. Each is a plain scenario, too: the meeting that
    ``run`` holds of it is that of the scenario below.
    """
    return [name for name in names() if _of_years(name)]


def meetings() -> list[str]:
    """The names of the shipped scenarios that are about one meeting, sorted."""
    of_years = set(seasons())
    return [name for name in names() if name not in of_years]


def _of_years(name: str) -> bool:
    table = tomllib.loads((folder() / f"{name}.toml").read_text(encoding="utf-8"))
    below = table.get("extends")
    return bool(table.get("season", {}).keys() - {"year"}) or (below is not None and _of_years(below))


def shipped(where: Path | None = None) -> list[Shipped]:
    """Every scenario or experiment in ``where``, by default the shipped scenarios: the baseline first, then by name.

    A file that cannot be read is left out.
    """
    read = []
    for path in sorted((where or folder()).glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            continue
        title, question = (str(table.get(key, "")) for key in ("title", "question"))
        read.append(Shipped(name=path.stem, title=title or path.stem, question=question))
    return sorted(read, key=lambda scenario: (scenario.name != "baseline", scenario.name))


def comments(name: str) -> dict[str, str]:
    """The comments in a shipped scenario, by the dotted key of the setting or table whose line they end.

    Of kinds, types and items of a list, those of the first count for all.
    """
    by_key: dict[str, str] = {}
    section = ""
    for line in (folder() / f"{name}.toml").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\[+([\w.]+)\]+(?:\s*#\s*(.+))?", line):
            section = re.sub(r"(posture|types)\.\w+", r"\1", heading[1])
            by_key.setdefault(section, heading[2] or "")
        elif setting := re.match(r"(\w+) = [^#]*#\s*(.+)", line):
            by_key.setdefault(f"{section}.{setting[1]}", setting[2])
    return by_key


def is_path(name_or_path: str) -> bool:
    """Whether the text means a file of the user's and not a shipped one."""
    return "/" in name_or_path or "\\" in name_or_path or name_or_path.casefold().endswith(".toml")


def spelled(scenario: str | PathLike[str]) -> str:
    """The text that means ``scenario``. A path object always means a file, even if it has no slash."""
    if isinstance(scenario, str):
        return scenario
    path = fspath(scenario)
    return path if is_path(path) else f"./{path}"


def short_name(name_or_path: str) -> str:
    """The scenario's name without folder and ending. Recordings get their name from it."""
    return Path(name_or_path).stem if is_path(name_or_path) else name_or_path


def find(name_or_path: str, *, beside: Path | None = None, what: What = What.SCENARIO) -> Path:
    """The file that ``name_or_path`` means. A relative path starts at ``beside``, else at the current folder.

    Raises :class:`ScenarioRefused` for a name that is not shipped and for a text that cannot name a file. It does not
    look at the file yet.
    """
    if is_path(name_or_path):
        _refuse_the_impossible(name_or_path, what)
        return (beside or Path()) / name_or_path
    if name_or_path not in names(what):
        raise ScenarioRefused(_unknown(name_or_path, what))
    return folder(what) / f"{name_or_path}.toml"


def _refuse_the_impossible(path: str, what: What) -> None:
    """Refuse a path that the system cannot ask for."""
    try:
        possible = b"\0" not in fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        allowed = "no file can have this name; use ordinary characters"
        raise ScenarioRefused(Problem(place=what, value=path, allowed=allowed))


def _unknown(name: str, what: What) -> Problem:
    return Problem(
        place=what,
        value=name,
        allowed=f"the shipped ones are {', '.join(names(what))}; name a file of your own with a slash or .toml",
        nearest=nearest(name, names(what)),
    )
