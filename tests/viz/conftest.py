"""What tests of the window share: a page that must stay silent, and a window served by a process of its own."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOME = {"127.0.0.1", "localhost", ""}
PATIENCE = 20_000  # milliseconds; a shared machine can be slow, and a page that never answers fails all the same
SETTLE = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const ends = (each) => Number.isFinite(each.effect?.getComputedTiming().endTime ?? NaN);
  let changes = 0;
  const watch = new MutationObserver((list) => { changes += list.length; });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  await document.fonts.ready;
  for (let quiet = 0, frames = 0; quiet < 3; frames += 1) {
    if (frames > 2000) throw new Error('The page never comes to rest.');
    const moving = document.getAnimations().filter(ends);
    await Promise.allSettled(moving.map((each) => each.finished));
    await frame();
    quiet = changes || moving.length ? 0 : quiet + 1;
    changes = 0;
  }
  watch.disconnect();
}"""


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


class Faults(list[str]):
    """What went wrong on a page. A test that makes something go wrong on purpose takes it out again."""

    def watch(self, page: Any) -> None:
        """Note every console error, uncaught error and request that would leave this machine."""
        page.on("console", lambda said: self.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.append(f"uncaught: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        page.on("websocket", lambda socket: self._asked(socket.url))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about", "file"} and parts.hostname not in HOME:
            self.append(f"left this machine: {url}")


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def page(page: Any, faults: Faults) -> Iterator[Any]:
    """A page that fails its test on a console error, an uncaught error, or a request to anybody else."""
    expect.set_options(timeout=PATIENCE)
    faults.watch(page)
    yield page
    assert list(faults) == []


@pytest.fixture
def settled() -> Callable[[Any], None]:
    """Wait until a page is at rest: its fonts are there, what moves has arrived, three frames changed nothing."""
    return lambda page: page.evaluate(SETTLE)


@dataclass
class Window:
    """A window served by a process of its own. ``stopped`` and ``again`` take it away and bring it back."""

    paths: list[Path]
    notes: Path
    port: int = 0
    process: Any = None

    def start(self) -> Window:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "served.py"), str(self.notes), str(self.port), *map(str, self.paths)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), **_environment()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.port = urlsplit(self.process.stdout.readline().strip()).port
        return self

    def stop(self) -> str:
        """End the process; what it wrote on stderr."""
        self.process.terminate()
        errors: str = self.process.communicate(timeout=20)[1]
        return errors

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked(self) -> list[str]:
        """Whom the process has tried to reach so far, itself apart."""
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if not name.startswith(("SOLARA_", "PYTHONPATH"))}


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Window]]:
    """Open a window on files or folders; every one still open at the end is closed, and must have asked nobody."""
    windows: list[Window] = []

    def open_window(*paths: Path) -> Window:
        notes = tmp_path_factory.mktemp("notes") / "asked.txt"
        windows.append(Window(paths=list(paths), notes=notes).start())
        return windows[-1]

    yield open_window
    for window in windows:
        if window.process.poll() is None:
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
    """One window on ``shelf_folder``, shared by the tests that only look."""
    return opened(shelf_folder)
