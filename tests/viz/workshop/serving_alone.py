"""Serves workshops of tests, each in a process of its own that starts at once.

Each line on stdin names a folder and a port. Everything is imported once, and each workshop is split off from there;
a line of JSON says where it answers.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import viz.export.handout  # noqa: F401 - what a server loads by the way while it starts costs no phone anything
from tests.viz.workshop.held import a_session
from viz.server import listen
from viz.workshop.desk import Desk
from viz.workshop.opening import begin, go_on
from viz.workshop.served import Served
from viz.workshop.server import application
from viz.workshop.serving import more_files, serve_on


def serve(folder: Path, port: int) -> None:
    """Serve the workshop in ``folder``, or go on with it, on ``port`` or any for 0."""
    session, known = a_session(folder)
    listening = listen(port, strict=True)
    there = folder / "mine.workshop.jsonl"
    opened = go_on(there, session.digest) if there.exists() else begin(folder, "mine", session.digest, 0)
    served = Served(desk=Desk(session, known, opened.journal, opened.room))
    told = {"port": listening.getsockname()[1], "link": opened.link, "code": opened.room.code, "pid": os.getpid()}
    print(json.dumps(told), flush=True)
    serve_on(application(served), served.door, [listening])


def main() -> None:
    """Serve what each line asks for, until stdin ends; then end all of them."""
    more_files()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    children = []
    for line in sys.stdin:
        folder, port = line.split()
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve(Path(folder), int(port))
            os._exit(0)
        children.append(child)
    for child in children:
        try:
            os.kill(child, signal.SIGTERM)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
