"""The documents say what is so: commands and settings are described, examples run, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from committee.commands.app import app
from committee.experiments.design.loading import load_experiment
from committee.machine import shipped
from committee.machine.processes import child_environment
from committee.recording import open_recording
from committee.scenario.declared import season_settings, settings
from committee.scenario.loading import load_scenario
from committee.terms import DISCLAIMER

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
EXPERIMENTS = ROOT / "scenarios" / "experiments" / "README.md"
TOURS = ("README.md", "scenarios/WORKSHOP.md", "scenarios/experiments/README.md")
FOLDERS = ("committee", "viz", "scenarios", "tests")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md"))])
LISTENING = ("demo", "watch")
SHELL = set("|<>&;$*?'\"\\")
"""Signs that a shell would read."""


def environment() -> dict[str, str]:
    """That of a process which runs this checkout, and finds compiled what this one has compiled."""
    return {**child_environment(), "PYTHONPATH": str(ROOT)}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def tour(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command that a document shows and the lines that it says are printed."""
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *printed = part.splitlines()
            yield command, [line for line in printed if line]


def options() -> list[tuple[str, str]]:
    """Every command with each of its options."""
    group = typer.main.get_command(app)
    return [
        (name, param.opts[0])
        for name, command in group.commands.items()  # type: ignore[attr-defined]
        for param in command.params
        if param.opts[0].startswith("--") and param.name != "help"
    ]


def test_the_readme_carries_the_one_line() -> None:
    assert DISCLAIMER in README


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_of_every_command_is_in_the_readme(command: str, option: str) -> None:
    rows = [line for line in README.splitlines() if line.startswith(f"| `committee {command} ")]
    assert rows, f"{command} has no row in the table of commands"
    assert any(re.search(rf"{re.escape(option)}\b", row) for row in rows)


def test_the_readme_offers_no_command_that_does_not_exist() -> None:
    named = set(re.findall(r"(?:^|[`$]\s?)committee ([a-z]+)", README, re.MULTILINE))
    assert named == {name for name, _ in options()}


def test_every_setting_is_explained() -> None:
    """Where the value stands, in a comment on its line, or in the model's document."""
    model = ROOT / "committee" / "MODEL.md"
    explained = set(re.findall(r"`([a-z0-9_.]+)`", model.read_text())) if model.exists() else set()
    section = ""
    for line in (ROOT / "scenarios" / "baseline.toml").read_text().splitlines():
        if heading := re.match(r"\[+([\w.]+)\]+", line):
            section = f"{heading[1]}."
        elif (key := re.match(r'(?:"[^"]*"|\w+)', line)) and re.search(r"\s#\s*\w", line):
            explained.add(f"{section}{key[0]}")
    plain = {
        re.sub(r"posture\.\w+\.|usual\.\w+\.", lambda kind: kind[0].split(".")[0] + ".", name) for name in explained
    }
    missing = [setting.key for setting in (*settings(), *season_settings()) if setting.key not in plain]
    assert not missing, f"{len(missing)} settings without a word: {', '.join(missing)}"


def test_each_scenario_has_its_row_and_its_question() -> None:
    asked = (ROOT / "scenarios" / "README.md").read_text().partition("\n## Experiments")
    assert questions(asked[0]) == {name: load_scenario(name).question for name in shipped.names()}
    experiments = shipped.shipped(shipped.folder(shipped.What.EXPERIMENT))
    assert questions(asked[2]) == {each.name: each.question for each in experiments}


def questions(text: str) -> dict[str, str]:
    """By name of a scenario or an experiment, the question in its row."""
    return dict(re.findall(r"^\| `([a-z0-9_]+)` \| (.+?) \|", text, re.MULTILINE))


def saved(document: Path, folder: Path) -> list[Path]:
    """The files that a document has its reader save: examples that begin with ``# NAME.toml``."""
    texts = [text for text in blocks(document.read_text(), "toml") if re.match(r"# \w+\.toml\n", text)]
    files = [folder / text.split()[1] for text in texts]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text)
    return files


def test_the_examples_of_experiments_load(tmp_path: Path) -> None:
    files = saved(EXPERIMENTS, tmp_path)
    assert [file.stem for file in files] == ["time", "words", "rain", "brief"]
    for file in files:
        if file.stem != "brief":  # it counts what its reader registers first
            assert load_experiment(file).title


def test_an_outcome_of_ones_own_runs_as_printed(tmp_path: Path) -> None:
    saved(EXPERIMENTS, tmp_path)
    (program,) = blocks(EXPERIMENTS.read_text(), "python")
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == 1 + 2 * 5
    assert (tmp_path / "brief" / "effects.csv").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    for target, heading in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", document.read_text()):
        if "://" not in target:
            leads_to = document.parent / target if target else document
            assert leads_to.exists(), f"{target} is not there"
            assert not heading or heading in anchors(leads_to), f"{target} has no heading {heading}"


