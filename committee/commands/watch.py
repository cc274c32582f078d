"""``committee watch``: recordings in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from committee.errors import Problem, UsageRefused
from committee.machine.reading import on_disk, why_not


def watch(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="[FILE|FOLDER]",
            help="A recording, a folder of them, or the folder of a season.",
            show_default=False,
        ),
    ] = Path(),
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The port on this machine. If it is busy, the next free one."),
    ] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
) -> None:
    """Watch a recording in the browser, all recordings of a folder, or a season. The default is the current folder.

    Stop with Ctrl-C.

    Example: committee watch two_imgs-1.jsonl

    Example: committee watch one_bad_year-1
    """
    if why := why_not(path, folder=True):
        raise UsageRefused(Problem(place=str(path), allowed=why))
    path = on_disk(path)
    if path.is_file():
        from committee.recording import open_recording

        open_recording(path)

    from viz.server import serve

    serve([path], port=port, strict_port=False, open_browser=not no_browser)
