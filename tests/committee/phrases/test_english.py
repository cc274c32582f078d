"""Every phrase with every filling: grammatical by mechanical rules, short, American, and fair to persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from statistics import median

import pytest

from committee.phrases import Chooser, Saying
from committee.phrases.book import Book, load
from committee.phrases.facts import Fact
from committee.phrases.phrase import Phrase, Place
from committee.phrases.saying import fillings_of, scene_of
from committee.recording.quoting import denied_in
from committee.terms import Act, Because, Family, Role, Tier, Tone, Verdicts

LONGEST = {Act.ADVOCATE: 34}
"""Words of a body by act, where it may have more than most."""

LONG = 24
"""Words: about nine seconds of talk, beyond which nobody in that room would be let finish."""

GHOSTS = ("", "the resident in 2021 who failed the boards twice")

LETTERS = ("US", "abroad")

NAMES_OF_LETTERS = ("letter", "one_of_letter", "us", "one_of_glowing_us", "coded_abroad")

DETAILS: dict[Family, tuple[str, ...]] = {
    Family.STEP1: ("218", "250", "180"),
    Family.STEP2: ("238", "231", "268"),
    Family.CLASS_RANK: ("1", "2", "3", "4"),
    Family.STEP_FAIL: ("Step 1", "Step 2"),
    Family.ATTEMPTS: ("1", "2", "3", "2 failed attempts", "1 failed attempts", "6", "1 CK", "2 Step 1"),
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

BRITISH = re.compile(
    r"\b(?:rang|ringing|ring (?:me|them|us|those|anybody)|rung|sat (?:it|the|their)|sit the|failed sitting|whilst|"
    r"amongst|reckon|fortnight|queue|rota|bleep|registrar|consultants?|houseman|casualty|theatre|A&E|favour\w*|colour\w*|"
    r"honour\w*|behaviour|centre|programme|organis\w*|recognis\w*|practis\w*|learnt|spelt|holidays|autumn|cross with|"
    r"full stop|round in circles|turn it round|afterwards|sums|maths|lift|car park|rubbish|bloody|the lot|cheers|"
    r"ward rounds?|on the day|thrice|(?:hadn't|haven't) got|shan't|needn't|mustn't|daren't|come off it|straight away|"
    r"a bit rough|noes|empty post|post empty|seats|worth a seat|putting it on|"
    r"set (?:the|that) [a-z ]+ against)\b|^Plainly\b",
    re.IGNORECASE,
)
"""Words and turns that nobody in a US residency program would use."""

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


def seat_of(voice: str) -> tuple[Role, int]:
    """The role and the place among those of the role that give ``voice``."""
    return next((role, voices.index(voice)) for role, voices in book().voices.items() if voice in voices)


def sayings_for(phrase: Phrase) -> Iterator[Saying]:
    """Sayings that this phrase fits, with every plausible detail and every name of a letter."""
    when = phrase.when
    families: tuple[Family | None, ...] = tuple(sorted(when.families)) or (None, *Family)
    role, order = seat_of(min(when.voices)) if when.voices else (min(when.roles, default=Role.FACULTY), 0)
    for family in families:
        details = DETAILS.get(family, ()) if family else ("",)
        letters = NAMES_OF_LETTERS if "letter" in phrase.needs else ("",)
        for detail, letter in product(details, letters):
            yield Saying(
                act=phrase.act,
                tone=min(when.tones, default=Tone.PLAIN),
                role=role,
                order=order,
                row=1,
                facts=phrase.presumes,
                family=family,
                valence=min(when.valences, default=None),
                detail=detail,
                also="short answers" if "also" in phrase.needs else "",
                letter=letter,
                note='"a misunderstanding with a resident"' if "note" in phrase.needs else "",
                addressee="Dr Oduya-Marsh",
                ghost=GHOSTS[1] if "ghost" in phrase.needs else "",
                tier=min(when.tiers, default=Tier.LOW if "tier" in phrase.needs else None),
                because=min(when.reasons, default=None),
                announcement=("Row 14", "Mara Quill", "IMG", "CK 245"),
            )


@cache
def expanded() -> tuple[tuple[Phrase, str], ...]:
    return tuple(_expansions())


@cache
def texts() -> list[str]:
    return sorted({text for _, text in expanded()})


def _expansions() -> Iterator[tuple[Phrase, str]]:
    """Every phrase with every filling that it can meet, at the beginning of an utterance and after a comma."""
    ours = book()
    for phrase in ours.phrases:
        for saying in sayings_for(phrase):
            fillings = fillings_of(saying, ours.words)
            if phrase.fits(scene_of(saying, fillings, ours)):
                yield phrase, phrase.filled(fillings)
                if phrase.place is Place.BODY:
                    yield phrase, f"Well, {phrase.filled_inner(fillings)}"


def faults_in(text: str, ends: str = ".?!") -> list[str]:
    faults = [name for name, pattern in BROKEN.items() if pattern.search(text)]
    if not (text[0].isupper() or text[0].isdigit()):
        faults.append("no capital at the start")
    if text[-1] not in ends:
        faults.append("no stop at the end")
    return faults


def test_there_are_many_phrases_and_no_two_are_alike() -> None:
    templates = [phrase.template.casefold() for phrase in book().phrases if phrase.place is Place.BODY]
    assert len(templates) >= 1000
    assert len(set(templates)) == len(templates)


def test_every_phrase_can_be_reached_with_a_plausible_filling() -> None:
    reached = {phrase.number for phrase, _ in expanded()}
    missed = [phrase.template for phrase in book().phrases if phrase.number not in reached]
    assert missed == []


def test_every_phrase_is_grammatical_with_every_filling() -> None:
    ends = {Place.OPEN: ".?!,:"}
    said = {(text, ends.get(phrase.place, ".?!")) for phrase, text in expanded()}
    wrong = {text: faults for text, end in said if (faults := faults_in(text, end))}
    assert wrong == {}


@pytest.mark.parametrize("word", ["I", "I'd", "CK", "J-1s", "Step 1", "No US letter"])
def test_what_is_always_written_with_a_capital_keeps_it_after_a_comma(word: str) -> None:
    fitting = [phrase for phrase in book().phrases if re.match(rf"{re.escape(word)}\b", phrase.template)]
    assert fitting
    assert all(phrase.inner[1:] == phrase.template[1:] for phrase in fitting)
    assert all(phrase.inner == phrase.template for phrase in fitting if not word.startswith("No"))


def test_a_body_goes_on_in_small_letters_after_a_comma() -> None:
    going_on = [phrase for phrase in book().phrases if phrase.template.startswith("They ")]
    assert going_on
    assert all(phrase.inner.startswith("they ") for phrase in going_on)


def test_nothing_is_said_as_only_the_british_say_it() -> None:
    assert [text for text in texts() if BRITISH.search(text)] == []


@pytest.mark.parametrize(
    "text", ["They rang me.", "I sat it twice.", "Wait, whilst we talk.", "I reckon.", "The rota."]
)
def test_the_british_list_finds_what_it_should(text: str) -> None:
    assert BRITISH.search(text)


def test_every_fact_is_presumed_by_some_phrase() -> None:
    presumed = frozenset[Fact]().union(*(phrase.presumes for phrase in book().phrases))
    assert set(Fact) == presumed
    assert any(phrase.place is Place.DUTY for phrase in book().phrases)  # said where that fact holds


def test_no_utterance_is_longer_than_a_breath() -> None:
    long = {text for phrase, text in expanded() if len(text.split()) > LONGEST.get(phrase.act, LONG) + 1}
    assert long == set()


def test_nothing_is_said_about_what_a_person_is() -> None:
    denied = book().words.denied
    assert {text: found for text in texts() if (found := denied_in(text, denied))} == {}


def test_nobody_advises_applicants() -> None:
    assert [text for text in texts() if ADVICE.search(text)] == []


@pytest.mark.parametrize(
    "text", ["She was late.", "Too old for nights.", "His accent.", "That country's schools.", "A KID."]
)
def test_the_list_finds_what_it_should(text: str) -> None:
    assert denied_in(text, book().words.denied)


@pytest.mark.parametrize("text", ["They told us.", "There's the chief.", "An adviser.", "Here, in the manual."])
def test_the_list_is_about_whole_words(text: str) -> None:
    assert not denied_in(text, book().words.denied)


@pytest.mark.parametrize(
    "text", ["a 8 here.", "An US letter.", "A honest answer.", "One months.", "So.. yes.", "It is {x}."]
)
def test_the_rules_of_grammar_find_what_they_should(text: str) -> None:
    assert faults_in(text)


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.soak)])  # no list has a multiple of seven
@pytest.mark.parametrize("act", list(Act))
def test_anything_can_be_said_somehow(act: Act, every: int) -> None:
    chooser = Chooser()
    tiers = (None, *Tier) if act in (Act.CALL, Act.VETO) else (None,)
    scenes = islice(product((None, *Family), (None, 1, -1), Tone, Role, tiers), None, None, every)
    for row, (family, valence, tone, role, tier) in enumerate(scenes, start=1):
        details = ("", *DETAILS[family]) if family else ("",)
        detail = details[row % len(details)]
        saying = Saying(
            act=act, tone=tone, role=role, row=row, family=family, valence=valence, detail=detail, tier=tier
        )
        assert faults_in(chooser.text(saying)) == []


def sentence(phrase: Phrase) -> float:
    """Words in a sentence of the phrase, on average."""
    sentences = [part for part in re.split(r"[.?!]", phrase.template) if part.strip()]
    return sum(len(part.split()) for part in sentences) / len(sentences)


def sentences(voice: str | None) -> float:
    acts = (Act.CONCERN, Act.VOUCH, Act.ANSWER, Act.COUNTER, Act.IMPRESSION)
    voiced = frozenset({voice}) if voice else frozenset[str]()
    said = [p for p in book().phrases if p.act in acts and p.place is Place.BODY and p.when.voices == voiced]
    return median(sentence(phrase) for phrase in said)


def test_a_director_is_shorter_than_everybody_else() -> None:
    others = {voice for voices in book().voices.values() for voice in voices} - {"brief"}
    assert all(sentences("brief") < sentences(voice) for voice in others - {"blunt"})
    assert sentences("brief") < sentences(None)


@pytest.mark.parametrize("role", list(Role))
def test_each_voice_has_words_of_its_own(role: Role) -> None:
    for voice in book().voices[role]:
        own = [phrase for phrase in book().phrases if phrase.when.voices == {voice}]
        assert len([phrase for phrase in own if phrase.place is Place.BODY]) >= 15
        assert len([phrase for phrase in own if phrase.place is not Place.BODY]) >= 15


@pytest.mark.parametrize("because", list(Because))
def test_a_reason_is_named_with_the_call(because: Because) -> None:
    words = {
        Because.CONCERN: r"can't (get|invite) past|worry|answered|open",
        Because.UNSPOKEN: r"nobody|no one|silence|voice|speak",
        Because.SEATS: r"seat|spot|places|list|room|day|calendar|everybody",
        Because.NO_LIST: r"list|decided|made up",
        Because.ANY_REASON: r"reason|empty|instinct|my call|my decision|say why",
    }
    act = Act.VETO if because in (Because.NO_LIST, Because.ANY_REASON) else Act.CALL
    tiers = (Tier.DNR, Tier.NO) if act is Act.VETO else (Tier.LOW, Tier.DNR, Tier.HOLD, Tier.NO)
    for tier in tiers:
        chooser = Chooser()
        said = [
            chooser.text(
                Saying(
                    act=act,
                    tone=Tone.PLAIN,
                    role=Role.DIRECTOR,
                    row=row,
                    tier=tier,
                    because=because,
                    facts=frozenset({Fact.NO_LIST} if tier in Verdicts.INVITE.tiers else {Fact.NO_LIST, Fact.RANKING}),
                )
            )
            for row in range(1, 4)
        ]
        assert [text for text in said if not re.search(words[because], text, re.IGNORECASE)] == []


@pytest.mark.parametrize("tier", list(Tier))
def test_a_call_says_where_the_row_goes_in_many_ways(tier: Tier) -> None:
    chooser = Chooser()
    said = {
        chooser.text(
            Saying(
                act=Act.CALL, tone=Tone.PLAIN, role=Role.DIRECTOR, row=row, tier=tier, facts=frozenset({Fact.ROWS_LEFT})
            )
        )
        for row in range(1, 15)
    }
    assert len(said) == 14
    words = {
        Tier.TOP: r"top|high|first|miss them",
        Tier.MID: r"mid|middle",
        Tier.LOW: r"low|down|bottom|compromise",
        Tier.DNR: r"not|no|off|pass|rank that",
        Tier.INVITE: r"invit|interview|bring|date|day|meet|see them",
        Tier.HOLD: r"hold|wait|keep|first wave|come back",
        Tier.NO: r"no|not|don't|decline|pass",
    }
    assert [text for text in said if not re.search(words[tier], text, re.IGNORECASE)] == []
