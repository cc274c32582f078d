"""The session of twenty minutes as a room lives it: thirty phones, two boards, a host; at a twentieth of the time."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from viz.workshop.session import load_session

PHONES = 30
FASTER = 20
SIZES = ({"width": 390, "height": 844}, {"width": 320, "height": 640})
BOARDS = (({"width": 1280, "height": 720}, "light"), ({"width": 1920, "height": 1080}, "dark"))
LOOKS = ("light", "dark")
SECOND = 1000  # milliseconds

VOTE = """(pick) => [...document.querySelectorAll('.card')].forEach((card, k) => {
  const radios = card.querySelectorAll('input');
  radios[(pick + k) % radios.length].click();
  card.querySelector('button').click();
})"""


@dataclass
class Hall:
    """Everybody in the room."""

    address: str
    host: Any
    boards: list[Any]
    phones: list[Any]

    @property
    def main(self) -> Any:
        """The marked button of the console."""
        return self.host.locator("#main")

    def vote(self, number: int) -> None:
        """Open the vote, let every phone vote, and close it."""
        self.main.click()
        expect(self.host.locator("#phase")).to_have_text("vote is open")
        for k, phone in enumerate(self.phones):
            expect(phone.locator(".card").first).to_be_visible()
            phone.evaluate(VOTE, k + number)
        for phone in self.phones:
            expect(phone.locator(".says").first).to_contain_text("counts")
        self.main.click()
        expect(self.host.locator("#phase")).to_have_text("vote is closed")

    def reveal(self) -> None:
        """Reveal a row, and see the result on every page."""
        self.main.click()
        for page in (*self.phones, *self.boards):
            expect(page.locator(".outcome")).to_be_visible()

    def go_on(self) -> None:
        """Turn the pages that the boards have at this step, and go to the next one."""
        while self.main.inner_text().startswith("Next page"):
            self.main.click()
            self.host.wait_for_timeout(SECOND / 2)
            self.all_fit()
        self.main.click()

    def all_fit(self) -> None:
        """No page is pushed sideways, and no board scrolls."""
        for page in (*self.phones, *self.boards):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for board in self.boards:
            assert board.evaluate("document.documentElement.scrollHeight <= innerHeight")

    def votes(self) -> Counter[tuple[str, str, str]]:
        """How many votes the table has, by step, ballot and row."""
        table = self.host.context.request.get(urljoin(self.address, "votes.csv")).text()
        return Counter((row["step"], row["ballot"], row["row"]) for row in csv.DictReader(io.StringIO(table)))


def _hall(browser: Any, program: Any) -> Hall:
    said = ""
    while "works once" not in said:
        said += program.stdout.readline()
    address, link = (re.search(pattern, said) for pattern in (r"http://127\.0\.0\.1:\d+/", r"(http\S+/host\?t=\S+)"))
    assert address is not None
    assert link is not None
    host = browser.new_context().new_page()
    host.goto(link[0])
    expect(host.locator("#title")).not_to_be_empty()
    boards = [_board(host.context.new_page(), address[0], *each) for each in BOARDS]
    code = boards[0].locator("#code").inner_text()
    return Hall(address[0], host, boards, [_phone(browser, address[0], code, k) for k in range(PHONES)])


def _board(board: Any, address: str, size: Any, look: str) -> Any:
    board.set_viewport_size(size)
    board.emulate_media(color_scheme=look)
    board.goto(urljoin(address, f"board?rate={FASTER}"))
    expect(board.locator("#code")).not_to_be_empty()
    return board


def _phone(browser: Any, address: str, code: str, k: int) -> Any:
    phone = browser.new_context(viewport=SIZES[k % 2], color_scheme=LOOKS[k // 2 % 2]).new_page()
    phone.goto(urljoin(address, f"join?c={code}"))
    expect(phone.locator("#animal")).not_to_be_empty()
    return phone


@pytest.mark.soak
def test_thirty_phones_play_the_session_of_twenty_minutes(
    browser_type: Any, browser_type_launch_args: dict[str, Any], started: Callable[..., Any]
) -> None:
    program = started("workshop", "twenty", "--no-browser", "--port", "0", "--out", "here")
    browser = browser_type.launch(**browser_type_launch_args)
    hall = _hall(browser, program)
    steps, opened = load_session("twenty").steps, 0
    for number, step in enumerate(steps):
        expect(hall.host.locator("#title")).to_have_text(step.title)
        if hall.main.inner_text() == "Open the vote":
            hall.vote(number)
            opened += 1
        elif hall.main.inner_text() == "Reveal":
            hall.reveal()
        elif hall.main.inner_text() == "Start the talk":
            hall.main.click()
            expect(hall.host.locator("#phase")).to_have_text("the room talks")
        hall.all_fit()
        hall.host.wait_for_timeout(step.seconds * SECOND / FASTER / 4)
        if number < len(steps) - 1:
            hall.go_on()
    assert opened == 6  # what is asked before, two rows twice, what is asked after
    assert set(hall.votes().values()) == {PHONES}  # everybody's vote on every ballot, once
    browser.close()
