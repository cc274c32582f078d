"""What is made of all years of a season folder: the doors that closed, and the story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from msgspec import Struct

from committee.archive.seasons import DOORS, STORY, SeasonFolder
from committee.season.doors import doors, doors_table
from committee.season.forcing import forcing_of
from committee.season.known import Told
from committee.season.story import story
from committee.season.tables import Tables, read_tables


def pages_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of the folder at ``path``, whose years are finished, each with its name."""
    folder, tables = SeasonFolder(path), read_tables(path)
    found = doors(tables)
    season = folder.manifest["scenario"]["season"]
    forced = forcing_of(tables.residents, season, folder.years)
    told = Told(
        tables=tables,
        doors=found,
        programs=folder.programs,
        recordings={(kept.year, kept.program, kept.gate): kept.path for kept in folder.recordings()},
        title=folder.manifest["title"],
        notes=forced.notes,
        forced=forced.ids,
        changes=season.get("changes", ()),
        policies=season.get("policies", ()),
    )
    table = doors_table(found).to_csv(index=False, lineterminator="\n")
    yield DOORS, table.encode()
    yield STORY, story(told).encode()


class Held(Struct, frozen=True, kw_only=True):
    """What a season has left."""

    tables: Tables
    """Its tables, and those of its twin without memory."""
    doors: pd.DataFrame
    """The doors that closed, with the columns of ``doors.csv``."""
    story: str
    """What happened, in at most ten sentences."""


def held_in(path: Path) -> Held:
    """What the season in the finished folder at ``path`` has left."""
    tables = read_tables(path)
    return Held(tables=tables, doors=doors_table(doors(tables)), story=SeasonFolder(path).story())
