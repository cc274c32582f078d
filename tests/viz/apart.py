"""Running something in a thread of its own, where no browser's driver keeps an event loop."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(call: Callable[[], Result]) -> Result:
    """What ``call`` returns. The fixtures that drive a browser leave a loop running, in which no other may start."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(call).result()
