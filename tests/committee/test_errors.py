from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from committee import errors
from committee.errors import (
    LONGEST_VALUE,
    SHOWN_AT_ONCE,
    CommitteeError,
    InputRefused,
    Problem,
    ScenarioRefused,
    harmless,
    nearest,
    quoted,
)


def test_a_problem_names_place_value_what_is_allowed_and_the_nearest() -> None:
    problem = Problem(place="people.csv, row 7, column kind", value="us_dm", allowed="one of us_md", nearest="us_md")
    assert problem.sentence() == (
        'people.csv, row 7, column kind: "us_dm" is not allowed; one of us_md (did you mean "us_md"?).'
    )


def test_a_problem_without_a_value_says_only_what_is_allowed() -> None:
    assert Problem(place="members", allowed="a room has one director").sentence() == "members: a room has one director."
    assert Problem(place="members").sentence() == "members."


@given(st.text(max_size=300))
def test_a_hostile_value_cannot_flood_or_steer_a_screen(value: str) -> None:
    shown = quoted(value)
    assert shown.isprintable()
    assert len(shown) <= 2 + 10 * LONGEST_VALUE


@given(st.text(max_size=60))
def test_a_sentence_cannot_steer_a_screen_from_any_of_its_parts(text: str) -> None:
    said = Problem(place=text, value=text, allowed=text, nearest=text).sentence()
    assert said == harmless(said, keep="")


STEERING = "\x00\x07\x08\r\x1b\x7f\x85\x9b\u2028\u2029\u202a\u202e\u2066\u2069\ud800"


@pytest.mark.parametrize("character", STEERING)
def test_what_steers_a_terminal_is_escaped(character: str) -> None:
    shown = harmless(f"a{character}b")
    assert character not in shown
    assert shown.isascii()
    assert shown[:2] == "a\\"


@pytest.mark.parametrize("text", ["José", "שלום", "👩\u200d🔬", "می\u200cخواهم", "a\tb\nc", "𝒜"])
def test_letters_of_any_script_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text
    assert "\n" not in harmless(text, keep="")


def test_a_long_value_is_shortened() -> None:
    assert len(quoted("x" * 1000)) == LONGEST_VALUE + 2


@pytest.mark.parametrize(("word", "near"), [(" US_MD ", "us_md"), ("us_dm", "us_md"), ("zebra", None), ("", None)])
def test_the_nearest_word_is_offered_only_where_one_is_near(word: str, near: str | None) -> None:
    assert nearest(word, ["us_md", "us_do", "us_img"]) in (near, "us_do" if near else None)


@pytest.mark.parametrize("count", [1, SHOWN_AT_ONCE, SHOWN_AT_ONCE + 1, 400])
def test_a_refusal_shows_the_first_problems_and_keeps_all(count: int) -> None:
    refused = InputRefused(*(Problem(place=f"row {number}") for number in range(count)))
    lines = str(refused).splitlines()
    assert len(refused.problems) == count
    assert len(lines) == min(count, SHOWN_AT_ONCE + 1)
    assert (str(count) in lines[-1]) or count <= SHOWN_AT_ONCE


def test_a_refusal_survives_the_way_back_from_a_worker_process() -> None:
    refused = ScenarioRefused(Problem(place="a.toml, season.year", value="x", allowed="a year"))
    back = copy.copy(refused)  # a copy and a worker process take it apart and rebuild it in the same way
    assert (type(back), back.problems, str(back)) == (ScenarioRefused, refused.problems, str(refused))


def test_every_error_is_on_the_tree_and_drawn_in_the_module() -> None:
    ours = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    for error in ours:
        assert issubclass(error, (CommitteeError, Warning))
        assert error.__name__ in (errors.__doc__ or "")
