"""``committee export``: a recording as a table, a page or a picture."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final

import typer

from committee.archive.outputs import may_write, refuse_shared
from committee.archive.whole import whole_file
from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused
from committee.machine.beside import unwritten
from committee.machine.reading import on_disk

if TYPE_CHECKING:
    from committee.recording import Recording

_ENDINGS: Final = {"csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet", "html": ".html", "bump": ".svg"}
"""How the name of each output may end; another ending is fine as long as it is not that of another kind."""


def export(
    recording: Annotated[Path, typer.Argument(metavar="RECORDING", help="A recording (.jsonl or .jsonl.gz).")],
    csv: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the outcomes table as CSV.")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the outcomes table as a workbook.")] = None,
    parquet: Annotated[Path | None, typer.Option(metavar="OUT", help="Write the outcomes table as Parquet.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the replay as one page that opens offline.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="RECORDING", help="With --html: a second recording to compare with the first."),
    ] = None,
    hide: Annotated[
        bool,
        typer.Option("--hide", help="With --html: open the page with all that is still to come hidden."),
    ] = False,
    bump: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write a picture (SVG) of how the list grew.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the names of the files as JSON.")] = False,
) -> None:
    """Write a recording's outcomes as a table, or the recording as a page or a picture. You can write several at once.

    With --hide the page tells nothing of what comes after the moment that it shows, until somebody turns the switch.
    The file still holds all of it in its source.

    If a recording was cut short, export writes what there is and ends with status 1.

    Example: committee export two_imgs-1.jsonl --csv outcomes.csv

    Example: committee export two_imgs-1.jsonl --xlsx outcomes.xlsx --html replay.html

    Example: committee export two_imgs-1.jsonl --against forgetful.jsonl --html both.html --hide
    """
    asked = {"csv": csv, "xlsx": xlsx, "parquet": parquet, "html": html, "bump": bump}
    read = [on_disk(path) for path in (recording, against) if path is not None]
    outs = {
        kind: may_write(path, force=force, kind=_ENDINGS[kind], inputs=read)
        for kind, path in asked.items()
        if path is not None
    }
    if not outs:
        raise UsageRefused(
            Problem(place="export", allowed="say what to write: --csv, --xlsx, --parquet, --html or --bump")
        )
    refuse_shared(list(outs.values()))
    if against is not None and html is None:
        raise UsageRefused(
            Problem(
                place="--against",
                value=str(against),
                allowed="use it together with --html, which shows both recordings",
            )
        )
    if hide and html is None:
        raise UsageRefused(Problem(place="--hide", allowed="use it together with --html, whose page it is about"))
    cut_short = _written(read, outs, force=force, hide=hide)
    if json:
        written = {kind: str(path) for kind, path in outs.items()}
        say_json({"complete": not cut_short, "recording": str(recording), "written": written})
    else:
        say("\n".join(f"Wrote {path}" for path in outs.values()))
    for path in cut_short:
        say(f"{path.name}: incomplete.", err=True)
    if cut_short:
        raise typer.Exit(1)


def _written(read: list[Path], outs: dict[str, Path], *, force: bool, hide: bool) -> list[Path]:
    """Write every file in ``outs``; return those recordings that were cut short."""
    from committee.recording import open_recording

    opened = [open_recording(path) for path in read]
    with ExitStack() as stack:  # every place is taken before anything is written, and none is filled if one fails
        files = [(kind, path, stack.enter_context(whole_file(path, force=force))) for kind, path in outs.items()]
        for kind, path, file in files:
            try:
                if kind == "html":
                    file.write(_page(read, hide=hide).encode())
                else:
                    _write(kind, file, read[0], opened[0])
                file.flush()
            except OSError as error:
                raise UsageRefused(Problem(place=str(path), allowed=unwritten(error))) from error
    return [path for path, recording in zip(read, opened, strict=True) if not recording.complete]


def _page(read: list[Path], *, hide: bool) -> str:
    from viz.export.html import pair_page, replay_page

    return replay_page(read[0], hide=hide) if len(read) == 1 else pair_page(read[0], read[1], hide=hide)


def _write(kind: str, file: BinaryIO, path: Path, opened: Recording) -> None:
    if kind == "bump":
        from viz.export.bump import bump

        file.write(bump(opened).encode())
    else:
        from committee.commands.tables import WRITERS, write_xlsx
        from committee.measures.outcomes import outcomes

        if kind == "xlsx":
            write_xlsx(outcomes(opened), file, _addresses(path, opened))
        else:
            WRITERS[kind](outcomes(opened), file)


def _addresses(path: Path, opened: Recording) -> dict[str, str]:
    """By id, the address of each row; empty if the meeting cannot be made again from an address."""
    from committee.experiments.whatifs.origin import address_of_recording, at

    address = address_of_recording(path)
    return {} if address is None else {closed.id: at(address, closed.id) for _, closed in opened.closed}
