"""A workshop from end to end: people come in, vote, hear the talk, vote again, and see what happened."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from tests.viz.workshop.held import Held, held

ANNA, BEN, CARL = (f"{name}-0123456789abcdef" for name in ("anna", "ben", "carl"))


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Held]:
    with held(tmp_path) as one:
        yield one


def test_two_phones_vote_and_the_host_reveals(workshop: Held) -> None:
    host, board = workshop.host(), workshop.socket("board")
    anna, ben = workshop.phone(ANNA), workshop.phone(BEN)
    assert {anna.hear("state")["phase"], ben.hear("state")["phase"]} == {"waiting"}
    assert anna.state["animal"] != ben.state["animal"]

    host.go("next", "open_ballot")
    assert [one["ballot"] for one in anna.until(phase="open")["questions"]] == ["before"]
    assert anna.vote("top")["type"] == "ack"
    assert ben.vote("low")["choice"] == "low"
    assert board.until(voted={"before": 2, "after": 0})["result"] is None

    host.go("lock", "next", "next", "open_ballot")
    assert anna.vote("mid", ballot="after")["type"] == "ack"
    assert ben.vote("mid", ballot="after")["type"] == "ack"
    host.go("lock", "next", "reveal")
    for page in (anna, ben, board, host):
        result = page.until(phase="revealed")["result"]
        assert (result["before"], result["after"]) == ({"top": 1, "low": 1}, {"mid": 2})
        assert result["pivots"] == ["The sponsor decided r001."]
    votes = workshop.kept().votes
    assert {client: vote.choice for client, vote in votes["main:r001", "before"].items()} == {ANNA: "top", BEN: "low"}


def test_it_works_without_scripts_and_without_websockets(workshop: Held) -> None:
    cookie = workshop.become_host()
    status, headers, _ = workshop.form("/join", code=f" {workshop.code[:3].lower()}-{workshop.code[3:]} ")
    assert (status, headers["location"]) == (303, "/join")
    phone = headers["set-cookie"].partition(";")[0]
    for command in ("next", "open_ballot"):
        at = str(workshop.desk.room.stand.index)
        assert workshop.form("/host", cookie, do=command, at=at)[0] == 303
    page = workshop.ask("/join", cookie=phone)[2].decode()
    assert page.count('type="radio"') == 4
    assert workshop.form("/join", phone, round="main:r001", ballot="before", choice="dnr")[0] == 303
    assert "Your vote counts." in workshop.ask("/join", cookie=phone)[2].decode()
    said = {"v": 1, "type": "join", "client": ANNA, "code": workshop.code}
    state = json.loads(workshop.ask("/vote", json.dumps(said).encode())[2])["state"]
    assert state["phase"] == "open"
    vote = {"v": 1, "type": "vote", "client": ANNA, "round": "main:r001", "ballot": "before", "n": 1, "choice": "top"}
    told = json.loads(workshop.ask("/vote", json.dumps(vote).encode())[2])
    assert told["answer"]["type"] == "ack"
    assert told["state"]["questions"][0]["mine"] == {"choice": "top", "n": 1}
    assert len(workshop.kept().votes["main:r001", "before"]) == 2


def test_a_timer_locks_the_ballot_and_waits_while_the_host_has_paused(workshop: Held) -> None:
    host, anna = workshop.host(), workshop.phone(ANNA)
    assert host.command("timer", seconds=5)["type"] == "done"  # nothing is open, so nothing runs
    host.go("next", "open_ballot")
    assert anna.until(phase="open")["seconds_left"] is None
    assert host.command("timer", seconds=1)["type"] == "done"
    assert anna.hear("state")["seconds_left"] == 1
    host.go("pause")
    sleep(1.2)
    assert anna.until(phase="paused")["seconds_left"] == 1
    host.go("go_on")
    anna.until(phase="open")
    assert anna.until(phase="locked")["seconds_left"] is None
    host.go("open_ballot")
    assert host.command("timer", seconds=600)["type"] == "done"
    while anna.state["seconds_left"] is None:
        anna.hear("state")
    assert host.command("timer", seconds=300, more=True)["type"] == "done"
    while anna.state["seconds_left"] < 700:
        anna.hear("state")
    assert host.command("timer", seconds=0)["type"] == "done"
    while anna.state["seconds_left"] is not None:
        anna.hear("state")
    assert anna.state["phase"] == "open"


def test_one_phone_in_two_tabs_is_one_vote_and_a_latecomer_lands_in_the_running_round(workshop: Held) -> None:
    host, tabs = workshop.host(), [workshop.phone(ANNA) for _ in range(2)]
    host.go("next", "open_ballot")
    for tab in tabs:
        tab.until(phase="open")
    assert tabs[0].vote("top", n=1)["choice"] == "top"
    assert tabs[1].vote("low", n=1)["choice"] == "top"  # the answer says what stands
    assert tabs[1].vote("low", n=2)["choice"] == "low"
    while tabs[0].state["questions"][0]["mine"] != {"choice": "low", "n": 2}:
        tabs[0].hear("state")
    late = workshop.phone(CARL)
    assert late.hear("state")["phase"] == "open"
    assert late.vote("mid")["type"] == "ack"
    assert {vote.choice for vote in workshop.kept().votes["main:r001", "before"].values()} == {"low", "mid"}


def test_hands_take_the_place_of_phones_for_a_whole_row(workshop: Held) -> None:
    host = workshop.host()
    host.go("next")
    for ballot in ("before", "after"):
        assert host.state["ballots"][0]["ballot"] == ballot
        said = {"round": "main:r001", "ballot": ballot, "counts": {"top": 3, "low": 9}}
        assert host.command("hands", **said)["type"] == "done"
        host.go("next", "next" if ballot == "before" else "reveal")
    result = host.until(phase="revealed")["result"]
    assert result["before"] == result["after"] == {"top": 3, "low": 9}


def test_the_debrief_tells_what_is_revealed_and_hosts_take_home_what_was_voted(workshop: Held) -> None:
    cookie = workshop.become_host()
    host, anna = workshop.socket("host", cookie), workshop.phone(ANNA)
    host.go("open_ballot")
    assert anna.until(phase="open")["questions"][0]["ballot"] == "pre"
    assert anna.vote("yes", about="sure", ballot="pre")["type"] == "ack"
    host.go("next", "open_ballot")
    assert anna.vote("top")["type"] == "ack"
    host.go("next", "next", "open_ballot", "next", "reveal")
    host.go(*["next"] * (host.state["step"]["of"] - host.state["step"]["index"] - 1))
    told = json.dumps(host.until(phase="waiting")["debrief"])
    assert "Row 1" in told
    assert "Row 2" not in told
    lines = workshop.ask("/votes.csv", cookie=cookie)[2].decode().splitlines()
    assert lines[0] == "session,client,step,row,ballot,choice,changed,late"
    assert sorted(line.split(",", 3)[3] for line in lines[1:]) == [
        "main:r001,before,top,false,false",
        "sure,pre,yes,false,false",
    ]
    for page in ("/handout.html", "/follow_up.html"):
        assert b"Mine" in workshop.ask(page, cookie=cookie)[2]
    for page in ("/handout.html", "/follow_up.html", "/votes.csv"):
        assert workshop.ask(page)[0] == 403
    for on, status, address in ((True, 200, f"http://127.0.0.1:{workshop.port}/handout.html"), (False, 403, "")):
        assert host.command("handout", on=on)["type"] == "done"
        assert anna.until(handout=address)["handout"] == address
        assert workshop.ask("/handout.html")[0] == status
    assert host.command("hide_small", on=True)["type"] == "done"
    assert "fewer than 5" in json.dumps(host.until(settings={**host.state["settings"], "hide_small": True}))
    host.go("end")
    anna.until(phase="ended", handout=f"http://127.0.0.1:{workshop.port}/handout.html")
    assert [workshop.ask(page)[0] for page in ("/handout.html", "/follow_up.html", "/votes.csv")] == [200, 403, 403]


def test_the_server_needs_neither_solara_nor_the_model() -> None:
    program = "import viz.workshop.hosting, viz.workshop.server, json, sys; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in json.loads(said.stdout)}
    assert {"starlette", "uvicorn", "websockets", "segno"} <= loaded
    assert not loaded & {"solara", "reacton", "ipyvue", "mesa", "numpy", "pandas", "numba", "altair"}
