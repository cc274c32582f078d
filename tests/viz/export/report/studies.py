"""Result folders with invented numbers, as an experiment leaves them: real shapes, no model."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from committee.archive.results import write_effects, write_indices
from committee.archive.whole import write_whole
from tests.viz import made_up

ADVOCATE, CAPITAL = "rows.img_a.advocate", "members.3.capital"
POINTS: tuple[Mapping[str, Any], ...] = (
    {ADVOCATE: "", CAPITAL: 3.5},
    {ADVOCATE: "apd:strong", CAPITAL: 3.5},
    {ADVOCATE: "", CAPITAL: 6.0},
    {ADVOCATE: "", CAPITAL: 9.0},
    {ADVOCATE: "", CAPITAL: 12.0},
)
POOL: Mapping[str, Any] = {
    "us_md": 20,
    "us_do": 12,
    "us_img": 9,
    "non_us_img": 19,
    "rows": [{"id": "img_a", "name": "Rowan Tesk", "kind": "non_us_img", "step1": "fail", "visa": "j1"}],
}
OUTCOMES = ("place.img_a", "ranked.img_a", "minutes", "capital_spent")
NULL = "switches.influence=false"
CHANGES = {1: 0.0, 2: -11.2, 3: -0.6, 4: -1.4, 5: -2.1}
"""By design point, the change of the primary outcome."""


@dataclass(kw_only=True)
class Invented:
    """What can be asked of an invented experiment."""

    seeds: int = 200
    """Seeds of each point."""
    failed: int = 0
    """Runs that failed."""
    changes: Mapping[int, float] = field(default_factory=lambda: CHANGES)
    """By design point, the change of the primary outcome in the model."""
    in_null: float = 0.0
    """The share of that change which the null keeps."""
    title: str = "An advocate for a flagged file"
    """The title."""
    question: str = "What does an advocate buy for an applicant who failed Step 1?"
    """The question."""
    pairs: Mapping[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """By name, the two recordings of a pair."""
    sampled: bool = False
    """Whether there are indices."""
    nulls: tuple[str, ...] = (NULL,)
    """The null models."""


def build(folder: Path, asked: Invented | None = None) -> Path:
    """Write the folder of an invented experiment; returns ``folder``."""
    asked = asked or Invented()
    runs = [*_runs(asked)]
    _write_design(folder, asked, len(runs))
    pq.write_table(_table(runs), folder / "results.parquet")
    shutil.rmtree(folder / "runs", ignore_errors=True)
    write_effects(folder, [*_effects(asked, runs)])
    write_indices(folder, [*_indices()] if asked.sampled else [])
    _write_pairs(folder, asked)
    return folder


def begin(folder: Path, asked: Invented) -> Path:
    """Write the folder of an experiment of which half of the seeds are held; returns ``folder``."""
    runs = [*_runs(asked)]
    _write_design(folder, asked, len(runs), values_digest="")
    (folder / "runs").mkdir(exist_ok=True)
    half = _table([run for run in runs if run["replicate"] <= asked.seeds // 2])
    with pa.OSFile(str(folder / "runs" / "000001.arrow"), "wb") as file, pa.ipc.new_file(file, half.schema) as writer:
        writer.write_table(half)
    return folder


def _write_design(folder: Path, asked: Invented, runs: int, **manifest: str) -> None:
    folder.mkdir(exist_ok=True)
    lines = [",".join(["design_point", "combination", "sample", ADVOCATE, CAPITAL])]
    lines += [f'{n},{n},0,"""{point[ADVOCATE]}""",{point[CAPITAL]}' for n, point in enumerate(POINTS, start=1)]
    write_whole(folder / "design.csv", ("\n".join(lines) + "\n").encode(), force=True)
    write_whole(folder / "manifest.json", json.dumps(_manifest(asked, runs) | manifest).encode(), force=True)


def _table(runs: Sequence[Mapping[str, Any]]) -> pa.Table:
    return pa.table({name: [run[name] for run in runs] for name in runs[0]})


def _manifest(asked: Invented, runs: int) -> dict[str, Any]:
    episodes = [{"id": "washout", "label": "last year's resident, who was gone by March"}]
    members = [{"id": name, "name": name} for name in ("Dr Vale", "Dr Oduya-Marsh", "Dr Lindqvist")]
    return {
        "format": "committee-experiment",
        "version": 1,
        "committee": "0.3.0",
        "rules": "4f0c2d8a91b7e365",
        "experiment": {
            "name": "advocate",
            "title": asked.title,
            "question": asked.question,
            "scenario": "two_imgs",
            "outcomes": list(OUTCOMES),
            "design": "star",
            "sample": "sobol" if asked.sampled else "",
            "points": 512 if asked.sampled else 0,
            "null": list(asked.nulls),
            "seeds": f"1:{asked.seeds}",
            "levers": {key: list(dict.fromkeys(point[key] for point in POINTS)) for key in POINTS[0]},
            "uncertain": {"memory.sway": {"low": 0.1, "high": 0.9}} if asked.sampled else {},
        },
        "scenario": {"title": "Two IMGs", "members": members, "pool": POOL, "memory": {"episodes": episodes}},
        "inputs": [{"file": "two_imgs.toml", "sha256": "0" * 64}],
        "stopping": {"rule": "seeds", "width": None, "looks": []},
        "runs": {"of": runs, "ok": runs - asked.failed, "failed": asked.failed},
        "design_sha256": "1" * 64,
        "values_digest": "2" * 64,
        "files": ["report.html"],
    }


def _runs(asked: Invented) -> Iterator[dict[str, Any]]:
    """Every run, sorted as results are."""
    draws = np.random.default_rng(5)
    luck = draws.normal(0.0, 9.0, asked.seeds)
    noise = {(n, null): draws.normal(0.0, 6.0, asked.seeds) for n in range(1, 6) for null in ("", *asked.nulls)}
    for number, point in enumerate(POINTS, start=1):
        for null in ("", *asked.nulls):
            for k in range(asked.seeds):
                change = asked.changes[number] * (asked.in_null if null else 1.0)
                moved = change + noise[number, null][k] if number > 1 and change else 0.0
                place = float(np.clip(np.round(34 + luck[k] + moved), 1, 60))
                failed = not null and number == 2 and k < asked.failed
                counted = [
                    place,
                    float(place <= 40),
                    52 + luck[k] / 9 + (number > 1) * 0.8,
                    5.0 + number / 3 + luck[k] / 20,
                ]
                yield {
                    "design_point": number,
                    "null": null,
                    "replicate": k + 1,
                    "seed": k + 1,
                    **point,
                    **{name: None if failed else value for name, value in zip(OUTCOMES, counted, strict=True)},
                    "status": "failed" if failed else "ok",
                    "stage": "run" if failed else "",
                    "error": "",
                }


def _effects(asked: Invented, runs: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The levels, the changes, and what they are beyond the nulls."""
    values: dict[tuple[int, str, str], list[float]] = {}
    for run in runs:
        for name in OUTCOMES:
            value = run[name]
            values.setdefault((run["design_point"], run["null"], name), []).append(np.nan if value is None else value)
    arrays = {key: np.array(found) for key, found in values.items()}
    for (number, null, name), found in arrays.items():
        yield _effect(asked, (number, null, name), "level", found)
        if number > 1:
            difference = found - arrays[1, null, name]
            yield _effect(asked, (number, null, name), "paired", difference)
            if null:
                beyond = arrays[number, "", name] - arrays[1, "", name] - difference
                yield _effect(asked, (number, null, name), "difference_of_differences", beyond)


