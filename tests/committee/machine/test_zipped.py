"""Packed bytes depend on nothing but the content."""

from __future__ import annotations

import gzip
from pathlib import Path

from committee.machine.zipped import zipped, zipper


def test_packed_bytes_hold_no_time_and_no_name(tmp_path: Path) -> None:
    packed = zipped(b"some words")
    assert gzip.decompress(packed) == b"some words"
    assert packed[3:8] == bytes(5)  # no name, and no time
    with (tmp_path / "name.gz").open("wb") as file, zipper(file) as stream:
        stream.write(b"some words")
    assert (tmp_path / "name.gz").read_bytes() == packed
