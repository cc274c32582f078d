"""What tests of the window share: a page that must stay silent, and a window served by a process of its own."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.viz.argued import argued
from tests.viz.rest import settle
from tests.viz.served import main as serve

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOME = {"127.0.0.1", "localhost", ""}
PATIENCE = 20_000  # milliseconds; a shared machine can be slow, and a page that never answers fails all the same


def _sibling(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def made_up() -> Callable[..., str]:
    """Text of an invented recording; see ``made_up.py`` for what can be asked of it."""
    recording: Callable[..., str] = _sibling("made_up").recording
    return recording


@pytest.fixture(scope="session")
def contested(made_up: Callable[..., str]) -> str:
    """Sixty invented rows with all that version 3 tells: sides, proposals, reasons, what weighed, no lists."""
    text: str = argued(made_up(rows=60))
    return text


class Faults(list[str]):
    """What went wrong on a page. A test that makes something go wrong on purpose takes it out again."""

    @contextmanager
    def watching(self, page: Any) -> Iterator[None]:
        """Note every console error, uncaught error, dialog and request that would leave this machine."""
        heard = {
            "console": lambda said: self.append(f"console: {said.text}") if said.type == "error" else None,
            "pageerror": lambda error: self.append(f"uncaught: {error}"),
            "dialog": self._dialog,
            "request": lambda request: self._asked(request.url),
            "websocket": lambda socket: self._asked(socket.url),
        }
        for name, hear in heard.items():
            page.on(name, hear)
        yield
        for name, hear in heard.items():
            page.remove_listener(name, hear)

    def _dialog(self, dialog: Any) -> None:
        self.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about", "file"} and parts.hostname not in HOME:
            self.append(f"left this machine: {url}")


@pytest.fixture
def faults() -> Iterator[Faults]:
    """What goes wrong on the pages of a test; anything that is left at its end fails it."""
    faults = Faults()
    yield faults
    assert list(faults) == []


@pytest.fixture(scope="session")
def context(
    browser_type: Any,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """The window of a browser in which every test opens its tab: a window costs four times what a tab costs.

    It has a folder, as a person's browser has. So it compiles our scripts once, and a page takes half the time.
    """
    expect.set_options(timeout=PATIENCE)
    folder = tmp_path_factory.mktemp("browser")
    window = browser_type.launch_persistent_context(folder, **browser_type_launch_args, **browser_context_args)
    window.set_default_timeout(3 * PATIENCE)
    yield window  # with the empty tab that it began with, or it would close with the first that a test closes
    window.close()


@pytest.fixture
def page(context: Any, faults: Faults) -> Iterator[Any]:
    """A tab on which nothing may go wrong; what it stored is forgotten."""
    tab = context.new_page()
    tab.bring_to_front()  # behind another it draws no frame, and nothing plays
    with faults.watching(tab):
        yield tab
    context.new_cdp_session(tab).send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    tab.close()


@pytest.fixture
def settled() -> Callable[[Any], None]:
    """Wait until a page is at rest: its fonts are there, what moves has arrived, three frames changed nothing."""
    return settle


_SPLITS = "forkserver" in get_all_start_methods()
_PROCESSES = get_context("forkserver" if _SPLITS else "spawn")
_PROCESSES.set_forkserver_preload(["tests.viz.loaded"])


@dataclass
class Window:
    """A window served by a process of its own. ``stop`` and ``start`` take it away and bring it back."""

    paths: list[Path]
    notes: Path
    shared: bool = False
    port: int = 0
    process: Any = None

    def start(self) -> Window:
        asked, told = _PROCESSES.Pipe(duplex=False)
        given = (told, self.notes, self.port, self.paths, self.shared, _environment())
        self.process = _PROCESSES.Process(target=serve, args=given, daemon=True)
        self.process.start()
        told.close()
        self.port = asked.recv()
        return self

    def stop(self) -> None:
        self.process.terminate()
        self.process.join(timeout=20)
        assert self.process.exitcode == 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self) -> list[str]:
        """Whom the process has tried to reach so far, itself apart."""
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SOLARA_")}


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Window]]:
    """Open a window on files or folders; every one still open at the end is closed, and must have asked nobody."""
    windows: list[Window] = []

    def open_window(*paths: Path, shared: bool = False) -> Window:
        notes = tmp_path_factory.mktemp("notes") / "asked.txt"
        windows.append(Window(paths=list(paths), notes=notes, shared=shared).start())
        return windows[-1]

    yield open_window
    for window in windows:
        if window.process.is_alive():
            window.stop()
    assert [window.asked() for window in windows if window.asked()] == []


@pytest.fixture(scope="session")
def shelf_folder(tmp_path_factory: pytest.TempPathFactory, made_up: Callable[..., str]) -> Path:
    """A folder with a whole recording, one cut off, and files that are none."""
    folder = tmp_path_factory.mktemp("shelf")
    whole = made_up(rows=20)
    header = json.loads(whole.partition("\n")[0])
    header["scenario"]["question"] = (
        "Does a question that is longer than any telephone is wide push the page sideways? " * 3
    )
    wordy = json.dumps(header) + "\n" + whole.partition("\n")[2]
    for name, text in {
        "whole.jsonl": whole,
        "wordy.jsonl": wordy[: wordy.rfind("\n", 0, -1) + 1],
        "cut.jsonl": made_up(rows=12, seed=3, whole=False),
        "newer.jsonl": whole.replace('"version": 2', '"version": 99', 1),
        "corrupt.jsonl": whole.replace('"turn": 3', '"turn": "three"', 1),
        "foreign.jsonl": "Dear diary, today nobody was ranked.\n",
        "hostile.jsonl": made_up(rows=4, seed=5, name="<img src=x onerror=alert(1)>", text="<script>alert(2)</script>"),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def window(opened: Callable[..., Window], shelf_folder: Path) -> Window:
    """One window on ``shelf_folder``, shared by the tests that only look; it starts no meeting."""
    return opened(shelf_folder, shared=True)


@pytest.fixture
def holder(opened: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window whose experiments and seasons are invented, and written to ``tmp_path / "held"``."""
    monkeypatch.setenv("TRIALS", str(tmp_path / "held"))
    for name in ("held", "shelf"):
        (tmp_path / name).mkdir()
    return opened(tmp_path / "shelf")


@pytest.fixture(scope="session")
def desk(opened: Callable[..., Window], tmp_path_factory: pytest.TempPathFactory) -> Window:
    """One window on an empty folder, shared by the tests that start meetings and do not count what lies there."""
    return opened(tmp_path_factory.mktemp("desk"))
