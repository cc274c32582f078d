"""``committee minutes``: a recording as people read it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from committee.commands.terminal import say, say_json


class MinutesFormat(StrEnum):
    """The formats of minutes."""

    TEXT = "text"
    MD = "md"
    JSON = "json"


def minutes(
    recording: Annotated[Path, typer.Argument(metavar="RECORDING", help="A recording (.jsonl or .jsonl.gz).")],
    format: Annotated[MinutesFormat, typer.Option("--format", help="The format of the minutes.")] = MinutesFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Print the minutes of a recording: who said what, what came of it and why, and what nobody said.

    If the recording was cut short, minutes prints what there is, says "incomplete" and ends with status 1.

    Example: committee minutes two_imgs-1.jsonl

    Example: committee minutes two_imgs-1.jsonl --format md > minutes.md
    """
    from committee.recording import open_recording, transcript

    opened = open_recording(recording)
    if as_json or format is MinutesFormat.JSON:
        say_json(transcript.as_data(opened), indent=2, sort_keys=True)
    else:
        say(transcript.as_markdown(opened) if format is MinutesFormat.MD else transcript.as_text(opened), end="")
    if not opened.complete:
        say(f"{recording.name}: incomplete.", err=True)
        raise typer.Exit(1)
