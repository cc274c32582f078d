"""The server of the window: one process, one socket on this machine, and no request to anybody.

:func:`serve` listens before it loads anything heavy, so it prints the address within a moment, and a quick browser
waits in the socket's queue. :mod:`viz.site` makes the application.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from committee.archive.seasons import is_season
from committee.errors import Problem, UsageRefused
from committee.machine.reading import why_not

if TYPE_CHECKING:
    from viz.context import Context

HOST = "127.0.0.1"
PORTS_TRIED = 50
"""How many ports we try, from the given one upward, before we take any free one."""


def serve(paths: Sequence[Path], *, port: int, strict_port: bool, open_browser: bool, moment: str = "") -> None:
    """Serve the recordings under ``paths`` until interrupted.

    Prints one line that holds the address as soon as the socket listens; for the folder of a season, that of its page.
    ``strict_port`` refuses a busy port instead of taking the next free one. ``moment`` is the query of the address,
    such as ``row=3&t=12.5``, at which the replay of a single recording opens. Raises UsageRefused for a path that does
    not exist or a port that it cannot get.
    """
    wrong = [Problem(place=str(path), allowed=why) for path in paths if (why := why_not(path, folder=True))]
    if wrong:
        raise UsageRefused(*wrong)
    listening = listen(port, strict=strict_port)
    page = "season" if len(paths) == 1 and is_season(paths[0]) else ""
    address = f"http://{HOST}:{listening.getsockname()[1]}/{page}{'?' if moment else ''}{moment}"
    print(f"The committee is in session at {address}  (Ctrl+C ends it)", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    run(_context(paths), listening)


def listen(port: int, *, strict: bool, host: str = HOST) -> socket.socket:
    """A socket that listens on ``port`` of this machine, or on the next free one unless ``strict``.

    ``host`` is the address to listen at: by default the one that only this machine reaches.

    Raises UsageRefused if ``strict`` and the port is taken, or if it is no port at all.
    """
    if not 0 <= port <= 65535:
        raise UsageRefused(Problem(place="--port", value=str(port), allowed="0 to 65535"))
    candidates = [port] if strict else [*range(port, min(port + PORTS_TRIED, 65536)), 0]
    for candidate in candidates:
        with contextlib.suppress(OSError):
            return _bound(host, candidate)
    raise UsageRefused(Problem(place="--port", value=str(port), allowed="a port that is free and may be used"))


def _bound(host: str, port: int) -> socket.socket:
    """A listening socket. On POSIX it may reuse a port released a moment ago; elsewhere two would share the port."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made


def _context(paths: Sequence[Path]) -> Context:
    """The shelf of ``paths``."""
    from viz.children import Runs
    from viz.context import Context
    from viz.season.holding import Holdings
    from viz.shelf import Shelf
    from viz.trials import Trials

    folder = folder_for_new(paths)
    shelf = Shelf([Path(path) for path in paths])
    return Context(shelf=shelf, runs=Runs(folder), trials=Trials(folder), holdings=Holdings(folder))


def folder_for_new(paths: Sequence[Path]) -> Path | None:
    """Where the recordings and results go that the window makes: a single folder on the shelf, if it may write there.

    Nothing but a season belongs into the folder of one. None means a temporary folder.
    """
    if len(paths) != 1 or is_season(paths[0]):
        return None
    return paths[0] if paths[0].is_dir() and os.access(paths[0], os.W_OK) else None


def run(context: Context, listening: socket.socket) -> None:
    """Answer on ``listening`` until interrupted; then end what belongs to ``context``."""
    import uvicorn

    from viz.site import application

    config = uvicorn.Config(
        application(context),
        log_level="error",
        access_log=False,
        loop="asyncio",
        timeout_graceful_shutdown=1,
        proxy_headers=False,  # nobody stands between us and the browser
    )
    try:
        with contextlib.suppress(ValueError):  # only the main thread may set what a signal does
            end_on_signals()
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        context.stop()


def end_on_signals() -> None:
    """End in order on SIGTERM, and when the terminal closes."""
    signal.signal(signal.SIGTERM, _ended)
    for name in ("SIGHUP", "SIGBREAK"):  # the terminal was closed, on POSIX and on Windows
        closed = getattr(signal, name, None)
        if closed is not None and signal.getsignal(closed) is not signal.SIG_IGN:  # nohup means to go on
            signal.signal(closed, _as_if_terminated)


def _as_if_terminated(*_: object) -> None:
    """Treat a closed terminal like SIGTERM, which the server knows how to handle."""
    signal.raise_signal(signal.SIGTERM)


def _ended(*_: object) -> None:
    """Treat SIGTERM like Ctrl+C, so that the server cleans up first."""
    raise KeyboardInterrupt
