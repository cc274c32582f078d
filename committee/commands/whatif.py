"""``committee whatif``: the same meeting with one change and the same draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from committee.archive.outputs import may_write
from committee.archive.whole import write_whole
from committee.commands.counts import seed_given, whole
from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused
from committee.machine.reading import on_disk
from committee.machine.shipped import is_path
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    from committee.experiments.whatifs.progress import SoFar
    from committee.experiments.whatifs.replicates import Replicates
    from committee.experiments.whatifs.whatif import Asked, WhatIf

_PAIRS = "a whole number of at least 2"
"""What --replicates takes."""


def whatif(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|RECORDING", help="The name of a shipped scenario, a scenario's file, or a recording."
        ),
    ],
    row: Annotated[str, typer.Option(metavar="ID", help="The id of the row to ask about, or the applicant's name.")],
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="COLUMN=VALUE|section.key=VALUE",
            help="Change a cell of the row, or a setting. You can repeat it.",
        ),
    ] = None,
    silence: Annotated[
        list[str] | None,
        typer.Option(metavar="TURN", help="Let nobody hear this turn of the row. You can repeat it."),
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="MEMBER", help="Leave this member out. You can repeat it.")
    ] = None,
    forget: Annotated[
        list[str] | None,
        typer.Option(metavar="EPISODE", help="Let nobody remember this past resident. You can repeat it."),
    ] = None,
    acts: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.jsonl",
            help="Put acts in members' mouths; each line has row, at_s, member, act, point and units.",
        ),
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="N", help="The seed of all random draws. The default is 1.")
    ] = None,
    replicates: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="Also hold N meetings with and without the change, and say how sure the effect is."
        ),
    ] = None,
    path: Annotated[
        bool,
        typer.Option(
            "--path",
            help="Try each step of an applicant's path in many meetings: 200, or as many as --replicates says.",
        ),
    ] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Keep both recordings in this folder.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write both meetings, side by side, as one page.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite existing files.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    progress: Annotated[
        bool, typer.Option("--progress", help="With --json, print first how far it is, as lines of JSON.")
    ] = False,
) -> None:
    """Hold a meeting twice, the second time with one change and the same draws, and say what the change did.

    A recording is made again first, and has to be the same to the last byte. Where an address is printed, keep its
    quotation marks; without them the shell cuts the address at &.

    Example: committee whatif two_imgs --row img_a --set narrative=concrete

    Example: committee whatif two_imgs --row img_a --set advocate=apd:strong --replicates 200

    Example: committee whatif two_imgs --row img_b --path

    Example: committee whatif two_imgs-1.jsonl --row img_b --silence 3 --html both.html
    """
    from committee.experiments.whatifs.whatif import asked, name_of

    if is_path(scenario):
        scenario = str(on_disk(Path(scenario)))
    first = seed_given(seed)
    pairs = None if replicates is None else whole(replicates, "--replicates", _PAIRS, least=2)
    tell = _telling(progress, as_json=json)
    question = asked(
        scenario,
        row=row,
        sets=_sets(setting or ()),
        seed=first,
        silence=[whole(turn, "--silence", "the number of a turn, such as 3", least=0) for turn in silence or ()],
        without=without or (),
        forget=forget or (),
        acts=acts or (),
        tell=tell,
    )
    if path:
        typed = {"--out": out, "--html": html, "--silence": silence, "--acts": acts}
        _check_path([option for option, value in typed.items() if value])
        _say_path(question, _seeds_from(first, pairs), as_json=json)
        return
    if not question.change:
        allowed = "say what to change: --set, --silence, --without, --forget or --acts; or try --path"
        raise UsageRefused(Problem(place="whatif", allowed=allowed))
    places = _places(out, name_of(scenario), question, force=force)
    if html is not None:
        may_write(html, force=force, kind=".html", inputs=[Path(scenario)])
    answer = question.held(tell)
    many = None if pairs is None else _many(question, answer, _seeds_from(first, pairs))
    _say(answer, many, _kept(answer, places, html, force=force), as_json=json)


def _telling(wanted: bool, *, as_json: bool) -> Callable[[SoFar], object]:
    """What hears how far it is: it prints a line of JSON, if that is wanted."""
    from msgspec import to_builtins

    from committee.experiments.whatifs.progress import nobody

    if wanted and not as_json:
        raise UsageRefused(Problem(place="--progress", allowed="it goes with --json"))
    return (lambda so_far: say_json(to_builtins(so_far))) if wanted else nobody


def _sets(texts: Sequence[str]) -> dict[str, str]:
    """``COLUMN=VALUE`` and ``section.key=VALUE`` texts as a mapping; a later one wins."""
    sets: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals or not all(part.strip() for part in key.split(".")):
            allowed = "write COLUMN=VALUE, such as step1=pass, or section.key=VALUE, such as meeting.row_seconds=60"
            raise UsageRefused(Problem(place="--set", value=text, allowed=allowed))
        sets[key.strip()] = value.strip()
    return sets


def _places(folder: Path | None, name: str, question: Asked, *, force: bool) -> list[Path]:
    """Where both recordings go, once it is known that we may write there."""
    if folder is None:
        return []
    if folder.exists() and not folder.is_dir():
        raise UsageRefused(Problem(place=str(folder), allowed="this is a file; --out names a folder"))
    seed = f"-{question.remade.seed}"
    stem = name if name.endswith(seed) else f"{name}{seed}"
    paths = [folder / f"{stem}.jsonl", folder / f"{stem}-changed.jsonl"]
    if folder.is_dir():
        for path in paths:
            may_write(path, force=force)
    return paths


def _kept(answer: WhatIf, places: Sequence[Path], html: Path | None, *, force: bool) -> list[Path]:
    """Write what is asked for; returns the paths."""
    for path, content in zip(places, answer.files, strict=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, force=force)
    if html is None:
        return list(places)
    from viz.export.html import meeting_named, pair_page

    with TemporaryDirectory(prefix="committee-") as folder:
        pair = [Path(folder) / "before.jsonl", Path(folder) / "after.jsonl"]
        for path, content in zip(pair, answer.files, strict=True):
            path.write_bytes(content)
        title = f"What if? {meeting_named(pair[0], otherwise='A meeting')}, before and after"
        page = pair_page(*pair, title=title)
    write_whole(html, page.encode(), force=force)
    return [*places, html]


def _seeds_from(first: int | None, count: int | None) -> range:
    """The seeds of many meetings: so many from the first, 200 if nobody says how many."""
    from committee.experiments.whatifs.path import SEEDS

    start = 1 if first is None else first
    return range(start, start + (count or SEEDS))


def _many(question: Asked, answer: WhatIf, seeds: range) -> tuple[Replicates, str]:
    """The change in many meetings, and the row's name."""
    from committee.experiments.whatifs.replicates import replicated

    found = replicated(question.remade, question.row, question.change, seeds, told=partial(say, err=True))
    pair = answer.differing.of(question.row)
    return found, question.row if pair is None or found.drawn else pair.row.opened.name


