"""A file dropped on a page, or chosen there: what the page says of it, and that the app stays up."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.viz.barriers import barriers
from viz.dropped import LARGEST_DROP

LET_GO = """([what, name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  const event = new DragEvent(what, { dataTransfer: carried, bubbles: true, cancelable: true });
  return document.querySelector('.page h1').dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def empty(opened: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A window on an empty folder, for tests that do not count what lies there."""
    return opened(tmp_path_factory.mktemp("empty"))


@pytest.fixture
def library(page: Any, opened: Callable[..., Any], tmp_path: Path) -> Any:
    """The library of an empty folder, in a window of its own."""
    return looked_at(page, opened(tmp_path))


def looked_at(page: Any, window: Any) -> Any:
    page.goto(window.url)
    expect(page.get_by_label("Choose a file")).to_be_attached()
    return window


def chosen(page: Any, name: str, content: bytes) -> None:
    page.get_by_label("Choose a file").set_input_files({"name": name, "mimeType": "", "buffer": content})


def test_a_recording_let_go_anywhere_on_the_page_is_taken(page: Any, empty: Any, made_up: Callable[..., str]) -> None:
    looked_at(page, empty)
    cut = made_up(rows=9, whole=False)
    page.evaluate(LET_GO, ["dragover", "cut.jsonl", cut])
    expect(page.locator(".drop-over")).to_have_count(1)
    let_through = page.evaluate(LET_GO, ["drop", "cut.jsonl", cut])
    assert not let_through, "the browser would open the file in place of the page"
    expect(page.locator(".drop-entry")).to_contain_text("incomplete, stops after")
    expect(page.locator(".drop-over")).to_have_count(0)


NOT_WATCHED: list[tuple[str, Callable[[str], str], str]] = [
    ("diary.txt", lambda text: "Dear diary\n", "is not a recording of a meeting"),
    ("newer.jsonl", lambda text: text.replace('"version": 2', '"version": 99', 1), "a newer one wrote the file"),
    ("corrupt.jsonl", lambda text: text.replace('"turn": 3', '"turn": "three"', 1), "corrupt.jsonl, line"),
    ("torn.jsonl.gz", lambda text: "\x1f\x8b" + text, "not a recording"),
    ("<img src=x onerror=alert(1)>.jsonl", lambda text: "", "is not a recording"),
]


def test_what_cannot_be_watched_gets_its_sentence_and_a_recording_chosen_then_is_described_listed_and_opens(
    page: Any, library: Any, made_up: Callable[..., str]
) -> None:
    for name, change, sentence in NOT_WATCHED:
        chosen(page, name, change(made_up(rows=3)).encode())
        expect(page.locator(".drop-entry").get_by_role("alert")).to_contain_text(sentence)
        expect(page.locator(".drop-entry"), "what was refused before is gone").to_have_count(1)
        expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".drop-entry")).to_have_count(0)
    chosen(page, "mine.jsonl", made_up(rows=4).encode())
    expect(page.locator(".drop-entry")).to_contain_text("4 rows · seed 1 · complete · mine.jsonl")
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".drop-entry").get_by_role("link", name="Watch").click()
    expect(page.get_by_role("region", name="Replay of a rank meeting")).to_be_visible()


SHEET = "name,kind,yog\nAnn,us_md,2026\n"
WITH_A_WAY = [
    ("people.csv", SHEET, "people.csv is a sheet of 1 applicant, and it is fine."),
    ("people.csv", SHEET.replace("us_md", "us_mx"), "people.csv, row 2, column kind"),
    ("mine.toml", "row_seconds = 3\n", "mine.toml"),
    ("mine.toml", 'extends = "baseline"\ntitle = "A"\nquestion = "B?"\n', "committee run ./mine.toml"),
]


@pytest.mark.parametrize("files", [WITH_A_WAY[::3], pytest.param(WITH_A_WAY, marks=pytest.mark.soak)])
def test_a_sheet_and_a_scenario_say_what_to_do_with_them_on_every_page(
    page: Any, empty: Any, files: list[tuple[str, str, str]]
) -> None:
    page.goto(f"{empty.url}/settings")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()
    expect(page.locator(".drop-place")).to_be_attached()
    tray = page.get_by_role("region", name="Files dropped here")
    for name, text, sentence in files:
        assert not page.evaluate(LET_GO, ["drop", name, text]), name
        expect(tray).to_contain_text(sentence)
    sheet = ("drop", "people.csv", SHEET)
    page.evaluate(LET_GO, sheet)
    tray.get_by_role("link", name="Choose a scenario").click()
    expect(page.get_by_role("heading", name="Run a meeting")).to_be_visible()
    page.get_by_role("link", name="What does an ordinary rank meeting do").click()
    expect(page.get_by_text("The rows come from people.csv.")).to_be_visible()
    page.get_by_role("button", name="Use the scenario’s own rows").click()
    page.evaluate(LET_GO, sheet)
    expect(page.get_by_text("The rows come from people.csv.")).to_be_visible()


def test_the_copy_goes_when_the_server_ends(
    page: Any, opened: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_up: Callable[..., str]
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    window = opened(shelf)
    page.goto(window.url)
    chosen(page, "mine.jsonl", made_up(rows=3).encode())
    expect(page.locator(".card")).to_have_count(1)
    assert len(list(tmp_path.glob("committee-dropped-*/mine.jsonl"))) == 1
    page.goto("about:blank")
    window.stop()
    assert list(tmp_path.glob("committee-dropped-*")) == []


def test_a_file_over_the_limit_is_not_even_sent(page: Any, empty: Any, tmp_path_factory: Any) -> None:
    looked_at(page, empty)
    sent: list[str] = []

    def asked(request: Any) -> None:
        sent.append(request.method)

    page.on("request", asked)
    big = tmp_path_factory.mktemp("big") / "big.jsonl"
    with big.open("wb") as stream:
        stream.truncate(LARGEST_DROP + 1)
    page.get_by_label("Choose a file").set_input_files(big)
    expect(page.locator(".drop-entry").get_by_role("alert")).to_contain_text("big.jsonl is larger than 64 MB")
    assert "POST" not in sent


@pytest.mark.parametrize(
    ("origin", "status"), [("http://evil.example", 403), (None, 403), ("http://127.0.0.1:{port}", 200)]
)
def test_a_file_sent_from_elsewhere_is_not_taken(empty: Any, origin: str | None, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", empty.port, timeout=30)
    headers = {"Origin": origin.format(port=empty.port)} if origin else {}
    connection.request("POST", "/recordings?name=x.jsonl", body=b"Dear diary\n", headers=headers)
    assert connection.getresponse().status == status
    connection.close()


def test_the_field_works_by_keyboard_and_bars_nobody(
    page: Any, empty: Any, made_up: Callable[..., str], settled: Callable[[Any], None]
) -> None:
    looked_at(page, empty)
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("link", name="Settings").focus()
        page.keyboard.press("Tab")
        assert (
            page.evaluate("document.activeElement.id") == "drop-input"
        )  # by now the browser knows who takes the dialogue
        page.keyboard.press("Enter")
    chooser.value.set_files({"name": "mine.jsonl", "mimeType": "", "buffer": made_up(rows=4).encode()})
    chosen(page, "a name longer than any telephone is wide " * 3 + ".txt", b"x")
    expect(page.locator(".drop-entry")).to_have_count(2)
    expect(page.locator(".card", has_text="4 rows")).to_be_visible()
    expect(page.locator(".v-progress-linear:visible"), "Python has drawn the page again").to_have_count(0)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert barriers(page) == []
