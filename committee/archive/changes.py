"""What has changed between the experiment that a folder is about and the one that is to go on in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from committee.errors import LONGEST_VALUE

FREE: Final = ("title", "question", "seeds")
"""Parts of an experiment that may change: words for people, and seeds, which have a rule of their own."""

_COMPARED: Final = ("rules", "experiment", "scenario", "inputs")
_NOWHERE: Final = object()


def first_change(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first thing that differs between two manifests and may not, in words; empty if nothing does.

    Seeds may become more: those that were there have to come first, in the same order.
    """
    for name in _COMPARED:
        if change := difference(_fixed(name, before), _fixed(name, now), name):
            return change
    for name in ("rule", "width"):
        if change := difference(before["stopping"][name], now["stopping"][name], f"stopping.{name}"):
            return change
    old, new = (manifest["experiment"]["seeds"] for manifest in (before, now))
    if not _starts(seeds_in(new), seeds_in(old)):
        return f"seeds was {old} and is {new}, and seeds can only become more"
    return ""


def extends(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether there are more seeds than a manifest had."""
    old, new = (seeds_in(manifest["experiment"]["seeds"]) for manifest in (before, now))
    return len(new) > len(old)


def seeds_text(seeds: Sequence[int]) -> str:
    """Seeds as a manifest writes them: ``1:200``, both included, or one by one."""
    if isinstance(seeds, range) and seeds.step == 1 and seeds:
        return f"{seeds[0]}:{seeds[-1]}"
    return ", ".join(map(str, seeds))


def seeds_in(text: str) -> Sequence[int]:
    """The seeds that :func:`seeds_text` wrote."""
    first, colon, last = text.partition(":")
    if colon:
        return range(int(first), int(last) + 1)
    return tuple(int(seed) for seed in text.split(",") if seed.strip())


def _starts(seeds: Sequence[int], with_: Sequence[int]) -> bool:
    if isinstance(seeds, range) and isinstance(with_, range):
        return seeds.start == with_.start and len(seeds) >= len(with_)
    return list(seeds[: len(with_)]) == list(with_)


def _fixed(name: str, manifest: Mapping[str, Any]) -> Any:
    """What may not change of a part. Of the inputs the experiment's own file is the first, and more seeds change it."""
    part = manifest[name]
    if name == "inputs":
        return part[1:]
    return {key: value for key, value in part.items() if key not in FREE} if name == "experiment" else part


def difference(before: Any, now: Any, place: str) -> str:
    """The first difference between two pieces of plain data, by its dotted place; empty if there is none."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        keys = [*now, *(key for key in before if key not in now)]
        return next(
            (
                change
                for key in keys
                if (change := difference(before.get(key, _NOWHERE), now.get(key, _NOWHERE), f"{place}.{key}"))
            ),
            "",
        )
    if type(before) is type(now) and before == now:
        return ""
    where = place.removeprefix("experiment.")
    if isinstance(before, list) and isinstance(now, list) and (told := _members(before, now)):
        return f"{where} {told}"
    return f"{where} was {_shown(before)} and is {_shown(now)}"


def _members(before: Sequence[Any], now: Sequence[Any]) -> str:
    """What a long list of words has lost and gained; empty if it can be shown whole, or only its order differs."""
    plain = all(isinstance(each, str) for each in (*before, *now))
    if not plain or max(map(len, map(_json, (before, now)))) <= LONGEST_VALUE:
        return ""
    gone, new = [each for each in before if each not in now], [each for each in now if each not in before]
    said = [*(["no longer has " + _shown(gone)] if gone else []), *(["now has " + _shown(new)] if new else [])]
    return " and ".join(said)


def _shown(value: Any) -> str:
    if value is _NOWHERE:
        return "not there"
    text = _json(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
