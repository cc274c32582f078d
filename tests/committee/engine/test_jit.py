"""Where machine code is kept: in a folder of the user, by a digest of the sources, and nowhere if it cannot be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("numba")

import committee
from committee.engine import jit
from committee.engine.day import meet
from committee.meeting import persuasion

ROOT = Path(committee.__file__).parents[1]


folder = jit.cache_folder.__wrapped__
"""Finds the folder anew at each call."""


def home(monkeypatch: pytest.MonkeyPatch, at: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(at))


def test_it_is_kept_in_a_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home(monkeypatch, tmp_path)
    found = folder()
    assert found is not None
    assert found.is_dir()
    assert found.is_relative_to(tmp_path)
    assert found.parent.name == "committee"
    assert folder() == found


PLACES = {"linux": ".cache", "darwin": "Library/Caches", "win32": "AppData/Local"}


@pytest.mark.parametrize("system", PLACES)
def test_every_system_has_its_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(sys, "platform", system)
    assert jit._user_folder() == tmp_path / PLACES[system]
    home(monkeypatch, tmp_path / "elsewhere")
    assert jit._user_folder() == tmp_path / "elsewhere"


def test_where_nothing_can_be_written_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Root may write anywhere, so a file stands where the folder should be."""
    (tmp_path / "taken").touch()
    home(monkeypatch, tmp_path / "taken")
    assert folder() is None
    monkeypatch.setattr(jit, "cache_folder", folder)
    twice = jit.kept(lambda value: 2.0 * value)
    assert not jit.is_warm(twice)
    assert twice(2.0) == 4.0
    assert jit.is_warm(twice)


def test_a_user_without_a_home_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert folder() is None


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the package, whose sources the digest is made of."""
    copy = tmp_path / "committee"
    shutil.copytree(ROOT / "committee", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(committee, "__file__", str(copy / "__init__.py"))
    return copy


@pytest.mark.parametrize(
    "source", ["events.py", "engine/floor.py", "meeting/floor.py", "members/trust.py", "applicants/points.py"]
)
def test_other_sources_have_another_digest(copied: Path, source: str) -> None:
    before = jit._digest()
    assert jit._digest() == before
    with (copied / source).open("a") as file:
        file.write("\n")
    assert jit._digest() != before


def test_a_copy_elsewhere_is_not_warm_because_the_first_one_is(
    monkeypatch: pytest.MonkeyPatch, copied: Path, tmp_path: Path
) -> None:
    """The compiler finds its code by the path of the source, so equal sources elsewhere have to compile once more."""
    here = jit._digest()
    shutil.copytree(copied, tmp_path / "other" / "committee")
    monkeypatch.setattr(committee, "__file__", str(tmp_path / "other" / "committee" / "__init__.py"))
    assert jit._digest() != here


def test_what_nobody_compiles_may_change(copied: Path) -> None:
    before = jit._digest()
    for source in ("recording/recorder.py", "phrases/book.py", "commands/run.py"):
        with (copied / source).open("a") as file:
            file.write("\n")
    assert jit._digest() == before


def test_the_folders_used_last_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home(monkeypatch, tmp_path)
    found = folder()
    assert found is not None
    old = [found.with_name(f"engine-{n}") for n in range(6)]
    for age, each in enumerate(old):
        each.mkdir()
        os.utime(each, (time.time() - 1000.0 - age,) * 2)
    os.utime(found, (0.0, 0.0))
    assert folder() == found
    assert {path.name for path in found.parent.iterdir()} == {found.name, *(each.name for each in old[:3])}


def test_the_meeting_is_warm_once_it_was_held() -> None:
    from tests.engines import held_by_both, the_convener

    held_by_both(the_convener())
    assert jit.is_warm(meet)


def test_a_formula_is_compiled_as_it_stands() -> None:
    assert jit.as_it_stands(persuasion.drawn).py_func.__code__ is persuasion.drawn.__code__


_HOLD = """
from committee.convene import Convener
from committee.engine.choice import choose
from committee.engine.jit import cache_folder
print(cache_folder(), choose("compiled", Convener("baseline")))
"""


@pytest.mark.soak
def test_where_nothing_can_be_written_meetings_are_held_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    homeless = {"XDG_CACHE_HOME": str(tmp_path / "taken"), "HOME": str(tmp_path / "taken"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _HOLD], env={**os.environ, **homeless}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["None", "compiled"]
