"""What a committee could do differently: each rule of ``[meeting.rules]`` against the baseline, on the same pool.

A size is what the rule is for: with the rule less without it, on the same seeds. The detail says what it costs in
minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from committee.measures.airtime import airtime_gini
from committee.measures.promise import promise_found
from committee.measures.rooms import spread
from committee.terms import Kind
from tests.patterns.counted import late
from tests.patterns.day import worse
from tests.patterns.recorded import Row, held
from tests.patterns.sizes import Band, Size, above, averaged
from tests.patterns.statement import Group, Look, Measured, Origin, emergent, in_worlds, less, mean, ranked, ruled

GROUP = Group("What a room could do differently")

BASE = "baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practiced:
    """What one meeting under a rule comes to."""

    minutes: float
    """Its minutes."""
    gini: float
    """How unequal talk was."""
    spread: float
    """The mean spread of the voters' stances before talk."""
    shift: float
    """How far talk moved the voters' stances, in the mean."""
    unspoken: float
    """The share of flagged rows that nobody spoke for."""
    unopposed: float
    """The share of rows that nobody spoke against."""
    gap: float
    """Mean call of US graduates less that of non-US IMGs."""
    promise: float
    """Mean latent promise of the first rows of the list, as many as there are posts."""


def practiced(world: str, column: str, seed: int) -> Practiced:
    """What the world's own meeting comes to."""
    day = held(world, column, seed)
    who = day.voters
    flagged = [row for row in day.rows if row.flagged]
    before = [row.told.opened.stances for row in day.rows]
    after = [row.told.stances_after for row in day.rows]
    moved = [abs(b[v] - a[v]) for a, b in zip(before, after, strict=True) for v in who]
    found = promise_found(day.recording)
    return Practiced(
        minutes=day.day.minutes,
        gini=airtime_gini(day.recording),
        spread=mean([spread(stances, who) for stances in before]),
        shift=mean(moved),
        unspoken=mean([float(1 not in row.sides) for row in flagged]),
        unopposed=mean([float(-1 not in row.sides) for row in day.rows]),
        gap=_mean_call(day.rows, Kind.US_MD, Kind.US_DO) - _mean_call(day.rows, Kind.NON_US_IMG),
        promise=0.0 if found is None else found.by_room,
    )


def _mean_call(rows: Sequence[Row], *kinds: Kind) -> float:
    return mean([row.closed.call for row in rows if row.told.opened.kind in kinds])


def _say(name: str, says: str, band: Band, origin: Origin, *, under: str, figure: str, lowers: bool = True) -> None:
    """State how much the rule of the world ``under`` lowers, or raises, a ``figure`` of :class:`Practiced`.

    The detail gives the figure without the rule and with it, and the minutes that the rule costs.
    """

    def measure(look: Look) -> Measured:
        plain, ruled_by = look.study(practiced), look.study(practiced, under)
        without, with_rule = ([getattr(day, figure) for day in days] for days in (plain, ruled_by))
        longer = averaged(less([day.minutes for day in ruled_by], [day.minutes for day in plain]))
        size = averaged(less(without, with_rule) if lowers else less(with_rule, without))
        return Measured(size=size, detail=f"{mean(without):.3f} -> {mean(with_rule):.3f}; minutes {longer}")

    GROUP.says(name, says, band, origin, studies=((BASE, practiced), (under, practiced)))(measure)


_say(
    "ballots hold members",
    "written verdicts before talk: how much less talk moves the voters' stances",
    above(0.005),
    ruled("Commitment to what one has written is a parameter."),
    under="ballots before",
    figure="shift",
)
_say(
    "blinded to kind, the gap narrows",
    "the kind off the wall: how much less US graduates are called above non-US IMGs; visa and letters give it away",
    above(0.02),
    emergent("What is left on the wall leaks, and flags and letters differ by kind; no rule says how much remains."),
    under="blinded to kind",
    figure="gap",
)
_say(
    "a rubric brings readings together",
    "factors read against anchors: how much less the voters differ before talk",
    above(0.002),
    ruled("A rubric takes away a stated part of how members differ; liking stays."),
    under="a rubric",
    figure="spread",
)
_say(
    "somebody speaks for it",
    "an assigned advocate: how many fewer flagged rows nobody speaks for",
    above(0.02),
    ruled("The rule makes somebody speak."),
    under="an assigned advocate",
    figure="unspoken",
)


