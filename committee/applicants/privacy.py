"""Which headings would identify a real applicant.

The simulation is for invented people. A sheet whose headings show that it came out of an application
system is refused, unless its user says that every row is invented (``--fictional``).

A heading is looked at in three ways: by patterns over its squashed text, by words that identify wherever they stand
(``fax``), and by words that identify only among words that say nothing else (``cell`` in ``Cell #`` and ``home cell
no.``, but not in ``cell biology``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from committee.applicants.cells import squash

_NUMBER: Final = r"(id|ids|no|nr|num|number|code|identifier|identification)"

_RESULT: Final = r"(?!.*(step|score|attempt|fail|pass|exam|result|ck|status|cert|pathway|year|transcript))"
"""Beside the name of an examination or its office these say that it is about a result, not a person's number."""

_IDENTIFYING: Final = (
    (re.compile(rf".*aamc.*|eras{_NUMBER}.*"), "an AAMC number"),
    (re.compile(rf".*usmle{_NUMBER}.*|{_RESULT}.*usmle.*"), "a USMLE number"),
    (re.compile(r".*nrmp.*"), "an NRMP number"),
    (re.compile(rf".*ecfmg.*{_NUMBER}.*|{_RESULT}.*ecfmg.*"), "an ECFMG number"),
    (re.compile(r".*email.*|mail|mailaddress|contactmail"), "an e-mail address"),
    (re.compile(r".*birth.*|dob|.*dateofb|bday|bdate"), "a birth date"),
    (re.compile(r"pobox.*"), "an address"),
    (re.compile(rf".*contact{_NUMBER}|emergencycontacts?|nextofkin.*"), "a telephone number"),
    (
        re.compile(
            r"pics?|.*photo.*|.*headshot.*|.*portrait.*|picture.*|.*facepic.*|images?|image(url|link|file)|.*profileimage.*"
        ),
        "a photo",
    ),
    (
        re.compile(
            rf"ss{_NUMBER}|soc(ial)?sec(urity)?{_NUMBER}|.*socialsecurity.*|.*drivers?licen[cs]e.*|.*greencard.*"
        ),
        "a personal number",
    ),
)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PHONE: Final = "a telephone number"
_ADDRESS: Final = "an address"
_PERSONAL: Final = "a personal number"
_ACCOUNT: Final = "a personal page"

_ANYWHERE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("dob", "born", "bday"), "a birth date"),
    **dict.fromkeys(("phone", "phones", "telephone", "landline", "tele", "fax", "whatsapp", "pager"), _PHONE),
    **dict.fromkeys(("address", "addresses", "addr", "zip", "postal", "postcode", "domicile"), _ADDRESS),
    **dict.fromkeys(("ssn", "passport", "sevis", "npi", "mrn", "itin"), _PERSONAL),
    **dict.fromkeys(("linkedin", "facebook", "instagram", "twitter", "wechat", "skype", "orcid"), _ACCOUNT),
}
"""Words that identify wherever they stand in a heading."""

_ALONE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("cell", "mobile", "mob", "tel", "ph", "handphone"), _PHONE),
    **dict.fromkeys(("street", "apt", "apartment", "residence"), _ADDRESS),
    **dict.fromkeys(("license", "licence", "lic", "dea"), _PERSONAL),
    **dict.fromkeys(("fb", "ig"), _ACCOUNT),
}
"""Words that identify where nothing but :data:`_FILLING` stands beside them."""

_NUMBERED: Final = _words_of(
    "national student employee tax taxpayer alien visa insurance account government citizen identity identification "
    "resident card bank medicare personal person candidate match member natl govt ead dl registration reg comlex nbome "
    "amcas fsmb"
)
"""Words that identify where a number of that kind follows, and filling beside them."""

_NUMBERS: Final = _words_of("id ids no nr num number numbers code identifier")

_FILLING: Final = _NUMBERS | _words_of(
    "home hm work wk office business my your their the of for applicant applicants candidate contact contacts personal "
    "person private primary secondary main other alternate alternative preferred current present permanent "
    "mailing postal emergency parent parents spouse day daytime evening night us usa foreign international local "
    "line name city state country county and or if any info information details first last number numbers medical "
    "physician professional nursing driver drivers s a to"
)
"""Words that say nothing of what the column is about."""

_KNOWN: Final = _ANYWHERE.keys() | _ALONE.keys() | _NUMBERED | _FILLING

_TALK: Final = _words_of(
    "interview interviews interviewed interviewer screen screening call calls score scores rating ratings rated manner "
    "manners etiquette skill skills impression gap gaps failure failures fail fails flag flags concern concerns issue "
    "issues weakness weaknesses problem problems"
)
"""Words that say that a column is about a talk, or about what was talked about: ``phone interview score``."""

_LONGEST: Final = 100
"""Characters of a heading that are taken apart into words written as one."""


def identifying(heading: str) -> str | None:
    """What an unknown ``heading`` says about a real person (``a birth date``), or None."""
    squashed = squash(heading.replace("#", " no "))
    for pattern, what in _IDENTIFYING:
        if pattern.fullmatch(squashed):
            return what
    whole = unicodedata.normalize("NFKC", heading).replace("#", " no ")
    for text in (whole, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", whole)):  # LinkedIn is one word, HomePhone is two
        words = _words(text)
        if (found := _anywhere(words) or _alone(words)) is not None:
            return found
    return None


def _words(text: str) -> list[str]:
    """The words of ``text`` without digits; known words written as one (``homephone``) are taken apart."""
    return [part for word in re.split(r"[^a-z]+", text.casefold()) if word for part in _apart(word)]


def _apart(word: str) -> list[str]:
    """``word`` as the fewest known words that make it up, if one of them identifies; else as it is."""
    if word in _KNOWN or len(word) > _LONGEST:
        return [word]
    made: list[list[str] | None] = [[], *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, last = made[start], word[start:end]
            best = made[end]
            if (
                before is not None
                and last in _KNOWN
                and len(last) > 1
                and (best is None or len(before) + 1 < len(best))
            ):
                made[end] = [*before, last]
    parts = made[-1] or [word]
    return parts if any(part in _ANYWHERE or part in _ALONE or part in _NUMBERED for part in parts) else [word]


def _anywhere(words: list[str]) -> str | None:
    if any(word in _TALK for word in words):
        return None
    return next((_ANYWHERE[word] for word in words if word in _ANYWHERE), None)


def _alone(words: list[str]) -> str | None:
    if not all(word in _ALONE or word in _NUMBERED or word in _FILLING or word in _ANYWHERE for word in words):
        return None
    if alone := next((_ALONE[word] for word in words if word in _ALONE), None):
        return alone
    is_number = any(word in _NUMBERED for word in words) and any(word in _NUMBERS for word in words)
    return _PERSONAL if is_number else None
