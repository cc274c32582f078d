"""Reads phrases from the data of a language's file. It reports every fault, not only the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeVar

from committee.errors import InputRefused, Problem, nearest
from committee.phrases.fillings import Words
from committee.phrases.phrase import FIELDS, Conditions, Phrase, fields, opening_capitals, rank_of
from committee.terms import Act, Family, Role, Tier, Tone

GROUP_KEYS: Final = ("act", "family", "valence", "detail", "role", "tone", "tier", "say")
ENDS: Final = (".", "?", "!")

Word = TypeVar("Word", bound=StrEnum)


@dataclass
class _Faults:
    """Gathers problems, so that one reading of a file reports them all."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, place: str, value: object = None, allowed: str = "", near: str | None = None) -> None:
        shown = None if value is None else str(value)
        self.problems.append(Problem(place=place, value=shown, allowed=allowed, nearest=near))


def read_book(data: Mapping[str, object], place: str) -> tuple[Words, tuple[Phrase, ...]]:
    """The words and the phrases of a file's ``data``. Raises InputRefused with every fault."""
    faults = _Faults()
    _known_keys(data, ("words", "phrases"), place, faults)
    words = _words(_table(data.get("words", {}), f"{place}, [words]", faults), f"{place}, [words]", faults)
    phrases: list[Phrase] = []
    groups = data.get("phrases", [])
    for number, group in enumerate(groups if isinstance(groups, list) else [], start=1):
        where = f"{place}, [[phrases]] number {number}"
        phrases += _group(_table(group, where, faults), where, (len(phrases), faults))
    _once_each(phrases, place, faults)
    _fall_backs(phrases, place, faults)
    if faults.problems:
        raise InputRefused(*faults.problems)
    return words, tuple(phrases)


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
    known = ("numbers", "tier", *Family)
    _known_keys(table, known, place, faults)
    tables = {key: _table(value, f"{place}, {key}", faults) for key, value in table.items() if key != "numbers"}
    for key, mapping in tables.items():
        for raw, said in mapping.items():
            if not isinstance(said, str) or not said.strip():
                faults.add(f"{place}, {key}.{raw}", said, "words are needed")
    numbers = _texts(table.get("numbers", []), f"{place}, numbers", faults)
    tiers = tables.pop("tier", {})
    for tier in Tier:
        if tier not in tiers:
            faults.add(f"{place}, tier", allowed=f"words for {tier} are missing")
    return Words(families=tables, tiers=tiers, numbers=numbers)


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
    made: list[Phrase] = []
    for act in acts:
        for text in say:
            needs = _needs(text, act, f"{place}, say", faults)
            made.append(
                Phrase(
                    number=first + len(made),
                    template=opening_capitals(text),
                    act=act,
                    when=when,
                    needs=needs,
                    rank=rank_of(when, needs),
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
        tiers=some("tier", Tier),
    )


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


def _needs(text: str, act: Act, place: str, faults: _Faults) -> frozenset[str]:
    """The fields of ``text``, in small letters; its faults of form go to ``faults``."""
    try:
        names = frozenset(fields(text))
    except ValueError as error:
        faults.add(place, text, f"braces hold one name each ({error})")
        return frozenset()
    _known_keys(names, FIELDS, f"{place} {text!r}, braces", faults)
    if names & {"row", "name", "facts"} and act is not Act.ANNOUNCE:
        faults.add(place, text, "only announce can say {row}, {name} or {facts}")
    for fault, is_there in _faults_of_form(text):
        if is_there:
            faults.add(place, text, fault)
    return names


def _faults_of_form(text: str) -> tuple[tuple[str, bool], ...]:
    opens_well = text[:1] == "{" or text[:1].isdigit() or text[:1].isupper()
    article = any(f"{word} {{" in f" {text.casefold()}" for word in (" a", " an"))
    return (
        ("a phrase ends with a period, a question mark or an exclamation mark", not text.endswith(ENDS)),
        ("a phrase begins with a capital, a digit or braces", not opens_well),
        ("one space separates words", text != " ".join(text.split())),
        ("with an article, write {a_detail}", article),
    )


def _once_each(phrases: Sequence[Phrase], place: str, faults: _Faults) -> None:
    seen: dict[str, int] = {}
    for phrase in phrases:
        if phrase.template in seen:
            faults.add(f"{place}, [[phrases]]", phrase.template, "a file may hold each phrase once")
        seen[phrase.template] = phrase.number


def _fall_backs(phrases: Sequence[Phrase], place: str, faults: _Faults) -> None:
    """Every act needs a phrase without conditions and without braces, so that anything can be said somehow."""
    plain = {phrase.act for phrase in phrases if phrase.rank == 0 and not phrase.needs}
    for act in Act:
        if act not in plain:
            faults.add(f"{place}, [[phrases]]", allowed=f"act {act} has no phrase that fits everything")
