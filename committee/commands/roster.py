"""``committee roster``: what an outsider can tell of a program's quiet filters from its roster alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from committee.archive.seasons import RESIDENTS, SeasonFolder
from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused
from committee.machine.reading import why_not
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    import pandas as pd

NO_TOOL = (
    "this is not the roster of a season that this model held; no other is read, because what it says is no ground to "
    "accuse a program; give DIR/residents.csv of a folder that committee season wrote"
)
"""Why a roster is refused."""


def roster(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The residents.csv of a season's folder, or the folder itself.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Infer from who entered which quiet filters each program probably has, and how sure that is.

    It looks at the last years of the roster, as an applicant could, and at nothing else that the season knows. It reads
    only rosters that this model made. It is no tool to accuse a real program.

    Example: committee roster one_bad_year-1/residents.csv
    """
    table = roster_in(file)
    from committee.season.inferring import infer, told

    found = infer(table)
    if json:
        say_json({"file": str(file), "programs": found.plain(), "disclaimer": DISCLAIMER})
        return
    say(told(found))
    say(DISCLAIMER)


def roster_in(file: Path) -> pd.DataFrame:
    """The roster at ``file``, if a season wrote it and nobody has changed it since.

    Raises
    ------
    UsageRefused
        If it is any other file.
    """
    if why := why_not(file, folder=True):
        raise UsageRefused(Problem(place=str(file), allowed=why))
    folder = file if file.is_dir() else file.parent
    try:
        season = SeasonFolder(folder)
        if not file.is_dir() and not file.samefile(folder / RESIDENTS):
            raise UsageRefused
        return season.table(RESIDENTS)
    except UsageRefused:
        raise UsageRefused(Problem(place=str(file), allowed=NO_TOOL)) from None
