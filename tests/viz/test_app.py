"""The pages in a real browser: they paint, play, answer, fail politely, and come back when the server does.

``page`` (conftest.py) fails each of these tests on a console error, an uncaught error, or any request that
would leave this machine; the windows fail the run if their process tried to reach anybody.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from committee.terms import DISCLAIMER
from tests.viz.barriers import barriers
from tests.viz.shifted import jumps, watch
from viz.shelf import digest_of

PATIENCE = 20_000  # milliseconds; a shared machine can be slow


def link_to(window, path: Path, query: str = "") -> str:
    return f"{window.url}/replay/{digest_of(path.read_bytes())}{query}"


def seat(page: Page, window, path: Path, query: str = "") -> None:
    """Open the replay of ``path`` and wait until the room is there."""
    page.goto(link_to(window, path, query))
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible(timeout=PATIENCE)


def row_shown(page: Page) -> str:
    return page.locator(".row-card summary").inner_text()


# --- the library


def test_the_library_shows_what_every_file_is_and_a_click_leads_to_the_stage_and_back(page, window):
    page.goto(window.url)
    expect(page.get_by_role("heading", name="Recordings", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".card")).to_have_count(7)
    expect(page.locator(".card-refused")).to_have_count(3)
    expect(page.locator(".card", has_text="cut.jsonl")).to_contain_text(re.compile(r"stops after \d+ of 12 rows"))
    for name in ("newer.jsonl", "corrupt.jsonl", "foreign.jsonl"):
        expect(page.locator(".card-refused", has_text=name).locator(".card-problem")).not_to_be_empty()
    expect(page.get_by_role("contentinfo")).to_have_text(DISCLAIMER)
    page.evaluate("window.stillHere = true")
    page.locator(".card", has_text="whole.jsonl").get_by_role("link", name="Made up").click(timeout=PATIENCE)
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Recordings").click()
    expect(page.locator(".card")).to_have_count(7, timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("window.stillHere"), "nothing was loaded anew"


# --- the replay


def test_the_replay_plays_and_python_hears_of_rows_only(page, window, shelf_folder, settled):
    frames = []

    def sent(frame):
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", sent))
    seat(page, window, shelf_folder / "whole.jsonl")
    expect(page.locator(".row-card summary")).to_contain_text("How row 1 ends", timeout=PATIENCE)
    settled(page)
    frames.clear()
    page.keyboard.press(" ")
    expect(page.locator(".cs-time")).to_contain_text(re.compile(r"^0:0[2-9] / "))
    page.keyboard.press(" ")
    assert frames == [], "playing within a row must send nothing"
    page.keyboard.press("]")
    expect(page.locator(".row-card summary")).to_contain_text("How row 2 ends", timeout=PATIENCE)
    assert 0 < len(frames) <= 3


def test_below_the_stage_the_end_of_a_row_and_what_the_talk_changed_are_told_to_who_asks(page, window, shelf_folder):
    page.set_viewport_size({"width": 1440, "height": 900})
    seat(page, window, shelf_folder / "whole.jsonl", "?row=3")
    expect(page).to_have_title("Made up · The committee")
    box = page.locator(".cs-stage").bounding_box()
    assert box is not None
    assert abs(box["y"] + box["height"] - 900) < 2, "the stage fills what the header leaves"
    assert box["width"] >= 1425
    card = page.locator(".row-card")
    expect(card.get_by_text("Never heard")).to_be_hidden(timeout=PATIENCE)
    card.locator("summary").click()
    expect(card.get_by_text("Never heard")).to_be_visible()
    card = page.locator(".talk-card")
    expect(card.locator("summary")).to_have_text("What the talk changed, row by row", timeout=PATIENCE)
    expect(card.get_by_role("img")).to_have_count(0)  # folded: it gives the end away
    card.locator("summary").click()
    expect(card.get_by_role("img")).to_have_count(1)
    expect(card.get_by_role("img")).to_have_attribute("alt", re.compile(r"^Of 20 rows"))
    for theme in ("dark", "light"):
        page.evaluate("theme => document.documentElement.setAttribute('data-theme', theme)", theme)
        chart = card.get_by_role("img")
        expect(chart).to_have_attribute("src", re.compile(rf"talk-{theme}\.svg$"))
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_js_property("complete", True, timeout=PATIENCE)
        assert chart.evaluate("image => image.naturalWidth") > 0


def test_a_recording_that_was_cut_off_plays_as_far_as_it_goes_without_a_chart(page, window, shelf_folder):
    seat(page, window, shelf_folder / "cut.jsonl")
    expect(page.get_by_text("This recording is incomplete")).to_be_visible()
    expect(page.locator(".row-card")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".talk-card")).to_have_count(0)
    answer = page.request.get(f"{window.url}/recordings/{'0' * 20}/talk-light.svg")
    assert (answer.status, "<svg" in answer.text()) == (404, False)


def test_a_link_leads_to_its_moment_and_the_address_stays_a_link(page, window, shelf_folder):
    seat(page, window, shelf_folder / "whole.jsonl", "?row=7&t=4")
    expect(page.locator(".row-card summary")).to_contain_text("How row 7 ends", timeout=PATIENCE)
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile(r"\?row=8$"), timeout=PATIENCE)
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?row=8&t=5\.0$"), timeout=PATIENCE)
    page.keyboard.press("v")
    expect(page).to_have_url(re.compile(r"\?row=8&t=5\.0&view=list$"), timeout=PATIENCE)
    page.reload()
    expect(page.locator(".row-card summary")).to_contain_text("How row 8 ends", timeout=PATIENCE)
    expect(page.locator(".cs-stage")).to_have_attribute("data-view", "list")
    page.locator(".row-card summary").click()  # beside the stage, whose keys work all the same
    page.keyboard.press("]")
    expect(page).to_have_url(re.compile(r"\?row=9&view=list$"), timeout=PATIENCE)


@pytest.mark.parametrize(
    "query",
    [
        "?row=999&t=x",
        *(pytest.param(query, marks=pytest.mark.soak) for query in ("?row=-4&t=1e9", "?row=%3Cscript%3E")),
    ],
)
def test_a_link_that_makes_no_sense_still_opens_the_room(page, window, shelf_folder, query):
    seat(page, window, shelf_folder / "whole.jsonl", query)


# why each kind cannot be watched is in tests/viz/test_pages.py, without a browser
@pytest.mark.parametrize(
    "name", ["corrupt.jsonl", *(pytest.param(f"{name}.jsonl", marks=pytest.mark.soak) for name in ("newer", "foreign"))]
)
def test_a_file_that_cannot_be_watched_is_a_sentence_and_the_app_stays_up(page, window, shelf_folder, name):
    page.goto(link_to(window, shelf_folder / name))
    expect(page.get_by_role("alert")).to_contain_text(name, timeout=PATIENCE)
    page.get_by_role("link", name="See all recordings").click()
    expect(page.locator(".card")).to_have_count(7, timeout=PATIENCE)


@pytest.mark.parametrize(
    "path",
    ["/replay/%3Cb%3E", *(pytest.param(path, marks=pytest.mark.soak) for path in ("/replay/" + "0" * 20, "/replay"))],
)
def test_a_link_to_nothing_is_a_sentence(page, window, path):
    page.goto(window.url + path)
    expect(page.get_by_role("alert")).to_contain_text("No recording here matches this link", timeout=PATIENCE)


def test_names_and_talk_are_text_whatever_they_hold(page, window, shelf_folder):
    seat(page, window, shelf_folder / "hostile.jsonl", "?row=2&t=6")
    expect(page.locator(".row-card summary")).to_contain_text("<img src=x onerror=alert(1)>", timeout=PATIENCE)
    assert page.locator("#main img:not(.chart)").count() == 0
    assert page.locator("#main script").count() == 0


def without_talk(text: str, row: int) -> str:
    """The recording of a meeting that was broken off, in whose row ``row`` nobody said a word."""
    talk = {"uttered", "capital", "remembered"}
    lines = [json.loads(line) for line in text.splitlines()[:-1]]
    return "".join(json.dumps(each) + "\n" for each in lines if each["event"] not in talk or each["row"] != row)


@pytest.mark.soak
def test_recordings_that_lack_what_others_have_are_listed_and_watched(page, opened, made_up, tmp_path):
    whole = made_up(rows=2)
    (tmp_path / "header.jsonl").write_text(whole.partition("\n")[0] + "\n", encoding="utf-8")
    (tmp_path / "quiet.jsonl").write_text(without_talk(whole, 1), encoding="utf-8")
    (tmp_path / "nameless.jsonl").write_text(made_up(rows=2, name="", text="", seed=4), encoding="utf-8")
    window = opened(tmp_path)
    page.goto(window.url)
    expect(page.locator(".card")).to_have_count(3)
    expect(page.locator(".card", has_text="header.jsonl")).to_contain_text("stops after 0 of 2 rows")
    expect(page.locator(".card-refused")).to_have_count(1)
    expect(page.locator(".card-refused", has_text="nameless.jsonl")).to_contain_text("at least 1 character")
    page.goto(link_to(window, tmp_path / "header.jsonl"))
    expect(page.get_by_role("alert")).to_contain_text("stops before its first row")
    seat(page, window, tmp_path / "quiet.jsonl")
    page.locator(".row-card summary").click()
    expect(page.locator(".row-card summary")).to_contain_text("How row 2 ends")  # the first passes in no time


# --- running a meeting


def test_a_meeting_run_from_the_form_appears_and_can_be_watched_and_one_that_is_refused_says_why(page, desk):
    page.goto(f"{desk.url}/run/baseline")
    page.get_by_label("Seed").fill("5", timeout=PATIENCE)
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_text("Show how the rows end").click(timeout=PATIENCE)
    expect(page.locator(".closing li").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Take a seat").click(timeout=PATIENCE)
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("link", name="Take a seat")).to_be_visible(timeout=PATIENCE)  # what was begun is there
    expect(page.get_by_label("Seed")).to_have_value("5")
    page.get_by_label("Seed").fill("13")
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Thirteen is refused here.", timeout=PATIENCE)


def test_the_keys_work_also_where_a_part_of_the_page_comes_late(page, window, shelf_folder):
    came = []

    def late(route):
        page.wait_for_function("document.querySelector('.cs-stage')")  # by then the stage has asked for the keys
        route.continue_()
        came.append(route)

    page.route("**/components/still.js", late)
    seat(page, window, shelf_folder / "whole.jsonl")
    page.wait_for_function("document.activeElement.matches('.cs-stage')")
    assert came


# --- when the server goes


def test_the_page_says_that_the_server_is_gone_and_returns_to_the_moment_with_it(page, faults, opened, shelf_folder):
    window = opened(shelf_folder)
    seat(page, window, shelf_folder / "whole.jsonl", "?row=5&t=2")
    window.stop()
    expect(page.get_by_text("The server is away")).to_be_visible(timeout=PATIENCE)
    window.start()
    expect(page.get_by_text("The server is away")).to_be_hidden(timeout=3 * PATIENCE)
    expect(page.locator(".row-card summary")).to_contain_text("How row 5 ends", timeout=PATIENCE)
    page.keyboard.press("]")
    expect(page.locator(".row-card summary")).to_contain_text("How row 6 ends", timeout=PATIENCE)
    faults[:] = [fault for fault in faults if "WebSocket connection" not in fault and "ERR_CONNECTION" not in fault]


# --- looks


LOOKS = [(1440, 900, "light"), (1920, 1080, "dark"), (390, 844, "light"), (390, 844, "dark")]


@pytest.mark.parametrize("barred", [LOOKS[::3], pytest.param(LOOKS, marks=pytest.mark.soak)])
def test_every_page_comes_still_fits_its_width_in_light_and_dark_and_bars_nobody(
    page, window, shelf_folder, settled, barred
):
    watch(page)
    page.emulate_media(reduced_motion="reduce")
    for url in (window.url, f"{window.url}/run", link_to(window, shelf_folder / "wordy.jsonl", "?row=3&t=6")):
        page.goto(url)
        page.wait_for_selector(".page, .cs-stage", timeout=PATIENCE)
        settled(page)
        assert jumps(page) == []  # the second and the third at the size of a telephone, at which the loop ends
        for look in LOOKS:
            width, height, scheme = look
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            settled(page)
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), url
            ground = page.evaluate("getComputedStyle(document.querySelector('.house')).backgroundColor")
            assert (int(re.findall(r"\d+", ground)[0]) < 100) is (scheme == "dark"), (url, width)
            assert look not in barred or barriers(page) == [], (url, look)


def test_the_choice_of_dark_on_the_stage_holds_for_the_whole_page(page, window, shelf_folder):
    page.emulate_media(color_scheme="light")
    seat(page, window, shelf_folder / "whole.jsonl")
    page.get_by_role("button", name="Light, dark or high contrast").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.goto(window.url)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark", timeout=PATIENCE)


# --- for everybody


def test_the_form_and_the_library_work_by_keyboard_alone(page, desk):
    page.goto(desk.url)
    expect(page.get_by_role("heading", name="Recordings", level=1)).to_be_visible(timeout=PATIENCE)
    wanted = ["The committee", "Recordings", "Run a meeting"]
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText"))
    assert reached == wanted
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Run a meeting")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="What does an ordinary rank meeting do").press("Enter")
    page.get_by_label("Seed").focus(timeout=PATIENCE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="The meeting")).to_be_visible(timeout=PATIENCE)
