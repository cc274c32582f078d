"""Two recordings on one clock: which rows belong together, where they first differ, what cannot be compared."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from committee.measures.outcomes import outcomes
from committee.recording.reader import read_recording
from tests.effort import mixed
from tests.viz.barriers import barriers
from tests.viz.stage.bare import Pair

SHOWN = """() => player.state.dom.leans.map((lean) => ({
  id: lean.scene.row.opened.id, t: lean.scene.t, local: lean.scene.local,
}))"""


@pytest.fixture(scope="session")
def twelve(made_up: Callable[..., str]) -> str:
    return made_up(rows=12)


STOOD_ON = """() => [...document.querySelectorAll('.cs-lean')].flatMap((lean) => {
  const people = [...lean.querySelectorAll('.cs-person')];
  const box = (node) => node.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  const figure = (person) => [...person.querySelectorAll('.cs-gauge, .cs-bust')].map(box);
  const name = (person) => person.querySelector('.cs-name');
  return people.flatMap((one) => people
    .filter((other) => other !== one && figure(other).some((drawn) => meet(box(name(one)), drawn)))
    .map((other) => `${name(other).textContent} on ${name(one).textContent}`));
})"""
LETTERS = """() => ['.cs-title', '.cs-leanhead h2', '.cs-leanwords .cs-captiontext', '.cs-pairside h3', '.cs-time']
  .map((each) => document.querySelector(each)).map((node) => parseFloat(getComputedStyle(node).fontSize)
    * node.currentCSSZoom)"""


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def written(events: list[dict[str, Any]]) -> str:
    """A recording of ``events``. Its footer no longer vouches for the bytes, which the browser does not look at."""
    return "".join(json.dumps(event, sort_keys=True) + "\n" for event in events)


def changed(text: str, change: Callable[[list[dict[str, Any]]], None]) -> str:
    """``text`` with its events changed, still whole as far as the browser can tell."""
    lines = events(text)
    change(lines)
    lines[-1]["events"] = len(lines) - 1
    return written(lines)


def nth(lines: list[dict[str, Any]], name: str, row: int, turn: int = 0) -> dict[str, Any]:
    return [each for each in lines if each["event"] == name and each.get("row") == row][turn]


# --- one clock


def test_both_rooms_show_the_same_row_and_second(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    other = made_up(rows=12, seed=4)
    pair.show(twelve, other)
    durations = pair.compared(twelve, other, "({ pairs }) => pairs.map(({ a, b }) => [a.duration, b.duration])")
    start = 0.0
    for k, (in_a, in_b) in enumerate(durations):
        pair.tell(f"() => player.seek({start + 3})")
        shown = pair.tell(SHOWN)
        assert [each["id"] for each in shown] == [f"r{k + 1:03d}"] * 2
        assert [each["local"] for each in shown] == [pytest.approx(3, abs=0.01)] * 2
        start += max(in_a, in_b)
    assert pair.tell("() => player.comparison.total") == pytest.approx(start)


def test_the_shorter_row_waits_at_its_last_word_for_the_longer(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.show(twelve, made_up(rows=12, seed=4))
    longer = pair.tell("() => player.comparison.pairs.findIndex((each) => each.a.duration > each.b.duration + 1)")
    pair.tell(
        f"() => {{ const each = player.comparison.pairs[{longer}]; player.seek(each.start + each.a.duration - 0.5); }}"
    )
    in_a, in_b = pair.tell(SHOWN)
    assert in_a["id"] == in_b["id"] == f"r{longer + 1:03d}"
    row_b = pair.tell(f"() => player.comparison.pairs[{longer}].b.duration")
    assert in_b["local"] == pytest.approx(row_b, abs=0.01)


def test_at_the_end_both_meetings_are_over(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    pair.show(twelve, made_up(rows=12, seed=4), start=1e9)
    assert pair.tell("() => player.state.dom.leans.map((lean) => lean.scene.state.finished)") == [True, True]


def test_rows_in_another_order_are_matched_by_applicant(pair: Pair, twelve: str) -> None:
    def swap(lines: list[dict[str, Any]]) -> None:
        for event in lines:
            if event.get("row") in (2, 3):
                event["row"] = 5 - event["row"]
        rows = [each for each in lines if each.get("row")]
        lines[1 : 1 + len(rows)] = sorted(rows, key=lambda each: each["row"])

    other = changed(twelve, swap)
    pair.show(twelve, other, start={"row": 2})
    assert [each["id"] for each in pair.tell(SHOWN)] == ["r002", "r002"]
    assert pair.tell("() => player.state.dom.leans.map((lean) => lean.scene.row.number)") == [2, 3]
    assert any("another order" in note for note in pair.notes(twelve, other))


# --- where they first differ


def test_the_same_meeting_twice_parts_nowhere(pair: Pair, twelve: str) -> None:
    pair.show(twelve, twelve)
    assert pair.tell("() => [player.comparison.word, player.comparison.call]") == [None, None]
    said = pair.page.locator(".cs-pairside").inner_text()
    assert "They say the same, word for word." in said
    assert "No row ends in another tier." in said
    pair.page.get_by_role("button", name="First word").click()
    assert pair.page.get_by_role("status").filter(has_text="word for word").is_visible()
    assert pair.page.locator(".cs-parting:visible, .cs-othertier").count() == 0
    titles = pair.texts(".cs-leanhead h2")
    assert titles[0] != titles[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: nth(lines, "row_opened", 5)["cells"].update(visa="h1b", step1="201"),
        lambda lines: nth(lines, "uttered", 7, 1)["stances"].update(pd=0.9999),
        lambda lines: nth(lines, "uttered", 7, 1).update(start_s=nth(lines, "uttered", 7, 1)["start_s"] + 0.1),
        lambda lines: nth(lines, "row_closed", 9).update(call=0.4242),
    ],
    ids=["cell", "stance", "second", "call"],
)
def test_numbers_are_no_word_and_a_call_in_the_same_tier_is_no_other_call(
    pair: Pair, twelve: str, change: Callable[[list[dict[str, Any]]], None]
) -> None:
    both = "({ word, call }) => [word, call]"
    assert pair.compared(twelve, changed(twelve, change), both) == [None, None]


@pytest.mark.parametrize(
    ("change", "row", "words"),
    [
        (lambda lines: nth(lines, "uttered", 7, 2).update(act="veto"), 7, "vetoes"),
        (lambda lines: nth(lines, "uttered", 4, 1).update(text="Not a word of it."), 4, "Not a word of it."),
        (lambda lines: nth(lines, "uttered", 5, 0).update(member="chief2"), 5, "Dr. Nagy"),
        (lambda lines: lines.remove(nth(lines, "uttered", 3, 2)), 3, "Row 3"),
    ],
    ids=["act", "words", "speaker", "line gone"],
)
def test_the_first_word_that_differs_is_found_marked_and_reached(
    pair: Pair, twelve: str, change: Callable[[list[dict[str, Any]]], None], row: int, words: str
) -> None:
    pair.show(twelve, changed(twelve, change))
    assert pair.tell("() => player.comparison.word.pair.a.number") == row
    block = pair.page.locator(".cs-pairblock", has_text="Where they part")
    assert words in block.inner_text()
    assert pair.page.locator(".cs-parting:visible").count() == 1
    pair.page.keyboard.press("Tab")
    block.get_by_role("button", name="The first word that differs").press("Enter")
    assert {each["id"] for each in pair.tell(SHOWN)} == {f"r{row:03d}"}
    assert pair.tell("() => player.t - player.comparison.word.t") == pytest.approx(0.001)
    said = pair.tell("() => player.scene.sides.map(({ begun }) => [begun?.member, begun?.act, begun?.text])")
    assert said[0] != said[1]


def test_the_first_call_that_differs_is_reached_when_both_have_called_it(pair: Pair, twelve: str) -> None:
    def call(lines: list[dict[str, Any]]) -> None:
        closed = nth(lines, "row_closed", 6)
        closed["tier"] = "top" if closed["tier"] != "top" else "low"

    pair.show(twelve, changed(twelve, call))
    pair.page.get_by_role("button", name="The first call that differs").click()
    assert {each["id"] for each in pair.tell(SHOWN)} == {"r006"}
    ends = pair.texts(".cs-leanverdict")
    assert all(ends)
    assert ends[0] != ends[1]
    pair.tell("() => { player.seek(0); player.setSize('projector'); player.toggleHide(); player.stepOther(1); }")
    assert pair.tell("() => [player.scene.pair.a.number, player.scene.local]") == [6, 0]  # before anybody speaks
    pair.tell("() => player.stepOther(1)")
    assert all(pair.texts(".cs-leanverdict"))


def test_what_differs_stands_in_place_of_the_rooms_at_the_back_of_a_room(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.ready(width=1280, height=720).show(twelve, made_up(rows=12, seed=4), size="projector", focus=True, hide=True)
    side, rooms = pair.page.locator(".cs-pairside"), pair.page.locator(".cs-rooms")
    assert [side.is_visible(), rooms.is_visible()] == [False, True]
    row = pair.tell("() => player.comparison.word.pair.a.number")
    for local in (0, pair.tell("() => player.comparison.word.second + 0.001")):  # its start, then the word
        pair.page.keyboard.press("d")
        assert pair.tell("() => player.scene.pair.a.number") == row
        assert pair.tell("() => player.scene.local") == pytest.approx(local, abs=0.002)
    pair.page.keyboard.press("w")
    assert [side.is_visible(), rooms.is_visible()] == [True, False]
    letters = "getComputedStyle(each).fontSize.slice(0, -2) * each.currentCSSZoom"
    small = (
        f"() => [...document.querySelectorAll('.cs-pairside .cs-scroll :is(p, button, dd)')].map((each) => {letters})"
    )
    assert min(pair.tell(small)) >= 16
    pair.page.keyboard.press("Tab")
    pair.page.keyboard.press("Enter")
    assert [side.is_visible(), rooms.is_visible()] == [False, True]


@pytest.mark.parametrize(("width", "height"), [(1100, 676), (1280, 676), (1366, 606), (1366, 724), (1920, 1036)])
def test_nobody_stands_on_the_name_of_another(
    pair: Pair, twelve: str, made_up: Callable[..., str], width: int, height: int
) -> None:
    pair.ready(width=width, height=height).show(twelve, made_up(rows=12, seed=4))
    assert pair.settled().tell(STOOD_ON) == []


def test_on_a_large_screen_the_words_around_the_rooms_grow(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.ready(width=1366, height=724).show(twelve, made_up(rows=12, seed=4))
    before = pair.settled().tell(LETTERS)
    pair.page.set_viewport_size({"width": 1920, "height": 1036})
    after = pair.settled().tell(LETTERS)
    assert all(large == pytest.approx(1.2 * small, abs=0.1) for small, large in zip(before, after, strict=True))


def test_where_no_row_ends_in_another_tier_it_says_so_and_leads_to_the_largest_move(pair: Pair, twelve: str) -> None:
    def swap(lines: list[dict[str, Any]]) -> None:
        listed = next(each for each in lines if each["event"] == "listed")
        listed["ids"] = [*listed["ids"][1:], listed["ids"][0]]

    pair.show(twelve, changed(twelve, swap))
    wanted = pair.tell("() => player.comparison.moves[0].id")
    block = pair.page.locator(".cs-pairblock", has_text="Where they part")
    assert "No row ends in another tier." in block.inner_text()
    block.get_by_role("button", name="The largest move").click()
    assert {each["id"] for each in pair.tell(SHOWN)} == {wanted}
    pair.tell("() => player.seek(0)")
    pair.page.get_by_role("button", name="Next call").click()
    assert {each["id"] for each in pair.tell(SHOWN)} == {wanted}
    assert "No row ends in another tier. The largest move" in pair.page.locator(".cs-notice").inner_text()


def test_every_difference_leads_to_where_it_shows_and_is_called_by_name(pair: Pair, twelve: str) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        opened = nth(lines, "row_opened", 5)
        opened["cells"]["visa"] = "h1b" if opened["cells"]["visa"] != "h1b" else "j1"
        lines[0]["scenario"]["members"] = [{"id": "fac1", "capital": 5}]
        lines[0]["scenario"]["memory"]["episodes"] = lines[0]["scenario"]["memory"]["episodes"][1:]
        lines[0]["scenario"]["switches"] = {"memory": False}
        nth(lines, "uttered", 8, 1)["text"] = "Something else."

    a = changed(twelve, lambda lines: lines[0]["scenario"].update(switches={"memory": True}, members=[{"id": "fac1"}]))
    pair.show(a, changed(twelve, change))
    made = pair.page.locator(".cs-change")
    said = pair.texts(".cs-change")
    for ids in ("r005", "fac1", "g1"):
        assert ids not in " ".join(said)
    for words, there in (
        ("Visa", "player.scene.pair.id === 'r005'"),
        ("Dr. Lindqvist, capital", "player.chosen === 'fac1'"),
        ("failed the boards", "player.scene.pair.b.end.ghosts.concat(player.scene.pair.a.end.ghosts).length > 0"),
        ("memory", "player.scene.pair.id === 'r008'"),
    ):
        pair.tell("() => player.seek(0)")
        made.filter(has_text=words).last.click()
        assert pair.tell(f"() => {there}"), words
    assert pair.texts(".cs-leanhead h2")[0] != pair.texts(".cs-leanhead h2")[1]


def test_a_side_is_titled_by_the_one_thing_that_differs_and_its_cell_is_lit_before_a_word(
    pair: Pair, twelve: str
) -> None:
    def switch(on: bool) -> str:
        return changed(twelve, lambda lines: lines[0]["scenario"].update(switches={"memory": on}))

    pair.show(switch(True), switch(False))
    assert pair.texts(".cs-leanhead h2") == ["memory on", "memory off"]
    cells = [
        changed(twelve, lambda lines, v=v: nth(lines, "row_opened", 5)["cells"].update(visa=v)) for v in ("j1", "none")
    ]
    pair.show(*cells, start={"row": 5})
    assert pair.texts(".cs-leanhead h2") == ["Visa: J-1", "Visa: none"]
    lit = "() => player.state.dom.leans.map(({ node }) => node.querySelector('.cs-differs')?.textContent ?? '')"
    assert [text.startswith("Visa") for text in pair.tell(lit)] == [True, True]
    pair.tell("() => player.stepRow(1)")
    assert pair.page.locator(".cs-differs").count() == 0


def test_what_they_were_made_from_is_named(pair: Pair, twelve: str) -> None:
    def change(lines: list[dict[str, Any]]) -> None:
        lines[0]["seed"] = 2
        lines[0]["inputs"] = [{"name": "people.csv", "sha256": "ab" * 32}]
        lines[0]["scenario"]["season"]["year"] = 2031
        lines[0]["scenario"]["memory"]["episodes"] = lines[0]["scenario"]["memory"]["episodes"][1:]
        nth(lines, "row_opened", 5)["cells"]["visa"] = (
            "h1b" if nth(lines, "row_opened", 5)["cells"]["visa"] != "h1b" else "j1"
        )

    pair.show(twelve, changed(twelve, change))
    said = pair.page.locator(".cs-pairblock", has_text="Made from").inner_text()
    for words in ("Seed", "2031", "Files", "people.csv", "the resident who failed the boards in 2021", "Visa"):
        assert words in said
    assert pair.page.locator(".cs-change").count() == 5


def test_the_time_line_shows_what_is_done_forward_and_back(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.show(twelve, made_up(rows=12, seed=4))
    for row, done, now in ((9, 16, 2), (3, 4, 2), (12, 22, 2)):
        pair.tell(f"() => player.seekPair(player.comparison.pairs[{row - 1}])")
        assert (pair.page.locator(".cs-done").count(), pair.page.locator(".cs-chapter.cs-now").count()) == (done, now)
    pair.tell("() => player.seek(player.comparison.total)")
    assert (pair.page.locator(".cs-done").count(), pair.page.locator(".cs-chapter.cs-now").count()) == (24, 0)


# --- the lists


def test_every_change_of_place_is_listed_the_largest_first(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    other = made_up(rows=12, seed=4)
    tables = [
        outcomes(read_recording(io.BytesIO(text.encode()), "made up")).set_index("id") for text in (twelve, other)
    ]
    places = [table["position"].astype(object).where(table["position"].notna(), None) for table in tables]
    wanted = {
        key: (places[0][key], places[1][key])
        for key in tables[0].index
        if places[0][key] != places[1][key] or tables[0]["tier"][key] != tables[1]["tier"][key]
    }
    listed = pair.compared(twelve, other, "({ moves }) => moves.map((each) => [each.id, each.placeA, each.placeB])")
    assert {key: (a, b) for key, a, b in listed} == wanted
    sizes = [abs(a - b) for _, a, b in listed if a is not None and b is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert pair.compared(twelve, other, "(comparison) => comparison.kept") == 12 - len(wanted)


def test_a_click_on_a_change_goes_to_the_row_in_both(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    pair.show(twelve, made_up(rows=12, seed=4))
    wanted = pair.tell("() => player.comparison.moves[2].id")
    pair.page.locator(".cs-moves button").nth(2).click()
    assert {each["id"] for each in pair.tell(SHOWN)} == {wanted}
    assert pair.page.locator(".cs-moves .cs-now").count() == 1


def test_rows_that_end_in_another_tier_are_marked_and_stepped_through(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.show(twelve, made_up(rows=12, seed=4))
    others = pair.tell("() => player.comparison.pairs.filter((each) => each.otherTier).map((each) => each.index)")
    assert pair.page.locator(".cs-othertier").count() == len(others) > 1
    reached = []
    for _ in others:
        pair.tell("() => player.stepOther(1)")
        reached.append(pair.tell("() => player.scene.pair.index"))
    assert reached == others


# --- what does not compare


def test_other_people_in_the_room_are_named(pair: Pair, twelve: str) -> None:
    other = changed(twelve, lambda lines: lines[0]["members"][3].update(name="Dr. Newcomer"))
    (note,) = pair.notes(twelve, other)
    assert "Only in A: Dr. Lindqvist" in note
    assert "Only in B: Dr. Newcomer" in note


def test_without_a_shared_row_they_still_run_side_by_side(pair: Pair, twelve: str) -> None:
    other = twelve.replace('"r0', '"x0')
    pair.show(twelve, other, start={"row": 4})
    assert "no applicant in common" in pair.page.locator(".cs-pairnotes").inner_text()
    assert [each["id"] for each in pair.tell(SHOWN)] == ["r004", "x004"]
    assert pair.page.locator(".cs-moves").count() == 0


def test_rows_in_one_only_are_passed_over_and_counted(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    (note,) = pair.notes(twelve, made_up(rows=9))
    assert "9 applicants are in both" in note
    assert "Only in A:" in note


def test_a_cut_recording_is_compared_as_far_as_it_goes(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    cut = made_up(rows=12, whole=False)
    pair.show(twelve, cut)
    assert "B is incomplete: it stops in row" in pair.page.locator(".cs-pairnotes").inner_text()
    assert pair.tell("() => player.comparison.word") is None
    assert 1 < pair.tell("() => player.comparison.pairs.length") < 12


def test_a_recording_without_rows_is_refused_in_a_sentence(pair: Pair, twelve: str) -> None:
    pair.show(twelve, twelve.splitlines(keepends=True)[0])
    assert pair.page.get_by_role("alert").inner_text() == "B stops before its first row: there is nothing to compare."


def test_names_and_notes_are_text(pair: Pair, made_up: Callable[..., str]) -> None:
    evil = "<img src=x onerror=alert(1)> \u202e\u0645\u062d\u0645\u062f " + "W" * 300
    a = made_up(rows=6, name=evil, text="<script>alert(2)</script>", note=evil)
    b = changed(a, lambda lines: lines[0].update(seed=3, scenario={**lines[0]["scenario"], "title": evil}))
    pair.show(a, b).settled()
    assert pair.page.locator("#host img, #host script").count() == 0
    assert pair.tell("() => document.documentElement.scrollWidth") <= 1440


# --- playing


def test_it_plays_both_and_keys_drive_it(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    pair.show(twelve, made_up(rows=12, seed=4), focus=True, speed=16)
    pair.page.keyboard.press("k")
    pair.page.wait_for_function("player.t > 20")
    pair.page.keyboard.press("k")
    assert not pair.tell("() => player.playing")
    pair.page.keyboard.press("Home")
    pair.page.keyboard.press("]")
    assert pair.tell("() => player.scene.pair.index") == 1
    pair.page.keyboard.press(".")
    begun = pair.tell("() => player.t - player.scene.pair.start")
    starts = pair.tell(
        "() => ['a', 'b'].flatMap((side) => player.scene.pair[side].utterances.map((each) => each.start_s))"
    )
    assert begun == pytest.approx(min(each for each in starts if each > 0.001))
    pair.page.keyboard.press("?")
    assert pair.page.get_by_role("dialog", name="Keyboard").is_visible()


def test_every_control_can_be_reached_with_the_tab_key(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    pair.show(twelve, made_up(rows=12, seed=4), focus=True, replays=["/replay/a", "/replay/b"])
    reached = set()
    for _ in range(80):
        pair.page.keyboard.press("Tab")
        reached.add(
            pair.tell("() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
        )
    for wanted in (
        "First word",
        "Next call",
        "Moment in both meetings",
        "Speed",
        "Play (space)",
    ):
        assert wanted in reached


def test_a_member_is_picked_in_both_rooms(pair: Pair, twelve: str, made_up: Callable[..., str]) -> None:
    pair.show(twelve, made_up(rows=12, seed=4), start={"row": 3, "t": 6})
    pair.page.locator('.cs-lean [data-member="fac1"]').first.focus()
    pair.page.keyboard.press("Enter")
    assert pair.page.locator(".cs-chosen").count() == 2
    assert "Dr. Lindqvist" in pair.page.locator(".cs-pairchosen").inner_text()


# --- looks


@pytest.mark.parametrize(("size", "theme"), mixed([(1440, 900), (900, 800), (390, 844)], ["light", "dark"]))
def test_it_fits_and_bars_nobody(
    pair: Pair, twelve: str, made_up: Callable[..., str], theme: str, size: tuple[int, int]
) -> None:
    pair.ready(width=size[0], height=size[1]).show(
        twelve, made_up(rows=12, seed=4), theme=theme, start={"row": 6, "t": 5}
    )
    pair.settled()
    assert pair.tell("() => document.documentElement.scrollWidth") <= size[0]
    if size[0] >= 1100:
        assert pair.tell("() => document.documentElement.scrollHeight") <= size[1]
    assert barriers(pair.page) == []


def test_a_phone_shows_one_room_and_switches_without_moving(
    pair: Pair, twelve: str, made_up: Callable[..., str]
) -> None:
    pair.ready(width=390, height=844).show(twelve, made_up(rows=12, seed=4), start={"row": 2, "t": 5})
    rooms = pair.page.locator(".cs-lean")
    before = rooms.nth(0).bounding_box()
    assert [rooms.nth(k).is_visible() for k in (0, 1)] == [True, False]
    pair.page.get_by_role("button", name="Show room B").click()
    assert [rooms.nth(k).is_visible() for k in (0, 1)] == [False, True]
    assert rooms.nth(1).bounding_box() == before
