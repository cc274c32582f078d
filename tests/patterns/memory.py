"""Ghosts. The bands are of hiring by country, transplanted to flag and visa: an analogy, no measurement of meetings."""

from __future__ import annotations

from tests.patterns.statement import Finding, Group, Look, at, cost, effect, less, mean
from tests.patterns.studies import haunting, remembered

GROUP = Group("Memory")

_LIKE = "even + step1 fail"
_UNLIKE = ("even + gap unknown", "even", "us_md")
_WORLDS = ("no ghost", "bad ghost", "good ghost")


def _ratio(bad: float, good: float) -> float:
    return bad / good if good > 0 else float("inf")


@GROUP.says(
    "bad over good",
    "a bad memory of a failed Step costs the next such row more than a good one earns it",
    "1.5-4 : 1, both above 0",
    rows=tuple(pair for world in _WORLDS for pair in at(world, _LIKE)),
)
def _(look: Look) -> Finding:
    return _bad_and_good(look, _LIKE, _WORLDS)


@GROUP.says(
    "bad over good, visa",
    "the same of an H-1B that came late, and one that came on time",
    "1.5-4 : 1, both above 0",
    rows=tuple(pair for world in ("no ghost", "bad visa", "good visa") for pair in at(world, "even + h1b")),
)
def _(look: Look) -> Finding:
    return _bad_and_good(look, "even + h1b", ("no ghost", "bad visa", "good visa"))


def _bad_and_good(look: Look, row: str, worlds: tuple[str, str, str]) -> Finding:
    none, bad, good = (look.rows(row, world) for world in worlds)
    loss, gain = effect(cost(bad, none)), effect(cost(none, good))
    ratio = _ratio(loss.mean, gain.mean)
    return Finding(
        figure=f"{ratio:.1f} : 1 ({loss} : {gain})",
        holds=loss.above and gain.above and 1.5 <= ratio <= 4.0,
        points=loss.mean > gain.mean > 0,
    )


@GROUP.says(
    "bad over good, order",
    "... costs more than it earns: the ordering alone",
    "difference above 0",
    rows=tuple(pair for world in _WORLDS for pair in at(world, _LIKE)),
    ordering=True,
)
def _(look: Look) -> Finding:
    none, bad, good = (look.rows(_LIKE, world) for world in _WORLDS)
    more = effect(less(cost(bad, none), cost(none, good)))
    return Finding(figure=str(more), holds=more.above, points=more.mean > 0)


@GROUP.says(
    "look-alikes",
    "the bad memory costs such a row at least three times what it costs rows unlike it (other flag, no flag, US MD)",
    "cost less three times the dearest other above 0",
    rows=tuple(pair for world in _WORLDS[:2] for pair in at(world, _LIKE, *_UNLIKE)),
    ordering=True,
)
def _(look: Look) -> Finding:
    def paid(row: str) -> list[float]:
        return cost(look.rows(row, "bad ghost"), look.rows(row, "no ghost"))

    others = {row: paid(row) for row in _UNLIKE}
    dearest = max(others.values(), key=mean)
    spare = effect(less(paid(_LIKE), [3 * difference for difference in dearest]))
    unlike = ", ".join(f"{row} {mean(costs):+.3f}" for row, costs in others.items())
    return Finding(
        figure=f"{_LIKE} {mean(paid(_LIKE)):+.3f}, {unlike}; {spare}", holds=spare.above, points=spare.mean > 0
    )


@GROUP.says(
    "ghost and holder",
    "without a holder in the room a ghost changes nothing; named, it moves those who did not hold it",
    "no event differs; mean below 0",
    studies=(("bad ghost", haunting),),
    everywhere=False,
)
def _(look: Look) -> Finding:
    held = look.study(haunting, "bad ghost")
    moved = [shift for haunted in held for shift in haunted.moved]
    absent = sum(haunted.absent for haunted in held)
    figure = f"{absent} events; named {len(moved)} times, others moved {mean(moved):+.3f}"
    return Finding(figure=figure, holds=absent == 0 and bool(moved) and mean(moved) < 0)


@GROUP.says(
    "good imgs",
    "where IMGs did well before, the flagged row and the H-1B row place better than where there were none",
    "both above 0",
    rows=tuple(pair for world in ("good imgs", "no imgs") for pair in at(world, "borderline", "even + h1b")),
    ordering=True,
)
def _(look: Look) -> Finding:
    gains = [
        effect(cost(look.rows(row, "no imgs"), look.rows(row, "good imgs"))) for row in ("borderline", "even + h1b")
    ]
    return Finding(
        figure="; ".join(str(gain) for gain in gains),
        holds=all(gain.above for gain in gains),
        points=all(gain.mean > 0 for gain in gains),
    )


@GROUP.says(
    "no imgs",
    "where there were no IMGs before, nobody is remembered",
    "0 recalls, and some in the baseline",
    studies=(("no imgs", remembered), ("baseline", remembered)),
    everywhere=False,
)
def _(look: Look) -> Finding:
    none, some = sum(look.study(remembered, "no imgs")), sum(look.study(remembered))
    return Finding(figure=f"{none}; {some}", holds=none == 0 and some > 0)
