"""The worked pair: IMG A falls off the list, IMG B is ranked in the middle, and each for its own reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.patterns.sizes import Size, at_least, between, pooled, shared
from tests.patterns.statement import Group, Look, Outcome, at, emergent, put_in, smallest
from tests.patterns.studies import pool_rows

GROUP = Group("The worked pair")

_A = ("A 3.3", "A", "A 3.7", "A 3.9")
_B = ("B 4.2", "B", "B 4.4", "B 4.5")
_TUNED = emergent("No rule names the pair; the parameters were tuned while we looked at it.")


def _off_or_last_fifth(row: Outcome) -> bool:
    return row.in_list is None or row.in_list > 0.8


def _is_ranked(row: Outcome) -> bool:
    return row.ranked


def _in_middle_half(row: Outcome) -> bool:
    return row.in_list is not None and 0.25 <= row.in_list <= 0.75


def _meetings(look: Look, test: Callable[[Outcome], bool], variants: Sequence[str]) -> Size:
    """The share of meetings that pass ``test``; of several variants the worst."""
    return smallest([shared([test(row) for row in look.rows(name, "pair")]) for name in variants])


@GROUP.says("A off", "A is not ranked, or in the last fifth of the list", at_least(0.80), _TUNED, rows=at("pair", "A"))
def _(look: Look) -> Size:
    return _meetings(look, _off_or_last_fifth, ["A"])


@GROUP.says(
    "A off, range",
    "the same for every interview of A from 3.3 to 3.9 (worst)",
    at_least(0.80),
    _TUNED,
    rows=at("pair", *_A),
)
def _(look: Look) -> Size:
    return _meetings(look, _off_or_last_fifth, _A)


@GROUP.says("B ranked", "B is ranked", at_least(0.95), _TUNED, rows=at("pair", "B"))
def _(look: Look) -> Size:
    return _meetings(look, _is_ranked, ["B"])


@GROUP.says(
    "B ranked, range",
    "the same for every interview of B from 4.2 to 4.5 (worst)",
    at_least(0.95),
    _TUNED,
    rows=at("pair", *_B),
)
def _(look: Look) -> Size:
    return _meetings(look, _is_ranked, _B)


@GROUP.says("B middle", "B stands in the middle half of the list", at_least(0.60), _TUNED, rows=at("pair", "B"))
def _(look: Look) -> Size:
    return _meetings(look, _in_middle_half, ["B"])


@GROUP.says(
    "B middle, range",
    "the same for every interview of B from 4.2 to 4.5 (worst)",
    at_least(0.60),
    _TUNED,
    rows=at("pair", *_B),
)
def _(look: Look) -> Size:
    return _meetings(look, _in_middle_half, _B)


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


@GROUP.says(
    "B bare",
    "B without an advocate and US letters is not ranked, or in the last quarter",
    at_least(0.60),
    _TUNED,
    rows=at("pair", "B bare"),
)
def _(look: Look) -> Size:
    return _meetings(look, lambda row: row.in_list is None or row.in_list > 0.75, ["B bare"])


@GROUP.says(
    "A saved",
    "A with a fight letter, a strong sponsor, a concrete narrative and a J-1 is ranked",
    at_least(0.70),
    _TUNED,
    rows=at("pair", "A saved"),
)
def _(look: Look) -> Size:
    return _meetings(look, _is_ranked, ["A saved"])


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
