"""A row that is held aside is the row that the meeting held, and a place is one among the others as they were."""

from __future__ import annotations

from functools import cache

import pytest

from committee.errors import UsageRefused
from committee.experiments.row.standing import Standing, joined
from committee.experiments.whatifs.remade import Remade, from_scenario
from committee.measures.places import places
from committee.meeting.intervention import NOTHING, Changes, Intervention, PutAct
from committee.recording import Heard, Recording
from committee.terms import Act
from tests.scripted import SMALL

SETTINGS = {
    "as shipped": {},
    "no trace": {"switches.carry_over": "false"},
    "two committees": {"meeting.rules.second_committee": "true"},
    "a break": {"meeting.rules.breaks": "[3]", "meeting.rules.order": '"shuffled"'},
}


@cache
def _remade(name: str, seed: int = 1) -> Remade:
    return from_scenario("baseline", seed, settings={**SMALL, **SETTINGS[name]})


def _recording(remade: Remade, changes: Changes | None = None) -> Recording:
    heard = Heard()
    remade.meeting(heard, changes=changes).run()
    return heard.recording()


@pytest.mark.parametrize("name", SETTINGS)
def test_with_nothing_changed_the_row_is_as_recorded(name: str) -> None:
    recording = _recording(_remade(name))
    for row, closed in list(recording.closed)[::2]:
        standing = Standing(_remade(name), closed.id)
        assert (standing.base.tier, standing.base.call) == recording.placed[closed.id]
        told = standing.held(tell=True)
        assert [event.stances for event in told.events if event.event == "uttered"] == [
            said.stances for said in row.utterances
        ]


def test_places_are_those_of_the_list_where_no_review_moved_a_row() -> None:
    recording = _recording(_remade("no trace"))
    ids = list(recording.placed)[1::2]
    assert [Standing(_remade("no trace"), id_).base.place for id_ in ids] == [places(recording)[id_] for id_ in ids]


def test_a_change_does_what_it_does_in_the_whole_meeting() -> None:
    remade = _remade("no trace")
    for id_ in list(_recording(remade).placed)[::3]:
        standing = Standing(remade, id_)
        inside = Intervention(silenced=(2, 3), more_s=20.0)
        whole = _recording(remade, Changes(rows={id_: inside}))
        stood = standing.stood(standing.held(inside))
        assert (stood.tier, stood.call) == whole.placed[id_]
        assert stood.place == places(whole)[id_]


@pytest.mark.parametrize("name", ["no trace", "two committees"])
def test_changed_cells_do_what_they_do_in_the_whole_meeting(name: str) -> None:
    remade = _remade(name)
    id_ = next(iter(_recording(remade).placed))  # the first row meets a room without a past
    standing = Standing(remade, id_)
    changed = {"letters": "us:fight; us:glowing", "visa": "j1"}
    cells = standing.cells(changed)
    stood = standing.stood(standing.held(cells=cells), cells)
    assert (stood.tier, stood.call) == _recording(remade, Changes(cells={id_: changed})).placed[id_]
    assert standing.tier(standing.held(cells=cells), cells) is stood.tier
    assert standing.stood(standing.held()) == standing.base


def test_what_was_changed_already_stays_changed() -> None:
    plain = _remade("as shipped")
    id_ = list(_recording(plain).placed)[4]
    changes = Changes(rows={id_: Intervention(silenced=(1, 2))})
    what_if = Remade(convener=plain.convener, seed=plain.seed, changes=changes)
    standing = Standing(what_if, id_)
    assert standing.base.call == _recording(plain, changes).placed[id_].call
    both = standing.stood(standing.held(Intervention(silenced=(3,))))
    whole = _recording(plain, Changes(rows={id_: Intervention(silenced=(1, 2, 3))}))
    assert both.call == whole.placed[id_].call


def test_two_changes_are_joined() -> None:
    put = PutAct(at_s=1.0, member="a", act=Act.WAIT)
    first = Intervention(silenced=(1,), quiet=("a",), more_s=20.0)
    second = Intervention(silenced=(2,), forgotten=("g",), frugal=("b",), more_s=5.0, put=(put,))
    assert joined(first, second) == Intervention(
        silenced=(1, 2), forgotten=("g",), quiet=("a",), frugal=("b",), more_s=25.0, put=(put,)
    )
    assert joined(first, NOTHING) is first
    assert joined(NOTHING, second) is second


def test_a_row_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageRefused, match="no row has this id"):
        Standing(_remade("as shipped"), "nobody")
