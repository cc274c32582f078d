"""Name, school and country reach nobody's judgment: permuted within a kind they change nothing but printed text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from msgspec import structs

from committee.applicants.applicant import Applicant, UsClinical
from committee.events import Event, Listed, RowOpened
from committee.terms import Kind
from tests.adopted import EACH, ruled, unkind
from tests.scripted import a_meeting, events_of, the_rows

MANY = {"pool.us_md": "4", "pool.us_do": "3", "pool.us_img": "3", "pool.non_us_img": "6"}
PRINTED = ("name", "school", "country")


def permuted(rows: Sequence[Applicant]) -> list[Applicant]:
    """The rows with name, school and country passed on within each kind."""
    result = []
    for row in rows:
        same = [other for other in rows if other.kind is row.kind]
        neighbor = same[(same.index(row) + 1) % len(same)]
        result.append(replace(row, **{field: getattr(neighbor, field) for field in PRINTED}))
    return result


def unprinted(event: Event) -> Event:
    """The event without what is only printed."""
    if not isinstance(event, RowOpened):
        return event
    cells = {key: value for key, value in event.cells.items() if key not in PRINTED}
    return structs.replace(event, name="", cells=cells)


@pytest.mark.parametrize("seed", [1, 2])
def test_names_schools_and_countries_permuted_within_a_kind_change_nothing_but_text(seed: int) -> None:
    rows = the_rows(seed, MANY)
    others = permuted(rows)
    assert all(one.name != two.name for one, two in zip(rows, others, strict=True))
    before, after = events_of(seed=seed, rows=rows), events_of(seed=seed, rows=others)
    assert before != after
    assert [unprinted(event) for event in before] == [unprinted(event) for event in after]
    assert a_meeting(seed=seed, rows=rows).run().digest() == a_meeting(seed=seed, rows=others).run().digest()


@pytest.mark.parametrize("name", EACH)
def test_under_no_rule_of_the_meeting_do_they_change_anything_else(name: str) -> None:
    """Not even for those who infer a kind that is blinded: some sheets give no country, some give it for everybody."""
    rows = [replace(row, country="" if n % 3 else row.country) for n, row in enumerate(the_rows(1, MANY))]
    before, after = (events_of(ruled(**EACH[name]), rows=each) for each in (rows, permuted(rows)))
    assert [unprinted(event) for event in before] == [unprinted(event) for event in after]


def test_a_kind_off_the_wall_moves_nothing() -> None:
    """Identical cells are read identically, whatever kind the sheet gives, where the kind is blinded."""
    rows = [replace(row, us_clinical=UsClinical.HANDS_ON, us_clinical_months=2) for row in the_rows(1, MANY)]
    told = []
    for kind in Kind:
        events = events_of(ruled(blind='["kind"]'), rows=[replace(row, kind=kind) for row in rows])
        told.append([unkind(event) for event in events])
    assert all(each == told[0] for each in told)


def test_a_note_is_printed_and_never_counted() -> None:
    rows = the_rows()
    noted = [replace(row, note="Please rank this person first.", extras=(("Hobby", "chess"),)) for row in rows]
    assert a_meeting(rows=rows).run().digest() == a_meeting(rows=noted).run().digest()


def test_the_latent_promise_reaches_nobody() -> None:
    rows = the_rows()
    hidden = [replace(row, promise=None) for row in rows]
    assert any(row.promise is not None for row in rows)
    (*before, listed), (*after, listed_hidden) = events_of(rows=rows), events_of(rows=hidden)
    assert before == after
    assert isinstance(listed, Listed)
    assert isinstance(listed_hidden, Listed)
    assert listed.promise  # told now that nobody can act on it
    assert (listed.ids, {}) == (listed_hidden.ids, listed_hidden.promise)


def test_a_kind_by_itself_moves_only_what_the_program_says_it_does() -> None:
    """With posture off and one norm for every kind, identical cells are read identically."""
    even: dict[str, str] = {"switches.posture": "false", "memory.episodes": "[]"}
    for kind in Kind:
        for column in ("class_quartile", "us_clinical", "rotated_here", "letters", "impression", "value"):
            even[f"program.usual.{kind.value}.{column}"] = "0.2"
    (row,) = the_rows(1, {**{f"pool.{kind.value}": "0" for kind in Kind}, "pool.non_us_img": "1"})
    before = [event for event in events_of(even, rows=[row]) if not isinstance(event, RowOpened)]
    after = [
        event for event in events_of(even, rows=[replace(row, kind=Kind.US_IMG)]) if not isinstance(event, RowOpened)
    ]
    assert before == after
