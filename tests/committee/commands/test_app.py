"""The command line as a whole: help, exit statuses, and never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from committee import __version__
from committee.commands.app import app
from committee.terms import DISCLAIMER

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]


def test_help_lists_every_command_in_order_and_carries_the_line(committee: Callable[..., Any]) -> None:
    done = committee("--help")
    assert done.returncode == 0
    listed = re.findall(r"^  (\w+) {2,}", done.stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == COMMANDS
    assert DISCLAIMER in " ".join(done.stdout.split())


def test_the_version_is_said(committee: Callable[..., Any]) -> None:
    assert committee("--version").stdout == f"committee {__version__}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("run", "baseline", "--seed", "1.5"),
            'committee run: --seed: "1.5" is not allowed; use a whole number from 0 to 9223372036854775807; ',
        ),
        (("check", "x.csv", "--year=1900"), '"1900" is not allowed; use a whole number from 1990 to 2100; committee'),
        (("minutes", "x", "--format", "jsn"), 'use text, md or json (did you mean "json"?); committee minutes --help'),
        (("chekc", "x"), "No such command 'chekc'. Did you mean 'check'; committee --help"),
        (("run",), "committee run: Missing argument 'SCENARIO'; committee run --help"),
        (("run", "baseline", "--sed", "3"), "No such option: --sed"),
        (("nonsense",), "committee: No such command 'nonsense'"),
    ],
)
def test_words_that_no_command_takes_are_refused_in_one_sentence(
    answered: Callable[..., Any], words: tuple[str, ...], said: str
) -> None:
    done = answered(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(answered: Callable[..., Any], command: str) -> None:
    done = answered(command, "--help")
    assert done.returncode == 0
    assert f"Example: committee {command}" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "args",
    [
        ["dmeo"],
        ["--nothing"],
        ["run"],
        ["run", "baseline", "--seed", "x"],
        ["run", "baseline", "--seed", "-1"],
        ["run", "baseline", "--seed", str(2**64)],
        ["run", "baseline", "extra"],
        ["watch", "--port", "70000"],
        ["check"],
        ["check", "x.csv", "--year", "26"],
    ],
)
def test_wrong_usage_exits_with_2_and_a_sentence(answered: Callable[..., Any], args: list[str]) -> None:
    done = answered(*args)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("args", [["run", "basline"], ["check", "absent.csv"], ["watch", "absent.jsonl"]])
def test_a_refusal_exits_with_2_and_only_a_sentence_on_stderr(committee: Callable[..., Any], args: list[str]) -> None:
    done = committee(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr


def test_what_cannot_be_shown_on_the_terminal_is_escaped(committee: Callable[..., Any]) -> None:
    done = committee("run", "scénario", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "basis" not in done.stderr


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    listing = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from committee.commands.app import main; main()"
    program = subprocess.Popen(
        [sys.executable, "-c", listing, "run", "--help"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    said = program.stderr.read()
    program.wait(timeout=60)
    program.stderr.close()
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _circle(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [_pipe, _circle, _dangling])
@pytest.mark.parametrize(
    "args",
    [
        ["check", "odd.jsonl"],
        ["minutes", "odd.jsonl"],
        ["watch", "odd.jsonl", "--no-browser"],
        ["export", "odd.jsonl", "--csv", "out.csv"],
        ["run", "./odd.jsonl"],
    ],
    ids=lambda args: args[0],
)
def test_odd_links_and_pipes_are_refused_at_once(
    answered: Callable[..., Any], tmp_path: Path, args: list[str], make: Callable[[Path], None]
) -> None:
    make(tmp_path / "odd.jsonl")
    done = answered(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("odd.jsonl: this is a ")
    assert [path.name for path in tmp_path.iterdir()] == ["odd.jsonl"]
