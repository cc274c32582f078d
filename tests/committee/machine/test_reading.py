"""Files as they are found: what is refused, in which words, and that nobody waits."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from committee.errors import RecordingRefused, UsageRefused
from committee.machine import reading
from committee.machine.reading import on_disk, opened, same_file, why_not


def _folder(path: Path) -> None:
    path.mkdir()


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


ODD: list[tuple[Callable[[Path], None], str]] = [
    (lambda _path: None, "there is no such file"),
    (_folder, "this is a folder"),
    (_circle, "a link that leads in a circle"),
    (_dangling, "a link to a file that is not there"),
    (os.mkfifo, "this is a named pipe"),
    (lambda path: path.symlink_to("/dev/null"), "this is not an ordinary file"),
]


@pytest.mark.parametrize(("make", "said"), ODD, ids=[said for _, said in ODD])
def test_what_is_no_file_is_refused_in_words_and_at_once(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / "odd")
    assert said in str(why_not(tmp_path / "odd"))
    with pytest.raises(RecordingRefused, match=said):
        opened(tmp_path / "odd", RecordingRefused)


@pytest.mark.parametrize(
    ("name", "said"),
    [("a\0b", "not the name of a file"), ("\ud800", "not the name of a file"), ("x" * 4000, "the name is too long")],
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in str(why_not(tmp_path / name))
    with pytest.raises(UsageRefused) as refused:
        opened(tmp_path / name)
    assert len(str(refused.value)) < 400
    assert "\0" not in str(refused.value)


def test_a_folder_may_be_asked_for(tmp_path: Path) -> None:
    assert why_not(tmp_path, folder=True) is None


def test_a_file_under_any_name_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.jsonl"))
    path.write_bytes(b"here")
    assert why_not(path) is None
    with opened(path) as file:
        assert file.read() == b"here"
    assert on_disk(path) is path


def test_a_file_that_becomes_a_pipe_at_that_moment_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(reading, "why_not", lambda _path: None)
    monkeypatch.setattr(reading, "PATIENCE_S", 0.05)
    with pytest.raises(UsageRefused, match="nothing came"):
        opened(tmp_path / "pipe")


@pytest.fixture
def pipe() -> Iterator[tuple[Path, int]]:
    """A pipe as a shell gives it, and the end into which somebody writes."""
    out, into = os.pipe()
    yield Path(f"/dev/fd/{out}"), into
    os.close(out)


@pytest.mark.parametrize("size", [0, 10, 3_000_000])
def test_what_comes_through_a_pipe_of_the_shell_is_read_to_its_end(
    pipe: tuple[Path, int], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(reading, "KEPT_IN_MEMORY", 1_000_000)
    path, into = pipe
    writer = threading.Thread(target=lambda: os.fdopen(into, "wb").write(b"x" * size))
    writer.start()
    with opened(path) as file:
        assert file.read() == b"x" * size
        file.seek(0)
        assert file.read(1) == b"x"[:size]
    writer.join()


def test_a_pipe_can_be_kept_and_read_twice(pipe: tuple[Path, int]) -> None:
    path, into = pipe
    with os.fdopen(into, "wb") as writer:
        writer.write(b"once")
    copy = on_disk(path)
    assert copy != path
    assert copy.name == path.name
    assert [copy.read_bytes(), copy.read_bytes()] == [b"once", b"once"]


def test_a_pipe_that_falls_silent_is_given_up(pipe: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    path, into = pipe
    monkeypatch.setattr(reading, "PATIENCE_S", 0.05)
    os.write(into, b"half")
    with pytest.raises(UsageRefused, match="nothing came through this pipe"):
        opened(path)
    os.close(into)


def test_a_pipe_that_never_ends_is_given_up(pipe: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    path, into = pipe
    monkeypatch.setattr(reading, "LARGEST_PIPE", 1000)
    os.write(into, b"x" * 5000)
    with pytest.raises(UsageRefused, match="more comes through this pipe"):
        opened(path)
    os.close(into)


def test_one_file_is_known_under_all_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path, other = tmp_path / "one", tmp_path / "other"
    path.write_text("x")
    other.write_text("x")
    (tmp_path / "soft").symlink_to(path)
    (tmp_path / "hard").hardlink_to(path)
    for name in ("one", "./one", "../" + tmp_path.name + "/one", "soft", "hard"):
        assert same_file(Path(name), path)
    assert not same_file(path, other)
    assert same_file(Path("absent"), tmp_path / "absent")
    assert not same_file(Path("a\0b"), path)
