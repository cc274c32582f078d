"""Tables that are made of results."""

from __future__ import annotations

import csv
from math import nan
from pathlib import Path

import pytest

from committee.archive.results import EFFECT_COLUMNS, csv_of, read_manifest, write_effects, write_indices
from committee.errors import UsageRefused


def test_reals_read_back_and_what_is_missing_is_blank() -> None:
    rows = [{"a": 0.1 + 0.2, "b": None, "c": nan, "d": True, "e": "x,y"}]
    lines = csv_of(rows, ["a", "b", "c", "d", "e", "f"]).decode().splitlines()
    assert next(csv.reader(lines[1:])) == ["0.30000000000000004", "", "", "true", "x,y", ""]


def test_effects_have_their_columns_whatever_rows_say(tmp_path: Path) -> None:
    write_effects(tmp_path, [{"effect": 1.5, "design_point": 2}])
    heading, line = csv.reader(write_effects(tmp_path, [{"effect": 1.5, "design_point": 2}]).read_text().splitlines())
    assert tuple(heading) == EFFECT_COLUMNS
    assert (line[0], line[EFFECT_COLUMNS.index("effect")]) == ("2", "1.5")


def test_indices_have_the_columns_of_their_rows(tmp_path: Path) -> None:
    assert write_indices(tmp_path, [{"lever": "a", "mu_star": 2.0}]).read_text() == "lever,mu_star\na,2.0\n"
    assert write_indices(tmp_path, []).read_text().startswith("outcome,lever,first")


@pytest.mark.parametrize("make", ["nothing", "file", "empty"])
def test_what_is_no_result_folder_is_refused(tmp_path: Path, make: str) -> None:
    place = tmp_path / "place"
    if make == "file":
        place.touch()
    elif make == "empty":
        place.mkdir()
    with pytest.raises(UsageRefused, match="place: "):
        read_manifest(place)
