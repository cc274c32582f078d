"""``committee season``: some years of a market of programs, held into a folder."""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused, nearest
from committee.machine.reading import on_disk
from committee.machine.shipped import is_path, short_name
from committee.terms import DISCLAIMER
from committee.units import LARGEST_SEED

if TYPE_CHECKING:
    from committee.archive.seasons import SeasonFolder
    from committee.season.holding import How, Seasonal, Told

ROW_BYTES = 2_100
"""About how many bytes a row of a recording takes, packed: 60 rows of the baseline take 125 kB."""

PROGRAM_YEAR_S = 0.035
"""Processor time of a year of one program and of its twin, without recordings (``tests/bench/README.md``)."""

TOLD_ROW_S = 0.006
"""Processor time of a row that is recorded."""

A_MINUTE_S = 60.0
"""Seconds from one line about how far it is to the next, where nobody sees a bar."""

SELDOM = (20_000, 20, 20)
"""After how many new objects Python looks for rings among them, and after how many looks it looks further back.

A season makes millions of small records. To look after every 700, as Python does, takes a few per cent of the time.
"""

SENTENCES = 3
"""How many sentences of the story the summary shows."""


def season(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="The name of a shipped scenario, or a file (a path with a slash or .toml)."
        ),
    ],
    years: Annotated[
        int,
        typer.Option(metavar="N", help="How many years the folder is to have in the end, from 1 to 200."),
    ],
    seed: Annotated[int, typer.Option(metavar="N", min=0, max=LARGEST_SEED, help="The seed of all random draws.")] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the season. The default is ./NAME-SEED.")
    ] = None,
    keep: Annotated[
        str,
        typer.Option(
            metavar="focal|all", help="Record the meetings of the programs in season.focal, or those of all programs."
        ),
    ] = "focal",
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=1024, help="How many processes hold the meetings.")] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Have the workers of this Dask scheduler hold them, such as tcp://10.0.0.1:8786."
        ),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="section.key=TOML", help="Change one setting. You can repeat it."),
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what it will cost, and hold nothing.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Begin anew: first remove from the folder what a season wrote.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print each year and the summary as lines of JSON.")] = False,
) -> None:
    """Hold some years of a market: who applies, who is interviewed and matched, and what the rooms remember of it.

    Stop it at any time: finished years are kept, and the same command goes on from there. More years than the folder
    has are added to it.

    Example: committee season one_bad_year --years 10

    Example: committee season market_small --years 5 --seed 7 --set switches.memory=false --out forgetful
    """
    _refuse_options(keep, scheduler, jobs)
    from committee.machine.rules import SEASON, rules_digest
    from committee.season.holding import How, refuse_years

    refuse_years(years, "--years")
    asked = season_of(scenario, setting or (), seed=seed, keep=keep, jobs=jobs, scheduler=scheduler or "")
    refuse_years(years, "--years", first=asked.about["scenario"]["season"]["year"])
    if plan:
        _plan(asked.about, years, as_json=json)
        return
    path = out or Path(f"{short_name(scenario)}-{seed}")
    _held(asked, path, years, How(rules=rules_digest(SEASON), force=force), as_json=json)


def _refuse_options(keep: str, scheduler: str | None, jobs: int) -> None:
    """Refuse a word for ``--keep`` that is none, and two who are to hold the meetings."""
    from committee.archive.seasons import KEEPS

    if keep not in KEEPS:
        allowed = f"use {' or '.join(KEEPS)}"
        raise UsageRefused(Problem(place="--keep", value=keep, allowed=allowed, nearest=nearest(keep, KEEPS)))
    if scheduler is not None and jobs > 1:
        raise UsageRefused(Problem(place="--jobs", allowed="--scheduler has workers of its own; give one of the two"))


def season_of(name: str, settings: Sequence[str], *, seed: int, keep: str, jobs: int, scheduler: str) -> Seasonal:
    """The season that a command asks for."""
    from committee.scenario.loading import load_season, settings_of
    from committee.season.season import Season

    if is_path(name):
        name = str(on_disk(Path(name)))
    scenario = load_season(name, settings_of(settings))
    return Season(scenario, seed, keep=keep, jobs=jobs, scheduler=scheduler, told=partial(say, err=True))


