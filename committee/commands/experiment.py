"""``committee experiment``: many meetings, varied as a file says, counted, and reported."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from committee.commands.terminal import say, say_json
from committee.errors import Problem, UsageRefused
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    from committee.experiments.design.experiment import Experiment
    from committee.experiments.running.holding import Came, How, Standing
    from committee.experiments.running.planned import Plan
    from viz.export.report.study import Effect, Study

SHOWN = 12
"""The most effects that the summary shows."""

A_MINUTE_S = 60.0
"""Seconds from one line about how far it is to the next, where nobody sees a bar."""

EACH_COMPILES = (
    " Before that, every process compiles for about a minute, because no cache folder can be written; "
    "XDG_CACHE_HOME can name another one."
)


def experiment(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|FILE]", help="A shipped experiment, or a file of your own (a path with a slash or .toml)."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the results. The default is ./NAME.")
    ] = None,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=1024, help="How many processes hold the meetings.")] = 1,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Have the workers of this Dask scheduler hold them, such as tcp://10.0.0.1:8786."
        ),
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Say what it will cost, and stop.")] = False,
    plan_agreed: Annotated[
        bool, typer.Option("--plan-agreed", help="Hold more than a million meetings if it takes that many.")
    ] = False,
    until_width: Annotated[
        float | None,
        typer.Option(
            metavar="W",
            help="Go on past the seeds of the file until the interval of the primary outcome is this narrow. It is "
            "looked at after 200, 300, 400 seeds, and so on.",
        ),
    ] = None,
    stop_at_first_error: Annotated[
        bool, typer.Option("--stop-at-first-error", help="Stop if a run fails. By default the others go on.")
    ] = False,
    engine: Annotated[
        str,
        typer.Option(
            metavar="auto|objects|compiled",
            help="What holds the meetings: compiled code, or the readable model. Both give the same results.",
        ),
    ] = "auto",
    outcomes: Annotated[
        bool, typer.Option("--outcomes", help="List everything that can be counted, and stop.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Begin anew: first remove from the folder what an experiment wrote.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print progress and the summary as lines of JSON.")] = False,
) -> None:
    """Hold many meetings that differ in what the file of an experiment varies, and report what it did.

    Stop it at any time: what is finished is kept, and the same command goes on from there. If you give the file more
    seeds, the same command adds them.

    Example: committee experiment advocate --jobs 2

    Example: committee experiment advocate --plan

    Example: committee experiment ./mine.toml --out results --until-width 0.1
    """
    if outcomes:
        from committee.experiments.design.outcomes import listing

        say(listing())
        return
    if name is None:
        allowed = "name an experiment, such as advocate, or a file; --outcomes lists what can be counted"
        raise UsageRefused(Problem(place="experiment", allowed=allowed))
    if scheduler is not None and jobs > 1:
        raise UsageRefused(Problem(place="--jobs", allowed="--scheduler has workers of its own; give one of the two"))
    from committee.experiments.design.loading import load_experiment
    from committee.experiments.running.holding import How

    asked = load_experiment(name)
    if plan:
        _plan(asked, engine, jobs, as_json=json)
        return
    how = How(
        jobs=jobs,
        scheduler=scheduler or "",
        engine=engine,
        until_width=until_width,
        stop_at_first_error=stop_at_first_error,
        force=force,
        agreed=plan_agreed,
        told=partial(say, err=True),
        begins=None if json else partial(say, err=True),
    )
    _held(asked, out or Path(asked.name), how, as_json=json)


def _plan(asked: Experiment, engine: str, jobs: int, *, as_json: bool) -> None:
    from committee.experiments.running.planned import planned

    plan = planned(asked, engine, partial(say, err=True))
    seconds = plan.seconds / jobs
    if as_json:
        say_json({**{name: getattr(plan, name) for name in plan.__struct_fields__}, "seconds": round(seconds)})
        return
    say(f"{asked.title}. {asked.question}")
    say(_size(plan, asked.unit))
    by = "one process" if jobs == 1 else f"{jobs} processes, if each has a core"
    compiles = EACH_COMPILES if plan.compiles else ""
    say(f"About {_time(seconds)} of processor time for the {asked.unit} in {by}, judged by a few of them.{compiles}")


def _size(plan: Plan, unit: str) -> str:
    models = f" x {1 + plan.nulls} models" if plan.nulls else ""
    samples = f" ({plan.combinations:,} combinations)" if plan.combinations != plan.points else ""
    return f"{plan.points:,} design points{samples} x {plan.seeds:,} seeds{models}: {plan.runs:,} {unit}."


def _held(asked: Experiment, out: Path, how: How, *, as_json: bool) -> None:
    from committee.archive.folder import Finished
    from committee.experiments.running.holding import hold

    def finish(folder: Path) -> None:
        from committee.experiments.findings.conclusions import conclude
        from viz.export.report import write_report

        conclude(folder, asked)
        write_report(folder)

    def meanwhile(folder: Path) -> None:
        from committee.experiments.findings.conclusions import conclude_by_now
        from viz.export.report import write_report

        conclude_by_now(folder, asked)
        write_report(folder)

    try:
        with _progress(asked.unit, as_json=as_json) as seen:
            came = hold(asked, out, how, seen, finish, meanwhile)
    except Finished as refused:
        say(str(refused), err=True)
        if not as_json:
            _tell_finished(out, asked.name)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        say(f"{_kept(out)} Go on: {_again()}", err=True)
        raise typer.Exit(130) from None
    _summary(out, came, asked, as_json=as_json)


def _tell_finished(out: Path, name: str) -> None:
    """Beside the refusal of an experiment that is finished, its answer, and where the report is."""
    say("\n".join(_answers(out, name)), err=True)
    if (page := out / "report.html").is_file():
        say(f"Read it: {page}", err=True)


def _kept(out: Path) -> str:
    """What is kept of an experiment that somebody stopped."""
    from committee.archive.results import KEYS, is_results, tables_of

    if not (is_results(out) and next(tables_of(out, KEYS), None) is not None):
        return "Stopped; nothing was held yet."
    return f"Stopped. What is finished is kept in {out}, with a report of it."


@contextmanager
def _progress(unit: str, *, as_json: bool) -> Iterator[Callable[[Standing], object]]:
    """What to call with how far it has come."""
    if as_json:
        yield lambda standing: say_json({name: _short(value) for name, value in _fields(standing).items()})
        return
    if not sys.stderr.isatty():
        yield _lines(unit)
        return
    with typer.progressbar(length=1, label=unit.capitalize(), show_eta=False, file=sys.stderr) as bar:

        def seen(standing: Standing) -> None:
            bar.length, bar.label = standing.of, f"{unit.capitalize()}, about {_time(standing.seconds_left)} left"
            bar.update(standing.progress - bar.pos)

        yield seen


def _lines(unit: str) -> Callable[[Standing], object]:
    """Says how far it is in a line, at most once a minute."""
    last = monotonic()

    def seen(standing: Standing) -> None:
        nonlocal last
        if monotonic() - last >= A_MINUTE_S and standing.progress < standing.of:
            last = monotonic()
            left = f"about {_time(standing.seconds_left)} left"
            say(f"{standing.progress:,} of {standing.of:,} {unit}, {left}.", err=True)

    return seen


def _fields(standing: Standing) -> Mapping[str, float]:
    return {name: getattr(standing, name) for name in standing.__struct_fields__}


def _short(value: float) -> float:
    return round(value, 1)


def _time(seconds: float) -> str:
    """A span of time as people say it."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def _summary(out: Path, came: Came, asked: Experiment, *, as_json: bool) -> None:
    if as_json:
        shown = {name: getattr(came, name) for name in came.__struct_fields__}
        say_json({"folder": str(out), **shown, "disclaimer": DISCLAIMER})
    elif came.finished:
        say(f"Wrote {out}: {came.ok:,} of {came.of:,} {asked.unit}.")
        say("\n".join(_answers(out, asked.name)))
        say(f"Read it: {out / 'report.html'}")
        say(DISCLAIMER)
    if came.failed or not came.finished:
        say(f"{came.first}", err=True)
        failed = f"{came.failed:,} of {came.of:,} runs failed." if came.finished else "Stopped there."
        say(f"{failed} Try them again: {_again()}", err=True)
        raise typer.Exit(1)


