"""The command line, put together.

How to add a command: write a module ``committee/commands/NAME.py`` with one function ``NAME``. Annotate its parameters
for typer; its docstring is the help, with an example. Import and register it below, in the order of ``--help``. Every
start imports all command modules. So at their top they import only typer, the standard library,
:mod:`committee.errors`, :mod:`committee.terms`, :mod:`committee.machine` and :mod:`committee.archive`, and everything
heavier inside the function.

Exit status: 0 done; 1 done, and the answer is bad news; 2 refused. A command raises
:class:`committee.errors.InputRefused`, and :func:`main` turns it into sentences on stderr.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import typer

from committee import __version__
from committee.commands.check import check
from committee.commands.compare import compare
from committee.commands.demo import demo
from committee.commands.experiment import experiment
from committee.commands.export import export
from committee.commands.flip import flip
from committee.commands.minutes import minutes
from committee.commands.misused import MISUSED, misuse_said
from committee.commands.open import open_address
from committee.commands.pivots import pivots
from committee.commands.roster import roster
from committee.commands.run import run
from committee.commands.season import season
from committee.commands.terminal import say
from committee.commands.watch import watch
from committee.commands.whatif import whatif
from committee.commands.workshop import workshop
from committee.errors import InputRefused
from committee.terms import DISCLAIMER

app = typer.Typer(
    name="committee",
    help=f"Simulate a residency rank meeting, record it and watch it. {DISCLAIMER}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Watch one simulated meeting in the browser.")(demo)
app.command(short_help="Simulate a meeting and record it.")(run)
app.command(short_help="Watch recordings in the browser.")(watch)
app.command(short_help="Print what members said, and what they never said.")(minutes)
app.command(short_help="Say how two meetings differ, and who moved.")(compare)
app.command(short_help="Hold a meeting again with one change, and say what it did.")(whatif)
app.command(short_help="Say which sentence decided a row.")(pivots)
app.command(short_help="Find the smallest change that turns a verdict.")(flip)
app.command(short_help="Vary what you like over many meetings, and report what it did.")(experiment)
app.command(short_help="Hold some years of a market, and tell what they left behind.")(season)
app.command(short_help="Let an audience vote on its phones before the room does.")(workshop)
app.command(short_help="Say which quiet filters a simulated roster betrays.")(roster)
app.command("open", short_help="Make the meeting at an address again, and watch it.")(open_address)
app.command(short_help="Say what is wrong with a file.")(check)
app.command(short_help="Write a recording as a table, a page or a picture.")(export)


@app.callback(invoke_without_command=True)
def committee(
    version: bool = typer.Option(False, "--version", help="Print the version and stop.", is_eager=True),
) -> None:
    """Take the options before a command."""
    if version:
        say(f"committee {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command on the command line, and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a letter gets its code, not a failure.
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(app(standalone_mode=False))
    except MISUSED as error:
        say(misuse_said(error), err=True)
        sys.exit(2)
    except typer.Abort:
        sys.exit(130)
    except InputRefused as refused:
        say(str(refused), err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader went away, as `| head` does, so there is nowhere to say anything.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{where}{error.strerror or error}.", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
