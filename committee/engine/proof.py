"""Whether compiled code gives the numbers of the readable model on this machine, seen once for each compiled version.

Processors may differ in how they contract or order operations. We do not trust that they do not: before compiled code
answers anybody, it holds one meeting that the model holds too.
"""

from __future__ import annotations

import platform
from contextlib import suppress
from functools import cache
from typing import Final

from committee.chance import Chance
from committee.convene import Convener
from committee.engine.driver import Driver
from committee.engine.jit import cache_folder
from committee.engine.tallied import digest_of
from committee.scenario.loading import load_scenario

_FEW: Final = {"pool.us_md": 4, "pool.us_do": 2, "pool.us_img": 4, "pool.non_us_img": 8}


@cache
def agrees() -> bool:
    """Whether both engines end a meeting in the same state, to the last bit of what a digest holds."""
    folder = cache_folder()
    seen = None if folder is None else folder / f"agrees-{platform.machine()}-{platform.python_version()}"
    if seen is not None and seen.exists():
        return True
    convener = Convener(load_scenario("baseline", _FEW))
    meeting = convener.meeting(1)
    driver = Driver(convener.meeting(2))
    rows = driver.rows(meeting.applicants)
    same = digest_of(driver, driver.hold(Chance(1), rows), rows) == meeting.run().digest()
    if same and seen is not None:
        with suppress(OSError):
            seen.touch()
    return same
