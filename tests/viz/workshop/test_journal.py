"""The file of a workshop: whole lines, nothing lost, nobody else."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.workshop.journal import Journal, line_of, read_entries

ENTRIES = [{"event": "joined", "client": str(number), "animal": "Éland" * number} for number in range(5)]


def test_what_is_appended_is_read_again_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "a.workshop.jsonl"
    with Journal(path) as journal:
        journal.append(ENTRIES[:2])
        journal.append(ENTRIES[2:])
    assert read_entries(path) == ENTRIES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_cut_last_line_is_dropped_and_the_next_one_begins_in_its_place(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.workshop.jsonl"
    whole = b"".join(map(line_of, ENTRIES))
    path.write_bytes(whole[:-cut])
    assert read_entries(path) == ENTRIES[:-1]
    with Journal(path) as journal:
        journal.append(ENTRIES[-1:])
    assert path.read_bytes() == whole


def test_of_a_file_without_a_whole_line_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.workshop.jsonl"
    path.write_bytes(b"x" * 100_000)
    Journal(path).close()
    assert path.read_bytes() == b""


def test_two_workshops_do_not_write_one_file(tmp_path: Path) -> None:
    with Journal(tmp_path / "a.workshop.jsonl"), pytest.raises(UsageRefused, match="another workshop is using it"):
        Journal(tmp_path / "a.workshop.jsonl")


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.workshop.jsonl"
    path.write_bytes(line_of(ENTRIES[0]) + b'{"event": 3}\n')
    with pytest.raises(UsageRefused, match="line 2 is damaged"):
        read_entries(path)


def test_if_the_disk_takes_only_a_part_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.workshop.jsonl"
    real = os.write
    with Journal(path) as journal:
        journal.append(ENTRIES[:1])
        monkeypatch.setattr(os, "fsync", _full)
        with pytest.raises(UsageRefused, match="No space left"):
            journal.append(ENTRIES[1:])
        monkeypatch.undo()
        assert os.write is real
        journal.append(ENTRIES[2:3])
    assert read_entries(path) == [ENTRIES[0], ENTRIES[2]]


def _full(_handle: int) -> None:
    raise OSError(28, "No space left on device")
