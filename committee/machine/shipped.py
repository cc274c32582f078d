"""Where scenarios lie, and what the shipped ones ask: those by name, anybody's by path.

A scenario is called by a path if the text has a slash or ends in ``.toml`` (in any case), else by the name of a shipped
one. A bare name is never looked up in the current folder, so ``run baseline`` means the same everywhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from os import PathLike, fsencode, fspath
from pathlib import Path

from committee.errors import Problem, ScenarioRefused, nearest

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A scenario that comes with the package: what to type, what it is called, what it asks."""

    name: str
    title: str
    question: str


def folder() -> Path:
    """The folder of the shipped scenarios: inside an installed package, else beside it in a checkout."""
    packed = _PACKAGE / "_scenarios"
    return packed if packed.is_dir() else _PACKAGE.parent / "scenarios"


def names() -> list[str]:
    """The names of the shipped scenarios, sorted."""
    return sorted(path.stem for path in folder().glob("*.toml"))


def shipped(where: Path | None = None) -> list[Shipped]:
    """Every scenario in ``where``, else every shipped one: the plain one first, the others by name.

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


def is_path(name_or_path: str) -> bool:
    """Whether the text calls for a file rather than for a shipped scenario."""
    return "/" in name_or_path or "\\" in name_or_path or name_or_path.casefold().endswith(".toml")


def spelled(scenario: str | PathLike[str]) -> str:
    """The text that calls for ``scenario``. A path object always means a file, also where it has no slash."""
    if isinstance(scenario, str):
        return scenario
    path = fspath(scenario)
    return path if is_path(path) else f"./{path}"


def short_name(name_or_path: str) -> str:
    """The scenario's name without folder and ending; recordings are called after it."""
    return Path(name_or_path).stem if is_path(name_or_path) else name_or_path


def find(name_or_path: str, *, beside: Path | None = None) -> Path:
    """The file that ``name_or_path`` means; a relative path starts at ``beside``, else at the current folder.

    Raises :class:`ScenarioRefused` for a name that is not shipped and for a text that no file can be called by. A path
    is not looked at yet.
    """
    if is_path(name_or_path):
        _refuse_the_impossible(name_or_path)
        return (beside or Path()) / name_or_path
    if name_or_path not in names():
        raise ScenarioRefused(_unknown(name_or_path))
    return folder() / f"{name_or_path}.toml"


def _refuse_the_impossible(path: str) -> None:
    """Refuse a path that the system has no way to ask for."""
    try:
        possible = b"\0" not in fsencode(path)
    except UnicodeEncodeError:
        possible = False
    if not possible:
        allowed = "no file can have this name; use characters that can be written"
        raise ScenarioRefused(Problem(place="scenario", value=path, allowed=allowed))


def _unknown(name: str) -> Problem:
    return Problem(
        place="scenario",
        value=name,
        allowed=f"shipped are {', '.join(names())}; a file of your own is named with a slash or .toml",
        nearest=nearest(name, names()),
    )
