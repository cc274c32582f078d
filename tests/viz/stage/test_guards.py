"""Whatever a recording holds or lacks, the stage shows it or says a sentence, and draws no nonsense."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from committee.errors import RecordingRefused
from committee.recording.frame import frame
from committee.recording.reader import read_recording
from tests.effort import mixed

SIZES = [(1440, 900), (390, 844)]
EVERYTHING = """(size) => {
  const go = (t) => { player.seek(t); player.play(); player.pause(); };
  const { total } = player.recording;
  [0, total / 3, total / 2, total, -1, 1e9, NaN].forEach(go);
  for (const act of ['step', 'stepRow', 'stepMoment']) {
    for (const way of [1, 1, 1, -1, -1]) player[act](way);
  }
  for (const view of ['list', 'answers', 'room']) {
    player.setView(view);
    for (let k = 1; k < 5; k += 1) player.seekRow(k);
  }
  for (const member of player.recording.header.members) player.choose(member.id);
  player.showTab('why');
  for (let k = 0; k < 12; k += 1) player.step(-1);
  player.playHighlights();
  player.pause();
  player.toggleCaptions();
  return player.link();
}"""
NONSENSE = """() => {
  const wrong = /NaN|undefined|null|Infinity|\\[object/;
  const bad = [];
  for (const node of document.querySelectorAll('#host *')) {
    for (const { name, value } of node.attributes) if (wrong.test(value)) bad.push(`${name}: ${value}`);
    if (!node.children.length && wrong.test(node.textContent)) bad.push(node.textContent);
  }
  return bad;
}"""
ABOVE = """() => {
  const shown = [...document.querySelectorAll('.cs-top > *, .cs-title > *')].filter((node) => !node.hidden);
  const boxes = shown.filter((node) => !node.matches('.cs-title')).map((node) => node.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap((a, k) => boxes.slice(k + 1).filter((b) => meet(a, b))).length;
}"""
LONG = "Anne-Sophie " * 25
TEXTS = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>&amp;",
    "right to left": "محمد بن عبد الله الخوارزمي",
    "emoji": "👩🏽‍⚕️👨‍👩‍👧‍👦🏳️‍🌈 Zoë",
    "three hundred": LONG,
    "one word": "Wörterlang" * 30,
    "nothing": "",
    "blanks": " \n\t ",
}


def changed(text: str, change: Callable[[dict[str, Any]], Any]) -> str:
    """The recording with every event changed in place, and so without its footer; a list takes the event's place."""
    events: list[dict[str, Any]] = []
    for event in map(json.loads, text.splitlines()):
        changed = change(event)
        events.extend(changed if isinstance(changed, list) else [event])
    return "".join(json.dumps(event) + "\n" for event in events if event["event"] != "footer")


def without_talk(*rows: int) -> Callable[[str], str]:
    """Nobody speaks in these rows."""
    talk = {"uttered", "capital", "remembered"}
    return lambda text: changed(text, lambda e: [] if e["event"] in talk and e["row"] in rows else None)


def one_row_without_talk(text: str) -> str:
    first = "".join(line + "\n" for line in text.splitlines() if json.loads(line).get("row") in {None, 1})
    bare = without_talk(1)(first)
    return changed(bare, lambda e: [] if e["event"] in {"listed", "reviewed"} else None)


def never_closed(text: str) -> str:
    return changed(one_row_without_talk(text), lambda e: [] if e["event"] == "row_closed" else None)


def strangers(text: str) -> str:
    """No member of the header ever speaks: every line is somebody else's."""

    def change(event: dict[str, Any]) -> None:
        if event["event"] == "uttered":
            event |= {"member": "nobody", "to": "somebody", "point": "no-such-point", "ghost": "no-such-ghost"}

    return changed(text, change)


def crowd(text: str) -> str:
    """Thirty-two members; the first ten are those who talk."""

    def change(event: dict[str, Any]) -> None:
        for name in ("stances", "capital", "fatigue"):
            if isinstance(event.get(name), dict):
                event[name] |= {f"m{k}": 0.1 for k in range(22)}
        if event["event"] == "header":
            more = [{"id": f"m{k}", "role": "faculty", "seat": 10 + k, "name": f"Dr. Number {k}"} for k in range(22)]
            event["members"] += more

    return changed(text, change)


def more_fields(text: str) -> str:
    return changed(text, lambda e: e.update({"weather": {"sky": [1, None]}, "zeal": None}))


@pytest.mark.parametrize("content", [{"event": "coffee_spilled", "row": 1}, {"event": None}, {}, [], 7, None, "a line"])
def test_a_line_that_is_no_event_is_refused_as_in_python(stage: Any, six: str, content: Any) -> None:
    head, *rest = six.splitlines(keepends=True)
    text = "".join([head, *rest[:5], json.dumps(content) + "\n", *rest[5:]])
    said = stage.page.evaluate("t => { try { stage.parse(t); } catch (e) { return e.message; } }", text)
    assert said == "Line 7 of this recording is not a line of a recording."
    with pytest.raises(RecordingRefused, match="line 7"):
        read_recording(io.BytesIO(text.encode()), "made up")


def other_terms(text: str) -> str:
    terms = {"tier": "limbo", "ended_by": "applause", "act": "sings", "kind": "martian", "label": "odd", "role": "cook"}

    def change(event: dict[str, Any]) -> None:
        event |= {name: value for name, value in terms.items() if name in event}
        for member in event.get("members", []):
            member["role"] = "cook"

    return changed(text, change)


def bare_rows(text: str) -> str:
    """Rows and lines with nothing in them but what they are called."""
    kept = {"event", "row", "id", "start_s", "end_s", "member", "act", "point", "tier", "call"}
    return changed(text, lambda e: [e if e["event"] == "header" else {k: v for k, v in e.items() if k in kept}])


SHAPES: dict[str, Callable[[str], str]] = {
    "one row without talk": one_row_without_talk,
    "one row that never closed": never_closed,
    "quiet rows among others": without_talk(1, 3, 4, 6),
    "cut in the last line": lambda text: text[: len(text) * 2 // 3],
    "cut before the end of a line": lambda text: text[: text.rindex("\n", 0, -1)],
    "only strangers speak": strangers,
    "thirty-two members": crowd,
    "unknown fields": more_fields,
    "unknown terms": other_terms,
    "bare rows": bare_rows,
    "a list of strangers": lambda text: changed(
        text, lambda e: e.update(ids=[*e["ids"][2:], "nobody"]) if e["event"] == "listed" else None
    ),
}
READ_IN_PYTHON = ("one row", "quiet", "cut", "thirty-two", "unknown fields")


@pytest.mark.parametrize(("shape", "size"), mixed(list(SHAPES), SIZES))
def test_everything_can_be_done_with_it_and_no_nonsense_is_drawn(
    stage: Any, six: str, shape: str, size: tuple[int, int]
) -> None:
    stage.ready(width=size[0], height=size[1]).show(SHAPES[shape](six))
    stage.page.evaluate(EVERYTHING, size)
    assert stage.settled().tell(NONSENSE) == []
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    assert [each for each in stage.outside() if each.startswith("off")] == []


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.startswith(READ_IN_PYTHON)])
def test_the_state_of_it_is_the_frame(stage: Any, six: str, shape: str) -> None:
    text = SHAPES[shape](six)
    recording = read_recording(io.BytesIO(text.encode()), "made up")
    seconds = [0.0, 0.3, 1.7, 20.0, 41.5, 77.7, 1e6]
    rooms = stage.page.evaluate("([text, ts]) => ts.map((t) => stage.state(stage.parse(text), t))", [text, seconds])
    assert rooms == [frame(recording, t) for t in seconds]


def test_a_header_alone_is_a_sentence_and_its_player_does_nothing(stage: Any, six: str) -> None:
    head = six.partition("\n")[0] + "\n"
    stage.show(head)
    assert "before its first row" in stage.page.get_by_role("alert").text_content()
    state = stage.page.evaluate("text => stage.state(stage.parse(text), 3)", head)
    assert state == frame(read_recording(io.BytesIO(head.encode()), "made up"), 3)
    calls = (
        "play pause toggle seek seekRow step stepRow stepMoment playHighlights setView savePicture setSpeed setTheme"
    )
    for call in [*calls.split(), "link", "on", "destroy"]:
        stage.tell(f"() => player.{call}(1)")


@pytest.mark.parametrize("members", [[], None, {}])
def test_a_room_without_seats_is_a_sentence(stage: Any, six: str, members: Any) -> None:
    text = changed(six, lambda e: e.update(members=members) if e["event"] == "header" else None)
    said = stage.page.evaluate("t => { try { stage.parse(t); } catch (e) { return e.message; } }", text)
    assert said == "This recording seats nobody."


def written_everywhere(text: str, words: str) -> str:
    """The recording with ``words`` in the place of everything that a person writes."""

    def change(event: dict[str, Any]) -> None:
        if event["event"] == "header":
            event["scenario"] |= {"title": words, "question": words}
            for each in (*event["members"], *event["scenario"]["memory"]["episodes"]):
                each |= {name: words for name in ("name", "label") if name in each}
        if event["event"] == "row_opened":
            event["name"] = words
            event["cells"] = dict.fromkeys(event["cells"], words)
        if event["event"] == "uttered":
            event["text"] = words

    return changed(text, change)


@pytest.mark.parametrize(("words", "size"), mixed(list(TEXTS), SIZES))
def test_whatever_is_written_is_text_and_stays_in_its_place(
    stage: Any, six: str, words: str, size: tuple[int, int]
) -> None:
    stage.ready(width=size[0], height=size[1]).show(written_everywhere(six, TEXTS[words]))
    for k in range(1, 7):
        stage.tell(f"() => {{ player.seekRow({k}); player.step(1); player.step(1); }}")
        assert stage.outside() == []
    stage.page.evaluate(EVERYTHING, size)
    assert stage.settled().tell(NONSENSE) == []
    assert stage.tell(ABOVE) == 0
    assert stage.tell("() => document.documentElement.scrollWidth") <= size[0]
    assert size[0] < 900 or stage.tell("() => document.documentElement.scrollHeight") <= size[1]
    assert stage.count("#host img") + stage.count("#host script") == 0
    shown = set(stage.tell("() => [...document.querySelectorAll('.cs-linetext')].map((node) => node.textContent)"))
    assert shown == {TEXTS[words]}


def test_who_or_what_has_no_name_is_called_by_its_id(stage: Any, six: str) -> None:
    stage.show(written_everywhere(six, ""), start=3)
    assert stage.texts(".cs-person .cs-name")[0] == "pd"
    assert stage.texts(".cs-rowname") == ["r001"]
    assert stage.texts(".cs-title bdi")[0] == "Rank meeting"
