"""One phrase: when it fits, how specific it is, and how its braces are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final, NamedTuple

from committee.terms import Act, Family, Role, Tier, Tone

FIELDS: Final = ("detail", "a_detail", "extra", "to", "ghost", "tier", "row", "name", "facts")
"""What braces may hold; with a capital (``{Detail}``) it begins a sentence."""

NAMED: Final = frozenset({"ghost", "name", "facts"})
"""Fields that carry the main content: the more of them a phrase says, the better."""

RANK_NAMED: Final = 64
"""What each field of :data:`NAMED` adds to the rank of a phrase: more than all conditions together."""

OPENS: Final = re.compile(r"(?:^|[.?!] )\{\w")
"""A brace and the first letter of its field, at the beginning of a sentence."""


class Scene(NamedTuple):
    """Everything about an utterance that decides which phrases fit it."""

    act: Act
    """What the utterance does."""
    family: Family | None
    """What its point is about, if it names one."""
    valence: int | None
    """1 (in favor) or -1 (against), if it names a point or takes a side."""
    tone: Tone
    """How it is said."""
    role: Role
    """The speaker's role."""
    tier: Tier | None
    """Where the row goes, in a call or a veto."""
    details: tuple[str, ...]
    """The parts of its detail that some phrase asks for."""
    has: frozenset[str]
    """The fields that can be filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """When the phrases of one group fit. An empty condition fits everything."""

    families: frozenset[Family]
    """What the point may be about."""
    details: frozenset[str]
    """Parts of the point's raw detail, of which one must be there."""
    valences: frozenset[int]
    """1 (in favor), -1 (against)."""
    roles: frozenset[Role]
    """Who may say it."""
    tones: frozenset[Tone]
    """How it may be said."""
    tiers: frozenset[Tier]
    """Where the row may go, in a call or a veto."""

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
        """How specific they are: what a phrase is about counts for more than how and by whom it is said."""
        weightiest_first = (self.families, self.details, self.valences, self.roles, self.tones, self.tiers)
        rank = 0
        for condition in weightiest_first:
            rank = 2 * rank + bool(condition)
        return rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording and when it fits."""

    number: int
    """Its number in the file, from 0."""
    template: str
    """The wording, with fields in braces; those that begin a sentence have a capital."""
    act: Act
    """The act that it words."""
    when: Conditions
    """What else must hold for it to fit."""
    needs: frozenset[str]
    """The fields that must be filled, in small letters."""
    rank: int
    """How specific it is; more is more specific.

    A phrase that names a ghost, or reads the facts of a row aloud, ranks above any that does not.
    """

    def fits(self, scene: Scene) -> bool:
        """Whether the phrase can be said in ``scene``."""
        return self.act == scene.act and self.needs <= scene.has and self.when.met_by(scene)

    @property
    def is_general(self) -> bool:
        """Whether it fits any point, ghost or row."""
        return not self.when.families and not self.named

    @property
    def named(self) -> int:
        """How many of the fields in :data:`NAMED` it says."""
        return len(self.needs & NAMED)

    def filled(self, fillings: Mapping[str, str]) -> str:
        """The sentence, with the braces replaced by ``fillings`` (both spellings of each field)."""
        return self.template.format_map(fillings)


def rank_of(when: Conditions, needs: frozenset[str]) -> int:
    """The rank of a phrase with these conditions and needs."""
    return when.rank + RANK_NAMED * len(needs & NAMED)


def fields(template: str) -> tuple[str, ...]:
    """The names in braces, in order. Raises ValueError if braces do not match or hold more than a name."""
    names = []
    for _, name, spec, conversion in Formatter().parse(template):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"braces hold {name!r}")
        names.append(name)
    return tuple(names)


def opening_capitals(template: str) -> str:
    """``template`` with a capital in each field that begins a sentence."""
    return OPENS.sub(lambda opening: opening[0].upper(), template)
