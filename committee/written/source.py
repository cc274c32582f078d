"""Reading one TOML file, or one TOML value, without trusting it.

The result is plain data: tables, lists, text, whole numbers of 64 bits, finite reals and truth values, at most
:data:`DEEPEST` levels deep. Everything else is refused, by its place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from math import isfinite
from os import PathLike, fspath
from pathlib import Path
from typing import Any, TypeVar

from committee.errors import Problem, ScenarioRefused, quoted
from committee.machine.reading import opened

LARGEST_FILE = 1_000_000
"""The most bytes of a file. The longest shipped scenario has a hundredth of that."""

DEEPEST = 20
"""The most levels of tables and lists."""

# The parser takes quadratic time for a key of many parts, so we refuse it before parsing.
_LONG_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]+[ \t]*\.[ \t]*){20}""")

Table = dict[str, Any]
Where = tuple[str | int, ...]
Data = TypeVar("Data")


def read_table(path: Path) -> Table:
    """The data of a TOML file; raises :class:`ScenarioRefused` if it cannot be used."""
    return checked(_parsed(_text(path), path.name), path.name)


def read_value(text: str, place: str) -> Any:
    """One value written as in TOML. A bare word stands for itself, since shells eat quotes."""
    if re.fullmatch(r"[A-Za-z_][\w-]*", text) and text not in ("true", "false", "inf", "nan"):
        return text
    try:
        table = _parsed(f"value = {text}", place)
    except ScenarioRefused:
        table = {}
    if list(table) != ["value"]:
        raise ScenarioRefused(
            Problem(place=place, value=text, allowed='write a TOML value, such as 3, 0.5, true, "text" or [1, 2]')
        )
    return checked(table["value"], place)


def dotted(where: Where) -> str:
    """A place inside a table as ``--set`` writes it. Items of a list count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in where)


def place_of(where: Where, origin: str) -> str:
    """A place as a message names it: by the file or setting that wrote it, and where it is in there."""
    return origin if not where or origin == f"--set {dotted(where)}" else f"{origin}, {dotted(where)}"


def _text(path: Path) -> str:
    try:
        with opened(path, ScenarioRefused, path.name or str(path)) as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise ScenarioRefused(Problem(place=path.name, allowed=f"it cannot be read ({reason})")) from None
    if len(content) > LARGEST_FILE:
        raise ScenarioRefused(Problem(place=path.name, allowed=f"it has at most {LARGEST_FILE:,} bytes"))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place = f"{path.name}, line {line}"
        raise ScenarioRefused(Problem(place=place, allowed="it must be UTF-8 text, and it is not")) from None


def _parsed(text: str, place: str) -> Table:
    long_key = _LONG_KEY.search(text)
    if long_key:
        line = text.count("\n", 0, long_key.start()) + 1
        raise ScenarioRefused(Problem(place=f"{place}, line {line}", allowed="a key has at most 20 parts"))
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _too_deep(place) from None
    except ValueError as error:
        raise ScenarioRefused(_syntax(str(error), place)) from None


def _syntax(message: str, place: str) -> Problem:
    """The parser's message, with its line moved into the place."""
    located = re.fullmatch(r"(.*?) \(at (line \d+), column \d+\)", message, re.DOTALL)
    said, line = (located[1], f", {located[2]}") if located else (message.removesuffix(" (at end of document)"), "")
    return Problem(place=f"{place}{line}", allowed=f"this is not TOML ({said[:1].lower()}{said[1:]})")


def _too_deep(place: str) -> ScenarioRefused:
    return ScenarioRefused(Problem(place=place, allowed=f"tables and lists nest at most {DEEPEST} levels deep"))


def plain(value: object) -> Any:
    """``value`` as TOML would hold it, if it is a number of numpy or a path object; else ``value`` itself."""
    if isinstance(value, PathLike):
        return fspath(value)
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    number = getattr(value, "item", None)
    return number() if number is not None and getattr(value, "ndim", None) == 0 else value


def checked(data: Data, place: str) -> Data:
    """``data`` itself; raises :class:`ScenarioRefused` if a file cannot hold all of it."""
    problems: list[Problem] = []
    for where, leaf in _leaves(data, place):
        refused = _refusal(leaf)
        if refused:
            value, allowed = refused
            inside = f"{place}, {dotted(where)}" if where else place
            problems.append(Problem(place=inside, value=value, allowed=allowed))
    if problems:
        raise ScenarioRefused(*problems)
    return data


def _leaves(data: object, place: str) -> Iterator[tuple[Where, object]]:
    """Every value that is no table or list, with its place."""
    rest: list[tuple[Where, object]] = [((), data)]
    while rest:
        where, value = rest.pop()
        if len(where) > DEEPEST:
            raise _too_deep(f"{place}, {quoted(dotted(where[:3]))}")
        if isinstance(value, dict):
            rest.extend(((*where, str(key)), item) for key, item in reversed(value.items()))
        elif isinstance(value, list | tuple):
            rest.extend(((*where, index), value[index]) for index in reversed(range(len(value))))
        else:
            yield where, value


def _refusal(leaf: object) -> tuple[str, str] | None:
    """The value in words and what is allowed, if a file cannot hold ``leaf``."""
    if isinstance(leaf, bool):
        return None
    if isinstance(leaf, int):
        return None if -(1 << 63) <= leaf < 1 << 63 else ("a very large number", "whole numbers have at most 64 bits")
    if isinstance(leaf, float):
        return None if isfinite(leaf) else (str(leaf), "numbers are finite")
    if isinstance(leaf, str):
        return None if _encodable(leaf) else (leaf, "text is Unicode")
    if isinstance(leaf, date | time):
        return str(leaf), "dates and times are not used here"
    return str(leaf), "a file holds tables, lists, texts, numbers, true and false"


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
