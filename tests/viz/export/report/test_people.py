"""Applicants go by their names, and their files by what people call the cells."""

from __future__ import annotations

import pytest

from viz.export.report.people import applicants, content_in_words, episode, files_in_all, introduced, person

SCENARIO = {
    "pool": {"us_md": 20, "non_us_img": 19, "order": "drawn", "rows": [{"id": "a", "name": "Rowan Tesk"}, {"id": "b"}]},
    "memory": {"episodes": [{"id": "x", "label": "last year's H-1B, who came late"}, {"label": "word " * 40}]},
}


def test_a_person_is_introduced_by_name_and_id() -> None:
    assert (person("a", SCENARIO), introduced("a", SCENARIO)) == ("Rowan Tesk", "Rowan Tesk (a)")
    assert (person("b", SCENARIO), introduced("c", SCENARIO)) == ("b", "c")


def test_the_files_are_counted_by_kind_or_by_row() -> None:
    assert files_in_all(SCENARIO) == 39
    assert files_in_all({"sheet": {"rows": [{"id": "a"}, {"id": "b"}]}}) == 2
    assert (files_in_all({}), applicants({"pool": None})) == (0, {})


def test_a_past_resident_is_named_in_few_words() -> None:
    assert episode(1, SCENARIO) == "last year's H-1B"
    assert len(episode(2, SCENARIO)) < 65
    assert episode(9, SCENARIO) == "episode 9"


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("visa", "h1b", "H-1B"),
        ("visa", "none", "none"),
        ("kind", "us_do", "US DO"),
        ("letters", "us:glowing; abroad:generic", "US glowing, abroad generic"),
        ("us_clinical", "hands_on", "hands on"),
        ("impression", "warm; clear", "warm, clear"),
        ("step2_ck", 238, "238"),
    ],
)
def test_a_cell_is_said_as_people_say_it(column: str, value: object, words: str) -> None:
    assert content_in_words(column, value) == words
