"""The runs of an experiment, from the files in which they came to one table: sorted, each run once, with a digest.

The table is the same bytes however the runs were shared out, in whatever order they came, and however often somebody
stopped. Only the keys of all runs are in memory at once. The runs themselves are copied to one file, read from there,
and written a group of rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from committee.archive.results import (
    CHUNKS,
    FAILED,
    OK,
    RESULTS,
    nulls_of,
    order_of,
    read_manifest,
    sort_keys,
    tables_of,
)
from committee.archive.whole import whole_file

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP: Final = 65_536
"""Rows in a group of ``results.parquet``."""

JOINED: Final = "joined.arrow"
"""All runs in one file, while they are merged."""


class Merged:
    """What came of a merge."""

    def __init__(self, schema: pa.Schema) -> None:
        self.ok = 0
        self.failed = 0
        self._names = [f"{field.name} {field.type}" for field in schema]
        self._hashes = [(sha256(), sha256()) for _ in schema]

    def add(self, rows: pa.Table) -> None:
        """Count some rows, in order."""
        status = rows["status"].to_pylist()
        self.ok += status.count(OK)
        self.failed += status.count(FAILED)
        for (sizes, values), column in zip(self._hashes, rows.columns, strict=True):
            _hash(column, sizes, values)

    @property
    def digest(self) -> str:
        """A digest of all values, whatever file they are in: the columns in order, then by column its values."""
        lines = zip(self._names, self._hashes, strict=True)
        text = "".join(f"{name} {sizes.hexdigest()} {values.hexdigest()}\n" for name, (sizes, values) in lines)
        return sha256(text.encode()).hexdigest()


def digest_of(folder: Path) -> str:
    """The digest of the values that ``results.parquet`` holds."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(folder / RESULTS) as file:
        found = Merged(file.schema_arrow)
        for batch in file.iter_batches(ROW_GROUP):
            found.add(pa.Table.from_batches([batch]))
    return found.digest


def _hash(column: pa.ChunkedArray, sizes: Any, values: Any) -> None:
    import pyarrow as pa

    if pa.types.is_string(column.type):
        texts = [text.encode() for text in column.to_pylist()]
        sizes.update(np.array([len(text) for text in texts], "<i8").tobytes())
        values.update(b"".join(texts))
        return
    numbers = column.to_numpy()
    if numbers.dtype.kind == "f":  # of all that is not a number there are many bytes
        numbers = np.where(np.isnan(numbers), np.nan, numbers)
    values.update(numbers.astype(numbers.dtype.newbyteorder("<")).tobytes())


def merge(folder: Path, schema: pa.Schema) -> Merged:
    """Write ``results.parquet`` of all runs of the folder, those of an earlier ``results.parquet`` included."""
    import pyarrow.parquet as pq

    merged = Merged(schema)
    with (
        _joined(folder, schema) as (reader, starts, order),
        whole_file(folder / RESULTS, force=True) as file,
        pq.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer,
    ):
        for start in range(0, max(len(order), 1), ROW_GROUP):
            rows = _rows(reader, starts, order[start : start + ROW_GROUP], schema)
            merged.add(rows)
            writer.write_table(rows, row_group_size=ROW_GROUP)
    return merged


@contextmanager
def _joined(folder: Path, schema: pa.Schema) -> Iterator[tuple[Any, Any, Any]]:
    """All runs in one file that is mapped into memory: its reader, where each batch starts, and the order of rows."""
    import pyarrow as pa

    path = folder / CHUNKS / JOINED
    keys, sizes, nulls = [], [0], nulls_of(read_manifest(folder))
    try:
        with path.open("wb") as file, pa.ipc.new_file(file, schema) as writer:
            for table in tables_of(folder):
                for batch in table.select(schema.names).cast(schema).combine_chunks().to_batches(ROW_GROUP):
                    writer.write_batch(batch)
                    keys.append(sort_keys(pa.Table.from_batches([batch]), nulls))
                    sizes.append(batch.num_rows)
        order = order_of(*map(np.concatenate, zip(*keys, strict=True))) if keys else np.zeros(0, np.int64)
        with pa.memory_map(str(path)) as mapped:
            yield pa.ipc.open_file(mapped), np.cumsum(sizes), order
    finally:
        path.unlink(missing_ok=True)


def _rows(reader: Any, starts: Any, wanted: Any, schema: pa.Schema) -> pa.Table:
    """Rows by their numbers, in this order."""
    import pyarrow as pa

    where = np.searchsorted(starts, wanted, side="right") - 1
    by_batch = np.argsort(where, kind="stable")
    batches, cuts = np.unique(where[by_batch], return_index=True)
    taken = [
        reader.get_batch(int(number)).take(pa.array(wanted[rows] - starts[number]))
        for number, rows in zip(batches, np.split(by_batch, cuts[1:]), strict=True)
    ]
    table = pa.Table.from_batches(taken, schema).combine_chunks()
    back = np.empty(len(wanted), np.int64)
    back[by_batch] = np.arange(len(wanted))
    return table.take(pa.array(back)).combine_chunks()
