"""Messages drawn from the published schema, some of them spoiled."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Mapping
from random import Random
from typing import Any

LETTERS = string.ascii_letters + string.digits + "_-"
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**63, 1e308, 0.5, "", " ", "\u202e", "\x00", "é" * 50, "x" * 3000, "__proto__"),
    *([], {}, [[]], {"$ref": "#"}, "top", "main:r001", "before", "host", "revealed"),
)
"""Values that nobody expects."""


class Drawer:
    """Draws what a schema allows, and what it does not."""

    def __init__(self, schema: Mapping[str, Any], seed: int, words: Mapping[str, tuple[Any, ...]]) -> None:
        self._schema, self._draw = schema, Random(seed)  # noqa: S311 - which message comes when
        self._words = words

    def valid(self) -> dict[str, Any]:
        """A message that the schema allows, often a vote; fields in ``words`` mostly have one of those values."""
        votes = self._draw.random() < 0.5
        drawn = self._of(self._schema["$defs"]["Vote"] if votes else self._schema)
        for name, values in self._words.items():
            if name in drawn and self._draw.random() < 0.9:
                drawn[name] = self._draw.choice(values)
        return drawn

    def any(self) -> str | bytes:
        """A message, half of the time spoiled."""
        message = self.valid()
        spoil = self._draw.random()
        if spoil < 0.5:
            return json.dumps(message)
        if spoil < 0.9:
            self._spoil(message)
            return json.dumps(message)
        return self._broken(json.dumps(message))

    def _spoil(self, message: dict[str, Any]) -> None:
        name = self._draw.choice(list(message))
        how = self._draw.random()
        if how < 0.3:
            del message[name]
        elif how < 0.8:
            message[name] = self._draw.choice(ODD)
        else:
            message[self._draw.choice(("token", "at", "host", "on", "counts", "result"))] = self._draw.choice(ODD)

    def _broken(self, text: str) -> str | bytes:
        place = self._draw.randrange(len(text))
        return self._draw.choice(
            (
                text[:place],
                text + text,
                text[:place] + "\x00" + text[place:],
                "[" * 2000,
                text.encode(),
                b"\xff\xfe",
                "NaN",
            )
        )

    def _of(self, schema: Mapping[str, Any]) -> Any:
        """A value that ``schema`` allows."""
        if "$ref" in schema:
            return self._of(self._schema["$defs"][schema["$ref"].rpartition("/")[2]])
        if "oneOf" in schema or "anyOf" in schema:
            return self._of(self._draw.choice(schema.get("oneOf") or schema["anyOf"]))
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._draw.choice(schema["enum"])
        return getattr(self, f"_{schema['type']}")(schema)

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        if "properties" in schema:
            return {name: self._of(one) for name, one in schema["properties"].items()}
        of = schema["additionalProperties"]
        return {
            self._draw.choice(("top", "mid", "low", "dnr", "x")): self._of(of) for _ in range(self._draw.randrange(4))
        }

    def _string(self, schema: Mapping[str, Any]) -> str:
        low, high = schema.get("minLength", 0), schema.get("maxLength", 30)
        if bounds := re.search(r"\{(\d+),(\d+)\}", schema.get("pattern", "")):
            low, high = int(bounds[1]), int(bounds[2])
        return "".join(self._draw.choices(LETTERS, k=self._draw.randint(low, min(high, low + 30))))

    def _integer(self, schema: Mapping[str, Any]) -> int:
        return self._draw.randint(schema["minimum"], min(schema["maximum"], schema["minimum"] + 12))

    def _boolean(self, _schema: Mapping[str, Any]) -> bool:
        return self._draw.random() < 0.5
