"""Two meetings side by side: what both say, where they part, and both packed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from committee.recording import open_recording
from tests.viz.export.report.studies import NO_SURPRISE, Invented, build, two_meetings
from viz.export.report.blocks import Beside, Prose
from viz.export.report.levers import plain
from viz.export.report.study import Study, read_study
from viz.export.report.watching import PORTRAYS, compared, parting_row, watching_part

A, B, C = (("00:01 A", "one"), ("00:02 B", "two"), ("00:03 C", "three"))


def test_lines_are_the_same_up_to_where_they_part() -> None:
    first, second = compared([A, B, C], [A, C])
    assert [line.state for line in first] == ["same", "parts", ""]
    assert [line.state for line in second] == ["same", "parts"]


def test_a_second_later_is_not_another_word() -> None:
    first, second = compared([("00:01 A", "one"), B], [("00:02 A", "one"), ("00:03 B", "three")])
    assert [line.state for line in (*first, *second)] == ["same", "parts", "same", "parts"]


def test_equal_lines_never_part() -> None:
    first, second = compared([A, B], [A, B])
    assert {line.state for line in (*first, *second)} == {"same"}


def test_the_longer_one_parts_where_the_other_ends() -> None:
    first, second = compared([A], [A, B])
    assert [line.state for line in (*first, *second)] == ["same", "same", "parts"]


def test_each_pair_is_there_with_its_addresses(study: Study) -> None:
    pairs = [block for block in watching_part(study) if isinstance(block, Beside)]
    assert [pair.name for pair in pairs] == ["typical", "surprising"]
    for pair in pairs:
        assert [side.address.endswith("#img_a") for side in pair.sides] == [True, True]
        assert pair.sides[0].packed != pair.sides[1].packed


def test_a_pair_about_the_whole_meeting_is_opened_where_it_parts(study: Study) -> None:
    pairs = tuple(replace(pair, row="") for pair in study.pairs)
    shown = [block for block in watching_part(replace(study, pairs=pairs)) if isinstance(block, Beside)]
    first, second = (open_recording(path) for path in study.pairs[0].paths)
    assert shown[0].row == parting_row(first, second) != ""
    assert "parts" in {line.state for line in shown[0].sides[0].lines}


def test_each_meeting_says_where_the_file_ended(study: Study) -> None:
    pair = next(block for block in watching_part(study) if isinstance(block, Beside))
    held = [study.values[point, "", "place.img_a"][3] for point in (1, 2)]
    assert [side.ends for side in pair.sides] == [f"Place {value:.0f} of 4" for value in held]


def test_a_row_after_the_parting_says_that_they_parted_before(study: Study) -> None:
    rows = [row.opened.id for row in open_recording(study.pairs[0].paths[0]).rows]
    first = parting_row(*(open_recording(path) for path in study.pairs[0].paths))
    for row in (first, rows[-1]):
        shown = watching_part(replace(study, pairs=(replace(study.pairs[0], row=row),)))
        words = next(block.parting for block in shown if isinstance(block, Beside))
        assert words == ("Here they part" if row == first else "In this row, the words differ from here")


def test_a_missing_pair_has_its_reason(tmp_path: Path) -> None:
    path = build(tmp_path / "unsurprising", Invented(seeds=4, nulls=(), pairs={"typical": two_meetings()}))
    shown = watching_part(read_study(path))
    said = [plain(block.words) for block in shown if isinstance(block, Prose)]
    assert (said[0], said[-1]) == (PORTRAYS, NO_SURPRISE)
    assert said[1].startswith("The typical pair: one of 7 pairs")


def test_the_typical_pair_tells_how_many_are_like_it(study: Study) -> None:
    shown = watching_part(replace(study, pairs=(replace(study.pairs[0], ties=19, difference=-10.0),)))
    said = [plain(block.words) for block in shown if isinstance(block, Prose)]
    assert said[1].startswith("The typical pair: one of 19 pairs")
    assert "(10 places higher)" in said[1]
    near = watching_part(replace(study, pairs=(replace(study.pairs[0], name="surprising", difference=1.0),)))
    assert "(1 place lower)" in plain(next(block.words for block in near[2:] if isinstance(block, Prose)))
