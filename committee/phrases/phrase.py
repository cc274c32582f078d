"""One phrase: when it fits, how specific it is, and how its braces are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final, NamedTuple

from committee.terms import Act, Family, Role, Tier, Tone

FIELDS: Final = ("detail", "a_detail", "extra", "to", "ghost", "tier", "row", "name", "facts")
"""What may stand in braces; with a capital (``{Detail}``) it opens a sentence."""

NAMED: Final = frozenset({"ghost", "name", "facts"})
"""Fields that are the very thing to be said: the more of them a phrase can say, the better."""

RANK_NAMED: Final = 64

OPENS: Final = re.compile(r"(?:^|[.?!] )\{\w")
"""A brace with the first letter of its field, where a sentence opens."""


class Scene(NamedTuple):
    """Everything about an utterance that bears on which phrases fit it.

    ``details`` are those parts of its detail that some phrase asks for; ``has`` are the fields that can be filled.
    """

    act: Act
    family: Family | None
    valence: int | None
    tone: Tone
    role: Role
    tier: Tier | None
    details: tuple[str, ...]
    has: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When the phrases of one group fit; an empty condition fits everything."""

    families: frozenset[Family]
    details: frozenset[str]
    valences: frozenset[int]
    roles: frozenset[Role]
    tones: frozenset[Tone]
    tiers: frozenset[Tier]

    def met_by(self, scene: Scene) -> bool:
        """Whether every condition holds in ``scene``."""
        return (
            (not self.families or scene.family in self.families)
            and (not self.valences or scene.valence in self.valences)
            and (not self.details or not self.details.isdisjoint(scene.details))
            and (not self.roles or scene.role in self.roles)
            and (not self.tones or scene.tone in self.tones)
            and (not self.tiers or scene.tier in self.tiers)
        )

    @property
    def rank(self) -> int:
        """How specific they are: what a phrase is about outweighs how, and by whom, it is said."""
        told = (self.families, self.details, self.valences, self.roles, self.tones, self.tiers)
        rank = 0
        for condition in told:
            rank = 2 * rank + bool(condition)
        return rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording and when it fits.

    ``template`` has its fields in braces, those that open a sentence with a capital. ``needs`` are the fields
    (small letters) it cannot do without. ``rank`` orders phrases by how specific they are, the more the higher;
    one that names a ghost, or reads out the facts of a row, comes before any that does not.
    """

    number: int
    template: str
    act: Act
    when: Conditions
    needs: frozenset[str]
    rank: int

    def fits(self, scene: Scene) -> bool:
        """Whether the phrase can be said in ``scene``."""
        return self.act == scene.act and self.needs <= scene.has and self.when.met_by(scene)

    @property
    def is_general(self) -> bool:
        """Whether it would do for any point, ghost or row."""
        return not self.when.families and not self.named

    @property
    def named(self) -> int:
        """How many of the very things to be said it says."""
        return len(self.needs & NAMED)

    def filled(self, fillings: Mapping[str, str]) -> str:
        """The sentence, with ``fillings`` (both spellings of each field) in place of the braces."""
        return self.template.format_map(fillings)


def rank_of(when: Conditions, needs: frozenset[str]) -> int:
    """The rank of a phrase with these conditions and needs."""
    return when.rank + RANK_NAMED * len(needs & NAMED)


def fields(template: str) -> tuple[str, ...]:
    """The names in braces, in order. Raises ValueError where braces do not pair or hold more than a name."""
    found = []
    for _, name, spec, conversion in Formatter().parse(template):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"braces hold {name!r}")
        found.append(name)
    return tuple(found)


def opening_capitals(template: str) -> str:
    """``template`` with a capital in each field that opens a sentence."""
    return OPENS.sub(lambda found: found[0].upper(), template)
