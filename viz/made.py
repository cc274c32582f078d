"""What a recording was made from, and how that differs from the scenario of that name, in words.

A header holds the scenario in full, so two recordings of one scenario look alike until somebody reads thousands of
settings. What differs is said here in a few words: *memory off*, *IMG B: advocate left blank*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from committee.errors import InputRefused
from committee.events import MeetingOpened
from committee.machine.shipped import meetings, shipped
from committee.recording import Recording
from committee.recording.altered import changes_said
from committee.recording.spoken import printable
from committee.written.layers import layered
from viz.calling import Said, said

BASELINE: Final = "baseline"
"""The scenario with which one's own scenarios are compared."""

UNTOLD: Final = frozenset({"title", "question"})
"""What of a scenario is words about it."""

LONGEST: Final = 3
"""Differences that are told in words; the rest are counted."""

MANY: Final = 40
"""Differences from which on the scenario itself has changed since, so that they are not told."""

Key = tuple[str, ...]
"""A place in a scenario: its tables, and in a list the id of the item."""

_NOTHING: Final[Mapping[Key, Said]] = {}


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a recording was made from."""

    title: str = ""
    """The title of its scenario."""
    scenario: str = ""
    """The name of the shipped scenario with that title; empty for one's own, and for a meeting of a season."""
    seed: int = 0
    """The seed of its draws."""
    of_season: bool = False
    """Whether it is a meeting of a season, which cannot be held again by itself."""
    differs: Mapping[Key, Said] = field(default_factory=dict)
    """What differs from its scenario, by place; for one's own scenario, from the baseline."""

    @property
    def words(self) -> str:
        """What differs from the shipped scenario, in a few words; empty if nothing does, or nearly everything."""
        return in_few_words(self.differs) if self.scenario and len(self.differs) < MANY else ""


def in_few_words(differs: Mapping[Key, Said]) -> str:
    """The first differences, and how many more there are."""
    words = [each.here for each in differs.values()]
    more = len(words) - LONGEST
    return ", ".join([*words[:LONGEST], *([f"and {more} more"] if more > 0 else [])])


def made_from(header: MeetingOpened, recording: Recording | None = None) -> Made:
    """What the recording with this ``header`` was made from.

    ``recording`` gives the names of applicants in what an experimenter changed.
    """
    title = str(header.scenario.get("title") or "")
    of_season = header.season is not None
    name = "" if of_season else _by_title().get(title, "")
    differs = {} if of_season else dict(_settings(header.scenario, name or BASELINE))
    if header.inputs:
        files = ", ".join(printable(str(each.get("file", ""))) for each in header.inputs)
        differs["sheet", *(str(each.get("sha256", "")) for each in header.inputs)] = Said(
            here=f"with the sheet {files}", usual="with the rows of the scenario"
        )
    differs |= _altered(header, recording)
    return Made(title=title, scenario=name, seed=header.seed, of_season=of_season, differs=differs)


@cache
def _by_title() -> dict[str, str]:
    """The shipped scenarios of one meeting by title."""
    about_one = set(meetings())
    return {each.title: each.name for each in shipped() if each.name in about_one}


@cache
def resolved(name: str) -> Mapping[str, Any]:
    """The shipped scenario in full, as plain data; nothing if this copy lacks it."""
    try:
        table: Mapping[str, Any] = layered(name, {}).table
    except InputRefused:
        return {}
    return table


@cache
def between(first: str, second: str) -> Mapping[Key, Said]:
    """What the second of two shipped scenarios has that the first has not."""
    return dict(_settings(resolved(second), first))


def apart(first: Recording, second: Recording) -> Mapping[Key, Said]:
    """What sets apart how two recordings were made: ``usual`` stands for the first, ``here`` for the second.

    Their seeds are not in it.
    """
    one, other = first.header, second.header
    found = dict(_unalike(one.scenario, other.scenario))
    if one.inputs != other.inputs:
        found["sheet",] = Said(usual=_files(one), here=_files(other))
    changes = [_altered(each.header, each) for each in (first, second)]
    for key in dict.fromkeys((*changes[0], *changes[1])):
        was, now = (each.get(key) for each in changes)
        if was != now:
            found[key] = Said(usual=was.here if was else now.usual, here=now.here if now else was.usual)  # type: ignore[union-attr]
    return found


def _files(header: MeetingOpened) -> str:
    named = [f"{each.get('file', '')} ({str(each.get('sha256', ''))[:8]})" for each in header.inputs]
    return (
        f"with the sheet {', '.join(printable(name) for name in named)}" if named else "with the rows of the scenario"
    )


def _settings(scenario: Mapping[str, Any], name: str) -> Iterator[tuple[Key, Said]]:
    return _unalike(resolved(name), scenario)


def _unalike(usual: Mapping[str, Any], scenario: Mapping[str, Any]) -> Iterator[tuple[Key, Said]]:
    for key, was, now in _unlike(usual, scenario, ()):
        if key[0] == "sheet" or key == ("pool",):
            continue  # the files that the meeting read say it
        yield key, said(key, was, now, (usual, scenario))


def _unlike(usual: Any, here: Any, where: Key) -> Iterator[tuple[Key, Any, Any]]:
    """Where two pieces of a scenario differ: the place, and what stands there in each."""
    if isinstance(usual, Mapping) and isinstance(here, Mapping):
        for key in dict.fromkeys((*usual, *here)):
            if where or key not in UNTOLD:
                yield from _unlike(usual.get(key), here.get(key), (*where, str(key)))
        return
    if _is_list(usual) and _is_list(here):
        first, second = _by_id(usual), _by_id(here)
        if first is not None and second is not None:
            yield from _unlike(first, second, where)
        elif list(usual) != list(here):
            yield where, usual, here
        return
    if usual != here and (usual not in (None, [], ()) or here not in (None, [], ())):
        yield from _added(where, usual, here)


def _added(where: Key, usual: Any, here: Any) -> Iterator[tuple[Key, Any, Any]]:
    """A list of items with ids that only one of the two has differs in each of its items."""
    items = _by_id(here if usual is None else usual) if None in (usual, here) else None
    for id_, item in (items or {}).items():
        yield (*where, id_), *((None, item) if usual is None else (item, None))
    if not items:
        yield where, usual, here


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _by_id(items: Any) -> dict[str, Any] | None:
    """The items of a list by their ids; None if they are not tables with an id each."""
    if not _is_list(items) or not all(isinstance(item, Mapping) and "id" in item for item in items):
        return None
    return {str(item["id"]): item for item in items}


def _altered(header: MeetingOpened, recording: Recording | None) -> dict[Key, Said]:
    """What an experimenter changed beside the scenario: by cell where it is one."""
    if recording is None:
        return {("changed",): Said(here="changed by an experimenter", usual="unchanged")} if header.changes else {}
    cells: Mapping[str, Mapping[str, str]] = header.changes.get("cells") or {}
    places = [("cells", id_, column) for id_, changed in cells.items() for column in changed]
    sentences = changes_said(recording)
    keys: list[Key] = [*places, *(("changed", words) for words in sentences[len(places) :])]
    return {key: Said(here=words, usual=_unchanged(key, words)) for key, words in zip(keys, sentences, strict=True)}


def _unchanged(key: Key, words: str) -> str:
    who, _, _ = words.partition(":")
    return f"{who}: {key[2]} as in the sheet" if key[0] == "cells" else f"{who}: as it happened"
