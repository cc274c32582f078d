"""Which engine holds a meeting: compiled code where it can, else the readable model. Both give the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from typing import Final

from msgspec import Struct

from committee.convene import Convener, RankMeeting
from committee.engine.records import MEMBERS, RESIDENTS
from committee.errors import Problem, UsageRefused
from committee.meeting.lookups import remembered
from committee.meeting.meeting import Meeting
from committee.members.member import Member


class Engine(StrEnum):
    """What holds meetings."""

    AUTO = "auto"
    """Compiled code if it can hold these meetings, else the readable model."""
    OBJECTS = "objects"
    """The readable model."""
    COMPILED = "compiled"
    """Compiled code, or a refusal."""


class Choice(Struct, frozen=True):
    """Which engine holds the meetings, and why."""

    engine: Engine
    """OBJECTS or COMPILED."""
    why: str
    """Why it is not compiled code; empty if it is, or if nobody wanted it."""

    def __str__(self) -> str:
        return f"{self.engine}, because {self.why}" if self.why else str(self.engine)


Told = Callable[[str], object]
"""Is told a sentence that a user who waits should read."""

COMPILING: Final = "Compiling the engine, once on this machine. This takes about a minute."
COMPILING_AGAIN: Final = (
    "Compiling the engine. This takes about a minute, and every process does it anew: "
    "no cache folder can be written. XDG_CACHE_HOME can name another one."
)


def choose(
    asked: str, convener: Convener, meeting: type[RankMeeting] = RankMeeting, told: Told | None = None
) -> Choice:
    """The engine for the meetings of a convener, made by the class ``meeting``.

    If it is compiled code, it is compiled when this returns. Before that, ``told`` gets a sentence if it takes long.

    Raises
    ------
    UsageRefused
        If ``asked`` is no engine, or compiled code was asked for and cannot hold these meetings.
    """
    if asked not in tuple(Engine):
        allowed = f"use {', '.join(Engine)}"
        raise UsageRefused(Problem(place="engine", value=str(asked), allowed=allowed))
    if asked == Engine.OBJECTS:
        return Choice(Engine.OBJECTS, "")
    why = _why_not(convener, meeting) or _differs(told)
    if why and asked == Engine.COMPILED:
        raise UsageRefused(Problem(place="engine", value=asked, allowed=f"compiled code cannot hold this: {why}"))
    return Choice(Engine.OBJECTS if why else Engine.COMPILED, why)


def _why_not(convener: Convener, meeting: type[RankMeeting]) -> str:
    """Why compiled code cannot hold these meetings; empty if it can."""
    if find_spec("numba") is None:
        return "numba is not installed"
    own_class = next((given for given in (meeting, type(convener)) if given not in (RankMeeting, Convener)), None)
    if own_class is not None:
        return f"{own_class.__name__} is a class of its own"
    sample = convener.meeting(1)
    own = next((why for member in sample.members if (why := _changed(type(member)))), "")
    return own or _too_large(sample)


_DATA: Final = frozenset(
    {"type_name", "role", "votes", "interviews", "reads", "reads_all", "keeps_no_list", "topics", "acts"}
)
"""Class attributes that a subclass may set: compiled code reads them."""


def _changed(kind: type[Member]) -> str:
    """What a type of member changes by code, which compiled code would not run."""
    for part in kind.__mro__[: kind.__mro__.index(Member)]:
        for name, value in vars(part).items():
            as_data = name in _DATA and not hasattr(value, "__get__")
            if hasattr(Member, name) and not as_data and name not in _OF_EVERY_CLASS:
                return f"{kind.__name__} changes {name}"
    return ""


_OF_EVERY_CLASS: Final = frozenset(vars(type("_", (), {}))) | {"__annotations__", "__firstlineno__", "__slots__"}
"""What a class has whatever it changes."""


def _too_large(sample: Meeting) -> str:
    from committee.engine.driver import Driver

    if len(sample.members) > MEMBERS:
        return f"more than {MEMBERS} members sit there"
    if len(remembered(sample.rules, sample.members)) > RESIDENTS:
        return f"the room remembers more than {RESIDENTS} residents"
    return "" if Driver(sample).fits(sample.applicants) else "a row says more than compiled code has room for"


def _differs(told: Told | None) -> str:
    from committee.engine.jit import cache_folder
    from committee.engine.proof import agrees, is_proven

    if told is not None and not is_proven():
        told(COMPILING_AGAIN if cache_folder() is None else COMPILING)
    return "" if agrees() else "compiled code gives other numbers on this processor"
