"""Small builders of applications, for tests of what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np


class Asked(NamedTuple):
    """Who applied where: pairs of program and applicant."""

    pairs: Sequence[tuple[int, int]]


def asked(given: Asked) -> Any:
    table = np.array(sorted(given.pairs), dtype=np.intp).reshape(-1, 2)
    return SimpleNamespace(program=table[:, 0], applicant=table[:, 1], signaled=np.zeros(len(table), dtype=np.bool_))
