"""A file that appears whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from committee.machine import beside
from committee.machine.beside import Beside


def put(path: Path, content: bytes = b"new", *, force: bool = False) -> None:
    made = Beside(path, force=force)
    made.stream.write(content)
    made.keep()


def test_nothing_is_there_until_it_is_whole_and_then_nothing_else(tmp_path: Path) -> None:
    made = Beside(tmp_path / "out", force=False)
    made.stream.write(b"half")
    assert not (tmp_path / "out").exists()
    made.stream.write(b" and half")
    made.keep()
    assert (tmp_path / "out").read_bytes() == b"half and half"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_stood_there_stays_until_then_and_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    made = Beside(path, force=True)
    made.stream.write(b"half")
    made.stream.flush()
    assert path.read_bytes() == b"old"
    made.discard()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    put(path, force=True)
    assert path.read_bytes() == b"new"


def test_without_force_a_file_is_safe_even_if_it_appears_at_the_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "out"
    made = Beside(path, force=False)
    path.write_bytes(b"theirs")
    with pytest.raises(UsageRefused, match="exists already"):
        made.keep()
    with pytest.raises(UsageRefused, match="exists already"):
        Beside(path, force=False)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("force", [True, False])
def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path: Path, force: bool) -> None:
    first = Beside(tmp_path / "out", force=force)
    first.stream.write(b"first")
    with pytest.raises(UsageRefused, match="another run is writing it"):
        Beside(tmp_path / "out", force=force)
    first.keep()
    assert (tmp_path / "out").read_bytes() == b"first"


def test_a_writer_whose_file_was_taken_away_puts_nothing_in_its_place(tmp_path: Path) -> None:
    made = Beside(tmp_path / "out", force=True)
    (tmp_path / ".out.part").unlink()
    (tmp_path / ".out.part").write_bytes(b"of another writer")
    with pytest.raises(UsageRefused, match="another run is writing it"):
        made.keep()
    assert not (tmp_path / "out").exists()


def test_a_new_file_has_the_mode_of_any_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(tmp_path / "new")
        (tmp_path / "old").touch()
        (tmp_path / "old").chmod(0o604)
        put(tmp_path / "old", force=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old").stat().st_mode) == 0o604


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("folder/real")
    put(tmp_path / "link", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_bytes() == b"new"


def test_what_a_killed_writer_left_is_taken_away_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / ".out.part").write_bytes(b"left by a killed one")
    put(tmp_path / "out")
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    for plant in ("symlink_to", "hardlink_to"):
        getattr(tmp_path / ".out.part", plant)(precious)
        put(tmp_path / "out", force=True)
        assert precious.read_bytes() == b"precious"
    os.mkfifo(tmp_path / ".out.part")
    put(tmp_path / "out", b"newest", force=True)
    assert (tmp_path / "out").read_bytes() == b"newest"
    assert {path.name for path in tmp_path.iterdir()} == {"out", "precious"}


@pytest.mark.parametrize("name", ["x" * 255, "é" * 127])
def test_the_longest_name_will_do(tmp_path: Path, name: str) -> None:
    put(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["a\0b", "x" * 256, "absent/out", "."])
def test_a_place_that_cannot_be_is_a_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageRefused):
        Beside(tmp_path / name, force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    for name in ("pipe", "null"):
        with pytest.raises(UsageRefused, match="not an ordinary file"):
            Beside(tmp_path / name, force=True)
    assert Path("/dev/null").is_char_device()


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").write_bytes(b"old")
    (tmp_path / "out").chmod(0o444)
    if os.access(tmp_path / "out", os.W_OK):  # root may, whatever the mode says
        monkeypatch.setattr(beside.os, "access", lambda *_: False)
    with pytest.raises(UsageRefused, match="may not overwrite it"):
        Beside(tmp_path / "out", force=True)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").write_bytes(b"old")
    made = Beside(tmp_path / "out", force=True)
    made.stream.write(b"new")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(beside.os, "fsync", full)
    with pytest.raises(UsageRefused, match=r"out: cannot be written \(No space left on device\)"):
        made.keep()
    assert (tmp_path / "out").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(beside.os, "link", none)
    put(tmp_path / "out")
    made = Beside(tmp_path / "late", force=False)
    (tmp_path / "late").write_bytes(b"theirs")
    with pytest.raises(UsageRefused, match="exists already"):
        made.keep()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out": b"new", "late": b"theirs"}


def test_a_killed_writer_leaves_what_was_there_and_the_next_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom committee.machine.beside import Beside\n"
        "made = Beside(Path(sys.argv[1]), force=True)\nmade.stream.write(b'x' * 100_000)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    put(path, force=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]
