"""What rooms have in mind, what was true, and what they learn. Most of it comes from one study of eight years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from tests.patterns.seasons_doors import closed
from tests.patterns.seasons_lived import lived
from tests.patterns.sizes import Size, above, at_most, between, jackknifed, pooled
from tests.patterns.statement import Group, Look, Measured, emergent, put_in, ruled

GROUP = Group("Years: what rooms have in mind")

_LIVED = (("small", lived),)
_DOORS = (("few", closed),)

FEAR: Final = ("distinctiveness", "vivid bad", "faint crowds")
"""What may carry fear."""

_TYPES: Final = ("university", "do_heavy", "img_led", "integrated")
Data = Mapping[str, Any]


def _over(look: Look, statistic: Callable[[Sequence[Data]], float]) -> Size:
    return jackknifed(look.study(lived, "small"), statistic)


# ---------------------------------------------------------------- fear


ABROAD: Final = ("us_img", "non_us_img")
US: Final = ("us_md", "us_do")


def _odds(seen: Sequence[Data], traits: Sequence[str], types: Sequence[str], *, true: bool) -> float:
    """The odds of bad, of what is true or of what comes to mind; perceived ones are means over programs and traits."""
    source = "true" if true else "minds"
    cells = [cell for each in seen for trait in traits for cell in _at(each, each[source][trait], types)]
    if true:
        every, bad = sum(cell[0] for cell in cells), sum(cell[1] for cell in cells)
        return bad / (every - bad) if every > bad else float("nan")
    risks = [cell[0] for cell in cells if cell[0] is not None]
    risk = sum(risks) / len(risks) if risks else float("nan")
    return risk / (1.0 - risk) if risk < 1.0 else float("nan")


def _at(each: Data, cells: Sequence[Any], types: Sequence[str]) -> list[Any]:
    """Those of programs of these types."""
    return [cell for cell, of in zip(cells, each["types"], strict=True) if of in types]


def _times(
    seen: Sequence[Data], types: Sequence[str], kinds: tuple[Sequence[str], Sequence[str]], *, true: bool
) -> float:
    """How many times the odds of bad of one group are those of another."""
    first, second = (_odds(seen, kind, types, true=true) for kind in kinds)
    return first / second if second > 0.0 else float("nan")


def _fear(types: Sequence[str], group: Sequence[str]) -> Callable[[Sequence[Data]], float]:
    """How many times the ratio of odds, a group to US graduates, is in mind what it is in truth; its logarithm.

    Both within a type, since other people come to other types; then the mean over types by residents of the group.
    """

    def of(seen: Sequence[Data]) -> float:
        logs, weights = [], []
        for name in types:
            mind, true = (_times(seen, [name], (group, US), true=which) for which in (False, True))
            if mind > 0.0 and true > 0.0:
                logs.append(float(np.log(mind / true)))
                weights.append(
                    sum(cell[0] for each in seen for trait in group for cell in _at(each, each["true"][trait], [name]))
                )
        return float(np.average(logs, weights=weights)) if logs else float("nan")

    return of


def _said(seen: Sequence[Data], types: Sequence[str], group: Sequence[str]) -> str:
    parts = []
    for name in types:
        mind, true = (_times(seen, [name], (group, US), true=which) for which in (False, True))
        parts.append(f"{name} {mind:.2f}, true {true:.2f}")
    return "; ".join(parts)


def _abroad(seen: Sequence[Data], name: str) -> float:
    """The share of residents from abroad at programs of a type."""
    counts = {
        kinds: sum(cell[0] for each in seen for kind in kinds for cell in _at(each, each["true"][kind], [name]))
        for kinds in (ABROAD, US)
    }
    return counts[ABROAD] / max(1, sum(counts.values()))


_COMES: Final = emergent(
    "Nothing says that a group is worse; the rare and the bad come to mind, and no crowd beside them."
)
_FIGURE: Final = "remediation 7.8 against 3.2 % [Fam Med 2003]; later none [CERA 2023]"


def _feared(name: str, who: str, types: Sequence[str], group: Sequence[str]) -> None:
    @GROUP.says(
        f"P23 {name}",
        f"odds of bad of {who} to US graduates, in mind over in truth, as a logarithm",
        above(0.0),
        _COMES,
        figure=_FIGURE,
        studies=_LIVED,
        without=FEAR,
    )
    def _(look: Look) -> Measured:
        return Measured(size=_over(look, _fear(types, group)), detail=_said(look.study(lived, "small"), types, group))


RARE: Final = 1 / 3
"""The share of a house below which a group is rare in it."""


@GROUP.says(
    "P23 IMGs where rare",
    "odds of bad of IMGs to US graduates, in mind over in truth, as a logarithm; types in which fewer than a third of "
    "the residents are IMGs",
    above(0.0),
    _COMES,
    figure=_FIGURE,
    studies=_LIVED,
    without=FEAR,
)
def _(look: Look) -> Measured:
    seen = look.study(lived, "small")
    shares = {name: _abroad(seen, name) for name in _TYPES}
    rare = [name for name in _TYPES if shares[name] < RARE]
    said = "; ".join(f"{part}, IMGs {shares[part.split()[0]]:.2f}" for part in _said(seen, _TYPES, ABROAD).split("; "))
    return Measured(size=_over(look, _fear(rare, ABROAD)), detail=said)


_feared("IMGs where they lead", "IMGs at IMG-led programs", ("img_led",), ABROAD)
_feared("failed Step", "residents with a failed Step", _TYPES, ("step_fail",))
_feared("J-1", "residents on a J-1", _TYPES, ("j1",))


@GROUP.says(
    "P35 skew",
    "what deciders have in mind of non-US IMGs, above how it went with them; claimed below 0, so turned about",
    above(0.0),
    emergent("The bad comes to mind more easily, and nobody counts."),
    figure="beliefs lie below the truth [Denrell 2005; sign]",
    studies=_LIVED,
    without=("vivid bad",),
)
def _(look: Look) -> Size:
    return _over(look, _skew)


def _skew(seen: Sequence[Data]) -> float:
    minds, weights = [], []
    for each in seen:
        for (_, mind), (every, _, went) in zip(each["minds"]["non_us_img"], each["true"]["non_us_img"], strict=True):
            if every:
                minds.append(went / every - mind)
                weights.append(every)
    return float(np.average(minds, weights=weights)) if weights else float("nan")


@GROUP.says(
    "P35 within a type",
    "IMG share that comes back after a good start, less after a bad one, years 3-5 to 6-8, memory on less off",
    above(0.0),
    emergent("Whoever fears a group meets fewer of it, and so less that would correct the fear."),
    figure="recovery slower after bad than after good [Denrell 2005; sign]",
    studies=_LIVED,
    without=("memory",),
    everywhere=False,
)
def _(look: Look) -> Measured:
    on, off = _over(look, _recovery), _over(look.beside("memory"), _recovery)
    return Measured(size=off - on, detail=f"after bad less after good: on {on}, off {off}")


def _recovery(seen: Sequence[Data]) -> float:
    """How the IMG share of a program changes against its type, after a bad start less after a good one."""
    bad, good = [], []
    for each in seen:
        change = np.array([_share(years[5:8]) - _share(years[2:5]) for years in each["classes"]])
        start, types = np.array(each["starts"]), np.array(each["types"])
        for name in ("do_heavy", "img_led", "integrated"):
            own = types == name
            middle = np.median(start[own])
            bad += (change[own] - change[own].mean())[start[own] < middle].tolist()
            good += (change[own] - change[own].mean())[start[own] > middle].tolist()
    return float(np.mean(bad) - np.mean(good)) if bad and good else float("nan")


def _share(years: Sequence[Sequence[int]]) -> float:
    return sum(year[1] for year in years) / max(1, sum(year[0] for year in years))


# ---------------------------------------------------------------- what was put in


@GROUP.says(
    "P24",
    "share of residents with a flag of conduct, of those whom the Match brought, who need remediation",
    between(0.10, 0.18),
    put_in("The risk ratio is a parameter, set to what is expected of such residents."),
    figure="a negative line takes 6.9 % to 14 % [Brenner 2010]",
    studies=_LIVED,
)
def _(look: Look) -> Measured:
    noted, of_all, found = ([each["noted"][at] for each in look.study(lived, "small")] for at in range(3))
    shares = [pooled([cell[1] for cell in cells], [cell[0] for cell in cells]) for cells in (noted, of_all, found)]
    return Measured(
        size=shares[0],
        detail=f"of all whom it brought {shares[1].value:.3f}; {sum(cell[0] for cell in noted):.0f} with the flag; "
        f"of those with the flag found afterward {shares[2].value:.2f}",
    )


@GROUP.says(
    "P27 late",
    "share of residents on a visa who come over a month late",
    between(0.10, 0.25),
    put_in("The shares and what is common to a year and a program are parameters."),
    figure="18 % [ECFMG 2003], about 15 % [Becker's 2025]",
    studies=_LIVED,
)
def _(look: Look) -> Measured:
    years = [[sum(year[at] for year in each["late"]) for at in range(4)] for each in look.study(lived, "small")]
    half = pooled([each[3] for each in years], [each[2] for each in years])
    return Measured(
        size=pooled([each[1] for each in years], [each[0] for each in years]),
        detail=f"programs with two visas or more that wait for at least half of them {half.value:.3f}",
    )


# ---------------------------------------------------------------- weights and experience


_ALL, _ABROAD = 1, 2
"""Where the experience with all residents and with those from abroad stands in a row of weights."""


def _trend(at: int, by: int = _ALL) -> Callable[[Sequence[Data]], float]:
    """How a slope goes with experience within a program: from none to forty residents, in SD of the slope."""

    def of(seen: Sequence[Data]) -> float:
        x, y = [], []
        for each in seen:
            rows = np.array(each["weights"])
            for number in np.unique(rows[:, 0]):
                own = rows[rows[:, 0] == number]
                know = own[:, by] / (40.0 + own[:, by])
                x += (know - know.mean()).tolist()
                y += (own[:, 3 + at] - own[:, 3 + at].mean()).tolist()
        whole = float(np.dot(x, x))
        return 0.5 * float(np.dot(x, y)) / whole if whole else float("nan")

    return of


def _learned(look: Look, at: int, sign: float = 1.0, by: int = _ALL) -> Measured:
    """How much more a slope goes with experience than where nothing is learned: fears change with the years, too."""
    on, off = (_over(each, lambda seen: sign * _trend(at, by)(seen)) for each in (look, look.beside("learning")))
    return Measured(size=on - off, detail=f"on {on}, off {off}")


@GROUP.says(
    "P36 easy to see, scores",
    "how far the weight of the crude score on the place falls, from no experience to forty residents; learning on "
    "less off",
    above(0.0),
    ruled("Experience divides what scores count in the room by what it multiplies what work shows by."),
    figure="what is easy to see loses weight [Altonji and Pierret; sign]",
    studies=_LIVED,
    without=("learning",),
    everywhere=False,
)
def _(look: Look) -> Measured:
    return _learned(look, 0, -1.0)


@GROUP.says(
    "P36 easy to see, kind",
    "how far what coming from abroad costs in places shrinks, from no experience with such residents to forty; "
    "learning on less off",
    above(0.0),
    ruled("Experience with a kind takes its posture toward that of anybody."),
    figure="as above",
    studies=_LIVED,
    without=("learning",),
    everywhere=False,
)
def _(look: Look) -> Measured:
    return _learned(look, 2, by=_ABROAD)


@GROUP.says(
    "P36 working together",
    "how far the weight of having worked here, or of a letter by somebody known, rises; learning on less off",
    above(0.0),
    ruled("Experience multiplies what these count in the room."),
    figure="what shows at work gains weight [Altonji and Pierret; sign]",
    studies=_LIVED,
    without=("learning",),
    everywhere=False,
)
def _(look: Look) -> Measured:
    return _learned(look, 1)


# ---------------------------------------------------------------- doors


def _closed(look: Look, groups: Sequence[str] = (), part: str = "closings") -> Size:
    cells = [
        [sum(counts[at] for name, counts in each[part].items() if not groups or name in groups) for at in (0, 1)]
        for each in look.study(closed, "few")
    ]
    return pooled([cell[1] for cell in cells], [cell[0] for cell in cells])


@GROUP.says(
    "doors, null",
    "share of program-groups at programs that remember nothing, while every other one does, in which a door seems to "
    "close (a third of the market)",
    at_most(0.01),
    ruled("The definition asks for a fifth of at least six interviews of the twin of the same seed."),
    studies=_DOORS,
)
def _(look: Look) -> Size:
    return _closed(look, part="null")


@GROUP.says(
    "doors, other applicants",
    "the same between two twins without memory whose applicants are other people",
    between(0.0, 1.0),
    emergent("Small groups have lean years. So a door is held against the same applicants, never against others."),
    studies=_DOORS,
)
def _(look: Look) -> Size:
    return _closed(look, part="strangers")


@GROUP.says(
    "doors close",
    "share of program-groups in which a door closed in twelve years, less that of the null (a third of the market)",
    above(0.0),
    emergent("Nothing says that a door closes. The section about doors has each switch off."),
    studies=_DOORS,
)
def _(look: Look) -> Measured:
    groups = ("step_fail", "old_grad", "h1b", "j1", "us_img", "non_us_img")
    parts = ", ".join(f"{name} {_closed(look, [name]).value:.3f}" for name in groups)
    found = [door for each in look.study(closed, "few") for door in each["doors"]]
    ruled_by = sum(bool(door[3]) for door in found) / max(1, len(found))
    back = sum(door[4] is not None for door in found) / max(1, len(found))
    detail = f"{parts}; {len(found)} doors, a rule was shut in {ruled_by:.2f}, back {back:.2f}"
    return Measured(size=_closed(look) - _closed(look, part="null"), detail=detail)
