"""The rotation: most specific first, nothing twice within ten rows, and the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from committee.errors import InputRefused
from committee.phrases import Chooser, Saying
from committee.phrases.book import load
from committee.phrases.chooser import REPEAT_ROWS
from committee.phrases.saying import fillings_of, scene_of
from committee.terms import Act, Family, Role, Tier, Tone
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
                    ghost=GHOST if act is Act.RECALL else "",
                    tier=draw(st.sampled_from(Tier)) if act in (Act.CALL, Act.VETO) else None,
                )
            )
    return sayings


def all_that_fits(wanted: Saying) -> set[str]:
    book = load("english")
    fillings = fillings_of(wanted, book.words)
    levels = book.levels(scene_of(wanted, fillings, book))
    return {book.phrases[number].filled(fillings) for level in levels for number in level.numbers}


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
    waiting = saying(Act.WAIT)
    texts = [chooser.text(waiting) for _ in range(60)]
    distinct = len(set(texts))
    assert distinct >= 15
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


def sides(act: Act, *before: Saying) -> set[str]:
    """What can be said on taking a side after ``before``, over many rows."""
    chooser, texts = Chooser(), set()
    for row in range(1, 30):
        for earlier in before:
            chooser.text(replace(earlier, row=row))
        texts.add(chooser.text(saying(act, row, addressee="Dr Vale")))
    return texts


def test_one_takes_on_praise_and_a_worry_in_different_words() -> None:
    praise, worry = saying(Act.VOUCH, valence=1), saying(Act.CONCERN, valence=-1)
    after_praise, after_worry = sides(Act.CHALLENGE, praise), sides(Act.CHALLENGE, worry)
    assert "That was generous, Dr Vale." in after_praise - after_worry
    assert "That's a bit rough, Dr Vale." in after_worry - after_praise
    challenged = replace(worry, act=Act.CHALLENGE, valence=None)
    assert "That was generous, Dr Vale." in sides(Act.CHALLENGE, worry, challenged)


def test_a_side_is_not_carried_into_the_next_row() -> None:
    chooser = Chooser()
    texts = set()
    for row in range(1, 60, 2):
        chooser.text(saying(Act.VOUCH, row, valence=1))
        texts.add(chooser.text(saying(Act.CHALLENGE, row + 1, addressee="Dr Vale")))
    assert "That was generous, Dr Vale." not in texts


def test_words_differ_by_role_and_tone() -> None:
    said = {Chooser().text(saying(Act.AGREE, role=role, addressee="Dr Vale")) for role in Role}
    assert len(said) == len(Role)
    assert len({Chooser().text(saying(Act.CHALLENGE, tone=tone)) for tone in Tone}) == len(Tone)


def test_details_are_said_as_people_say_them() -> None:
    chooser = Chooser()
    texts = [
        chooser.text(saying(Act.CONCERN, row, family=Family.GAP, valence=-1, detail="1 years, family"))
        for row in range(1, 20)
    ]
    assert any("one year" in text.lower() for text in texts)
    assert not any("one years" in text.lower() or "1 year" in text for text in texts)


def test_what_is_in_a_name_is_never_taken_for_a_phrase() -> None:
    text = Chooser().text(saying(Act.CHALLENGE, addressee="{detail} {0}", role=Role.ASSOCIATE))
    assert "{detail} {0}" in text


def test_a_language_without_a_file_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputRefused, match=r'language: "englsh" is not allowed; .*english.*did you mean "english"'):
        Chooser("englsh")


@pytest.mark.parametrize("name", ["../english", "english.toml", ""])
def test_a_language_is_never_a_path(name: str) -> None:
    with pytest.raises(InputRefused, match="there are phrases in english"):
        Chooser(name)
