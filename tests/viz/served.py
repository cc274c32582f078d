"""Serves a window in a process of its own, and keeps a note of whom that process tries to reach.

``python served.py NOTES PORT PATH...``: every name looked up and every address connected to that is not this
machine is added to the file NOTES as it happens. What the form starts is ``invented_run.py``, so that these
tests need no model.
"""

import os
import sys
from pathlib import Path

HOME = {"127.0.0.1", "::1", "localhost", "", "None"}
WATCHED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.connect"}


def keep_notes(notes: Path) -> None:
    """Note every attempt to reach anybody else, whichever module makes it."""

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event not in WATCHED:
            return
        to = args[1] if event == "socket.connect" else args[0]
        if isinstance(to, str | bytes) and event == "socket.connect":
            return  # a path: a socket of this machine
        host = str(to[0]) if isinstance(to, tuple) else str(to)
        if host not in HOME:
            with notes.open("a", encoding="utf-8") as stream:
                stream.write(f"{event} {host}\n")

    sys.addaudithook(hook)


def main(notes: str, port: str, *paths: str) -> None:
    keep_notes(Path(notes))
    from viz.children import Runs
    from viz.context import Context
    from viz.server import listen, run
    from viz.shelf import Shelf
    from viz.trials import Trials

    listening = listen(int(port), strict=port != "0")
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
    seen = ["--seen-in", os.environ["SEEN_IN"]] if "SEEN_IN" in os.environ else []
    child = [sys.executable, str(Path(__file__).with_name("invented_run.py")), *seen]
    trial = [sys.executable, str(Path(__file__).with_name("invented_trial.py"))]
    trials = Trials(Path(os.environ["TRIALS"]) if "TRIALS" in os.environ else None, command=trial)
    runs = Runs(command=trial if "TRIALS" in os.environ else child)
    run(Context(shelf=Shelf([Path(path) for path in paths]), runs=runs, trials=trials), listening)


if __name__ == "__main__":
    main(*sys.argv[1:])
