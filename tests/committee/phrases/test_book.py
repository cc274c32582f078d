"""A language's file is checked whole before a word of it is used."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from committee.errors import InputRefused
from committee.phrases.book import book_of, languages, load
from committee.phrases.phrase import Place
from committee.terms import Act, Role, Tier

VOICES = '[voices]\nfaculty = ["dry"]\n'

TIERS = VOICES + "[words.tier]\n" + "".join(f'{tier} = "{tier} words"\n' for tier in Tier)

NEXT = len(Act) + 1
"""The number of the group that follows the fall-backs, one for each act."""

FALL_BACKS = "".join(f'[[phrases]]\nact = "{act}"\nsay = ["Something, {act}."]\n' for act in Act)


def group(**keys: str) -> str:
    lines: Mapping[str, str] = {"act": '"concern"', "say": '["That is one."]'} | keys
    return "[[phrases]]\n" + "".join(f"{key} = {value}\n" for key, value in lines.items())


def refusal(text: str) -> str:
    with pytest.raises(InputRefused) as refused:
        book_of({"dutch.toml": text})
    return str(refused.value)


def test_the_least_file_that_will_do() -> None:
    book = book_of({"dutch.toml": TIERS + FALL_BACKS})
    assert book.language == "dutch"
    assert len(book.phrases) == len(Act)


def test_there_is_english_and_it_is_read_once() -> None:
    assert "english" in languages()
    assert load("english") is load("english")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (group(act='"concerne"'), f'number {NEXT}, act: "concerne" is not allowed; one of announce, .*mean "concern"'),
        (group(family='"step_fial"'), f'number {NEXT}, family: "step_fial" is not allowed.*mean "step_fail"'),
        (
            group(tone='["plain", "loud"]'),
            f'number {NEXT}, tone: "loud" is not allowed; one of plain, warm, sharp, weary',
        ),
        (group(role='"dean"'), f'number {NEXT}, role: "dean" is not allowed'),
        (group(tier='"first"'), f'number {NEXT}, tier: "first" is not allowed'),
        (group(valence="0"), f"number {NEXT}, valence.*1 .in favor. or -1 .against."),
        (group(valence="true"), f"number {NEXT}, valence"),
        (group(famly='"visa"'), f'number {NEXT}, key: "famly" is not allowed.*mean "family"'),
        (group(say="[]"), f"number {NEXT}, say: at least one is needed"),
        (group(say="[3]"), f"number {NEXT}, say.*text, or a list of texts"),
        (group(say='["No stop"]'), "ends with a period"),
        (group(say='["small letter."]'), "begins with a capital"),
        (group(say='["Two  spaces."]'), "one space"),
        (group(say='["It is a {detail}."]'), "with an article, write {a_detail}"),
        (group(say='["It is {detial}."]'), 'braces, key: "detial" is not allowed.*mean "detail"'),
        (group(say='["It is {detail."]'), "braces hold one name each"),
        (group(say='["It is {detail.x}."]'), "braces hold one name each"),
        (group(say='["It is {detail!r}."]'), "braces hold one name each"),
        (group(say='["Hear {facts}."]'), "only announce can say"),
        (group(say='["Something, concern."]'), "hold each phrase once"),
        (
            group(place='"middle"'),
            f'number {NEXT}, place: "middle" is not allowed; one of open, body, close, stake, duty',
        ),
        (group(presumes='["flaged"]'), f'number {NEXT}, presumes: "flaged" is not allowed.*mean "flagged"'),
        (group(because='"whim"'), f'number {NEXT}, because: "whim" is not allowed; one of concern'),
        (group(voice='"dri"'), f'number {NEXT}, voice: "dri" is not allowed; one of dry.*mean "dry"'),
        (group(say='["So,"]'), "ends with a period"),
        (group(place='"open"', say='["So {to},"]'), "only a body has braces"),
        (group(unless='["flaged"]'), f'number {NEXT}, unless: "flaged" is not allowed.*mean "flagged"'),
        ('[[phrase]]\nact = "ask"\n', 'key: "phrase" is not allowed.*mean "phrases"'),
        ('[words.stepp1]\n218 = "low"\n', 'key: "stepp1" is not allowed.*mean "step1"'),
        ("[words.step1]\n218 = 3\n", 'step1.218: "3" is not allowed; words are needed'),
    ],
)
def test_a_fault_is_named_with_its_place(more: str, said: str) -> None:
    assert re.search(said, refusal(TIERS + FALL_BACKS + more))


def test_an_opening_may_run_into_the_body() -> None:
    book = book_of({"dutch.toml": TIERS + FALL_BACKS + group(place='"open"', say='["So,", "Well:"]')})
    assert {phrase.template for phrase in book.phrases if phrase.place is Place.OPEN} == {"So,", "Well:"}


def test_a_language_may_have_many_files_but_each_table_once() -> None:
    assert len(book_of({"dutch/a.toml": TIERS, "dutch/b.toml": FALL_BACKS}).phrases) == len(Act)
    with pytest.raises(InputRefused, match=r"dutch/b.toml, \[voices\].*it is in dutch/a.toml already"):
        book_of({"dutch/a.toml": TIERS + FALL_BACKS, "dutch/b.toml": VOICES})


def test_a_phrase_may_not_come_twice_in_different_files() -> None:
    with pytest.raises(InputRefused, match=r"dutch/b.toml, \[\[phrases\]\] number 1, say.*hold each phrase once"):
        book_of({"dutch/a.toml": TIERS + FALL_BACKS, "dutch/b.toml": group(say='["Something, ask."]')})


def test_voices_come_round_again() -> None:
    book = load("english")
    assert [book.voice(Role.CHIEF, order) for order in range(3)] == ["nights", "unit", "nights"]


def test_every_fault_is_told_at_once() -> None:
    message = refusal(TIERS + FALL_BACKS + group(act='"x"') + group(family='"y"', say='["bad"]'))
    assert message.count("\n") >= 3


def test_an_act_without_a_fall_back_is_refused() -> None:
    message = refusal(TIERS + FALL_BACKS.replace('act = "veto"', 'act = "veto"\ntone = "sharp"'))
    assert "act veto has no phrase that fits everything" in message


def test_a_tier_without_words_is_refused() -> None:
    assert "words for dnr are missing" in refusal(TIERS.replace("dnr =", "top_again =") + FALL_BACKS)


@pytest.mark.parametrize("text", ["phrases = 3", "words = 3", "phrases = [3]", "[[phrases]"])
def test_what_is_not_a_book_is_refused(text: str) -> None:
    assert "dutch.toml" in refusal(text)
