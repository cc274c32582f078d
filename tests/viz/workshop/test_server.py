"""A workshop from end to end: people come in, vote, hear the talk, vote again, and see what happened."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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
        assert result["pivots"] == ["It was decided: r001."]
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
    assert host.command("hide_small", on=True)["type"] == "done"
    assert "fewer than 5" in json.dumps(host.until(settings={**host.state["settings"], "hide_small": True}))


def test_the_server_needs_neither_solara_nor_the_model() -> None:
    program = "import viz.workshop.hosting, viz.workshop.server, json, sys; print(json.dumps(sorted(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.partition(".")[0] for name in json.loads(said.stdout)}
    assert {"starlette", "uvicorn", "websockets", "segno"} <= loaded
    assert not loaded & {"solara", "reacton", "ipyvue", "mesa", "numpy", "pandas", "numba", "altair"}
