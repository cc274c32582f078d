"""Groups of the audience take seats, and the meeting is held again with what they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
    board = workshop.socket("board")
    assert board.until(phase="open")["voted"] == {"seat": 0}
    rounds = [phone.until(phase="open")["questions"][0]["round"] for phone in phones]
    assert rounds == [f"{ROUND}@apd1", f"{ROUND}@fac1", f"{ROUND}@apd1"]
    assert phones[0].vote("quiet", about=f"{ROUND}@fac1", ballot="seat")["why"] == "Another group sits in this seat."
    values = [one["value"] for one in phones[0].state["questions"][0]["choices"]]
    stake = next(value for value in values if value.startswith("stake"))
    for phone, about, choice in zip(phones, rounds, (stake, "quiet", stake), strict=True):
        assert phone.vote(choice, about=about, ballot="seat")["type"] == "ack"
    assert host.command("play")["why"] == "Close the vote first."
    assert host.command("reveal")["why"] == "The meeting has not been held with what the groups do."
    host.go("lock", "play")
    talk = until_played(board)
    assert talk["voted"] == {"seat": 3}
    assert talk["playhead"]["end"] > 0
    assert talk["debrief"] == [], "nothing tells the end while the talk is played"
    assert talk["step"]["questions"] == [], "nobody is asked anymore"
    assert b"row_closed" in workshop.unpacked(f"/recordings/{talk['recording']}.json")
    host.go("reveal")
    shown = board.until(phase="revealed")
    lead, beside, did, others = shown["debrief"]
    assert lead["text"].startswith("With you in the room, ")
    assert beside["head"] == ["", "Without you", "With you"]
    assert beside["rows"][0] == ["Verdict", "Do not rank", "Low"]
    assert did["rows"][1][1] == "Add nothing to what this member did"
    assert others["text"].startswith("2 other rows moved on the list. The farthest: ")
    assert others["text"].endswith(", 4 places up.")
    assert phones[0].until(phase="revealed")["note"] == lead["text"]
    ((act,),) = answers.acts
    assert (act["member"], act["units"]) == ("apd1", float(stake[5]))
    assert host.command("play")["why"] == "The groups have played this row already."
    assert workshop.kept().seated == workshop.desk.room.seated
    host.go("back", "next")
    assert board.until(phase="locked", recording=talk["recording"])["debrief"] == []
    host.go("reveal")
    assert board.until(phase="revealed")["debrief"] == shown["debrief"]


def until_played(board: Talk) -> dict[str, Any]:
    """What the board shows once the meeting has been held with what groups do."""
    state = board.until(phase="locked")
    while not state["recording"].startswith("seat-10-"):
        state = board.hear("board")
    return state


def until_it_can(host: Talk, command: str) -> dict[str, Any]:
    """What a console shows once a command can be carried out."""
    while command not in host.state["commands"]:
        host.hear("host")
    return host.state


def test_a_group_learns_its_seat_and_what_it_knows_before_it_chooses(workshop: Held) -> None:
    host, phone = workshop.host(), workshop.phone(CLIENTS[0])
    phone.hear("state")
    host.go(*["next"] * 9)
    state = phone.state
    while state["step"]["kind"] != "seat":
        state = phone.hear("state")
    chair = workshop.desk.known.told[ROUND].chairs["apd1"]
    assert state["seat"] == {"label": chair.label, "knows": list(chair.knows)}
    assert chair.knows
    board = workshop.socket("board").hear("board")
    assert [block["caption"] for block in board["debrief"]] == [
        each.label for each in workshop.desk.known.told[ROUND].chairs.values()
    ]
    assert [row[1] for row in board["debrief"][0]["rows"] if row[1]] == [option.label for option in chair.options]
    assert state["debrief"] == []


def test_groups_can_try_again_and_the_board_plays_the_new_try(workshop: Held, answers: Answers) -> None:
    host, phones = to_the_seats(workshop)
    board, first = workshop.socket("board"), phones[0].until(phase="open")["questions"][0]
    phones[0].vote(first["choices"][1]["value"], about=first["round"], ballot="seat")
    host.go("lock", "play")
    until_played(board)
    host.go("reveal", "open_ballot")
    assert workshop.desk.room.seated == workshop.kept().seated == {}
    assert board.until(phase="open")["recording"] == "main"
    phones[0].vote(first["choices"][2]["value"], about=first["round"], ballot="seat", n=2)
    host.go("lock", "play")
    until_played(board)
    assert [acts[0]["point"] for acts in answers.acts] == [
        one["value"].partition(":")[2] for one in first["choices"][1:3]
    ]


def test_if_nobody_does_anything_the_meeting_stays_as_it_was(workshop: Held, answers: Answers) -> None:
    host, phones = to_the_seats(workshop)
    host.go("lock", "play")
    until_it_can(host, "reveal")
    host.go("reveal")
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
    assert until_it_can(host, "reveal")["advice"] == []
