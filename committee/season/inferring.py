"""The outsider's view: which quiet filters a program probably has, told from its rosters of a few years alone.

Whoever thinks of applying sees who trains at a program: where each resident studied, on which visa, and how many years
after graduation. They do not see a rule. But a rule leaves traces in counts, and a market of which the rules are known
says how strong the traces are. So each filter has a *sign*: of those residents who could show it, how many do. The
chance of a filter follows by Bayes's theorem:

* before the sign, the share of programs with the filter among those whose rosters have as many graduates from abroad;
* the sign, as a count that varies more than chance (beta-binomial), around the mix of all who matched in these years,
  with a mean and a spread of its own for programs with the filter and for those without.

What is fitted to one market is told of another. It reads only rosters that this model made. It is no accusation tool:
a low count is what a filter, a small market or bad luck leave behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betaln, expit, logit

from committee.measures.groups import Bar, as_number
from committee.measures.intervals.shares import normal_quantile
from committee.terms import Flag, Kind, Visa

NO_ACCUSATION: Final = (
    "This reads only rosters that the model made. It is no tool for accusing a program: small counts have many causes."
)
"""The sentence that goes with every view."""

OLD: Final = 5.0
"""Programs that take nobody more than so many years past graduation count as having the filter on years (D1)."""

STEPS: Final = (0.05, 0.25, 0.5)
"""Shares of graduates from abroad that divide programs into those that look alike before any sign."""

PARTS: Final = 10
"""Parts of the market, each left out once, from which intervals follow."""

Reals = NDArray[np.float64]
Wholes = NDArray[np.int64]
Flags = NDArray[np.bool_]
Who = Callable[[pd.DataFrame], "pd.Series[bool]"]


class Filter(Struct, frozen=True, kw_only=True):
    """A quiet rule, and the sign of it in a roster."""

    bar: Bar
    """The bar that it is."""
    said: str
    """What it does."""
    could: Who
    """Of the residents, those who could show the sign."""
    show: Who
    """Of these, those who show it."""
    alike: bool
    """Whether programs are compared with those that have as many graduates from abroad.

    Not where that share is itself the sign: nothing counts twice.
    """


def _abroad(residents: pd.DataFrame) -> pd.Series[bool]:
    return residents["kind"].isin([kind.value for kind in Kind if kind.is_img])


def _foreign(residents: pd.DataFrame) -> pd.Series[bool]:
    return residents["kind"] == Kind.NON_US_IMG.value


def _anybody(residents: pd.DataFrame) -> pd.Series[bool]:
    return residents["kind"].notna()


def _old(residents: pd.DataFrame) -> pd.Series[bool]:
    return residents["flags"].fillna("").str.contains(rf"(?:^|; ){Flag.OLD_GRAD.value}(?:;|$)", regex=True)


def _on(visa: Visa) -> Who:
    return lambda residents: residents["visa"] == visa.value


FILTERS: Final = (
    Filter(bar=Bar.H1B, said="does not sponsor H-1B visas", could=_foreign, show=_on(Visa.H1B), alike=True),
    Filter(bar=Bar.J1, said="does not take J-1 visas", could=_anybody, show=_on(Visa.J1), alike=False),
    Filter(bar=Bar.YEARS, said="takes nobody long after graduation", could=_abroad, show=_old, alike=True),
    Filter(bar=Bar.STEP1_FAIL, said="stops a failed Step 1", could=_anybody, show=_abroad, alike=False),
    Filter(bar=Bar.STEP2_FAIL, said="stops a failed Step 2 CK", could=_anybody, show=_abroad, alike=False),
    Filter(bar=Bar.CONDUCT, said="stops a citation on conduct", could=_anybody, show=_abroad, alike=False),
)
"""What is inferred. No roster shows failed exams or conduct: there, only the share of graduates from abroad speaks."""


class Rosters(Struct, frozen=True, kw_only=True):
    """The rosters of a market over some years, counted as an outsider can."""

    programs: tuple[str, ...]
    """The programs, sorted."""
    shown: Wholes
    """Residents who show each sign; programs x filters."""
    of: Wholes
    """Residents who could; programs x filters."""
    mix: Reals
    """The share of all who matched in the same years that shows it; programs x filters, in (0, 1)."""
    alike: Wholes
    """By :data:`STEPS`, which other programs a program looks like; programs."""


def rosters(residents: pd.DataFrame, last: int, years: int) -> Rosters:
    """The classes that entered in the ``years`` years up to ``last``, counted.

    Parameters
    ----------
    residents
        The table ``residents.csv``. Only ``program, entered, kind, visa`` and the flag ``old_grad`` are read.
    last
        The last year.
    years
        How many years, 1 or more.
    """
    recent = residents[(residents["entered"] > last - years) & (residents["entered"] <= last)]
    programs = tuple(sorted({str(each) for each in residents["program"]}))
    calendar = range(last - years + 1, last + 1)
    counts = [_signs(recent, filter_, programs, calendar) for filter_ in FILTERS]
    abroad, everybody = (_by_year(recent, who(recent), programs, calendar) for who in (_abroad, _anybody))
    share = abroad.sum(axis=1) / np.maximum(everybody.sum(axis=1), 1)
    shown, of, mix = (np.stack([each[part] for each in counts], axis=1) for part in range(3))
    return Rosters(
        programs=programs,
        shown=shown.astype(np.int64),
        of=of.astype(np.int64),
        mix=mix,
        alike=np.digitize(share, STEPS).astype(np.int64),
    )


def _signs(
    recent: pd.DataFrame, filter_: Filter, programs: Sequence[str], calendar: Sequence[int]
) -> tuple[Reals, Reals, Reals]:
    """Who shows the sign, of how many, and the mix of the market in the years of those many; by program."""
    could = filter_.could(recent)
    of = _by_year(recent, could, programs, calendar)
    shown = _by_year(recent, could & filter_.show(recent), programs, calendar)
    by_year = (shown.sum(axis=0) + 0.5) / (of.sum(axis=0) + 1.0)
    whole = of.sum(axis=1)
    mix = np.where(whole > 0, of @ by_year / np.maximum(whole, 1.0), by_year.mean())
    return shown.sum(axis=1), whole, mix


def _by_year(recent: pd.DataFrame, who: pd.Series[bool], programs: Sequence[str], calendar: Sequence[int]) -> Reals:
    """How many of ``who`` entered; programs x years."""
    own = recent[who]
    index = pd.MultiIndex.from_product([programs, calendar], names=["program", "entered"])
    counts = own.groupby(["program", "entered"]).size().reindex(index, fill_value=0)
    shape = (len(programs), len(calendar))
    return np.asarray(counts.to_numpy().reshape(shape), dtype=np.float64)


def truth(bars: pd.DataFrame, programs: Sequence[str], last: int) -> Flags:
    """Which filters each program had in the year ``last``; programs x filters."""
    own = bars[bars["year"] == last].set_index("program").reindex(list(programs))
    columns = [
        np.array([_has(filter_.bar, value) for value in own[filter_.bar]], dtype=np.bool_) for filter_ in FILTERS
    ]
    return np.asarray(np.stack(columns, axis=1), dtype=np.bool_)


def _has(bar: Bar, value: object) -> bool:
    number = as_number(value)
    return number <= OLD if bar is Bar.YEARS else bool(number)


class Side(Struct, frozen=True, kw_only=True):
    """How a sign comes out on one side: with the filter, or without."""

    ratio: float
    """The odds of the sign over those in the market, as a natural logarithm."""
    spread: float
    """How little it varies from program to program, as a natural logarithm. More of it: closer to chance alone."""


class Traces(Struct, frozen=True, kw_only=True):
    """What one market says of one filter."""

    prior: tuple[float, ...]
    """The share of programs with it, by what they look like."""
    filtered: Side
    """The sign in programs with it."""
    open: Side
    """The sign in the others."""


UNKNOWN: Final = Traces(prior=(), filtered=Side(ratio=0.0, spread=2.5), open=Side(ratio=0.0, spread=2.5))
"""Where the search begins while nothing is known."""

CLOSE: Final = 1e-3
"""How close a search comes."""


class Fitted(Struct, frozen=True, kw_only=True):
    """What one market says of every filter. It goes into a file as plain data, and comes back."""

    years: int
    """The years of the rosters that it was fitted to."""
    whole: tuple[Traces, ...]
    """By filter."""
    parts: tuple[tuple[Traces, ...], ...]
    """The same with each part of the market left out."""


def fit(seen: Rosters, known: Flags, years: int) -> Fitted:
    """Learn the traces of filters from a market whose filters are known.

    Parameters
    ----------
    seen
        Its rosters.
    known
        Its filters, from :func:`truth`.
    years
        The years that the rosters cover.
    """
    number = np.arange(len(seen.programs))
    whole = _traces_of_all(seen, known, number >= 0, (UNKNOWN,) * len(FILTERS))
    parts = tuple(_traces_of_all(seen, known, number % PARTS != part, whole) for part in range(PARTS))
    return Fitted(years=years, whole=whole, parts=parts)


def _traces_of_all(seen: Rosters, known: Flags, kept: Flags, near: Sequence[Traces]) -> tuple[Traces, ...]:
    """The traces of every filter, from the programs that are ``kept``; the search begins at ``near``."""
    return tuple(_traces(seen, known, kept, column, near[column]) for column in range(len(FILTERS)))


def _traces(seen: Rosters, all_known: Flags, kept: Flags, column: int, near: Traces) -> Traces:
    known = all_known[:, column]
    alike = seen.alike if FILTERS[column].alike else np.zeros_like(seen.alike)
    overall = (known[kept].sum() + 1.0) / (kept.sum() + 2.0)
    groups = [known[kept & (alike == place)] for place in range(len(STEPS) + 1)]
    prior = tuple(float((own.sum() + 4.0 * overall) / (len(own) + 4.0)) for own in groups)
    filtered = _side(seen, kept & known, column, near.filtered)
    return Traces(prior=prior, filtered=filtered, open=_side(seen, kept & ~known, column, near.open))


def _side(seen: Rosters, kept: Flags, column: int, near: Side) -> Side:
    """The likeliest side, held near no difference where there are few programs to learn from."""
    counts = seen.shown[kept, column], seen.of[kept, column], seen.mix[kept, column]

    def unlikely(given: Reals) -> float:
        side = Side(ratio=float(given[0]), spread=float(given[1]))
        held = (side.ratio / 3.0) ** 2 + ((side.spread - UNKNOWN.open.spread) / 1.5) ** 2
        return float(0.5 * held - _log_likelihood(*counts, side).sum())

    found = minimize(
        unlikely, x0=np.array([near.ratio, near.spread]), method="Nelder-Mead", options={"xatol": CLOSE, "fatol": CLOSE}
    )
    return Side(ratio=float(found.x[0]), spread=float(found.x[1]))


def _log_likelihood(shown: Wholes, of: Wholes, mix: Reals, side: Side) -> Reals:
    """The beta-binomial log chance of each count, but for what both sides have alike."""
    mean = expit(logit(mix) + side.ratio)
    size = np.exp(min(max(side.spread, -5.0), 12.0))
    a, b = mean * size, (1.0 - mean) * size
    return np.asarray(betaln(shown + a, of - shown + b) - betaln(a, b), dtype=np.float64)


def infer(fitted: Fitted, seen: Rosters) -> pd.DataFrame:
    """What an outsider can tell: a row per program and filter.

    Returns
    -------
    ``program, filter, shown, of`` (residents who show the sign, of those who could)``, probability, low, high``. The
    interval of 95 % says how far the market that was learned from leaves the probability open: it comes from leaving
    out a tenth of its programs at a time (jackknife, on the log odds).
    """
    odds = _log_odds(fitted.whole, seen)
    without = np.stack([_log_odds(part, seen) for part in fitted.parts])
    error = np.sqrt((PARTS - 1) / PARTS * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    wide = normal_quantile(0.05) * error
    return pd.DataFrame(
        {
            "program": np.repeat(seen.programs, len(FILTERS)),
            "filter": [filter_.bar.value for filter_ in FILTERS] * len(seen.programs),
            "shown": seen.shown.ravel(),
            "of": seen.of.ravel(),
            "probability": expit(odds).ravel(),
            "low": expit(odds - wide).ravel(),
            "high": expit(odds + wide).ravel(),
        }
    )


def _log_odds(traces: Sequence[Traces], seen: Rosters) -> Reals:
    """Log odds of each filter; programs x filters."""
    columns = []
    for column, own in enumerate(traces):
        counts = seen.shown[:, column], seen.of[:, column], seen.mix[:, column]
        alike = seen.alike if FILTERS[column].alike else np.zeros_like(seen.alike)
        signs = _log_likelihood(*counts, own.filtered) - _log_likelihood(*counts, own.open)
        columns.append(logit(np.array(own.prior))[alike] + signs)
    return np.stack(columns, axis=1)
