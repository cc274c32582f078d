"""Runs become one table, the same bytes however they came."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.archive import merging
from committee.archive.folder import claimed
from committee.archive.merging import Merged, merge
from committee.archive.results import RESULTS, read_results
from tests.committee.archive.foldered import NULLS, SCHEMA, Key, chunk, keys, wanted
from tests.effort import some

ALL = keys(range(1, 8))


def merged(folder: Path, chunks: list[bytes]) -> tuple[bytes, Merged]:
    with claimed(folder, wanted("1:7")) as results:
        results.unfinish(len(ALL))
        for each in chunks:
            results.keep(each)
        found = merge(folder, SCHEMA)
    return (folder / RESULTS).read_bytes(), found


@settings(max_examples=some(12))
@given(order=st.permutations(ALL), cuts=st.sets(st.integers(1, len(ALL) - 1)), again=st.sets(st.sampled_from(ALL)))
def test_the_bytes_do_not_depend_on_how_runs_came(
    tmp_path_factory: pytest.TempPathFactory, order: list[Key], cuts: set[int], again: set[Key]
) -> None:
    ends = [0, *sorted(cuts), len(order)]
    pieces = [chunk(order[start:end]) for start, end in pairwise(ends)]
    pieces += [chunk(again)] if again else []
    found, what = merged(tmp_path_factory.mktemp("any") / "out", pieces)
    plain, same = merged(tmp_path_factory.mktemp("one") / "out", [chunk(ALL)])
    assert found == plain
    assert what.digest == same.digest
    assert (what.ok, what.failed) == (len(ALL), 0)


def test_rows_are_sorted_and_row_groups_are_as_large_as_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "ROW_GROUP", 5)
    merged(tmp_path / "out", [chunk(ALL[::-1])])
    file = pq.ParquetFile(tmp_path / "out" / RESULTS)
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert sizes == [5] * 5 + [3]
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert file.schema_arrow.metadata is None
    table = file.read()
    found = list(zip(*(table[name].to_pylist() for name in ("design_point", "null", "replicate")), strict=True))
    assert found == sorted(ALL)
    assert set(table["null"].to_pylist()) == set(NULLS)


def test_a_run_that_came_to_its_end_counts_more_than_one_that_failed(tmp_path: Path) -> None:
    _, what = merged(tmp_path / "out", [chunk(ALL[:4], failed=True), chunk(ALL[2:])])
    assert (what.ok, what.failed) == (len(ALL) - 2, 2)
    assert read_results(tmp_path / "out")["status"].to_pylist().count("failed") == 2


def test_the_digest_is_of_the_values(tmp_path: Path) -> None:
    _, first = merged(tmp_path / "a", [chunk(ALL)])
    _, other = merged(tmp_path / "b", [chunk(ALL[1:]), chunk(ALL[:1], failed=True)])
    assert first.digest != other.digest


def test_numbers_that_are_none_have_one_digest() -> None:
    import pyarrow as pa

    schema = pa.schema([("status", pa.string()), ("value", pa.float64())])
    other_nan = np.array([0xFFF8000000000001], np.uint64).view(np.float64)
    digests = set()
    for values in (np.array([np.nan]), other_nan):
        found = Merged(schema)
        found.add(pa.table([pa.array(["ok"]), pa.array(values)], schema=schema))
        digests.add(found.digest)
    assert len(digests) == 1


def test_the_digest_does_not_depend_on_the_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = merged(tmp_path / "a", [chunk(ALL)])
    monkeypatch.setattr(merging, "ROW_GROUP", 3)
    _, grouped = merged(tmp_path / "b", [chunk(ALL)])
    assert whole.digest == grouped.digest


def test_nothing_of_a_merge_stays_behind(tmp_path: Path) -> None:
    merged(tmp_path / "out", [chunk(ALL)])
    assert sorted(path.name for path in (tmp_path / "out" / "runs").iterdir()) == ["00000001.arrow"]
