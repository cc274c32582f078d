"""Meetings that somebody made without a seed: the same one twice is hardly what they want."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Final
from warnings import warn

from committee.applicants.applicant import Applicant
from committee.errors import SameMeetingAgain


class Unseeded:
    """The meetings that this process has made without a seed."""

    made: set[bytes]
    """A digest of each."""
    warned: bool
    """Whether the same meeting came twice, and we have said so."""

    def __init__(self) -> None:
        self.made = set()
        self.warned = False

    def note(self, scenario: Mapping[str, object], rows: Sequence[Applicant]) -> None:
        """Note a meeting, and warn whoever made its maker if it was made before; once in a process."""
        if self.warned:
            return
        digest = blake2b(f"{json.dumps(scenario, sort_keys=True)}{rows!r}".encode(errors="surrogatepass")).digest()
        self.warned = digest in self.made
        self.made.add(digest)
        if self.warned:
            warn(SameMeetingAgain(_SAME_AGAIN), stacklevel=3)


_SAME_AGAIN: Final = (
    "The same meeting was made twice without a seed, and both are the meeting of seed 1, word for word. "
    'Give each its seed: RankMeeting(..., seed=2), or {"seed": range(20)} among the parameters of batch_run, '
    "whose iterations do not vary it. Give seed=1 if one meeting is what you want."
)
