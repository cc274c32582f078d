"""The rotation: most specific first, nothing twice within ten rows, and the same every time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.errors import InputRefused
from committee.phrases import Chooser, Saying
from committee.phrases.book import load
from committee.phrases.chooser import REPEAT_ROWS
from committee.phrases.facts import Fact
from committee.phrases.lengths import FASTEST, SLOWEST
from committee.phrases.phrase import Place
from committee.phrases.saying import fillings_of, scene_of
from committee.terms import Act, Because, Family, Role, Tier, Tone
from tests.effort import some

DETAILS = {
    Family.STEP_FAIL: "Step 1",
    Family.STEP2: "238",
    Family.VISA: "H-1B",
    Family.GAP: "3 years",
    Family.IMPRESSION: "shy",
    Family.LETTER_CODED: "US",
    Family.ADVOCATE: "affiliate_apd, strong",
    Family.NARRATIVE: "hidden",
}

GHOST = "the resident in 2021 who failed the boards twice"


def saying(act: Act, row: int = 1, **more: object) -> Saying:
    known: dict[str, object] = {"tone": Tone.PLAIN, "role": Role.FACULTY} | more
    return Saying(act=act, row=row, **known)  # type: ignore[arg-type]


@st.composite
def meetings(draw: st.DrawFn) -> list[Saying]:
    """Some rows in order, each with a handful of utterances."""
    sayings: list[Saying] = []
    acts = [act for act in Act if act is not Act.ANNOUNCE]
    for row in range(1, draw(st.integers(2, 30)) + 1):
        for _ in range(draw(st.integers(1, 6))):
            act = draw(st.sampled_from(acts))
            family = draw(st.sampled_from([None, *DETAILS]))
            sayings.append(
                saying(
                    act,
                    row,
                    tone=draw(st.sampled_from(Tone)),
                    role=draw(st.sampled_from(Role)),
                    family=family,
                    valence=draw(st.sampled_from([None, 1, -1])),
                    detail=DETAILS[family] if family else "",
                    addressee=draw(st.sampled_from(["", "Dr Vale"])),
                    facts=draw(st.sampled_from([frozenset(), frozenset({Fact.TO_SPOKE, Fact.FLAGGED})])),
                    ghost=GHOST if act is Act.RECALL else "",
                    tier=draw(st.sampled_from(Tier)) if act in (Act.CALL, Act.VETO) else None,
                )
            )
    return sayings


def all_that_fits(wanted: Saying) -> set[str]:
    book = load("english")
    fillings = fillings_of(wanted, book.words)
    fitting = book.fitting(scene_of(wanted, fillings, book)).levels
    levels = Chooser().due_levels(fitting, wanted, wanted.facts)
    phrases = [book.phrases[body.number] for level in levels for body in level.bodies]
    return {phrase.filled(fillings) for phrase in phrases if phrase.presumes <= wanted.facts}


@settings(max_examples=some(30))
@given(meetings())
def test_no_wording_is_heard_twice_within_ten_rows_while_another_fits(sayings: list[Saying]) -> None:
    chooser = Chooser()
    heard: dict[str, int] = {}
    for wanted in sayings:
        text = chooser.text(wanted)
        recent = {earlier for earlier, row in heard.items() if wanted.row - row <= REPEAT_ROWS}
        assert text not in recent or all_that_fits(wanted) <= recent
        heard[text] = wanted.row


@settings(max_examples=some(20))
@given(meetings())
def test_the_same_sayings_give_the_same_texts(sayings: list[Saying]) -> None:
    first, second = Chooser(), Chooser()
    assert [first.text(wanted) for wanted in sayings] == [second.text(wanted) for wanted in sayings]


def test_all_that_fits_is_used_before_anything_is_said_again() -> None:
    chooser = Chooser()
    doubting = saying(Act.CHALLENGE)
    texts = [chooser.text(doubting) for _ in range(60)]
    distinct = len(set(texts))
    assert distinct >= 10
    assert len(set(texts[:distinct])) == distinct
    assert texts[distinct : 2 * distinct] != []


def test_when_all_is_used_up_the_longest_unheard_comes_round() -> None:
    chooser = Chooser()
    texts = [chooser.text(saying(Act.VETO, role=Role.DIRECTOR, tier=Tier.DNR)) for _ in range(100)]
    distinct = len(set(texts))
    assert texts[distinct : 2 * distinct] == texts[:distinct]


def test_a_phrase_about_the_thing_comes_before_a_general_one() -> None:
    chooser = Chooser()
    texts = [
        chooser.text(saying(Act.CONCERN, row, family=Family.STEP_FAIL, valence=-1, detail="Step 1"))
        for row in range(1, 6)
    ]
    assert all("Step 1" in text for text in texts)


def test_a_ghost_that_is_recalled_is_named() -> None:
    chooser = Chooser()
    texts = [chooser.text(saying(Act.RECALL, row, valence=-1, ghost=GHOST)) for row in range(1, 15)]
    assert all(GHOST in text or GHOST.capitalize() in text or GHOST[1:] in text for text in texts)


def over_rows(act: Act, rows: int = 30, **more: object) -> set[str]:
    """What is said over so many rows."""
    chooser = Chooser()
    return {chooser.text(saying(act, row, addressee="Dr Vale", **more)) for row in range(1, rows)}


def test_one_takes_on_praise_and_a_worry_in_different_words() -> None:
    spoke = frozenset({Fact.TO_SPOKE})
    praise, worry = (over_rows(Act.CHALLENGE, valence=side, facts=spoke) for side in (1, -1))
    assert "That was generous, Dr Vale." in praise - worry
    assert "That's a little harsh, Dr Vale." in worry - praise


def test_what_is_taken_for_granted_must_be_so() -> None:
    line = "I'll say something for them, since nobody else has yet."
    assert line not in over_rows(Act.VOUCH, 200)
    assert line in over_rows(Act.VOUCH, facts=frozenset({Fact.UNPRAISED}))


def test_words_differ_by_role_and_tone() -> None:
    said = {Chooser().text(saying(Act.AGREE, role=role, addressee="Dr Vale")) for role in Role}
    assert len(said) == len(Role)
    named = frozenset({Fact.JUST_NAMED})
    assert len({over_rows(Act.ASK, 2, tone=tone, facts=named).pop() for tone in Tone}) >= 3


def test_members_of_one_role_have_voices_of_their_own() -> None:
    faculty = [over_rows(Act.AGREE, 3, order=order) for order in range(4)]
    assert all(not one & other for k, one in enumerate(faculty) for other in faculty[:k])
    assert over_rows(Act.AGREE, order=4) == over_rows(Act.AGREE, order=0)


@pytest.mark.parametrize("seconds", [4.0, 4.5, 5.0, 5.5])
@pytest.mark.parametrize("act", [Act.CONCERN, Act.VOUCH, Act.COUNTER])
def test_words_fit_the_seconds(act: Act, seconds: float) -> None:
    family, side = (Family.STEP2, -1) if act is Act.CONCERN else (Family.LETTER_GLOWING, 1)
    detail, letter = ("231", "") if act is Act.CONCERN else ("US", "us")
    texts = over_rows(act, family=family, valence=side, detail=detail, letter=letter, seconds=seconds)
    paces = [len(text.split()) * 60 / seconds for text in texts]
    assert all(SLOWEST <= pace <= FASTEST for pace in paces)


def test_a_slow_utterance_takes_an_opening_or_a_closing_of_the_speakers_own() -> None:
    book = load("english")
    own = {p.template for p in book.phrases if p.place in (Place.OPEN, Place.CLOSE) and p.when.voices == {"kind"}}
    slow = over_rows(Act.CONCERN, order=1, family=Family.STEP2, valence=-1, detail="231", seconds=7.5)
    assert all(any(text.startswith(words) or text.endswith(words) for words in own) for text in slow)


def test_nothing_is_said_twice_in_one_breath() -> None:
    for text in over_rows(Act.IMPRESSION, 60, order=3, family=Family.IMPRESSION, valence=1, detail="warm", seconds=6.0):
        assert text.count("I met them") <= 1


def test_what_is_asked_for_with_a_stake_is_said_aloud() -> None:
    staked = {"facts": frozenset({Fact.STAKED}), "tier": Tier.MID, "seconds": 9.0}
    texts = over_rows(Act.ADVOCATE, **staked)
    assert all("middle" in text.casefold() for text in texts)


def test_details_are_said_as_people_say_them() -> None:
    chooser = Chooser()
    texts = [
        chooser.text(saying(Act.CONCERN, row, family=Family.GAP, valence=-1, detail="1 years, family"))
        for row in range(1, 20)
    ]
    assert any("one year" in text.lower() for text in texts)
    assert not any("one years" in text.lower() or "1 year" in text for text in texts)


def test_what_is_in_a_name_is_never_taken_for_a_phrase() -> None:
    chooser = Chooser()
    named = frozenset({Fact.JUST_NAMED})
    texts = [chooser.text(saying(Act.ASK, row, addressee="{detail} {0}", facts=named)) for row in range(1, 9)]
    assert any("{detail} {0}" in text for text in texts)


def test_a_language_without_a_file_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputRefused, match=r'language: "englsh" is not allowed; .*english.*did you mean "english"'):
        Chooser("englsh")


@pytest.mark.parametrize("name", ["../english", "english.toml", ""])
def test_a_language_is_never_a_path(name: str) -> None:
    with pytest.raises(InputRefused, match="there are phrases in english"):
        Chooser(name)


@pytest.mark.parametrize(("act", "valence"), [(Act.VOUCH, 1), (Act.COUNTER, 1), (Act.CONCERN, -1)])
@pytest.mark.parametrize("seconds", [3.0, 5.0, 9.0, None])
def test_whoever_a_rule_has_speak_says_so_first_and_then_the_point(
    act: Act, valence: int, seconds: float | None
) -> None:
    duties = {phrase.template for phrase in load("english").by_act[act] if phrase.place is Place.DUTY}
    point = {"family": Family.STEP2, "valence": valence, "detail": "238", "seconds": seconds}
    assigned = over_rows(act, facts=frozenset({Fact.ASSIGNED}), **point)
    assert all(any(text.startswith(f"{duty} ") for duty in duties) for text in assigned)
    assert len({next(duty for duty in duties if text.startswith(duty)) for text in assigned}) > 1
    assert not any(text.startswith(tuple(duties)) for text in over_rows(act, **point))


def test_a_line_of_one_voice_is_not_said_twice_in_a_meeting_while_another_fits() -> None:
    chooser = Chooser()
    book = load("english")
    striking = {book.phrases[number].template for number in book.striking}
    said = [chooser.text(saying(Act.AGREE, row, valence=1)) for row in range(1, 61, 3)]
    jokes = [text for text in said if text in striking]
    assert jokes
    assert len(set(jokes)) == len(jokes)


def test_the_director_may_come_back_to_a_line() -> None:
    book = load("english")
    voices = frozenset[str]().union(*(book.phrases[number].when.voices for number in book.striking))
    assert voices == {voice for listed in book.voices.values() for voice in listed} - set(book.voices[Role.DIRECTOR])


def test_a_no_list_is_told_once_a_row() -> None:
    chooser = Chooser()
    keeper = frozenset({Fact.NO_LIST})
    veto = {"role": Role.DIRECTOR, "tier": Tier.DNR, "because": Because.NO_LIST, "facts": keeper}
    texts = [chooser.text(saying(Act.VETO, row, **veto)) for row in (1, 1, 2)]
    of_a_list = re.compile(r"no list|list of noes|my own list|personal list", re.IGNORECASE)
    assert [bool(of_a_list.search(text)) for text in texts] == [True, False, True]


def test_nobody_asks_why_after_a_line_has_said_that_nobody_tells() -> None:
    chooser = Chooser()
    failed = {"family": Family.STEP_FAIL, "detail": "Step 1", "addressee": "Dr Vale"}
    silent = frozenset({Fact.UNEXPLAINED, Fact.NEEDS_REASON, Fact.UNTOLD})
    why = re.compile(r"why|happen|expla|story|account|wrong|say about", re.IGNORECASE)
    asked = []
    for row in range(1, 60):
        worry = chooser.text(saying(Act.CONCERN, row, valence=-1, facts=silent, **failed))
        question = chooser.text(saying(Act.ASK, row, valence=-1, facts=silent, **failed))
        asked.append(("nobody tells us why" in worry, bool(why.search(question))))
    assert {(True, False), (False, True)} <= set(asked)
    assert (True, True) not in asked


@pytest.mark.parametrize("first", ["And", "Yes,", "Okay,"])
def test_nothing_stands_before_a_body_that_begins_a_reply(first: str) -> None:
    chooser = Chooser()
    openings = tuple(each.template for each in load("english").phrases if each.place is Place.OPEN)
    texts = [
        chooser.text(
            saying(Act.COUNTER, row, role=Role.CHIEF, order=row % 2, seconds=6.0, family=family, valence=1, **more)
        )
        for row in range(1, 40)
        for family, more in ((Family.LETTER_GLOWING, {"letter": "us"}), (Family.US_LETTERS, {"detail": "3"}))
    ]
    assert any(text.startswith(openings) for text in texts)
    glued = re.compile(rf"(?:[.,:]) {re.escape(first)} ", re.IGNORECASE)
    assert [text for text in texts if text.startswith(openings) and glued.search(text)] == []
