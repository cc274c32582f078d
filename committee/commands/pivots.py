"""``committee pivots``: which sentence decided a row."""

from __future__ import annotations

from typing import Annotated

import typer

from committee.commands.counts import seed_given
from committee.commands.terminal import say, say_json


def pivots(
    recording: Annotated[
        str, typer.Argument(metavar="RECORDING", help="A recording (.jsonl or .jsonl.gz), or a scenario.")
    ],
    row: Annotated[str, typer.Option("--row", metavar="ID", help="The id of the row, or the applicant's name.")],
    seed: Annotated[
        str | None, typer.Option("--seed", metavar="N", help="The seed, if a scenario is given; 1 by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say which sentence decided a row: what each turn, memory and stake did, and what the clock kept unsaid.

    The meeting is made again and compared with the recording. Then the row is held once for each change: a turn that
    nobody hears, a past resident whom nobody remembers, a sponsor who keeps quiet, a member who stakes nothing, a point
    that somebody does say, more time. The draws stay the same, so each answer is exact. The effects need not add up.

    Example: committee pivots two_imgs-1.jsonl --row img_b

    Example: committee pivots two_imgs --seed 7 --row img_a --json
    """
    from committee.experiments.row.pivot_words import as_data, as_text
    from committee.experiments.row.pivots import pivots_of
    from committee.experiments.whatifs.whatif import address_of_asked, meeting_of

    remade = meeting_of(recording, seed_given(seed))
    found = pivots_of(remade, row)
    address = address_of_asked(recording, remade)
    if as_json:
        say_json(as_data(found, address), indent=2)
    else:
        say(as_text(found, address), end="")
