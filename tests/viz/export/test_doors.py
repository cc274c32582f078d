"""The picture of the doors: it says what the tables say, and nothing in a table can break it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from committee.measures.groups import GROUPS
from committee.terms import DISCLAIMER
from viz.export.doors import charts, doors_picture, export_doors, read_season

YEARS = range(2027, 2033)
SVG = "{http://www.w3.org/2000/svg}"


def table(path: Path, rows: Iterable[Mapping[str, Any]], columns: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.split())
        writer.writeheader()
        writer.writerows(rows)


def counted(program: str, group: str, seen: Iterable[int]) -> list[dict[str, Any]]:
    place = {"program": program, "kind": GROUPS[group].kind, "flag": GROUPS[group].flag}
    gates = {"screened_out": 0, "not_invited": 2, "declined": 1}
    return [{"year": year, **place, "applied": 3 + each, **gates} for year, each in zip(YEARS, seen, strict=True)]


def bars(shut: Iterable[int]) -> list[dict[str, Any]]:
    return [{"year": year, "program": "p000", "j1": year in shut} for year in YEARS]


def a_folder(folder: Path, **given: Any) -> Path:
    """A season in which the first program's door to J-1 visas closed."""
    columns = "year program kind flag applied screened_out not_invited declined"
    table(
        folder / "years.csv",
        [
            *counted("p000", "j1", [5, 4, 0, 0, 0, 3]),
            *counted("p000", "gap", [1] * 6),
            *counted("p001", "gap", [9] * 6),
        ],
        columns,
    )
    table(folder / "twin" / "years.csv", [*counted("p000", "j1", [5] * 6), *counted("p000", "gap", [1] * 6)], columns)
    table(folder / "bars.csv", bars(range(2029, 2032)), "year program j1")
    table(folder / "twin" / "bars.csv", bars([]), "year program j1")
    person = {"program": "p000", "id": "y1", "kind": "non_us_img", "visa": "j1", "flags": "gap; old_grad"}
    table(folder / "residents.csv", [person], "program id kind visa flags")
    event = {"year": 2028, "program": "p000", "id": "y1", "event": "boards_failed", "remembered_by": "pd"}
    table(folder / "became.csv", [event | given.get("event", {})], "year program id event remembered_by")
    door = {"program": "p000", "group": "j1", "closed_from": 2029, "closed_to": 2031}
    table(folder / "doors.csv", given.get("doors", [door]), "program group closed_from closed_to")
    names = [{"program": "p000", "name": "Harbor <1>"}, {"program": "p001", "name": "Other"}]
    manifest = {"title": "Bad & good", "seed": 5, "focal": ["p000"], "programs": names} | given.get("manifest", {})
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 -- our own picture
    return ["".join(each.itertext()).replace("\u2068", "").replace("\u2069", "") for each in root.iter(f"{SVG}text")]


def test_a_chart_says_what_the_tables_say(tmp_path: Path) -> None:
    by_name = {chart.group.name: chart for chart in charts(read_season(a_folder(tmp_path)), "p000")}
    assert list(by_name) == ["gap", "j1"]
    door = by_name["j1"]
    assert list(door.own.values()) == [5, 4, 0, 0, 0, 3]
    assert set(door.twin.values()) == {5}
    assert door.closed == [(2029, 2031)]
    assert door.rules == {2029: "the rule against J-1 visas"}
    assert door.ghosts == {2028: "y1: boards failed"}
    assert (by_name["gap"].closed, by_name["gap"].rules) == ([], {})


def test_the_picture_is_whole_and_the_same_every_time(tmp_path: Path) -> None:
    path = export_doors(a_folder(tmp_path))
    svg = path.read_text()
    assert path == tmp_path / "doors.svg"
    assert svg == doors_picture(read_season(tmp_path))
    said = texts(svg)
    assert "Bad & good: doors by group" in said
    assert {"Harbor <1>", "J-1 visa", "Gap after graduation", "2027", "2032", DISCLAIMER} <= {*said}
    assert "Other" not in said
    assert said.index("J-1 visa") < said.index("Gap after graduation")
    assert len(re.findall(r'<rect class="shut" x="[\d.]+" y="26"', svg)) == 1
    assert "prefers-color-scheme: dark" in svg


def test_it_asks_for_nothing_from_elsewhere(tmp_path: Path) -> None:
    svg = export_doors(a_folder(tmp_path)).read_text()
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<script|href|url\(|var\(", svg)


def test_an_event_that_nobody_remembers_makes_no_ring(tmp_path: Path) -> None:
    season = read_season(a_folder(tmp_path, event={"remembered_by": ""}))
    assert not any(chart.ghosts for chart in charts(season, "p000"))


def test_without_the_bars_of_the_twin_the_first_year_stands_for_them(tmp_path: Path) -> None:
    (a_folder(tmp_path) / "twin" / "bars.csv").unlink()
    marked = {chart.group.name: chart.rules for chart in charts(read_season(tmp_path), "p000")}
    assert marked["j1"] == {2029: "the rule against J-1 visas"}


@pytest.mark.parametrize("years", [[], [2027]])
def test_a_season_of_no_year_or_one_has_a_picture(tmp_path: Path, years: list[int]) -> None:
    a_folder(tmp_path, doors=[])
    for name in ("years.csv", "twin/years.csv", "bars.csv", "twin/bars.csv"):
        with (tmp_path / name).open(newline="") as file:
            head, *rows = csv.reader(file)
        kept = [row for row in rows if int(row[0]) in years]
        (tmp_path / name).write_text("\n".join(",".join(row) for row in [head, *kept]) + "\n")
    assert "No group had interviews enough to see a door." in texts(doors_picture(read_season(tmp_path)))


def test_a_missing_table_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (a_folder(tmp_path) / "became.csv").unlink()
    with pytest.raises(FileNotFoundError, match="became"):
        export_doors(tmp_path)
    assert not (tmp_path / "doors.svg").exists()
