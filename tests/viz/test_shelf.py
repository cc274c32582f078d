"""The shelf: what is found, what each file is, and that a file which changes is seen."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from committee.commands.app import app
from committee.terms import Tier
from tests.committee.archive.seasoned import FIRST, hold
from viz import shelf as shelf_module
from viz.shelf import Shelf, digest_of, packed, streamed


@pytest.fixture
def whole(made_up):
    return made_up(rows=6)


def test_a_recording_is_described(tmp_path, whole):
    path = tmp_path / "one.jsonl"
    path.write_text(whole, encoding="utf-8")
    (entry,) = Shelf([path]).entries()
    assert entry.watchable
    assert (entry.name, entry.rows, entry.rows_closed, entry.complete) == ("one.jsonl", 6, 6, True)
    assert entry.digest == digest_of(whole.encode())
    assert sum(entry.tiers.values()) == 6
    assert set(entry.tiers) <= set(Tier)


def test_a_zipped_recording_is_one_too(tmp_path, whole):
    path = tmp_path / "one.jsonl.gz"
    path.write_bytes(gzip.compress(whole.encode()))
    (entry,) = Shelf([tmp_path]).entries()
    assert (entry.rows, entry.complete) == (6, True)
    assert gzip.decompress(packed(entry)) == whole.encode()
    assert packed(entry) == packed(entry)


def test_a_recording_cut_off_can_be_watched_and_is_called_incomplete(tmp_path, made_up):
    path = tmp_path / "cut.jsonl"
    path.write_text(made_up(rows=12, whole=False), encoding="utf-8")
    entry = Shelf([path]).entry(path)
    assert entry.watchable
    assert not entry.complete
    assert 0 < entry.rows_closed < entry.rows


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"hello\n",
        b"\xff\xfe\x00",
        b"{}\n",
        b'{"event":"header"}\n',
        b"\x1f\x8bnot gzip at all",
        b"[" * 100_000,
    ],
    ids=["empty", "blank", "text", "binary", "no event", "bare header", "broken gzip", "deep"],
)
def test_what_is_no_recording_gets_a_sentence_that_names_it(tmp_path, content):
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    entry = Shelf([path]).entry(path)
    assert not entry.watchable
    assert "other.jsonl" in entry.problem
    assert "Traceback" not in entry.problem


@pytest.mark.parametrize("name", ["X.JSONL", "x.Jsonl", "X.JSONL.GZ", "x.jsonl.Gz"])
def test_a_folder_lists_the_names_that_check_reads_in_capitals_or_not(tmp_path, whole, name):
    content = whole.encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.casefold().endswith(".gz") else content)
    (entry,) = Shelf([tmp_path]).entries()
    checked = CliRunner().invoke(app, ["check", str(tmp_path / name)])
    assert (entry.name, entry.rows, entry.complete, checked.exit_code) == (name, 6, True, 0)


def test_a_folder_shows_its_recordings_by_name_and_nothing_else(tmp_path, whole):
    for name in ("b.jsonl", "a.jsonl", "notes.txt", "sheet.csv"):
        (tmp_path / name).write_text(whole, encoding="utf-8")
    (tmp_path / "inner.jsonl").mkdir()
    assert [entry.name for entry in Shelf([tmp_path]).entries()] == ["a.jsonl", "b.jsonl"]


def test_a_file_named_outright_is_shown_once_whatever_it_is_called(tmp_path, whole):
    path = tmp_path / "meeting.txt"
    path.write_text(whole, encoding="utf-8")
    shelf = Shelf([path, path])
    shelf.add(path)
    assert [entry.name for entry in shelf.entries()] == ["meeting.txt"]


def test_a_huge_folder_is_counted_and_not_read_through(tmp_path, whole, monkeypatch):
    monkeypatch.setattr(shelf_module, "LISTED_AT_ONCE", 2)
    for number in range(5):
        (tmp_path / f"{number}.jsonl").write_text(whole, encoding="utf-8")
    shelf = Shelf([tmp_path])
    assert (len(shelf.entries()), len(shelf.files())) == (2, 5)


def test_a_file_that_goes_is_gone_and_one_that_comes_is_there(tmp_path, whole):
    shelf = Shelf([tmp_path])
    assert shelf.entries() == []
    path = tmp_path / "late.jsonl"
    path.write_text(whole, encoding="utf-8")
    (entry,) = shelf.entries()
    assert shelf.find(entry.digest) == entry
    path.unlink()
    assert shelf.find(entry.digest) is None


def test_a_file_that_changes_is_read_again_and_its_old_link_leads_nowhere(tmp_path, made_up):
    path = tmp_path / "one.jsonl"
    path.write_text(made_up(rows=3), encoding="utf-8")
    shelf = Shelf([path])
    before = shelf.entry(path)
    path.write_text(made_up(rows=4), encoding="utf-8")
    assert shelf.entry(path).rows == 4
    assert shelf.find(before.digest) is None
    with pytest.raises(OSError, match=r"one\.jsonl"):
        packed(before)


def test_a_link_means_the_same_whatever_the_file_is_called(tmp_path, whole):
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text(whole, encoding="utf-8")
    digest = Shelf([first]).entry(first).digest
    first.rename(second)
    entry = Shelf([tmp_path]).find(digest)
    assert entry is not None
    assert entry.path == second


def test_no_digest_finds_nothing(tmp_path):
    assert Shelf([tmp_path / "missing.jsonl"]).find("") is None


def test_a_file_that_may_not_be_read_says_so(tmp_path, whole):
    path = tmp_path / "shut.jsonl"
    path.write_text(whole, encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in Shelf([path]).entry(path).problem


@pytest.mark.parametrize(("count", "only"), [(1, True), (2, False)])
def test_one_file_alone_is_the_only_one(tmp_path, whole, count, only):
    paths = [tmp_path / f"{number}.jsonl" for number in range(count)]
    for path in paths:
        path.write_text(whole, encoding="utf-8")
    assert (Shelf(paths).only() is not None) is only
    assert Shelf([tmp_path]).only() is None


# --- long recordings


@pytest.fixture
def short_sight(monkeypatch):
    """A shelf to which everything over a kilobyte is long, and over two very large."""
    monkeypatch.setattr(shelf_module, "READ_WHOLE", 1000)
    monkeypatch.setattr(shelf_module, "HASHED", 2000)
    monkeypatch.setattr(shelf_module, "PIECE", 500)


def sorted_keys(text):
    """The recording as we write it ourselves."""
    return "".join(
        json.dumps(json.loads(line), sort_keys=True, separators=(",", ":")) + "\n" for line in text.splitlines()
    )


@pytest.mark.parametrize("zipped", [False, True])
def test_a_long_recording_is_looked_at_and_not_read(tmp_path, whole, short_sight, monkeypatch, zipped):
    path = tmp_path / "long.jsonl"
    content = sorted_keys(whole).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if zipped else content)
    monkeypatch.setattr(shelf_module, "open_recording", None)
    entry = Shelf([path]).entry(path)
    assert entry.watchable
    assert (entry.is_long, entry.rows, entry.seed, entry.title) == (True, 6, 1, "Made up")
    assert entry.complete is (None if zipped else True)
    assert entry.facts.endswith("long (it is read when you open it)")
    assert Shelf([tmp_path]).find(entry.digest) == entry
    assert gzip.decompress(b"".join(streamed(entry))) == content


def test_a_long_recording_that_was_cut_is_incomplete(tmp_path, whole, short_sight):
    path = tmp_path / "long.jsonl"
    path.write_bytes(sorted_keys(whole).encode()[:-20])
    entry = Shelf([path]).entry(path)
    assert (entry.is_long, entry.complete) == (True, False)
    assert "incomplete" in entry.facts


def test_a_very_large_file_is_known_by_its_ends_and_its_size(tmp_path, whole, short_sight):
    content = sorted_keys(whole).encode()
    digests = set()
    for name, changed in {
        "same.jsonl": content,
        "again.jsonl": content,
        "longer.jsonl": content.replace(b'"row_closed"', b'"row_closed" ', 1),
        "other_end.jsonl": content[:-30] + b"0" * 28 + b"}\n",
    }.items():
        (tmp_path / name).write_bytes(changed)
        digests.add(Shelf([]).entry(tmp_path / name).digest)
    assert len(digests) == 3


def test_a_long_recording_that_changed_is_not_passed_on(tmp_path, whole, short_sight):
    path = tmp_path / "long.jsonl"
    path.write_text(sorted_keys(whole), encoding="utf-8")
    entry = Shelf([path]).entry(path)
    path.write_text(sorted_keys(whole) + " ", encoding="utf-8")
    with pytest.raises(OSError, match=r"long\.jsonl"):
        streamed(entry)


@pytest.mark.parametrize("content", [b"x" * 3000, b'{"event":"header"}\n' * 300, b"\n" * 3000])
def test_a_long_file_that_is_no_recording_says_so(tmp_path, short_sight, content):
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    assert "other.jsonl" in Shelf([path]).entry(path).problem


MEMORY = """
import resource, sys
from pathlib import Path
from viz.shelf import Shelf

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(entry,) = Shelf([Path(sys.argv[1])]).entries()
print(entry.problem or entry.facts)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("gigabytes", "said"), [(0.9, "8 rows · seed 1 · incomplete, long"), (2, "huge.jsonl: this is larger than 1 GB")]
)
def test_a_huge_file_takes_no_memory_to_list(tmp_path, made_up, gigabytes, said):
    path = tmp_path / "huge.jsonl"
    path.write_text(made_up(rows=8), encoding="utf-8")
    os.truncate(path, int(gigabytes * 2**30))
    done = subprocess.run([sys.executable, "-c", MEMORY, str(tmp_path)], capture_output=True, text=True, check=True)
    sentence, megabytes = done.stdout.splitlines()
    assert sentence.startswith(said)
    assert int(megabytes) < 60


