"""Nothing is written over unless that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.archive.outputs import may_write
from committee.errors import UsageRefused


def test_a_fresh_path_is_given_back(tmp_path: Path) -> None:
    assert may_write(tmp_path / "a.csv", force=False) == tmp_path / "a.csv"


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kept")
    with pytest.raises(UsageRefused, match="--force writes over it"):
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
