"""``committee workshop``, as a facilitator types it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from committee.commands.workshop import workshop
from committee.errors import InputRefused
from tests.viz.made_up import recording
from viz.workshop.opening import begin
from viz.workshop.room import entry

SESSION = """
title = "Mine"
minutes = 5
frame = "fairness"
aims = ["See"]
[[recordings]]
name = "main"
file = "main.jsonl"
[[steps]]
kind = "join"
title = "Come in"
seconds = 60
[[steps]]
kind = "talkover"
title = "Look"
recording = "main"
seconds = 60
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.jsonl").write_text(recording(rows=3), encoding="utf-8")
    (tmp_path / "mine.toml").write_text(SESSION, encoding="utf-8")
    return tmp_path


def started(folder: Path, *words: str) -> tuple[subprocess.Popen[str], Sequence[str]]:
    """The command, and what it prints before it serves."""
    command = [sys.executable, "-m", "committee", "workshop", "./mine.toml", "--no-browser", *words]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = []
    while not (lines and lines[-1].startswith("Next: ")):
        line = process.stdout.readline()
        assert line, process.communicate()
        lines.append(line.rstrip())
    return process, lines


def asked(port: int, path: str, cookie: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    return answer


def test_it_prints_what_a_facilitator_needs_goes_on_after_a_kill_and_ends_quietly(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process, lines = started(folder, "--port", "0")
    port = int(re.search(r"http://127\.0\.0\.1:(\d+)/ ", lines[0] + " ")[1])  # type: ignore[index]
    assert f"http://127.0.0.1:{port}/board" in lines[1]
    path = re.search(r"(/host\?t=\S+)  \(works once\)", lines[2])[1]  # type: ignore[index]
    cookie = asked(port, path).headers["set-cookie"].partition(";")[0]
    assert asked(port, path).status == 403
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)

    process, lines = started(folder, "--resume")
    assert f"http://127.0.0.1:{port}/ " in lines[0]
    assert asked(port, "/host", cookie).status == 200
    process.send_signal(signal.SIGINT)
    said, errors = process.communicate(timeout=30)
    assert (process.returncode, said, errors) == (0, "", "")

    workshop(str(folder / "mine.toml"), out=folder / "mine-workshop", delete=True)
    assert capsys.readouterr().out.endswith("mine-workshop/mine.workshop.jsonl\n")


@pytest.mark.parametrize(
    ("session", "options", "said"),
    [
        ("./mine.toml", {"resume": True}, "--resume: mine-workshop holds no workshop that could go on"),
        ("./mine.toml", {"delete": True}, "mine-workshop: it holds no votes of mine"),
        ("./mine.toml", {"answer_probes": True}, "--answer-probes: this is for phones in the network; give --lan"),
        ("./mine.toml", {"address": "10.0.0.1"}, "--address: this is for phones in the network; give --lan"),
        ("twnty", {}, 'did you mean "twenty"'),
        ("./none.jsonl", {}, "none.jsonl: there is no such file"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, session: str, options: dict[str, Any], said: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(InputRefused, match=re.escape(said)):
        workshop(session, **options)
    assert not (folder / "mine-workshop").exists()


def test_a_workshop_that_people_are_in_is_not_begun_anew(folder: Path) -> None:
    out = folder / "out"
    out.mkdir()
    opened = begin(out, "mine", "digest", 8765)
    opened.journal.append([entry("joined", client="anna-0123456789abcdef", animal="Red Fox")])
    opened.journal.close()
    with pytest.raises(InputRefused, match=r"--resume goes on with it.*--delete deletes these votes.*--out DIR"):
        workshop(str(folder / "mine.toml"), out=out)


def test_without_a_session_it_lists_the_shipped_ones(capsys: pytest.CaptureFixture[str]) -> None:
    workshop()
    said = capsys.readouterr().out
    assert re.search(r"^twenty +20 minutes\. ", said, re.MULTILINE)
    assert said.rstrip().endswith("committee workshop NAME")
