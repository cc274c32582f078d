"""Serves a workshop: the sockets, the addresses that are printed, the browser, and an end in order."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from committee.errors import Problem, UsageRefused, nearest
from viz.server import HOST, end_on_signals, listen
from viz.workshop.addresses import Address, addresses
from viz.workshop.desk import Desk
from viz.workshop.known import Known
from viz.workshop.opening import Opened, with_another_link
from viz.workshop.probes import PORT as PROBE_PORT
from viz.workshop.served import Served
from viz.workshop.server import application
from viz.workshop.serving import FEW_FILES, FEWEST_WAITING, WANTED_FILES, Door, more_files, serve_on
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
    address: str = ""
    """Which address of this computer goes on the board; by default the likeliest."""
    probes: bool = False
    """Whether to answer phones that ask for internet."""
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
        The port is taken, the address is none of this computer's, or the file of the workshop cannot be used.
    """
    files, reached = more_files(), _reached(how)
    listening = _listening(how)
    port = listening[0].getsockname()[1]
    opened, for_phone = with_another_link(open_with(port))
    served = Served(
        desk=Desk(session, known, opened.journal, opened.room),
        door=Door(max(FEWEST_WAITING, (files - 64) // 2)),
        port=port,
        reached=reached,
        probes=how.probes,
    )
    for line in [*_lines(served, opened.link, for_phone), *([_few_files(files)] if files < FEW_FILES else []), NEXT]:
        say(line)
    if how.open_browser:
        threading.Thread(target=webbrowser.open, args=(f"http://{HOST}:{port}/board",), daemon=True).start()
    try:
        with contextlib.suppress(ValueError):  # only the main thread may set what a signal does
            end_on_signals()
        serve_on(application(served), served.door, listening)
    except KeyboardInterrupt:
        pass
    finally:
        opened.journal.close()
    if served.desk.room.votes or served.desk.room.hands:
        say(f"The votes are in {opened.journal.path}. --resume goes on; --delete deletes them.")


NEXT: Final = "Next: put the board on the projector, open your link where nobody else sees it, and start there."


def _reached(how: How) -> Sequence[Address]:
    """The addresses for phones, the one for the board first."""
    if not how.lan:
        return ()
    found = list(addresses())
    if not found:
        allowed = "this computer is in no network; join a Wi-Fi first, or leave --lan out"
        raise UsageRefused(Problem(place="--lan", allowed=allowed))
    if not how.address:
        return found
    chosen = [one for one in found if one.host == how.address]
    if not chosen:
        known = [one.host for one in found]
        allowed, near = f"the addresses here are {', '.join(known)}", nearest(how.address, known)
        raise UsageRefused(Problem(place="--address", value=how.address, allowed=allowed, nearest=near))
    return [*chosen, *(one for one in found if one.host != how.address)]


def _listening(how: How) -> list[socket.socket]:
    host = ANYWHERE if how.lan else HOST
    sockets = [listen(how.port, strict=how.strict, host=host)]
    if how.probes:
        try:
            sockets.append(listen(PROBE_PORT, strict=True, host=host))
        except UsageRefused:
            sockets[0].close()
            allowed = (
                f"phones ask for internet at port {PROBE_PORT}, which is taken or needs an administrator here; "
                "free it, start as administrator, or leave --answer-probes out"
            )
            raise UsageRefused(Problem(place="--answer-probes", allowed=allowed)) from None
    return sockets


def _few_files(files: int) -> str:
    return f"  Only {files} files can be open here (ulimit -n); for more than 100 phones, raise that to {WANTED_FILES}."


def _lines(served: Served, link: str, for_phone: str) -> Sequence[str]:
    """What a facilitator reads first. Each link works once, so the phone gets one of its own."""
    here = f"http://{HOST}:{served.port}/"
    lines = [
        f"The workshop is open at {here}  (Ctrl+C ends it)",
        f"  Board, for the projector:  {here}board",
        f"  You, the host:             {here}host?t={link}  (works once)",
    ]
    if served.reached:
        lines.append(f"  And you, on your phone:    {served.base}/host?t={for_phone}  (works once, too)")
    for url, one in zip(served.join_urls, served.reached, strict=False):
        what = ", ".join(part for part in (one.interface, one.is_what) if part) or "the network of this computer"
        lines.append(f"  Phones:                    {url}  ({what})")
    return lines
