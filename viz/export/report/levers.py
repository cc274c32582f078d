"""Levers, points and nulls in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from viz.export.report.blocks import Inline, Words
from viz.export.report.numbers import MINUS
from viz.export.report.people import cell_in_words, content_in_words, episode, member, person

BLANK: Final = "blank"
"""What an empty cell is called."""

MEASURED: Final = {
    "additive": "a score plus one noise draw, without a meeting",
    "private_average": "the mean of what each member thinks before the talk",
}
"""Null models that are no setting, by what they are."""

NULL_NOTES: Final = {
    "private_average": "The mean of what each member thinks before the talk changes several things at once: nobody "
    "speaks, nobody stakes capital, and the director makes no cautious call. As many files get each tier as in the "
    "room.",
    "additive": "The score plus one noise draw has no room at all: nobody reads, thinks or speaks.",
}
"""All that a null takes out, where that is more than one thing."""

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
_RULES: Final = {
    "meeting.rules.base_rates=true": "the program's tally of past residents is read out",
    "meeting.floor.shared=0.0": "nobody speaks more of what many know",
}
"""Other null models, by what they change."""

_ADDED: Final = {"add_members": "the added member", "memory.add_episodes": "the added memory"}

_SETTINGS: Final = {
    "meeting.row_seconds": "the seconds a row gets at first",
    "meeting.row_seconds_max": "the seconds a row gets at most",
    "meeting.rules.blind": "what is off the wall",
    "meeting.rules.order": "the order of the rows",
    "meeting.rules.breaks": "breaks after rows",
    "meeting.rules.capital_cap": "the most capital on a row",
    "meeting.rules.base_rates": "the tally read out",
    "meeting.rules.devils_advocate": "devil's advocate",
}
"""Settings whose last part says too little."""

_ADVOCATES: Final = {
    "outside": "somebody outside",
    "affiliate_apd": "an associate director of an affiliated program",
    "pd": "the program director",
    "apd": "an associate director",
    "faculty": "a faculty member",
    "chief": "a chief resident",
}
_STRENGTHS: Final = {"mild": "argues mildly", "strong": "argues strongly"}

PLURAL: Final = (
    "letters",
    "step1_fails",
    "step2_fails",
    "us_clinical_months",
    "rotated_here",
    "emails",
    "breaks",
    "ballots",
    "row_seconds",
    "row_seconds_max",
)
"""Settings of which one says that they are, not that it is."""

_LONGEST: Final = 60
"""Letters of a value that fit in a line."""


def written(value: Any) -> str:
    """A value as a reader sees it: text without quotes, a list by what is in it, a blank by its name."""
    if isinstance(value, str):
        return value or BLANK
    if isinstance(value, list):
        return ", ".join(map(written, value)) or "none"
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("id") or _short(json.dumps(value, ensure_ascii=False)))
    return json.dumps(value, ensure_ascii=False).removesuffix(".0")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def key_in_words(key: str, scenario: Mapping[str, Any]) -> str:
    """What a key is: ``Dr Hale's capital``, ``Rowan Tesk's advocate``; of another key its last part."""
    parts = key.split(".")
    if parts[0] == "rows" and len(parts) == 3:
        return f"{person(parts[1], scenario)}'s {cell_in_words(parts[2])}"
    if parts[0] == "members" and len(parts) >= 3 and parts[1].isdigit():
        return f"{member(int(parts[1]), scenario)}'s {'.'.join(parts[2:]).replace('_', ' ')}"
    if parts[:2] == ["memory", "episodes"] and len(parts) == 4 and parts[2].isdigit():
        who = episode(int(parts[2]), scenario)
        return f"how {who} is remembered" if parts[3] == "outcome" else f"the {parts[3]} of {who}"
    return _ADDED.get(key) or _SETTINGS.get(key) or parts[-1].replace("_", " ")


def value_in_words(key: str, value: Any) -> str:
    """What a value of a key means: ``an associate director argues strongly``, ``badly (-0.8)``, ``nobody``."""
    parts = key.split(".")
    if parts[0] == "rows" and parts[-1] == "advocate":
        return _advocate(str(value))
    if parts[0] == "rows" and isinstance(value, str) and value:
        return content_in_words(parts[-1], value)
    if parts[:2] == ["memory", "episodes"] and parts[-1] == "outcome" and _is_real(value):
        how = "badly" if value < 0 else "well" if value > 0 else "neither well nor badly"
        return f"{how} ({written(value).replace('-', MINUS)})"
    if key == "add_members" and not value:
        return "nobody"
    if isinstance(value, bool):
        return "on" if value else "off"
    return written(value).replace("-", MINUS) if _is_real(value) else written(value)


def _advocate(value: str) -> str:
    who, _, strength = value.partition(":")
    if not value:
        return "nobody"
    return f"{_ADVOCATES[who]} {_STRENGTHS[strength]}" if who in _ADVOCATES and strength in _STRENGTHS else value


def _is_real(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def said_of(key: str, value: Any, scenario: Mapping[str, Any]) -> str:
    """A clause that says what holds at a value: ``an associate director argues strongly for Rowan Tesk``."""
    parts, words = key.split("."), value_in_words(key, value)
    if parts[0] == "rows" and parts[-1] == "advocate" and words != value:
        return f"{words if value else 'nobody argues'} for {person(parts[1], scenario)}"
    if parts[:2] == ["memory", "episodes"] and parts[-1] == "outcome" and words != written(value):
        scaled = words.replace(")", " on a scale from −1 to 1)")
        return f"{episode(int(parts[2]), scenario)} is remembered {scaled}"
    if key == "add_members":
        return f"{words} joins the room"
    verb = "are" if parts[-1] in PLURAL else "is"
    return f"{key_in_words(key, scenario)} {verb} {words}"


def differing(point: Mapping[str, Any], base: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    """The keys at which two points differ."""
    return [key for key in keys if key in point and point[key] != base.get(key)]


def change_in_words(
    point: Mapping[str, Any], base: Mapping[str, Any], keys: Sequence[str], scenario: Mapping[str, Any]
) -> Words:
    """What differs at a point: ``Dr Hale's capital: 12``, ``an associate director argues strongly``."""
    said: list[Inline] = []
    for key in differing(point, base, keys):
        said += [", " if said else "", *_labeled(key, point[key], scenario)]
    return tuple(piece for piece in said if piece) or ("the base",)


def _labeled(key: str, value: Any, scenario: Mapping[str, Any]) -> Words:
    words = value_in_words(key, value)
    if key.endswith(".advocate") and key.startswith("rows.") and words != value:
        return (said_of(key, value, scenario),)
    if key.startswith("memory.episodes.") and key.endswith(".outcome") and words != written(value):
        return (f"{episode(int(key.split('.')[2]), scenario)} remembered {words}",)
    return (f"{key_in_words(key, scenario)}: {words}",)


def plain(words: Words) -> str:
    """Words without any markup."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in words)


def null_in_words(null: str) -> str:
    """What a null model is: ``nobody remembers past residents (switches.memory=false)``."""
    words = null_alone(null)
    return f"{words} ({null})" if words else f"with {null}"


def null_alone(null: str) -> str:
    """What a null model is, without the setting that makes it; empty if we have no words for it."""
    key, _, value = null.partition("=")
    switch = key.strip().removeprefix("switches.")
    if value.strip() == "false" and switch in _SWITCHES:
        return _SWITCHES[switch]
    return MEASURED.get(null) or _RULES.get(null, "")
