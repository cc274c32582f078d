"""Small result folders for tests: a manifest, and runs whose outcome is a function of their keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from committee.archive.folder import Wanted
from committee.archive.results import FORMAT, VERSION, schema_of

POINTS = 2
NULLS = ("", "additive")
SCHEMA = schema_of({"meeting.row_seconds": "int64"}, ["place.img_a"])
DESIGN = "design_point,combination,sample,meeting.row_seconds\n1,1,0,45\n2,2,0,30\n"

Key = tuple[int, str, int]


def wanted(seeds: str = "1:3", **changes: Any) -> Wanted:
    """What a folder is to be about."""
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "committee": "0",
        "rules": "00",
        "experiment": {
            "name": "small",
            "title": "Small",
            "seeds": seeds,
            "null": ["additive"],
            "levers": {"a": [1, 2]},
        },
        "scenario": {"pool": {"us_md": 3}},
        "inputs": [{"file": "small.toml", "sha256": "11"}, {"file": "rows.csv", "sha256": "12"}],
        "stopping": {"rule": "seeds", "width": None, "looks": []},
        "runs": {"of": 0, "ok": 0, "failed": 0},
    }
    return Wanted(manifest=manifest | changes, design=lambda: DESIGN)


def keys(replicates: Iterable[int] = (1, 2, 3)) -> list[Key]:
    """The keys of all runs."""
    return [(point, null, each) for point in range(1, POINTS + 1) for null in NULLS for each in replicates]


def row(key: Key, *, failed: bool = False) -> tuple[Any, ...]:
    """A row of the results."""
    point, null, replicate = key
    value = float("nan") if failed else point * 100.0 + replicate + len(null) / 10
    return (point, null, replicate, replicate, 45, value, *(("failed", "run", "Why.") if failed else ("ok", "", "")))


def chunk(some: Iterable[Key], *, failed: bool = False) -> bytes:
    """The bytes of a file of finished runs."""
    rows = [row(key, failed=failed) for key in some]
    arrays = [pa.array(values, kind) for values, kind in zip(zip(*rows, strict=True), SCHEMA.types, strict=True)]
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, SCHEMA) as writer:
        writer.write_batch(pa.record_batch(arrays, schema=SCHEMA))
    return bytes(sink.getvalue())
