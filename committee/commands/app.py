"""The command line, put together.

How a command plugs in: a module ``committee/commands/NAME.py`` holds one function ``NAME`` whose parameters
are annotated for typer and whose docstring is the help, with an example. Below, it is imported and registered
in the order in which ``--help`` lists it. Command modules are imported at every start, so at their top they import
only typer, the standard library, :mod:`committee.errors` and :mod:`committee.terms`; everything heavier is
imported inside the function.

Exit status: 0 done; 1 done, and the answer is bad news; 2 refused. A command raises
:class:`committee.errors.InputRefused` and :func:`main` turns it into sentences on stderr.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import typer

from committee import __version__
from committee.commands.check import check
from committee.commands.demo import demo
from committee.commands.export import export
from committee.commands.minutes import minutes
from committee.commands.run import run
from committee.commands.watch import watch
from committee.errors import InputRefused
from committee.terms import DISCLAIMER

app = typer.Typer(
    name="committee",
    help=f"A residency rank meeting, simulated, recorded and watched. {DISCLAIMER}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Watch one simulated meeting in the browser.")(demo)
app.command(short_help="Simulate a meeting and record it.")(run)
app.command(short_help="Watch recordings in the browser.")(watch)
app.command(short_help="Print what was said, and what never was.")(minutes)
app.command(short_help="Say what is wrong with a file.")(check)
app.command(short_help="Write a recording as a table, a page or a picture.")(export)


@app.callback(invoke_without_command=True)
def committee(
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Take the options that stand before a command."""
    if version:
        typer.echo(f"committee {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command that the process was started with, and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a letter gets its code, not a failure.
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except InputRefused as refused:
        typer.echo(str(refused), err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader went away, as `| head` does: nothing more to say, nor anywhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"{where}{error.strerror or error}.", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
