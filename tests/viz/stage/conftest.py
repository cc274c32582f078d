"""A page with nothing on it but the stage, and one with nothing but two rooms side by side; see ``bare.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.viz.stage.bare import Pair, Stage
from viz.player import ENTRY, PAIR


@pytest.fixture(scope="session")
def bare_pages(browser: Any, browser_context_args: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A page for each module of the stage, in a window of its own, so that none is ever behind another."""
    windows = {entry: browser.new_context(**browser_context_args) for entry in (ENTRY, PAIR)}
    yield {entry: window.new_page() for entry, window in windows.items()}
    for window in windows.values():
        window.close()


@pytest.fixture
def stage(bare_pages: dict[str, Any], faults: Any) -> Iterator[Stage]:
    with faults.watching(bare_pages[ENTRY]):
        yield Stage(bare_pages[ENTRY], ENTRY).as_found()


@pytest.fixture
def pair(bare_pages: dict[str, Any], faults: Any) -> Iterator[Pair]:
    with faults.watching(bare_pages[PAIR]):
        yield Pair(bare_pages[PAIR], PAIR).as_found()


@pytest.fixture(scope="session")
def sixty(made_up: Callable[..., str]) -> str:
    return made_up(rows=60)


@pytest.fixture(scope="session")
def six(made_up: Callable[..., str]) -> str:
    return made_up(rows=6)
