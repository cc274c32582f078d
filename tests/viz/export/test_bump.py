"""The bump chart."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from committee.events import RowOpened
from committee.recording import Recording
from committee.terms import DISCLAIMER
from tests.builders import a_header, a_meetings_events, a_recording, heard
from viz.export.bump import bump_svg

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - our own picture


def _lines(recording: Recording) -> list[str]:
    root = _parsed(bump_svg(recording))
    return [group.findtext(f"{SVG}title", "") for group in root.iter(f"{SVG}g")]


def test_every_ranked_row_is_one_line_in_the_order_of_the_list() -> None:
    assert _lines(a_recording(6)) == ["1. Applicant 2", "2. Applicant 1", "3. Applicant 4", "4. Applicant 5"]


def test_a_line_starts_where_the_row_was_decided_and_the_review_bends_it() -> None:
    root = _parsed(bump_svg(a_recording(3)))
    second, first = (path.get("d", "") for path in root.iter(f"{SVG}path"))
    assert first == "M40 84H54H68C75 84 75 101 82 101"
    assert second == "M54 101H68C75 101 75 84 82 84"


@pytest.mark.parametrize("recording", [heard([a_header(3)]), heard(a_meetings_events(3)[:15]), a_recording(0)])
def test_what_is_short_or_cut_still_has_a_picture(recording: Recording) -> None:
    assert DISCLAIMER in bump_svg(recording)
    assert len(_lines(recording)) == sum(closed.tier.ranked for _, closed in recording.closed)


def test_a_name_that_means_harm_is_only_text() -> None:
    name = '</text><script>alert(1)</script>"&\x00'
    events = [replace(one, name=name) if isinstance(one, RowOpened) else one for one in a_meetings_events(2)]
    picture = bump_svg(heard(events))
    assert "<script" not in picture
    assert {element.tag.removeprefix(SVG) for element in _parsed(picture).iter()} == {
        *("svg", "title", "desc", "rect", "text", "circle", "g", "path")
    }
