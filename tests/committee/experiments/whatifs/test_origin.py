"""The address of a recording makes the same meeting again, or there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from committee.applicants.sheet import open_sheet
from committee.experiments.whatifs.address_reading import parsed
from committee.experiments.whatifs.change import Change, changed
from committee.experiments.whatifs.origin import address_of_recording, at
from committee.experiments.whatifs.remade import Remade, from_scenario, recorded
from committee.experiments.whatifs.reopening import remade_of
from committee.meeting.intervention import Intervention

SMALL = {"pool.us_md": 2, "pool.us_do": 1, "pool.us_img": 2, "pool.non_us_img": 4}
CHANGES = {
    "nothing": Change(),
    "settings": Change(settings={"members.2.capital": "1.5", "meeting.rules.breaks": "[3]"}),
    "a member and a memory": Change(without=("faculty_4",), forgotten=("boards_2021",)),
    "a fixed row": Change(settings={"pool.rows": '[{ id = "new", name = "New", kind = "us_do", yog = 2024 }]'}),
    "inside": Change(cells={"img_a": {"visa": "j1"}}, rows={"img_b": Intervention(silenced=(2,), more_s=5.0)}),
}


def _kept(remade: Remade, folder: Path) -> Path:
    path = folder / "kept.jsonl"
    path.write_bytes(recorded(remade))
    return path


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_bytes_come_from_the_address(tmp_path: Path, name: str) -> None:
    path = _kept(changed(from_scenario("two_imgs", 3, settings=SMALL), CHANGES[name]), tmp_path)
    address = address_of_recording(path)
    assert address is not None
    again = remade_of(parsed(at(address, "img_a", 3.5)))
    assert recorded(again) == path.read_bytes()


def test_no_address_is_better_than_a_wrong_one(tmp_path: Path) -> None:
    titled = from_scenario("two_imgs", 3, settings={**SMALL, "title": '"Mine"'})
    assert address_of_recording(_kept(titled, tmp_path)) is None
    (tmp_path / "rows.csv").write_text("name,kind,yog\nAda Vale,us_md,2026\n")
    sheet = from_scenario("baseline", 2, sheet=open_sheet(tmp_path / "rows.csv", year=2026))
    assert address_of_recording(_kept(sheet, tmp_path)) is None
    path = _kept(from_scenario("two_imgs", 3, settings=SMALL), tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    assert address_of_recording(path) is None
