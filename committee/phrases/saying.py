"""What a member is about to say, before there are words for it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from msgspec import Struct

from committee.phrases.announcing import announced
from committee.phrases.book import Book
from committee.phrases.facts import Fact
from committee.phrases.fillings import Words, both_spellings
from committee.phrases.phrase import Scene
from committee.terms import Act, Because, Family, Role, Tier, Tone


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
    order: int = 0
    """The speaker's place among the members of the same role, by seat, from 0. It decides the voice."""
    seconds: float | None = None
    """How long the utterance takes, with the pause after it; None if it may be of any length."""
    facts: frozenset[Fact] = frozenset()
    """What is so at that moment, for phrases that take something for granted."""
    family: Family | None = None
    """What the point is about; None if the utterance names no point."""
    valence: int | None = None
    """The point's valence: 1 (in favor) or -1 (against); for an act that answers a side, that side."""
    column: str | None = None
    """The column that the point comes from."""
    detail: str = ""
    """The point's plain fact, raw: ``3 years, exam_prep``."""
    also: str = ""
    """The plain fact of a second word for how somebody came across, one that pulls the other way."""
    letter: str = ""
    """Which letter the point is about, as a key of the language's table ``letter``: ``us_glowing``."""
    note: str = ""
    """What the sheet notes about the flag, in a few words, ready to be quoted."""
    addressee: str = ""
    """The name of the member addressed."""
    ghost: str = ""
    """The past resident, as a noun phrase: ``the resident who failed the boards in 2021``."""
    tier: Tier | None = None
    """The tier that is proposed or asked for, and in a call or a veto where the row goes."""
    because: Because | None = None
    """The reason that a call or a veto names."""
    announcement: tuple[str, ...] = ()
    """The short facts of a row that is read aloud: the row's number and the name first."""


def fillings_of(saying: Saying, words: Words) -> dict[str, str]:
    """What can replace the braces of a phrase: only what is known, each in both spellings (``to`` and ``To``)."""
    fillings = dict(words.detail(saying.family, saying.detail).fillings)
    if saying.addressee:
        fillings["to"] = fillings["To"] = saying.addressee
    if saying.letter:
        both_spellings(fillings, "letter", words.letters.get(saying.letter, ""))
    if saying.ghost:
        both_spellings(fillings, "ghost", saying.ghost)
    if saying.note:
        both_spellings(fillings, "note", saying.note)
    if saying.also:
        both_spellings(fillings, "also", words.say(Family.IMPRESSION, saying.also))
    if saying.tier is not None:
        both_spellings(fillings, "tier", words.tiers[saying.tier])
    if saying.act is Act.ANNOUNCE:
        for name, said in announced(saying.announcement).items():
            both_spellings(fillings, name, said)
    return fillings


def key_of(saying: Saying, fillings: Mapping[str, str], book: Book) -> Hashable:
    """What stands for the scene of ``saying``: equal keys have equal scenes."""
    parts = book.words.detail(saying.family, saying.detail).parts
    named = tuple([part for part in parts if part in book.named_details])
    filled = (saying.addressee != "", saying.letter, saying.ghost != "", saying.note != "", saying.also != "")
    read_out = ("row" in fillings, "name" in fillings, "facts" in fillings) if saying.announcement else ()
    said = (named, len(parts), filled, read_out)
    who = (saying.role, saying.order, saying.tone)
    return (saying.act, saying.family, saying.valence, who, saying.tier, saying.because, said)


def scene_of(saying: Saying, fillings: Mapping[str, str], book: Book) -> Scene:
    """The parts of ``saying`` that decide which phrases of ``book`` fit."""
    parts = book.words.detail(saying.family, saying.detail).parts
    return Scene(
        act=saying.act,
        family=saying.family,
        valence=saying.valence,
        tone=saying.tone,
        role=saying.role,
        voice=book.voice(saying.role, saying.order),
        tier=saying.tier,
        because=saying.because,
        details=tuple(part for part in parts if part in book.named_details),
        has=frozenset(fillings),
    )
