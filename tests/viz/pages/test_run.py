"""Running a meeting: the scenarios as cards, the form of one, and what becomes of what somebody puts in."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from committee.machine.shipped import meetings
from tests.viz.barriers import barriers


def test_each_question_is_a_card_that_leads_to_a_form_of_what_it_sets(page: Any, desk: Any) -> None:
    page.goto(f"{desk.url}/run")
    expect(page.locator(".question-card")).to_have_count(len(meetings()))
    page.get_by_role("link", name="The same sixty rows in the opposite order").press("Enter")
    expect(page).to_have_url(re.compile("/run/tired_room$"))
    expect(page).to_have_title("A tired room · The committee")
    page.get_by_text("What this scenario sets").click()
    expect(page.get_by_role("combobox", name=re.compile("^Order"))).to_have_count(1)
    expect(page.get_by_label("Memory", exact=True)).to_be_checked()
    page.get_by_label("Memory", exact=True).press("Space")
    expect(page.get_by_text("Changed: memory off.")).to_be_visible()
    page.get_by_label("Seed").fill("4")
    assert barriers(page) == []
    page.get_by_role("button", name="Run", exact=True).press("Enter")
    expect(page.get_by_text("tired_room-4-memory-false.jsonl")).to_be_visible()
    page.goto(f"{desk.url}/run/tired_rom")
    expect(page.get_by_role("alert")).to_have_text("There is no scenario called tired_rom.")
    page.go_back()
    expect(page.get_by_label("Seed"), "what somebody put in is there on the way back").to_have_value("4")
    expect(page.get_by_label("Memory", exact=True)).not_to_be_checked()


def test_a_setting_that_no_field_has_is_written_by_hand_and_refused_where_it_is_none(page: Any, desk: Any) -> None:
    page.goto(f"{desk.url}/run/baseline")
    page.get_by_text("Any other setting").click()
    page.get_by_label("Settings, one a line").fill("memory = false")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("write section.key = value")