# --- odd files


def test_pipes_and_odd_links_in_a_folder_are_passed_over(tmp_path, whole):
    (tmp_path / "good.jsonl").write_text(whole, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "circle.jsonl").symlink_to("circle.jsonl")
    (tmp_path / "dangling.jsonl").symlink_to("nowhere")
    assert [entry.name for entry in Shelf([tmp_path]).entries()] == ["good.jsonl"]
    assert Shelf([tmp_path / "gone"]).entries()[0].problem


def test_a_pipe_named_outright_is_a_sentence_and_nobody_waits(tmp_path):
    os.mkfifo(tmp_path / "pipe.jsonl")
    assert "named pipe" in Shelf([tmp_path / "pipe.jsonl"]).entries()[0].problem


def test_a_name_that_is_no_text_can_be_shown(tmp_path, whole):
    path = tmp_path / os.fsdecode(b"caf\xe9.jsonl")
    path.write_text(whole, encoding="utf-8")
    (entry,) = Shelf([tmp_path]).entries()
    assert entry.name == "caf\ufffd.jsonl"
    path.write_text("no recording\n", encoding="utf-8")
    (entry,) = Shelf([tmp_path]).entries()
    assert entry.problem.encode().startswith("caf\ufffd.jsonl".encode())


def test_the_recordings_of_a_season_are_on_the_shelf_in_their_order(tmp_path):
    hold(tmp_path / "season", 2)
    files = Shelf([tmp_path / "season"]).files()
    assert [file.relative_to(tmp_path).as_posix() for file in files] == [
        f"season/{year}/p000/{gate}.jsonl.gz" for year in (FIRST, FIRST + 1) for gate in ("invite", "rank")
    ]
    assert [entry.name for entry in Shelf([tmp_path / "season"]).entries()][:2] == [
        f"{FIRST}/p000/invite.jsonl.gz",
        f"{FIRST}/p000/rank.jsonl.gz",
    ]
