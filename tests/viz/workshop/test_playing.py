"""Groups of the audience take seats, and the meeting is held again with what they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.viz.workshop.held import Held, Talk, held
from tests.viz.workshop.replayed import SEATS, Answers
from viz.workshop.playing import NOBODY_ACTED

ROUND = "main:r001"
CLIENTS = tuple(f"client{number}-0123456789" for number in range(3))


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def workshop(tmp_path: Path, answers: Answers) -> Iterator[Held]:
    with held(tmp_path, seats=SEATS, questions=answers) as one:
        yield one


def to_the_seats(workshop: Held) -> tuple[Talk, list[Talk]]:
    """A host and three phones at the step of the seats, whose vote is open."""
    host, phones = workshop.host(), []
    for client in CLIENTS:
        phones.append(workshop.phone(client))
        phones[-1].hear("state")
    host.go(*["next"] * 9, "open_ballot")
    return host, phones


def test_groups_choose_and_what_they_do_is_played_beside_the_meeting(workshop: Held, answers: Answers) -> None:
    host, phones = to_the_seats(workshop)
    rounds = [phone.until(phase="open")["questions"][0]["round"] for phone in phones]
    assert rounds == [f"{ROUND}@apd1", f"{ROUND}@fac1", f"{ROUND}@apd1"]
    assert phones[0].vote("quiet", about=f"{ROUND}@fac1", ballot="seat")["why"] == "Another group sits in this seat."
    values = [one["value"] for one in phones[0].state["questions"][0]["choices"]]
    stake = next(value for value in values if value.startswith("stake"))
    for phone, about, choice in zip(phones, rounds, (stake, "quiet", stake), strict=True):
        assert phone.vote(choice, about=about, ballot="seat")["type"] == "ack"
    assert host.command("play")["why"] == "Close the vote first."
    host.go("lock", "play")
    board = workshop.socket("board")
    shown = board.until(phase="revealed")
    assert shown["recording"] == "seat-10"
    assert shown["playhead"]["end"] > 0
    assert b"row_closed" in workshop.unpacked("/recordings/seat-10.json")
    assert shown["debrief"][0]["text"].startswith("With you in the room, ")
    assert shown["debrief"][1]["rows"][1][1] == "Add nothing to what this member did"
    assert phones[0].until(phase="revealed")["note"] == shown["debrief"][0]["text"]
    ((act,),) = answers.acts
    assert (act["member"], act["units"]) == ("apd1", float(stake[5]))
    assert host.command("play")["why"] == "The groups have played this row already."
    assert host.command("open_ballot")["why"] == "The groups have played this row already."
    assert workshop.kept().seated == workshop.desk.room.seated
    host.go("back", "next")
    assert host.until(phase="revealed")["debrief"] == shown["debrief"]


def test_if_nobody_does_anything_the_meeting_stays_as_it_was(workshop: Held, answers: Answers) -> None:
    host, phones = to_the_seats(workshop)
    host.go("lock", "play")
    assert phones[0].until(phase="revealed")["note"] == NOBODY_ACTED
    assert workshop.socket("board").until(phase="revealed")["recording"] == "main"
    assert answers.acts == []


def test_what_a_member_may_not_do_is_said_to_the_host_who_can_try_again(workshop: Held, answers: Answers) -> None:
    host, phones = to_the_seats(workshop)
    answers.refuses = True
    state = phones[0].until(phase="open")["questions"][0]
    phones[0].vote(state["choices"][1]["value"], about=state["round"], ballot="seat")
    host.go("lock", "play")
    while not any("nobody may do that" in one for one in host.state["advice"]):
        host.hear("host")
    answers.refuses = False
    while host.state["busy"]:
        host.hear("host")
    host.go("play")
    assert host.until(phase="revealed")["advice"] == []
