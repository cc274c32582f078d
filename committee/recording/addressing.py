"""The text of an address of a meeting: which part stands where, and how each is spelled.

What the parts mean is told in :mod:`committee.experiments.whatifs.address`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

SCHEME: Final = "committee:"

DIGITS: Final = 8
"""Digits of the rules' digest that an address carries."""


def address_text(
    version: str, rules: str, scenario: str, parts: Iterable[tuple[str, str]], row: str = "", second: float = 0.0
) -> str:
    """An address in one line.

    Parameters
    ----------
    rules
        The digest of the rules, of which the first digits count.
    parts
        The name and the value of each part of the query, the value already spelled as it shall stand there.
    row, second
        The row to look at and the second in it; an empty row for none.
    """
    query = "&".join(f"{name}={value}" for name, value in parts)
    looked_at = f"#{coded(row)}@{short(second)}" if row else ""
    return f"{SCHEME}{coded(version)}+{rules[:DIGITS]}/{coded(scenario)}?{query}{looked_at}"


def set_to(key: str, text: str) -> tuple[str, str]:
    """The part that sets ``key`` to a TOML value."""
    return "set", f"{coded(key)}={coded(text)}"


def coded(text: str) -> str:
    """The text percent-encoded, whatever it holds."""
    return quote(text, safe="")


def short(number: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
