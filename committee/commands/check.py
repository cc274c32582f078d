"""``committee check``: what a file is, and what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from committee.archive.results import is_results, progress_of, read_manifest
from committee.archive.seasons import SeasonFolder, is_season
from committee.commands.terminal import say, say_json
from committee.errors import InputRefused, Problem, ScenarioRefused, UsageRefused
from committee.machine.reading import on_disk, opened, why_not
from committee.terms import Role


def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="A sheet (CSV, XLSX), a scenario, experiment or session (TOML), a recording (JSONL), or a folder of "
            "results or of a season.",
        ),
    ] = None,
    fictional: Annotated[
        bool, typer.Option("--fictional", help="Confirm that columns which identify people are invented.")
    ] = False,
    year: Annotated[
        int,
        typer.Option(metavar="N", min=1990, max=2100, help="The year of the season. A sheet may not have later years."),
    ] = 2026,
    allowed: Annotated[
        bool, typer.Option("--allowed", help="List what a sheet and a scenario may hold, and stop.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the answer and every problem as JSON.")] = False,
) -> None:
    """Say what a file is and that it is fine, or list every problem in it.

    In an XLSX, check reads the first visible worksheet with its hidden rows, and says which worksheet and how many. It
    refuses error values, formulas without a value and merged cells. A sheet may come through a pipe, such as <(...).

    Example: committee check people.csv --year 2026

    Example: committee check --allowed
    """
    if allowed:
        _say_allowed(as_json=json)
        return
    if file is None:
        raise UsageRefused(Problem(place="check", allowed="name a file; --allowed lists what a file may hold"))
    try:
        answer = _looked_at(file, fictional=fictional, year=year)
    except InputRefused as refused:
        if not json:
            raise
        problems = [{**vars(problem), "sentence": problem.sentence()} for problem in refused.problems]
        say_json({"file": str(file), "fine": False, "problems": problems})
        raise typer.Exit(2) from None
    complete = answer.pop("complete", True)
    if json:
        say_json({"file": str(file), "fine": complete, **answer})
    else:
        say(f"{file}: {answer['says']}")
    if not complete:
        raise typer.Exit(1)


def _say_allowed(*, as_json: bool) -> None:
    from committee.commands.allowed import allowed, listing

    if as_json:
        say_json(allowed())
    else:
        say(listing())


def _looked_at(file: Path, *, fictional: bool, year: int) -> dict[str, Any]:
    from committee.recording import looks_like_recording

    if file.is_dir() and is_results(file):
        return _results(file)
    if file.is_dir() and is_season(file):
        return _season(file)
    if why := why_not(file):
        raise UsageRefused(Problem(place=str(file), allowed=why))
    file = on_disk(file)
    name = file.name.lower()
    if name.endswith(".toml"):
        return _toml(file, fictional=fictional)
    if name.endswith((".jsonl", ".jsonl.gz")) or looks_like_recording(file):
        return _recording(file)
    if _reads_as_toml(file):
        return _toml(file, fictional=fictional)
    return _sheet(file, fictional=fictional, year=year)


def _results(folder: Path) -> dict[str, Any]:
    """A folder of results is fine if it is finished, no run failed, and its values are those that were written."""
    from committee.archive.merging import digest_of

    manifest, progress = read_manifest(folder), progress_of(folder)
    runs = f"{progress.ok:,} of {progress.of:,} runs"
    state = "complete, and it is fine"
    if not progress.finished:
        state = "incomplete: the same command goes on"
    elif progress.failed:
        state = f"{progress.failed:,} failed; the same command tries them again"
    elif digest_of(folder) != manifest["values_digest"]:
        state = "damaged: its values are not those that were written"
    return {
        "is": "results",
        "says": f"the results of {manifest['experiment']['name']}, {runs}; {state}.",
        "runs": progress.of,
        "ok": progress.ok,
        "failed": progress.failed,
        "complete": state.startswith("complete"),
    }


def _season(folder: Path) -> dict[str, Any]:
    """A folder of a season is fine if it is finished, and its years are those that were written."""
    season = SeasonFolder(folder)
    years, programs = len(season.years), len(season.programs)
    count = f"{years} year{'' if years == 1 else 's'} of {programs:,} program{'' if programs == 1 else 's'}"
    state = "complete, and it is fine"
    if why := season.damage():
        state = f"damaged: {why}"
    elif not season.complete:
        state = "incomplete: the same command goes on"
    return {
        "is": "season",
        "says": f"the season {season.manifest['title']}, {count}; {state}.",
        "years": list(season.years),
        "programs": len(season.programs),
        "recordings": len(season.recordings()),
        "complete": state.startswith("complete"),
    }


def _reads_as_toml(file: Path) -> bool:
    """Whether a file of any name is TOML, as no sheet is: ``run`` takes such a file for a scenario."""
    from committee.written.source import LARGEST_FILE

    with opened(file) as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        return False
    try:
        return bool(tomllib.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return False


def _toml(file: Path, *, fictional: bool) -> dict[str, Any]:
    """An experiment says what to count and with which seeds, a session what to do when; a scenario says neither."""
    from committee.written.source import read_table

    keys = read_table(file).keys()
    if {"outcomes", "seeds"} & keys:
        return _experiment(file)
    if {"steps", "recordings"} & keys:
        return _session(file)
    return _scenario(file, fictional=fictional)


def _experiment(file: Path) -> dict[str, Any]:
    """An experiment is fine if every value of its levers fits its scenario, and all that it counts can be counted."""
    from committee.experiments.design.designs import count_of, size_of
    from committee.experiments.design.loading import load_experiment

    experiment = load_experiment(file)
    points, meetings = count_of(experiment), size_of(experiment, agreed=True)
    counted = f"{points:,} points and {meetings:,} {experiment.unit}"
    says = f"an experiment of {counted}, and it is fine. {experiment.title}: {experiment.question}"
    return {
        "is": "experiment",
        "says": says,
        "title": experiment.title,
        "question": experiment.question,
        "points": points,
        "meetings": meetings,
    }


def _session(file: Path) -> dict[str, Any]:
    """A session is fine if its steps are in order, and every row and seat in them is in its meeting."""
    from committee.commands.sessions import problems_with_meetings
    from viz.workshop.session import load_session

    session = load_session(file)
    if problems := problems_with_meetings(session, file.name):
        raise ScenarioRefused(*problems)
    rows = len(session.rounds)
    counted = f"{session.minutes} minutes, {len(session.steps)} steps and {rows} row{'' if rows == 1 else 's'}"
    return {
        "is": "session",
        "says": f"a session of {counted}, and it is fine. {session.title}",
        "title": session.title,
        "minutes": session.minutes,
        "frame": session.frame,
        "steps": len(session.steps),
        "rows": rows,
    }


def _scenario(file: Path, *, fictional: bool) -> dict[str, Any]:
    """A scenario is fine if its room can meet and its rows can be read."""
    from committee.chance import Chance
    from committee.scenario.loading import load_scenario
    from committee.scenario.rows import RowSource

    scenario = load_scenario(file)
    if not _plainly_a_room([member.type for member in scenario.members]):
        from committee.convene import check_room

        check_room(scenario)
    rows = RowSource(scenario, fictional=fictional)
    rows.drawn(Chance(1))
    how = f"; {rows.how_read}" if rows.how_read else ""
    says = f"a scenario, and it is fine{how}. {scenario.title}: {scenario.question}"
    return {"is": "scenario", "says": says, "title": scenario.title, "question": scenario.question}


def _plainly_a_room(types: Sequence[str]) -> bool:
    """Whether members of these types can surely meet. It does not load the model, which takes a second."""
    return set(types) <= set(Role) and types.count(Role.DIRECTOR) == 1


def _recording(file: Path) -> dict[str, Any]:
    from committee.recording import open_recording

    recording = open_recording(file)
    closed = sum(row.closed is not None for row in recording.rows)
    state = "complete, and it is fine" if recording.complete else "incomplete: it can be read, but it was cut short"
    says = f"a recording of {closed} of {recording.header.rows} rows, seed {recording.header.seed}; {state}."
    return {
        "is": "recording",
        "says": says,
        "rows": recording.header.rows,
        "rows_closed": closed,
        "seed": recording.header.seed,
        "complete": recording.complete,
    }


def _sheet(file: Path, *, fictional: bool, year: int) -> dict[str, Any]:
    from committee.applicants.sheet import open_sheet

    sheet = open_sheet(file, year=year, fictional=fictional)
    rows = len(sheet.applicants)
    of = "1 applicant" if rows == 1 else f"{rows} applicants"
    how = f"; {sheet.how_read}" if sheet.how_read else ""
    return {
        "is": "sheet",
        "says": f"a sheet of {of}, and it is fine{how}.",
        "rows": rows,
        "worksheet": sheet.worksheet,
        "hidden_rows": sheet.hidden_rows,
        "hidden_columns": sheet.hidden_columns,
        "uncounted": sheet.uncounted,
    }
