"""How one cell of a sheet is read and written: what it may hold, and what it says.

A cell is text first (:func:`plain` turns the numbers, dates and truth values of spreadsheets and scenario
files into it), so that a CSV, an XLSX and a scenario's rows are read by the same rules. A :class:`Form` is
one kind of cell: it reads text into a value, writes a value as canonical text, says in words what is
allowed, and finds the nearest allowed text to a wrong one. ``form.read(form.write(value)) == value``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from committee.applicants.applicant import (
    Advocate,
    AdvocateStrength,
    AdvocateWho,
    Letter,
    LetterTone,
    Origin,
    Step1,
)
from committee.errors import nearest

LONGEST_LINE: Final = 200
"""Characters of an id, a name, a school or a country."""

LONGEST_NOTE: Final = 5000
"""Characters of a note, or of a cell under a heading that we do not know."""

MOST_PARTS: Final = 20
"""Letters, impression words or value words in one cell."""

_JOINING: Final = frozenset(" \t\n\r\u00a0_./'\"()-\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d")
"""What may stand in and around the letters of a word and says nothing: spaces, dashes, dots, quotes, brackets."""

_WHOLE = re.compile(r"-?[0-9]{1,9}(\.0{1,6}|,0{1,2}|,0{4,6})?", re.ASCII)  # 1,000 is a thousand for many
_REAL = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,17})?", re.ASCII)


def _nothing_near(_text: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of cell.

    ``read`` takes text that is not blank and gives None where it cannot be read. ``allowed`` completes the
    sentence "... is not allowed; ..." and may hold ``{year}``, the season's year.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    allowed: str
    closest: Callable[[str], str | None] = _nothing_near


def plain(value: object) -> str:
    """What a cell says as text: ``3.0`` from a spreadsheet is ``3``, a date is ``2020-05-01``, None is blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, int) and value.bit_length() > 64:
        return hex(value)  # Python refuses to spell out a hostile number of thousands of digits
    return str(value)


def squash(text: str) -> str:
    """``text`` without case, spaces, underscores or punctuation: how headings and words are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _squashed_word(text: str) -> str:
    """A word squashed; blank where a sign in it says something (``j1?``, ``!none``), which nobody may guess away."""
    return squash(text) if all(character.isalnum() or character in _JOINING for character in text) else ""


def word_form(words: type[StrEnum]) -> Form:
    """One word of a closed list; ``Non-US IMG`` is read as ``non_us_img``."""
    by_text = {str(word): word for word in words}
    by_squashed = {squash(word): word for word in words}
    return Form(
        read=lambda text: by_text.get(text) or by_squashed.get(_squashed_word(text)),
        write=str,
        allowed=f"use {either(words)}",
        closest=lambda text: nearest(text.replace(" ", "_"), words),
    )


def whole_form(low: int, high: int, what: str) -> Form:
    """A whole number from ``low`` to ``high``."""

    def read(text: str) -> int | None:
        number = _whole(text)
        return number if number is not None and low <= number <= high else None

    def closest(text: str) -> str | None:
        number = _whole(text)
        return None if number is None else str(min(max(number, low), high))

    return Form(read=read, write=str, allowed=f"use {what} from {low} to {high}", closest=closest)


def year_form(earliest: int) -> Form:
    """A year of four digits; that it is not after the season's year is checked where the season is known."""

    def read(text: str) -> int | None:
        number = _whole(text)
        return number if number is not None and earliest <= number <= 9999 else None

    return Form(read=read, write=str, allowed=f"use a year from {earliest} to {{year}}")


def real_form(low: float, high: float, what: str) -> Form:
    """A number from ``low`` to ``high`` with a decimal point (or a decimal comma); never nan or infinite."""

    def number(text: str) -> float | None:
        return float(text.replace(",", ".")) if _REAL.fullmatch(text) else None

    def read(text: str) -> float | None:
        found = number(text)
        return found if found is not None and low <= found <= high else None

    def closest(text: str) -> str | None:
        found = number(text)
        return None if found is None else repr(min(max(found, low), high))

    return Form(read=read, write=repr, allowed=f"use {what} from {low} to {high}", closest=closest)


def score_or_word_form(low: int, high: int) -> Form:
    """A Step 1 result: a score, or pass or fail."""
    score = whole_form(low, high, "a score")
    word = word_form(Step1)

    def read(text: str) -> int | Step1 | None:
        number: int | None = score.read(text)
        passed: Step1 | None = word.read(text)
        return number if number is not None else passed

    def closest(text: str) -> str | None:
        return score.closest(text) or word.closest(text)

    return Form(read=read, write=str, allowed=f"{score.allowed}, or {either(Step1)}", closest=closest)


