"""The design of an experiment in words: what was varied, in which meetings, and how it is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from committee.machine.shipped import What, names
from committee.recording.spoken import capital
from viz.export.report.blocks import Block, Cell, Code, Column, Heading, Prose, Table, Words
from viz.export.report.levers import key_in_words, null_in_words, value_in_words, written
from viz.export.report.numbers import counted
from viz.export.report.study import BY_WIDTH, Study

_DESIGNS: Final = {
    "full": "every combination of the levers was held",
    "star": "the base was held, and then each other value of each lever alone",
    "rows": "the combinations were held that the experiment lists",
}
_SAMPLES: Final = {
    "latin": "a Latin hypercube, which spreads the points evenly over each range",
    "sobol": "a Sobol sequence, from which the share of each setting in the variation is estimated",
    "morris": "Morris's trajectories, each of which changes one setting at a time",
}


def design_of(study: Study) -> list[Block]:
    """The part of the report about the design."""
    return [
        Heading("What was done"),
        Prose(_held(study)),
        *_levers(study),
        *_uncertain(study),
        *_outcomes(study),
        *_nulls(study),
        *_stopping(study),
        Prose(_again(study)),
    ]


def _again(study: Study) -> Words:
    """How to hold it again. A folder knows its own file by name alone: the path belongs to one machine."""
    name = str(study.experiment["name"])
    if name in names(What.EXPERIMENT):
        return ("To hold it again: ", Code(f"committee experiment {name}"), ".")
    return ("To hold it again: ", Code("committee experiment PATH-OF-THE-FILE"), f". The file is {name}.toml.")


def constants_of(study: Study) -> str:
    """Whether the model's constants were held fixed, in a sentence."""
    asked = len(study.experiment.get("uncertain") or {})
    if not asked:
        return "The model's constants were held fixed."
    return (
        f"{counted(asked, 'uncertain setting')} of the model varied over ranges; its other constants were held fixed."
    )


def _held(study: Study) -> Words:
    """Where, how often and with which seeds."""
    asked = study.experiment
    points, seeds = len(set(study.combinations.values())), len(study.seeds)
    how = _DESIGNS.get(str(asked.get("design") or ""), "")
    years = int(asked.get("years") or 0)
    unit = "seasons" if years else "meetings"
    held = f"{unit}, of {counted(years, 'year')} each," if years else unit
    start = f"The {held} are those of the scenario {asked['scenario']}. "
    done = f"{capital(how)}: {counted(points, 'combination')}. " if how else ""
    each = f"Each was held with the same {counted(seeds, 'seed')} ({asked['seeds']})"
    same = f", so two {unit} with the same seed share every draw and differ only where the change reaches. "
    progress = study.progress
    runs = f"In all, {counted(progress.ok + progress.failed, 'run')} of {progress.of:,} are in."
    return (start, done, each, same, runs)


def _levers(study: Study) -> Iterator[Block]:
    levers: Mapping[str, Any] = study.experiment.get("levers") or {}
    uncertain = study.experiment.get("uncertain") or {}
    rows = []
    for key in [*levers] or [key for key in study.points[1] if key not in uncertain]:
        values = list(dict.fromkeys(value_in_words(key, point[key]) for point in study.points.values()))
        others = "; ".join(values[1:])
        name = key_in_words(key, study.scenario)
        rows.append([Cell((name,), name), Cell((Code(key),), key), Cell((values[0],)), Cell((others,))])
    if rows:
        columns = [Column("Lever"), Column("Key"), Column("Base"), Column("Other values")]
        yield Table("What was varied", columns, rows)


def _uncertain(study: Study) -> Iterator[Block]:
    spans: Mapping[str, Any] = study.experiment.get("uncertain") or {}
    if not spans:
        return
    sample, points = str(study.experiment.get("sample") or ""), study.experiment.get("points")
    how = _SAMPLES.get(sample, sample)
    yield Prose((f"What nobody knows was drawn from ranges: {how} ({points} points). Effects are averages over them.",))
    rows = []
    for key, span in spans.items():
        low, high, scale = _span(span)
        name = key_in_words(key, study.scenario)
        rows.append([Cell((name,)), Cell((Code(key),)), Cell((low,)), Cell((high,)), Cell((scale,))])
    columns = [
        Column("Setting"),
        Column("Key"),
        Column("From", figure=True),
        Column("To", figure=True),
        Column("Scale"),
    ]
    yield Table("What nobody knows", columns, rows)


def _span(span: Any) -> tuple[str, str, str]:
    if isinstance(span, Mapping):
        return written(span.get("low")), written(span.get("high")), str(span.get("scale") or "linear")
    return written(span[0]), written(span[1]), "linear"


def _outcomes(study: Study) -> Iterator[Block]:
    first, *others = (study.spoken(str(name)) for name in study.experiment["outcomes"])
    words: Words = ("The primary outcome is ", first.title, " (", Code(first.name), f"). {first.note}".rstrip())
    if others:
        words = (*words, " Also counted, as exploratory outcomes: ")
        for place, outcome in enumerate(others):
            words = (*words, "; " if place else "", outcome.title, " (", Code(outcome.name), ")")
        words = (*words, ".")
    yield Prose(words)


def _nulls(study: Study) -> Iterator[Block]:
    nulls = study.experiment.get("null") or ()
    if nulls:
        listed = "; ".join(null_in_words(str(null)) for null in nulls)
        named = counted(len(nulls), "null model")
        yield Prose((f"Every point was also held under {named}, with the same seeds: {listed}.",))


def _stopping(study: Study) -> Iterator[Block]:
    stopping = study.manifest["stopping"]
    if stopping["rule"] != BY_WIDTH:
        return
    looks = counted(len(stopping.get("looks") or ()), "look")
    width = stopping.get("width")
    words = (
        f"The number of seeds was not set beforehand. After {looks}, the experiment stopped when the interval of the"
    )
    yield Prose((f"{words} primary outcome was narrow enough (width {width}), whatever its sign.",))
