"""A season folder, written: a year at a time, each whole or not at all.

A year is written into a hidden folder beside its place. The tables are written with its rows at their end, the hidden
folder is moved to its place, and last the manifest counts the year. A process that is killed before that leaves a year
that nothing counts. The next one removes it, cuts the tables where the manifest says, and holds that year again.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from committee.archive.changes import difference
from committee.archive.claiming import (
    MANIFEST,
    Shape,
    as_read,
    not_ours,
    only_writer,
    refuse_placeless,
    remove,
    said,
    write_manifest,
)
from committee.archive.folder import Finished
from committee.archive.seasons import (
    AFTER,
    FILES,
    FORMAT,
    GATES,
    PAGES,
    TABLES,
    TWIN_TABLES,
    VERSION,
    SeasonFolder,
    changed,
    read_season,
    recording_name,
)
from committee.archive.whole import whole_file, write_whole
from committee.errors import BrokenPromise, Problem
from committee.machine.reading import opened
from committee.machine.zipped import zipped

_YEAR: Final = "[0-9]" * 4
_OF_A_YEAR: Final = (f"{_YEAR}/{FILES}", f"{_YEAR}/{AFTER}", *(f"{_YEAR}/p[0-9]*/{gate}.jsonl.gz" for gate in GATES))

NAMED: Final = (MANIFEST, *TABLES, *TWIN_TABLES, *PAGES, *_OF_A_YEAR)
"""All that we write into a folder, as its manifest names it. Nothing else is ever removed from it."""

SHAPE: Final = Shape(named=NAMED, first=frozenset(), read=read_season)
"""What such a folder holds."""

FILE_COLUMNS: Final = ("program", "id", "gate", "rule", "said", "pulled_back_by", "label")
"""The columns of ``files.parquet``."""

ROW_GROUP: Final = 1 << 18
"""Rows in a group of ``files.parquet``."""

_FREE: Final = ("title", "question")
"""Words for people, which may change."""

_CHUNK: Final = 1 << 20

Columns = Mapping[str, Sequence[object]]
"""Rows of a table, by column. None is a blank."""


Recorded = tuple[str, str, bytes]
"""A recorded meeting: the program, as ``p000``, the gate, and the bytes of the recording."""


class Coded(Struct, frozen=True):
    """A column of words, as numbers."""

    codes: NDArray[np.integer[Any]]
    """For each row, which of the words."""
    words: Sequence[str]
    """The words."""


class YearTables(Struct, frozen=True, kw_only=True):
    """What is counted of a year: plain data, ready to write."""

    rows: Mapping[str, Columns]
    """The rows that the year adds to each of :data:`~committee.archive.seasons.TABLES`, and to those of the twin if
    there is one. The keys are names such as ``years.csv`` and ``twin/years.csv``."""
    files: Mapping[str, Coded]
    """What became of every application, in the columns :data:`FILE_COLUMNS`, in any order of rows."""


class SeasonWriter:
    """A folder that this process alone writes. :func:`season_claimed` gives it."""

    path: Path
    """Where it is."""
    manifest: dict[str, Any]
    """The manifest as it stands there."""

    def __init__(self, path: Path, wanted: Mapping[str, Any], years: int) -> None:
        self.path = path
        if (path / MANIFEST).is_file():
            self.manifest = read_season(path)
            _refuse_other(path, self.manifest, as_read(wanted), years)
            self._clear()
            if years > self.finished:
                self._write(**as_read(wanted), asked=years, complete=False)
                remove(path, PAGES, SHAPE)
        else:
            self.manifest = as_read(wanted)
            nothing = {"years": [], "tables": {}, "after": "", "complete": False, "files": list(NAMED)}
            self._write(format=f"{FORMAT} {VERSION}", asked=years, **nothing)

    @property
    def finished(self) -> int:
        """How many years are whole."""
        return len(self.manifest["years"])

    def state(self) -> bytes | None:
        """The state in which the last finished year left the market; None before the first.

        Raises
        ------
        UsageRefused
            If it is not the one that was written.
        """
        return SeasonFolder(self.path).after(self.manifest["years"][-1]) if self.finished else None

    def keep(self, year: int, tables: YearTables, recordings: Sequence[Recorded], after: bytes) -> None:
        """Keep a year, whole.

        Parameters
        ----------
        year
            The calendar year.
        recordings
            The recorded meetings of the year.
        after
            The state in which the year left the market, with which :meth:`state` takes up the season.
        """
        if self.finished and year <= self.manifest["years"][-1]:
            raise BrokenPromise(f"{year} comes after {self.manifest['years'][-1]}")
        hidden = self.path / f".{year}.part"
        with said(self.path):
            _write_recordings(hidden, recordings)
            write_whole(hidden / AFTER, zipped(after), force=False)
            write_files(hidden / FILES, tables.files)
            counted = {name: self._append(name, columns) for name, columns in tables.rows.items()}
            hidden.replace(self.path / str(year))
        self._write(
            years=[*self.manifest["years"], year],
            tables=self.manifest["tables"] | counted,
            after=sha256(after).hexdigest(),
        )

    def write_page(self, name: str, content: bytes) -> None:
        """Write one of the pages that are made of all years."""
        if name not in PAGES:
            raise BrokenPromise(f"{name} is none of {PAGES}")
        write_whole(self.path / name, content, force=True)

    def finish(self) -> None:
        """Nothing is left to do."""
        self._write(complete=True)

    def _write(self, **changes: object) -> None:
        self.manifest |= changes
        write_manifest(self.path, self.manifest)

    def _clear(self) -> None:
        """Remove years that nothing counts: those that a killed process left."""
        with said(self.path):
            for half in self.path.glob(f".{_YEAR}.part"):
                shutil.rmtree(half)
            counted = {str(year) for year in self.manifest["years"]}
            stray = [path.name for path in self.path.glob(_YEAR) if path.name not in counted]
        for year in stray:
            names = [name.replace(_YEAR, year) for name in _OF_A_YEAR]
            remove(self.path, names, Shape(named=tuple(names), first=SHAPE.first, read=SHAPE.read))

    def _append(self, name: str, columns: Columns) -> dict[str, object]:
        """Write a table anew with the rows of a year at its end; what the manifest says of it then."""
        counted = self.manifest["tables"].get(name)
        place = self.path / name
        place.parent.mkdir(exist_ok=True)
        rows = csv_of_columns(columns, header=counted is None)
        with whole_file(place, force=True) as file:
            size, digest = _copied(place, counted, file) if counted else (0, sha256())
            file.write(rows)
        digest.update(rows)
        return {"bytes": size + len(rows), "sha256": digest.hexdigest()}


@contextmanager
def season_claimed(path: Path, wanted: Mapping[str, Any], years: int, *, force: bool = False) -> Iterator[SeasonWriter]:
    """The season folder at ``path``, which only this process writes until the block ends. It is made if need be.

    Parameters
    ----------
    wanted
        The manifest but for what the folder itself counts: ``committee``, ``rules``, ``title``, ``question``,
        ``scenario``, ``seed``, ``keep``, ``focal``, ``programs``.
    years
        How many years it is to hold in the end.
    force
        First remove what the folder's manifest names.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, somebody else is writing it, it is about something else, it cannot be written, or
        it holds that many years already.
    """
    with only_writer(path, SHAPE, force=force):
        yield SeasonWriter(path, wanted, years)


def refuse_season(path: Path, wanted: Mapping[str, Any], years: int, *, force: bool = False) -> None:
    """Refuse what :func:`season_claimed` would, without touching anything."""
    refuse_placeless(path, SHAPE)
    if (path / MANIFEST).is_file() and not force:
        _refuse_other(path, read_season(path), as_read(wanted), years)


def _refuse_other(path: Path, before: Mapping[str, Any], now: Mapping[str, Any], years: int) -> None:
    """Refuse a folder that is about something else, or in which nothing is left to do."""
    for name in now:
        if name not in _FREE and (change := difference(_fixed(before.get(name)), _fixed(now[name]), name)):
            allowed = f"this folder is about something else: {change}; choose another --out, or pass --force"
            raise not_ours(path, allowed)
    there = len(before["years"])
    if years < there or (years == there and before["complete"]):
        allowed = f"it holds {_years(there)}; give more --years to go on, or pass --force to hold it anew"
        raise Finished(Problem(place=str(path), allowed=allowed))


def _years(count: int) -> str:
    return "1 year already" if count == 1 else f"{count} years already"


def _fixed(part: Any) -> Any:
    """What may not change of a part of a manifest."""
    return {key: value for key, value in part.items() if key not in _FREE} if isinstance(part, Mapping) else part


def _write_recordings(folder: Path, recordings: Sequence[Recorded]) -> None:
    folder.mkdir()
    for program, gate, content in recordings:
        (folder / program).mkdir(exist_ok=True)
        write_whole(folder / recording_name(program, gate), zipped(content), force=False)


def _copied(place: Path, counted: Mapping[str, Any], file: BinaryIO) -> tuple[int, Any]:
    """Copy what the manifest counts of a table; how many bytes that is, and their digest, to be carried on."""
    left, digest = int(counted["bytes"]), sha256()
    with opened(place) as old:
        while chunk := old.read(min(left, _CHUNK)):
            file.write(chunk)
            digest.update(chunk)
            left -= len(chunk)
    if digest.hexdigest() != counted["sha256"]:
        raise changed(place)
    return int(counted["bytes"]), digest


def csv_of_columns(columns: Columns, *, header: bool = True) -> bytes:
    """Columns as CSV in UTF-8. None is a blank; reals are written so that each reads back exactly."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    if header:
        lines.writerow(columns)
    lines.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode()


def write_files(path: Path, columns: Mapping[str, Coded]) -> None:
    """Write what became of every application, sorted by program and id."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    order = _sorted(columns["program"], columns["id"])
    arrays = [
        pa.DictionaryArray.from_arrays(
            pa.array(column.codes[order].astype(np.int32)), pa.array(column.words, pa.string())
        )
        for column in (columns[name] for name in FILE_COLUMNS)
    ]
    table = pa.table(dict(zip(FILE_COLUMNS, arrays, strict=True)))
    with (
        whole_file(path, force=False) as file,
        pq.ParquetWriter(file, table.schema, compression="zstd", store_schema=False) as writer,
    ):
        writer.write_table(table, row_group_size=ROW_GROUP)


def _sorted(first: Coded, then: Coded) -> NDArray[np.intp]:
    """The order of rows by the words of these columns."""
    key = _places(first.words)[first.codes] * len(then.words) + _places(then.words)[then.codes]
    return np.argsort(key, kind="stable")


def _places(words: Sequence[str]) -> NDArray[np.int64]:
    """Where each word comes among all, sorted."""
    places = np.empty(len(words), np.int64)
    places[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    return places