def anchors(document: Path) -> set[str]:
    """What links call the headings of a document."""
    prose = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "folder",
    [
        *(path.relative_to(ROOT) for path in sorted((ROOT / "committee").iterdir()) if (path / "__init__.py").exists()),
        Path("viz"),
        Path("scenarios"),
        Path("tests"),
    ],
    ids=str,
)
def test_every_folder_explains_itself(folder: Path) -> None:
    assert (ROOT / folder / "README.md").exists()


def test_the_chores_named_exist() -> None:
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        assert set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s]*(?:#|`|$))", document.read_text(), re.MULTILINE)) <= known


@pytest.mark.parametrize("text", blocks((ROOT / "scenarios" / "README.md").read_text(), "toml"))
def test_the_example_of_a_scenario_loads(text: str, tmp_path: Path) -> None:
    assert tomllib.loads(text)["extends"]
    (tmp_path / "mine.toml").write_text(text)
    assert load_scenario(str(tmp_path / "mine.toml")).title


@pytest.mark.parametrize("document", TOURS)
def test_a_tour_runs_as_printed(
    document: str, started: Callable[..., Any], answered: Callable[..., Any], tmp_path: Path
) -> None:
    """What needs a shell gets one; every other command is asked in this process, which takes a fraction of the time."""
    saved(ROOT / document, tmp_path)
    shell = {**environment(), "PATH": f"{made_commands(tmp_path)}:/usr/bin:/bin"}
    for command, printed in tour((ROOT / document).read_text()):
        words = command.split()
        if words[0] == "committee" and words[1] in LISTENING:
            said = re.sub(r":\d+/", ":8765/", first_address(started(*words[1:], "--port", "0", "--no-browser")))
        else:
            run = (
                answered(*words[1:])
                if words[0] == "committee" and not set(command) & SHELL
                else subprocess.run(
                    ["/bin/sh", "-c", command], cwd=tmp_path, env=shell, capture_output=True, text=True, check=False
                )
            )
            assert run.returncode == 0, f"{command}\n{run.stderr}"
            said = run.stdout
        for line in printed:
            assert line in said, command
    if Path(document).stem == "WORKSHOP":
        told = stops_told((ROOT / document).read_text())
        assert list(told.items()) == list(stops_held(tmp_path).items())


def stops_told(text: str) -> dict[str, tuple[str, int]]:
    """By the name of a row, the time and the presses of a key after which the plan says that its call comes next."""
    rows = re.findall(r"^\| `\w+\.html` \| ([^|]+) \| (\d:\d\d) \| (\d+) \|$", text, re.MULTILINE)
    return {name: (time, int(presses)) for name, time, presses in rows}


def stops_held(folder: Path) -> dict[str, tuple[str, int]]:
    """The same, in order, from the recordings that the plan makes; of two meetings, before the first of two calls."""
    found = {}
    for names, wanted in ((["three"], ["img_a", "img_b", "img_c"]), (["alone", "pushed"], ["borderline"])):
        meetings = [open_recording(folder / f"{name}.jsonl") for name in names]
        number = {row.opened.id: row.opened.row for row in meetings[0].rows}
        for id_ in sorted(wanted, key=number.__getitem__):
            rows = [next(row for row in each.rows if row.opened.id == id_) for each in meetings]
            call = min(row.utterances[-1].start_s for row in rows)
            starts = sorted({line.start_s for row in rows for line in row.utterances if 0 < line.start_s < call})
            found[rows[0].opened.name] = (f"0:{int(starts[-1]):02d}", len(starts))
    return found


def test_the_python_examples_run_one_after_the_other(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks(README, "python"))],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert not re.search("warning", run.stderr, re.IGNORECASE)
    assert "stance_before" in run.stdout
    assert [line.split()[0] for line in run.stdout.splitlines()[-6:-3]] == ["1", "2", "3"]
    assert "2 45 " in run.stdout


def made_commands(folder: Path) -> Path:
    """A folder with a ``committee`` in it that runs this checkout with this Python."""
    bin_ = folder / "bin"
    bin_.mkdir()
    (bin_ / "committee").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m committee "$@"\n')
    (bin_ / "committee").chmod(0o755)
    return bin_


def first_address(program: Any) -> str:
    for line in program.stdout:
        if "http://127.0.0.1:" in line:
            return str(line)
    raise AssertionError(program.stderr.read())
