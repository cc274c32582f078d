"""Signatures of a room: patterns that a score with noise does not have."""

from __future__ import annotations

from collections.abc import Sequence

from tests.patterns.sizes import Size, above, at_least, at_most, averaged, pooled
from tests.patterns.statement import Group, Look, Measured, emergent, in_worlds, less, ruled
from tests.patterns.studies import Drained, Talk, drained_sponsor, pool_rows, pool_talk
from tests.patterns.worked_pair import in_middle_half

GROUP = Group("Signatures of a room")
_SHARED = ruled("The wish to say a point grows with how many others know it.")


def _ratio(half: tuple[list[float], list[float]], one: tuple[list[float], list[float]]) -> Size:
    """How many times as often points are said that half the room knows; (said, all) by seed."""
    return pooled(*half).over(pooled(*one))


_PRIVATE = ("advocate", "emails", "paperwork")


def _said(days: Sequence[Talk], holders: range, *, of_files: bool) -> tuple[list[float], list[float]]:
    """Points that so many know, by seed: said, and all. ``of_files`` leaves out what only one member can know."""
    chosen = [
        [p.said for p in day.hidden if p.holders in holders and not (of_files and p.family in _PRIVATE)] for day in days
    ]
    return [float(sum(said)) for said in chosen], [float(len(said)) for said in chosen]


@GROUP.says(
    "shared points",
    "points of files and interviews are said this many times as often where half the room knows them as where one "
    "member does (impressions that must be given left out)",
    at_least(1.5),
    _SHARED,
    studies=(("one knows", pool_talk), ("half know", pool_talk)),
    apart=True,
)
def _(look: Look) -> Size:
    half = _said(look.study(pool_talk, "half know"), range(4, 6), of_files=True)
    return _ratio(half, _said(look.study(pool_talk, "one knows"), range(1, 2), of_files=True))


@GROUP.says(
    "shared points, all",
    "the same of all points, whatever they are; what one member knows is the advocate's call, e-mails and paperwork",
    at_least(1.5),
    _SHARED,
    studies=(("baseline", pool_talk),),
)
def _(look: Look) -> Size:
    days = look.study(pool_talk)
    return _ratio(_said(days, range(5, 100), of_files=False), _said(days, range(1, 2), of_files=False))


def _in_middle(look: Look, world: str) -> list[float]:
    return [float(in_middle_half(row)) for row in look.rows("B", world)]


_HURRY = emergent("No rule knows whose case takes long to make.")


@GROUP.says(
    "30 s, B",
    "with rows held to 30 seconds, B stands in the middle half less often",
    above(0.10),
    _HURRY,
    rows=in_worlds(("pair", "pair, 30 s"), "B"),
)
def _(look: Look) -> Size:
    return averaged(less(_in_middle(look, "pair"), _in_middle(look, "pair, 30 s")))


@GROUP.says(
    "30 s, clean US MD",
    "with rows held to 30 seconds, clean US MD rows are ranked less often by",
    at_most(0.03),
    _HURRY,
    studies=(("baseline", pool_rows), ("30 s", pool_rows)),
)
def _(look: Look) -> Size:
    def on_list(world: str) -> Size:
        days = [
            [row.ranked for row in day if row.kind == "us_md" and not row.flagged]
            for day in look.study(pool_rows, world)
        ]
        return pooled([float(sum(day)) for day in days], [float(len(day)) for day in days])

    return on_list("baseline") - on_list("30 s")


@GROUP.says(
    "an emptied purse",
    "a sponsor left with less than one strong advocacy by earlier rows brings the same later row into the first 65 % "
    "less often",
    above(0.05),
    emergent("What is spent on one row is not there for the next; no rule links their places."),
    studies=(("baseline", drained_sponsor),),
)
def _(look: Look) -> Measured:
    drained: Sequence[Drained] = look.study(drained_sponsor)
    short = [seed.purse < seed.needed <= seed.purse_fresh for seed in drained]
    less_often = [
        (float(seed.place_fresh <= 0.65) - float(seed.place <= 0.65)) * counts
        for seed, counts in zip(drained, short, strict=True)
    ]
    return Measured(size=pooled(less_often, list(map(float, short))), detail=f"{sum(short)} meetings")
