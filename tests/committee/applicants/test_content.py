from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from committee.applicants import content
from committee.applicants.content import LARGEST_FILE, content_of
from committee.errors import SheetRefused


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 3_000_000)
    assert content_of(path) == b"x" * 3_000_000


def test_a_pipe_is_read_to_its_end(pipe: Path) -> None:
    writer = threading.Thread(target=pipe.write_bytes, args=(b"x" * 300_000,))
    writer.start()
    assert content_of(pipe) == b"x" * 300_000
    writer.join()


def test_an_open_pipe_of_the_shell_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"name")
    os.close(writing)
    assert content_of(Path(f"/dev/fd/{reading}")) == b"name"
    os.close(reading)


@pytest.mark.parametrize("somebody_has_it_open", [False, True])
def test_a_pipe_that_stays_silent_is_refused(
    pipe: Path, monkeypatch: pytest.MonkeyPatch, somebody_has_it_open: bool
) -> None:
    monkeypatch.setattr(content, "PATIENCE", 0.0)
    held = os.open(pipe, os.O_RDWR) if somebody_has_it_open else None
    with pytest.raises(SheetRefused, match=r"nothing came out of this pipe for 0 seconds; write the sheet to a file"):
        content_of(pipe)
    if held is not None:
        os.close(held)


@pytest.mark.parametrize(
    ("path", "says"),
    [("/dev/zero", "this is not a file"), ("/dev", "this is not a file"), ("none.csv", "there is no such file")],
)
def test_what_is_neither_file_nor_pipe_is_refused(path: str, says: str) -> None:
    with pytest.raises(SheetRefused, match=says):
        content_of(Path(path))


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    with pytest.raises(SheetRefused, match=r"no such file|cannot be read"):
        content_of(tmp_path / "loop.csv")


def test_too_large_a_file_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(SheetRefused, match="larger than 64 MB"):
        content_of(path)
