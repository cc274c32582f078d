"""``committee workshop``: an audience votes on its phones before the room does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from committee.commands.terminal import say
from committee.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from viz.workshop.hosting import How
    from viz.workshop.known import Known
    from viz.workshop.making import Progress
    from viz.workshop.opening import Opened
    from viz.workshop.session import Session


def workshop(
    session: Annotated[
        str | None,
        typer.Argument(metavar="[SESSION|FILE|RECORDING]", help="A shipped session, or your own file or recording."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="The port on this machine. If it is busy, the next free one."),
    ] = 8765,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the board in a browser.")] = False,
    lan: Annotated[
        bool, typer.Option("--lan", help="Let phones in the same network come in. Without it, nobody outside can.")
    ] = False,
    address: Annotated[
        str, typer.Option(metavar="ADDRESS", help="With --lan, which address of this computer goes on the board.")
    ] = "",
    answer_probes: Annotated[
        bool,
        typer.Option("--answer-probes", help="With --lan, keep phones in a Wi-Fi without internet; takes port 80."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder of recordings and votes. The default is ./NAME-workshop."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the last workshop in the folder: votes, place and hosts stay.")
    ] = False,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete the votes of all workshops in the folder, and stop.")
    ] = False,
) -> None:
    """Hold a workshop: people vote on a row on their phones, hear the talk, vote again, and see what happened and why.

    Without a session, list the shipped ones. With one, make its recordings, then print the address of the board, your
    own link and what to do next. Stop with Ctrl-C. If the computer fails, --resume goes on where everybody was.

    Example: committee workshop twenty

    For a recording, people vote on the three rows that talk moved most.

    Example: committee workshop twenty --lan

    Example: committee workshop two_imgs-1.jsonl

    Example: committee workshop twenty --delete
    """
    if session is None:
        _list()
        return
    from committee.machine.shipped import short_name

    name = Path(session.removesuffix(".gz")).stem if _is_recording(session) else short_name(session)
    folder = out or Path(f"{name}-workshop")
    if delete:
        _delete(folder, name)
        return
    if not lan and (address or answer_probes):
        option = "--address" if address else "--answer-probes"
        raise UsageRefused(Problem(place=option, allowed="this is for phones in the network; give --lan, too"))
    from viz.workshop.hosting import How

    how = How(port=port, lan=lan, address=address, probes=answer_probes, open_browser=not no_browser)
    _held(_asked(session), name, folder, how, resume=resume)


def _is_recording(session: str) -> bool:
    return session.casefold().endswith((".jsonl", ".jsonl.gz"))


def _asked(session: str) -> Session:
    """The session that a name, a file or a recording means."""
    if _is_recording(session):
        from viz.workshop.plain_session import session_of

        return session_of(Path(session))
    from viz.workshop.session import load_session

    return load_session(session)


def _held(asked: Session, name: str, folder: Path, how: How, *, resume: bool) -> None:
    """Hold the workshop, a new one or the one that goes on."""
    from viz.workshop.hosting import host_workshop
    from viz.workshop.opening import begin, go_on, journals, port_of, unfinished

    last = journals(folder, name)[-1:]
    if resume and not last:
        raise UsageRefused(Problem(place="--resume", allowed=f"{folder} holds no workshop that could go on"))
    if not resume and (path := unfinished(folder, name)):
        allowed = (
            "people have come in and it is not over. --resume goes on with it: same votes, place and hosts. --delete "
            "deletes these votes, as after a rehearsal; then start anew. --out DIR begins one in another folder"
        )
        raise UsageRefused(Problem(place=str(path), allowed=allowed))
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(asked, folder)
    if resume:  # phones look for it where it was
        how = replace(how, port=port_of(last[0]) or how.port, strict=True)

    def open_with(chosen: int) -> Opened:
        return go_on(last[0], asked.digest) if resume else begin(folder, name, asked.digest, chosen)

    host_workshop(asked, known, how, open_with, say)


def _delete(folder: Path, name: str) -> None:
    """Delete the votes of this session's workshops; recordings stay."""
    from viz.workshop.opening import forget

    gone = forget(folder, name)
    if not gone:
        raise UsageRefused(Problem(place=str(folder), allowed=f"it holds no votes of {name}"))
    for path in gone:
        say(f"Deleted {path}")


def _list() -> None:
    """The shipped sessions, one a line."""
    from viz.workshop.session import load_session, shipped_sessions

    for name in shipped_sessions():
        one = load_session(name)
        say(f"{name:20} {one.minutes} minutes. {one.title}")
    say("Start one:  committee workshop NAME")


def _known(asked: Session, folder: Path) -> Known:
    """What the recordings of the session say; what is not there yet is made first."""
    from viz.workshop.known import read_known
    from viz.workshop.making import make

    with _shown() as told:
        made = make(asked, folder, told)
    return read_known(asked, made.recordings, twins=made.nulls, pivots=made.pivots)


def _said_of(progress: Progress) -> str:
    """What was made last, or found, as a line."""
    return f"{'Found' if progress.found else 'Made'} {progress.what} ({progress.done} of {progress.of})."


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """What to call with how far the making has come."""
    if not sys.stderr.isatty():
        yield lambda progress: say(_said_of(progress), err=True)
        return
    with typer.progressbar(length=1, label="Making the meetings", show_eta=False, file=sys.stderr) as bar:

        def told(progress: Progress) -> None:
            bar.length = progress.of
            bar.update(progress.done - bar.pos)

        yield told
