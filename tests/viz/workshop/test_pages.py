"""The pages of a workshop in a browser: what people see and do, from the code on the board to the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers
from tests.viz.conftest import Faults
from tests.viz.rest import settle
from tests.viz.shifted import jumps, watch
from tests.viz.workshop.held import DECIDED, Held, held

PAGES = Path(__file__).parents[3] / "viz" / "workshop" / "pages"
PHONE, NARROW, BOARD, LAPTOP = ((390, 844), (320, 640), (1280, 720), (1366, 768))
LARGEST_PHONE_PAGE = 30 * 1024

CUT = """(root) => [...document.querySelectorAll(root + ' *')]
  .filter((node) => node.children.length === 0 && node.textContent.trim() && node.getClientRects().length)
  .filter((node) => !node.closest('[aria-hidden=true], svg'))
  .filter((node) => { const r = node.getBoundingClientRect();
    return r.left < -1 || r.right > innerWidth + 1 || node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0
      && getComputedStyle(node).overflow !== 'visible'; })
  .map((node) => node.textContent.slice(0, 60))"""
"""The texts under ``root`` that stick out of the window or are cut."""

SMALLEST = """(floor) => [...document.querySelectorAll('body *')]
  .filter((node) => [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim()))
  .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map((node) => [parseFloat(getComputedStyle(node).fontSize), node.textContent.trim().slice(0, 40)])
  .filter(([size]) => size < floor)"""
"""The texts on the board whose letters are smaller than the floor, in px."""

Open = Callable[..., Any]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Held]:
    with held(tmp_path) as workshop:
        yield workshop


@pytest.fixture
def tab(context: Any, faults: Faults, workshop: Held) -> Iterator[Open]:
    """Open a page of the workshop in a window of this size, in this look."""
    with ExitStack() as stack:

        def opened(path: str, size: tuple[int, int], scheme: str = "light") -> Any:
            page = context.new_page()
            page.set_viewport_size({"width": size[0], "height": size[1]})
            page.emulate_media(color_scheme=scheme)
            stack.enter_context(faults.watching(page))
            stack.callback(page.close)
            watch(page)
            page.goto(f"http://127.0.0.1:{workshop.port}{path}")
            return page

        yield opened
        context.clear_cookies()


def test_the_page_of_a_phone_is_small() -> None:
    files = ("frame.html", "phone.html", "phone.js", "line.js", "outcome.js")
    assert sum((PAGES / name).stat().st_size for name in files) < LARGEST_PHONE_PAGE


def _front(where: Any) -> Any:
    """A page, or a place on one, once its tab is in front: behind another it draws one frame a second."""
    getattr(where, "page", where).bring_to_front()
    return where


def _fits(page: Any, root: str = "body") -> None:
    """Nothing pushes the page sideways, no text is cut, and nobody is barred."""
    assert barriers(_front(page)) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT, root) == []


def _come_in(phone: Any, code: str) -> None:
    _front(phone).get_by_role("textbox", name="Code on the board").fill(code)
    phone.get_by_role("button", name="Join").click()
    expect(phone.locator("#animal")).not_to_be_empty()


def _vote(phone: Any, choice: str) -> None:
    _front(phone).get_by_role("radio", name=choice, exact=True).first.check()
    phone.get_by_role("button", name="my vote").first.click()
    expect(phone.locator(".says").first).to_contain_text("counts")


def test_a_row_from_the_code_to_the_result(workshop: Held, tab: Open) -> None:
    host = tab(f"/host?t={workshop.link}", LAPTOP, "dark")
    expect(host.locator("#title")).to_have_text("Come in")
    assert host.url.endswith("/host")  # the link has left the address bar
    board, phone = tab("/board", BOARD), tab("/join", NARROW, "dark")
    expect(board.locator("#code")).to_have_text(workshop.code)
    for each in (host, board, phone):
        settle(_front(each))
        assert jumps(each) == []
    _fits(phone)
    _fits(board)
    _come_in(phone, workshop.code.lower())
    expect(board.locator("#in")).to_contain_text("1 in the room")
    main = host.locator("#main")
    _front(host.get_by_role("button", name="Next")).click()
    expect(host.locator("#title")).to_have_text("predict r001")
    _front(main).click()  # opens the vote
    expect(_front(board).locator(".cs-screen")).to_be_visible()
    expect(board.locator(".cs-person").first).to_be_hidden()  # nobody's mind is on the board before people vote
    assert board.evaluate(SMALLEST, 16) == []
    _vote(phone, "Low")
    _fits(phone)
    expect(board.locator("#in")).to_contain_text("1 have voted")
    _vote(phone, "Top")
    _sees_only_the_wall(_front(board))
    for name in ("Close the vote", "Next", "Start the talk", "Next", "Open the vote"):
        expect(main).to_have_text(name)
        assert phone.locator(".outcome").count() == board.locator(".outcome").count() == 0  # no tally before its time
        _front(main).click()
    _vote(phone, "Middle")
    for name in ("Close the vote", "Next", "Reveal"):
        expect(main).to_have_text(name)
        expect(host.locator("#clock")).to_contain_text("of 5 min")  # what is planned
        if name == "Reveal":
            expect(board.locator("#panel")).to_have_text("What did the committee do?")  # its own would tell
        assert phone.locator(".outcome").count() == board.locator(".outcome").count() == 0
        _front(main).click()
    for page in (host, board, phone):
        row = page.get_by_role("row", name="Middle")
        expect(row).to_contain_text("1 · 100%")
        expect(page.get_by_role("row", name="Top")).to_contain_text("1 · 100%")
        expect(page.locator(".result")).to_contain_text(DECIDED)
        expect(page.get_by_text("Why reveal?")).to_be_visible()
        _fits(page)
    expect(phone.get_by_role("row", name="Middle")).to_contain_text("you")
    assert board.evaluate("document.documentElement.scrollHeight <= innerHeight")  # the board never scrolls
    assert board.evaluate(SMALLEST, 16) == []
    assert min(map(len, board.locator(".cs-name").all_text_contents())) > 2  # names, never initials
    lead = board.locator(".leads").evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    assert lead >= 24
    expect(board.locator("#panel")).to_contain_text("Why reveal?")  # what people talk about stands beside the result
    _to_the_end(host, board, phone)


def test_a_board_that_is_loaded_anew_goes_on_where_the_talk_was(workshop: Held, tab: Open) -> None:
    host = workshop.host()
    host.go("next", "open_ballot", "lock", "next")
    board = tab("/board?rate=40", BOARD)
    expect(board.locator("#title")).to_have_text("talk r001")
    host.go("start")
    other = tab("/board", BOARD)
    said = ".cs-leanwords"
    board.bring_to_front()
    board.wait_for_timeout(4000)  # all of the talk, at this pace, and a second to note the place
    last = board.locator(said).inner_text()
    board.goto(board.url.partition("?")[0])  # at the talk's own pace, this is half a minute from its start
    expect(board.locator(said)).to_have_text(last)
    assert other.locator(said).inner_text() != last


SEEN = """(names) => names.filter((name) => [...document.querySelectorAll('#room ' + name)]
  .some((node) => node.checkVisibility({ visibilityProperty: true })))"""


def _sees_only_the_wall(board: Any) -> None:
    """Before the first vote the board tells nothing of what members think, remember or can pay."""
    told = [".cs-gauge-now", ".cs-gauge-dot", ".cs-gauge-before", ".cs-ghost", ".cs-stance", ".cs-delta", ".cs-purse"]
    assert board.evaluate(SEEN, told) == []
    assert board.evaluate(SEEN, [".cs-cell"]) == [".cs-cell"]


def _to_the_end(host: Any, board: Any, phone: Any) -> None:
    """The marked button leads to the end and beyond it: every page says what comes next."""
    main = host.locator("#main")
    _front(main).click()
    expect(host.locator("#title")).to_have_text("predict r002")
    host.get_by_role("button", name="Skip this row").click()
    expect(host.locator("#title")).to_have_text("The end")
    for name in ("Open the vote", "Close the vote", "End the session", "Yes, end it for everybody"):
        expect(main).to_have_text(name)
        main.click()
    expect(main).to_have_text("Save every vote (CSV)")
    expect(host.locator("#words")).to_contain_text("Save the sheet for two weeks later")
    expect(host.locator("#words")).to_contain_text("the same command with --delete")
    expect(board.locator("#panel")).to_contain_text("The session is over. Thank you.")
    expect(board.locator("#panel")).to_contain_text("/handout.html")
    assert [barriers(_front(page)) for page in (board, phone, host)] == [[], [], []]
    with host.expect_download() as saved:
        main.click()
    assert saved.value.suggested_filename == "votes.csv"
    with phone.expect_popup() as opened:
        _front(phone).get_by_role("link", name="Read the handout").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    opened.value.close()


def test_the_keyboard_alone_runs_the_console_and_hands_count(workshop: Held, tab: Open) -> None:
    host = tab(f"/host?t={workshop.link}", PHONE)
    expect(host.locator("#title")).to_have_text("Come in")
    for title, keys in (("predict r001", "n"), ("talk r001", "nn"), ("predict r001", "b")):
        phase = host.locator("#phase")
        if title == "predict r001" and keys == "n":
            host.keyboard.press("n")  # opens what is asked before
            expect(phase).to_have_text("vote is open")
            host.keyboard.press("n")
            expect(phase).to_have_text("vote is closed")
            host.keyboard.press("n")
        elif keys == "nn":
            host.keyboard.press("n")
            expect(phase).to_have_text("vote is open")
            host.locator("#hands summary").press("Enter")
            host.get_by_role("spinbutton", name="Low").fill("12")
            host.get_by_role("button", name="Count these hands").press("Enter")
            expect(host.locator("#people")).to_contain_text("12 before the talk")
            expect(host.locator("#counting")).to_contain_text("Counted: 12 hands.")
            host.locator("#settings summary").click()  # what the mouse has pressed does not take the key
            host.keyboard.press("t")
            expect(host.locator("#timer")).to_contain_text("s left")
            host.keyboard.press("t")
            expect(host.locator("#others")).to_contain_text("30 s more")
            expect(host.locator("#timer")).to_have_text(re.compile("· [45]. s left"))
            host.keyboard.press("Enter")
            expect(phase).to_have_text("vote is closed")
            host.keyboard.press("n")
        else:
            host.keyboard.press("b")
        expect(host.locator("#title")).to_have_text(title)
    host.keyboard.press("p")
    expect(host.locator("#phase")).to_have_text("paused")
    _fits(host)


@contextmanager
def _away(workshop: Held, faults: Faults) -> Iterator[None]:
    """While the server is away, the browser notes that nobody answers; that is no fault of a page."""
    workshop.stop()
    yield
    faults[:] = [fault for fault in faults if "ERR_CONNECTION" not in fault and "WebSocket" not in fault]


def test_a_phone_says_who_is_away_and_comes_back_by_itself(
    tmp_path: Path, context: Any, faults: Faults, page: Any
) -> None:
    first = Held(tmp_path)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"http://127.0.0.1:{first.port}/join?c={first.code}")
    expect(page.locator("#title")).to_have_text("Come in")
    animal = page.locator("#animal").inner_text()
    context.set_offline(True)
    expect(page.locator("#away")).to_contain_text("You are offline")
    context.set_offline(False)
    expect(page.locator("#away")).to_be_hidden()
    with _away(first, faults):
        expect(page.locator("#away")).to_contain_text("host's computer does not answer")
        with held(tmp_path, port=first.port) as again:
            host = again.host()
            host.go("next", "pause")
            expect(page.locator("#away")).to_be_hidden()
            expect(page.locator("#title")).to_have_text("predict r001")
            expect(page.locator("#note")).to_have_text("The host has paused.")
            assert page.locator("#animal").inner_text() == animal
            page.reload()
            expect(page.locator("#animal")).to_have_text(animal)
            page.goto("about:blank")


def test_a_wrong_code_says_so_and_the_right_one_still_works(workshop: Held, tab: Open, faults: Faults) -> None:
    phone = tab("/join", PHONE)
    phone.get_by_role("textbox", name="Code on the board").fill("XXXXXX")
    phone.get_by_role("button", name="Join").click()
    expect(phone.locator("#why")).to_have_text("This is not the code on the board.")
    _come_in(phone, workshop.code)


def test_without_scripts_a_phone_votes_by_a_form(workshop: Held, context: Any) -> None:
    status, headers, _ = workshop.form("/join", code=workshop.code)
    assert status == 303
    cookie = headers["set-cookie"].partition(";")[0]
    host = workshop.host()
    host.go("next", "open_ballot")
    status, _, content = workshop.ask("/join", cookie=cookie)
    assert b'<input type="radio" name="choice" required value="low">' in content
    assert workshop.form("/join", cookie, round="main:r001", ballot="before", choice="low")[0] == 303
    assert [vote.choice for vote in workshop.kept().votes["main:r001", "before"].values()] == ["low"]
