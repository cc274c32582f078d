"""The worked pair: IMG A falls off the list, IMG B is ranked in the middle, and each for its own reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.patterns.sizes import Size, at_least, between, pooled, shared
from tests.patterns.statement import Group, Look, at, emergent, put_in, smallest
from tests.patterns.studies import pool_rows
from tests.patterns.trials import Outcome

GROUP = Group("The worked pair")

_A = ("A 3.3", "A", "A 3.7", "A 3.9")
_B = ("B 4.2", "B", "B 4.4", "B 4.5")
_TUNED = emergent("No rule names the pair; the parameters were tuned while we looked at it.")


def _off_or_last_fifth(row: Outcome) -> bool:
    return row.in_list is None or row.in_list > 0.8


def _is_ranked(row: Outcome) -> bool:
    return row.ranked


def in_middle_half(row: Outcome) -> bool:
    """Whether the row stands in the middle half of the list."""
    return row.in_list is not None and 0.25 <= row.in_list <= 0.75


def _say(name: str, says: str, least: float, test: Callable[[Outcome], bool], variants: Sequence[str]) -> None:
    """State that at least this share of meetings pass ``test``; of several variants, of the worst."""
    GROUP.says(name, says, at_least(least), _TUNED, rows=at("pair", *variants))(
        lambda look: smallest([shared([test(row) for row in look.rows(variant, "pair")]) for variant in variants])
    )


_RANGE_OF_A = "the same for every interview of A from 3.3 to 3.9 (worst)"
_RANGE_OF_B = "the same for every interview of B from 4.2 to 4.5 (worst)"

_say("A off", "A is not ranked, or in the last fifth of the list", 0.80, _off_or_last_fifth, ["A"])
_say("A off, range", _RANGE_OF_A, 0.80, _off_or_last_fifth, _A)
_say("B ranked", "B is ranked", 0.95, _is_ranked, ["B"])
_say("B ranked, range", _RANGE_OF_B, 0.95, _is_ranked, _B)
_say("B middle", "B stands in the middle half of the list", 0.60, in_middle_half, ["B"])
_say("B middle, range", _RANGE_OF_B, 0.60, in_middle_half, _B)


@GROUP.says(
    "B before A",
    "B is never behind A, over both ranges (worst)",
    at_least(0.99),
    _TUNED,
    rows=at("pair", *_A, *_B),
)
def _(look: Look) -> Size:
    by_a = [shared([row.beside["img_b"] <= row.place for row in look.rows(name, "pair")]) for name in _A]
    by_b = [shared([row.place <= row.beside["img_a"] for row in look.rows(name, "pair")]) for name in _B]
    return smallest([*by_a, *by_b])


_say(
    "B bare",
    "B without an advocate and US letters is not ranked, or in the last quarter",
    0.60,
    lambda row: row.in_list is None or row.in_list > 0.75,
    ["B bare"],
)
_say(
    "A saved",
    "A with a fight letter, a strong sponsor, a concrete narrative and a J-1 is ranked",
    0.70,
    _is_ranked,
    ["A saved"],
)


@GROUP.says(
    "most are ranked",
    "the share of its rows that the baseline ranks",
    between(0.80, 0.95),
    put_in("The thresholds of the tiers were set so that about 85 % are ranked."),
    studies=(("baseline", pool_rows),),
)
def _(look: Look) -> Size:
    days = look.study(pool_rows)
    return pooled([float(sum(row.ranked for row in day)) for day in days], [float(len(day)) for day in days])
