"""The chart of what the talk changed: every row a dot, nothing asked of anybody, names as text."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from committee.errors import InputRefused
from committee.measures.outcomes import entries
from committee.recording import open_recording
from tests.builders import a_recording
from tests.viz import made_up
from viz.talk_chart import LOOKS, moved_most, talk_in_words, talk_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & 'so' \u202eon"


def written(path: Path, rows: int = 12, **given: str) -> Path:
    path.write_text(made_up.recording(rows=rows, **given), encoding="utf-8")  # type: ignore[arg-type]
    return path


def drawn(path: Path, theme: str = "light") -> ElementTree.Element:
    return ElementTree.fromstring(talk_svg(path, theme))  # noqa: S314 - our own picture


def dots(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return [mark for mark in picture.iter(f"{SVG}path") if mark.get("aria-roledescription") == "circle"]


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_every_row_is_a_dot(tmp_path: Path, rows: int) -> None:
    assert len(dots(drawn(written(tmp_path / "a.jsonl", rows)))) == rows


def test_the_rows_that_the_talk_moved_most_are_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl")
    recording = open_recording(path)
    moved = [row["name"] for row in moved_most(entries(recording))]
    assert moved
    words = talk_in_words(recording)
    assert words.startswith("Of 12 rows, ")
    assert all(name in words for name in moved)
    assert moved[0] in "".join(drawn(path).itertext())


def test_rows_that_nothing_moved_are_not_named() -> None:
    recording = a_recording()
    assert moved_most(entries(recording)) == []
    assert talk_in_words(recording) == "Of 3 rows, the talk raised 0 in the room's view and lowered 0."


def test_names_are_text_whatever_they_hold(tmp_path: Path) -> None:
    picture = drawn(written(tmp_path / "a.jsonl", name=HOSTILE))
    assert not list(picture.iter(f"{SVG}script"))
    assert HOSTILE[:20] in "".join(picture.itertext())


def test_the_picture_asks_nobody(tmp_path: Path) -> None:
    text = talk_svg(written(tmp_path / "a.jsonl"), "light")
    addresses = set(re.findall(r"https?://[^\"'\s)]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "url(" not in re.sub(r"url\(#", "", text)


def test_either_theme_has_its_colors(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl")
    for theme, look in LOOKS.items():
        fills = {dot.get("fill", "").lower() for dot in dots(drawn(path, theme))}
        assert fills
        assert fills <= set(look.tiers)


def test_a_file_written_anew_is_drawn_anew(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", 2)
    assert len(dots(drawn(path))) == 2
    assert len(dots(drawn(written(path, 5)))) == 5


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "foreign.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputRefused):
        talk_svg(tmp_path / "foreign.jsonl", "light")
