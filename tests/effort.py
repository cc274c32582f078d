"""How many examples a property is tried on: few in ``make test``, many in ``make soak``."""

from __future__ import annotations

import os

FEW = 50
"""Where the test does not say."""

MANY = 20
"""How many times as many ``make soak`` tries."""

SOAK = os.environ.get("EFFORT") == "soak"


def some(examples: int) -> int:
    """As many examples, or many times as many in ``make soak``."""
    return examples * (MANY if SOAK else 1)
