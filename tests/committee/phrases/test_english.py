"""Every phrase with every filling: grammatical by mechanical rules, short, and fair to persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from statistics import median

import pytest

from committee.phrases import Chooser, Saying
from committee.phrases.book import Book, load
from committee.phrases.phrase import Phrase
from committee.phrases.saying import fillings_of, scene_of
from committee.terms import Act, Family, Role, Tier, Tone

LONGEST = 24
"""Words: about nine seconds of talk, beyond which nobody in that room would be let finish."""

GHOSTS = ("", "the resident in 2021 who failed the boards twice")

LETTERS = ("US", "abroad")

DETAILS: dict[Family, tuple[str, ...]] = {
    Family.STEP1: ("218", "250", "180"),
    Family.STEP2: ("238", "231", "268"),
    Family.CLASS_RANK: ("1", "2", "3", "4"),
    Family.STEP_FAIL: ("Step 1", "Step 2"),
    Family.ATTEMPTS: ("1", "2", "3", "2 failed attempts", "1 failed attempts", "6"),
    Family.OLD_GRAD: ("2016", "2008"),
    Family.GAP: (
        *("1 year", "1 years", "3 years", "14 years", "3 years, exam_prep", "2 years, family", "1 year, unknown"),
        *("4 years, military", "2 years, clinical", "5 years, residency_abroad", "research, 2 years", "2 years, none"),
    ),
    Family.PRIOR_TRAINING: (
        *("withdrew from a US program", "dismissed from a US program", "reapplying"),
        *("completed a residency abroad", "us_withdrew", "us_dismissed", "completed_abroad", "reapplicant"),
    ),
    Family.PROFESSIONALISM: ("note", "citation", "remediation", "probation", "dismissal"),
    Family.VISA: ("J-1", "H-1B", "j1", "h1b"),
    Family.PAPERWORK: ("Step 3",),
    Family.NARRATIVE: ("none", "hidden", "melodramatic", "concrete", "concrete_with_change"),
    Family.US_LETTERS: ("0", "1", "2", "3", "4", "5"),
    Family.LETTER_FIGHT: LETTERS,
    Family.LETTER_GLOWING: LETTERS,
    Family.LETTER_GENERIC: LETTERS,
    Family.LETTER_LUKEWARM: LETTERS,
    Family.LETTER_CODED: LETTERS,
    Family.LETTER_KNOWN: LETTERS,
    Family.US_CLINICAL: ("none", "0 months", "1 month", "1 months", "3 months", "observership, 3 months", "12 months"),
    Family.ROTATED_HERE: ("1 month", "1 months", "2 months"),
    Family.INTERVIEW_SCORE: ("3.9", "1.0", "5.0"),
    Family.IMPRESSION: (
        *("warm", "reflective", "clear", "nice", "motivated", "quiet", "anxious", "shy", "odd", "dull"),
        *("short answers", "short_answers"),
    ),
    Family.VALUE: ("reliable", "low drama", "low_drama", "hard working", "immediately useful", "immediately_useful"),
    Family.EMAILS: ("poor", "good"),
    Family.ADVOCATE: tuple(
        f"{who}, {strength}"
        for who in ("outside", "affiliate_apd", "pd", "apd", "faculty", "chief")
        for strength in ("mild", "strong")
    ),
}

DENIED = frozenset(
    (
        # gender
        *(
            "he",
            "she",
            "him",
            "her",
            "his",
            "hers",
            "himself",
            "herself",
            "man",
            "men",
            "woman",
            "women",
            "male",
            "female",
        ),
        *(
            "boy",
            "boys",
            "girl",
            "girls",
            "guy",
            "guys",
            "gentleman",
            "lady",
            "ladies",
            "mr",
            "mrs",
            "ms",
            "sir",
            "madam",
        ),
        *(
            "husband",
            "wife",
            "mother",
            "father",
            "mom",
            "dad",
            "brother",
            "sister",
            "son",
            "daughter",
            "chairman",
            "bro",
        ),
        *("feminine", "masculine", "manly", "motherly", "fatherly", "bossy", "shrill", "hysterical", "emotional"),
        # age; a graduation is named by its year
        *(
            "old",
            "older",
            "oldest",
            "young",
            "younger",
            "youngest",
            "youth",
            "youthful",
            "aged",
            "aging",
            "aging",
            "elderly",
        ),
        *("age", "mature", "immature", "grown-up", "kid", "kids", "child", "childish", "middle-aged", "grandfather"),
        *("generation", "boomer", "millennial", "retire", "retirement", "birthday", "thirties", "forties", "fifties"),
        # culture, origin, language
        *("culture", "cultural", "cultures", "accent", "accents", "fluent", "fluency", "english", "native", "natives"),
        *(
            "ethnic",
            "ethnicity",
            "race",
            "racial",
            "nation",
            "nationality",
            "national",
            "country",
            "countries",
            "homeland",
        ),
        *(
            "foreign",
            "foreigner",
            "foreigners",
            "immigrant",
            "immigrants",
            "alien",
            "exotic",
            "tribe",
            "tribal",
            "caste",
        ),
        *("third-world", "western", "eastern", "american", "americans", "indian", "pakistani", "nigerian", "caribbean"),
        *("chinese", "asian", "african", "arab", "european", "latino", "hispanic", "black", "white", "brown", "skin"),
        *(
            "africa",
            "asia",
            "india",
            "china",
            "pakistan",
            "nigeria",
            "mexico",
            "iran",
            "egypt",
            "europe",
            "russia",
            "home",
        ),
        # religion
        *(
            "religion",
            "religious",
            "god",
            "bless",
            "blessing",
            "pray",
            "prayer",
            "church",
            "mosque",
            "temple",
            "synagogue",
        ),
        *(
            "christian",
            "muslim",
            "islam",
            "jew",
            "jewish",
            "hindu",
            "sikh",
            "buddhist",
            "faith",
            "bible",
            "quran",
            "gospel",
        ),
        *("hijab", "turban", "ramadan", "christmas", "easter", "sabbath", "saint", "jesus", "christ", "heaven", "sin"),
        # pregnancy, family plans, marital status, orientation
        *(
            "pregnant",
            "pregnancy",
            "maternity",
            "paternity",
            "parental",
            "baby",
            "babies",
            "birth",
            "married",
            "single",
        ),
        *("marriage", "divorced", "spouse", "engaged", "gay", "lesbian", "straight-acting", "transgender", "queer"),
        # health, looks, and insults
        *(
            "disabled",
            "disability",
            "crippled",
            "lame",
            "blind",
            "deaf",
            "dumb",
            "mute",
            "autistic",
            "retarded",
            "spastic",
        ),
        *("crazy", "insane", "mad", "mental", "psycho", "lunatic", "moron", "idiot", "stupid", "fat", "ugly", "pretty"),
        *("beautiful", "handsome", "attractive", "slut", "bitch", "bastard", "damn", "shit", "fuck", "loser", "gypsy"),
        *("slave", "savage", "primitive", "backward", "uncivilised", "uncivilized", "illegal", "terrorist"),
    )
)
"""Whole words that no utterance holds: what a room must not weigh, the ways it slips in, and insults."""


def denied_in(text: str) -> set[str]:
    """The denied words of ``text``; a genitive counts as its word."""
    words = re.findall(r"[\w-]+(?:'[\w]+)?", text.casefold())
    return DENIED & {word.removesuffix("'s") for word in words}


ADVICE = re.compile(
    r"\b(?:you should apply|applicants should|our advice|we advise|if you are applying)\b", re.IGNORECASE
)

BROKEN = {
    "an unfilled brace": re.compile(r"[{}]"),
    "two spaces": re.compile(r"\s\s|^\s|\s$"),
    "a space before a stop": re.compile(r"\s[.,;:?!]"),
    "doubled punctuation": re.compile(r"[.,;:?!][.,;:?!]"),
    "a plural of one": re.compile(r"\b(?:1|[Oo]ne) (?:months|years|letters|attempts|failed attempts|US letters)\b"),
    "a plural with a singular": re.compile(r"\b(?:those|these|two|three) (?:one|year|month|attempt|letter)\b"),
    "a before a vowel": re.compile(r"\ba (?:[aio](?!ne\b)|e(?!u)|8|11\b|18\b|H-|hour|honest|MS\b|MD\b)", re.IGNORECASE),
    "an before a consonant": re.compile(
        r"\ban (?:[bcdfgj-np-tv-z]|h(?!our|ono|one|-)|[1-79](?!1\b|8\b)|US\b)", re.IGNORECASE
    ),
    "a raw code": re.compile(r"_"),
    "a word said twice": re.compile(r"\b(\w+) \1\b(?!,)", re.IGNORECASE),
    "two articles": re.compile(r"\b(?:a|an|the) (?:a|an|the)\b", re.IGNORECASE),
    "a small letter after a stop": re.compile(r"[.?!] [a-z]"),
}


def book() -> Book:
    return load("english")


def sayings_for(phrase: Phrase) -> Iterator[Saying]:
    """Sayings that this phrase fits, with every plausible detail."""
    when = phrase.when
    families: tuple[Family | None, ...] = tuple(sorted(when.families)) or (None, *Family)
    for family in families:
        for detail in DETAILS.get(family, ()) if family else ("",):
            yield Saying(
                act=phrase.act,
                tone=min(when.tones, default=Tone.PLAIN),
                role=min(when.roles, default=Role.FACULTY),
                row=1,
                family=family,
                valence=min(when.valences, default=None),
                detail=detail,
                addressee="Dr Oduya-Marsh",
                ghost=GHOSTS[1] if "ghost" in phrase.needs else "",
                tier=min(when.tiers, default=None),
                announcement=("Row 14", "Mara Quill", "IMG", "CK 245"),
            )


def expansions() -> Iterator[tuple[Phrase, str]]:
    """Every phrase with every filling that it can meet."""
    ours = book()
    for phrase in ours.phrases:
        for saying in sayings_for(phrase):
            fillings = fillings_of(saying, ours.words)
            if phrase.fits(scene_of(saying, fillings, ours)):
                yield phrase, phrase.filled(fillings)


EXPANDED = tuple(expansions())
TEXTS = sorted({text for _, text in EXPANDED})


def faults_in(text: str) -> list[str]:
    faults = [name for name, pattern in BROKEN.items() if pattern.search(text)]
    if not (text[0].isupper() or text[0].isdigit()):
        faults.append("no capital at the start")
    if text[-1] not in ".?!":
        faults.append("no stop at the end")
    return faults


def test_there_are_many_phrases_and_no_two_are_alike() -> None:
    templates = [phrase.template.casefold() for phrase in book().phrases]
    assert len(templates) >= 1000
    assert len(set(templates)) == len(templates)


def test_every_phrase_can_be_reached_with_a_plausible_filling() -> None:
    reached = {phrase.number for phrase, _ in EXPANDED}
    missed = [phrase.template for phrase in book().phrases if phrase.number not in reached]
    assert missed == []


def test_every_phrase_is_grammatical_with_every_filling() -> None:
    wrong = {text: faults for text in TEXTS if (faults := faults_in(text))}
    assert wrong == {}


def test_no_utterance_is_longer_than_a_breath() -> None:
    assert [text for text in TEXTS if len(text.split()) > LONGEST] == []


def test_nothing_is_said_about_what_a_person_is() -> None:
    assert {text: denied for text in TEXTS if (denied := denied_in(text))} == {}


def test_nobody_advises_applicants() -> None:
    assert [text for text in TEXTS if ADVICE.search(text)] == []


@pytest.mark.parametrize(
    "text", ["She was late.", "Too old for nights.", "His accent.", "That country's schools.", "A KID."]
)
def test_the_list_finds_what_it_should(text: str) -> None:
    assert denied_in(text)


@pytest.mark.parametrize("text", ["They told us.", "There's the chief.", "An adviser.", "Here, in the manual."])
def test_the_list_is_about_whole_words(text: str) -> None:
    assert not denied_in(text)


@pytest.mark.parametrize(
    "text", ["a 8 here.", "An US letter.", "A honest answer.", "One months.", "So.. yes.", "It is {x}."]
)
def test_the_rules_of_grammar_find_what_they_should(text: str) -> None:
    assert faults_in(text)


@pytest.mark.parametrize("act", list(Act))
def test_anything_can_be_said_somehow(act: Act) -> None:
    chooser = Chooser()
    tiers = (None, *Tier) if act in (Act.CALL, Act.VETO) else (None,)
    scenes = product((None, *Family), (None, 1, -1), Tone, Role, tiers)
    for row, (family, valence, tone, role, tier) in enumerate(scenes, start=1):
        details = ("", *DETAILS[family]) if family else ("",)
        detail = details[row % len(details)]
        saying = Saying(
            act=act, tone=tone, role=role, row=row, family=family, valence=valence, detail=detail, tier=tier
        )
        assert faults_in(chooser.text(saying)) == []


def lengths(role: Role) -> float:
    chooser = Chooser()
    acts = [act for act in Act if act not in (Act.ANNOUNCE, Act.VETO, Act.CALL)]
    said = [
        chooser.text(
            Saying(
                act=act,
                tone=Tone.PLAIN,
                role=role,
                row=row,
                family=family,
                valence=-1 if act in (Act.CONCERN, Act.ASK, Act.RECALL) else 1,
                detail=DETAILS[family][row % len(DETAILS[family])],
                addressee="Dr Vale",
            )
        )
        for row, (act, family) in enumerate(product(acts, Family), start=1)
    ]
    return median(len(text.split()) for text in said)


def test_a_director_is_shorter_than_everybody_else() -> None:
    director = lengths(Role.DIRECTOR)
    assert director < lengths(Role.CHIEF)
    assert director < lengths(Role.FACULTY)
    assert director < lengths(Role.ASSOCIATE)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_words_of_its_own(role: Role) -> None:
    own = [phrase for phrase in book().phrases if phrase.when.roles == {role}]
    assert len(own) >= {Role.ASSOCIATE: 6, Role.FACULTY: 4}.get(role, 25)


@pytest.mark.parametrize("tier", list(Tier))
def test_a_call_says_where_the_row_goes_in_many_ways(tier: Tier) -> None:
    chooser = Chooser()
    said = {
        chooser.text(Saying(act=Act.CALL, tone=Tone.PLAIN, role=Role.DIRECTOR, row=row, tier=tier))
        for row in range(1, 15)
    }
    assert len(said) == 14
    words = {
        Tier.TOP: r"top|high|first|want this|miss them",
        Tier.MID: r"mid|middle",
        Tier.LOW: r"low|down|bottom|compromise",
        Tier.DNR: r"not|no|off|pass|empty|rank that",
    }
    assert [text for text in said if not re.search(words[tier], text, re.IGNORECASE)] == []
