"""The report as two files: the answer first, no request, nothing from a folder runs, the same bytes each time."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from committee.errors import UsageRefused
from committee.terms import DISCLAIMER
from tests.viz.barriers import barriers
from tests.viz.export.report.studies import Invented, build
from viz.export.report import write_report
from viz.export.report.parts import HONEST
from viz.export.report.watching import PORTRAYS

HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=alert(1)> & 'so' | `on`"
ANSWER = re.compile(
    r"In these simulated meetings, when an associate director argues strongly for Rowan Tesk rather than"
)


def plain(markdown: str) -> str:
    return re.sub(r"[*`\\]", "", markdown)


def test_both_begin_with_the_question_and_its_answer(folder: Path) -> None:
    page, text = ((folder / name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))
    assert text.startswith("# An advocate for a flagged file\n\nWhat does an advocate buy")
    assert ANSWER.search(plain(text))
    assert ANSWER.search(page.replace("&#x27;", "'"))
    assert (
        plain(text).index("places higher")
        < text.index("## Technical checks of the simulation")
        < text.index("## What was done")
    )


def test_both_say_what_intervals_do_not_say(folder: Path) -> None:
    for name in ("report.html", "report.md"):
        content = (folder / name).read_text(encoding="utf-8")
        assert content.index(DISCLAIMER) < content.index("In these simulated meetings") < content.rindex(DISCLAIMER)
        assert content.count(HONEST) == 2
        assert PORTRAYS in content
        assert not re.search(r"p-value|p\s*[<=]\s*0?\.0|significan", content.partition("<script type=")[0])


def test_every_figure_of_the_text_is_on_the_page(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    figures = set(re.findall(r"\[[−\d.,]+, [−\d.,]+\]", plain((folder / "report.md").read_text(encoding="utf-8"))))
    assert len(figures) > 20
    assert {each for each in figures if each not in page} == set()


def test_it_is_small_and_its_policy_forbids_everything_but_itself(folder: Path) -> None:
    path = folder / "report.html"
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', path.read_text(encoding="utf-8"))
    assert path.stat().st_size < 3_000_000
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]


def test_the_same_folder_gives_the_same_bytes(folder: Path) -> None:
    before = [(folder / name).read_bytes() for name in ("report.html", "report.md")]
    assert [path.read_bytes() for path in write_report(folder)] == before


def test_nothing_in_a_folder_becomes_markup(tmp_path: Path) -> None:
    page, text = write_report(build(tmp_path / "hostile", Invented(seeds=4, title=HOSTILE, question=HOSTILE, nulls=())))
    assert "<img" not in page.read_text(encoding="utf-8")
    assert "taken'</script>" not in page.read_text(encoding="utf-8")
    assert "<img" not in text.read_text(encoding="utf-8")


def test_without_a_change_there_is_still_a_report(tmp_path: Path) -> None:
    folder = build(tmp_path / "empty", Invented(seeds=2, nulls=()))
    (folder / "effects.csv").write_text("", encoding="utf-8")
    _, text = write_report(folder)
    assert "There is no result yet." in text.read_text(encoding="utf-8")


def test_a_folder_that_holds_nothing_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="holds no results"):
        write_report(tmp_path)


def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = build(tmp_path / "damaged", Invented(seeds=2, nulls=()))
    (folder / "effects.csv").write_text("design_point,kind\nmany,level\n", encoding="utf-8")
    with pytest.raises(UsageRefused, match="damaged"):
        write_report(folder)
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (390, "dark")])
def test_it_opens_from_a_disk_asks_nobody_and_bars_nobody(page: Any, folder: Path, width: int, scheme: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme=scheme)
    page.goto((folder / "report.html").as_uri())
    assert page.get_by_label("Answer").bounding_box()["y"] < 400
    if width > 1000:
        checks = page.get_by_label("Technical checks").bounding_box()
        assert checks["y"] + checks["height"] < 768
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert barriers(page) == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_its_tables_sort_and_both_meetings_open(page: Any, folder: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto((folder / "report.html").as_uri())
    table = page.locator("table[data-sortable]").filter(has_text="Effects against the base")
    first = table.locator("tbody tr").first.locator("td").nth(3)
    table.get_by_role("button", name="Effect", exact=True).click()
    lowest = first.inner_text()
    assert lowest.startswith("−")
    table.get_by_role("button", name="Effect", exact=True).click()
    assert first.inner_text() != lowest
    page.get_by_role("button", name="Watch both meetings").first.click()
    page.wait_for_selector("dialog .cs-pair .cs-person")
    page.get_by_role("button", name="Back to the report").click()
    page.wait_for_selector("dialog", state="detached")
