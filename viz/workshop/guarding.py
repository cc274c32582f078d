"""Who may do what: hosts by a link that works once and then by a cookie, phones by the code on the board.

A host link and a cookie are random and long; the journal keeps digests of them only. The code is short, because people
type it. A right code always opens, since three hundred phones may share one address; after many wrong ones from an
address, the answer to the next wrong one takes longer and longer. Whoever knows the code can vote and nothing else.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viz.workshop.room import Room
from viz.workshop.serving import HERE, MOST_ADDRESSES

HOST_COOKIE: Final = "committee_host"
PHONE_COOKIE: Final = "committee_phone"
A_DAY_S: Final = 86_400
"""How long a browser keeps either."""

NO_STORE: Final = {"Cache-Control": "no-store"}
"""What belongs to one moment or one person, no browser keeps."""

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""What a code is made of: nothing that looks like something else."""

CODE_LENGTH: Final = 6
"""With 31 letters, about 900 million codes: nobody guesses one in an afternoon."""

FREE_GUESSES: Final = 20
"""Wrong codes from one address that are answered at once, as of people who mistype."""

GUESS_S: Final = 1.0
"""Seconds until one more wrong code is free."""

LONGEST_WAIT_S: Final = 5.0
"""The longest that the answer to a wrong code takes, in seconds."""


def digest(secret: str) -> str:
    """What the journal keeps of a link or a cookie."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """A link or a cookie that nobody can guess."""
    return secrets.token_urlsafe(24)


def new_code() -> str:
    """A code for the board."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def is_host(asked: HTTPConnection, room: Room) -> bool:
    """Whether this browser has become a host."""
    cookie = asked.cookies.get(HOST_COOKIE, "")
    return bool(cookie) and digest(cookie) in room.hosts


def is_here(asked: HTTPConnection) -> bool:
    """Whether whoever asks sits at the computer that runs this server."""
    return asked.client is not None and asked.client.host in HERE


def may_see_board(asked: HTTPConnection, room: Room) -> bool:
    """The board shows the code, so it is for this computer and for hosts."""
    return is_here(asked) or is_host(asked, room)


def is_only_looking_ahead(asked: HTTPConnection) -> bool:
    """Whether a browser fetches a page before anybody asks for it. That must not use up a link that works once."""
    purpose = asked.headers.get("sec-purpose", "") + asked.headers.get("purpose", "") + asked.headers.get("x-moz", "")
    return bool(re.search("prefetch|prerender|preview", purpose, re.IGNORECASE))


class Guesses:
    """Counts wrong codes by address, and makes whoever guesses wait."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.total = 0

    async def wrong(self, address: str) -> None:
        """Note a wrong code; returns when it may be answered."""
        now = asyncio.get_running_loop().time()
        count, then = self._wrong.pop(address, (0.0, now))
        count = max(0.0, count - (now - then) / GUESS_S) + 1
        self._wrong[address] = count, now
        self.total += 1
        while len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)
        if count > FREE_GUESSES:
            await asyncio.sleep(min(LONGEST_WAIT_S, (count - FREE_GUESSES) * GUESS_S / 4))


def names_pattern(names: Iterable[str]) -> re.Pattern[bytes]:
    """How a request may name this server: one of ``names``, and usually a port."""
    known = "|".join(re.escape(name) for name in sorted({"127.0.0.1", "localhost", *names}))
    return re.compile(rf"(?:{known})(?::[0-9]{{1,5}})?".encode(), re.IGNORECASE)


class Policy:
    """ASGI middleware that tells browsers what our pages may do: run our own scripts, and talk to us.

    It comes after the guard, which has looked at the name that the request gives us. Phones that are some years old
    need the address of the websocket spelled out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add the policy to the answer."""
        host = next((value for name, value in scope.get("headers", ()) if name == b"host"), b"")

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", POLICY + b" ws://" + host)
                message["headers"] = [*message.get("headers", []), policy]
            await send(message)

        await self._app(scope, receive, sending)


POLICY: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
)
"""What a page may do, but for the address of its websocket."""
