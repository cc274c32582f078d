"""Every address answers in every phase of every step: with phones, with hands, in the network and without it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from tests.viz.workshop.held import Held, held
from tests.viz.workshop.replayed import SEATS, Answers
from viz.workshop.addresses import Address

ANNA = "anna-0123456789abcdef"
WIFI = Address(host="192.168.1.7", interface="wlan0", is_what="Wi-Fi", rank=0)
ROWS = ("r001",)
PARTS = ("reactions", "description", "analysis", "summary")
PAGES = ("/", "/board", "/join", "/host", "/favicon.ico", "/handout.html", "/follow_up.html", "/votes.csv")
FILES = ("/recordings/main.json", "/recordings/none.json", "/pivots/main:r001.json", "/pivots/none.json", "/none")
STEPS = {
    "join": ("open_ballot", "lock"),
    "predict": ("open_ballot", "pause", "go_on", "lock"),
    "vote": ("open_ballot", "lock"),
    "reveal": ("reveal",),
    "seat": ("open_ballot", "lock", "play"),
    "debrief": ("open_ballot", "lock"),
}
"""What hosts do at each kind of step, as far as it can be done there."""


def asked(workshop: Held, cookies: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each address with the status that it answers; the first cookie is that of a host, who may see them all."""
    for path in FILES:
        yield path, workshop.ask(path, cookie=cookies[0])[0]
    for cookie in cookies:
        for path in PAGES:
            yield path, workshop.ask(path, cookie=cookie)[0]


def said(workshop: Held, path: str, cookie: str = "", **message: Any) -> str:
    """What a message by plain POST is answered with."""
    status, _, content = workshop.ask(path, json.dumps({"v": 1, **message}).encode(), cookie=cookie)
    assert status < 500, (message, content)
    return str(json.loads(content)["answer"]["type"])


def voted(workshop: Held, cookie: str, *, hands: bool) -> None:
    """Everybody votes on all that is open: one phone, or hands."""
    for ballot in workshop.desk.place.ballots.values():
        about, choice = {"round": ballot.round, "ballot": ballot.name}, ballot.choices[0][0]
        if hands:
            at = workshop.desk.room.stand.index
            assert said(workshop, "/say", cookie, type="hands", at=at, counts={choice: 3}, **about) == "done"
        else:
            answer = said(workshop, "/vote", type="vote", client=ANNA, n=1, choice=choice, **about)
            assert answer == "ack" or ballot.name == "seat"  # another group's seat


@pytest.mark.parametrize(("hands", "reached"), [(False, (WIFI,)), (True, ())])
def test_no_address_fails_in_any_phase_of_any_step(tmp_path: Path, hands: bool, reached: Sequence[Address]) -> None:
    with held(tmp_path, rows=ROWS, seats=SEATS, parts=PARTS, reached=reached, questions=Answers()) as workshop:
        routes = {route.path for route in workshop.desk_app.routes if "GET" in (getattr(route, "methods", None) or ())}
        assert routes == {*PAGES, "/recordings/{name}.json", "/pivots/{round:path}.json"}  # none is left out above
        cookies = [workshop.become_host()]
        if not hands:
            _, headers, _ = workshop.form("/join", code=workshop.code)
            cookies.append(headers["set-cookie"].partition(";")[0])
            assert said(workshop, "/vote", type="join", client=ANNA, code=workshop.code) == "done"
        for step in workshop.desk.session.steps:
            for name in ("", *STEPS.get(step.kind, ()), "next"):
                stand = workshop.desk.room.stand
                if name and said(workshop, "/say", cookies[0], type=name, at=stand.index) != "done":
                    assert name == "next" or step.part in PARTS[:-1], (step, name)  # the end, or nobody votes here
                    continue
                while name == "play" and not workshop.desk.room.seated:
                    sleep(0.02)
                if name == "open_ballot":
                    voted(workshop, cookies[0], hands=hands)
                answers = list(asked(workshop, cookies))
                assert {status for _, status in answers} <= {200, 204, 307, 403, 404}, (step.kind, name, answers)
                assert ("/board", 200) in answers
        assert workshop.desk.room.revealed == {"main:r001"}
        assert said(workshop, "/say", cookies[0], type="end", at=workshop.desk.room.stand.index) == "done"
        assert {status for _, status in asked(workshop, cookies)} <= {200, 204, 307, 403, 404}