def line_form(longest: int = LONGEST_LINE) -> Form:
    """Text on one line, without control characters."""
    return Form(
        read=lambda text: text if len(text) <= longest and not _unprintable(text, but="") else None,
        write=str,
        allowed=f"use at most {longest} characters on one line",
    )


def note_form(longest: int = LONGEST_NOTE) -> Form:
    """Text that may have several lines and tabs, without other control characters."""
    return Form(
        read=lambda text: text if len(text) <= longest and not _unprintable(text, but="\n\r\t") else None,
        write=str,
        allowed=f"use at most {longest} characters of text, without control characters",
    )


def words_form(words: type[StrEnum]) -> Form:
    """Some words of a closed list, each counted once: ``warm; clear``."""
    part = word_form(words)

    def read(text: str) -> tuple[StrEnum, ...] | None:
        found = _parts(text, part.read)
        return None if found is None else tuple(dict.fromkeys(found))

    return Form(
        read=read,
        write="; ".join,
        allowed=f"{part.allowed}; separate several with ;",
        closest=lambda text: _closest_part(text, part),
    )


def letters_form() -> Form:
    """Letters of recommendation: ``us:glowing; abroad:generic:known``."""
    part = Form(read=_letter, write=_letter_text, allowed="", closest=_closest_letter)
    return Form(
        read=lambda text: _parts(text, part.read),
        write=lambda value: "; ".join(_letter_text(letter) for letter in value),
        allowed=(
            f"use origin:tone with origin {either(Origin)}, tone {either(LetterTone)}, then :known if directors"
            " know the writer; separate several with ;"
        ),
        closest=lambda text: _closest_part(text, part),
    )


def advocate_form() -> Form:
    """An advocate: ``apd:strong``."""
    whos, strengths = word_form(AdvocateWho), word_form(AdvocateStrength)
    choices = [f"{who}:{strength}" for who in AdvocateWho for strength in AdvocateStrength]

    def read(text: str) -> Advocate | None:
        who, _, strength = text.partition(":")
        found = whos.read(who), strengths.read(strength)
        return None if None in found else Advocate(who=found[0], strength=found[1])

    return Form(
        read=read,
        write=lambda value: f"{value.who}:{value.strength}",
        allowed=f"use who:strength with who {either(AdvocateWho)} and strength {either(AdvocateStrength)}",
        closest=lambda text: nearest(text, choices),
    )


def either(words: Iterable[str]) -> str:
    """``a, b or c``."""
    listed = [str(word) for word in words]
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} or {listed[-1]}"


def _whole(text: str) -> int | None:
    return int(re.split("[.,]", text)[0]) if _WHOLE.fullmatch(text) else None


def _unprintable(text: str, *, but: str) -> bool:
    """Whether a control character or half a surrogate pair stands in ``text``, those in ``but`` aside."""
    if text.isprintable():
        return False
    return any(unicodedata.category(c) in ("Cc", "Cs") and c not in but for c in text)


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"\s*[;,]\s*", text.strip()) if part]


def _parts(text: str, read: Callable[[str], Any]) -> tuple[Any, ...] | None:
    parts = _split(text)
    if [squash(part) for part in parts] == ["none"]:
        return ()
    found = tuple(read(part) for part in parts[: MOST_PARTS + 1])
    return None if None in found or len(found) > MOST_PARTS or not found else found


def _closest_part(text: str, part: Form) -> str | None:
    """The nearest allowed text to the first part that cannot be read."""
    wrong: Sequence[str] = [each for each in _split(text)[:MOST_PARTS] if part.read(each) is None]
    return part.closest(wrong[0]) if wrong else None


_ORIGIN: Final = word_form(Origin)
_TONE: Final = word_form(LetterTone)


def _letter(text: str) -> Letter | None:
    pieces = text.split(":")
    if len(pieces) not in (2, 3) or [squash(piece) for piece in pieces[2:]] not in ([], ["known"]):
        return None
    origin, tone = _ORIGIN.read(pieces[0]), _TONE.read(pieces[1])
    return None if None in (origin, tone) else Letter(origin=origin, tone=tone, known=len(pieces) == 3)


def _letter_text(letter: Letter) -> str:
    return f"{letter.origin}:{letter.tone}" + (":known" if letter.known else "")


def _closest_letter(text: str) -> str | None:
    known = "" if text.count(":") < 2 else ":known"
    return nearest(text, [f"{origin}:{tone}{known}" for origin in Origin for tone in LetterTone])
