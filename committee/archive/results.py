"""A result folder, read: its manifest, its runs, how far it has come; and the tables that are made of its runs.

What a folder holds is told in this folder's README. How runs get there is :mod:`committee.archive.folder`. A folder
that is not finished reads, too: then its runs are those that are there by now.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from committee.archive.claiming import MANIFEST, manifest_in, not_ours
from committee.archive.whole import write_whole
from committee.errors import UsageRefused
from committee.machine.reading import opened

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT: Final = "committee-experiment"
"""What a manifest says that its folder is."""

VERSION: Final = 1
"""The version of the format."""

DESIGN: Final = "design.csv"
RESULTS: Final = "results.parquet"
EFFECTS: Final = "effects.csv"
INDICES: Final = "indices.csv"

CHUNKS: Final = "runs"
"""The folder of finished runs. It is there until the result folder is finished."""

KEYS: Final = ("design_point", "null", "replicate", "seed")
"""The first columns of the results, by which they are sorted."""

FATE: Final = ("status", "stage", "error")
"""The last columns of the results: whether the run came to its end, and where and why it did not."""

OK: Final = "ok"
FAILED: Final = "failed"

EFFECT_COLUMNS: Final = (
    *("design_point", "against", "null", "outcome", "role", "kind", "n", "failed", "effect", "low", "high"),
    *("low_holm", "high_holm", "method", "seeds_for_half_width"),
)
"""The columns of ``effects.csv``."""

INDEX_COLUMNS: Final = ("outcome", "lever", "first", "total", "mu_star", "sigma", "low", "high", "runs", "of")
"""The columns of ``indices.csv`` if its rows do not say others."""

_PARTS: Final = (
    *("rules", "experiment", "scenario", "inputs", "stopping", "runs", "design_sha256", "values_digest", "files"),
)
"""Parts of a manifest that we rely on."""


class Progress(Struct, frozen=True, kw_only=True):
    """How far a result folder has come."""

    of: int
    """Runs that it is to hold."""
    ok: int
    """Runs that came to their end."""
    failed: int
    """Runs that did not."""
    finished: bool
    """Whether nothing is left to do."""


def schema_of(levers: Mapping[str, str], outcomes: Sequence[str]) -> pa.Schema:
    """The columns of the results.

    Parameters
    ----------
    levers
        By key, the type of its values: ``int64``, ``double``, ``bool`` or ``string``.
    outcomes
        What is counted, each a real.
    """
    import pyarrow as pa

    texts = [(name, pa.string()) for name in FATE]
    return pa.schema(
        [
            *(("design_point", pa.int32()), ("null", pa.string()), ("replicate", pa.int32()), ("seed", pa.int64())),
            *((key, pa.type_for_alias(kind)) for key, kind in levers.items()),
            *((name, pa.float64()) for name in outcomes),
            *texts,
        ]
    )


def is_results(folder: Path) -> bool:
    """Whether this is a folder that holds an experiment's results, finished or not."""
    try:
        read_manifest(folder)
    except UsageRefused:
        return False
    return True


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a result folder.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, or a later version made it.
    """
    path = folder / MANIFEST
    manifest = manifest_in(folder, "results")
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise not_ours(path, "this is not the manifest of an experiment")
    if manifest.get("version") != VERSION:
        made = f"version {manifest.get('committee', '?')} of committee made this folder, in a format that is not known"
        raise not_ours(path, f"{made} here; use that version")
    if not set(_PARTS) <= manifest.keys():
        raise not_ours(path, "this manifest is damaged; a part of it is missing")
    return manifest


def read_design(folder: Path) -> str:
    """The text of ``design.csv``."""
    with opened(folder / DESIGN) as stream:
        return stream.read().decode("utf-8")


def chunks_of(folder: Path) -> list[Path]:
    """The files of finished runs in a folder that is not finished, in the order in which they were written."""
    return sorted((folder / CHUNKS).glob("[0-9]*.arrow"))


def is_finished(folder: Path) -> bool:
    """Whether all runs are in ``results.parquet``, and everything that is made of them has been made."""
    return bool(read_manifest(folder).get("values_digest")) and not (folder / CHUNKS).is_dir()


def progress_of(folder: Path) -> Progress:
    """How far the folder has come."""
    manifest = read_manifest(folder)
    runs, finished = manifest["runs"], is_finished(folder)
    if finished:
        return Progress(of=runs["of"], ok=runs["ok"], failed=runs["failed"], finished=True)
    status = read_results(folder, ["status"])["status"].to_pylist()
    ok = status.count(OK)
    return Progress(of=runs["of"], ok=ok, failed=len(status) - ok, finished=False)


def read_results(folder: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The runs of a folder, sorted by :data:`KEYS`; of an unfinished one, those that are there by now.

    ``columns`` are the ones to read; by default all.

    Raises
    ------
    UsageRefused
        If the folder is none of ours, or a file in it is damaged.
    """
    import pyarrow as pa

    nulls = nulls_of(read_manifest(folder))
    pieces = list(tables_of(folder, columns and [*dict.fromkeys([*KEYS, "status", *columns])]))
    if not pieces:
        raise not_ours(folder, "no run is finished yet")
    table = pa.concat_tables(pieces).combine_chunks()
    table = table.take(pa.array(order_of(*sort_keys(table, nulls))))
    return table if columns is None else table.select(list(columns))


