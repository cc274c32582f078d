"""Signatures of a room: patterns that a score with noise does not have."""

from __future__ import annotations

from collections.abc import Sequence

from tests.patterns.statement import Finding, Group, Look, at, effect, less, mean, share
from tests.patterns.studies import (
    Absence,
    Drained,
    Talk,
    absent_advocate,
    absent_coordinator,
    drained_sponsor,
    pool_talk,
)

GROUP = Group("Signatures of a room")


def _absent(held: Sequence[Absence]) -> Finding:
    differ = sum(absence.absent for absence in held)
    present = effect([absence.present for absence in held])
    return Finding(
        figure=f"{differ} differences; present moves the call {present}",
        holds=differ == 0 and (present.above or present.high < 0),
        points=differ == 0 and present.mean != 0.0,
    )


@GROUP.says(
    "advocate absent",
    "where nobody sits who could hold the advocate's call, the row ends as if there were none; else it counts",
    "0 differences; not 0",
    studies=(("baseline", absent_advocate),),
    everywhere=False,
)
def _(look: Look) -> Finding:
    return _absent(look.study(absent_advocate))


@GROUP.says(
    "coordinator absent",
    "where nobody keeps the office, poor e-mails change nothing; where they do, it counts",
    "0 differences; not 0",
    studies=(("baseline", absent_coordinator),),
    everywhere=False,
)
def _(look: Look) -> Finding:
    return _absent(look.study(absent_coordinator))


def _said(meetings: Sequence[Talk], holders: range) -> list[bool]:
    """Of the points of files and interviews that so many know: whether each was said."""
    points = [point for talk in meetings for point in talk.hidden]
    return [point.said for point in points if point.holders in holders and point.family not in _PRIVATE]


_PRIVATE = ("advocate", "emails", "paperwork")


@GROUP.says(
    "shared points",
    "the same points of files and interviews are said at least 1.5 times as often where half the room knows them as "
    "where one member does (the impression that must be given left out)",
    ">= 1.5",
    studies=(("one knows", pool_talk), ("half know", pool_talk)),
    ordering=True,
)
def _(look: Look) -> Finding:
    one = _said(look.study(pool_talk, "one knows"), range(1, 2))
    half = _said(look.study(pool_talk, "half know"), range(4, 6))
    ratio = share(half) / share(one) if any(one) else float("inf")
    figure = f"{ratio:.2f} ({share(half):.3f} of {len(half)} : {share(one):.3f} of {len(one)})"
    return Finding(figure=figure, holds=any(half) and ratio >= 1.5, points=any(half) and ratio > 1)


@GROUP.says(
    "shared points, all",
    "counted without regard to what they are: points that half the room knows and points that one member knows, "
    "which are the advocate's call, e-mails and paperwork",
    ">= 1.5",
    studies=(("baseline", pool_talk),),
)
def _(look: Look) -> Finding:
    points = [point for talk in look.study(pool_talk) for point in talk.hidden]
    half = [point.said for point in points if point.holders >= 5]
    one = [point.said for point in points if point.holders == 1]
    ratio = share(half) / share(one) if one and any(one) else float("inf")
    return Finding(
        figure=f"{ratio:.2f} ({share(half):.3f} of {len(half)} : {share(one):.3f} of {len(one)})", holds=ratio >= 1.5
    )


def _in_middle(look: Look, world: str) -> list[float]:
    rows = look.rows("B", world)
    return [float(row.in_list is not None and 0.25 <= row.in_list <= 0.75) for row in rows]


@GROUP.says(
    "30 s, B",
    "with a row held to 30 seconds, B stands in the middle half less often",
    "by >= .10",
    rows=(*at("pair", "B"), *at("pair, 30 s", "B")),
    ordering=True,
)
def _(look: Look) -> Finding:
    falls = effect(less(_in_middle(look, "pair"), _in_middle(look, "pair, 30 s")))
    return Finding(figure=str(falls), holds=falls.mean >= 0.10 and falls.above, points=falls.mean > 0)


@GROUP.says(
    "30 s, clean US MD",
    "and clean US MD rows are ranked nearly as often",
    "falls by <= .03",
    studies=(("baseline", pool_talk), ("30 s", pool_talk)),
)
def _(look: Look) -> Finding:
    def ranked(world: str) -> float:
        rows = [row for talk in look.study(pool_talk, world) for row in talk.rows]
        return share([row.ranked for row in rows if row.kind == "us_md" and not row.flagged])

    falls = ranked("baseline") - ranked("30 s")
    return Finding(figure=f"{falls:+.3f}", holds=falls <= 0.03)


@GROUP.says(
    "emptied purse",
    "a sponsor left with less than one strong advocacy by earlier rows brings the same later row into the first 65 % "
    "less often",
    "difference above 0",
    studies=(("baseline", drained_sponsor),),
    ordering=True,
)
def _(look: Look) -> Finding:
    drained: list[Drained] = list(look.study(drained_sponsor))
    short = [seed for seed in drained if seed.purse < seed.needed <= seed.purse_fresh]
    if not short:
        return Finding(figure="no purse ran short", holds=False, points=False)
    less_often = effect([float(seed.place_fresh <= 0.65) - float(seed.place <= 0.65) for seed in short])
    before, after = share([seed.place_fresh <= 0.65 for seed in short]), share([seed.place <= 0.65 for seed in short])
    purse = mean([seed.purse for seed in short])
    return Finding(
        figure=f"{before:.2f} -> {after:.2f}: {less_often} ({len(short)} seeds, purse {purse:.1f})",
        holds=less_often.above,
        points=less_often.mean > 0,
    )
