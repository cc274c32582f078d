"""Which recordings differ in one thing, and in what order they stand."""

from __future__ import annotations

from pathlib import Path

from tests.viz.test_made import made
from viz.made import Made
from viz.pairs import Differ, pairs_of, together
from viz.shelf import Entry


def entry(name: str, made_of: Made) -> Entry:
    return Entry(path=Path(f"{name}.jsonl"), digest=name, title=made_of.title, seed=made_of.seed, made=made_of)


def test_pairs_that_differ_in_one_thing_come_with_what_it_is() -> None:
    entries = [
        entry("two", made(switches__memory=False, switches__clock=False)),
        entry("other-seed", made(seed=2)),
        entry("plain", made()),
        entry("strong", made("sponsor_strong")),
        entry("none", made("sponsor_none")),
        entry("quiet", made(switches__memory=False)),
        entry("base", made("baseline")),
    ]
    found = [(pair.first.digest, pair.second.digest, pair.sides, pair.differ) for pair in pairs_of(entries)]
    none, strong = "Rowan Tesk: no advocate", "Rowan Tesk: advocate apd strong"
    assert found == [
        ("plain", "quiet", ("memory on", "memory off"), Differ.SETTING),
        ("quiet", "two", ("clock on", "clock off"), Differ.SETTING),
        ("strong", "none", (strong, none), Differ.SCENARIO),
        ("plain", "other-seed", ("seed 1", "seed 2"), Differ.SEED),
    ]
    assert pairs_of(entries)[2].about == "A strong sponsor beside Nobody speaks for the row, seed 1"
    assert [each.digest for each in together(entries)][:4] == ["plain", "quiet", "two", "other-seed"]
