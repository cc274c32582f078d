from __future__ import annotations

import os
from pathlib import Path

import pytest

from committee.applicants.content import LARGEST_FILE, content_of
from committee.errors import SheetRefused


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 3_000_000)
    assert content_of(path) == b"x" * 3_000_000


def test_an_open_pipe_of_the_shell_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"name")
    os.close(writing)
    assert content_of(Path(f"/dev/fd/{reading}")) == b"name"
    os.close(reading)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/dev/zero", "this is not an ordinary file"),
        ("/dev", "this is a folder"),
        ("none.csv", "there is no such file"),
        ("a\0b.csv", "this is not the name of a file"),
    ],
)
def test_what_is_neither_file_nor_pipe_is_refused(path: str, says: str) -> None:
    with pytest.raises(SheetRefused, match=says):
        content_of(Path(path))


def test_a_named_pipe_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SheetRefused, match="this is a named pipe"):
        content_of(tmp_path / "pipe")


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    with pytest.raises(SheetRefused, match="this is a link that leads in a circle"):
        content_of(tmp_path / "loop.csv")


def test_too_large_a_file_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SheetRefused, match="larger than 64 MB"):
        content_of(path)
