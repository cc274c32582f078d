"""Levers, points and nulls are said as a reader knows them."""

from __future__ import annotations

from typing import Any

import pytest

from viz.export.report.levers import change_in_words, key_in_words, null_in_words, plain, said_of, written

SCENARIO = {
    "pool": {"rows": [{"id": "img_b", "name": "Ansel Miro"}]},
    "members": [{"id": "director", "name": "Dr Vale"}, {"id": "apd_1"}],
    "memory": {"episodes": [{"id": "washout", "label": "last year's resident, who was gone by March"}]},
}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("rows.img_a.step1", "img_a's Step 1"),
        ("rows.img_b.visa", "Ansel Miro's visa"),
        ("memory.episodes.1.outcome", "how last year's resident is remembered"),
        ("members.1.capital", "Dr Vale's capital"),
        ("members.2.capital", "member 2's capital"),
        ("members.9.capital", "member 9's capital"),
        ("memory.episodes.1.vividness", "the vividness of last year's resident"),
        ("memory.episodes.5.vividness", "the vividness of episode 5"),
        ("meeting.row_seconds", "the seconds a row gets at first"),
        ("meeting.rules.order", "the order of the rows"),
        ("meeting.rules.equal_airtime", "equal airtime"),
        ("add_members", "the added member"),
    ],
)
def test_a_key_is_named_for_whom_it_is_about(key: str, words: str) -> None:
    assert key_in_words(key, SCENARIO) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "blank"),
        ("pass", "pass"),
        (12.0, "12"),
        (0.5, "0.5"),
        (True, "true"),
        ([], "none"),
        (["kind", "visa"], "kind, visa"),
        ([{"id": "observer", "name": "R. Quill"}], "R. Quill"),
        ({"id": "observer"}, "observer"),
    ],
)
def test_a_value_is_written_without_marks(value: Any, words: str) -> None:
    assert written(value) == words


@pytest.mark.parametrize(
    ("key", "value", "clause"),
    [
        ("rows.img_b.advocate", "apd:strong", "an associate director argues strongly for Ansel Miro"),
        ("rows.img_b.advocate", "", "nobody argues for Ansel Miro"),
        ("rows.img_b.advocate", "nurse:loud", "Ansel Miro's advocate is nurse:loud"),
        ("rows.img_b.visa", "h1b", "Ansel Miro's visa is H-1B"),
        ("rows.img_b.letters", "us:fight; abroad:generic", "Ansel Miro's letters are US fight, abroad generic"),
        ("memory.episodes.1.outcome", -0.8, "last year's resident is remembered badly (−0.8 on a scale from −1 to 1)"),
        ("members.1.capital", 12.0, "Dr Vale's capital is 12"),
        ("add_members", [{"name": "R. Quill"}], "R. Quill joins the room"),
        ("add_members", [], "nobody joins the room"),
        ("meeting.rules.rubric", True, "rubric is on"),
        ("program.posture.us_md", -1.5, "us md is −1.5"),
    ],
)
def test_a_value_is_said_in_a_clause(key: str, value: Any, clause: str) -> None:
    assert said_of(key, value, SCENARIO) == clause


def test_only_what_differs_is_said() -> None:
    base, point = {"a.b": 1, "c.d": "x", "e.f": 2.0}, {"a.b": 1, "c.d": "y", "e.f": 3.0}
    assert plain(change_in_words(point, base, list(point), SCENARIO)) == "d: y, f: 3"
    assert plain(change_in_words(base, base, list(base), SCENARIO)) == "the base"


def test_a_null_is_said_by_what_it_takes_out() -> None:
    assert null_in_words("switches.memory=false") == "nobody remembers past residents (switches.memory=false)"
    assert null_in_words("additive") == "a score plus one noise draw, without a meeting (additive)"
    assert null_in_words("meeting.floor.tired=0.0") == "with meeting.floor.tired=0.0"
