"""The model's document says what the source does: functions exist, tables are those of the source, examples compute."""

from __future__ import annotations

import ast
import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from committee.machine.processes import child_environment
from committee.meeting.acts import ACTS
from committee.scenario.declared import season_settings, settings
from committee.scenario.loading import load_scenario, settings_of
from committee.terms import DISCLAIMER, Because, EndedBy, Purse, WhyNot
from tests.manual import document
from tests.manual.pinned import NOT_HELD, PINNED
from tests.patterns.statements import ALL

ROOT = document.ROOT
REWRITE = os.environ.get("GOLDEN") == "rewrite"
if REWRITE:
    document.DOCUMENT.write_text(document.made_anew(document.DOCUMENT.read_text()))
TEXT = document.DOCUMENT.read_text()
WRITTEN = re.sub(r"<!-- made: .*?<!-- end -->", "", TEXT, flags=re.DOTALL)
ODD = (
    "Purpose and patterns",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Design concepts",
    "Initialization",
    "Input data",
    "Submodels",
)
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)
MODEL = (
    "applicants/letters.py",
    "applicants/point.py",
    "applicants/points.py",
    "applicants/posture.py",
    "applicants/pool.py",
    "chance.py",
    "convene.py",
    "season/market.py",
    "season/standing.py",
    "season/gates.py",
    "season/year.py",
    "season/meetings.py",
    "season/rooms.py",
    "season/residents.py",
    "season/state.py",
    "season/doors.py",
    "season/causes.py",
    "season/inferring.py",
    "season/trusting.py",
)
WITH_EXAMPLES = ("meeting", "members", "program")
FOLDERS = (*WITH_EXAMPLES, "pipeline")
SETTINGS = {setting.key: setting for setting in (*settings(), *season_settings())}
GIVEN = (
    "memory.episodes.",
    "pool.rows",
    "season.year",
    "season.fates.",
    "season.changes.",
    "season.policies.",
    "members.seat",
)
"""What a scenario says of who is there and what happens: it is no size of anything, and needs no source."""


def linked() -> Iterator[tuple[str, str]]:
    """Every name that the document links to a source file, with that file."""
    yield from re.findall(r"\[`([\w.]+)`\]\(([\w/.]+\.py)\)", TEXT)


def defined(path: Path) -> set[str]:
    """Functions, classes, methods and constants of a file, dotted."""
    return set(_defined(ast.parse(path.read_text()).body, ""))


def _defined(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _defined(node.body, f"{prefix}{node.name}.")
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield prefix + node.target.id
        if isinstance(node, ast.Assign):
            yield from (prefix + target.id for target in node.targets if isinstance(target, ast.Name))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_it_has_the_parts_of_the_protocol_in_their_order() -> None:
    assert tuple(re.findall(r"^## \d\. (.+)$", TEXT, re.MULTILINE)) == ODD
    concepts = re.findall(r"^\*\*([A-Z][\w ]+)\.\*\*", TEXT, re.MULTILINE)
    assert tuple(concept for concept in concepts if concept in CONCEPTS) == CONCEPTS
    assert DISCLAIMER in TEXT


@pytest.mark.parametrize(("name", "target"), sorted(set(linked())))
def test_every_function_named_exists(name: str, target: str) -> None:
    assert name in defined(ROOT / "committee" / target)


def test_no_part_of_the_model_goes_without_a_word() -> None:
    modules = {
        f"{folder}/{path.name}"
        for folder in FOLDERS
        for path in (ROOT / "committee" / folder).glob("*.py")
        if path.name != "__init__.py"
    }
    assert modules | set(MODEL) <= {target for _, target in linked()}


@pytest.mark.parametrize("word", [*ACTS, *EndedBy, *Because, *WhyNot, *Purse])
def test_every_word_of_the_closed_lists_is_explained(word: str) -> None:
    assert f"`{word}`" in TEXT


@pytest.mark.parametrize("part", document.PARTS)
def test_what_is_made_from_the_source_is_as_the_source_has_it(part: str) -> None:
    made = f"<!-- made: {part} -->\n{document.PARTS[part]()}\n<!-- end -->"
    assert made in TEXT, "a setting or a rule changed: make manual"


def test_what_is_written_by_hand_repeats_no_tuned_value() -> None:
    """A figure that also stands in the baseline would drift; only shares of what is published are written."""
    for key in SETTINGS:
        assert not re.search(rf"`{re.escape(key)}` (?:is|=) [\d.-]", WRITTEN), key


@pytest.mark.parametrize("key", [key for key, setting in SETTINGS.items() if setting.bounds is not None])
def test_every_size_has_a_source_or_is_called_an_assumption(key: str) -> None:
    if key.startswith(GIVEN):
        return
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"| `{key}` |")]
    _, name, _, unit, _, _, source, *_ = (cell.strip() for cell in re.split(r"(?<!\\)\|", row))
    assert name == f"`{key}`"
    assert unit == SETTINGS[key].unit
    assert source


def test_parameters_are_held_by_statements_that_exist() -> None:
    known = {statement.name for statement in ALL}
    named = {name for names in PINNED.values() for name in names}
    assert named <= known, named - known
    assert set(PINNED) <= set(SETTINGS)
    assert all(any(f"{key}.".startswith(f"{name}.") for key in SETTINGS) for name in NOT_HELD)


def test_every_source_named_is_in_the_references() -> None:
    body, _, references = TEXT.partition("## References")
    named = set(re.findall(r"\b((?:[A-Z][\w-]+ )*[A-Z][\w-]+ (?:19|20)\d\d)\b", body))
    assert "Lane 2022" in named
    assert not {source for source in named if source not in references}


def test_it_begins_with_a_page_without_formulas() -> None:
    """A clinician reads it to the end: no code, no setting, no function, no formula, and no more than a page."""
    page = TEXT.partition("## In one page\n")[2].partition("\n## ")[0]
    assert 300 < len(page.split()) < 650
    assert not re.search(r"[`=<>{}]|\d\.\d|\bx\b|^ {4}", page, re.MULTILINE)


def test_what_the_readme_offers_to_try_loads() -> None:
    section = (ROOT / "README.md").read_text().partition("## Article against evidence")[2].partition("\n## ")[0]
    tries = re.findall(r"`([^`]+)`", "".join(line.split(" | ")[-1] for line in section.splitlines() if "|" in line))
    assert tries
    for one in tries:
        if one.startswith("--set "):
            load_scenario("baseline", settings_of([one.removeprefix("--set ").strip("'")]))
        else:
            load_scenario(one)


def test_the_sums_come_out_as_printed() -> None:
    examples = "\n".join(blocks(TEXT, "pycon"))
    test = doctest.DocTestParser().get_doctest(examples, {}, "MODEL.md", "MODEL.md", 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(told)


@pytest.mark.parametrize("folder", WITH_EXAMPLES)
def test_the_examples_of_a_folder_run(folder: str, tmp_path: Path) -> None:
    text = (ROOT / "committee" / folder / "README.md").read_text()
    for example, printed in zip(blocks(text, "python"), blocks(text, "text"), strict=True):
        run = subprocess.run(
            [sys.executable, "-c", example],
            cwd=tmp_path,
            env={**child_environment(), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout == printed