def _check_path(typed: Sequence[str]) -> None:
    """Refuse the options beside --path that are about one meeting."""
    if typed:
        allowed = f"it tries many meetings, so it cannot be combined with {' and '.join(typed)}"
        raise UsageRefused(Problem(place="--path", allowed=allowed))


def _say_path(question: Asked, seeds: range, *, as_json: bool) -> None:
    """Try each step of the path, from what is changed already."""
    from committee.experiments.whatifs.change import changed
    from committee.experiments.whatifs.path import path_of
    from committee.experiments.whatifs.telling_path import as_plain, told_of

    found = path_of(changed(question.remade, question.change), question.row, seeds, told=partial(say, err=True))
    address = question.address
    if as_json:
        say_json({**as_plain(found), "address": address, "said": told_of(found), "disclaimer": DISCLAIMER})
        return
    say(told_of(found))
    if address:
        say(f"Watch it:  committee open '{address}'\n{_other_seeds(seeds)}")
    say(DISCLAIMER)


def _other_seeds(seeds: range) -> str:
    return f"The seeds run from {seeds[0]} to {seeds[-1]}; the address with another seed opens that meeting."


def _say(answer: WhatIf, many: tuple[Replicates, str] | None, written: Sequence[Path], *, as_json: bool) -> None:
    from committee.experiments.whatifs.telling_many import plain, told_of

    if as_json:
        more = {} if many is None else {"replicates": plain(many[0])}
        say_json({**_data(answer), **more, "written": [str(path) for path in written], "disclaimer": DISCLAIMER})
        return
    say("\n".join(answer.sentences))
    if many is not None:
        say("\n" + "\n".join(told_of(*many)))
    if answer.address:
        say(f"Watch it:  committee open '{answer.address}'")
        if many is not None:
            first, last = many[0].seeds
            say(_other_seeds(range(first, last + 1)))
    if written:
        say("\n".join(f"Wrote {path}" for path in written))
    say(DISCLAIMER)


def _data(answer: WhatIf) -> dict[str, Any]:
    """The answer as plain data."""
    from msgspec import to_builtins

    found = answer.differing
    return {
        "row": answer.row,
        "seed": answer.before.header.seed,
        "change": to_builtins(answer.change),
        "address": answer.address,
        "said": list(answer.sentences),
        "same": found.same,
        **found.parted,
        "rows": [pair.plain for pair in found.pairs if pair.moved or pair.row.opened.id == answer.row],
    }
