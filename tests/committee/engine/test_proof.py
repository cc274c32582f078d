"""A formula that differs by one unit in the last place is noticed, and compiled code is not used then."""

from __future__ import annotations

import importlib
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba")

import committee
from committee.convene import Convener
from committee.engine import formulas, proof
from committee.engine.choice import choose
from tests.scripted import a_scenario

ROOT = Path(committee.__file__).parents[1]
SOURCE = Path(formulas.__file__).read_text()

_MODULES = re.compile(r"^from (committee(?:\.\w+)*) import (\w+) as (_\w+)$", re.MULTILINE)
_FORMULAS = re.compile(r"^(\w+) = as_it_stands\((?:(_\w+)\.)?(\w+)", re.MULTILINE)


def the_formulas() -> dict[str, Callable[..., Any]]:
    """Every formula of the model that is compiled, by name."""
    places = {short: f"{package}.{name}" for package, name, short in _MODULES.findall(SOURCE)}
    found = {}
    for name, module, formula in _FORMULAS.findall(SOURCE):
        if module:
            found[name] = getattr(importlib.import_module(places[module]), formula)
    return found


FORMULAS = the_formulas()


@pytest.fixture
def by_one_unit(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Change a formula in the readable model: compiled code keeps it as it stands."""

    def change(name: str) -> None:
        own = FORMULAS[name]

        def other(*args: Any, **kwargs: Any) -> Any:
            value = own(*args, **kwargs)
            if isinstance(value, float):
                return math.nextafter(value, math.inf)
            return not value if isinstance(value, bool) else -value

        for place, module in list(sys.modules.items()):
            if place.startswith("committee") and not place.startswith("committee.engine"):
                for key, value in list(vars(module).items()):
                    if value is own:
                        monkeypatch.setattr(module, key, other)

    proof.agrees.cache_clear()
    monkeypatch.setattr(proof, "cache_folder", lambda: None)
    yield change
    proof.agrees.cache_clear()


def test_every_formula_is_found() -> None:
    """All but the rounding of events, whose last unit no state of a meeting shows."""
    assert len(FORMULAS) + 1 == SOURCE.count("as_it_stands(_") > 25


def test_on_this_machine_both_engines_agree(by_one_unit: Callable[[str], None]) -> None:
    assert proof.agrees()


@pytest.mark.parametrize("name", FORMULAS)
def test_a_change_of_one_unit_in_a_formula_is_noticed(by_one_unit: Callable[[str], None], name: str) -> None:
    by_one_unit(name)
    assert not proof.agrees()
    assert str(choose("auto", Convener(a_scenario()))) == (
        "objects, because compiled code gives other numbers on this processor"
    )


def test_what_was_proven_once_is_not_proven_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(proof, "cache_folder", lambda: tmp_path / "engine")
    (tmp_path / "engine").mkdir()
    proof.agrees.cache_clear()
    assert proof.agrees()
    assert (tmp_path / "engine" / "agrees").is_file()
    monkeypatch.setattr(proof, "_agree", lambda settings: False)
    proof.agrees.cache_clear()
    assert proof.agrees()
    (tmp_path / "engine" / "agrees").unlink()
    proof.agrees.cache_clear()
    assert not proof.agrees()
    assert not (tmp_path / "engine" / "agrees").exists()
    proof.agrees.cache_clear()


_PLANTED = """
import numpy as np
from committee.meeting import persuasion
source = persuasion.drawn
def drawn(gap, pull, width):
    ratio = gap / width
    return np.nextafter(pull * gap / (1.0 + ratio * ratio), 9.0)
persuasion.drawn = drawn
from committee.engine import effect, formulas
persuasion.drawn = source
from committee.convene import Convener
from committee.engine.choice import choose
print(choose("auto", Convener("baseline")))
"""


@pytest.mark.soak
def test_a_planted_error_in_compiled_code_is_caught(tmp_path: Path) -> None:
    """Here it is the compiled formula that is off, in a process that compiles everything itself."""
    home = {"XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _PLANTED], env={**os.environ, **home}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "objects, because compiled code gives other numbers on this processor"
    assert not list(tmp_path.rglob("agrees"))
