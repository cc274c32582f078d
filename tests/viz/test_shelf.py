"""The shelf: what is found, what each file is, and that a file which changes is seen."""

import gzip
import os

import pytest

from committee.terms import Tier
from viz import shelf as shelf_module
from viz.shelf import Shelf, digest_of, packed


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
    found = Shelf([tmp_path]).find(digest)
    assert found is not None
    assert found.path == second


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
