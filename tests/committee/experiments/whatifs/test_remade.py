"""A meeting made again is the same to the last byte, or is refused in a sentence."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from committee.applicants.sheet import open_sheet
from committee.errors import RecordingRefused
from committee.experiments.whatifs.remade import from_recording, from_scenario, recorded
from committee.meeting.intervention import Changes, Intervention
from committee.recording import Recorder, read_recording
from tests.scripted import SMALL

SHEET = """name,kind,yog,visa,interview_score,Hobby
Ada Vale,us_md,2026,,4.1,chess
Bo Lind,non_us_img,2019,h1b,3.9,
"""


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "meeting.jsonl"
    path.write_bytes(content)
    return path


def test_a_pool_is_drawn_again(tmp_path: Path) -> None:
    made = recorded(from_scenario("baseline", 5, settings=SMALL))
    again = from_recording(_file(tmp_path, made))
    assert (again.seed, again.file) == (5, "meeting.jsonl")
    assert recorded(again) == made


@pytest.mark.parametrize("order", ["sheet", "reversed", "shuffled", "by_score"])
def test_a_sheet_is_read_from_the_cells(tmp_path: Path, order: str) -> None:
    sheet = tmp_path / "rows.csv"
    sheet.write_text(SHEET)
    remade = from_scenario("baseline", 2, settings={"meeting.rules.order": order}, sheet=open_sheet(sheet, year=2026))
    made = recorded(remade)
    sheet.unlink()
    assert recorded(from_recording(_file(tmp_path, made))) == made


def test_a_changed_meeting_keeps_its_changes(tmp_path: Path) -> None:
    remade = from_scenario("two_imgs", 1)
    changes = Changes(cells={"img_a": {"step1": "pass"}}, rows={"img_b": Intervention(silenced=(3,))})
    stream = BytesIO()
    with Recorder(stream) as recorder:
        remade.meeting(recorder, changes=changes).run()
    again = from_recording(_file(tmp_path, stream.getvalue()))
    assert again.changes == changes
    row = next(row for row in read_recording(BytesIO(stream.getvalue())).rows if row.opened.id == "img_a")
    assert row.opened.cells["step1"] == "pass"


def _altered(content: bytes, **header: object) -> bytes:
    first, _, rest = content.partition(b"\n")
    line = json.loads(first) | header
    body = json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n" + rest
    lines = body.splitlines(keepends=True)
    from hashlib import sha256

    footer = json.loads(lines[-1]) | {"sha256": sha256(b"".join(lines[:-1])).hexdigest()}
    return b"".join(lines[:-1]) + json.dumps(footer, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def test_what_cannot_be_made_again_is_refused(tmp_path: Path) -> None:
    made = recorded(from_scenario("baseline", 5, settings=SMALL))
    scenario = json.loads(made.partition(b"\n")[0])["scenario"]
    foreign = {**scenario, "members": [{**scenario["members"][0], "type": "wizard"}, *scenario["members"][1:]]}
    cases = {
        "cut short": made[: len(made) // 2],
        "made by other rules": _altered(made, seed=6),
        "version 0.1.9 made it": _altered(made, committee="0.1.9"),
        "members of the type wizard": _altered(made, scenario=foreign),
        "its scenario is not one": _altered(made, scenario={**scenario, "meeting": {}}),
    }
    for says, content in cases.items():
        with pytest.raises(RecordingRefused, match=says):
            from_recording(_file(tmp_path, content))


def test_a_blinded_sheet_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "rows.csv"
    sheet.write_text(SHEET)
    rows = open_sheet(sheet, year=2026)
    made = recorded(from_scenario("baseline", 2, settings={"meeting.rules.blind": '["visa"]'}, sheet=rows))
    with pytest.raises(RecordingRefused, match="a rule kept cells of the sheet off the wall"):
        from_recording(_file(tmp_path, made))
