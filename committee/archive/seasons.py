"""A season folder, read: its manifest, its years, its tables, its recordings.

What a folder holds is told in this folder's README. How years get there is :mod:`committee.archive.years`. Only what
the manifest counts is read, so a year that somebody is writing right now does not show in part.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from re import fullmatch
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from committee.archive.claiming import MANIFEST, manifest_in, not_ours
from committee.errors import UsageRefused
from committee.machine.reading import opened

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

FORMAT: Final = "committee season"
"""What the manifest of a season says that its folder is, before the version."""

VERSION: Final = "1"
"""The version of the format."""

YEARS: Final = "years.csv"
RESIDENTS: Final = "residents.csv"
BECAME: Final = "became.csv"
BARS: Final = "bars.csv"
LISTS: Final = "lists.csv"
TABLES: Final = (YEARS, RESIDENTS, BECAME, BARS, LISTS)
"""The tables that each year adds rows to."""

TWIN: Final = "twin"
"""The folder of the same tables for the twin: the same season without memory."""

TWIN_TABLES: Final = tuple(f"{TWIN}/{name}" for name in TABLES)

MOST_YEARS: Final = 200
"""The most years of a season."""

KEEPS: Final = ("focal", "all")
"""Whose meetings are kept to be watched: those of the scenario's focal programs, or of all."""

DOORS: Final = "doors.csv"
PICTURE: Final = "doors.svg"
STORY: Final = "story.md"
PAGES: Final = (DOORS, PICTURE, STORY)
"""What is made of all years, and made anew when there are more."""

FILES: Final = "files.parquet"
AFTER: Final = "after.json.gz"
GATES: Final = ("invite", "rank")
"""The meetings of a year that are recorded, in their order."""

_PARTS: Final = (
    *("committee", "rules", "scenario", "title", "seed", "keep", "focal", "programs"),
    *("years", "tables", "after", "complete", "files"),
)
"""Parts of a manifest that we rely on."""


def program_name(number: int) -> str:
    """What the program of this number in the market is called in the folder: ``p000``."""
    return f"p{number:03}"


def recording_name(program: str, gate: str) -> str:
    """Where the recording of a meeting lies in the folder of its year."""
    return f"{program}/{gate}.jsonl.gz"


def place_in_season(path: Path) -> str:
    """Where a recording lies in the folder of a season, by its name alone: ``2027/p000/rank.jsonl.gz``; else empty."""
    place = "/".join(path.parts[-3:])
    return place if fullmatch(rf"\d{{4}}/p\d{{3,}}/({'|'.join(GATES)})\.jsonl\.gz", place) else ""


class Kept(Struct, frozen=True, kw_only=True):
    """A recording of a season."""

    year: int
    """The year of the meeting."""
    program: str
    """The program that met, as ``p000``."""
    gate: str
    """What the meeting was for: one of :data:`GATES`."""
    path: Path
    """The recording."""


