"""One phrase: when it fits, how specific it is, and how its braces are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from string import Formatter
from typing import Final, NamedTuple

from committee.phrases.facts import ORDINARY, Fact
from committee.terms import Act, Because, Family, Role, Tier, Tone

FIELDS: Final = (
    *("detail", "a_detail", "extra", "also", "letter", "note", "to", "ghost", "tier", "row", "name", "facts"),
)
"""What braces may hold; with a capital (``{Detail}``) it begins a sentence."""

NAMED: Final = frozenset({"also", "note", "ghost", "name", "facts"})
"""Fields that carry the main content: the more of them a phrase says, the better."""

RANK_NAMED: Final = 512
"""What each field of :data:`NAMED` adds to the rank of a phrase: more than all conditions together."""

DUTIES: Final = (Fact.ASSIGNED, Fact.ONLY_ASSIGNED)
"""The facts that bind: where one holds, and there are lines for it, only those are said."""

_SAYS_THE_POINT: Final = frozenset({"detail", "a_detail", "extra", "letter"})
_HAS_TO_BE_SAID: Final = frozenset(
    {Family.STEP1, Family.STEP2, Family.CLASS_RANK, Family.INTERVIEW_SCORE, Family.IMPRESSION, Family.VALUE}
) | {family for family in Family if family.startswith("letter_")}
"""What a point of these is about is clear only from its number, its word or which letter is meant."""

OPENS: Final = re.compile(r"(?:^|[.?!] )\{\w")
"""A brace and the first letter of its field, at the beginning of a sentence."""


WORD: Final = re.compile(r"[a-z]+")
BRACES: Final = re.compile(r"\{\w+\}")
LONG_WORD: Final = 5
"""Letters from which the same word twice in an utterance is heard."""

OPENING_WORD: Final = re.compile(r"\{?([A-Z][a-z_]+|A)(?![A-Z0-9])")
"""The first word, or the first field, if it has a capital and is no abbreviation such as ``CK`` or ``J-1``."""


class Place(StrEnum):
    """Where a phrase stands in an utterance."""

    OPEN = "open"
    """Before a body."""
    BODY = "body"
    """The utterance itself. Every utterance has one; the rest is optional."""
    CLOSE = "close"
    """After a body."""
    STAKE = "stake"
    """After a body, where the speaker stakes capital: it says which tier they ask for."""
    DUTY = "duty"
    """Before a body, where a rule of the meeting has the speaker speak: it says so."""


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
    voice: str
    """How the speaker sounds: one of the language's voices."""
    tier: Tier | None
    """The tier that the utterance names, and in a call or a veto where the row goes."""
    because: Because | None
    """The reason named with a call or a veto."""
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
    voices: frozenset[str]
    """Which voices may say it."""
    tiers: frozenset[Tier]
    """The tier that is named, or where the row goes in a call or a veto."""
    reasons: frozenset[Because]
    """What the reason of a call or a veto may be."""

    def met_by(self, scene: Scene) -> bool:
        """Whether every condition holds in ``scene``."""
        return (
            (not self.families or scene.family in self.families)
            and (not self.valences or scene.valence in self.valences)
            and (not self.details or not self.details.isdisjoint(scene.details))
            and (not self.roles or scene.role in self.roles)
            and (not self.tones or scene.tone in self.tones)
            and (not self.voices or scene.voice in self.voices)
            and (not self.tiers or scene.tier in self.tiers)
            and (not self.reasons or scene.because in self.reasons)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording and when it fits."""

    number: int
    """Its number in the file, from 0."""
    template: str
    """The wording, with fields in braces; those that begin a sentence have a capital."""
    inner: str
    """The same without the capital, as it follows an opening that ends in a comma or a colon."""
    act: Act
    """The act that it words."""
    place: Place
    """Where in the utterance it stands."""
    when: Conditions
    """What else must hold for it to fit."""
    presumes: frozenset[Fact]
    """The facts that it takes for granted; it is said only where all of them hold."""
    unless: frozenset[Fact]
    """The facts that would make it false or idle; it is said only where none of them holds."""
    said: tuple[str, ...]
    """The fields in its braces, in small letters, each as often as it stands there."""
    own_words: int
    """How many words it has outside the braces."""
    marks: frozenset[str]
    """Its long words and its pairs of words: what would sound like an echo beside the same in another phrase."""
    rank: int
    """How specific it is; more is more specific.

    A phrase that names a ghost, or reads the facts of a row aloud, ranks above any that does not.
    """

    @property
    def needs(self) -> frozenset[str]:
        """The fields that must be filled, in small letters."""
        return frozenset(self.said)

    def fits(self, scene: Scene) -> bool:
        """Whether the phrase can be said in ``scene``, facts aside."""
        return self.act == scene.act and self.needs <= scene.has and self.when.met_by(scene)

    @property
    def is_plain(self) -> bool:
        """Whether it can be said at any time: a body without conditions, braces or facts that it depends on."""
        bare = not self.said and not self.presumes and not self.unless
        return self.place is Place.BODY and self.rank == 0 and bare

    @property
    def is_general(self) -> bool:
        """Whether it fits any point, ghost or row."""
        return not self.when.families and not self.named

    @property
    def names_its_point(self) -> bool:
        """Whether a listener knows from it which point is meant."""
        families = self.when.families
        if not families or Fact.NO_LIST in self.presumes:
            return False
        return bool(self.needs & _SAYS_THE_POINT) or families.isdisjoint(_HAS_TO_BE_SAID)

    @property
    def named(self) -> int:
        """How many of the fields in :data:`NAMED` it says."""
        return len(self.needs & NAMED)

    def filled(self, fillings: Mapping[str, str]) -> str:
        """The sentence, with the braces replaced by ``fillings`` (both spellings of each field)."""
        return self.template.format_map(fillings)

    def filled_inner(self, fillings: Mapping[str, str]) -> str:
        """The same as it goes on after a comma or a colon."""
        return self.inner.format_map(fillings)


def rank_of(when: Conditions, presumes: frozenset[Fact], needs: frozenset[str]) -> int:
    """How specific a phrase is: what it is about counts for more than how and by whom it is said.

    Words that are true of both sides are no more specific than words that name none.
    """
    about = (when.reasons, when.families, when.details, len(when.valences) == 1)
    rank = 0
    for condition in (*about, when.voices, when.roles, when.tones, when.tiers, presumes - ORDINARY):
        rank = 2 * rank + bool(condition)
    return rank + RANK_NAMED * len(needs & NAMED)


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


def marks_of(template: str) -> frozenset[str]:
    """The long words of ``template`` and its pairs of neighboring words, in small letters, braces left out."""
    words = WORD.findall(BRACES.sub(" ", template).casefold())
    return frozenset(word for word in words if len(word) >= LONG_WORD) | {" ".join(pair) for pair in pairwise(words)}


def own_words(template: str) -> int:
    """How many words ``template`` has outside its braces; a word that touches braces counts with them."""
    return sum("{" not in word for word in template.split())


def without_capital(template: str, proper: frozenset[str]) -> str:
    """``template`` as it goes on after a comma. *I*, abbreviations and ``proper`` words keep their capital."""
    opening = OPENING_WORD.match(template)
    if opening is None or opening[1] in proper or opening[1] == "I":
        return template
    return template[: opening.start(1)] + opening[1].lower() + template[opening.end(1) :]


def opening_capitals(template: str) -> str:
    """``template`` with a capital in each field that begins a sentence."""
    return OPENS.sub(lambda opening: opening[0].upper(), template)
