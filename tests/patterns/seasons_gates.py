"""A year at its gates: who is stopped, invited, interviewed and matched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tests.patterns.seasons_studies import flags, gates, pages
from tests.patterns.sizes import Size, above, at_most, between, jackknifed, pooled
from tests.patterns.statement import Group, Look, Measured, emergent, put_in, smallest

GROUP = Group("Years: the gates")

_MARKET = (("market", gates),)
_SMALL = (("small", gates),)
_FLAGS = (("small", flags),)
_BARS = put_in("The bars and shares of types of programs are parameters; the pool is another.")


def _share(look: Look, part: str, whole: str, world: str) -> Size:
    seen = look.study(gates, world)
    return pooled([each[part] for each in seen], [each[whole] for each in seen])


@GROUP.says(
    "P1 screened out",
    "share of applications that a filter stops, in a market of 250 programs",
    between(0.30, 0.55),
    _BARS,
    figure="35-50 % rejected by screens [PDS 2018, 2020, 2024]",
    studies=_MARKET,
)
def _(look: Look) -> Size:
    return _share(look, "stopped", "applied", "market")


@GROUP.says(
    "P1 interviewed",
    "share of applications whose interview took place, in a market of 250 programs",
    between(0.08, 0.20),
    emergent("Interviews a post, applications an applicant and programs are set; who keeps which is not."),
    figure="10-15 % of applications invited [PDS 2018, 2020]",
    studies=_MARKET,
)
def _(look: Look) -> Measured:
    first, ever = (_share(look, part, "applied", "market").value for part in ("first", "invited"))
    return Measured(
        size=_share(look, "kept", "applied", "market"),
        detail=f"invited in the first wave {first:.3f}, in any {ever:.3f}",
    )


@GROUP.says(
    "P2",
    "points of Step 2 CK by which the bar for IMGs is higher",
    between(8.0, 16.0),
    put_in("The bars are parameters, by type of program."),
    figure="224/228 against 211/216 [IM directors 2017]",
    studies=_SMALL,
)
def _(look: Look) -> Size:
    return _share(look, "ck_gap", "programs", "small")


@GROUP.says(
    "P4",
    "share of programs at which a failed Step 1 stops a file; band: internal medicine's, 8 points each way",
    between(0.08, 0.29),
    put_in("The share is a parameter, by type of program."),
    figure="30 % of all, 16-21 % in internal medicine [PDS 2018; PDS 2010 as quoted]",
    studies=_SMALL,
)
def _(look: Look) -> Size:
    return _share(look, "step1_stops", "programs", "small")


# ---------------------------------------------------------------- the same file with and without a flag


def _lost(look: Look, name: str, at: int = 0) -> Size:
    """Of first invitations of clean files, the share that the same files lose with the flag; ``at`` 2: by readers."""
    seen = [each[name] for each in look.study(flags, "small")]
    return pooled([each[at + 1] for each in seen], [each[at] for each in seen])


def _hint(look: Look) -> Size:
    """A hint of unprofessional behavior: a citation, or worse, as often as each is in the pool."""
    seen = look.study(flags, "small")
    citations = sum(each["levels"][2] for each in seen)
    worse = sum(sum(each["levels"][3:]) for each in seen)
    part = citations / (citations + worse)
    mild, grave = _lost(look, "citation").times(part), _lost(look, "remediation").times(1.0 - part)
    return Size(mild.value + grave.value, tuple(a + b for a, b in zip(mild.by_seed, grave.by_seed, strict=True)))


def _readers(look: Look) -> str:
    return "readers alone: " + ", ".join(
        f"{name} {_lost(look, name, 2).value:.2f}" for name in ("remediation", "citation", "step2", "note", "step1")
    )


@GROUP.says(
    "P3 hint",
    "share of first invitations that a clean file loses by a hint of unprofessional behavior (citation or worse)",
    between(0.55, 0.80),
    put_in("The filter's share was set so that filter, readers and rooms together come near the figure."),
    figure="68 % would not invite [Angus 2017]",
    studies=_FLAGS,
    without=("caution",),
)
def _(look: Look) -> Measured:
    return Measured(size=_hint(look), detail=_readers(look))


@GROUP.says(
    "P3 order",
    "the same for a hint, a failed Step 2 CK, a note of the dean's, a failed Step 1: the smallest of three steps",
    above(0.0),
    put_in("The shares of the filters are in this order; the weights in the room are not."),
    figure="in this order [Angus 2017]",
    studies=_FLAGS,
    without=("caution",),
)
def _(look: Look) -> Measured:
    sizes = [_hint(look), *(_lost(look, name) for name in ("step2", "note", "step1"))]
    steps = [first - second for first, second in pairwise(sizes)]
    return Measured(size=smallest(steps), detail=" > ".join(f"{size.value:.2f}" for size in sizes))


# ---------------------------------------------------------------- the Match


def _ratio(look: Look, kind: int) -> Size:
    """The match rate of a kind after a failed attempt, over that without."""
    cells = [each["failed"][kind] for each in look.study(gates, "market")]
    return jackknifed(cells, _of_rates)


def _of_rates(cells: Sequence[Sequence[float]]) -> float:
    failed, matched, clean, clean_matched = (sum(cell[at] for cell in cells) for at in range(4))
    return (matched / failed) / (clean_matched / clean) if failed and clean_matched else float("nan")


@GROUP.says(
    "P5 US IMG",
    "match rate after a failed attempt over that without, US IMGs",
    at_most(0.667),
    emergent("No rule knows of the Match; a failed attempt meets filters, readers and rooms."),
    figure="40 % get the preferred specialty [Charting 2013, as quoted]",
    studies=_MARKET,
)
def _(look: Look) -> Size:
    return _ratio(look, 2)


@GROUP.says(
    "P5 non-US IMG",
    "the same, non-US IMGs, below US IMGs",
    at_most(0.667),
    emergent("No rule knows of the Match; a failed attempt meets filters, readers and rooms."),
    figure="25 % [Charting 2013, as quoted]",
    studies=_MARKET,
)
def _(look: Look) -> Measured:
    us, non_us = _ratio(look, 2), _ratio(look, 3)
    return Measured(size=non_us, detail=f"US IMG {us.value:.2f}", also=non_us.value < us.value)


def _rates(look: Look, of: int, world: str = "market") -> list[Size]:
    """By kind, those who matched over those with an interview (1) or over all (0)."""
    seen = [each["ladder"] for each in look.study(gates, world)]
    return [pooled([each[kind][2] for each in seen], [each[kind][of] for each in seen]) for kind in range(4)]


_LADDER = put_in("Applicants a post and their kinds are parameters; who matches is not, but the order was seen before.")


@GROUP.says(
    "P6 ladder",
    "of those with an interview: the least of MD and DO less US IMG, and US IMG less non-US IMG (the smaller)",
    above(0.0),
    _LADDER,
    figure="93.5, 92.6, 67.8, 58.0 % of those with lists [NRMP 2025]",
    studies=_MARKET,
)
def _(look: Look) -> Measured:
    return _ladder(_rates(look, 1), _rates(look, 0))


def _ladder(met: Sequence[Size], everybody: Sequence[Size]) -> Measured:
    steps = [smallest(met[:2]) - met[2], met[2] - met[3]]
    words = ("with an interview", "all")
    detail = "; ".join(
        f"{word} " + ", ".join(f"{size.value:.3f}" for size in sizes)
        for word, sizes in zip(words, (met, everybody), strict=True)
    )
    return Measured(size=smallest(steps), detail=detail)


@GROUP.says(
    "P6 US less non-US",
    "of those with an interview: US IMGs who match less non-US IMGs",
    between(0.05, 0.12),
    _LADDER,
    figure="9.8 points [NRMP 2025]",
    studies=_MARKET,
)
def _(look: Look) -> Measured:
    met, everybody = _rates(look, 1), _rates(look, 0)
    return Measured(size=met[2] - met[3], detail=f"of all {(everybody[2] - everybody[3]).value:.3f}")


# ---------------------------------------------------------------- interviews and signals


def _leak(look: Look) -> Size:
    return jackknifed([each["interview"] for each in look.study(gates, "small")], _correlation)


def _correlation(sums: Sequence[Sequence[float]]) -> float:
    n, x, y, xx, yy, xy = (sum(each[at] for each in sums) for at in range(6))
    spread = (n * xx - x * x) * (n * yy - y * y)
    return (n * xy - x * y) / spread**0.5 if spread > 0.0 else float("nan")


@GROUP.says(
    "P18 shown",
    "r of the interview score with the crude score where interviewers see scores",
    between(0.20, 0.65),
    put_in("The leak is a parameter."),
    figure=".64 [ob-gyn program 2001]",
    studies=_SMALL,
    without=("scores shown",),
)
def _(look: Look) -> Size:
    return _leak(look)


@GROUP.says(
    "P18 hidden",
    "the same where they do not",
    between(-0.10, 0.10),
    emergent("Scores and interviews both go with promise; those who are met are selected by scores."),
    figure="about 0 [ob-gyn program 2001]",
    studies=_SMALL,
    without=("scores shown",),
    everywhere=False,
)
def _(look: Look) -> Size:
    return _leak(look.beside("scores shown"))


def _times(look: Look, group: int) -> Size:
    cells = [each["signals"][group] for each in look.study(gates, "market")]
    return jackknifed(cells, _times_of)


def _times_of(cells: Sequence[Sequence[float]]) -> float:
    told, kept, others, others_kept = (sum(cell[at] for cell in cells) for at in range(4))
    return (kept / told) / (others_kept / others) if told and others_kept else float("nan")


@GROUP.says(
    "P31",
    "how many times likelier a signaled application leads to an interview",
    between(2.0, 9.0),
    emergent("A signal adds to a reading and pulls some files back; applicants signal what they like, and keep that."),
    figure="2.7 to 9.1 [Romanoski; Rosenblatt 2023]",
    studies=_MARKET,
)
def _(look: Look) -> Measured:
    abroad = _times(look, 1)
    return Measured(size=_times(look, 0), detail=f"IMGs {abroad.value:.1f}")


def _yield(look: Look, at: int) -> Size:
    cells = [each["signals"][0] for each in look.study(gates, "market")]
    return pooled([cell[at + 1] for cell in cells], [cell[at] for cell in cells])


@GROUP.says(
    "P32 signaled",
    "share of signals that lead to an interview",
    between(0.40, 0.75),
    emergent("As P31."),
    figure="60.9 % [Benjamin]",
    studies=_MARKET,
)
def _(look: Look) -> Size:
    return _yield(look, 0)


@GROUP.says(
    "P32 not signaled",
    "share of other applications that do",
    between(0.03, 0.12),
    emergent("As P31."),
    figure="about 5 % [JGME 17(5):664]",
    studies=_MARKET,
)
def _(look: Look) -> Size:
    return _yield(look, 2)


@GROUP.says(
    "P33",
    "share of programs whose public page is wrong about a visa, over ten years",
    between(0.06, 0.08),
    put_in("The share is a parameter."),
    figure="6-8 % [FREIDA study]",
    studies=(("small", pages),),
)
def _(look: Look) -> Size:
    seen = look.study(pages, "small")
    return pooled([each["wrong"] for each in seen], [each["programs"] for each in seen])


@GROUP.says(
    "P34",
    "applications of US MDs that a roster of IMGs alone costs a program: each program with its roster read, less not",
    above(0.0),
    put_in("What each kind makes of a roster is a parameter."),
    figure="students rank such a program lower [Acad Med 1996; sign]",
    studies=_SMALL,
    without=("roster_reading",),
    everywhere=False,
)
def _(look: Look) -> Size:
    read, unread = (column.study(gates, "small") for column in (look, look.beside("roster_reading")))
    cells = [(on["roster"], off["roster"]) for on, off in zip(read, unread, strict=True)]
    return jackknifed(cells, _slope)


def _slope(cells: Sequence[tuple[Sequence[Sequence[float]], Sequence[Sequence[float]]]]) -> float:
    """Of applications lost on the share of IMGs that was read."""
    share = np.array([on[0] for on, _ in cells])
    lost = np.array([np.subtract(off[1], on[1]) for on, off in cells])
    away = share - share.mean()
    across = float((away * away).sum())
    return float((away * lost).sum()) / across if across else float("nan")