def sort_keys(runs: pa.Table, nulls: Sequence[str]) -> tuple[Any, Any, Any, Any]:
    """What runs are sorted by, as arrays: point, number of the null among ``nulls``, replicate, whether it failed."""
    import pyarrow as pa
    import pyarrow.compute as pc

    null = pc.index_in(runs["null"], value_set=pa.array(nulls, pa.string()))
    failed = pc.not_equal(runs["status"], OK)
    return tuple(column.to_numpy() for column in (runs["design_point"], null, runs["replicate"], failed))


def order_of(point: Any, null: Any, replicate: Any, failed: Any) -> Any:
    """Which runs make the results, in order: each once, by the keys of :func:`sort_keys`.

    If a run is there twice, the one counts that came to its end, else the one that came first.
    """
    import numpy as np

    order = np.lexsort((failed, replicate, null, point))
    first = np.ones(len(order), bool)
    same = [values[order][1:] == values[order][:-1] for values in (point, null, replicate)]
    first[1:] = ~(same[0] & same[1] & same[2])
    return order[first]


def nulls_of(manifest: Mapping[str, Any]) -> list[str]:
    """Every model of an experiment as the results name it, sorted; the model itself is the empty text."""
    return sorted(["", *manifest["experiment"]["null"]])


def tables_of(folder: Path, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The runs of a folder as they lie there, a file at a time; a run may be there twice."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    chosen = None if columns is None else list(columns)
    try:
        if (folder / RESULTS).is_file():
            yield pq.read_table(folder / RESULTS, columns=chosen, partitioning=None)
        for path in chunks_of(folder):
            with pa.OSFile(str(path)) as file:
                table = pa.ipc.open_file(file).read_all()
            yield table if chosen is None else table.select(chosen)
    except (pa.ArrowException, OSError, KeyError) as error:
        raise not_ours(folder, f"its runs cannot be read ({type(error).__name__}); a file in it is damaged") from error


def write_effects(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """Write ``effects.csv``, a line for each of ``rows``. What is missing or not a number is blank."""
    return write_whole(folder / EFFECTS, csv_of(rows, EFFECT_COLUMNS), force=True)


def write_indices(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """Write ``indices.csv``; its columns are the keys of the first row."""
    return write_whole(folder / INDICES, csv_of(rows, tuple(rows[0]) if rows else INDEX_COLUMNS), force=True)


def csv_of(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> bytes:
    """These columns of ``rows`` as CSV in UTF-8; reals are written so that each reads back exactly."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    missing = value is None or value != value  # noqa: PLR0124 - nan is no number
    return "" if missing else value
