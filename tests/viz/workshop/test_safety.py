"""Whoever is not allowed: forged, replayed, malformed, too long, from elsewhere, too often, too slow, too many."""

from __future__ import annotations

import asyncio
import json
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.viz.apart import apart
from tests.viz.workshop.held import Held, held
from tests.viz.workshop.wired import Wired
from viz.workshop import guarding, serving, sockets, speaking
from viz.workshop.serving import Door

ANNA, EVE = (f"{name}-0123456789abcdef" for name in ("anna", "eve"))
COMMANDS = (
    *("next", "back", "skip", "pause", "go_on", "open_ballot", "lock", "reveal", "end"),
    *("blind", "allow_change", "show_count", "timer", "hands"),
)
MORE = {
    **{name: {"on": False} for name in ("blind", "allow_change", "show_count")},
    "timer": {"seconds": 1},
    "hands": {"round": "main:r001", "ballot": "before", "counts": {"top": 3}},
}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with held(tmp_path_factory.mktemp("safety")) as one:
        yield one


# --- hosts


def test_without_the_cookie_nobody_commands(workshop: Held) -> None:
    phone = workshop.phone("forger-0123456789abcdef")
    stand = workshop.desk.room.stand
    for name in COMMANDS:
        said = {"type": name, "at": stand.index} | MORE.get(name, {})
        phone.say(said)
        assert phone.hear("refused", "done")["type"] == "refused"
        body = json.dumps({"v": 1, **said}).encode()
        assert workshop.ask("/say", body)[0] == 403
        assert workshop.ask("/say", body, cookie="committee_host=" + "A" * 32)[0] == 403
        assert workshop.ask("/vote", body)[0] == 400
        assert workshop.form("/host", do=name, at="0")[0] == 403
    assert workshop.ask("/host")[0] == workshop.ask("/host/link", b"")[0] == 403
    assert workshop.desk.room.stand == stand
    with pytest.raises(InvalidStatus, match="403"):
        workshop.socket("host")
    with pytest.raises(InvalidStatus, match="403"):
        workshop.socket("host", "committee_host=guessed")


def test_a_host_link_works_once_becomes_a_cookie_and_makes_another_host(workshop: Held) -> None:
    assert workshop.ask(f"/host?t={workshop.link}", **{"Sec-Purpose": "prefetch;prerender"})[0] == 403
    status, headers, page = workshop.ask(f"/host?t={workshop.link}")
    assert status == 200
    assert {"HttpOnly", "SameSite=strict"} <= set(headers["set-cookie"].split("; "))
    assert workshop.link.encode() not in page
    cookie = headers["set-cookie"].partition(";")[0]
    assert workshop.ask(f"/host?t={workshop.link}")[0] == 403
    assert workshop.ask("/host", cookie=cookie)[0] == 200
    made = json.loads(workshop.ask("/host/link", b"", cookie=cookie)[2])
    assert made["qr"].startswith("data:image/svg+xml")
    path = made["url"].removeprefix(f"http://127.0.0.1:{workshop.port}")
    assert workshop.ask(path)[0] == 200
    assert workshop.ask(path)[0] == 403
    kept = workshop.path.read_text()
    assert workshop.link not in kept
    assert cookie.partition("=")[2] not in kept
    for address in ("/board", "/join"):
        assert b"?t=" not in workshop.ask(address, cookie=cookie)[2]


def test_only_this_computer_and_hosts_see_the_board_and_what_it_plays(workshop: Held) -> None:
    async def elsewhere(role: str) -> bool:
        page = Wired(workshop.desk_app, role)
        page.scope["client"] = ("192.168.1.9", 50_000)
        return await page.opens()

    assert apart(lambda: asyncio.run(elsewhere("phone")))
    assert not apart(lambda: asyncio.run(elsewhere("board")))
    assert workshop.ask("/recordings/main.json")[0] == 200
    assert workshop.ask("/recordings/other.json")[0] == 404
    assert workshop.ask("/pivots/main:r001.json")[0] == 403
    assert workshop.ask("/resourcez")[0] == 404


# --- phones


def test_a_phone_votes_for_nobody_else(workshop: Held) -> None:
    anna, eve = workshop.phone(ANNA), workshop.phone(EVE)
    eve.client = ANNA
    assert eve.vote("dnr")["why"] == speaking.NOT_UNDERSTOOD
    anna.close()


@pytest.mark.parametrize(
    "said",
    ["", "{}", "null", "[1]", "\x00", "{" * 1000, '{"v":1}', '{"v":2,"type":"join","client":"a"}', b"\x00\x01"],
)
def test_what_is_no_message_is_refused_and_harms_nothing(workshop: Held, said: str | bytes) -> None:
    phone = workshop.phone("malformed-0123456789abc")
    phone.say(said)
    assert phone.hear("refused")["why"] == speaking.NOT_UNDERSTOOD
    assert workshop.ask("/vote", said.encode() if isinstance(said, str) else said)[0] == 400


