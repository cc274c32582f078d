"""The replay in the window: what it asks of the model."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from committee.experiments.whatifs.remade import from_scenario, recorded
from tests.scripted import SMALL


@pytest.fixture(scope="module")
def window(opened: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A window on one real recording."""
    path = tmp_path_factory.mktemp("real") / "real.jsonl"
    path.write_bytes(recorded(from_scenario("baseline", 1, settings=SMALL)))
    return opened(path)


def test_the_replay_says_what_decided_a_row_and_leads_to_the_sentence(page: Any, window: Any) -> None:
    page.goto(f"{window.url}/?row=2&t=60")
    page.get_by_role("tab", name="Why").click()
    page.get_by_role("button", name="What decided this row?").click()
    first = page.locator("button.cs-pivot").first
    expect(first).to_contain_text("without it, the row", timeout=60_000)
    first.click()
    expect(page.locator(".cs-here")).to_have_attribute("aria-current", "true")
    expect(page.locator(".cs-pivots")).to_be_visible()


def test_a_row_that_is_not_there_is_refused_in_a_sentence(window: Any) -> None:
    (digest,) = _redirect(window).split("/")[2:3]
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=60)
    connection.request("GET", f"/recordings/{digest}/pivots.json?row=p20")
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 422
    assert said.startswith('--row: "p20" is not allowed; no row has this id or name')


def _redirect(window: Any) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", window.port, timeout=60)
    connection.request("GET", "/")
    place = str(connection.getresponse().headers["Location"])
    connection.close()
    return place


def test_while_what_is_to_come_is_hidden_the_cards_below_are_away_and_the_address_keeps_it(
    page: Any, window: Any
) -> None:
    page.goto(f"{window.url}/?row=2&hide=1")
    switch = page.get_by_role("switch", name="Hide what is to come")
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(page.locator(".row-card")).to_have_count(1)
    expect(page.locator(".row-card")).to_be_hidden()
    expect(page).to_have_url(re.compile("hide=1"))
    switch.click()
    expect(page.locator(".row-card")).to_be_visible()
    expect(page).not_to_have_url(re.compile("hide"))
