"""What to look at before the numbers are believed: a sentence for each doubt, and one for all that holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from viz.export.report.addresses import address_behind
from viz.export.report.answer import in_brief, size
from viz.export.report.blocks import Checks, Code, Number, Words
from viz.export.report.evidence import clear, idle, level
from viz.export.report.levers import null_in_words
from viz.export.report.numbers import counted
from viz.export.report.outcomes import Outcome
from viz.export.report.study import BY_WIDTH, DIFFERENCE, LEVEL, PAIRED, Effect, Study

ENOUGH: Final = 50
"""Seeds from which on intervals are as wide as they should be, for rare outcomes too."""


FAR: Final = 20.0
"""Meetings in 100 by which the base levels of the model and a null differ widely."""


def checks_of(study: Study) -> Checks:
    """The block of checks."""
    missing, few, wide, nulls = ([*check(study)] for check in (_missing, _few, _wide, _nulls))
    exploratory = [*_wide_elsewhere(study), *_nulls_elsewhere(study)]
    raised = [*missing, *few, *wide, *_idle(study), *nulls, *exploratory]
    fewest = min((each.n for each in study.changes), default=len(study.seeds))
    named = study.experiment.get("null") or ()
    holds = {
        counted(fewest, "seed"): not few,
        "no failed run": not study.progress.failed,
        "no interval wider than its effect": not wide and bool(study.changes),
        "no null model that does the same": not nulls and bool(named) and bool(study.changes),
    }
    said = [words for words, holding in holds.items() if holding]
    title = study.spoken(study.primary).title
    well = f"For the primary outcome ({title}): {_listed(said)}." if said else ""
    none = "" if named else " The experiment names no null model, so it does not say which mechanism is at work."
    return Checks(tuple(raised), (f"{well}{none}".strip(),))


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _missing(study: Study) -> Iterator[Words]:
    progress = study.progress
    there = progress.ok + progress.failed
    if there < progress.of and study.manifest["stopping"]["rule"] != BY_WIDTH:
        share = f"{there:,} of {progress.of:,} runs"
        yield (f"Provisional: this report is made from {share}. Every number may still change.",)
    if progress.failed:
        failed = counted(progress.failed, "run")
        pairs = "its pair is" if progress.failed == 1 else "their pairs are"
        yield (
            f"{failed} of {progress.of:,} failed, and {pairs} left out. If they failed because of what was varied, the "
            "effects below are biased. ",
            Code("results.parquet"),
            " says where each failed and why.",
        )


def _few(study: Study) -> Iterator[Words]:
    fewest = min((each.n for each in study.changes), default=len(study.seeds))
    if fewest < ENOUGH:
        yield (
            f"Few seeds: {fewest}. With fewer than {ENOUGH}, intervals of rare outcomes can be too narrow, and one "
            "unusual meeting can move a mean.",
        )


def _wide(study: Study) -> Iterator[Words]:
    outcome = study.spoken(study.primary)
    told = [each for each in study.changes if each.estimable]
    wide = [each for each in told if each.high - each.low > size(outcome, each.effect) and each.high > each.low]
    if not wide:
        return
    if len(told) == 1:
        start = "The interval of the primary outcome is wider than its effect"
    elif len(wide) == len(told):
        every = "Both" if len(told) == 2 else f"All {len(told)}"
        start = f"{every} intervals of the primary outcome are wider than their effects"
    else:
        which = f"{len(wide)} of {len(told)} changes"
        start = f"For {which}, the interval of the primary outcome is wider than the effect ({_named(study, wide)})"
    yield (f"{start}: these seeds say little about how large it is.{_needed(wide)}",)


def _wide_elsewhere(study: Study) -> Iterator[Words]:
    """The exploratory outcomes of which these seeds say little."""
    wide: dict[str, int] = {}
    for each in study.effects:
        if each.kind != PAIRED or each.primary or each.null or not each.estimable:
            continue
        outcome = study.spoken(each.outcome)
        if each.high - each.low > size(outcome, each.effect):
            wide[outcome.title] = wide.get(outcome.title, 0) + 1
    if wide:
        named = ", ".join(f"{title} ({counted(count, 'change')})" for title, count in wide.items())
        yield (f"Exploratory outcomes with an interval wider than its effect: {named}.",)


def _nulls_elsewhere(study: Study) -> Iterator[Words]:
    """The exploratory outcomes whose clear changes cannot be told apart from those in a null."""
    for name in study.experiment["outcomes"][1:]:
        outcome = study.spoken(str(name))
        told = [each for each in study.effects if each.kind == PAIRED and each.outcome == name and not each.null]
        told = [each for each in told if clear(study, each)]
        pairs = [(each, str(null)) for each in told for null in study.experiment.get("null") or ()]
        found = [(each, null) for each, null in pairs if _may_do_the_same(study, outcome, each, null)]
        if found:
            count = f"In {len(found)} of {counted(len(pairs), 'comparison')} with a null model"
            same = f"{count}, the change in {outcome.title} (exploratory) may be the same as in the model."
            yield (f"{same}{_far_apart(study, outcome, found)}",)


def _far_apart(study: Study, outcome: Outcome, found: Sequence[tuple[Effect, str]]) -> str:
    """That a null starts from another level, where a share has less room to change, or more."""
    for each, null in found if outcome.of_meetings else ():
        levels = [study.effect(LEVEL, each.against, which, each.outcome) for which in ("", null)]
        shown = [outcome.shown(there.effect) for there in levels if there]
        if len(shown) == 2 and abs(shown[0] - shown[1]) > FAR:
            own, other = (level(study, each.against, which, outcome) for which in ("", null))
            return f" The base levels differ widely ({own} against {other} {outcome.unit}), so compare with care."
    return ""


def _named(study: Study, effects: list[Effect]) -> str:
    names = [in_brief(study, each) for each in effects]
    return "; ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _needed(effects: list[Effect]) -> str:
    most = max((each.seeds or 0 for each in effects), default=0)
    return f" About {most:,} seeds would make the widest as narrow as its effect." if most else ""


def _idle(study: Study) -> Iterator[Words]:
    still = [each for each in study.changes if idle(study, each)]
    if still:
        start = f"The primary outcome is the same in every meeting with {_named(study, still)}"
        yield (f"{start}. Check that {'the lever reaches' if len(still) == 1 else 'these levers reach'} it.",)


def _nulls(study: Study) -> Iterator[Words]:
    """Nulls that cannot be told apart from the model, so that a clear effect may not need what they take out."""
    outcome = study.spoken(study.primary)
    told = sorted(
        (each for each in study.changes if clear(study, each)),
        key=lambda each: -size(outcome, each.effect),
    )
    for null in study.experiment.get("null") or ():
        found = [each for each in told if _may_do_the_same(study, outcome, each, null)]
        if found:
            yield _same(study, outcome, found, null)


def _may_do_the_same(study: Study, outcome: Outcome, effect: Effect, null: str) -> bool:
    beyond = study.effect(DIFFERENCE, effect.point, null, effect.outcome)
    return beyond is not None and beyond.estimable and not outcome.clear(beyond.low, beyond.high)


def _same(study: Study, outcome: Outcome, found: Sequence[Effect], null: str) -> Words:
    """What the farthest of these changes does in a null."""
    there = study.effect(PAIRED, found[0].point, null, study.primary)
    assert there is not None
    words, limits = outcome.change(there.effect, there.low, there.high)
    which = f"; with {in_brief(study, found[0])}," if len(study.changes) > 1 else ","
    others = f" The same is true of {counted(len(found) - 1, 'other change')}." if len(found) > 1 else ""
    return (
        f"A null model may do the same to {outcome.title}: {null_in_words(null)}{which} {words} ",
        Number(limits, address_behind(study, there)),
        f". The interval of its difference from the model includes 0.{others}",
    )
