"""The bump chart: every applicant once, where the list says, and nothing that runs."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest

from committee.recording import Recording
from committee.recording.frame import frame, row_starts
from committee.recording.reader import read_recording
from tests.builders import heard
from tests.ruled import a_meeting_under_rules
from viz.export.bump import bump, paths

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def recorded(made_up: Callable[..., str]) -> Callable[..., Recording]:
    def read(**asked: object) -> Recording:
        return read_recording(io.BytesIO(made_up(**asked).encode()), "made up")

    return read


def test_a_line_stands_where_the_list_stood_after_each_row(recorded: Callable[..., Recording]) -> None:
    recording = recorded(rows=30)
    points = paths(recording)
    for number, start in enumerate(row_starts(recording)[1:-1], start=1):
        for place, entry in enumerate(frame(recording, start)["list"], start=1):
            assert [p for row, p in points[entry["id"]] if row <= number][-1] == place


def test_lines_end_where_the_review_left_them(recorded: Callable[..., Recording]) -> None:
    recording = recorded(rows=30)
    ends = {each: points[-1] for each, points in paths(recording).items()}
    assert ends == {each: (31, place) for place, each in enumerate(recording.ranking, start=1)}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "محمد بن عبد الله", "\x00\u2028bell", "W" * 300])
def test_names_are_drawn_as_text_and_kept_short(recorded: Callable[..., Recording], name: str) -> None:
    drawn = ElementTree.fromstring(bump(recorded(rows=5, name=name)))  # noqa: S314 - our own picture
    assert drawn.find(f".//{SVG}script") is None
    assert max(len(text.text or "") for text in drawn.iter(f"{SVG}text")) < 80


def test_a_cut_recording_is_drawn_as_far_as_it_goes(recorded: Callable[..., Recording]) -> None:
    drawn = ElementTree.fromstring(bump(recorded(rows=12, whole=False)))  # noqa: S314 - our own picture
    assert len(drawn.findall(f"{SVG}path")) > 3
    assert drawn[0].text == "\u2068Made up\u2069, seed 1: how the list grew"


def test_with_a_second_committee_the_chart_ends_as_the_list_does() -> None:
    """The first row is ranked here and off the list, the last one the other way round."""
    drawn = ElementTree.fromstring(bump(heard(a_meeting_under_rules())))  # noqa: S314 - our own picture
    lines = [(path.get("class"), path.findtext(f"{SVG}title")) for path in drawn.findall(f"{SVG}path")]
    names = [(looks, "".join(each for each in (title or "") if each.isprintable())) for looks, title in lines]
    assert names == [("dnr", "Applicant 1: do not rank"), ("top", "Applicant 2"), ("mid", "Applicant 3")]
    words = [text.text or "" for text in drawn.iter(f"{SVG}text")]
    assert [each[0] for each in words if "Applicant" in each] == ["1", "2"]
    assert "Do not rank: 1" in words
