"""What a room calls those whom it remembers."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest

from committee.phrases.book import load
from committee.pipeline.naming import label_of
from committee.pipeline.residency import AFTER, Fate
from committee.recording.quoting import denied_in
from committee.terms import Became, Flag, Kind, Visa
from tests.committee.pipeline.residents import a_country, a_resident, the_countrys_fates

FATES = [None, *(Fate(event, after) for event, (first, last) in AFTER.items() for after in range(first, last + 1))]


@cache
def labels() -> set[str]:
    """What residents of all sorts may be called."""
    return {
        label_of(a_resident(id=f"n{number}", kind=kind, visa=visa, flags=flags), fate)
        for number, kind, visa, flags, fate in product(
            range(6), Kind, Visa, [(), *((flag.value,) for flag in Flag)], FATES
        )
    }


def test_a_name_is_a_noun_phrase_with_the_year() -> None:
    for label in labels():
        assert re.fullmatch(r"the [\w-].* (who|whom|whose) [^.?!{}]+[^.?!{} ]", label), label
        assert label.count("2027") == 1
        assert "  " not in label
        assert len(label.split()) <= 17


def test_nothing_is_said_about_what_a_person_is() -> None:
    denied = load("english").words.denied
    assert {label for label in labels() if denied_in(label, denied)} == set()


def test_there_are_many_names() -> None:
    assert len(labels()) > 300


@pytest.mark.parametrize(
    ("changed", "fate", "begins"),
    [
        ({"visa": Visa.H1B}, Fate(Became.LATE, 0), "the H-1B "),
        ({"visa": Visa.J1, "flags": ("step_fail",)}, Fate(Became.LATE, 0), "the J-1 "),
        ({"kind": Kind.US_DO}, None, "the DO "),
        ({"kind": Kind.US_IMG}, Fate(Became.STOOD_OUT, 1), "the US-IMG "),
    ],
)
def test_a_name_begins_with_what_has_to_do_with_it(changed: dict[str, object], fate: Fate | None, begins: str) -> None:
    assert label_of(a_resident(**changed), fate).startswith(begins)


def test_a_flag_is_named_where_something_is_told() -> None:
    failed = a_resident(flags=("weak_letters", "step_fail"), visa=Visa.J1)
    assert " with the failed Step who " in label_of(failed, Fate(Became.LEFT, 1))
    assert "Step" not in label_of(failed, None)


def test_the_year_of_training_is_that_of_the_event() -> None:
    for number, after in product(range(10), range(3)):
        label = label_of(a_resident(id=f"n{number}"), Fate(Became.REMEDIATED, after))
        nth = ("first", "second", "third")[after]
        assert f"{nth} year" in label or "year" not in label


def test_a_name_depends_on_the_resident_alone() -> None:
    one = a_resident(id="y2027d0004")
    assert label_of(one, None) == label_of(a_resident(id="y2027d0004", promise=2.0, name="Dr Other"), None)
    assert len({label_of(a_resident(id=f"n{number}"), None) for number in range(60)}) > 15


def test_nobody_in_a_class_is_called_like_another() -> None:
    names: list[str] = []
    for one in a_country()[:240]:
        told = the_countrys_fates().get(one.id)
        names.append(label_of(a_resident(id=one.id), told[0] if told else None, names))
    assert len(set(names[:25])) == 25


def test_where_all_names_are_taken_the_first_is_given_again() -> None:
    one, fate = a_resident(), Fate(Became.BOARDS_FAILED, 3)
    names: list[str] = []
    for _ in range(100):
        names.append(label_of(one, fate, names))
    assert len(set(names)) > 8
    assert names[-1] == names[0] == label_of(one, fate)
