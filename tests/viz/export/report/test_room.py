"""A reader learns who sits there, which file it is about, and what the words mean."""

from __future__ import annotations

from viz.export.report.blocks import Prose, Table
from viz.export.report.levers import plain
from viz.export.report.room import room_part, words_part
from viz.export.report.study import Study


def test_the_room_the_sheet_and_the_file_are_there(study: Study) -> None:
    said = [plain(block.words) for block in room_part(study) if isinstance(block, Prose)]
    assert said[0].startswith("The room. 3 members: Dr Vale, ")
    assert said[1] == "The sheet. 60 files in each meeting (20 US MD, 12 US DO, 9 US-IMG, 19 non-US IMG)."
    assert said[2] == "The file. Rowan Tesk (img_a): non-US IMG; Step 1: fail; visa: J-1."


def test_only_the_methods_in_use_are_explained(study: Study) -> None:
    (table,) = (block for block in words_part(study) if isinstance(block, Table))
    words = [plain(row[0].words) for row in table.rows]
    assert {"call", "stance", "capital", "seed", "null model", "paired t"} <= set(words)
    assert "Wilson" not in words
