"""The only way out to a terminal.

Titles, names, headings and paths come from files that anybody may have made. Every command prints through :func:`say`
or :func:`say_json`, so that none of them can move a cursor, color a screen or turn the reading direction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import typer

from committee.errors import harmless


def say(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print ``text``, harmless, on stdout or on stderr."""
    typer.echo(harmless(text) + end, nl=False, err=err)


def say_json(data: Mapping[str, object], **layout: object) -> None:
    """Print ``data`` as JSON in plain ASCII; ``layout`` goes to :func:`json.dumps`."""
    # JSON may hold DEL as it is. Every other control character is escaped already.
    typer.echo(json.dumps(data, **layout).replace("\x7f", "\\u007f"))  # type: ignore[arg-type]