def pages(path: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of the folder at ``path``: the doors, the story, and the picture of the doors."""
    from committee.archive.seasons import PICTURE
    from committee.season.pages import pages_of
    from viz.export.doors import doors_picture, read_season

    yield from pages_of(path)
    yield PICTURE, doors_picture(read_season(path)).encode()


def _held(asked: Seasonal, path: Path, years: int, how: How, *, as_json: bool) -> None:
    from committee.archive.folder import Finished
    from committee.season.holding import hold, manifest_of, refuse

    try:
        refuse(path, manifest_of(asked, how), years, force=how.force)
        _tell_size(asked.about, years)
        with _seldom_searched(), _progress(years, as_json=as_json) as told:
            hold(asked, path, years, how, told=told, pages=pages)
    except Finished as refused:
        say(str(refused), err=True)
        say(f"Watch it: {_watching(path)}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        say(f"{_kept(path)} Go on: {_again()}", err=True)
        raise typer.Exit(130) from None
    _summary(path, as_json=as_json)


@contextmanager
def _seldom_searched() -> Iterator[None]:
    """Within this block, Python looks for rings of objects that nobody uses only as often as :data:`SELDOM` says."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _tell_size(about: Mapping[str, Any], years: int) -> None:
    """How much room the recordings of all programs will take, before anything is held."""
    if about["keep"] != "all":
        return
    meetings, room = 2 * len(about["programs"]) * years, _recorded_rows(about) * years * ROW_BYTES
    say(f"Recording all {meetings:,} meetings will take at most about {_size(room)}.", err=True)


def _recorded_rows(about: Mapping[str, Any]) -> int:
    """The most rows that are recorded in a year."""
    read = about["scenario"]["season"]["read"]
    own = [each for each in about["programs"] if about["keep"] == "all" or each["program"] in about["focal"]]
    return sum(int(each["seats"] * read["interviews_per_seat"] + read["room_rows"]) for each in own)


def _plan(about: Mapping[str, Any], years: int, *, as_json: bool) -> None:
    """What a season will cost: how large its market is, and about how long one process takes."""
    programs = len(about["programs"])
    posts = sum(each["seats"] for each in about["programs"])
    applicants = sum(about["scenario"]["season"]["pool"].values())
    seconds = round(years * (programs * PROGRAM_YEAR_S + _recorded_rows(about) * TOLD_ROW_S), 1)
    if as_json:
        say_json({"programs": programs, "posts": posts, "applicants": applicants, "years": years, "seconds": seconds})
        return
    say(f"{programs:,} programs with {posts:,} posts, and {applicants:,} applicants a year.")
    time = f"{max(1, round(seconds))} s" if seconds < 90 else f"{round(seconds / 60)} minutes"
    say(f"{years} year{'' if years == 1 else 's'} with the twin will take one process about {time}.")


def _size(count: float) -> str:
    return f"{max(count / 1e6, 1):,.0f} MB" if count < 1e9 else f"{count / 1e9:,.1f} GB"


@contextmanager
def _progress(years: int, *, as_json: bool) -> Iterator[Callable[[Told], object]]:
    """What to call after each year."""
    if as_json:
        yield lambda told: say_json({name: getattr(told, name) for name in told.__struct_fields__})
        return
    if not sys.stderr.isatty():
        yield _lines()
        return
    with typer.progressbar(length=years, label="Years", file=sys.stderr) as bar:
        yield lambda told: bar.update(told.number - bar.pos)


def _lines() -> Callable[[Told], object]:
    """Says how far it is in a line, at most once a minute."""
    last = monotonic()

    def seen(told: Told) -> None:
        nonlocal last
        if monotonic() - last >= A_MINUTE_S and told.number < told.of:
            last = monotonic()
            say(f"{told.number} of {told.of} years.", err=True)

    return seen


def _summary(path: Path, *, as_json: bool) -> None:
    from committee.archive.seasons import SeasonFolder

    folder = SeasonFolder(path)
    if as_json:
        years, programs, doors = list(folder.years), len(folder.programs), len(folder.doors())
        say_json({"folder": str(path), "years": years, "programs": programs, "doors": doors, "disclaimer": DISCLAIMER})
        return
    say(f"Wrote {path}: {_of(folder)}.")
    for sentence in sentences_of(folder.story())[:SENTENCES]:
        say(sentence)
    for note in notes_of(folder.story()):
        say(note)
    say(f"Read the story: {path / 'story.md'}")
    if folder.recordings():
        say(f"Watch it: {_watching(path)}")
    say(DISCLAIMER)


def _of(folder: SeasonFolder) -> str:
    """Which years of how many programs a folder holds, in words."""
    years, programs = folder.years, len(folder.programs)
    span = f"the year {years[0]}" if len(years) == 1 else f"{len(years)} years, {years[0]} to {years[-1]}"
    return f"{span}, of {programs:,} program{'' if programs == 1 else 's'}"


def sentences_of(story: str) -> list[str]:
    """The numbered sentences of a story, without their links and marks."""
    from re import MULTILINE, findall, sub

    return [sub(r" \(\[.*?\]\(.*?\)\)|\\(?=\W)", "", line) for line in findall(r"^\d+\. (.+)$", story, MULTILINE)]


def notes_of(story: str) -> list[str]:
    """The notes below the sentences of a story."""
    from committee.season.story import NOTE

    return [line for line in story.splitlines() if line.startswith(NOTE)]


def _watching(path: Path) -> str:
    return shlex.join(["committee", "watch", str(path)])


def _kept(path: Path) -> str:
    """What is kept of a season that somebody stopped."""
    from committee.archive.seasons import SeasonFolder, is_season

    if not (is_season(path) and SeasonFolder(path).years):
        return "Stopped; no year was finished yet."
    return f"Stopped. {path} keeps what is finished: {_of(SeasonFolder(path))}."


def _again() -> str:
    """The command that goes on."""
    return shlex.join(["committee", *(word for word in sys.argv[1:] if word != "--force")])
