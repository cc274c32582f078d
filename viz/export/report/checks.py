"""What to look at before the numbers are believed: a sentence for each doubt, and one if there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from viz.export.report.addresses import address_behind
from viz.export.report.answer import in_brief, size
from viz.export.report.blocks import Checks, Code, Number, Words
from viz.export.report.levers import null_in_words
from viz.export.report.numbers import counted
from viz.export.report.outcomes import Outcome, outcome_in_words
from viz.export.report.study import BY_WIDTH, DIFFERENCE, PAIRED, Effect, Study

ENOUGH: Final = 50
"""Seeds from which on intervals are as wide as they should be, for rare outcomes too."""


def checks_of(study: Study) -> Checks:
    """The block of checks."""
    raised = [*_missing(study), *_few(study), *_wide(study), *_idle(study), *_nulls(study)]
    fewest = min((each.n for each in study.changes), default=len(study.seeds))
    said = [counted(fewest, "seed"), "no failed run", "no interval wider than its effect"]
    nulls = study.experiment.get("null") or ()
    said += ["no null model that does the same"] if nulls else []
    missing = "" if nulls else " The experiment names no null model, so it does not say which mechanism is at work."
    return Checks(tuple(raised), (f"No check raises a doubt: {', '.join(said[:-1])} and {said[-1]}.{missing}",))


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
    outcome = outcome_in_words(study.primary)
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


def _named(study: Study, effects: list[Effect]) -> str:
    names = [in_brief(study, each) for each in effects]
    return "; ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _needed(effects: list[Effect]) -> str:
    most = max((each.seeds or 0 for each in effects), default=0)
    return f" About {most:,} seeds would make the widest as narrow as its effect." if most else ""


def _idle(study: Study) -> Iterator[Words]:
    idle = []
    for effect in study.changes:
        differences = study.differences(effect.point, effect.against, "", effect.outcome)
        if differences and not any(differences.values()):
            idle.append(effect)
    if idle:
        start = f"The primary outcome is the same in every meeting with {_named(study, idle)}"
        yield (f"{start}. Check that {'the lever reaches' if len(idle) == 1 else 'these levers reach'} it.",)


def _nulls(study: Study) -> Iterator[Words]:
    """Nulls that cannot be told apart from the model, so that a clear effect may not need what they take out."""
    outcome = outcome_in_words(study.primary)
    clear = sorted(
        (each for each in study.changes if outcome.clear(each.low, each.high)),
        key=lambda each: -size(outcome, each.effect),
    )
    for null in study.experiment.get("null") or ():
        found = [each for each in clear if _may_do_the_same(study, outcome, each, null)]
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
        f"A null model may do the same: {null_in_words(null)}{which} {words} ",
        Number(limits, address_behind(study, there)),
        f". Its difference from the model includes no change.{others}",
    )
