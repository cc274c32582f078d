"""Whole files, from the block that writes one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from committee.archive import whole_file, write_whole
from committee.errors import UsageRefused


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    return path


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "out", b"new", force=False) == tmp_path / "out"
    assert (tmp_path / "out").read_bytes() == b"new"


@pytest.mark.parametrize("kind", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_a_block_that_fails_leaves_what_was_there(old: Path, kind: type[BaseException]) -> None:
    @contextmanager
    def half() -> Iterator[None]:
        with whole_file(old, force=True) as file:
            file.write(b"half")
            yield

    with pytest.raises(kind), half():
        raise kind
    assert old.read_bytes() == b"old"
    assert [path.name for path in old.parent.iterdir()] == ["out"]


def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(old: Path) -> None:
    @contextmanager
    def half() -> Iterator[None]:
        with whole_file(old, force=True) as file:
            file.write(b"half")
            yield

    with pytest.raises(UsageRefused, match=r"out: cannot be written \(No space left on device\)"), half():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert old.read_bytes() == b"old"
    assert [path.name for path in old.parent.iterdir()] == ["out"]


def test_without_force_nothing_is_begun_where_a_file_stands(old: Path) -> None:
    with pytest.raises(UsageRefused, match="exists already"):
        write_whole(old, b"new", force=False)
    assert old.read_bytes() == b"old"
