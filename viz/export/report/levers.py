"""Levers, points and nulls in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from viz.export.report.blocks import Code, Inline, Words

BLANK: Final = "blank"
"""What an empty cell is called."""

MEASURED: Final = {
    "additive": "a score plus one noise draw, without a meeting",
    "private_average": "the mean of what each member thinks before the talk",
}
"""Null models that are no setting, by what they are."""

_SWITCHES: Final = {
    "influence": "nobody moves anybody",
    "social_influence": "only content persuades, not who says it",
    "memory": "nobody remembers past residents",
    "capital": "capital counts for nothing",
    "fatigue": "nobody tires",
    "posture": "nobody has a posture toward the row",
    "clock": "no bell rings",
    "carry_over": "nothing carries over from row to row",
}


_ADDED: Final = {"add_members": "the added member", "memory.add_episodes": "the added memory"}


def written(value: Any) -> str:
    """A value as a reader sees it: text without quotes, a list by what is in it, a blank by its name."""
    if isinstance(value, str):
        return value or BLANK
    if isinstance(value, list):
        return ", ".join(map(written, value)) or "none"
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("id") or json.dumps(value, ensure_ascii=False))
    return json.dumps(value, ensure_ascii=False).removesuffix(".0")


def key_in_words(key: str, scenario: Mapping[str, Any]) -> str:
    """What a key is: ``Dr Hale's capital``, ``img_a's advocate``; of another key its last part."""
    parts = key.split(".")
    if parts[0] == "rows" and len(parts) == 3:
        return f"{parts[1]}'s {parts[2]}"
    if parts[0] == "members" and len(parts) >= 3 and parts[1].isdigit():
        return f"{_member(int(parts[1]), scenario)}'s {'.'.join(parts[2:])}"
    if parts[:2] == ["memory", "episodes"] and len(parts) == 4 and parts[2].isdigit():
        return f"the {parts[3]} of {_episode(int(parts[2]), scenario)}"
    return _ADDED.get(key, parts[-1].replace("_", " "))


def _member(number: int, scenario: Mapping[str, Any]) -> str:
    members = scenario.get("members") or scenario.get("meeting", {}).get("members") or ()
    found = members[number - 1] if 0 < number <= len(members) else {}
    return str(found.get("name") or f"member {number}") if isinstance(found, Mapping) else f"member {number}"


def _episode(number: int, scenario: Mapping[str, Any]) -> str:
    memory = scenario.get("memory")
    episodes = memory.get("episodes", ()) if isinstance(memory, Mapping) else ()
    found = episodes[number - 1] if 0 < number <= len(episodes) else {}
    return str(found.get("label") or found.get("id") or f"episode {number}")


def differing(point: Mapping[str, Any], base: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """The keys at which two points differ."""
    return [key for key in keys if key in point and point[key] != base.get(key)]


def change_in_words(
    point: Mapping[str, Any], base: Mapping[str, Any], keys: Sequence[str], scenario: Mapping[str, Any]
) -> Words:
    """What differs at a point: ``img_a's advocate: apd:strong``."""
    said: list[Inline] = []
    for key in differing(point, base, keys):
        said += [", " if said else "", f"{key_in_words(key, scenario)}: ", Code(written(point[key]))]
    return tuple(piece for piece in said if piece) or ("the base",)


def plain(words: Words) -> str:
    """Words without any markup."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in words)


def null_in_words(null: str) -> str:
    """What a null model is: ``nobody remembers past residents (switches.memory=false)``."""
    if null in MEASURED:
        return f"{MEASURED[null]} ({null})"
    key, _, value = null.partition("=")
    switch = key.strip().removeprefix("switches.")
    if value.strip() == "false" and switch in _SWITCHES:
        return f"{_SWITCHES[switch]} ({null})"
    return f"with {null}"
