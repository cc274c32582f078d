"""Imports point down only, and what starts often imports little."""

from __future__ import annotations

import ast
import json
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


def test_imports_point_down_only() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 broken" in run.stdout


def test_every_module_stands_in_the_ladder() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (ladder,) = [contract["layers"] for contract in config["contracts"] if contract["id"] == "layers"]
    named = {part.strip(" ()") for rung in ladder for part in rung.split("|")}
    parts = {
        path.stem for path in (ROOT / "committee").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert {f"committee.{part}" for part in parts - {"__init__"}} <= named


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = imported_by("import committee; committee.__version__; dir(committee)")
    assert not loaded & (HEAVY | {"pydantic", "typer", "rich"})


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["run", "--help"], ["demo", "--help"], ["watch", "--help"]]
)
def test_help_loads_nothing_heavy(args: list[str]) -> None:
    assert not imported_by(run_quietly(*args)) & HEAVY


def test_a_scenario_is_checked_without_the_model() -> None:
    """Its rows are drawn, which takes numpy; who sits in the room is known without Mesa."""
    loaded = imported_by(run_quietly("check", str(ROOT / "scenarios" / "baseline.toml")))
    assert not loaded & (HEAVY - {"numpy"})


def test_every_module_can_be_imported_first() -> None:
    """No import cycle hides behind the order in which modules happen to load."""
    for folder in ("members", "meeting", "recording", "measures", "applicants", "scenario", "phrases", "programme"):
        if (ROOT / "committee" / folder).is_dir():
            assert "committee" in imported_by(f"import committee.{folder}")


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
