"""Imports point down only, and what starts often imports little."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.builders import a_meetings_events, recorded

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {
    "mesa",
    "solara",
    "reacton",
    "ipyvue",
    "ipyvuetify",
    "numpy",
    "pandas",
    "networkx",
    "scipy",
    "altair",
    "pyarrow",
    "numba",
    "llvmlite",
}


def imported_by(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after ``code``."""
    report = "\nimport json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    run = subprocess.run(
        [sys.executable, "-c", code + report], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def run_quietly(*args: str) -> str:
    """Code that runs our command with ``args`` and goes on."""
    return (
        "import contextlib, io, sys\n"
        f"sys.argv = ['committee', *{list(args)!r}]\n"
        "from committee.commands.app import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()\n"
    )


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the packages in ``folder``."""
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_keep_their_contracts() -> None:
    run = linted(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


def ladder() -> set[str]:
    """Every part of ``committee`` that has its place, built or not."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (rungs,) = [contract["layers"] for contract in config["contracts"] if contract["id"] == "layers"]
    return {part.strip(" ()") for rung in rungs for part in rung.split("|")}


SHOWN = {
    *("archive", "measures", "recording", "phrases", "arithmetic", "events", "terms", "written", "units", "machine"),
    "errors",
}
"""All that the window may import."""

SILENT = ("scenario", "meeting", "pipeline", "members", "applicants", "chance")
WRONG = (
    *(("viz", f"committee.{part}") for part in sorted(ladder() - SHOWN)),
    *(("viz", tool) for tool in ("mesa", "joblib", "numba", "distributed", "SALib")),
    *(
        (f"committee.{part}", f"committee.{kept}")
        for part in SILENT
        for kept in ("recording", "archive", "measures", "phrases")
    ),
    ("committee.recording", "committee.meeting"),
    ("committee.archive", "committee.recording"),
    ("committee.convene", "committee.engine"),
    ("committee.season", "committee.experiments"),
    ("committee.experiments", "viz"),
)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter prints of a copy of both packages in which every wrong import is made.

    Parts that are not built yet are planted too: their first wrong import is to be caught.
    """
    folder = tmp_path_factory.mktemp("planted")
    for package in ("committee", "viz"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    plant(folder / "committee" / "attic", "sys")
    for importer, imported in WRONG:
        if imported.startswith("committee."):
            plant(folder.joinpath(*imported.split(".")), "sys")
        plant(folder.joinpath(*importer.split(".")), imported)
    run = linted(folder)
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


def plant(part: Path, imported: str) -> None:
    """Put one import into a part of the package, which is made if it is not there."""
    module = part.with_suffix(".py")
    if not module.exists():
        part.mkdir(exist_ok=True)
        (part / "__init__.py").touch()
        module = part / "planted.py"
    with module.open("a") as source:
        source.write(f"import {imported}\n")


@pytest.mark.parametrize(("importer", "imported"), WRONG)
def test_a_wrong_import_is_named(named: str, importer: str, imported: str) -> None:
    assert re.search(rf"^- +{re.escape(importer)}(\.planted)? -> {re.escape(imported)} \(", named, re.MULTILINE)


def test_a_part_without_a_place_in_the_ladder_is_named(named: str) -> None:
    assert "attic" not in ladder()
    assert "- committee.attic\n" in named


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = imported_by("import committee; committee.__version__; dir(committee)")
    assert not loaded & (HEAVY | {"pydantic", "typer", "rich"})


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], ["run", "--help"], ["demo", "--help"], ["watch", "--help"], ["workshop", "--help"]],
)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    assert not imported_by(run_quietly(*args)) & HEAVY


def test_a_scenario_and_a_session_are_checked_without_the_model() -> None:
    """Its rows are drawn, which takes numpy; who sits in the room is known without Mesa."""
    for file in ("baseline.toml", "workshops/twenty.toml"):
        loaded = imported_by(run_quietly("check", str(ROOT / "scenarios" / file)))
        assert not loaded & (HEAVY - {"numpy"}), file


def test_every_module_can_be_imported_first() -> None:
    """No import cycle hides behind the order in which modules happen to load."""
    for part in sorted(ladder() - {"__main__"}):
        place = ROOT / "committee" / part
        if place.is_dir() or place.with_suffix(".py").is_file():
            assert "committee" in imported_by(f"import committee.{part}")


def test_no_module_writes_when_imported() -> None:
    """At the top of a module stand definitions, never calls for their effect.

    The window is left out: Solara's own way to make a component known is such a call.
    """
    allowed = {"app"}  # the command line registers its commands
    for path in (ROOT / "committee").rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                names = {part.id for part in ast.walk(node.value.func) if isinstance(part, ast.Name)}
                assert names & allowed, f"{path.relative_to(ROOT)}, line {node.lineno}: a call for its effect"


def test_minutes_are_printed_without_the_model(tmp_path: Path) -> None:
    path = tmp_path / "made.jsonl"
    path.write_bytes(recorded(a_meetings_events()))
    assert not imported_by(run_quietly("minutes", str(path))) & HEAVY
    assert not imported_by(run_quietly("check", str(path))) & HEAVY
