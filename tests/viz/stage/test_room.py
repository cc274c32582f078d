"""What is drawn: people, words, cells, clock, capital, ghosts, list."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from committee.recording.frame import frame
from committee.recording.reader import read_recording
from tests.effort import mixed

HOSTILE = "<img src=x onerror=alert(1)> <b>محمد</b> 👩🏽‍⚕️ " + "Wörterlang" * 26
SIZES = [(1440, 900), (1920, 1080), (390, 844)]


def events(text: str, kind: str) -> Iterator[tuple[float, dict[str, Any]]]:
    """Events of a kind, each with the second of the meeting at which its row starts."""
    start = length = 0.0
    for event in map(json.loads, text.splitlines()):
        if event["event"] == "row_opened":
            start, length = round(start + length, 4), 0.0
        if event["event"] == "uttered":
            length = event["end_s"]
        if event["event"] == kind:
            yield start, event


def moment_of(text: str, wanted: Callable[[dict[str, Any]], bool]) -> float:
    """A second in the middle of the first utterance that is as wanted."""
    return next(start + (e["start_s"] + e["end_s"]) / 2 for start, e in events(text, "uttered") if wanted(e))


def test_everybody_has_a_seat_a_name_and_a_role(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    assert stage.count(".cs-room .cs-person") == 10
    assert stage.texts(".cs-person .cs-name")[0] == "Dr. Halvorsen"
    assert "Program director" in stage.texts(".cs-person .cs-role")


def test_the_speaker_is_lit_and_their_words_stand_on_the_table(stage: Any, sixty: str) -> None:
    t = moment_of(sixty, lambda e: e["act"] == "advocate")
    state = frame(read_recording(io.BytesIO(sixty.encode()), "made up"), t)
    stage.show(sixty, start=t)
    assert stage.page.locator(".cs-speaking").get_attribute("data-member") == state["speaker"]
    assert " ".join(stage.texts(".cs-words text")) == state["text"]


def test_the_cell_under_discussion_is_lit(stage: Any, sixty: str) -> None:
    t = moment_of(sixty, lambda e: (e["point"] or "").endswith("-p0"))
    stage.show(sixty, start=t)
    assert stage.texts(".cs-lit .cs-cellname") == ["Step 2 CK"]
    stage.page.set_viewport_size({"width": 390, "height": 844})
    stage.page.wait_for_selector(".cs-narrow")
    assert stage.count(".cs-lit") == 1


@pytest.mark.parametrize("column", range(7))
def test_on_a_phone_too_some_cell_is_lit_whatever_is_discussed(stage: Any, sixty: str, column: int) -> None:
    t = moment_of(sixty, lambda e: (e["point"] or "").endswith(f"-p{column}"))
    stage.ready(width=390, height=844).show(sixty, start=t)
    assert stage.count(".cs-lit") == 1


def test_stances_are_said_in_words(stage: Any, sixty: str) -> None:
    stage.show(sixty, start=40)
    spoken = stage.page.locator('[data-member="fac1"]').get_attribute("aria-label")
    assert any(word in spoken for word in ("yes", "no", "torn"))
    assert "before" in spoken
    assert "unit" in spoken


def test_beside_a_member_stands_how_far_the_line_in_the_bubble_moves_them(stage: Any, sixty: str) -> None:
    """Not what the line before did, which a reader would take for the work of this one."""

    def far(event: dict[str, Any]) -> dict[str, str]:
        moved = {each: shift for each, shift in event["moved"].items() if abs(shift) >= 0.02}
        return {each: f"{shift:+.2f}".replace("-", "−") for each, shift in moved.items()}

    lines = [event for _, event in events(sixty, "uttered")]
    after = {(e["row"], e["turn"]): e for e, earlier in zip(lines[1:], lines, strict=False) if far(e) != far(earlier)}
    t = moment_of(sixty, lambda e: (e["row"], e["turn"]) in after and len(far(e)) > 1)
    wanted = next(e for e in after.values() if len(far(e)) > 1)
    stage.show(sixty, start=t)
    people = stage.page.locator(".cs-person:has(.cs-delta.cs-on)")
    shown = {
        people.nth(i).get_attribute("data-member"): people.nth(i).locator(".cs-delta").text_content()
        for i in range(people.count())
    }
    voters = {each: words for each, words in far(wanted).items() if each != "coord"}
    assert shown == voters


def test_staked_coins_lie_on_the_table_and_come_back(stage: Any, sixty: str) -> None:
    start, event = next((s, e) for s, e in events(sixty, "capital") if e["why"] == "spent")
    row = next(row for s, row in events(sixty, "row_closed") if s == start)
    stage.show(sixty, start={"row": row["row"], "t": 999})
    assert stage.count(".cs-coin.cs-laid") >= 1
    stage.tell("() => player.seek(0)")
    assert stage.count(".cs-coin.cs-laid") == 0
    assert event["amount"] > 0


def test_a_spoken_ghost_is_named_and_a_silent_one_is_faint(stage: Any, sixty: str) -> None:
    stage.show(sixty, start=moment_of(sixty, lambda e: e["ghost"] == "g1"))
    assert stage.count(".cs-ghost.cs-loud") == 1
    assert "the resident who failed the boards" in stage.texts(".cs-under")[0]
    silent = next(start for start, e in events(sixty, "remembered") if e["how"] == "silent")
    stage.tell(f"() => player.seek({silent} + 0.5)")
    assert stage.count(".cs-ghost.cs-on") == 1
    assert stage.count(".cs-ghost.cs-loud") == 0


def test_the_clock_drains_grows_and_rings(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    assert stage.texts(".cs-clock-count") == ["30"]
    stage.tell("() => player.seek(5)")
    assert stage.texts(".cs-clock-count") == ["25"]
    longer = moment_of(sixty, lambda e: e["allowed_s"] > 30)
    stage.tell(f"() => player.seek({longer})")
    assert stage.texts(".cs-clock-of")[0] in {"of 50 s", "of 70 s", "of 90 s"}
    rung = next(e["row"] for _, e in events(sixty, "row_closed") if e["ended_by"] == "timed_out")
    stage.tell(f"() => {{ player.seekRow({rung + 1}); player.step(-1); }}")
    assert stage.count(".cs-rung") == 1


def test_the_list_is_the_frames_list(stage: Any, sixty: str) -> None:
    recording = read_recording(io.BytesIO(sixty.encode()), "made up")
    names = {row.opened.id: row.opened.name for row in recording.rows}
    stage.show(sixty)
    for t in (0, 600, 1200, 99999, 300):
        stage.tell(f"() => player.seek({t})")
        state = frame(recording, t)
        shown = stage.texts(".cs-ranks button .cs-entryname")
        assert shown == [names[entry["id"]] for entry in state["list"]] + [names[each] for each in state["dnr"]]


def test_every_applicant_and_every_line_is_on_the_page_as_text(stage: Any, sixty: str) -> None:
    stage.show(sixty)
    lines = sum(1 for _ in events(sixty, "uttered"))
    stage.page.wait_for_function(f"document.querySelectorAll('.cs-line').length === {lines}")
    assert stage.count(".cs-rowhead") == 60


@pytest.mark.parametrize(("hostile", "size"), mixed([True, False], SIZES))
def test_nothing_scrolls_sideways_and_words_stay_in_their_places(
    stage: Any, made_up: Callable[..., str], size: tuple[int, int], hostile: bool
) -> None:
    text = made_up(rows=12, name=HOSTILE, text=HOSTILE, note=HOSTILE) if hostile else made_up(rows=12)
    stage.ready(width=size[0], height=size[1]).show(text, start=60)
    wide, tall = stage.tell("() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert wide <= size[0]
    assert size[0] < 900 or tall <= size[1]
    for k in range(1, 13):
        stage.tell(f"() => {{ player.seekRow({k}); player.step(1); player.step(1); }}")
        assert stage.outside() == []


def test_markup_in_a_recording_is_drawn_as_text(stage: Any, made_up: Callable[..., str]) -> None:
    stage.show(made_up(rows=3, name="<img src=x onerror=alert(1)>", text="<script>alert(2)</script>"), start=3)
    assert stage.count("#host img") == 0
    assert stage.count("#host script") == 0
    assert stage.texts(".cs-rowname") == ["<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("seats", [1, 3, 7, 16, 32])
def test_any_number_of_people_find_a_seat(stage: Any, sixty: str, seats: int) -> None:
    lines = sixty.splitlines()
    header = json.loads(lines[0])
    header["members"] = [
        {"id": f"m{k}" if k else "coord", "role": "faculty", "seat": k, "name": f"Dr. Number {k}"} for k in range(seats)
    ]
    stage.show("\n".join([json.dumps(header), *lines[1:]]), start=1)
    assert stage.count(".cs-room .cs-person") == seats
    assert [each for each in stage.outside() if each.startswith("off")] == []


def test_a_recording_without_rows_gets_a_sentence(stage: Any, sixty: str) -> None:
    stage.show(sixty.splitlines(keepends=True)[0])
    assert "before its first row" in stage.page.get_by_role("alert").text_content()


def test_an_incomplete_recording_says_so_and_plays(stage: Any, made_up: Callable[..., str]) -> None:
    stage.show(made_up(rows=8, whole=False))
    assert "incomplete" in stage.texts(".cs-incomplete")[0]
    stage.tell("() => player.seek(1e9)")
    assert stage.count(".cs-room .cs-person") == 10


@pytest.mark.parametrize("width", [1440, 390])
def test_the_disclaimer_is_always_there_and_once(stage: Any, sixty: str, width: int) -> None:
    stage.ready(width=width).show(sixty)
    words = stage.page.get_by_text("Simulated; not for selecting, ranking or advising real people.")
    assert words.filter(visible=True).count() == 1


def test_a_tired_figure_hangs_its_head_and_says_so(stage: Any, sixty: str) -> None:
    head = "() => document.querySelector('.cs-room .cs-bust circle').getBoundingClientRect().top"
    stage.show(sixty)
    fresh = stage.tell(head)
    heads = [fresh]
    for row in (10, 30, 60):
        stage.tell(f"() => player.seekRow({row})")
        heads.append(stage.tell(head))
    assert heads == sorted(heads)
    assert heads[-1] - heads[0] > 4
    assert "worn out" in stage.page.locator('.cs-room [data-member="pd"]').get_attribute("aria-label")
    stage.page.locator('.cs-room [data-member="pd"]').click()
    assert "worn out, 60 %: listens less" in stage.page.locator(".cs-why").inner_text()
