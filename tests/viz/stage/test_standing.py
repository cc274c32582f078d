"""Where members stand: sides, proposals, concessions, no lists, and a room that sits up."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from committee.recording.frame import frame, row_starts
from committee.recording.reader import read_recording
from tests.effort import mixed
from tests.viz.barriers import barriers

NEW = (
    ".cs-room .cs-side-badge.cs-on, .cs-room .cs-nolist.cs-on, .cs-weighing, .cs-linenote, .cs-moment-concede, "
    ".cs-turnnote"
)
PHONE = {"width": 390, "height": 844}


def lines(text: str) -> list[dict[str, Any]]:
    return [event for event in map(json.loads, text.splitlines()) if event["event"] == "uttered"]


def seek(stage: Any, line: dict[str, Any]) -> None:
    """A moment within the line."""
    local = (line["start_s"] + line["end_s"]) / 2
    stage.tell(f"() => player.seek(player.recording.rows[{line['row'] - 1}].start + {local})")


def first(text: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    return next(line for line in lines(text) if wanted(line))


def person(stage: Any, member: str) -> Any:
    return stage.page.locator(f'.cs-room [data-member="{member}"]')


def whose(stage: Any, selector: str) -> set[str]:
    """The ids of the members whose figure has such a mark."""
    ids: list[str] = stage.page.eval_on_selector_all(
        f".cs-room {selector}", "nodes => nodes.map((node) => node.closest('.cs-person').dataset.member)"
    )
    return set(ids)


MARKS = {
    "sides": "side-badge.cs-on",
    "against": "side-badge.cs-against",
    "over": "side-badge.cs-over",
    "none": "nolist.cs-on",
}
WHOSE = """([moments, marks]) => moments.map((t) => {
  player.seek(t);
  const whose = (mark) => [...document.querySelectorAll(`.cs-room .cs-${mark}`)]
    .map((node) => node.closest('.cs-person').dataset.member);
  return Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, whose(mark)]));
})"""


def marked(stage: Any, moments: list[float]) -> list[dict[str, set[str]]]:
    """At each moment, by kind of mark the ids of the members whose figure has it."""
    told = stage.page.evaluate(WHOSE, [moments, MARKS])
    return [{name: set(ids) for name, ids in marks.items()} for marks in told]


@pytest.mark.parametrize("act", ["propose", "advocate"])
def test_the_tier_proposed_or_asked_for_stands_under_the_words(stage: Any, contested: str, act: str) -> None:
    line = first(contested, lambda each: each["act"] == act and each["tier"] == "mid")
    stage.show(contested)
    seek(stage, line)
    words = "proposes Middle" if act == "propose" else "asks for Middle"
    assert stage.texts(".cs-ask") == [words]
    assert stage.page.locator(".cs-askchip").is_visible()
    assert words in stage.texts(".cs-current .cs-linenote")
    stage.ready(**PHONE).show(contested)
    seek(stage, line)
    assert words in stage.texts(".cs-captionunder")[0]


def test_a_line_that_names_no_tier_has_no_chip(stage: Any, contested: str) -> None:
    stage.show(contested)
    seek(stage, first(contested, lambda each: each["act"] == "ask"))
    assert stage.texts(".cs-ask") == [""]
    assert not stage.page.locator(".cs-askchip").is_visible()


def test_sides_show_on_the_figures_as_the_frame_has_them(stage: Any, contested: str) -> None:
    recording = read_recording(io.BytesIO(contested.encode()), "made up")
    stage.show(contested)
    moments = [
        start + (line.start_s + line.end_s) / 2
        for row, start in zip(recording.rows[:16], row_starts(recording), strict=False)
        for line in row.utterances[2:]
    ]
    seen = set()
    for t, marks in zip(moments, marked(stage, moments), strict=True):
        state = frame(recording, t)
        against = {member for member, side in state["sides"].items() if side < 0}
        over, none = set(state["conceded"]), set(state["no_list"])
        assert marks == {"sides": set(state["sides"]), "against": against, "over": over, "none": none}, t
        seen |= {*state["sides"].values(), *(("over",) if over else ())}
    assert seen == {1, -1, "over"}


def test_a_concession_tells_both_sides_in_words(stage: Any, contested: str) -> None:
    line = first(contested, lambda each: each["act"] == "concede" and each["side"] == -1)
    stage.show(contested)
    seek(stage, line)
    assert "was for it, now against it" in stage.texts(".cs-under")[0]
    assert "was for it, now against it" in stage.texts(".cs-current .cs-linenote")
    label = person(stage, line["member"]).get_attribute("aria-label")
    assert "spoke against it, having come over from the other side" in label
    stage.page.get_by_role("tab", name="Why").click()
    assert "was for it, now against it." in stage.texts(".cs-turnnote")
    assert stage.count(".cs-moment-concede") == sum(each["act"] == "concede" for each in lines(contested))


def test_who_keeps_a_no_list_is_marked_and_told_from_the_start_of_the_row(stage: Any, contested: str) -> None:
    stage.show(contested, start={"row": 4, "t": 0})
    assert whose(stage, ".cs-nolist.cs-on") == {"apd1", "pd"}
    assert "personal no list, which the room cannot see" in person(stage, "pd").get_attribute("aria-label")
    person(stage, "pd").click()
    assert any("keeps this row on a personal no list" in each for each in stage.texts(".cs-why .cs-fact"))
    stage.tell("() => player.seekRow(5)")
    assert whose(stage, ".cs-nolist.cs-on") == set()


def test_both_points_of_an_impression_light_their_cells(stage: Any, contested: str) -> None:
    line = first(contested, lambda each: (each["point"] or "").endswith("-p4") and each["also"])
    stage.show(contested)
    seek(stage, line)
    assert set(stage.texts(".cs-lit .cs-cellname")) == {"Step 2 CK", "Impression"}
    stage.ready(**PHONE).show(contested)
    seek(stage, line)
    assert stage.count(".cs-lit") == 2


def test_when_conduct_comes_up_everybody_sits_up_for_the_rest_of_the_row(stage: Any, contested: str) -> None:
    line = first(contested, lambda each: each["row"] == 30 and (each["point"] or "").endswith("-p5"))
    stage.show(contested, start={"row": 30, "t": 0})
    heads = stage.page.locator(".cs-room .cs-bust[opacity]")
    assert heads.count() == 10
    assert "tired" in person(stage, "fac1").get_attribute("aria-label")
    seek(stage, line)
    assert "everybody sits up" in stage.texts(".cs-under")[0]
    assert heads.count() == 0
    assert "sits up" in person(stage, "fac1").get_attribute("aria-label")
    person(stage, "fac1").click()
    (fatigue,) = [each for each in stage.texts(".cs-why .cs-fact") if each.startswith("Fatigue")]
    assert "30 %, but conduct came up: everybody sits up" in fatigue
    stage.tell("() => player.step(1)")
    assert "everybody sits up" not in stage.texts(".cs-under")[0]
    assert heads.count() == 0
    stage.tell("() => player.seekRow(31)")
    assert heads.count() == 10


def test_an_older_recording_shows_nothing_of_all_this(stage: Any, made_up: Any) -> None:
    stage.show(made_up(rows=14))
    stage.page.get_by_role("tab", name="Why").click()
    for row in (2, 6, 10, 14):
        stage.tell(f"() => {{ player.seekRow({row}); player.seek(player.t + player.scene.row.duration - 0.1); }}")
        assert stage.count(NEW) == 0
        assert stage.texts(".cs-ask") == [""]
        assert not any(
            term in {"Said", "Weighed most", "If nobody had paid"} for term in stage.texts(".cs-why .cs-term")
        )


def test_the_guide_explains_what_is_new(stage: Any, contested: str) -> None:
    stage.show(contested)
    stage.page.get_by_role("tab", name="Guide").click()
    shown = stage.page.locator(".cs-guide").inner_text()
    for words in ("no list", "to concede is to change sides", "need not be the same", "everybody sits up"):
        assert words in shown
    assert stage.count(".cs-signs .cs-side-badge.cs-on") == 2
    assert stage.count(".cs-signs .cs-nolist") == 1


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (390, 844)], ["light", "dark", "contrast"], only=2))
def test_no_serious_barrier_where_sides_are_taken(
    stage: Any, contested: str, theme: str, size: tuple[int, int]
) -> None:
    stage.ready(width=size[0], height=size[1]).show(contested, theme=theme)
    seek(stage, first(contested, lambda each: each["act"] == "concede"))
    stage.settled()
    assert barriers(stage.page) == []
