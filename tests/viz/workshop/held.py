"""A workshop served in a thread of the test, and phones and hosts that talk to it as browsers do."""

from __future__ import annotations

import gzip
import http.client
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.viz.made_up import recording
from viz.questions import Questions
from viz.server import listen
from viz.workshop.addresses import Address
from viz.workshop.desk import Desk
from viz.workshop.journal import read_entries
from viz.workshop.known import Known, read_known
from viz.workshop.opening import Opened, begin, go_on
from viz.workshop.playing import Player
from viz.workshop.room import Room, room_of
from viz.workshop.served import Served
from viz.workshop.server import application
from viz.workshop.serving import Config, Door
from viz.workshop.session import Session, load_session

STEPS = ("predict", "talk", "vote", "reveal")

ITEM = """
[[items]]
id = "sure"
when = "both"
text = "Do you know what talk does?"
choices = ["no", "yes"]
"""


SEAT = ["[[steps]]", 'kind = "seat"', 'title = "Sit down"', "seconds = 30", 'recording = "main"', 'row = "r001"']


PARTS = ("description",)


def session_text(
    rows: tuple[str, ...] = ("r001", "r002"), seats: tuple[str, ...] = (), parts: tuple[str, ...] = PARTS
) -> str:
    """A session over invented rows: come in, then predict, talk, vote and reveal for each row, and a last word.

    With ``seats`` groups take them in row r001 before that. The last word has these parts.
    """
    lines = ['title = "Mine"', "minutes = 30", 'frame = "fairness"', 'aims = ["See what talk does"]']
    lines += ["[[recordings]]", 'name = "main"', 'file = "main.jsonl"']
    lines += ["[[steps]]", 'kind = "join"', 'title = "Come in"', "seconds = 60"]
    for row in rows:
        for kind in STEPS:
            lines += ["[[steps]]", f'kind = "{kind}"', f'title = "{kind} {row}"', "seconds = 30"]
            lines += ['recording = "main"', f'row = "{row}"', f'notes = "say {kind}"', f'questions = ["Why {kind}?"]']
    if seats:
        lines += [*SEAT, f"seats = {list(seats)!r}"]
    for part in parts:
        lines += ["[[steps]]", 'kind = "debrief"', f'part = "{part}"', 'title = "The end"', "seconds = 30"]
    return "\n".join(lines) + ITEM


def a_session(
    folder: Path,
    rows: tuple[str, ...] = ("r001", "r002"),
    seats: tuple[str, ...] = (),
    parts: tuple[str, ...] = PARTS,
) -> tuple[Session, Known]:
    """A session in ``folder``, and what its recording says."""
    (folder / "main.jsonl").write_text(recording(rows=6), encoding="utf-8")
    (folder / "mine.toml").write_text(session_text(rows, seats, parts), encoding="utf-8")
    pivots = {}
    for row in rows:
        pivots["main", row] = folder / f"{row}.pivots.json"
        pivots["main", row].write_text(json.dumps({"row": row, "summary": f"The sponsor decided {row}."}))
    session = load_session(folder / "mine.toml")
    return session, read_known(session, {"main": folder / "main.jsonl"}, twins=({}, {}), pivots=pivots)


