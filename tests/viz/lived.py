"""A small season on disk whose recordings can be watched: an invented one, written and told as every season is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from committee.archive.seasons import SeasonFolder
from committee.commands.season import pages
from committee.season.holding import How, hold
from tests.committee.season import filmed
from tests.committee.season.seasonal import Invented, Year


class Filmed(Invented):
    """The invented season, with the recordings of its first program."""

    def __init__(self, scratch: Path, **about: Any) -> None:
        super().__init__(**about)
        self._paths = filmed.recordings(scratch)

    def years(self, count: int, resume_from: bytes | None = None) -> Iterator[Year]:
        """Its years, those of which were filmed with what was filmed."""
        for year in super().years(count, resume_from):
            own = [(place, path) for place, path in sorted(self._paths.items()) if place[0] == year.year]
            year.recordings = [(code, gate, gzip.decompress(path.read_bytes())) for (_, code, gate), path in own]
            yield year


def a_season(folder: Path, years: int = 10, **about: Any) -> SeasonFolder:
    """A folder in which the first program's door to J-1 visas closes in 2029, after somebody left in 2028.

    With ``stop`` somebody stops it after so many years.
    """
    held = Filmed(folder.with_name(f"{folder.name}-scratch"), **about)
    with suppress(KeyboardInterrupt):
        hold(held, folder, years, How(rules="00"), told=lambda _: None, pages=pages)
    return SeasonFolder(folder)
