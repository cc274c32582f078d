"""Serves a workshop: the sockets, the addresses that are printed, the browser, and an end in order."""

from __future__ import annotations

import contextlib
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from viz.server import HOST, end_on_signals, listen
from viz.workshop.addresses import Address, addresses
from viz.workshop.desk import Desk
from viz.workshop.known import Known
from viz.workshop.opening import Opened
from viz.workshop.served import Served
from viz.workshop.server import application
from viz.workshop.serving import FEW_FILES, Door, more_files, serve_on
from viz.workshop.session import Session

ANYWHERE = "0.0.0.0"  # noqa: S104 - asked for with --lan
"""The address at which the whole network reaches us."""


@dataclass(frozen=True, kw_only=True)
class How:
    """How a workshop is served."""

    port: int
    """The port to try first."""
    strict: bool = False
    """Whether it must be that one, because phones look for it."""
    lan: bool = False
    """Whether other computers and phones may come in."""
    open_browser: bool = True
    """Whether to open the board in a browser."""


def host_workshop(
    session: Session, known: Known, how: How, open_with: Callable[[int], Opened], say: Callable[[str], object]
) -> None:
    """Serve ``session`` until interrupted.

    Parameters
    ----------
    session
        What is asked.
    known
        What the recordings say.
    how
        Where to listen, and for whom.
    open_with
        Opens the file of the workshop, given the port.
    say
        Prints a line.

    Raises
    ------
    UsageRefused
        The port is taken, or the file of the workshop cannot be used.
    """
    files = more_files()
    listening = listen(how.port, strict=how.strict, host=ANYWHERE if how.lan else HOST)
    port = listening.getsockname()[1]
    opened = open_with(port)
    reached = addresses() if how.lan else ()
    desk = Desk(session, known, opened.journal, opened.room)
    outside = reached[0].host if reached else HOST
    desk.join_url = f"http://{outside}:{port}/join?c={opened.room.code}"
    served = Served(desk=desk, door=Door(max(100, (files - 64) // 2)), names=frozenset(one.host for one in reached))
    for line in _lines(port, opened.link, reached, few_files=files if files < FEW_FILES else 0):
        say(line)
    if how.open_browser:
        threading.Thread(target=webbrowser.open, args=(f"http://{HOST}:{port}/board",), daemon=True).start()
    try:
        with contextlib.suppress(ValueError):  # only the main thread may set what a signal does
            end_on_signals()
        serve_on(application(served), served.door, [listening])
    except KeyboardInterrupt:
        pass
    finally:
        opened.journal.close()


def _lines(port: int, link: str, reached: Sequence[Address], *, few_files: int) -> Sequence[str]:
    """What a facilitator reads first."""
    here = f"http://{HOST}:{port}/"
    lines = [
        f"The workshop is open at {here}  (Ctrl+C ends it)",
        f"  Board, for the projector:  {here}board",
        f"  You, the host:             {here}host?t={link}  (works once)",
    ]
    if reached:
        lines += [f"  You, on your phone:        http://{reached[0].host}:{port}/host?t={link}  (the same link)"]
        lines += [f"  Phones:                    http://{one.host}:{port}/join  ({_what(one)})" for one in reached]
    if few_files:
        lines.append(f"  Only {few_files} files can be open here (ulimit -n). Raise that for more than 100 phones.")
    lines.append(
        "Next: put the board on the projector, open your link where nobody else sees it, and press Open there."
    )
    return lines


def _what(one: Address) -> str:
    return ", ".join(part for part in (one.interface, one.is_what) if part) or "the network of this computer"
