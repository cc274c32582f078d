"""Compiling happens once: whoever waits is told, and every process that starts later finds what was compiled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba")

from committee import outcomes_of
from committee.convene import Convener
from committee.engine import choice, jit, proof
from committee.engine.outcomes import meetings_of
from committee.measures.tally import Tally
from committee.scenario.loading import load_scenario

ROOT = Path(__file__).resolve().parents[3]
FEW = {"pool.us_md": 2, "pool.us_do": 1, "pool.us_img": 1, "pool.non_us_img": 2}

# Holds two blocks of meetings in two workers. Prints what the user was told, which functions are kept, how many this
# process had to compile, and how many each worker.
COLD = f"""
from committee.engine.jit import is_warm
from committee.engine.outcomes import meetings_of
from committee.engine.proof import KEPT
from committee.convene import Convener
from committee.scenario.loading import load_scenario

def compiled_here(tallies):
    from committee.engine.proof import KEPT
    return sum(sum(function.stats.cache_misses.values()) for function in KEPT)

told = []
meetings = meetings_of(Convener(load_scenario("baseline", {FEW!r})), told=told.append)
kept = [is_warm(function) for function in KEPT]
print(told, kept, compiled_here([]), [misses for _, misses in meetings.blocks(range(1, 201), compiled_here, jobs=2)])
"""


def misses() -> int:
    """How many functions this process could not find compiled."""
    return sum(sum(function.stats.cache_misses.values()) for function in proof.KEPT)


def calls_of(tallies: Sequence[Tally]) -> list[Sequence[float]]:
    return [counted.rows["call"] for counted in tallies]


def few(**settings: Any) -> Convener:
    return Convener(load_scenario("baseline", {**FEW, **settings}))


def test_what_is_proven_is_compiled_as_a_whole() -> None:
    assert proof.agrees()
    assert proof.is_proven()
    assert all(jit.is_warm(function) for function in proof.KEPT)


def test_workers_find_everything_compiled() -> None:
    def compiled_here(tallies: Sequence[Tally]) -> int:
        return misses()

    if jit.cache_folder() is None:
        pytest.skip("no cache folder can be written here, so every process compiles")
    meetings = meetings_of(few())
    assert [misses for _, misses in meetings.blocks(range(1, 201), compiled_here, jobs=2)] == [0, 0]


def test_workers_hold_the_meetings_that_they_were_asked_for_last() -> None:
    for settings in ({}, {"memory.episodes": []}):
        meetings, seeds = meetings_of(few(**settings)), range(1, 201)
        by_workers = [calls for _, block in meetings.blocks(seeds, calls_of, jobs=2) for calls in block]
        assert by_workers == calls_of(list(meetings.tallies(seeds)))


@pytest.mark.parametrize(
    "settings",
    [
        {"meeting.rules.second_committee": True},
        {"meeting.rules.order": "reversed"},
        {"meeting.rules.order": "shuffled"},
        {"meeting.rules.blind": ["kind"]},
        {"memory.episodes": []},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_no_other_kind_of_meeting_compiles_again(settings: dict[str, Any]) -> None:
    assert proof.agrees()
    before = misses()
    assert outcomes_of(few(**settings), range(1, 3)).attrs["engine"] == "compiled"
    assert misses() == before


@pytest.mark.parametrize(
    ("proven", "folder", "sentences"),
    [
        (True, Path("somewhere"), []),
        (False, Path("somewhere"), [choice.COMPILING]),
        (False, None, [choice.COMPILING_AGAIN]),
    ],
)
def test_whoever_waits_is_told(
    monkeypatch: pytest.MonkeyPatch, proven: bool, folder: Path | None, sentences: list[str]
) -> None:
    monkeypatch.setattr(proof, "is_proven", lambda: proven)
    monkeypatch.setattr(proof, "agrees", lambda: True)
    monkeypatch.setattr(jit, "cache_folder", lambda: folder)
    told: list[str] = []
    assert meetings_of(few(), told=told.append).choice.engine == "compiled"
    assert told == sentences


def test_nobody_is_told_of_compiling_when_the_readable_model_holds_the_meetings() -> None:
    told: list[str] = []
    assert meetings_of(few(), "objects", told=told.append).choice.engine == "objects"
    assert told == []


@pytest.mark.soak
def test_a_cold_start_compiles_once_for_all_processes(tmp_path: Path) -> None:
    """Two users who start at the same time, two workers each, and one who comes later."""
    env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", COLD], env=env, stdout=subprocess.PIPE, text=True)

    def said(process: subprocess.Popen[str]) -> str:
        out, _ = process.communicate(timeout=540)
        return out.strip()

    everything = [True] * len(proof.KEPT)
    both = sorted(said(process) for process in (start(), start()))
    one, other = (f"{[choice.COMPILING]} {everything} {compiled} {[0, 0]}" for compiled in (0, len(proof.KEPT)))
    assert both == [one, other]
    assert said(start()) == f"{[]} {everything} 0 {[0, 0]}"
