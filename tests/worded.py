"""Meetings of the shipped scenarios in words, and what those words say of the row they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from committee.convene import convene
from committee.phrases import Chooser
from committee.recording import Heard, Recording
from committee.recording.format import Utterance
from committee.scenario.loading import load_scenario


def in_words(scenario: str, seed: int = 1, settings: Mapping[str, Any] | None = None) -> Recording:
    """The recording of a shipped scenario, with ``settings`` on top, in English."""
    heard = Heard(Chooser())
    convene(load_scenario(scenario, settings or {}), seed, listeners=(heard,)).run()
    return heard.recording()


def told_of_the_row(recording: Recording, utterance: Utterance) -> str:
    """What is said of the row: without the label of a past resident, who had a year and perhaps a visa too."""
    label = recording.ghosts.get(utterance.ghost or "", "")
    return utterance.text.replace(label[1:], "omebody") if label else utterance.text