class SeasonFolder:
    """A folder of a season, as far as it has come.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, or a later version made it.
    """

    path: Path
    """Where it is."""
    manifest: dict[str, Any]
    """What it is about, and what is finished."""

    def __init__(self, path: Path) -> None:
        self.path, self.manifest = path, read_season(path)

    @property
    def years(self) -> tuple[int, ...]:
        """The finished years, in order."""
        return tuple(self.manifest["years"])

    @property
    def programs(self) -> tuple[dict[str, Any], ...]:
        """Each program of the market: what it is called in the folder, its type, its name and its seats."""
        return tuple(self.manifest["programs"])

    @property
    def focal(self) -> tuple[str, ...]:
        """The programs that somebody looks at, as ``p000``."""
        return tuple(self.manifest["focal"])

    @property
    def complete(self) -> bool:
        """Whether nothing is left to do for the years that were asked for last."""
        return bool(self.manifest["complete"])

    @property
    def asked(self) -> int:
        """How many years were asked for last; 0 if an earlier version made the folder, which did not say."""
        asked = self.manifest.get("asked", 0)
        return asked if isinstance(asked, int) else 0

    def recordings(self, year: int | None = None) -> tuple[Kept, ...]:
        """The recordings that are there, by year, program and gate; of one year or of all."""
        years = [each for each in self.years if year in (None, each)]
        names = [program["program"] for program in self.programs]
        return tuple(
            Kept(year=each, program=name, gate=gate, path=path)
            for each in years
            for name in names
            for gate in GATES
            if (path := self.path / str(each) / recording_name(name, gate)).is_file()
        )

    def bytes_of(self, table: str) -> bytes:
        """The bytes of one of :data:`TABLES` or :data:`TWIN_TABLES`, as far as the manifest counts them.

        There are none for a twin that was not held.

        Raises
        ------
        UsageRefused
            If they are not those that were written.
        """
        if (counted := self.manifest["tables"].get(table)) is None:
            return b""
        with opened(self.path / table) as stream:
            content = stream.read(counted["bytes"])
        if sha256(content).hexdigest() != counted["sha256"]:
            raise changed(self.path / table)
        return content

    def rows(self, table: str) -> Iterator[dict[str, str]]:
        """The rows of a table as texts, by column. Raises what :meth:`bytes_of` raises."""
        yield from csv.DictReader(io.StringIO(self.bytes_of(table).decode("utf-8"), newline=""))

    def table(self, table: str) -> pd.DataFrame:
        """A table with pandas; a blank is a missing value. Raises what :meth:`bytes_of` raises."""
        import pandas as pd

        content = self.bytes_of(table)
        return pd.read_csv(io.BytesIO(content)) if content else pd.DataFrame()

    def doors(self) -> list[dict[str, str]]:
        """The rows of ``doors.csv`` as texts; none if it has not been written yet."""
        if not (self.path / DOORS).is_file():
            return []
        with opened(self.path / DOORS) as stream:
            return list(csv.DictReader(io.StringIO(stream.read().decode("utf-8"), newline="")))

    def story(self) -> str:
        """The text of ``story.md``; empty if it has not been written yet."""
        if not (self.path / STORY).is_file():
            return ""
        with opened(self.path / STORY) as stream:
            return stream.read().decode("utf-8")

    def files(self, year: int) -> pa.Table:
        """What became of every application of a year, and why.

        Raises
        ------
        UsageRefused
            If it cannot be read.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self.path / str(year) / FILES
        try:
            return pq.read_table(path, partitioning=None)
        except (pa.ArrowException, OSError) as error:
            raise not_ours(path, f"it cannot be read ({type(error).__name__}); it is damaged") from error

    def damage(self) -> str:
        """The first thing in the finished years that is not as it was written, in words; empty if there is none.

        Recordings vouch for themselves, and are not looked at.
        """
        try:
            for table in self.manifest["tables"]:
                self.bytes_of(table)
            for year in self.years:
                self.after(year)
                self.files(year)
        except UsageRefused as refused:
            return refused.problems[0].sentence().rstrip(".")
        return ""

    def after(self, year: int) -> bytes:
        """The state in which a year left the market.

        Raises
        ------
        UsageRefused
            If it is damaged; or, for the last year, not the one that was written.
        """
        path = self.path / str(year) / AFTER
        try:
            with opened(path) as stream:
                state = gzip.decompress(stream.read())
        except (OSError, EOFError, zlib.error) as error:
            raise changed(path) from error
        if year == self.years[-1] and sha256(state).hexdigest() != self.manifest["after"]:
            raise changed(path)
        return state


def is_season(folder: Path) -> bool:
    """Whether this is a folder that holds a season, finished or not."""
    try:
        read_season(folder)
    except UsageRefused:
        return False
    return True


def read_season(folder: Path) -> dict[str, Any]:
    """The manifest of a season folder.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, or a later version made it.
    """
    path, manifest = folder / MANIFEST, manifest_in(folder, "years of a season")
    format_, _, version = str(manifest.get("format") if isinstance(manifest, dict) else "").rpartition(" ")
    if format_ != FORMAT:
        raise not_ours(path, "this is not the manifest of a season")
    if version != VERSION:
        made = f"version {manifest.get('committee', '?')} of committee made this folder, in a format that is not known"
        raise not_ours(path, f"{made} here; use that version")
    if not set(_PARTS) <= manifest.keys():
        raise not_ours(path, "this manifest is damaged; a part of it is missing")
    plain: dict[str, Any] = manifest
    return plain


def changed(path: Path) -> UsageRefused:
    """A refusal of a file that is not as we wrote it."""
    return not_ours(path, "this is not what was written here; somebody has changed it, or it is damaged")
