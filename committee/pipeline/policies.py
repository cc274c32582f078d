"""Policies from outside: from a year on, a share of all programs takes no such visa, whatever was lived there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from committee.terms import Visa
from committee.units import OneOf, Share, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the country asks of those who hire on a visa: one ``[[season.policies]]`` table."""

    year: Annotated[int, Ge(1990), Le(2100), Unit("year")]
    """The first calendar year in which it holds. It holds until the next one about the same visa."""
    visa: Annotated[str, OneOf(Visa.J1, Visa.H1B)]
    """The visa that it is about."""
    share_barred: Share
    """The share of programs that take no such visa because of it. More of it: more programs bar the visa; at 1 it is a
    fee that no program will pay, and 0 is none. Who barred it anyway is part of the share."""


def barred_shares(policies: Sequence[Policy], year: int) -> Mapping[str, float]:
    """By visa, the share of programs that a policy keeps from it in a calendar year; without a policy, nothing.

    Of two policies about a visa from the same year, the last one holds.
    """
    ordered = sorted((each for each in policies if each.year <= year), key=lambda policy: policy.year)
    return {each.visa: each.share_barred for each in ordered}
