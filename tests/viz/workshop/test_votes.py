"""Every vote as one row of a long table."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

from tests.viz.workshop.polled import PEOPLE, a_room
from tests.viz.workshop.sessions import session_file
from viz.workshop.room import Room, Vote
from viz.workshop.session import Session, load_session
from viz.workshop.votes import COLUMNS, votes_csv


def rows(session: Session, room: Room) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(votes_csv(session, room))))


def test_every_vote_is_there_once_with_the_step_at_which_it_was_cast(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path))
    found = rows(session, a_room(session))
    assert tuple(found[0]) == COLUMNS
    where = {(row["step"], row["row"], row["ballot"]) for row in found}
    assert where == {
        *(("1", "sure", "pre"), ("2", "main:img_b", "before"), ("4", "main:img_b", "after")),
        *(("7", "sure", "post"), ("7", "seen", "post")),
    }
    assert len(found) == 5 + 6 + 3 * 6
    assert {row["client"] for row in found} == set(PEOPLE.values())


def test_items_are_pairs_by_client_and_row(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path))
    pairs = {
        (row["client"], row["ballot"]): row["choice"] for row in rows(session, a_room(session)) if row["row"] == "sure"
    }
    assert all(pairs[animal, "pre"] == "no" and pairs[animal, "post"] == "yes" for animal in PEOPLE.values())


def test_changes_lateness_and_hands_are_said(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path))
    key = ("main:img_b", "before")
    room = replace(
        a_room(session),
        votes={key: {"c0": Vote(n=3, choice="low", changed=True, late=True)}},
        hands={key: {"top": 1, "dnr": 2}},
    )
    found = [(row["client"], row["choice"], row["changed"], row["late"]) for row in rows(session, room)]
    assert found == [
        ("Blue Fox", "low", "true", "true"),
        *(("hands", "top", "false", "false"), ("hands", "dnr", "false", "false"), ("hands", "dnr", "false", "false")),
    ]


def test_the_same_votes_are_the_same_bytes(tmp_path: Path) -> None:
    session = load_session(session_file(tmp_path))
    room = a_room(session)
    turned = replace(room, votes=dict(reversed(list(room.votes.items()))))
    assert votes_csv(session, turned) == votes_csv(session, room)