def _answers(folder: Path, name: str) -> list[str]:
    """What changes did to the primary outcome, one a line, in the words of the report; its answer if none was tried."""
    from viz.export.report.answer import answer_of
    from viz.export.report.levers import plain
    from viz.export.report.study import read_study

    study = read_study(folder)
    if not study.changes:
        return [plain(words) for words in answer_of(study)]
    title = study.spoken(study.primary).title
    start = f"The primary outcome of {name}, {title}, by change, with its 95% interval:"
    lines = [_change(study, effect) for effect in study.changes]
    more = [f"... and {len(lines) - SHOWN} more in effects.csv."] if len(lines) > SHOWN else []
    return [start, *lines[:SHOWN], *more]


def _change(study: Study, effect: Effect) -> str:
    from viz.export.report.answer import with_change
    from viz.export.report.levers import plain

    condition = plain(with_change(study, effect))
    condition = condition[:1].upper() + condition[1:]
    if not effect.estimable:
        return f"{condition}, nothing can be said yet."
    outcome = study.spoken(study.primary)
    words, limits = outcome.change(effect.effect, effect.low, effect.high)
    return f"{condition}, {outcome.says} {words} {limits}."


def _again() -> str:
    """The command that goes on."""
    return shlex.join(["committee", *(word for word in sys.argv[1:] if word != "--force")])
