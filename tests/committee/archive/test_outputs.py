"""Nothing is written over unless that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.archive.outputs import may_write, refuse_shared
from committee.errors import UsageRefused


def test_a_fresh_path_is_given_back(tmp_path: Path) -> None:
    assert may_write(tmp_path / "a.csv", force=False) == tmp_path / "a.csv"


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kept")
    with pytest.raises(UsageRefused, match="pass --force to overwrite it"):
        may_write(path, force=False)
    assert may_write(path, force=True) == path
    assert path.read_text() == "kept"


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_a_missing_folder_and_a_wrong_ending_are_refused(tmp_path: Path, force: bool) -> None:
    with pytest.raises(UsageRefused, match="this is a folder"):
        may_write(tmp_path, force=force)
    with pytest.raises(UsageRefused, match="there is no folder"):
        may_write(tmp_path / "absent" / "a.csv", force=force)
    with pytest.raises(UsageRefused, match=r"its name ends in \.jsonl"):
        may_write(tmp_path / "a.csv", force=force, endings=(".jsonl",))


@pytest.mark.parametrize("spelling", ["people.csv", "./people.csv", "../{folder}/people.csv", "soft", "hard"])
def test_a_file_that_is_read_is_never_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelling: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "people.csv"
    path.write_text("kept")
    Path("soft").symlink_to(path)
    Path("hard").hardlink_to(path)
    with pytest.raises(UsageRefused, match=r"this is people\.csv, which is an input"):
        may_write(Path(spelling.format(folder=tmp_path.name)), force=True, inputs=[Path("other"), path])


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 4000])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageRefused):
        may_write(tmp_path / name, force=True)


def test_two_outputs_are_never_one_file(tmp_path: Path) -> None:
    (tmp_path / "one").touch()
    (tmp_path / "hard").hardlink_to(tmp_path / "one")
    refuse_shared([tmp_path / "one", tmp_path / "other"])
    for other in (tmp_path / "hard", tmp_path / ".." / tmp_path.name / "one"):
        with pytest.raises(UsageRefused, match="needs a file of its own"):
            refuse_shared([tmp_path / "one", other])


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.XLSX", "mine.toml"])
def test_a_table_never_takes_the_name_of_another_kind_of_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageRefused, match=r"this name ends in \.\w+(\.gz)?, but this is a \.csv file"):
        may_write(tmp_path / name, force=True, kind=".csv")


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "table", "a.CSV"])
def test_a_table_may_have_any_other_name(tmp_path: Path, name: str) -> None:
    assert may_write(tmp_path / name, force=False, kind=".csv") == tmp_path / name