@GROUP.says(
    "an assigned advocate and no sponsor",
    "share of meetings that rank *borderline* with an assigned advocate, less without",
    above(0.0),
    emergent("An assigned word has nothing staked on it; no rule says that it moves the call."),
    rows=in_worlds((BASE, "an assigned advocate"), "borderline"),
)
def _(look: Look) -> Measured:
    plain, assigned = look.rows("borderline"), look.rows("borderline", "an assigned advocate")
    calls = averaged(less([row.call for row in assigned], [row.call for row in plain]))
    return Measured(size=averaged(less(ranked(assigned), ranked(plain))), detail=f"call {calls}")


_say(
    "somebody speaks against it",
    "an assigned devil's advocate: how many fewer rows nobody speaks against",
    above(0.02),
    ruled("The rule makes somebody speak."),
    under="a devil's advocate",
    figure="unopposed",
)
_say(
    "airtime evens out",
    "nobody a third time before everybody once: how much less unequal talk is",
    above(0.005),
    emergent("Few rows have three turns by one member; no rule says how far airtime evens out."),
    under="equal airtime",
    figure="gini",
)


@GROUP.says(
    "breaks help the late",
    "breaks after rows 20 and 40: how much less a row loses by coming in the last fifth, in shares of the sheet",
    above(0.0),
    emergent("A break lets fatigue go; what that does to late rows follows from tired members."),
    studies=((BASE, late), ("breaks", late)),
)
def _(look: Look) -> Size:
    return worse(look.study(late)) - worse(look.study(late, "breaks"))


def _sponsored(look: Look, world: str) -> list[float]:
    """Call that a strong sponsor brings over none on *borderline*."""
    none, strong = look.rows("borderline", world), look.rows("borderline strong", world)
    return less([row.call for row in strong], [row.call for row in none])


@GROUP.says(
    "a cap holds strong sponsors back",
    "at most one unit a row: how much less a strong sponsor brings over none, in call, on *borderline*",
    above(0.02),
    emergent("The cap limits units; what they buy follows from talk and call."),
    rows=in_worlds((BASE, "one unit a row"), "borderline", "borderline strong"),
)
def _(look: Look) -> Size:
    return averaged(less(_sponsored(look, BASE), _sponsored(look, "one unit a row")))


@GROUP.says(
    "without standing a sponsor is a voice",
    "no capital by rule: how much less a strong sponsor brings over none, in call, on *borderline*",
    above(0.05),
    emergent("A word with nothing staked on it is cheap; the rest follows from talk and call."),
    rows=in_worlds((BASE, "no standing"), "borderline", "borderline strong"),
)
def _(look: Look) -> Size:
    return averaged(less(_sponsored(look, BASE), _sponsored(look, "no standing")))


@GROUP.says(
    "the tally tames a ghost",
    "the program's own tally read out: how much less last year's washout costs *borderline*, in stance after talk",
    above(0.005),
    emergent("Only a ghost that somebody names is put beside the tally."),
    rows=in_worlds((BASE, "washout added", "tally", "washout and tally"), "borderline"),
)
def _(look: Look) -> Size:
    def lost(plain: str, haunted: str) -> list[float]:
        worlds = (look.rows("borderline", plain), look.rows("borderline", haunted))
        return less(*[[row.after for row in rows] for rows in worlds])

    return averaged(less(lost(BASE, "washout added"), lost("tally", "washout and tally")))


_say(
    "two committees find more promise",
    "the list by the mean of two committees' calls: latent promise of its first rows, less with one committee",
    above(0.0),
    emergent("Two draws of members average out what members happen to like."),
    under="two committees",
    figure="promise",
    lowers=False,
)
