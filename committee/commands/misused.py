"""What is said of words on the command line that a command cannot take."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import typer
from typer.models import OptionInfo

from committee.errors import Problem, nearest, quoted

MISUSED: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")
"""What typer raises for words that it cannot take. The module of that class depends on typer's version."""


def misuse_said(error: Any) -> str:
    """What is wrong with the words of a command, in one sentence that names the value and the help to read."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.format_message())
    command = f"committee {error.ctx.info_name}" if error.ctx and error.ctx.parent else "committee"
    told = _wrong_value(error) or error.format_message().rstrip(".").replace("'?", "'")
    return f"{command}: {told}; {command} --help lists what you can use."


def _wrong_value(error: Any) -> str:
    """The value of an option that does not take it, and what it takes; empty if that is not what is wrong."""
    if type(error).__name__ != "BadParameter" or error.param is None or error.ctx is None:
        return ""
    given = _given(error.param.opts)
    if given is None:
        return ""
    allowed, words = _taken(error.ctx.command.callback, error.param.name)
    if not allowed:
        return f"{error.format_message().rstrip('.')} ({quoted(given)} was given)"
    place = error.param.opts[0]
    return Problem(place=place, value=given, allowed=allowed, nearest=nearest(given, words)).sentence().rstrip(".")


def _taken(callback: Callable[..., object], name: str) -> tuple[str, Sequence[str]]:
    """What the parameter ``name`` of a command takes, in words, and the words if there are only some."""
    hint = get_type_hints(callback, include_extras=True).get(name)
    kind, *about = get_args(hint) or (hint,)
    kind = next((each for each in get_args(kind) if each is not type(None)), kind)  # it may be left out
    option = next((each for each in about if isinstance(each, OptionInfo)), None)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = [str(each) for each in kind]
        return f"use {', '.join(words[:-1])} or {words[-1]}", words
    if kind is int and option is not None and option.min is not None and option.max is not None:
        return f"use a whole number from {option.min} to {option.max}", ()
    if kind is float:
        return "use a number", ()
    return "", ()


def _given(options: Sequence[str]) -> str | None:
    """The value that the command line gives for one of ``options``, if it gives any."""
    words = sys.argv[1:]
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in options:
            return value if equals else words[place + 1] if place + 1 < len(words) else None
    return None
