"""Which meeting it is: in the header of its recording, in its minutes, and on the way back from a file."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from committee.convene import Convener
from committee.errors import RecordingRefused
from committee.experiments.whatifs.remade import from_recording
from committee.meeting.held import Occasion
from committee.recording import Recorder, Recording, read_recording
from committee.recording.occasion import occasion_said
from committee.recording.transcript import as_markdown, as_text, minutes
from committee.terms import Verdicts
from tests.scripted import a_scenario

INVITE = {"meeting.verdicts": '"invite"', "program.name": '"a university program"'}
IN_A_SEASON = Occasion(season="one_bad_year", year=2029, program="p000", gate=Verdicts.INVITE)


def bytes_of(settings: dict[str, str], **occasion: Any) -> bytes:
    stream = BytesIO()
    with Recorder(stream) as recorder:
        Convener(a_scenario(settings)).meeting(1, listeners=[recorder], **occasion).run()
    return stream.getvalue()


def recording_of(settings: dict[str, str], **occasion: Any) -> Recording:
    return read_recording(BytesIO(bytes_of(settings, **occasion)))


def test_the_header_tells_the_meeting_of_a_season() -> None:
    header = recording_of(INVITE, year=3, occasion=IN_A_SEASON).header
    assert (header.season, header.year, header.program, header.gate) == ("one_bad_year", 2029, "p000", "invite")
    assert header.verdicts is Verdicts.INVITE
    assert occasion_said(header) == "Invite meeting, 2029, a university program (p000)"


def test_the_header_of_a_meeting_on_its_own_has_none_of_it() -> None:
    first = json.loads(bytes_of({}).partition(b"\n")[0])
    assert not first.keys() & {"season", "year", "program", "gate"}
    header = recording_of({}).header
    assert (header.season, header.year, header.program, header.gate) == (None, None, None, None)
    assert occasion_said(header) == ""


def test_a_season_changes_nothing_but_the_header() -> None:
    plain, told = (bytes_of(INVITE, **occasion).split(b"\n") for occasion in ({}, {"occasion": IN_A_SEASON}))
    assert plain[0] != told[0]
    assert plain[1:-2] == told[1:-2]


def test_a_rank_meeting_of_a_season_says_so() -> None:
    header = recording_of(INVITE, occasion=IN_A_SEASON).header
    scenario = {**header.scenario, "meeting": {**header.scenario["meeting"], "verdicts": "rank"}}
    ranked = replace(header, scenario=scenario, gate=Verdicts.RANK)
    assert occasion_said(ranked) == "Rank meeting, 2029, a university program (p000)"
    assert occasion_said(replace(ranked, scenario={})) == "Rank meeting, 2029, p000"


def test_an_older_scenario_that_says_nothing_ranks() -> None:
    header = replace(recording_of({}).header, scenario={"meeting": 3})
    assert header.verdicts is Verdicts.RANK


@pytest.mark.parametrize("laid_out", [as_text, as_markdown])
def test_the_minutes_say_which_meeting_it_is_and_never_speak_of_ranks(laid_out: Any) -> None:
    recording = recording_of(INVITE, occasion=IN_A_SEASON)
    text = laid_out(recording).replace("\\", "")
    assert "Invite meeting, 2029, a university program (p000)." in text
    assert "THE INVITATION LIST" in text or "## The invitation list" in text
    lines = [said.text for row in minutes(recording).rows for said in row.said]
    assert not [line for line in lines if "rank" in line.lower() and "school ranked" not in line]


def test_a_meeting_of_a_season_cannot_be_made_again_and_says_what_works(tmp_path: Path) -> None:
    file = tmp_path / "invite.jsonl"
    file.write_bytes(bytes_of(INVITE, occasion=IN_A_SEASON))
    with pytest.raises(RecordingRefused, match=r"meeting of a season.*committee minutes"):
        from_recording(file)


def test_an_invite_meeting_on_its_own_can(tmp_path: Path) -> None:
    file = tmp_path / "invite.jsonl"
    file.write_bytes(bytes_of(INVITE))
    assert from_recording(file).convener.rules.verdicts is Verdicts.INVITE
