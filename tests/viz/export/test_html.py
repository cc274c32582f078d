"""One file that opens from a disk: it plays, asks nobody, stays small, runs nothing a recording holds."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.viz.stage.test_transcript import CLIPBOARD
from viz.export.html import export_html, export_pair
from viz.player import ENTRY, PAIR, STAGE, module_files, stage_module

PLAYED_ON = """async (before) => {
  for (let frames = 0; frames < 2000 && player.t <= before + 0.2; frames += 1) await new Promise(requestAnimationFrame);
  return player.t;
}"""  # the page's policy lets nobody wait by a string of code
HOSTILE = "</script><script>document.title = 'taken'</script><!-- \u2028 <img src=x onerror=\"document.title='taken'\">"


@pytest.fixture
def exported(tmp_path: Path, made_up: Callable[..., str]) -> Callable[..., Path]:
    def export(**asked: Any) -> Path:
        recording = tmp_path / "made-up.jsonl"
        recording.write_text(made_up(**asked), encoding="utf-8")
        return export_html(recording, tmp_path / "replay.html")

    return export


def test_it_opens_from_a_disk_asks_nobody_and_plays(page: Any, exported: Callable[..., Path]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = exported(rows=30)
    page.goto(path.as_uri() + "?row=14&t=12")
    page.wait_for_selector(".cs-person")
    assert page.locator(".cs-rowname").text_content()
    assert page.evaluate("player.scene.row.number") == 14
    before = page.evaluate("player.t")
    page.keyboard.press("k")
    assert page.evaluate(PLAYED_ON, before) > before + 0.2
    page.keyboard.press("k")
    page.evaluate(CLIPBOARD)
    page.get_by_role("button", name="Copy a link to this moment").click()
    assert re.fullmatch(r"\?row=14&t=1\d\.\d", page.evaluate("taken"))  # nothing of the disk
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_the_guide_lies_open_on_a_first_visit_only(page: Any, exported: Callable[..., Path]) -> None:
    path = exported(rows=5)
    for wanted in ("Guide", "Transcript"):
        page.goto(path.as_uri())
        page.wait_for_selector(".cs-person")
        assert page.locator(".cs-tab[aria-selected=true]").inner_text() == wanted
        page.keyboard.press("]")
        assert page.locator(".cs-tab[aria-selected=true]").inner_text() == "Transcript"
        page.keyboard.press("Home")


def test_all_names_are_in_the_loaded_page(page: Any, exported: Callable[..., Path]) -> None:
    page.goto(exported(rows=100).as_uri())
    page.wait_for_selector(".cs-person")
    assert page.locator(".cs-rowhead").count() == 100


def test_two_in_one_file_play_on_one_clock_and_ask_nobody(
    page: Any, tmp_path: Path, made_up: Callable[..., str]
) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        (tmp_path / f"{name}.jsonl").write_text(made_up(rows=12, seed=seed, note=HOSTILE), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = export_pair(tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "both.html")
    page.goto(path.as_uri() + "?row=7&t=3")
    page.wait_for_selector(".cs-pair .cs-person")
    assert page.locator(".cs-rooms .cs-person").count() == 20
    assert page.evaluate("player.here().row") == 7
    before = page.evaluate("player.t")
    page.keyboard.press("k")
    assert page.evaluate(PLAYED_ON, before) > before + 0.2
    assert page.title() == "Made up, seed 1: two meetings side by side"
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_it_opens_with_what_is_to_come_hidden_if_asked_and_a_link_goes_before(
    page: Any, tmp_path: Path, made_up: Callable[..., str]
) -> None:
    recording = tmp_path / "made-up.jsonl"
    recording.write_text(made_up(rows=5), encoding="utf-8")
    open_, hidden, both = (tmp_path / f"{name}.html" for name in ("open", "hidden", "both"))
    export_html(recording, open_)
    export_html(recording, hidden, hide=True)
    export_pair(recording, recording, both, hide=True)
    cases = {
        (open_, ""): "off",
        (hidden, ""): "on",
        (both, ""): "on",
        (open_, "?hide=1"): "on",
        (both, "?hide=0"): "off",
    }
    for (path, link), wanted in cases.items():
        page.goto(path.as_uri() + link)
        page.wait_for_selector(".cs-person")
        assert page.locator(".cs-stage").get_attribute("data-hide") == wanted, (path.name, link)
        assert page.get_by_role("switch").get_attribute("aria-checked") == str(wanted == "on").lower()


def test_a_second_recording_that_is_none_gets_a_sentence_on_the_page(
    page: Any, tmp_path: Path, made_up: Callable[..., str]
) -> None:
    (tmp_path / "a.jsonl").write_text(made_up(rows=2), encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("Dear diary\n", encoding="utf-8")
    page.goto(export_pair(tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "both.html").as_uri())
    page.wait_for_selector("[role=alert]")
    assert page.locator("[role=alert]").inner_text()


def test_its_policy_forbids_everything_but_itself(exported: Callable[..., Path]) -> None:
    text = exported(rows=2).read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_nothing_in_a_recording_runs(page: Any, exported: Callable[..., Path]) -> None:
    page.goto(exported(rows=4, name=HOSTILE, text=HOSTILE, note=HOSTILE).as_uri())
    page.wait_for_selector(".cs-person")
    assert page.title() == "Made up, seed 1: a replay"
    assert page.locator(".cs-rowname").text_content().startswith("</script>")


def test_a_hundred_rows_stay_under_a_megabyte(exported: Callable[..., Path]) -> None:
    assert exported(rows=100).stat().st_size < 1_000_000


def test_the_same_recording_gives_the_same_bytes_packed_or_not(tmp_path: Path, made_up: Callable[..., str]) -> None:
    text = made_up(rows=3).encode()
    (tmp_path / "a.jsonl").write_bytes(text)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(text))
    first = export_html(tmp_path / "a.jsonl", tmp_path / "first.html").read_bytes()
    assert export_html(tmp_path / "a.jsonl.gz", tmp_path / "second.html").read_bytes() == first


def test_what_is_no_recording_gets_a_sentence(page: Any, tmp_path: Path) -> None:
    (tmp_path / "diary.jsonl").write_text("Dear diary\n", encoding="utf-8")
    page.goto(export_html(tmp_path / "diary.jsonl", tmp_path / "diary.html").as_uri())
    assert "not a recording" in page.get_by_role("alert").text_content()


def test_the_joined_modules_hold_every_file_once_and_no_import() -> None:
    assert {path.name for path in module_files(PAIR)} == {path.name for path in STAGE.glob("*.js")}
    assert PAIR not in {path.name for path in module_files()}
    for entry in (ENTRY, PAIR):
        assert re.search(r"^import |^export [^(\n]* from ", stage_module(entry), re.MULTILINE) is None


def test_no_two_modules_use_one_name_at_top_level() -> None:
    names = re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", stage_module(PAIR), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_it_carries_where_those_who_trust_each_other_stand(
    page: Any, tmp_path: Path, made_up: Callable[..., str]
) -> None:
    lines = made_up(rows=2).splitlines()
    header = json.loads(lines[0])
    everybody = [member["id"] for member in header["members"]]
    close = set(everybody[:2])
    header["trust"] = {a: {b: 0.9 if {a, b} == close else 0.2 for b in everybody if b != a} for a in everybody}
    recording = tmp_path / "trusting.jsonl"
    recording.write_text("\n".join([json.dumps(header), *lines[1:-1]]) + "\n", encoding="utf-8")
    page.goto(export_html(recording, tmp_path / "replay.html").as_uri())
    page.get_by_role("button", name="Who trusts whom").click()
    spots = page.evaluate("JSON.parse(document.getElementById('layout').textContent)")
    assert set(spots) == set(everybody)
    drawn = {each: page.locator(f'.cs-trust [data-ring="{each}"]').bounding_box()["x"] for each in everybody}
    left, right = min(spots, key=lambda each: spots[each][0]), max(spots, key=lambda each: spots[each][0])
    assert drawn[left] < drawn[right]
