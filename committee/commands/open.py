"""``committee open``: the meeting at an address, made again and watched."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Annotated

import typer

from committee.archive.outputs import may_write
from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused, nearest
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    from committee.experiments.whatifs.address import Address
    from committee.experiments.whatifs.remade import Remade


def open_address(
    address: Annotated[
        str,
        typer.Argument(metavar="ADDRESS", help="The address, in quotation marks: committee:VERSION+RULES/..."),
    ],
    scenario: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The scenario, if the address is that of a scenario of your own."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="The recording to write. The default is in a fresh temporary folder."),
    ] = None,
    no_watch: Annotated[bool, typer.Option("--no-watch", help="Only record the meeting; open no replay.")] = False,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The port on this machine. If it is busy, the next free one."),
    ] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON; opens nothing.")] = False,
) -> None:
    """Make the meeting at an address again, record it, and open its replay at the row and the second.

    Tables and reports give an address beside each number. An address is made by one set of rules; a copy with other
    rules refuses it and says which version to install.

    Keep the quotation marks; without them the shell cuts the address at &. In place of RULES an address has
    eight digits; committee whatif prints them.

    Example: committee open 'committee:0.2.0+RULES/two_imgs?seed=7&set=switches.memory=false#img_a@12.5'

    Example: committee open 'committee:0.2.0+RULES/two_imgs?seed=7&silence=img_b:3' --no-watch --out silenced.jsonl
    """
    from committee.experiments.whatifs.address_reading import parsed
    from committee.experiments.whatifs.checks import check_there
    from committee.experiments.whatifs.reopening import blamed, remade_of
    from committee.recording import Recorder

    if out is not None:
        may_write(out, force=force, endings=(".jsonl", ".jsonl.gz"), inputs=[scenario] if scenario else [])
    found = parsed(address)
    remade = remade_of(found, scenario)
    with blamed():
        moment = _moment(remade, found)
        check_there(found, remade)
    path = out if out is not None else Path(mkdtemp(prefix="committee-")) / f"{found.scenario}-{found.seed}.jsonl"
    with Recorder(path, force=force) as recorder:
        remade.meeting(recorder).run()
    if json:
        say_json({"recording": str(path), "scenario": found.scenario, "seed": found.seed, "disclaimer": DISCLAIMER})
        return
    say(f"Recorded the meeting in {path}")
    if no_watch:
        say(DISCLAIMER)
        return
    from viz.server import serve

    serve([path], port=port, strict_port=False, open_browser=not no_browser, moment=moment)


def _moment(remade: Remade, address: Address) -> str:
    """The moment of the replay that the address names; refuses a row that is not there."""
    if not address.row:
        return ""
    numbers = {brief.applicant.id: brief.number for brief in remade.meeting().briefs}
    if address.row not in numbers:
        allowed = "the meeting at this address has no such row"
        near = nearest(address.row, numbers)
        raise UsageRefused(Problem(place="row", value=address.row, allowed=allowed, nearest=near))
    return f"row={numbers[address.row]}&t={address.second:.1f}"
