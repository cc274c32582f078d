"""What the letters of a file say: their number, the tone of each, and a writer whom directors know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from committee.applicants.applicant import Applicant, LetterTone, Origin
from committee.applicants.point import PERSON_FLAGS, Circumstances, Point, signed
from committee.terms import Factor, Family, Flag, Holding

_FAMILIES: Final = {
    LetterTone.FIGHT: Family.LETTER_FIGHT,
    LetterTone.GLOWING: Family.LETTER_GLOWING,
    LetterTone.GENERIC: Family.LETTER_GENERIC,
    LetterTone.LUKEWARM: Family.LETTER_LUKEWARM,
    LetterTone.CODED: Family.LETTER_CODED,
}


def letters_say(who: Applicant, at: Circumstances) -> Iterator[Point]:
    """The number of US letters, on the wall; the tone of each, known to readers; a known writer.

    A second letter in the same tone from the same side counts ``letter_repeat`` of the first, and so on.
    """
    yield from _us_letter_count(who, at)
    repeats: dict[tuple[Origin, LetterTone], float] = {}
    for number, letter in enumerate(who.letters, start=1):
        share = repeats.get((letter.origin, letter.tone), 1.0)
        repeats[letter.origin, letter.tone] = share * at.rules.letter_repeat
        abroad = letter.origin is Origin.ABROAD
        amount = at.rules.letter[letter.tone] * share * (at.rules.letter_abroad if abroad else 1.0)
        detail = "abroad" if abroad else "US"
        family = _FAMILIES[letter.tone]
        weak = letter.tone in (LetterTone.LUKEWARM, LetterTone.CODED) and amount < 0
        more = {
            "id": f"letters.{number}",
            "flag": Flag.WEAK_LETTERS if weak else None,
            "issue": weak,
            "proof": at.rules.letter_fight_proof if letter.tone is LetterTone.FIGHT and not abroad else 0.0,
            "proves": PERSON_FLAGS,
        }
        yield signed("letters", family, Factor.LETTERS, Holding.FILE, amount, detail, **more)
        if letter.known:
            known = {"id": f"letters.{number}.known"}
            amount = at.rules.letter_known
            yield signed("letters", Family.LETTER_KNOWN, Factor.ADVOCACY, Holding.FILE, amount, detail, **known)


def _us_letter_count(who: Applicant, at: Circumstances) -> Iterator[Point]:
    count = sum(1 for letter in who.letters if letter.origin is Origin.US)
    amount = at.rules.us_letters[str(min(count, 3))]
    more = {"flag": Flag.WEAK_LETTERS, "issue": True} if amount < 0 else {}
    yield signed("letters", Family.US_LETTERS, Factor.LETTERS, Holding.PUBLIC, amount, str(count), **more)
