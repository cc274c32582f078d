"""What a member is about to say, before there are words for it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from committee.phrases.announcing import announced
from committee.phrases.book import Book
from committee.phrases.fillings import Words, both_spellings
from committee.phrases.phrase import Scene
from committee.terms import Act, Family, Role, Tier, Tone


class Saying(Struct, frozen=True, kw_only=True, gc=False):
    """What a member is about to say, without the words."""

    act: Act
    """What the utterance does."""
    tone: Tone
    """How it is said."""
    role: Role
    """The speaker's role."""
    row: int
    """The row's number, from 1. It never goes down within a meeting."""
    family: Family | None = None
    """What the point is about; None if the utterance names no point."""
    valence: int | None = None
    """The point's valence: 1 (in favor) or -1 (against)."""
    column: str | None = None
    """The column that the point comes from."""
    detail: str = ""
    """The point's plain fact, raw: ``3 years, exam_prep``."""
    addressee: str = ""
    """The name of the member addressed."""
    ghost: str = ""
    """The past resident, as a noun phrase: ``the resident who failed the boards in 2021``."""
    tier: Tier | None = None
    """Where the row goes, in a call or a veto."""
    announcement: tuple[str, ...] = ()
    """The short facts of a row that is read aloud: the row's number and the name first."""


def fillings_of(saying: Saying, words: Words) -> dict[str, str]:
    """What can replace the braces of a phrase: only what is known, each in both spellings (``to`` and ``To``)."""
    known = {"to": saying.addressee, "ghost": saying.ghost}
    if saying.tier is not None:
        known["tier"] = words.tiers[saying.tier]
    if saying.act is Act.ANNOUNCE:
        known |= announced(saying.announcement)
    return both_spellings(known) | words.detail(saying.family, saying.detail).fillings


def scene_of(saying: Saying, fillings: Mapping[str, str], book: Book) -> Scene:
    """The parts of ``saying`` that decide which phrases of ``book`` fit."""
    parts = book.words.detail(saying.family, saying.detail).parts
    return Scene(
        act=saying.act,
        family=saying.family,
        valence=saying.valence,
        tone=saying.tone,
        role=saying.role,
        tier=saying.tier,
        details=tuple(part for part in parts if part in book.named_details),
        has=frozenset(fillings),
    )
