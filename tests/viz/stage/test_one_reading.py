"""One file, one reading: whatever Python makes of the bytes of a recording, the browser makes of them too.

Each odd file is opened by ``open_recording`` and, packed as a page carries it, by the stage. Either both say what
is in it and say the same, or both refuse it in a sentence.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee.errors import RecordingRefused
from committee.recording import frame, open_recording, row_starts
from tests.builders import a_meetings_events, recorded
from tests.olden import as_version_1
from tests.viz.argued import argued
from tests.viz.made_up import recording
from viz.export.html import export_html
from viz.shelf import Shelf, packed

WHOLE = recorded(a_meetings_events(3))
LINES = WHOLE.splitlines(keepends=True)
VERSIONED = b'"version":4'
REFUSED = "refused"
MARK = b"\xef\xbb\xbf"
READ = """async (packed) => {
  try {
    const recording = stage.parse(await stage.unpack(packed));
    const seconds = [...recording.starts, recording.total / 2, 1e9];
    return JSON.stringify({
      seed: String(recording.header.seed), members: [...recording.members.keys()], starts: recording.starts,
      title: recording.header.scenario.title ?? '', number: String(recording.header.scenario.number ?? ''),
      rows: recording.rows.map(({ opened, closed }) => [opened.id, opened.name, closed ? closed.tier : null]),
      reviewed: recording.reviewed.map(({ id, by, amount, balance }) => [id, by, amount, balance]),
      listed: recording.listed, complete: recording.complete,
      states: seconds.map((t) => stage.state(recording, t)),
    });
  } catch (error) {
    return JSON.stringify(error.constructor === Error ? error.message : `not a sentence: ${error}`);
  }
}"""


def sealed(lines: list[bytes]) -> bytes:
    """The lines with a footer that vouches for them."""
    body = b"".join(lines)
    footer = {"event": "footer", "events": len(lines), "sha256": hashlib.sha256(body).hexdigest()}
    return body + json.dumps(footer).encode() + b"\n"


def with_line(number: int, change: Callable[[bytes], bytes]) -> bytes:
    """The whole recording with one line (from 1) changed, and a footer that fits."""
    return sealed([*LINES[: number - 1], change(LINES[number - 1]), *LINES[number:-1]])


def with_first(added: bytes, number: int = 1) -> bytes:
    """With ``added`` as the first field of a line."""
    return with_line(number, lambda line: b"{" + added + b"," + line[1:])


def with_scenario(value: bytes) -> bytes:
    return with_line(1, lambda line: line.replace(b'"scenario":{', b'"scenario":{"number":' + value + b",", 1))


def with_seed(digits: bytes) -> bytes:
    return with_line(1, lambda line: line.replace(b'"seed":1,', b'"seed":' + digits + b",", 1))


def with_name(name: bytes) -> bytes:
    return with_line(2, lambda line: line.replace(b"Applicant 1", name))


def renamed(old: str, new: str) -> bytes:
    """With another id wherever the id stands."""
    return sealed([line.replace(f'"{old}"'.encode(), json.dumps(new).encode()) for line in LINES[:-1]])


ODD: dict[str, tuple[bytes, str]] = {
    "as written": (WHOLE, ""),
    "version 1": (as_version_1(WHOLE.decode()).encode(), ""),
    "gzip": (gzip.compress(WHOLE), ""),
    "gzip of two members": (gzip.compress(WHOLE[:5000]) + gzip.compress(WHOLE[5000:]), ""),
    "gzip with an empty member": (gzip.compress(b"") + gzip.compress(WHOLE), ""),
    "gzip followed by nothing but zeros": (gzip.compress(WHOLE) + b"\x00" * 64, ""),
    "cut in a line": (WHOLE[:9000], ""),
    "cut in a character": (with_name("Zoë".encode()).partition(b"\xab")[0], ""),
    "no footer": (b"".join(LINES[:-1]), ""),
    "only a header": (LINES[0], ""),
    "a header without its line end": (LINES[0][:-1], REFUSED),
    "nothing": (b"", REFUSED),
    "byte order mark": (MARK + WHOLE, REFUSED),
    "byte order mark in the middle": (with_line(3, lambda line: MARK + line), REFUSED),
    "utf-16": (WHOLE.decode().encode("utf-16"), REFUSED),
    "CRLF": (WHOLE.replace(b"\n", b"\r\n"), REFUSED),
    "CRLF without a footer": (b"".join(LINES[:-1]).replace(b"\n", b"\r\n"), REFUSED),
    "CRLF and a footer that vouches for it": (sealed([line[:-1] + b"\r\n" for line in LINES[:-1]]), REFUSED),
    "blanks around the tokens": (with_line(3, lambda line: b" \t" + line[:-1] + b"\r \n"), ""),
    "a blank line": (with_line(3, lambda line: b"\n" + line), REFUSED),
    "no-break space before a line": (with_line(3, lambda line: "\u00a0".encode() + line), REFUSED),
    "Infinity where nobody looks": (with_first(b'"mood":Infinity', 3), REFUSED),
    "NaN where nobody looks": (with_first(b'"mood":NaN', 3), REFUSED),
    "NaN in the scenario": (with_scenario(b"NaN"), REFUSED),
    "a real too large": (with_first(b'"mood":1e999', 3), REFUSED),
    "a real too large in the scenario": (with_scenario(b"-1e400"), REFUSED),
    "a real too small": (with_scenario(b"1e-400"), ""),
    "a leading zero": (with_scenario(b"012345678901234567890"), REFUSED),
    "a number for a key": (with_scenario(b"{12345678901234567890:1}"), REFUSED),
    "a long whole number in the scenario": (with_scenario(b"12345678901234567890123"), ""),
    "digits in a text": (with_name(b'1234567890123456789 \\\\\\" 1e999'), ""),
    "a key twice": (with_first(b'"seed":7'), ""),
    "a key twice, in a row": (with_first(b'"name":"Nobody"', 2), ""),
    "an event named twice": (with_first(b'"event":"listed"', 3), ""),
    "half of a character": (with_name(b"\\ud83d"), REFUSED),
    "the other half": (with_name(b"\\uDE00 and more"), REFUSED),
    "halves in the wrong order": (with_name(b"\\ude00\\ud83d"), REFUSED),
    "half of a character in a key": (with_first(b'"\\ud800":1', 3), REFUSED),
    "a whole character in two halves": (with_name(b"\\ud83d\\ude00"), ""),
    "a backslash before what looks like a half": (with_name(b"\\\\ud83d"), ""),
    "bytes that are not UTF-8": (with_name(b"Zo\xeb"), REFUSED),
    "half of a character in bytes": (with_name(b"\xed\xa0\xbd"), REFUSED),
    "a control character": (with_name(b"A\x01"), REFUSED),
    "a control character, escaped": (with_name(b"A\\u0000"), ""),
    "line separators in a name": (with_name("A\u2028B\u0085C\x7f".encode()), ""),
    "a seed of 53 bits": (with_seed(b"9007199254740991"), ""),
    "a seed above 53 bits": (with_seed(b"9007199254740993"), ""),
    "the largest seed": (with_seed(b"18446744073709551615"), ""),
    "a seed too large": (with_seed(b"18446744073709551616"), REFUSED),
    "a seed below zero": (with_seed(b"-1"), REFUSED),
    "a seed that is not whole": (with_seed(b"1.5"), REFUSED),
    "a seed in quotes": (with_seed(b'"1"'), REFUSED),
    "a seed in quotes, and long": (with_seed(b'"9007199254740993"'), REFUSED),
    "a whole seed written as a real": (with_seed(b"3.0"), ""),
    "a seed above 53 bits written as a real": (with_seed(b"9007199254740992.0"), REFUSED),
    "the largest whole seed below that, as a real": (with_seed(b"9007199254740991.0"), ""),
    "a large seed written as a real": (with_seed(b"1e19"), REFUSED),
    "version 0": (with_line(1, lambda line: line.replace(VERSIONED, b'"version":0')), REFUSED),
    "version in quotes": (with_line(1, lambda line: line.replace(VERSIONED, b'"version":"4"')), REFUSED),
    "version true": (with_line(1, lambda line: line.replace(VERSIONED, b'"version":true')), REFUSED),
    "version 2": (with_line(1, lambda line: line.replace(VERSIONED, b'"version":2')), ""),
    "version 5": (with_line(1, lambda line: line.replace(VERSIONED, b'"version":5')), REFUSED),
    "what only version 3 tells": (argued(recording(rows=12)).encode(), ""),
    "an unknown event": (with_line(3, lambda line: line.replace(b'"remembered"', b'"constructor"')), REFUSED),
    "two headers": (sealed([LINES[0], *LINES[:-1]]), REFUSED),
    "more after the footer": (WHOLE + LINES[2], REFUSED),
    "a line less than the footer says": (b"".join([*LINES[:2], *LINES[3:]]), REFUSED),
    "a footer before the list": (sealed(LINES[:-2]), REFUSED),
    "talk of another row": (with_line(5, lambda line: line.replace(b'"row":1', b'"row":2')), REFUSED),
    "capital of another row": (with_line(12, lambda line: line.replace(b'"row":1', b'"row":2')), REFUSED),
    "talk after the call": (sealed([*LINES[:11], LINES[9], *LINES[11:-1]]), REFUSED),
    **{
        f"{kind} called {name}": (renamed(old, name), "")
        for name in ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "length")
        for kind, old in (("a member", "apd_1"), ("a row", "r1"), ("a point", "point_1"), ("a ghost", "washout"))
    },
}


def read_by_python(path: Path) -> dict[str, Any] | str:
    try:
        recording = open_recording(path)
    except RecordingRefused as refused:
        return str(refused)
    *starts, total = row_starts(recording)
    scenario = recording.header.scenario
    return {
        "seed": str(recording.header.seed),
        "members": list(recording.members),
        "starts": starts,
        "title": scenario.get("title", ""),
        "number": f"{scenario.get('number', '')}".removesuffix(".0"),
        "rows": [
            [row.opened.id, row.opened.name, str(row.closed.tier) if row.closed else None] for row in recording.rows
        ],
        "reviewed": [[move.id, move.by, move.amount, move.balance] for move in recording.reviewed],
        "listed": list(recording.listed.ids) if recording.listed else None,
        "complete": recording.complete,
        "states": [frame(recording, t) for t in (*starts, total / 2, 1e9)],
    }


def carried(path: Path) -> str:
    """The file as the page of an export carries it; where it cannot be unpacked whole, as it is."""
    page = export_html(path, path.with_suffix(".html")).read_text(encoding="utf-8")
    return page.partition('id="recording">')[2].partition("</script>")[0]


def test_python_and_the_browser_read_every_odd_file_alike(stage: Any, tmp_path: Path) -> None:
    unlike: dict[str, Any] = {}
    for number, (name, (content, wanted)) in enumerate(ODD.items()):
        path = tmp_path / f"{number}.jsonl"
        path.write_bytes(content)
        python, browser = read_by_python(path), json.loads(stage.page.evaluate(READ, carried(path)))
        refused = isinstance(python, str) and isinstance(browser, str)
        sentences = refused and python.endswith(".") and browser.endswith(".") and browser[0].isupper()
        if not (sentences if wanted == REFUSED else python == browser and not refused):
            unlike[name] = (python, browser)
    assert unlike == {}


def test_the_shelf_hands_a_browser_one_member_whatever_lies_there(tmp_path: Path) -> None:
    for name in ("as written", "gzip", "gzip of two members"):
        path = tmp_path / "some.jsonl"
        path.write_bytes(ODD[name][0])
        sent = packed(Shelf([path]).entry(path))
        member = gzip.zlib.decompressobj(31)  # type: ignore[attr-defined]
        assert member.decompress(sent) == WHOLE
        assert (member.eof, member.unused_data) == (True, b"")


@pytest.mark.parametrize("kind", ["a member", "a row", "a point", "a ghost"])
def test_the_room_draws_ids_that_javascript_knows_as_its_own(stage: Any, kind: str) -> None:
    for name in ("__proto__", "constructor"):
        stage.ready().show(ODD[f"{kind} called {name}"][0].decode())
        shown: list[str] = []
        for step in range(8):
            stage.tell("() => { player.step(1); }")
            if step % 3 == 0:
                stage.tell("() => { player.recording.header.members.forEach(({ id }) => player.choose(id)); }")
            shown += stage.texts("#host text, #host p, #host span")
        wrong = [text for text in shown if any(part in text for part in ("NaN", "undefined", "function", "[object"))]
        assert wrong == []
