"""What is kept of a run, joined and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.patterns.report import BUILT_IN, Tables, headline, readme
from tests.patterns.results import Apart, Results, joined, kept, missing, read
from tests.patterns.sizes import Size, above, at_least, averaged
from tests.patterns.statement import Finding, Group, Statement, emergent, put_in
from tests.patterns.statements import ALL, GROUPS
from tests.patterns.worlds import ADDITIVE, BASELINE, COLUMNS, PRIVATE, SWITCHES


def found(value: float, *, holds: bool = True, detail: str = "") -> Finding:
    """A finding with a little spread over four seeds."""
    return Finding(size=averaged([value - 0.01, value + 0.01] * 2), detail=detail, holds=holds, points=value > 0)


def a_statement(name: str = "one", **more: object) -> Statement:
    """A statement that nobody measures."""
    plain = {"group": "Some", "says": "it is so", "band": above(0.05), "origin": emergent("Nobody says so.")}
    return Statement(name=name, measure=lambda _: Size(0.0, ()), **{**plain, **more})  # type: ignore[arg-type]


def everywhere(value: float, **others: float) -> Results:
    """A statement called *one* with this size in every column but ``others``."""
    by_column = dict.fromkeys(COLUMNS, value) | others
    return Results(
        seeds="1:4",
        found={column: {"one": found(size, holds=size >= 0.05)} for column, size in by_column.items()},
    )


def test_a_mechanism_is_credited_only_where_the_difference_excludes_0() -> None:
    results = everywhere(0.30, capital=0.10)
    results.found["memory"]["one"] = Finding(
        size=averaged([0.27, 0.32, 0.27, 0.32]), detail="", holds=True, points=True
    )
    assert results.lost("one", "memory").value > 0.0  # type: ignore[union-attr]
    assert [switch for switch, _ in results.credited(a_statement())] == ["capital"]
    assert results.credited(a_statement())[0][1].value == pytest.approx(0.20)


def test_a_column_that_misses_beside_one_that_passes_earns_no_credit() -> None:
    results = everywhere(0.051, memory=0.049)
    results.found["memory"]["one"] = Finding(
        size=averaged([-0.2, 0.298, -0.2, 0.298]), detail="", holds=False, points=True
    )
    assert results.credited(a_statement()) == []


def test_an_effect_that_grows_without_a_mechanism_credits_it_with_nothing() -> None:
    assert everywhere(0.30, capital=0.50).credited(a_statement()) == []
    assert everywhere(0.30, capital=0.50).credited(a_statement(band=at_least(0.1))) == []


def test_built_in_is_what_no_mechanism_can_be_credited_with() -> None:
    assert everywhere(0.30).built_in(a_statement())
    assert everywhere(0.30, capital=0.10).built_in(a_statement()), "every column bears it out"
    assert not everywhere(0.30, capital=0.01).built_in(a_statement())


def test_the_headline_counts_what_is_emergent_and_can_be_credited() -> None:
    statements = [a_statement("one"), a_statement("two", origin=put_in("We put it in.")), a_statement("three")]
    results = everywhere(0.30, capital=0.01)
    for by_name in results.found.values():
        by_name |= {"two": by_name["one"], "three": found(0.30)}
    text = headline(Tables(groups=[Group("Some", statements)], results=results))
    assert text.startswith("**Statements that hold, are emergent, and can be credited to a mechanism: 1.**")
    assert "3 of 3 statements hold in the baseline: 1 emergent, 1 emergent but built in, 0 by rule, 1 by input." in text


def test_what_was_found_can_be_read_back() -> None:
    results = everywhere(0.25, memory=0.0)
    results.found[PRIVATE] = {"one": None}
    results.draws, results.draw_seeds = {3: {"one": True}}, 12
    assert read(kept(results)) == results


def test_parts_are_joined_only_with_equal_seeds(tmp_path: Path) -> None:
    one, two = Results(seeds="1:4", found={BASELINE: {"one": found(0.1)}}), Results(seeds="1:4", draw_seeds=12)
    two.draws, two.found = {1: {"one": True}}, {"memory": {"one": found(0.2)}}
    files = [tmp_path / "one", tmp_path / "two"]
    for file, part in zip(files, (one, two), strict=True):
        file.write_text(kept(part), encoding="utf-8")
    together = joined(files, "1:4", 12)
    assert set(together.found) == {BASELINE, "memory"}
    assert together.held_in_draws("one") == (1, 1)
    assert missing(together, [a_statement()], COLUMNS) == [c for c in COLUMNS if c not in (BASELINE, "memory")]
    with pytest.raises(Apart, match="only equal seeds can be paired"):
        joined(files, "1:5", 12)
    with pytest.raises(Apart, match="draws of 12 seeds each"):
        joined(files, "1:4", 24)


def test_the_readme_keeps_misses_in_sight_and_shows_every_column() -> None:
    results = Results(seeds="1:4", draws={1: {"kinds": True}, 2: {"kinds": False}}, draw_seeds=12)
    results.found = {column: {one.name: found(0.3) for one in ALL} for column in COLUMNS}
    results.found[BASELINE]["kinds"] = found(0.12, holds=False, detail="0.4 | 0.5")
    results.found["posture"]["kinds"] = found(0.02, holds=False)
    results.found[ADDITIVE]["kinds"] = None
    text = readme(GROUPS, results)
    assert "- *kinds*: 0.120 [0.109, 0.131] (0.4 | 0.5) (band: at least .05, interval above 0)" in text
    in_group, by_switch, by_null = (line for line in text.splitlines() if line.startswith(("| **kinds**", "| kinds ")))
    assert "(0.4 / 0.5) | **MISS** | input | posture +0.100 ± 0.000 | 1/2 **below 90 %** |" in in_group
    assert f"{BUILT_IN} |" in next(line for line in text.splitlines() if line.startswith("| **A off**"))
    assert "**+0.100 ± 0.000**" in by_switch
    assert by_switch.count("|") == len(SWITCHES) + 3
    assert by_null.endswith("| 0.120 |  | *0.300* | *0.300* | *0.300* |")
