"""What is made of all years of a season folder: the doors that closed, and the story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from committee.archive.seasons import DOORS, STORY, SeasonFolder
from committee.season.doors import doors, doors_table
from committee.season.story import Told, story
from committee.season.tables import read_tables


def pages_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of the folder at ``path``, whose years are finished, each with its name."""
    folder, tables = SeasonFolder(path), read_tables(path)
    found = doors(tables)
    told = Told(
        tables=tables,
        doors=found,
        programs=folder.programs,
        recordings={(kept.year, kept.program, kept.gate): kept.path for kept in folder.recordings()},
        title=folder.manifest["title"],
    )
    table = doors_table(found).to_csv(index=False, lineterminator="\n")
    yield DOORS, table.encode()
    yield STORY, story(told).encode()
