"""``committee run``: one meeting into a recording, or many into one table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from committee.archive.outputs import may_write
from committee.archive.whole import whole_file
from committee.commands.summary import Summary
from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused
from committee.machine.reading import on_disk
from committee.machine.shipped import is_path, short_name
from committee.terms import DISCLAIMER
from committee.units import LARGEST_SEED, seed_span

if TYPE_CHECKING:
    from committee.convene import Convener

RECORDINGS = (".jsonl", ".jsonl.gz")


@dataclass(frozen=True, kw_only=True)
class How:
    """How to hold many meetings."""

    engine: str
    """What was asked for as --engine."""
    jobs: int
    """Processes."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What to run, without the seed."""

    convener: Convener
    """It makes the meetings."""
    read: tuple[Path, ...]
    """Every file that we read for it."""


def run(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="The name of a shipped scenario, or a file (a path with a slash or .toml)."
        ),
    ],
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=LARGEST_SEED, help="The seed of all random draws. The default is 1."),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Use the rows of this sheet (CSV, or the first visible worksheet of an XLSX)."
        ),
    ] = None,
    fictional: Annotated[
        bool, typer.Option("--fictional", help="Confirm that columns which identify people are invented.")
    ] = False,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="section.key=TOML", help="Change one setting. You can repeat it."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help="The recording to write. The default is ./NAME-SEED.jsonl."),
    ] = None,
    seeds: Annotated[str | None, typer.Option(metavar="A:B", help="Run every seed from A to B. Needs --csv.")] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="OUT", help="Write the outcomes of all --seeds as one table.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=1024, help="How many processes hold the meetings of --seeds. The default is 1."
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="auto|objects|compiled",
            help="What holds the meetings of --seeds: compiled code, or the readable model. Both give the same table. "
            "The default is auto, which takes compiled code where it can.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Simulate one meeting and record it, or many meetings and save all their outcomes in one table.

    Example: committee run two_imgs --seed 7

    Example: committee run baseline --set switches.memory=false --seeds 1:20 --csv outcomes.csv
    """
    _refuse_mixed(
        seeds=seeds,
        csv=csv,
        for_one_meeting=seed is not None or out is not None,
        for_many=jobs is not None or engine is not None,
    )
    if seeds is not None and csv is not None:
        span = seed_span(seeds, "--seeds")
        may_write(csv, force=force, kind=".csv")
        question = _question(scenario, setting, sheet, fictional=fictional)
        may_write(csv, force=force, inputs=question.read)
        _summary(_many(question, span, csv, How(engine=engine or "auto", jobs=jobs or 1), force=force), as_json=json)
        return
    number = 1 if seed is None else seed
    path = out if out is not None else Path(f"{short_name(scenario)}-{number}.jsonl")
    may_write(path, force=force, endings=RECORDINGS)
    question = _question(scenario, setting, sheet, fictional=fictional)
    may_write(path, force=force, inputs=question.read)
    _summary(_one(question, number, path, force=force), as_json=json)


def _refuse_mixed(*, seeds: str | None, csv: Path | None, for_one_meeting: bool, for_many: bool) -> None:
    if (seeds is None) != (csv is None):
        raise UsageRefused(Problem(place="run", allowed="--seeds A:B and --csv OUT go together"))
    if seeds is not None and for_one_meeting:
        raise UsageRefused(
            Problem(place="run", allowed="--seed and --out are for one meeting, --seeds and --csv for many")
        )
    if seeds is None and for_many:
        allowed = "--jobs and --engine are for many meetings; they need --seeds A:B and --csv OUT"
        raise UsageRefused(Problem(place="run", allowed=allowed))


def _question(scenario: str, settings: Iterable[str] | None, sheet: Path | None, *, fictional: bool) -> Question:
    from committee.convene import Convener
    from committee.scenario.loading import load_scenario, settings_of
    from committee.written.layers import files_of

    if is_path(scenario) and (copy := on_disk(Path(scenario))) != Path(scenario):
        scenario = str(copy)
    loaded = load_scenario(scenario, settings_of(settings or ()))
    read = [*files_of(scenario), *(path for path in (sheet, loaded.sheet_path) if path is not None)]
    if sheet is None:
        sheet = loaded.sheet_path
    if sheet is None:
        return Question(convener=Convener(loaded), read=tuple(read))
    from committee.applicants.sheet import open_sheet

    rows = open_sheet(sheet, year=loaded.season.year, fictional=fictional)
    if rows.how_read:
        say(f"{rows.file}: {rows.how_read}.", err=True)
    inputs = ({"file": rows.file, "sha256": rows.sha256},)
    return Question(convener=Convener(loaded, applicants=rows.applicants, inputs=inputs), read=tuple(read))


def _one(question: Question, seed: int, path: Path, *, force: bool) -> dict[str, Any]:
    from committee.recording import Recorder

    summary = Summary()
    with Recorder(path, force=force) as recorder:  # opens the file once the meeting is convened
        question.convener.meeting(seed, listeners=[recorder, summary]).run()
        recorder.close(summary.events)
    return {"recording": str(path), "seed": seed, **_counted(summary)}


def _many(question: Question, span: range, path: Path, how: How, *, force: bool) -> dict[str, Any]:
    from committee.commands.many import csv_block
    from committee.engine.outcomes import meetings_of
    from committee.recording.practices import rules_in

    question.convener.meeting(span.start)  # refuses what it must before we touch any file
    meetings = meetings_of(question.convener, how.engine, told=partial(say, err=True))
    say(f"Engine: {meetings.choice}.", err=True)
    summary = Summary()
    summary.rules = rules_in(question.convener.provenance.scenario)
    with whole_file(path, force=force) as file, _progress(span) as passed:
        for number, (held, (counted, rows)) in enumerate(meetings.blocks(span, csv_block, how.jobs)):
            header, _, body = rows.partition(b"\n")
            file.write(body if number else header + b"\n" + body)
            summary.add(counted)
            passed(held)
    return {
        "table": str(path),
        "seeds": len(span),
        "engine": str(meetings.choice.engine),
        "why": meetings.choice.why,
        **_counted(summary),
    }


def _counted(summary: Summary) -> dict[str, Any]:
    return {"said": summary.sentences(), "tiers": summary.tiers, "rules": summary.rules}


@contextmanager
def _progress(span: range) -> Iterator[Callable[[int], None]]:
    """What to call with the meetings that were held since the last call."""
    if sys.stderr.isatty() and len(span) > 1:
        with typer.progressbar(length=len(span), label="Meetings", file=sys.stderr) as bar:
            yield bar.update
        return
    yield lambda _: None


def _summary(summary: dict[str, Any], *, as_json: bool) -> None:
    said = summary.pop("said")
    if as_json:
        say_json({**summary, "disclaimer": DISCLAIMER})
        return
    say(f"Wrote {summary.get('recording', summary.get('table'))}")
    say(said)
    if "recording" in summary:
        say(f"Watch it:  committee watch {summary['recording']}")
    say(DISCLAIMER)
