"""The meeting of a what-if says what was changed, in the words of the minutes, and marks what nobody hears."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from committee.experiments.whatifs.remade import from_scenario
from committee.recording import Recorder, read_recording
from committee.recording.altered import UNHEARD, changes_said
from tests.committee.recording.test_altered import CHANGES


@pytest.fixture(scope="module")
def changed() -> bytes:
    stream = BytesIO()
    with Recorder(stream) as recorder:
        from_scenario("two_imgs", 1).meeting(recorder, changes=CHANGES).run()
    return stream.getvalue()


def test_the_guide_and_the_transcript_tell_what_was_changed(stage: Any, changed: bytes) -> None:
    recording = read_recording(BytesIO(changed))
    row = next(row.opened.row for row in recording.rows if row.opened.id == "img_b")
    stage.show(changed.decode(), start={"row": row, "t": 1})
    stage.page.get_by_role("tab", name="Guide").click()
    assert stage.texts(".cs-changes li") == [f"{change}." for change in changes_said(recording)]
    stage.page.get_by_role("tab", name="Transcript").click()
    notes = stage.texts(".cs-current .cs-linenote")
    assert sum(UNHEARD in note for note in notes) == 2
    (words,) = stage.texts(".cs-current .cs-ruled")
    assert "Changed for a what-if: nobody hears turn 3 and turn 5." in words
