"""Questions to the model: asked of a child, kept, refused in a sentence."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from committee.errors import UsageRefused
from viz.questions import Questions

ECHO = "import json, pathlib, sys; pathlib.Path(sys.argv[2]).open('a').write('.'); print(json.dumps(sys.argv[1:]))"


def asking(script: str) -> Questions:
    return Questions([sys.executable, "-c", script])


def test_a_question_is_asked_once_and_its_answer_kept(tmp_path: Path) -> None:
    questions, file = asking(ECHO), tmp_path / "meeting.jsonl"
    first = questions.pivots(file, "digest", "img_b")
    assert first == f'["pivots", "{file}", "--row=img_b", "--json"]\n'
    assert questions.pivots(file, "digest", "img_b") == first
    assert file.read_text() == "."
    questions.pivots(file, "digest", "--help")
    questions.pivots(file, "other", "img_b")
    assert file.read_text() == "..."


def test_an_id_is_one_word_whatever_it_holds(tmp_path: Path) -> None:
    answer = asking(ECHO).pivots(tmp_path / "meeting.jsonl", "digest", "--out /etc/passwd; ls")
    assert '"--row=--out /etc/passwd; ls"' in answer


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("import sys; sys.stderr.write('it is cut short.'); sys.exit(2)", "it is cut short."),
        ("raise SystemExit(3)", "status 3"),
    ],
)
def test_a_command_that_cannot_answer_says_why(tmp_path: Path, script: str, says: str) -> None:
    with pytest.raises(UsageRefused) as refused:
        asking(script).pivots(tmp_path, "digest", "a")
    assert says in refused.value.problems[0].allowed


def test_bad_news_is_an_answer(tmp_path: Path) -> None:
    assert asking("print('{}'); raise SystemExit(1)").pivots(tmp_path, "digest", "a") == "{}\n"


def test_a_window_that_closes_ends_its_questions(tmp_path: Path) -> None:
    questions = asking(f"import pathlib, time; pathlib.Path({str(tmp_path / 'here')!r}).touch(); time.sleep(60)")
    refused: list[UsageRefused] = []

    def ask() -> None:
        try:
            questions.pivots(tmp_path, "digest", "a")
        except UsageRefused as error:
            refused.append(error)

    asker = threading.Thread(target=ask)
    asker.start()
    while not (tmp_path / "here").exists():
        time.sleep(0.01)
    questions.stop()
    asker.join(timeout=20)
    assert "stopped early" in refused[0].problems[0].allowed
    with pytest.raises(UsageRefused, match="The window is closing"):
        questions.pivots(tmp_path, "digest", "a")
