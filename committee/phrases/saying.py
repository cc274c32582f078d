"""What is to be said, before there are words for it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from committee.phrases.announcing import announced
from committee.phrases.book import Book
from committee.phrases.fillings import Words, both_spellings
from committee.phrases.phrase import Scene
from committee.terms import Act, Family, Role, Tier, Tone


class Saying(Struct, frozen=True, kw_only=True, gc=False):
    """What is to be said, without the words.

    ``role`` is the speaker's. ``family``, ``valence`` (1 in favor, -1 against), ``column`` and ``detail`` are those of
    the point named, if one is. ``addressee`` is a name, ``ghost`` a noun phrase ("the resident who failed the boards
    in 2021"), ``tier`` goes with a call or a veto, ``announcement`` holds the short facts of the row being read out,
    the row's number and the name first. ``row`` counts from 1 and does not fall within a meeting.
    """

    act: Act
    tone: Tone
    role: Role
    row: int
    family: Family | None = None
    valence: int | None = None
    column: str | None = None
    detail: str = ""
    addressee: str = ""
    ghost: str = ""
    tier: Tier | None = None
    announcement: tuple[str, ...] = ()


def fillings_of(saying: Saying, words: Words) -> dict[str, str]:
    """What can stand in the braces of a phrase: only what is known, each in both spellings (``to`` and ``To``)."""
    known = {"to": saying.addressee, "ghost": saying.ghost}
    if saying.tier is not None:
        known["tier"] = words.tiers[saying.tier]
    if saying.act is Act.ANNOUNCE:
        known |= announced(saying.announcement)
    return both_spellings(known) | words.detail(saying.family, saying.detail).fillings


def scene_of(saying: Saying, fillings: Mapping[str, str], book: Book) -> Scene:
    """What of ``saying`` bears on which phrases of ``book`` fit."""
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
