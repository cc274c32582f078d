"""What one resident leaves behind: two copies of a market with the same draws and another fate.

See :mod:`tests.patterns.seasons_paths` for who is marked and for what *soon* and *late* are. The focal program is an
integrated one with seven posts among 39 others. What takes many years or columns is held among 12 others instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tests.patterns.seasons_paths import LATE, SOON, both_soon, both_ways, good_first, met, orders, share, soon
from tests.patterns.sizes import Size, above, at_least, averaged, between, jackknifed, shared
from tests.patterns.statement import Group, Look, Measured, Study, emergent, mean, put_in, ruled

GROUP = Group("Years: what one resident leaves behind")

_SEVEN: Final = "few, seven posts"
_MARKET: Final = "small"

WAYS: Final = (
    "room",
    "filters",
    "visa",
    "roster_reading",
    "room alone",
    "filters alone",
    "visa alone",
    "roster_reading alone",
    "scarcity",
)
"""Each way to applicants off, and each alone; and no posts left open that lower bars."""

_PATH = emergent("Nothing says that a door closes; one memory among many moves a mean, a bar, a policy, a roster.")


def _copies(look: Look, of: Study, world: str) -> list[Any]:
    """The seeds in which somebody from abroad came in the first class."""
    return [each for each in look.study(of, world) if each]


def _differences(seen: Sequence[Any], years: tuple[int, int], name: str = "bad", group: int = 1) -> list[float]:
    return [share(each[name], *years, group) - share(each["nothing"], *years, group) for each in seen]


def _base(seen: Sequence[Any], years: tuple[int, int] = SOON) -> float:
    return mean([share(each["nothing"], *years) for each in seen])


@GROUP.says(
    "path, soon",
    "IMG share of the focal program in the three years after the washout: what it lost (a market of 40)",
    above(0.10),
    _PATH,
    figure="at least 10 points [ours]",
    studies=((_MARKET, soon),),
)
def _(look: Look) -> Measured:
    return _lost_soon(look, _MARKET)


@GROUP.says(
    "path, soon, loose market",
    "the same in a market of 13, where programs invite half of the files that pass their filters",
    above(0.10),
    _PATH,
    figure="at least 10 points [ours]",
    studies=((_SEVEN, soon),),
    without=WAYS,
)
def _(look: Look) -> Measured:
    return _lost_soon(look, _SEVEN)


def _lost_soon(look: Look, world: str) -> Measured:
    seen = _copies(look, soon, world)
    lost, visas = (averaged([-each for each in _differences(seen, SOON, group=group)]) for group in (1, 2))
    on_j1 = mean([share(each["nothing"], *SOON, 2) for each in seen])
    shut = mean([_shut(each["bad"]) - _shut(each["nothing"]) for each in seen])
    return Measured(
        size=lost,
        detail=f"{len(seen)} programs that could have had such a resident; base share {_base(seen):.2f}, on a J-1 "
        f"{on_j1:.2f}; J-1 visas lost {visas}, other IMGs {lost - visas}; a rule stops every J-1 in {shut:.2f} more of "
        "the years",
    )


def _shut(years: Sequence[Any]) -> float:
    """The share of the three years after the event in which a rule stops every J-1."""
    first, last = SOON
    return mean([float(year["bars"][1]) for year in years[first - 1 : last]])


@GROUP.says(
    "path, soon, 12 posts",
    "the same in a focal program of 12 posts among 12 others, where one resident is less of a class",
    above(0.10),
    _PATH,
    figure="at least 10 points [ours]",
    studies=(("few", soon),),
)
def _(look: Look) -> Measured:
    return _lost_soon(look, "few")


@GROUP.says(
    "path, interviews",
    "the same as interviews of J-1 applicants over their applications, as a share of what they were",
    above(0.10),
    _PATH,
    studies=((_MARKET, soon),),
)
def _(look: Look) -> Measured:
    seen = _copies(look, soon, _MARKET)
    failed = _lost(seen, "bad", "step_fail")
    return Measured(size=_lost(seen, "bad", "j1"), detail=f"of applicants with a failed Step {failed}")


def _lost(seen: Sequence[Any], name: str, group: str) -> Size:
    """Interviews per application soon after: the share that is lost against the copy in which nothing happened."""
    cells = [(met(each["nothing"], *SOON, group), met(each[name], *SOON, group)) for each in seen]
    return jackknifed(cells, _share_lost)


def _share_lost(cells: Sequence[tuple[float, float]]) -> float:
    before = sum(cell[0] for cell in cells)
    return (before - sum(cell[1] for cell in cells)) / before if before else float("nan")


@GROUP.says(
    "path, late",
    "IMG share of the focal program 7 to 9 years after: what it lost; the sign is reported, not required",
    between(-1.0, 1.0),
    _PATH,
    studies=((_SEVEN, both_ways),),
)
def _(look: Look) -> Measured:
    seen = _copies(look, both_ways, _SEVEN)
    lost = averaged([-each for each in _differences(seen, LATE)])
    return Measured(size=lost, detail=f"base share {_base(seen, LATE):.2f}")


@GROUP.says(
    "path, no memory",
    "with memory off: share of seeds in which all gates of all programs are the same in both copies, to the bit",
    at_least(1.0),
    ruled("Everything lived stands behind one switch, and draws are keyed by person."),
    studies=((_SEVEN, soon),),
    without=("memory",),
    everywhere=False,
)
def _(look: Look) -> Size:
    return shared([_same(each) for each in _copies(look.beside("memory"), soon, _SEVEN)])


def _same(copies: dict[str, Any]) -> bool:
    first, *others = ([year["digest"] for year in years] for years in copies.values())
    return all(other == first for other in others)


@GROUP.says(
    "path, order",
    "IMG share in the three years after the second event: a bad year and then a good one, less the other way about",
    between(-1.0, 1.0),
    emergent("Which of two memories is fresher, and what the first did to the second class, pull either way."),
    studies=((_SEVEN, orders),),
)
def _(look: Look) -> Size:
    seen = _copies(look, orders, _SEVEN)
    return averaged([share(each["bad first"], 6, 8) - share(each["good first"], 6, 8) for each in seen])


@GROUP.says(
    "open doors",
    "IMG share later (years 3 to 5), if all IMGs of the first class stood out: what it gained",
    above(0.0),
    emergent("No rule opens a door; good memories lower fears."),
    studies=((_SEVEN, good_first),),
)
def _(look: Look) -> Measured:
    seen = _copies(look, good_first, _SEVEN)
    gains = [averaged([_gained(each, *years) for each in seen]) for years in (SOON, LATE)]
    return Measured(size=gains[0], detail=f"years 9 to 11 {gains[1]}")


def _gained(copies: dict[str, Any], first: int, last: int) -> float:
    return share(copies["good all"], first, last) - share(copies["nothing all"], first, last)


# ---------------------------------------------------------------- bad against good

_BOTH = ((_SEVEN, both_ways),)
_BOTH_SOON = ((_SEVEN, both_soon),)


@GROUP.says(
    "P20 asymmetry",
    "IMG share that a bad resident costs soon after, over what a good one earns",
    between(1.5, 4.0),
    put_in("Vividness and ease of bad and good outcomes are parameters, set with this figure in view."),
    figure="-14 against +8 % [Leung; hiring by country, an analogy]",
    studies=_BOTH_SOON,
)
def _(look: Look) -> Measured:
    seen = _copies(look, both_soon, _SEVEN)
    bad, good = (_differences(seen, SOON, name) for name in ("bad", "good"))
    size = averaged([-each for each in bad]).over(averaged(good))
    return Measured(size=size, detail=f"{averaged(bad)} : {averaged(good)}")


@GROUP.says(
    "P20 fear",
    "the same for what deciders fear of a J-1 and a failed Step at the end of the year of the event",
    between(1.5, 4.0),
    put_in("As above."),
    figure="as above",
    studies=_BOTH_SOON,
)
def _(look: Look) -> Measured:
    seen = _copies(look, both_soon, _SEVEN)
    bad, good = (averaged([_fear(each, name) for each in seen]) for name in ("bad", "good"))
    return Measured(size=bad.over(good.times(-1.0)), detail=f"{bad} : {good}")


def _fear(copies: dict[str, Any], name: str, year: int = 2) -> float:
    """How much more a copy fears both than the one in which nothing happened, at the end of a year."""
    return sum(copies[name][year - 1]["fear"]) / 2 - sum(copies["nothing"][year - 1]["fear"]) / 2


@GROUP.says(
    "P20 same kind",
    "share of interviews that J-1 applicants lose after a washout, less three times what plain US IMGs lose",
    above(0.0),
    ruled("A table of likeness says which traits a memory shares with an applicant."),
    figure="-92 against -7 % [Leung; same and other jobs, an analogy]",
    studies=((_MARKET, soon),),
)
def _(look: Look) -> Measured:
    seen = _copies(look, soon, _MARKET)
    own, other = _lost(seen, "bad", "j1"), _lost(seen, "bad", "us_img")
    return Measured(size=own - other.times(3.0), detail=f"J-1 {own}; US IMG without {other}")


@GROUP.says(
    "P35 in two copies",
    "how far the IMG share comes back from a good start, less how far from a bad one, years 3-5 to 9-11",
    above(0.0),
    emergent("Whoever fears a group meets fewer of it, and so less that would correct the fear."),
    figure="bad luck persists, good luck corrects itself [Denrell 2005; Lepage 2024; signs]",
    studies=_BOTH,
)
def _(look: Look) -> Measured:
    seen = _copies(look, both_ways, _SEVEN)
    bad, good = (
        averaged([a - b for a, b in zip(_differences(seen, SOON, name), _differences(seen, LATE, name), strict=True)])
        for name in ("bad", "good")
    )
    return Measured(size=good - bad.times(-1.0), detail=f"good falls back {good}; bad recovers {bad.times(-1.0)}")


@GROUP.says(
    "a ghost fades",
    "what deciders fear more than in the other copy 7 to 9 years after, over what they do right after",
    between(0.0, 0.5),
    put_in("The years that halve a memory are a parameter; recalls keep it alive, turnover takes it away."),
    figure="as its half-life of 4 years says: .27 to .33 by age alone [ours]",
    studies=_BOTH,
)
def _(look: Look) -> Measured:
    seen = _copies(look, both_ways, _SEVEN)
    by_year = {year: averaged([_fear(each, "bad", year) for each in seen]) for year in (2, 3, 4, 5, 9, 10, 11)}
    after = averaged([mean([_fear(each, "bad", year) for year in (9, 10, 11)]) for each in seen])
    detail = ", ".join(f"{year}: {size.value:+.2f}" for year, size in by_year.items())
    return Measured(size=after.over(by_year[2]), detail=f"by year {detail}")
