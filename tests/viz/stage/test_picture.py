"""Save picture: the view one sees, as SVG or as PNG at twice the size, under a name that says what it is."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.viz.stage.test_trust import trusting

SEEN = """(selector) => {
  const words = (node) => node.textContent.trim();
  return [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility()).map(words).filter(Boolean);
}"""
BOX = "() => ['width', 'height'].map((name) => document.querySelector('.cs-canvas').viewBox.baseVal[name])"
VIEWS = {
    "room": (".cs-name, .cs-rowname, .cs-words text", "the room"),
    "list": (".cs-chartrows bdi:nth-child(3), .cs-chartaxis text", "the list"),
    "answers": (".cs-answers:not(.cs-trust) .cs-name, .cs-answers:not(.cs-trust) h2", "who answered whom"),
    "trust": (".cs-trust .cs-name, .cs-trust li .cs-term", "who trusts whom"),
}


def saved(stage: Any, kind: str) -> tuple[str, bytes]:
    stage.page.get_by_role("button", name="Save picture").click()
    dialog = stage.page.get_by_role("dialog", name="Save picture")
    with stage.page.expect_download() as download:
        dialog.get_by_role("button", name=kind, exact=True).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("view", list(VIEWS))
def test_it_saves_the_view_one_sees(stage: Any, made_up: Any, view: str) -> None:
    stage.show(trusting(made_up(rows=24)), start={"row": 21, "t": 14})
    stage.tell(f"() => player.setView('{view}')")
    selector, what = VIEWS[view]
    name, content = saved(stage.settled(), "SVG")
    assert name == f"made-up-seed-1-row-21-{view}.svg"
    root = ElementTree.fromstring(content)  # noqa: S314 - our own picture
    words = "\n".join(root.itertext())
    assert root[0].text.startswith(f"Made up, seed 1, row 21 of 24, {what}. Simulated; ")
    seen = stage.page.evaluate(SEEN, selector)
    assert len(seen) > 8
    assert [each for each in seen if each.split("…")[0] not in words] == []
    assert b"class=" not in content
    assert "Highlights" not in words


def test_a_png_has_twice_the_size_and_the_colors_of_the_look(stage: Any, made_up: Any) -> None:
    stage.show(made_up(rows=3), theme="dark")
    name, content = saved(stage, "PNG")
    assert (name, content[:8]) == ("made-up-seed-1-row-1-room.png", b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    box = stage.tell(BOX)
    assert width == 2 * box[0]
    assert 2 * box[1] < height < 2 * box[1] + 120


def test_a_list_longer_than_its_box_is_saved_whole(stage: Any, sixty: str) -> None:
    stage.ready(width=1280, height=640).show(sixty, start={"row": 60})
    stage.tell("() => player.setView('list')")
    scroller = stage.page.locator(".cs-chartscroll")
    scroller.evaluate("node => { node.scrollTop = 300; }")
    _, content = saved(stage.settled(), "SVG")
    words = content.decode()
    assert [each for each in stage.texts(".cs-chartrows bdi:nth-child(2)") if each not in words] == []
    assert scroller.evaluate("node => node.scrollTop") == 300
    assert float(ElementTree.fromstring(content).get("height")) > 900  # noqa: S314 - our own picture


def test_markup_in_a_name_stays_text(stage: Any, made_up: Any) -> None:
    stage.show(made_up(rows=3, name='<image href="x"/> "&" 👩🏽'), start=1e9)
    stage.tell("() => player.setView('list')")
    name, content = saved(stage, "SVG")
    assert name == "made-up-seed-1-row-3-list.svg"
    assert ElementTree.fromstring(content).find(".//{http://www.w3.org/2000/svg}image") is None  # noqa: S314
