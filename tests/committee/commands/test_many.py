"""Many meetings, counted block by block, with numba and without."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from committee.commands.many import csv_block
from committee.commands.summary import Summary
from committee.commands.tables import csv_rows
from committee.convene import Convener
from committee.engine.choice import COMPILING
from committee.engine.outcomes import frame_of, meetings_of
from committee.recording import Heard
from committee.scenario.loading import load_scenario

FEW = {"pool.us_md": 4, "pool.us_do": 1, "pool.us_img": 2, "pool.non_us_img": 3}
NO_NUMBA = find_spec("numba") is None


def settings() -> list[str]:
    return [word for key, value in FEW.items() for word in ("--set", f"{key}={value}")]


def test_a_block_holds_the_table_of_its_meetings_and_counts_them() -> None:
    convener = Convener(load_scenario("baseline", FEW))
    tallies = list(meetings_of(convener, "objects").tallies(range(1, 4)))
    counted, block = csv_block(tallies)
    file, heard = BytesIO(), Summary()
    csv_rows(frame_of(tallies), file)
    assert block == file.getvalue()
    assert block.startswith(b"seed,id,name,kind,")
    for seed in range(1, 4):
        kept = Heard()
        convener.meeting(seed, listeners=[heard, kept]).run()
    assert (counted.rows, counted.utterances, counted.tiers) == (heard.rows, heard.utterances, heard.tiers)


def test_the_engine_is_named_and_gives_the_same_bytes(answered: Callable[..., Any], tmp_path: Path) -> None:
    auto = answered("run", "baseline", *settings(), "--seeds", "1:3", "--csv", "auto.csv", "--json")
    objects = answered("run", "baseline", *settings(), "--seeds", "1:3", "--csv", "o.csv", "--engine", "objects")
    engine, why = ("objects", "numba is not installed") if NO_NUMBA else ("compiled", "")
    named = f"Engine: {engine}, because {why}.\n" if why else f"Engine: {engine}.\n"
    assert auto.stderr.removeprefix(f"{COMPILING}\n") == named
    assert objects.stderr == "Engine: objects.\n"
    summary = json.loads(auto.stdout)
    assert (summary["engine"], summary["why"]) == (engine, why)
    assert (tmp_path / "auto.csv").read_bytes() == (tmp_path / "o.csv").read_bytes()


def test_compiled_code_is_refused_without_numba(answered: Callable[..., Any], tmp_path: Path) -> None:
    done = answered("run", "baseline", *settings(), "--seeds", "1:2", "--csv", "c.csv", "--engine", "compiled")
    assert done.returncode == (2 if NO_NUMBA else 0)
    assert ("numba is not installed" in done.stderr) == NO_NUMBA
    assert (tmp_path / "c.csv").exists() != NO_NUMBA
