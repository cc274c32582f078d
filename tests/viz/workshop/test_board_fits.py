"""The board in a browser: whatever came out, nothing is cut and nothing is left out, on one page or on several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.conftest import Faults
from tests.viz.workshop.held import Held, Talk, held

BOARDS = ((1280, 720), (1920, 1080))
ROUND = "main:r001"

LEADS = "If nobody had thought of last year's resident with the failed Step, who was gone by March: low, 52nd."
SECOND = "If nobody had heard Dr Sato-Reyes say “Two US letters. What more do you want? Keep them on, even low.”: low."
WITHOUT = (
    "If nobody had said a word for it or against it: off the list, too. All that was said did not bring it back.",
    "If no member remembered any past resident: low.",
)
UNSAID = "US clinical work (3 months), known to 5; the interviewer's impression (shy, nice), known to 3; and more"
QUESTIONS = (
    "How many former residents would you have to know before one story means anything?",
    "What would you say to Dr Oduya-Marsh, politely, in one sentence, if you sat beside her in this meeting?",
    "Was the rule wrong, or did it do what a rule can do, and how would you find out which of the two it was?",
)

CUT = """() => {
  const panel = document.querySelector('#panel');
  const [frame, foot] = [panel, document.querySelector('footer')].map((node) => node.getBoundingClientRect());
  return [...panel.querySelectorAll('*')]
    .filter((node) => node.checkVisibility() && [...node.childNodes].some((each) => each.nodeType === 3))
    .filter((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const at = range.getBoundingClientRect();
      return at.top < frame.top - 2 || at.bottom > Math.min(frame.bottom, foot.top) + 2 || at.right > frame.right + 2;
    })
    .map((node) => node.textContent);
}"""
"""The texts of the panel that stick out of it."""

COVERED = """() => [...document.querySelectorAll('#panel .mark')].some((mark) => {
  const [a, b] = [mark, mark.closest('tr').querySelector('.barbox')].map((node) => node.getBoundingClientRect());
  return a.right > b.left && a.bottom > b.top && a.top < b.bottom;
})"""
"""Whether a chip lies under the bar beside it."""

Open = Callable[..., Any]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Held]:
    """A workshop whose rows have much to say, and whose steps have much to ask."""
    with held(tmp_path) as one:
        desk = one.desk
        told = desk.known.told[ROUND]
        much = replace(told, verdict="dnr", pivots=(LEADS, SECOND), without=WITHOUT, unsaid=UNSAID)
        desk.known.told[ROUND] = much  # type: ignore[index]
        steps = [
            step.model_copy(update={"questions": QUESTIONS}) if step.kind in ("talk", "reveal") else step
            for step in desk.session.steps
        ]
        desk.session = desk.session.model_copy(update={"steps": tuple(steps)})
        yield one


@pytest.fixture
def board(context: Any, faults: Faults, workshop: Held) -> Iterator[Open]:
    """Open the board in a window of this size."""
    pages = []

    def opened(size: tuple[int, int]) -> Any:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"http://127.0.0.1:{workshop.port}/board?rate=40")
        expect(page.locator("#code")).not_to_be_empty()
        return page

    yield opened
    assert not faults
    for page in pages:
        page.close()


def _count(host: Talk, ballot: str, **counts: int) -> None:
    host.say({"type": "hands", "at": host.state["step"]["index"], "round": ROUND, "ballot": ballot, "counts": counts})
    assert host.hear("done", "refused")["type"] == "done"


def _to_the_talk(host: Talk) -> None:
    host.go("next", "open_ballot")
    _count(host, "before", top=3, mid=8, low=6, dnr=4)
    host.go("lock", "next")


def _to_the_result(workshop: Held, host: Talk) -> None:
    _to_the_talk(host)
    host.go("next", "open_ballot")
    _count(host, "after", top=1, mid=8, low=8, dnr=4)
    _count(host, "moved", **{point: 4 for point, _ in workshop.desk.known.told[ROUND].points[:2]}, nothing=2)
    host.go("lock", "next", "reveal")


def _pages(host: Talk, page: Any) -> list[str]:
    """The texts of all pages of the board; a host turns them."""
    page.bring_to_front()
    page.wait_for_timeout(300)
    told, number = [page.locator("#panel").inner_text()], 1
    assert page.evaluate(CUT) == []
    of = page.locator("#page").inner_text().rpartition(" ")[2]
    while number < int(of or 1):
        host.until(page=number - 1)
        host.go("page_on")
        number += 1
        expect(page.locator("#page")).to_have_text(f"page {number} of {of}")
        assert page.evaluate(CUT) == []
        told.append(page.locator("#panel").inner_text())
    return told


@pytest.mark.parametrize("size", BOARDS)
def test_a_result_stands_on_as_many_pages_as_it_needs(workshop: Held, board: Open, size: tuple[int, int]) -> None:
    host, page = workshop.host(), board(size)
    _to_the_result(workshop, host)
    expect(page.locator(".outcome")).to_be_visible()
    assert not page.evaluate(COVERED)
    told = _pages(host, page)
    everything = "\n".join(told)
    for text in (LEADS, SECOND, *WITHOUT, f"Known and not said: {UNSAID}.", "What moved you: ", *QUESTIONS):
        assert text in everything
    assert all(text.startswith(LEADS) for text in told)  # what decided it leads every page
    assert sum(QUESTIONS[0] in text for text in told) == 1
    assert all(question in told[-1] for question in QUESTIONS)  # they stay together


@pytest.mark.parametrize("size", BOARDS)
def test_no_question_under_the_room_is_cut(workshop: Held, board: Open, size: tuple[int, int]) -> None:
    host, page = workshop.host(), board(size)
    _to_the_talk(host)
    expect(page.locator("#panel")).to_contain_text(QUESTIONS[0])
    told = _pages(host, page)
    assert len(told) > 1
    assert all(question in "\n".join(told) for question in QUESTIONS)


def test_a_page_turned_on_the_board_is_the_page_on_the_console(workshop: Held, board: Open) -> None:
    host, page = workshop.host(), board(BOARDS[0])
    _to_the_talk(host)
    expect(page.locator("#page")).to_contain_text("page 1 of")
    page.keyboard.press("ArrowRight")
    assert host.until(page=1)["pages"] > 1
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")  # there is none before the first
    host.until(page=0)
    expect(page.locator("#page")).to_contain_text("page 1 of")


SEEN = """(names) => names.filter((name) => [...document.querySelectorAll('#room ' + name)]
  .some((node) => node.checkVisibility({ visibilityProperty: true })))"""


def test_beside_a_vote_stand_no_clock_no_score_and_no_last_word(workshop: Held, board: Open) -> None:
    host, page = workshop.host(), board(BOARDS[0])
    page.bring_to_front()
    host.go("next")
    kind = page.locator(".cs-rowkind")
    expect(page.locator(".cs-screen")).to_be_visible()
    for command in ("open_ballot", "lock"):
        assert page.evaluate(SEEN, [".cs-clock"]) == []
        expect(kind).not_to_contain_text("on paper")
        host.go(command)
    host.go("next")
    expect(kind).to_contain_text("on paper")
    assert page.evaluate(SEEN, [".cs-clock"]) == [".cs-clock"]
    host.go("start")
    page.wait_for_timeout(3000)
    host.go("next", "open_ballot")
    expect(page.locator("#panel")).to_contain_text("And now, after the talk?")
    assert page.evaluate(SEEN, [".cs-clock", ".cs-leanwords", ".cs-speech"]) == []
    host.go("lock", "next")
    expect(page.locator("#panel")).to_have_text("What did the committee do?")
    page.wait_for_timeout(300)
    assert page.locator(".cs-cellbox.cs-lit").count() == 0  # no cell grows over the others while nobody talks


def _front(where: Any) -> Any:
    """A place, once its tab is in front: behind another it draws one frame a second."""
    where.page.bring_to_front()
    return where


def test_the_marked_button_turns_the_page_before_it_goes_on(workshop: Held, board: Open, context: Any) -> None:
    page, console = board(BOARDS[0]), context.new_page()
    console.goto(f"http://127.0.0.1:{workshop.port}/host?t={workshop.link}")
    title, main, where = (console.locator(f"#{name}") for name in ("title", "main", "where"))
    for _ in ("join", "predict"):
        for name in ("Open the vote", "Close the vote", "Next"):
            expect(main).to_have_text(name)
            main.click()
    expect(title).to_have_text("talk r001")
    on_board = page.locator("#page")
    expect(_front(on_board)).to_contain_text("page 1 of")
    of = on_board.inner_text().rpartition(" ")[2]
    expect(_front(where)).to_contain_text(f", page 1 of {of},")
    main.click()
    for number in range(2, int(of) + 1):
        expect(_front(main)).to_have_text(f"Next page ({number} of {of})")
        expect(console.get_by_role("button", name="Next step")).to_be_visible()
        main.click()
        expect(_front(on_board)).to_have_text(f"page {number} of {of}")
    expect(_front(console.locator("body"))).to_be_visible()
    expect(console.get_by_role("button", name="Page before")).to_be_visible()
    expect(main).to_have_text("Next")
    main.click()
    expect(title).to_have_text("vote r001")
    _front(on_board)
    page.wait_for_timeout(300)  # the board counts its pages anew
    _front(main)
    expect(console.get_by_role("button", name="Page before")).to_have_count(0)  # its board has one page
    console.get_by_role("button", name="Pause").click()
    expect(main).to_have_text("Go on")
    expect(console.get_by_role("button", name="Open the vote again")).to_have_count(0)
    console.close()
