"""What an experiment counts: each outcome is one small function of a meeting's tally, and gives one number.

A name may end in a word: ``place.img_a`` is the place of the row ``img_a``. You can register an outcome of your own in
three lines, before you load an experiment that names it::

    @outcome("brief", title="rows about which one thing was said", unit="rows")
    def brief(tally):
        return sum(said <= 1 for said in tally.rows["utterances"])

An outcome has one of four kinds, which says how it is estimated:

- a *mean* is any number, nan where a meeting has none;
- a *share* is 1 or 0 in each meeting;
- a *ratio* is made of four counts that add up over meetings: events, of, events against, of against;
- a *pooled* one is made of sums that add up over meetings, and a function of the sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from committee.arithmetic import total
from committee.errors import Problem, UsageRefused, nearest
from committee.experiments.design.registry import ALONE, Context, Outcome, found, outcome, registered
from committee.measures import agreement, factors
from committee.measures.airtime import gini
from committee.measures.groups import GROUPS
from committee.measures.places import place
from committee.measures.tally import Tally
from committee.measures.years import YearsTally
from committee.terms import Factor, Kind, Tier

__all__ = ["ALONE", "Context", "Outcome", "columns_of", "counted", "listing", "outcome", "outcome_named"]

# ---------------------------------------------------------------- one row


def _cell(tally: Tally | YearsTally, column: str, word: str) -> Any:
    """What a column says of one row. Raises :class:`KeyError` if the meeting has no such row."""
    ids = tally.rows["id"]
    if word not in ids:
        raise KeyError(word)
    return tally.rows[column][ids.index(word)]


@outcome("place.ID", title="place of {} among all rows", unit="places", of_talk=False)
def _place(tally: Tally, word: str) -> float:
    return place(_cell(tally, "position", word), tally.ranked, len(tally.rows["id"]))


@outcome("ranked.ID", title="{} is on the list", unit="meetings", kind="share", of_talk=False)
def _ranked_row(tally: Tally, word: str) -> float:
    return float(Tier(_cell(tally, "tier", word)).ranked)


def _in_tier(tally: Tally, word: str, tier: Tier) -> float:
    return float(_cell(tally, "tier", word) == tier)


@outcome("top.ID", title="{} is in the top tier", unit="meetings", kind="share", of_talk=False)
def _top_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.TOP)


@outcome("mid.ID", title="{} is in the middle tier", unit="meetings", kind="share", of_talk=False)
def _mid_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.MID)


@outcome("low.ID", title="{} is in the low tier", unit="meetings", kind="share", of_talk=False)
def _low_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.LOW)


@outcome("dnr.ID", title="{} is not ranked", unit="meetings", kind="share", of_talk=False)
def _dnr_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.DNR)


@outcome("invite.ID", title="{} is invited to an interview", unit="meetings", kind="share", of_talk=False)
def _invited_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.INVITE)


@outcome("hold.ID", title="{} is on hold", unit="meetings", kind="share", of_talk=False)
def _held_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.HOLD)


@outcome("no.ID", title="{} gets no interview", unit="meetings", kind="share", of_talk=False)
def _declined_row(tally: Tally, word: str) -> float:
    return _in_tier(tally, word, Tier.NO)


@outcome("call.ID", title="the call about {}", unit="call, -2 to 1", of_talk=False)
def _call(tally: Tally, word: str) -> float:
    return float(_cell(tally, "call", word))


@outcome("stance_shift.ID", title="how far talk moved the voters' mean stance toward {}", unit="stance, -1 to 1")
def _stance_shift(tally: Tally, word: str) -> float:
    return float(_cell(tally, "stance_after", word) - _cell(tally, "stance_before", word))


# ---------------------------------------------------------------- the meeting


@outcome("ranked", title="rows on the list", unit="rows", of_talk=False)
def _ranked(tally: Tally) -> float:
    return tally.ranked


@outcome("minutes", title="how long the meeting took", unit="minutes")
def _minutes(tally: Tally) -> float:
    return tally.minutes


@outcome("airtime_gini", title="how unequally members spoke: 0 equally, near 1 one alone", unit="Gini index")
def _airtime_gini(tally: Tally) -> float:
    return gini(tally.airtime.values())


@outcome("chair_airtime", title="the director's share of the talk", unit="share of seconds")
def _chair_airtime(tally: Tally) -> float:
    whole = total(tally.airtime.values())
    return tally.airtime[tally.chair] / whole if whole else nan


@outcome("capital_spent", title="capital that members spent", unit="units")
def _capital_spent(tally: Tally) -> float:
    return tally.spent


@outcome("capital_lost", title="capital spent on rows that fell short of what was asked", unit="units")
def _capital_lost(tally: Tally) -> float:
    return tally.lost


@outcome("ghosts_spoken", title="how often a former resident was named", unit="times")
def _ghosts_spoken(tally: Tally) -> float:
    return tally.ghosts_spoken


@outcome("unheard", title="points that somebody knew and nobody raised", unit="points")
def _unheard(tally: Tally) -> float:
    return tally.unheard


@outcome("spread_before", title="how far voters were apart before talk, mean over rows", unit="SD of stances")
def _spread_before(tally: Tally) -> float:
    return _mean(tally.rows["spread_before"])


@outcome("spread_after", title="how far voters were apart after talk, mean over rows", unit="SD of stances")
def _spread_after(tally: Tally) -> float:
    return _mean(tally.rows["spread_after"])


def _mean(values: Sequence[float]) -> float:
    return total(values) / len(values)


@outcome("reversals", title="rows that talk put on the list or took off it", unit="rows")
def _reversals(tally: Tally) -> float:
    return agreement.reversals(tally)


@outcome(
    "leakage",
    title="how far calls give the kind away: share of their variance between kinds",
    unit="share",
    of_talk=False,
)
def _leakage(tally: Tally) -> float:
    return agreement.leakage(tally)


@outcome(
    "promise_gained",
    title="latent promise of the first rows, against a choice by exams and scores",
    unit="SD of promise",
    better="higher",
    of_talk=False,
)
def _promise_gained(tally: Tally) -> float:
    promise = tally.found
    return nan if promise is None else promise.gained


@outcome(
    "kappa",
    title="agreement of tiers with the base room, same seed (Cohen's kappa)",
    unit="kappa",
    against_base=True,
    of_talk=False,
)
def _kappa(tally: Tally, base: Tally) -> float:
    return agreement.kappa(tally, base)


@outcome(
    "kendall",
    title="agreement of the order with the base room, same seed (Kendall's tau-b)",
    unit="tau",
    against_base=True,
    of_talk=False,
)
def _kendall(tally: Tally, base: Tally) -> float:
    return agreement.kendall(tally, base)


# ---------------------------------------------------------------- all meetings of a point together


def _share(word: str, sums: NDArray[np.float64]) -> NDArray[np.float64]:
    return factors.share(sums, Factor(word))


@outcome(
    "share.FACTOR",
    title="share of {} in what decides the place (LMG)",
    unit="share of R2",
    kind="pooled",
    words=tuple(Factor),
    parts=factors.MOMENTS,
    pool=_share,
    of_talk=False,
)
def _sums(tally: Tally, word: str) -> list[float]:
    del word
    return factors.moments_of(tally)


@outcome(
    "rate_ratio.KIND",
    title="rate at which {} are ranked, divided by that of us_md",
    unit="ratio",
    kind="ratio",
    words=tuple(kind for kind in Kind if kind is not Kind.US_MD),
    parts=("ranked", "rows", "ranked_us_md", "rows_us_md"),
    of_talk=False,
)
def _rate_ratio(tally: Tally, word: str) -> tuple[float, ...]:
    kinds, tiers = tally.rows["kind"], tally.rows["tier"]
    listed = [kind for kind, tier in zip(kinds, tiers, strict=True) if Tier(tier).ranked]
    return tuple(float(of.count(kind)) for kind in (word, Kind.US_MD) for of in (listed, kinds))


# ---------------------------------------------------------------- some years of a market, at the scenario's own program


@outcome(
    "matched.ID",
    title="{} matches at the program in the first year",
    unit="seasons",
    kind="share",
    of_talk=False,
    of_years=True,
)
def _matched(tally: YearsTally, word: str) -> float:
    return float(_cell(tally, "matched", word))


@outcome(
    "interviewed.ID",
    title="the program interviews {} in the first year",
    unit="seasons",
    kind="share",
    of_talk=False,
    of_years=True,
)
def _interviewed(tally: YearsTally, word: str) -> float:
    return float(_cell(tally, "interviewed", word))


@outcome(
    "interviews.GROUP",
    title="interviews of the group {} in the last year",
    unit="interviews",
    words=tuple(GROUPS),
    of_talk=False,
    of_years=True,
)
def _interviews(tally: YearsTally, word: str) -> float:
    return float(tally.interviews[word])


@outcome(
    "img_share",
    title="share of graduates from abroad in the class that enters in the last year",
    unit="share of class",
    of_talk=False,
    of_years=True,
)
def _img_share(tally: YearsTally) -> float:
    return tally.imgs / tally.came if tally.came else nan


# ---------------------------------------------------------------- all of them


def outcome_named(text: str) -> Outcome:
    """The outcome of this name. Whether its row exists, only a scenario knows.

    Raises :class:`UsageRefused`, with the nearest name, if there is none.
    """
    head, dot, word = text.partition(".")
    known = None if dot and not word else found(head, word)
    if known is None:
        raise UsageRefused(_unknown(text, head, word))
    if known.words and word not in known.words:
        allowed = f"after {head}. use {', '.join(known.words)}"
        raise UsageRefused(Problem(place="outcome", value=text, allowed=allowed, nearest=nearest(word, known.words)))
    return known.named(word)


def _unknown(text: str, head: str, word: str) -> Problem:
    alike = [each for each in registered() if bool(each.word) == bool(word)]
    near = nearest(head, [each.head for each in alike])
    if near is not None and word:
        near = f"{near}.{word}"
    if near is None:
        near = next((each.pattern for each in registered() if each.head == head), None)
    allowed = "there is no such outcome; committee experiment --outcomes lists them all"
    return Problem(place="outcome", value=text, allowed=allowed, nearest=near)


def columns_of(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """The columns of the results, in the order of :func:`counted`: the outcomes, then their parts."""
    return (*(each.name for each in outcomes), *(f"{each.name}#{part}" for each in outcomes for part in each.parts))


def counted(outcomes: Sequence[Outcome], tally: Tally | YearsTally, context: Context = ALONE) -> tuple[float, ...]:
    """What all outcomes count in one meeting, in the order of :func:`columns_of`; nan where there is nothing."""
    counts = [each.counted(tally, context) for each in outcomes]
    return (*(values[0] for values in counts), *(part for values in counts for part in values[1:]))


def listing() -> str:
    """Every outcome with its unit and what it is, one a line, for a person."""
    lines = [(each.pattern, each.make.kind, each.make.unit, each.make.title.format(each.word)) for each in registered()]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    return "\n".join(
        "  ".join([*(text.ljust(width) for text, width in zip(line, widths, strict=False)), line[3]]).rstrip()
        for line in lines
    )
