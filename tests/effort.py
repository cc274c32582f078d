"""How much of the same a test tries: few examples and pairs in ``make test``, many in ``make soak``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pytest

FEW = 25
"""Where the test does not say."""

MOST = 1000
"""The same in ``make soak``."""

MANY = 20
"""How many times as many ``make soak`` tries."""

SOAK = os.environ.get("EFFORT") == "soak"


def some(examples: int) -> int:
    """As many examples, or many times as many in ``make soak``."""
    return examples * (MANY if SOAK else 1)


def mixed(one: Sequence[Any], other: Sequence[Any], only: int | None = None) -> list[Any]:
    """Every pair, as parameters of a test: each value of both once or more in ``make test``, all in ``make soak``.

    With ``only``, ``make test`` tries that pair alone, for what other tests look at in the same sizes and themes.
    """
    together = {(n % len(one), n % len(other)) for n in range(max(len(one), len(other))) if only in (None, n)}
    return [
        pytest.param(a, b, marks=() if (i, j) in together else pytest.mark.soak)
        for i, a in enumerate(one)
        for j, b in enumerate(other)
    ]
