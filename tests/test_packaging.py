"""What is installed is what was written: the wheel holds every data file, and the pins name no place."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
