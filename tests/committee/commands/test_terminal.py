from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import committee.commands
from committee.commands.terminal import say, say_json
from tests.committee.test_errors import STEERING


def test_nothing_that_is_said_steers_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"<{STEERING[:-1]}>\n")
    say(f"<{STEERING[:-1]}>", err=True, end="")
    out, err = capsys.readouterr()
    assert out.startswith("<\\x00\\x07")
    assert out.endswith(">\n\n")
    assert err == out[:-2]
    assert not set(STEERING) & set(out)


def test_json_is_plain_and_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"title": STEERING})
    out = capsys.readouterr().out
    assert out.isascii()
    assert out.rstrip("\n").isprintable()
    assert json.loads(out) == {"title": STEERING}


def test_every_command_prints_through_this_door() -> None:
    folder = Path(committee.commands.__file__).parent
    others = [path for path in folder.glob("*.py") if path.name != "terminal.py"]
    assert len(others) > 5
    for path in others:
        assert not re.search(r"\b(typer\.s?echo|print|secho|stdout\.write|stderr\.write)\(", path.read_text()), (
            path.name
        )
