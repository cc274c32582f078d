"""Files dropped on the window: what is kept, under which name, and what is not."""

from __future__ import annotations

import asyncio
import errno
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request

import viz.context
import viz.routes
from tests.viz.apart import apart
from viz.context import Context
from viz.dropped import LONGEST_NAME, Drops, tidy
from viz.shelf import Shelf, digest_of


@pytest.fixture
def shelf() -> Shelf:
    return Shelf([])


@pytest.fixture
def drops(shelf: Shelf) -> Any:
    made = Drops(shelf)
    yield made
    made.stop()


@pytest.mark.parametrize("packed", [False, True])
def test_a_recording_is_on_the_shelf_from_then_on(
    drops: Drops, shelf: Shelf, made_up: Callable[..., str], *, packed: bool
) -> None:
    content = made_up(rows=4).encode()
    sent = gzip.compress(content) if packed else content
    entry = drops.take("meeting.jsonl", sent)
    assert (entry.rows, entry.complete, entry.digest) == (4, True, digest_of(sent))
    assert shelf.find(entry.digest) == entry
    assert entry.facts == "4 rows · seed 1 · complete"


def test_a_cut_one_is_kept_and_called_incomplete(drops: Drops, made_up: Callable[..., str]) -> None:
    entry = drops.take("cut.jsonl", made_up(rows=9, whole=False).encode())
    assert entry.watchable
    assert "incomplete, stops after" in entry.facts


@pytest.mark.parametrize("content", [b"", b"Dear diary\n", b"\x1f\x8bno gzip", b"\xff\xfe\x00", b"{}\n" * 10])
def test_what_is_no_recording_gets_its_sentence_and_is_not_kept(drops: Drops, shelf: Shelf, content: bytes) -> None:
    entry = drops.take("diary.txt", content)
    assert entry.problem.startswith("diary.txt")
    assert shelf.files() == []
    assert not entry.path.exists()


def test_nothing_is_written_over(drops: Drops, shelf: Shelf, made_up: Callable[..., str]) -> None:
    first, second = (drops.take("one.jsonl", made_up(rows=rows).encode()) for rows in (3, 4))
    assert (first.name, second.name) == ("one.jsonl", "one-2.jsonl")
    assert [shelf.entry(path).rows for path in shelf.files()] == [3, 4]


def test_the_same_again_is_not_kept_twice(tmp_path: Path, made_up: Callable[..., str]) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(made_up(rows=3), encoding="utf-8")
    shelf = Shelf([tmp_path])
    assert Drops(shelf).take("copy.jsonl", path.read_bytes()).path == path
    assert shelf.files() == [path]


def test_the_copies_go_with_the_window_and_the_shelf_stays_whole(
    drops: Drops, shelf: Shelf, made_up: Callable[..., str]
) -> None:
    folder = drops.take("one.jsonl", made_up(rows=3).encode()).path.parent
    assert folder.stat().st_mode & 0o077 == 0
    drops.stop()
    assert not folder.exists()
    assert [entry.watchable for entry in shelf.entries()] == [False]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("two imgs (1).jsonl", "two imgs (1).jsonl"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\mine.jsonl.gz", "mine.jsonl.gz"),
        (".hidden", "hidden"),
        ("..", "recording.jsonl"),
        ("", "recording.jsonl"),
        ("a\x00b\n<c>.jsonl", "a_b__c_.jsonl"),
        ("W" * 300 + ".jsonl", "W" * (LONGEST_NAME - 6) + ".jsonl"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, kept: str) -> None:
    assert tidy(name) == kept


# --- over the socket


def dropped(content: bytes, name: str = "mine.jsonl") -> tuple[int, bytes]:
    """Status and body of the answer to a file sent in pieces."""
    pieces = [content[start : start + 1000] for start in range(0, max(len(content), 1), 1000)]
    messages = iter({"type": "http.request", "body": piece, "more_body": piece is not pieces[-1]} for piece in pieces)

    async def receive() -> Any:
        return next(messages)

    scope = {"type": "http", "method": "POST", "headers": [], "query_string": f"name={name}".encode()}
    answer = apart(lambda: asyncio.run(viz.routes.drop(Request(scope, receive))))
    return answer.status_code, bytes(answer.body)


@pytest.fixture
def sharing(shelf: Shelf) -> Any:
    before = viz.context.current()
    made = Context(shelf=shelf)
    viz.context.use(made)
    yield made
    made.stop()
    viz.context.use(before)


def test_the_answer_says_what_the_file_is(sharing: Context, made_up: Callable[..., str]) -> None:
    content = made_up(rows=4).encode()
    status, body = dropped(content)
    assert status == 200
    assert json.loads(body) == {
        "name": "mine.jsonl",
        "digest": digest_of(content),
        "title": "Made up",
        "facts": "4 rows · seed 1 · complete",
    }


def test_a_file_that_is_none_is_answered_with_its_sentence(sharing: Context) -> None:
    status, body = dropped(b"Dear diary\n")
    assert (status, "not a recording" in json.loads(body)["problem"]) == (200, True)


def test_a_file_over_the_limit_is_refused_before_it_is_all_read(
    sharing: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viz.routes, "LARGEST_DROP", 2500)
    status, body = dropped(b"x" * 100_000, name="big.jsonl")
    assert status == 413
    assert body.decode().startswith("big.jsonl is larger than")
    assert sharing.shelf.files() == []


def test_a_full_disk_is_a_sentence_and_nothing_is_kept(
    sharing: Context, made_up: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("committee.machine.beside.os.fsync", full)
    status, body = dropped(made_up(rows=4).encode())
    assert (status, json.loads(body)["problem"]) == (
        200,
        "mine.jsonl: the copy cannot be written (No space left on device).",
    )
    assert sharing.shelf.files() == []
