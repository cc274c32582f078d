"""Whole meetings, as the shipped scenarios hold them: nobody repeats anybody within ten rows."""

from __future__ import annotations

import pytest

from committee.convene import convene
from committee.machine.shipped import names
from committee.phrases import Chooser
from committee.phrases.chooser import REPEAT_ROWS
from committee.recording.recorder import Heard
from committee.scenario.loading import load_scenario


def wordings(scenario: str) -> list[tuple[int, str]]:
    """Row and text of every utterance of a meeting."""
    heard = Heard(Chooser())
    convene(load_scenario(scenario), 1, listeners=(heard,)).run()
    return [(row.opened.row, said.text) for row in heard.recording().rows for said in row.utterances]


@pytest.mark.parametrize("scenario", names())
def test_no_wording_is_heard_twice_within_ten_rows(scenario: str) -> None:
    last: dict[str, int] = {}
    repeated = []
    for row, text in wordings(scenario):
        if row - last.get(text, -99) <= REPEAT_ROWS:
            repeated.append((last[text], row, text))
        last[text] = row
    assert repeated == []
    assert len(last) >= 100
