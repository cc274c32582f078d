"""What is installed, cited or kept is what was written, and the pins name no place."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from trove_classifiers import classifiers

from committee import __version__

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel made from this checkout."""
    out = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = out.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_every_module_and_data_file(inside: set[str]) -> None:
    for package in ("committee", "viz"):
        files = [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"} <= inside


def test_the_wheel_holds_the_questions(inside: set[str]) -> None:
    files = {
        path.relative_to(ROOT / "scenarios").as_posix() for path in (ROOT / "scenarios").rglob("*") if path.is_file()
    }
    assert {f"committee/_scenarios/{name}" for name in files} <= inside


def test_the_wheel_holds_nothing_else(inside: set[str]) -> None:
    assert {name.split("/")[0] for name in inside if ".dist-info/" not in name} == {"committee", "viz"}


def test_the_pins_are_exact_and_name_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r'[A-Za-z0-9._-]+==[^ ;@]+(; python_version (<|>=) "3\.\d+")?', pin) for pin in pins)


# ---------------------------------------------------------------- what it says of itself


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return found


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    return found


def test_the_citation_has_what_its_format_requires_and_is_of_this_version(citation: dict[str, Any]) -> None:
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert str(citation["version"]) == __version__
    assert all(isinstance(author["name"], str) for author in citation["authors"])


def test_the_citation_and_the_package_say_the_same(citation: dict[str, Any], project: dict[str, Any]) -> None:
    assert citation["license"] == project["license"]
    assert citation["keywords"] == project["keywords"]
    assert citation["authors"] == project["authors"]


def test_every_classifier_exists_and_each_python_is_named(project: dict[str, Any]) -> None:
    assert set(project["classifiers"]) <= classifiers
    named = [name.rpartition(" :: ")[2] for name in project["classifiers"] if "Python :: 3." in name]
    assert named == ["3.11", "3.12", "3.13", "3.14"]
    assert project["requires-python"] == f">={named[0]}"


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == __version__
    assert headings == sorted(headings, reverse=True)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout can be made into an archive")
def test_the_archive_holds_what_a_library_of_models_asks_for(tmp_path: Path) -> None:
    """The code, the ODD description, the license, how to run it and how to cite it, in one folder."""
    made = tmp_path / "made" / "model.zip"
    subprocess.run(["make", "--silent", "archive", f"OUT={made}"], cwd=ROOT, check=True, capture_output=True)
    names = set(zipfile.ZipFile(made).namelist())
    assert {name.partition("/")[0] for name in names} == {f"committee-{__version__}"}
    wanted = (
        "committee/MODEL.md",
        "committee/__main__.py",
        "LICENSE",
        "README.md",
        "CITATION.cff",
        "scenarios/baseline.toml",
    )
    assert {f"committee-{__version__}/{name}" for name in wanted} <= names