def _effect(asked: Invented, of: tuple[int, str, str], kind: str, found: Any) -> dict[str, Any]:
    number, null, name = of
    kept = found[np.isfinite(found)]
    mean, half = float(kept.mean()), 1.97 * float(kept.std(ddof=1)) / len(kept) ** 0.5
    exploratory = kind != "level" and name != OUTCOMES[0]
    return {
        "design_point": number,
        "against": None if kind == "level" else 1,
        "null": null,
        "outcome": name,
        "role": "primary" if name == OUTCOMES[0] else "exploratory",
        "kind": kind,
        "n": len(kept),
        "failed": len(found) - len(kept),
        "effect": mean,
        "low": mean - half,
        "high": mean + half,
        "low_holm": mean - 1.4 * half if exploratory else None,
        "high_holm": mean + 1.4 * half if exploratory else None,
        "method": "t" if kind == "level" else "paired t",
        "seeds_for_half_width": asked.seeds * 4,
    }


def _indices() -> Iterator[dict[str, Any]]:
    for lever, first, total in (("memory.sway", 0.41, 0.52), ("meeting.floor.threshold", 0.02, 0.06)):
        told = {"design_point": 1, "outcome": OUTCOMES[0], "lever": lever, "first": first, "first_low": first - 0.05}
        limits = {"first_high": first + 0.05, "total": total, "low": total - 0.07, "high": total + 0.07}
        note = {"runs": 3120, "of": 4608, "note": "not distinguishable from 0" if total < 0.07 else ""}
        yield told | limits | note


def _write_pairs(folder: Path, asked: Invented) -> None:
    told = {}
    (folder / "pairs").mkdir(exist_ok=True)
    for name, recordings in asked.pairs.items():
        for side, content in zip(("base", "changed"), recordings, strict=True):
            (folder / "pairs" / f"{name}-{side}.jsonl.gz").write_bytes(gzip.compress(content, mtime=0))
        addresses = [
            f"committee:0.3.0+4f0c2d8a/two_imgs?seed=3&set={ADVOCATE}={value}#img_a" for value in ("", "apd:strong")
        ]
        told[name] = {"design_point": 2, "null": "", "replicate": 3, "seed": 3, "row": "img_a", "difference": -11.0}
        told[name] |= {"base": addresses[0], "changed": addresses[1]}
    (folder / "pairs.json").write_text(json.dumps(told), encoding="utf-8")


def two_meetings() -> tuple[bytes, bytes]:
    """Two short invented meetings that part."""
    first, second = (made_up.recording(rows=4, seed=3, text=text) for text in (None, "I was asked to speak up."))
    return first.encode(), second.encode()
