"""The pages of the board: only the board knows how many there are, and hosts turn them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.viz.workshop.held import Held, held

LAST = 9


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Held]:
    with held(tmp_path) as one:
        yield one


def test_hosts_turn_as_many_pages_as_a_board_has(workshop: Held) -> None:
    host, board = workshop.host(), workshop.socket("board")
    host.go(*["next"] * LAST)
    assert host.command("page_on")["why"] == "The board has no such page at this step."
    assert "page_on" not in host.state["commands"]
    board.say({"type": "pages", "at": LAST, "page": 0, "of": 3})
    assert board.hear("done", "refused")["type"] == "done"
    state = host.until(page=0, pages=3)
    assert "page_on" in state["commands"]
    assert "page_back" not in state["commands"]
    host.go("page_on", "page_on")  # the second before the board has said that it turned the first
    assert host.until(page=2)["commands"].count("page_on") == 0
    assert host.command("page_on")["type"] == "refused"
    host.go("page_back")
    assert board.until(page=1)["step"]["index"] == LAST
    host.go("back")
    assert host.until(pages=1)["page"] == 0  # what a board said of another step


def test_of_several_boards_the_one_with_the_most_pages_counts_and_one_that_is_gone_does_not(workshop: Held) -> None:
    host, boards = workshop.host(), [workshop.socket("board") for _ in range(2)]
    host.go(*["next"] * LAST)
    for board, of in zip(boards, (2, 4), strict=True):
        board.say({"type": "pages", "at": LAST, "page": 0, "of": of})
    host.until(pages=4)
    boards[1].close()
    host.until(pages=2)


def test_neither_a_phone_nor_a_host_says_what_the_board_shows(workshop: Held) -> None:
    host, phone = workshop.host(), workshop.phone("client0-0123456789")
    for each in (host, phone):
        each.say({"type": "pages", "at": 0, "page": 0, "of": 3})
        assert each.hear("refused")["why"] == "This is not a message of a workshop."
    assert workshop.desk.place.pages == (0, 1)
