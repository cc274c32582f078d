"""The worked pair: IMG A falls off the list, IMG B is ranked in the middle, and each for its own reasons."""

from __future__ import annotations

from tests.patterns.statement import Finding, Group, Look, at, at_least, share, within
from tests.patterns.studies import pool_talk

GROUP = Group("The worked pair")

_A = ("A 3.3", "A", "A 3.7", "A 3.9")
_B = ("B 4.2", "B", "B 4.4", "B 4.5")


def _off_or_last_fifth(look: Look, variant: str) -> float:
    return share([row.in_list is None or row.in_list > 0.8 for row in look.rows(variant, "pair")])


def _ranked(look: Look, variant: str) -> float:
    return share([row.ranked for row in look.rows(variant, "pair")])


def _middle_half(look: Look, variant: str) -> float:
    return share([row.in_list is not None and 0.25 <= row.in_list <= 0.75 for row in look.rows(variant, "pair")])


def _never_behind(look: Look, variant: str) -> float:
    rows = look.rows(variant, "pair")
    if variant.startswith("A"):
        return share([row.beside["img_b"] <= row.place for row in rows])
    return share([row.place <= row.beside["img_a"] for row in rows])


@GROUP.says("A off", "A is not ranked, or in the last fifth of the list", ">= .80", rows=at("pair", "A"))
def _(look: Look) -> Finding:
    return at_least(_off_or_last_fifth(look, "A"), 0.80)


@GROUP.says("A off, range", "the same for every interview of A from 3.3 to 3.9 (worst)", ">= .80", rows=at("pair", *_A))
def _(look: Look) -> Finding:
    return at_least(min(_off_or_last_fifth(look, variant) for variant in _A), 0.80)


@GROUP.says("B ranked", "B is ranked", ">= .95", rows=at("pair", "B"))
def _(look: Look) -> Finding:
    return at_least(_ranked(look, "B"), 0.95)


@GROUP.says(
    "B ranked, range", "the same for every interview of B from 4.2 to 4.5 (worst)", ">= .95", rows=at("pair", *_B)
)
def _(look: Look) -> Finding:
    return at_least(min(_ranked(look, variant) for variant in _B), 0.95)


@GROUP.says("B middle", "B stands in the middle half of the list", ">= .60", rows=at("pair", "B"))
def _(look: Look) -> Finding:
    return at_least(_middle_half(look, "B"), 0.60)


@GROUP.says(
    "B middle, range", "the same for every interview of B from 4.2 to 4.5 (worst)", ">= .60", rows=at("pair", *_B)
)
def _(look: Look) -> Finding:
    return at_least(min(_middle_half(look, variant) for variant in _B), 0.60)


@GROUP.says(
    "B before A", "B is never behind A, over both ranges (worst)", ">= .99", rows=at("pair", *_A, *_B), ordering=True
)
def _(look: Look) -> Finding:
    worst = min(_never_behind(look, variant) for variant in (*_A, *_B))
    return Finding(figure=f"{worst:.2f}", holds=worst >= 0.99, points=worst > 0.5)


@GROUP.says(
    "B bare", "B without advocate and US letters: last quarter or not ranked", ">= .60", rows=at("pair", "B bare")
)
def _(look: Look) -> Finding:
    rows = look.rows("B bare", "pair")
    return at_least(share([row.in_list is None or row.in_list > 0.75 for row in rows]), 0.60)


@GROUP.says(
    "A saved",
    "A with fight letter, strong sponsor, concrete narrative and J-1 is ranked",
    ">= .70",
    rows=at("pair", "A saved"),
)
def _(look: Look) -> Finding:
    return at_least(_ranked(look, "A saved"), 0.70)


@GROUP.says("ranked", "the baseline ranks most of its rows", ".80-.95", studies=(("baseline", pool_talk),))
def _(look: Look) -> Finding:
    held = look.study(pool_talk)
    return within(share([row.ranked for talk in held for row in talk.rows]), 0.80, 0.95)
