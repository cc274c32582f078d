"""How a workshop begins, and how it goes on after its process ended: from the file of the workshop.

The files of one folder are ``NAME.workshop.jsonl``, ``NAME-2.workshop.jsonl`` and so on. The last one is the one that
goes on; a new workshop begins a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import rmtree

from committee.errors import Problem, UsageRefused
from viz.workshop.guarding import digest, new_code, new_secret
from viz.workshop.journal import ENDING, Journal, read_entries
from viz.workshop.playing import PLAYED
from viz.workshop.room import Room, entry, fold, room_of


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A workshop that can be served."""

    journal: Journal
    room: Room
    link: str
    """A host link that nobody has used: the secret in it."""


def journals(folder: Path, name: str) -> Sequence[Path]:
    """The files of workshops of this name in ``folder``, oldest first."""
    found = {_number(path, name): path for path in folder.glob(f"*{ENDING}") if _number(path, name)}
    return [found[number] for number in sorted(found)]


def _number(path: Path, name: str) -> int:
    """Which workshop of this name a file is, from 1; 0 if it is none."""
    stem = path.name.removesuffix(ENDING)
    if stem == name:
        return 1
    rest = stem.removeprefix(f"{name}-")
    return int(rest) if rest != stem and rest.isascii() and rest.isdigit() and int(rest) > 1 else 0


def begin(folder: Path, name: str, session: str, port: int) -> Opened:
    """Begin a new file for a workshop of ``session``, a digest, that will be served on ``port``."""
    last = journals(folder, name)
    number = _number(last[-1], name) + 1 if last else 1
    journal = Journal(folder / f"{name}{'' if number == 1 else f'-{number}'}{ENDING}")
    secret = new_secret()
    first = entry("opened", name=name, digest=session, code=new_code(), link=digest(secret), port=port)
    journal.append([first])
    return Opened(journal=journal, room=fold(Room(), first), link=secret)


def go_on(path: Path, session: str) -> Opened:
    """Go on with the workshop in ``path``; everything is as it was, and there is one more host link.

    One that is over stays over: its hosts can fetch the votes and the handout once more.

    Raises
    ------
    UsageRefused
        The file is damaged, or its session has been changed since.
    """
    journal = Journal(path)
    try:
        entries = read_entries(path)
        room = room_of(entries, str(path))
        if why := _why_not(room, session):
            raise UsageRefused(Problem(place=str(path), allowed=why))
        opened, secret = with_another_link(Opened(journal=journal, room=room, link=""))
    except BaseException:
        journal.close()
        raise
    return replace(opened, link=secret)


def with_another_link(opened: Opened) -> tuple[Opened, str]:
    """The workshop with one more host link that nobody has used, and the secret in that link."""
    secret = new_secret()
    link = entry("link", link=digest(secret))
    opened.journal.append([link])
    return replace(opened, room=fold(opened.room, link)), secret


def _why_not(room: Room, session: str) -> str:
    if not room.session:
        return "nothing was written into it; begin anew without --resume"
    if room.session != session:
        return "the session has been changed since; bring the old one back, or begin anew without --resume"
    return ""


def unfinished(folder: Path, name: str) -> Path | None:
    """The last workshop of this name, if people have come in and it is not over."""
    last = journals(folder, name)
    if not last:
        return None
    room = room_of(read_entries(last[-1]), str(last[-1]))
    return last[-1] if room.animals and not room.ended else None


def port_of(path: Path) -> int:
    """The port on which phones look for the workshop in ``path``; 0 if it does not say."""
    entries = read_entries(path)
    return int(entries[0].get("port", 0)) if entries else 0


def forget(folder: Path, name: str) -> Sequence[Path]:
    """Delete the files of all workshops of this name in ``folder``, and return their paths.

    What groups did in their seats goes, too, unless workshops of another name share the folder.

    Raises UsageRefused if one of them is under way.
    """
    gone = journals(folder, name)
    for path in gone:
        Journal(path).close()
    for path in gone:
        path.unlink()
    others = any(folder.glob(f"*{ENDING}"))
    played = [] if others or not gone else sorted(path for path in folder.glob(f"{PLAYED}*") if path.is_dir())
    for path in played:
        rmtree(path)
    return [*gone, *played]
