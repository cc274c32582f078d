"""The same again, but: from a row of the replay to the form, from the form to both meetings side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers
from viz.shelf import digest_of


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., str]) -> Path:
    path = tmp_path_factory.mktemp("again") / "meeting.jsonl"
    path.write_text(made_up(rows=4), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def window(opened: Callable[..., Any], recording: Path) -> Any:
    return opened(recording.parent)


def test_a_row_of_the_replay_is_changed_and_both_meetings_are_shown(
    page: Any, window: Any, recording: Path, settled: Callable[[Any], None]
) -> None:
    digest = digest_of(recording.read_bytes())
    page.goto(f"{window.url}/replay/{digest}?row=2")
    page.get_by_role("tab", name="Why").click()
    page.get_by_role("button", name="Change this row and hold the meeting again").press("Enter")
    expect(page).to_have_url(re.compile(rf"/again/{digest}\?row=\w+$"))
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    settled(page)
    assert barriers(page) == []
    page.get_by_role("button", name="Hold it again").click()
    expect(page.get_by_role("alert")).to_contain_text("change one thing")
    page.get_by_label("Year of graduation").fill("3000")
    page.get_by_role("button", name="Hold it again").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text('"3000" is not allowed')
    page.get_by_label("Year of graduation").fill("2001")
    expect(page.get_by_text("Changed: year of graduation: 2001.")).to_be_visible()
    page.get_by_role("button", name="Hold it again").press("Enter")
    expect(page.get_by_role("region", name="Two rank meetings side by side")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/compare/{digest}/\w+\?row=2"))
    page.go_back()
    expect(page.get_by_label("Year of graduation")).to_have_value("2001")


def test_another_row_is_chosen_and_what_is_not_there_is_a_sentence(page: Any, window: Any, recording: Path) -> None:
    page.goto(f"{window.url}/again/{digest_of(recording.read_bytes())}")
    choice = page.get_by_label("The applicant to ask about")
    third = choice.locator("option").nth(2)
    choice.select_option(value=third.get_attribute("value"))
    expect(page.locator(".part-title").first).to_have_text(f"The row of {third.inner_text().split(maxsplit=1)[1]}")
    page.goto(f"{window.url}/again/{'0' * 20}")
    expect(page.get_by_role("alert")).to_contain_text("No recording here matches this link.")
