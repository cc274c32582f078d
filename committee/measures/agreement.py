"""Two meetings about the same rows: how far they agree, and how far one meeting agrees with itself before the talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import nan
from typing import Final, TypeVar

from committee.measures.places import place
from committee.measures.tally import Tally

T = TypeVar("T")


def kappa(one: Tally, other: Tally) -> float:
    """Cohen's kappa (1960) of the four tiers, over the rows that both meetings have; 1 means the same tiers.

    It is nan if there is no such row, or if both put every row into the same tier.
    """
    pairs = _pairs(one, one.rows["tier"], other, other.rows["tier"])
    if not pairs:
        return nan
    rows = len(pairs)
    own, others = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(own[tier] * others[tier] for tier in own) / (rows * rows)
    agreed = sum(a == b for a, b in pairs) / rows
    return (agreed - by_chance) / (1.0 - by_chance) if by_chance < 1.0 else nan


def kendall(one: Tally, other: Tally) -> float:
    """Kendall's tau-b of the places of the rows that both meetings have, -1 to 1; 1 means the same order.

    Rows off the list share a place. It is nan if one of the meetings has them all at one place.
    """
    from scipy.stats import kendalltau

    pairs = _pairs(one, places(one), other, places(other))
    if len({a for a, _ in pairs}) < 2 or len({b for _, b in pairs}) < 2:
        return nan
    return round(float(kendalltau([a for a, _ in pairs], [b for _, b in pairs]).statistic), _EXACT)


_EXACT: Final = 12
"""Decimals that are kept, so that the same order twice gives exactly 1."""


def reversals(tally: Tally) -> int:
    """Rows that talk put on the list or took off it.

    Before talk, the list would have been the same number of rows with the highest mean stance of the voters, ties by
    id. A reversal is a row that is on one of the two lists only, so their number is even.
    """
    ids, before, positions = (tally.rows[name] for name in ("id", "stance_before", "position"))
    order = sorted(range(len(ids)), key=lambda row: (-before[row], ids[row]))
    without_talk = {ids[row] for row in order[: tally.ranked]}
    with_talk = {row for row, position in zip(ids, positions, strict=True) if position is not None}
    return len(without_talk ^ with_talk)


def leakage(tally: Tally) -> float:
    """How far the calls give the kind of an applicant away: the share of their variance that lies between kinds.

    0 means that all kinds are called alike on average, 1 that the kind settles the call (eta squared). The kind is the
    true one, even if a rule keeps it off the wall. It is nan if all calls are the same.
    """
    calls, kinds = tally.rows["call"], tally.rows["kind"]
    middle = sum(calls) / len(calls)
    whole = sum((call - middle) * (call - middle) for call in calls)
    between = 0.0
    for kind in dict.fromkeys(kinds):
        own = [call for call, of in zip(calls, kinds, strict=True) if of == kind]
        apart = sum(own) / len(own) - middle
        between += len(own) * apart * apart
    return between / whole if whole > 0.0 else nan


def places(tally: Tally) -> list[float]:
    """The place of each row, in the order in which rows were held."""
    rows, ranked = len(tally.rows["id"]), tally.ranked
    return [place(position, ranked, rows) for position in tally.rows["position"]]


def _pairs(one: Tally, own: Sequence[T], other: Tally, others: Sequence[T]) -> list[tuple[T, T]]:
    """The values of each row that both meetings have, in the order of the first."""
    known = dict(zip(other.rows["id"], others, strict=True))
    ids = one.rows["id"]
    return [(value, known[row]) for row, value in zip(ids, own, strict=True) if row in known]
