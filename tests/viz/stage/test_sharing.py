"""What leaves the page: links that keep what one has chosen to see, and files whose names say what they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.viz.stage.test_transcript import CLIPBOARD


def test_a_link_keeps_the_view_the_member_and_what_is_hidden(stage: Any, six: str) -> None:
    stage.show(six, start={"row": 3, "t": 2}, share="http://127.0.0.1/replay?view=list&member=pd")
    assert stage.tell("() => player.link()") == "http://127.0.0.1/replay?row=3&t=2.0"
    stage.tell("() => { player.setView('answers'); player.choose('fac1'); player.toggleHide(); }")
    link = stage.tell("() => player.link()")
    assert link == "http://127.0.0.1/replay?view=answers&member=fac1&row=3&t=2.0&hide=1"
    stage.tell(CLIPBOARD)
    stage.page.get_by_role("button", name="Copy a link to this moment").click()
    assert stage.tell("() => taken") == link


def test_those_who_listen_hear_of_another_view_and_member(stage: Any, six: str) -> None:
    stage.show(six)
    stage.tell("() => { window.heard = 0; player.on('look', () => { heard += 1; }); }")
    stage.tell("() => { player.setView('list'); player.choose('pd'); }")
    assert stage.tell("() => heard") == 2


def test_a_transcript_saved_as_a_file_says_of_which_meeting(stage: Any, made_up: Any) -> None:
    text = made_up(rows=2).replace('"title": "Made up"', '"title": "Zwei IMGs / und: eine Dritte?"')
    stage.show(text)
    with stage.page.expect_download() as download:
        stage.page.get_by_role("button", name="Copy", exact=True).click()
    assert download.value.suggested_filename == "zwei-imgs-und-eine-dritte-seed-1-transcript.txt"
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("Zwei IMGs / und: eine Dritte?, seed 1\n")
