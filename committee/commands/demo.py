"""``committee demo``: the shortest way to see a meeting."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

import typer

from committee.commands.terminal import say


def demo(
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The port on this machine. If it is busy, the next free one."),
    ] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Simulate one meeting (two_imgs, seed 1) and watch it in the browser.

    The recording goes into a fresh temporary folder. Stop with Ctrl-C.

    Example: committee demo
    """
    from committee.convene import convene
    from committee.recording import Recorder
    from committee.scenario.loading import load_scenario
    from viz.server import serve

    path = Path(mkdtemp(prefix="committee-")) / "two_imgs-1.jsonl"
    with Recorder(path) as recorder:
        convene(load_scenario("two_imgs"), 1, listeners=[recorder]).run()
    say(f"Recorded one meeting in {path}")
    serve([path], port=port, strict_port=False, open_browser=not no_browser)
