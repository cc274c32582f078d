"""A season folder, read: by its manifest, without the model."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.archive.claiming import write_manifest
from committee.archive.seasons import SeasonFolder, is_season, program_name, read_season
from committee.errors import UsageRefused
from tests.committee.archive.seasoned import FIRST, PROGRAMS, hold


@pytest.fixture
def folder(tmp_path: Path) -> SeasonFolder:
    hold(tmp_path / "out", 2)
    return SeasonFolder(tmp_path / "out")


def test_a_folder_tells_what_it_is_about(folder: SeasonFolder) -> None:
    assert folder.years == (FIRST, FIRST + 1)
    assert folder.programs == PROGRAMS
    assert folder.focal == ("p000",)
    assert folder.complete
    assert folder.story() == "2 years.\n"
    assert folder.doors() == [{"program": "p000", "group": "j1"}]


def test_recordings_come_by_year_program_and_gate(folder: SeasonFolder) -> None:
    kept = folder.recordings()
    assert [(each.year, each.program, each.gate) for each in kept] == [
        (number, "p000", gate) for number in folder.years for gate in ("invite", "rank")
    ]
    assert [each.year for each in folder.recordings(FIRST)] == [FIRST, FIRST]
    (folder.path / str(FIRST) / "p000" / "invite.jsonl.gz").unlink()
    assert [each.gate for each in folder.recordings(FIRST)] == ["rank"]


def test_tables_read_as_texts_and_with_pandas(folder: SeasonFolder) -> None:
    assert [row["position"] for row in folder.rows("residents.csv")] == ["", ""]
    table = folder.table("bars.csv")
    assert table["ck_img"].tolist() == [222.5, 222.5]
    assert folder.table("twin/years.csv").equals(folder.table("years.csv"))


def test_what_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    hold(tmp_path / "out", 2, stop=1)
    folder = SeasonFolder(tmp_path / "out")
    assert not folder.complete
    assert folder.story() == ""
    assert folder.doors() == []
    assert list(folder.rows("twin/other.csv")) == []
    assert folder.table("twin/other.csv").empty


def test_files_and_the_state_after_a_year_read(folder: SeasonFolder) -> None:
    assert folder.files(FIRST).num_rows == 5
    assert folder.after(FIRST) == b'{"done": 1}'
    (folder.path / str(FIRST) / "files.parquet").write_bytes(b"no")
    with pytest.raises(UsageRefused, match=r"files\.parquet: it cannot be read"):
        folder.files(FIRST)


def test_another_folder_is_no_season(tmp_path: Path, folder: SeasonFolder) -> None:
    assert is_season(folder.path)
    assert not is_season(tmp_path)
    assert not is_season(tmp_path / "nowhere")
    with pytest.raises(UsageRefused, match="this folder holds no years of a season"):
        read_season(tmp_path)


def test_another_version_or_a_damaged_manifest_is_refused(folder: SeasonFolder) -> None:
    manifest = read_season(folder.path)
    for changed, why in (
        (manifest | {"format": "committee season 2"}, "in a format that is not known here; use that version"),
        ({"format": manifest["format"]}, "a part of it is missing"),
        (manifest | {"format": "other"}, "not the manifest of a season"),
    ):
        write_manifest(folder.path, changed)
        with pytest.raises(UsageRefused, match=why):
            read_season(folder.path)


def test_programs_are_called_by_their_number() -> None:
    assert [program_name(number) for number in (0, 41, 757)] == ["p000", "p041", "p757"]
