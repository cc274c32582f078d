from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from viz.workshop.room import Room
from viz.workshop.shells import mark_of, shell

ROOM = Room(session="a" * 64, code="ABCDEF", first_link=sha256(b"a secret").hexdigest())


def test_what_a_phone_keeps_names_the_workshop_and_comes_from_nothing_that_can_be_guessed() -> None:
    assert mark_of(replace(ROOM, code="GHJKMN", session="b" * 64)) == mark_of(ROOM)
    assert mark_of(replace(ROOM, first_link=sha256(b"another").hexdigest())) != mark_of(ROOM)
    assert mark_of(ROOM) not in ROOM.first_link


def test_text_that_looks_like_a_place_stays_text() -> None:
    page = bytes(shell("phone", "<p>{{client}}</p>", title="{{disclaimer}} & <b>", client='"x"', session="s").body)
    assert b"<title>{{disclaimer}} &amp; &lt;b&gt;</title>" in page
    assert b"<p>{{client}}</p>" in page
    assert b'data-client="&quot;x&quot;"' in page
    assert page.startswith(b"<!doctype html>")
    assert page.rstrip().endswith(b"</html>")


def test_each_page_has_its_styles_and_the_console_says_what_it_is() -> None:
    host, board = (bytes(shell(name, "", title="Mine").body) for name in ("host", "board"))
    assert b"<title>Host: Mine</title>" in host
    assert b'href="/workshop/host.css"' in host
    assert b'href="/stage/stage.css"' in board
    assert b"/workshop/host.css" not in board
