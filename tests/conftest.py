"""What all tests share: which browser there is, and one way to start our own command.

Tests that ask for a page need a Chromium. Without one they are skipped with a message; REQUIRE_BROWSER=1
makes that an error, so that CI cannot pass by skipping.

Tests marked ``soak`` are long. They run when they are asked for with ``-m``, as ``make soak`` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.effort import FEW, MOST, SOAK

ROOT = Path(__file__).resolve().parents[1]

# On shared machines a slow example says nothing about our code; the same examples are drawn on every run.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=MOST if SOAK else FEW,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("REQUIRE_BROWSER") == "1" and chromium() is None:
        raise pytest.UsageError("REQUIRE_BROWSER=1, and no Chromium is installed (apt-get install chromium)")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """On a slow machine the soak leaves out, and names, what it can no longer begin within its bound."""
    if time.time() > float(os.environ.get("BEGIN_UNTIL", "inf")):
        pytest.skip("the soak's time is up")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    if "soak" not in config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    for item in items:
        if "browser_type" in getattr(item, "fixturenames", ()):  # by whatever fixture it asks for one
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))  # its pace is the machine's; what fails twice is ours
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed (apt-get install chromium)"))
    yield  # here -m and -k choose, and pytest puts tests together that share a fixture
    _in_good_order(items)


_COMPILES = "test_compiling.py"
"""The file whose first test compiles the engine: a minute, where no earlier run has left it compiled."""


_SLOW = {"committee", "started"}
"""What a test asks for that starts programs: seconds each."""


def _in_good_order(items: list[pytest.Item]) -> None:
    """Order the files so that no worker waits for another.

    One compiles the engine first. Meanwhile the others look at pages, which takes longer and needs no engine. Then come
    the files that start programs, and last those with the most tests, since each of those tests is quick: so all end at
    about the same time. In the soak, whose time is bounded, what is nowhere else comes before what ``make test`` tries
    with fewer examples.
    """
    sizes = Counter(item.path for item in items)
    pages = {item.path for item in items if item.get_closest_marker("browser")}
    programs = {item.path for item in items if _SLOW & {*getattr(item, "fixturenames", ())}}

    def place(item: pytest.Item) -> tuple[Any, ...]:
        path = item.path
        soaked = item.get_closest_marker("soak") is not None
        return path.name != _COMPILES, not soaked, path not in pages, path not in programs, sizes[path], path

    items.sort(key=place)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's Chromium, quietly: no sandbox where root cannot have one, no calls home."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": quiet}


@pytest.fixture(scope="session")
def warm() -> None:
    """Compile the engine now, so that no command does whose time is limited."""
    if find_spec("numba"):
        from committee.engine.proof import agrees

        agrees()


def _command(args: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "committee", *map(str, args)]


@pytest.fixture
def committee(tmp_path: Path) -> Callable[..., Any]:
    """Run ``committee ARGS`` to its end as a process of its own, in a fresh folder, with nothing to type into."""

    def run(*args: str | Path, cwd: Path = tmp_path, timeout: float = 120, **env: str) -> Any:
        return subprocess.run(
            _command(args),
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture
def answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``committee ARGS`` to its end in this process, in a fresh folder: it answers the same, ten times as fast.

    It is for commands that refuse, check or hold meetings. What they do to a process shows with ``committee`` only.
    """
    from committee.commands.app import main

    def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
        words = ["committee", *map(str, args)]
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", words)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert ended.value.code is None or isinstance(ended.value.code, int)
        return subprocess.CompletedProcess(words, ended.value.code or 0, said.out, said.err)

    return run


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Start ``committee ARGS`` and go on; whatever still runs at the end of the test is killed."""
    programs: list[subprocess.Popen[str]] = []

    def start(*args: str | Path, **env: str) -> Any:
        program = subprocess.Popen(
            _command(args),
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        programs.append(program)
        return program

    yield start
    for program in programs:
        program.kill()
        program.communicate()
