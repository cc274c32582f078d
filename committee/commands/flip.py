"""``committee flip``: the smallest set of changes that turns a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from committee.commands.counts import seed_given
from committee.commands.terminal import say, say_json


def flip(
    recording: Annotated[
        str, typer.Argument(metavar="RECORDING", help="A recording (.jsonl or .jsonl.gz), or a scenario.")
    ],
    row: Annotated[str, typer.Option("--row", metavar="ID", help="The id of the row, or the applicant's name.")],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="top|mid|low|dnr|invite|hold|no",
            help="This tier or better, or it or worse if the row was above. Invite meetings have the last three.",
        ),
    ],
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="N", help="The seed, if a scenario is given; 1 by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with every way.")] = False,
) -> None:
    """Find the smallest change that turns the verdict on a row, and prove that no smaller one does.

    It tries every single change, and if none is enough, every pair: a turn that nobody hears, seconds more, a unit more
    from a member, a member who stakes nothing or keeps quiet, a past resident whom nobody remembers, a cell that speaks
    better for the row (or worse, if the verdict is to be worse). The row is held again for each, with the same draws.

    The status is 1 if no one and no two changes do it.

    Example: committee flip two_imgs-1.jsonl --row img_b --to low

    Example: committee flip two_imgs --seed 7 --row img_a --to mid --json
    """
    from committee.experiments.row.flip import flip_of, tier_wanted
    from committee.experiments.row.flip_words import as_data, as_text
    from committee.experiments.whatifs.whatif import address_of_asked, meeting_of

    remade = meeting_of(recording, seed_given(seed))
    found = flip_of(remade, row, tier_wanted(remade, to, "--to"))
    address = address_of_asked(recording, remade)
    if as_json:
        say_json(as_data(found, address), indent=2)
    else:
        say(as_text(found, address), end="")
    if not found.ways and found.base.tier is not found.to:
        raise typer.Exit(1)
