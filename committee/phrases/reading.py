"""Reads phrases from the data of a language's file. It reports every fault, not only the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeVar

from committee.errors import InputRefused, Problem, nearest
from committee.phrases.facts import Fact
from committee.phrases.fillings import Words
from committee.phrases.phrase import (
    FIELDS,
    Conditions,
    Phrase,
    Place,
    fields,
    marks_of,
    opening_capitals,
    own_words,
    rank_of,
    without_capital,
)
from committee.terms import Act, Because, Family, Role, Tier, Tone

CONDITION_KEYS: Final = ("family", "valence", "detail", "role", "voice", "tone", "tier", "because")
GROUP_KEYS: Final = ("act", "place", *CONDITION_KEYS, "presumes", "unless", "say")
ENDS: Final = (".", "?", "!")
OPENING_ENDS: Final = (*ENDS, ",", ":")

Word = TypeVar("Word", bound=StrEnum)


@dataclass
class _Faults:
    """Gathers problems, so that one reading of a language reports them all."""

    problems: list[Problem] = field(default_factory=list)
    voices: frozenset[str] = frozenset()
    """The voices that the language has."""
    proper: frozenset[str] = frozenset()
    """Words that keep their capital after a comma."""

    def add(self, place: str, value: object = None, allowed: str = "", near: str | None = None) -> None:
        shown = None if value is None else str(value)
        self.problems.append(Problem(place=place, value=shown, allowed=allowed, nearest=near))


def read_book(
    parts: Mapping[str, Mapping[str, object]],
) -> tuple[Words, Mapping[Role, tuple[str, ...]], tuple[Phrase, ...]]:
    """The words, the voices by role, and the phrases of a language, from the data of its files by name.

    Raises InputRefused with every fault.
    """
    faults = _Faults()
    for place, data in parts.items():
        _known_keys(data, ("words", "voices", "phrases"), place, faults)
    words = _words(*_only(parts, "words", faults), faults)
    voices = _voices(*_only(parts, "voices", faults), faults)
    faults.voices = frozenset(voice for listed in voices.values() for voice in listed)
    faults.proper = words.proper
    phrases: list[Phrase] = []
    places: list[str] = []
    for place, data in parts.items():
        groups = data.get("phrases", [])
        for number, group in enumerate(groups if isinstance(groups, list) else [groups], start=1):
            where = f"{place}, [[phrases]] number {number}"
            phrases += _group(_table(group, where, faults), where, (len(phrases), faults))
            places += [where] * (len(phrases) - len(places))
    _once_each(phrases, places, faults)
    _fall_backs(phrases, next(iter(parts), ""), faults)
    if faults.problems:
        raise InputRefused(*faults.problems)
    return words, voices, tuple(phrases)


def _only(parts: Mapping[str, Mapping[str, object]], key: str, faults: _Faults) -> tuple[Mapping[str, Any], str]:
    """The one table ``key`` among the files, and its place; a second one is a fault."""
    having = [(f"{place}, [{key}]", data[key]) for place, data in parts.items() if key in data]
    for place, _ in having[1:]:
        faults.add(place, allowed=f"a language has this table once; it is in {having[0][0].partition(',')[0]} already")
    place, value = having[0] if having else (f"{next(iter(parts), '')}, [{key}]", {})
    return _table(value, place, faults), place


def _voices(table: Mapping[str, Any], place: str, faults: _Faults) -> Mapping[Role, tuple[str, ...]]:
    _known_keys(table, tuple(Role), place, faults)
    return {role: _texts(table.get(role, []), f"{place}, {role}", faults) for role in Role}


def _table(value: object, place: str, faults: _Faults) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    faults.add(place, value, "a table is needed")
    return {}


def _known_keys(table: Iterable[str], known: Sequence[str], place: str, faults: _Faults) -> None:
    for key in table:
        if key not in known:
            faults.add(f"{place}, key", key, f"one of {', '.join(known)}", nearest(key, known))


def _words(table: Mapping[str, Any], place: str, faults: _Faults) -> Words:
    lists = ("numbers", "proper", "denied", "alone")
    _known_keys(table, (*lists, "tier", "letter", *Family), place, faults)
    tables = {key: _table(value, f"{place}, {key}", faults) for key, value in table.items() if key not in lists}
    for key, mapping in tables.items():
        for raw, said in mapping.items():
            if not isinstance(said, str) or not said.strip():
                faults.add(f"{place}, {key}.{raw}", said, "words are needed")
    numbers, proper, denied, alone = (_texts(table.get(key, []), f"{place}, {key}", faults) for key in lists)
    tiers, letters = tables.pop("tier", {}), tables.pop("letter", {})
    for tier in Tier:
        if tier not in tiers:
            faults.add(f"{place}, tier", allowed=f"words for {tier} are missing")
    return Words(
        families=tables,
        tiers=tiers,
        letters=letters,
        numbers=numbers,
        proper=frozenset(proper),
        denied=frozenset(denied),
        alone=frozenset(alone),
    )


def _texts(value: object, place: str, faults: _Faults) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    if all(isinstance(item, str) and item for item in listed):
        return tuple(listed)
    faults.add(place, value, "text, or a list of texts, is needed")
    return ()


def _group(table: Mapping[str, Any], place: str, start: tuple[int, _Faults]) -> list[Phrase]:
    """The phrases of one group, numbered on from ``start``."""
    first, faults = start
    _known_keys(table, GROUP_KEYS, place, faults)
    acts = _listed(table.get("act", []), Act, f"{place}, act", faults)
    say = _texts(table.get("say", []), f"{place}, say", faults)
    for key, entries in (("act", acts), ("say", say)):
        if not entries:
            faults.add(f"{place}, {key}", allowed="at least one is needed")
    when = _conditions(table, place, faults)
    stands = next(iter(_listed(table.get("place", []), Place, f"{place}, place", faults)), Place.BODY)
    presumes = frozenset(_listed(table.get("presumes", []), Fact, f"{place}, presumes", faults))
    unless = frozenset(_listed(table.get("unless", []), Fact, f"{place}, unless", faults))
    made: list[Phrase] = []
    for act in acts:
        for text in say:
            said = _said(text, (act, stands), f"{place}, say", faults)
            template = opening_capitals(text)
            made.append(
                Phrase(
                    number=first + len(made),
                    template=template,
                    inner=without_capital(template, faults.proper),
                    act=act,
                    place=stands,
                    when=when,
                    presumes=presumes,
                    unless=unless,
                    said=said,
                    own_words=own_words(text),
                    marks=marks_of(text),
                    rank=rank_of(when, presumes, frozenset(said)),
                )
            )
    return made


def _conditions(table: Mapping[str, Any], place: str, faults: _Faults) -> Conditions:
    def some(key: str, kind: type[Word]) -> frozenset[Word]:
        return frozenset(_listed(table.get(key, []), kind, f"{place}, {key}", faults))

    return Conditions(
        families=some("family", Family),
        details=frozenset(_texts(table.get("detail", []), f"{place}, detail", faults)),
        valences=_valences(table.get("valence", []), f"{place}, valence", faults),
        roles=some("role", Role),
        tones=some("tone", Tone),
        voices=_known_voices(table.get("voice", []), f"{place}, voice", faults),
        tiers=some("tier", Tier),
        reasons=some("because", Because),
    )


def _known_voices(value: object, place: str, faults: _Faults) -> frozenset[str]:
    voices = _texts(value, place, faults)
    known = sorted(faults.voices)
    for voice in voices:
        if voice not in faults.voices:
            faults.add(place, voice, f"one of {', '.join(known)}", nearest(voice, known))
    return frozenset(voices)


def _listed(value: object, kind: type[Word], place: str, faults: _Faults) -> list[Word]:
    members: list[Word] = []
    for word in _texts(value, place, faults):
        try:
            members.append(kind(word))
        except ValueError:
            known = tuple(kind)
            faults.add(place, word, f"one of {', '.join(known)}", nearest(word, known))
    return members


def _valences(value: object, place: str, faults: _Faults) -> frozenset[int]:
    listed = value if isinstance(value, list) else [value]
    if all(type(item) is int and item in (1, -1) for item in listed):
        return frozenset(listed)
    faults.add(place, value, "1 (in favor) or -1 (against)")
    return frozenset()


def _said(text: str, where: tuple[Act, Place], place: str, faults: _Faults) -> tuple[str, ...]:
    """The fields of ``text``, in small letters; its faults of form go to ``faults``."""
    try:
        names = fields(text)
    except ValueError as error:
        faults.add(place, text, f"braces hold one name each ({error})")
        return ()
    _known_keys(names, FIELDS, f"{place} {text!r}, braces", faults)
    if {"row", "name", "facts"} & {*names} and where[0] is not Act.ANNOUNCE:
        faults.add(place, text, "only announce can say {row}, {name} or {facts}")
    ends = OPENING_ENDS if where[1] is Place.OPEN else ENDS
    if where[1] is not Place.BODY and names:
        faults.add(place, text, "only a body has braces")
    for fault, is_there in _faults_of_form(text, ends):
        if is_there:
            faults.add(place, text, fault)
    return names


def _faults_of_form(text: str, ends: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    opens_well = text[:1] == "{" or text[:1].isdigit() or text[:1].isupper()
    article = any(f"{word} {{" in f" {text.casefold()}" for word in (" a", " an"))
    return (
        ("a phrase ends with a period, a question mark or an exclamation mark", not text.endswith(ends)),
        ("a phrase begins with a capital, a digit or braces", not opens_well),
        ("one space separates words", text != " ".join(text.split())),
        ("with an article, write {a_detail}", article),
    )


def _once_each(phrases: Sequence[Phrase], places: Sequence[str], faults: _Faults) -> None:
    """Every body comes once in a language; a short opening or closing may serve several acts and voices."""
    seen: set[tuple[object, ...]] = set()
    for phrase, place in zip(phrases, places, strict=True):
        beside = (phrase.act, phrase.place, phrase.when) if phrase.place is not Place.BODY else ()
        key = (phrase.template, *beside)
        if key in seen:
            faults.add(f"{place}, say", phrase.template, "a language may hold each phrase once")
        seen.add(key)


def _fall_backs(phrases: Sequence[Phrase], place: str, faults: _Faults) -> None:
    """Every act needs a phrase without conditions and without braces, so that anything can be said somehow."""
    plain = {phrase.act for phrase in phrases if phrase.is_plain}
    for act in Act:
        if act not in plain:
            faults.add(f"{place}, [[phrases]]", allowed=f"act {act} has no phrase that fits everything")