class Held:
    """A workshop in ``folder`` that answers on a port of this machine."""

    def __init__(
        self,
        folder: Path,
        *,
        port: int = 0,
        door: Door | None = None,
        probes: bool = False,
        reached: Sequence[Address] = (),
        rows: tuple[str, ...] = ("r001", "r002"),
        seats: tuple[str, ...] = (),
        parts: tuple[str, ...] = PARTS,
        questions: Questions | None = None,
    ) -> None:
        self.folder = folder
        session, known = a_session(folder, rows, seats, parts)
        listening = listen(port, strict=True)
        self.port = listening.getsockname()[1]
        there = folder / "mine.workshop.jsonl"
        opened: Opened = go_on(there, session.digest) if there.exists() else begin(folder, "mine", session.digest, 0)
        self.opened, self.link, self.path = opened, opened.link, opened.journal.path
        player = Player(folder, known, questions)
        self.desk = Desk(session, known, opened.journal, opened.room, player)
        self.served = Served(desk=self.desk, door=door or Door(), port=self.port, probes=probes, reached=reached)
        self.desk_app = application(self.served)
        self._server = uvicorn.Server(Config(self.desk_app, self.served.door))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listening]}, daemon=True)
        self._thread.start()
        self.pages = ExitStack()

    def stop(self) -> None:
        """End in order, with every page that is still open."""
        self.pages.close()
        self._server.should_exit = True
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()
        self.opened.journal.close()

    @property
    def code(self) -> str:
        return self.opened.room.code

    def kept(self) -> Room:
        """The room as the file has it."""
        return room_of(read_entries(self.path), "")

    def ask(
        self, path: str, body: bytes | None = None, *, cookie: str = "", **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and bytes of one answer; with a body it is a POST from our own page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Origin": f"http://127.0.0.1:{self.port}"} if body is not None else {}
        sent |= {"Cookie": cookie} if cookie else {}
        connection.request("GET" if body is None else "POST", path, body=body, headers=sent | headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, dict(answer.headers), content

    def unpacked(self, path: str) -> bytes:
        """What is served gzipped."""
        return gzip.decompress(self.ask(path)[2])

    def form(self, path: str, cookie: str = "", **fields: str) -> tuple[int, Mapping[str, str], bytes]:
        """The answer to a form."""
        return self.ask(path, urlencode(fields).encode(), cookie=cookie)

    def become_host(self, link: str = "") -> str:
        """The cookie that a host link becomes."""
        status, headers, _ = self.ask(f"/host?t={link or self.link}")
        assert status == 200
        return headers["set-cookie"].partition(";")[0]

    def socket(self, role: str, cookie: str = "") -> Talk:
        """A page of this role, connected."""
        headers = {"Cookie": cookie} if cookie else {}
        address, origin = f"ws://127.0.0.1:{self.port}/room/ws?as={role}", f"http://127.0.0.1:{self.port}"
        socket = connect(address, origin=origin, additional_headers=headers, compression=None)
        return Talk(self.pages.enter_context(socket))

    def phone(self, client: str, code: str | None = None) -> Talk:
        """A phone that has come in."""
        talk = self.socket("phone")
        talk.client = client
        talk.say({"type": "join", "client": client, "code": self.code if code is None else code})
        return talk

    def host(self) -> Talk:
        """A console: the link is used up."""
        return self.socket("host", self.become_host())


class Talk:
    """One page at its websocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.client = socket, ""
        self.state: dict[str, Any] = {}

    def say(self, message: Mapping[str, Any] | str | bytes) -> None:
        self.socket.send(json.dumps({"v": 1, **message}) if isinstance(message, Mapping) else message)

    def hear(self, *kinds: str, timeout: float = 20) -> dict[str, Any]:
        """The next message of one of these kinds; states on the way are kept."""
        while True:
            heard = json.loads(self.socket.recv(timeout=timeout))
            if "step" in heard:
                self.state = heard
            if heard["type"] in kinds:
                return heard

    def until(self, **wanted: Any) -> dict[str, Any]:
        """Read until the state has these values."""
        while {name: self.state.get(name) for name in wanted} != wanted:
            self.hear("state", "board", "host")
        return self.state

    def vote(self, choice: str, n: int = 1, about: str = "main:r001", ballot: str = "before") -> dict[str, Any]:
        self.say({"type": "vote", "client": self.client, "round": about, "ballot": ballot, "n": n, "choice": choice})
        return self.hear("ack", "refused")

    def command(self, name: str, **more: Any) -> dict[str, Any]:
        """Say a command at the step where the session stands; returns the answer."""
        if not self.state:
            self.hear("host")
        index = self.state["step"]["index"]
        self.say({"type": name, "at": index, **more})
        answer = self.hear("done", "refused")
        if answer["type"] == "done":
            while name in ("next", "back", "skip") and self.state["step"]["index"] == index:
                self.hear("host")
        return answer

    def go(self, *names: str) -> None:
        """Carry out commands that must succeed."""
        for name in names:
            answer = self.command(name)
            assert answer["type"] == "done", (name, answer)

    def hung_up(self) -> int:
        """The code with which the server hangs up; whatever it says before is skipped."""
        try:
            while True:
                self.socket.recv(timeout=20)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0

    def close(self) -> None:
        self.socket.close()


@contextmanager
def held(folder: Path, **how: Any) -> Iterator[Held]:
    """A workshop that ends with the block."""
    workshop = Held(folder, **how)
    try:
        yield workshop
    finally:
        workshop.stop()