def test_a_message_that_is_too_long_is_refused_and_a_frame_that_is_far_too_long_ends_the_line(workshop: Held) -> None:
    phone = workshop.phone("oversized-0123456789abc")
    phone.say(json.dumps({"v": 1, "type": "vote", "client": "c" * 3000}))
    assert phone.hear("refused")["type"] == "refused"
    phone.say("x" * 5000)
    assert phone.hung_up() == 1009
    assert workshop.ask("/vote", b"x" * 3000)[0] == 413


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_pages_of_other_sites_are_refused(workshop: Held, origin: str) -> None:
    assert workshop.ask("/vote", b"{}", Origin=origin)[0] == 403
    assert workshop.ask("/join", b"code=A", Origin=origin)[0] == 403
    assert workshop.ask("/join", Host="evil.example")[0] == 403
    request = (
        f"GET /room/ws HTTP/1.1\r\nHost: 127.0.0.1:{workshop.port}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", workshop.port), timeout=30) as connection:
        connection.sendall(request.encode())
        assert b" 403 " in connection.recv(200).splitlines()[0]


def test_wrong_codes_are_slowed_down_and_right_ones_never(workshop: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "FREE_GUESSES", 2)
    monkeypatch.setattr(guarding, "GUESS_S", 3.0)
    body = json.dumps({"v": 1, "type": "join", "client": "guesser-0123456789abcdef", "code": "AAAAAA"}).encode()
    for _ in range(2):
        assert workshop.ask("/vote", body)[0] == 409
    start = monotonic()
    assert workshop.ask("/vote", body)[0] == 409
    waited = monotonic() - start
    assert waited >= 0.4
    assert workshop.phone("honest-0123456789abcdef").hear("state")["animal"]
    assert workshop.served.guesses.total >= 3
    assert workshop.phone("guesser-0123456789abcdef", code="ZZZZZZ").hung_up() == 1008


def test_who_talks_too_much_is_hung_up_on(workshop: Held) -> None:
    phone = workshop.phone("talker-0123456789abcdef")
    for _ in range(sockets.MESSAGES + 20):
        phone.say("?")
    assert phone.hung_up() == 1008


def test_messages_are_not_compressed_since_that_would_cost_memory(workshop: Held) -> None:
    with connect(f"ws://127.0.0.1:{workshop.port}/room/ws", origin=f"http://127.0.0.1:{workshop.port}") as socket:
        assert socket.response is not None
        assert "Sec-WebSocket-Extensions" not in socket.response.headers


# --- connections


def test_who_sends_slowly_or_says_nothing_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_S", 0.3)
    monkeypatch.setattr(serving, "KEEP_ALIVE_S", 1)
    monkeypatch.setattr(speaking, "BODY_S", 0.3)
    monkeypatch.setattr(sockets, "JOIN_S", 0.3)
    with held(tmp_path) as workshop:
        origin = f"Host: 127.0.0.1:{workshop.port}\r\nOrigin: http://127.0.0.1:{workshop.port}\r\n"
        slow = {
            "silent": b"",
            "head": b"GET /join HTTP/1.1\r\nHost: 127",
            "second head": f"GET /nothing HTTP/1.1\r\n{origin}\r\nGET /".encode(),
            "body": f"POST /vote HTTP/1.1\r\n{origin}Content-Length: 9\r\n\r\n{{".encode(),
        }
        for name, sent in slow.items():
            with socket.create_connection(("127.0.0.1", workshop.port), timeout=10) as connection:
                connection.sendall(sent)
                while got := _received(connection):
                    assert got, name
        stranger = workshop.socket("phone")
        assert stranger.hear("refused")["why"] == speaking.NOT_UNDERSTOOD
        assert workshop.phone(ANNA).hear("state")["animal"]


def _received(connection: socket.socket) -> bytes:
    """What comes next; empty when the other side has hung up. Nothing for ten seconds is an error."""
    try:
        return connection.recv(4096)
    except ConnectionResetError:
        return b""


def test_two_thousand_idle_sockets_keep_nobody_out(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    many = min(2000, (hard if hard != resource.RLIM_INFINITY else 1 << 20) // 2 - 300)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * many + 600), hard))
    with held(tmp_path, door=Door(200)) as workshop, ExitStack() as idle:
        anna = workshop.phone(ANNA)
        anna.hear("state")
        for _ in range(many):
            idle.enter_context(socket.create_connection(("127.0.0.1", workshop.port), timeout=30))
        assert workshop.phone(EVE).hear("state")["animal"]
        assert workshop.served.door.waiting() <= 200
        assert anna.vote("top")["why"] == "This vote is not open now."
