"""Listeners that keep what they are told: :class:`Recorder` in a file, :class:`Heard` in memory.

A recorder holds a row's events until the next event that is not of the row (:mod:`committee.recording.rows`
says whose an event is), then writes them in one go, so a file never ends in the middle of a row unless the
write itself was cut. Words are chosen at that moment, outside the model: nobody who decides anything ever
sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from committee.errors import BrokenPromise, CommitteeError, Problem, UsageRefused
from committee.events import Event, Listed, MeetingOpened, RowClosed
from committee.phrases import Chooser, Saying
from committee.recording.format import Kept, encoded, footer
from committee.recording.recording import Gatherer, Recording
from committee.recording.rows import Part, part_of
from committee.recording.sinks import sink_for
from committee.recording.wording import Wording, unspoken


class Words(Protocol):
    """Anything that puts a saying into words; :class:`committee.phrases.Chooser` does."""

    def text(self, saying: Saying, /) -> str:
        """The words for ``saying``."""


class Recorder:
    """Writes a recording as the meeting is told.

    The header is one write; each row is one write, flushed; the footer comes with :meth:`close`. A target
    that ends in ``.gz`` is made at the close and only if the meeting is whole. As a context manager it
    closes at the end, and leaves the file without a footer if the block raised.

    Parameters
    ----------
    target
        A path, or an open binary file (which stays open).
    force
        Whether a file that exists may be written over.
    words
        What puts sayings into words; by default the English phrases.

    Raises
    ------
    UsageRefused
        The file exists, or cannot be written; later, if a second meeting opens.
    """

    def __init__(self, target: Path | str | BinaryIO, *, force: bool = False, words: Words | None = None) -> None:
        self._sink = sink_for(Path(target) if isinstance(target, str) else target, force=force)
        self._words = words or Chooser()
        self._wording: Wording | None = None
        self._part: int | Part = Part.OPENING
        self._row: list[Event] = []
        self._sha = sha256()
        self._told = 0
        self._kept = 0
        self._listed = False
        self._closed = False

    @property
    def events(self) -> int:
        """How many events stand in the file so far."""
        return self._kept

    def told(self, event: Event, /) -> None:
        """Keep ``event``; it is in the file once its row is over."""
        self._told += 1
        part = part_of(event)
        if part != self._part:
            self._write_row()
            self._part = part
        if not isinstance(part, Part):
            self._row.append(event)
            return
        if isinstance(event, MeetingOpened):
            _refuse_second(self, has_one=self._wording is not None)
            self._wording = Wording(event, self._words.text)
        self._keep([unspoken(event)])
        self._listed = self._listed or isinstance(event, Listed)

    def close(self, told: int | None = None) -> None:
        """Write what is held and the footer. Closing twice does nothing more.

        Parameters
        ----------
        told
            How many events the teller says it told, if it counts; a recorder that was never attached, or
            was attached late, is found out here.

        Raises
        ------
        BrokenPromise
            What was kept is not what was told, or the meeting has not ended.
        """
        if self._closed:
            return
        self._write_row()
        if self._kept != self._told or (told is not None and told != self._kept):
            raise BrokenPromise(f"{self._told if told is None else told} events were told and {self._kept} kept")
        if not self._listed:
            raise BrokenPromise("a recording was closed before the meeting had made its list")
        self._sink.write(footer(self._kept, self._sha.hexdigest()))
        self._closed = True
        self._sink.finish()

    def abandon(self) -> None:
        """Keep what is whole and let go of the file, without a footer: it reads, and is called incomplete."""
        if not self._closed:
            self._closed = True
            # Whatever ends a meeting early has its own error to tell; a full disk must not hide it.
            with suppress(CommitteeError):
                self._write_row()
            self._sink.abandon()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.close()
        finally:
            self.abandon()

    def _write_row(self) -> None:
        row, self._row = self._row, []
        if row and any(isinstance(event, RowClosed) for event in row):
            assert self._wording is not None
            self._keep(list(self._wording.of_row(row)))

    def _keep(self, events: Sequence[Kept]) -> None:
        chunk = encoded(events)
        self._sha.update(chunk)
        self._kept += len(events)
        self._sink.write(chunk)


class Heard:
    """Keeps a meeting in memory; :meth:`recording` gives it whenever asked.

    Parameters
    ----------
    words
        What puts sayings into words. By default nothing does and every ``text`` is empty, which is all
        that counting needs.
    """

    def __init__(self, words: Words | None = None) -> None:
        self._say: Callable[[Saying], str] = words.text if words else lambda _: ""
        self._wording: Wording | None = None
        self._events: list[Event] = []

    def told(self, event: Event, /) -> None:
        """Keep ``event``. Raises :class:`UsageRefused` if a second meeting opens."""
        _refuse_second(self, has_one=isinstance(event, MeetingOpened) and bool(self._events))
        self._events.append(event)

    def recording(self) -> Recording:
        """The meeting as far as it has been told.

        Raises
        ------
        BrokenPromise
            Nothing has been told.
        """
        header, rest = (self._events[0], self._events[1:]) if self._events else (None, [])
        if not isinstance(header, MeetingOpened):
            raise BrokenPromise("nothing was heard from the opening of a meeting")
        gatherer = Gatherer(header)
        for event in Wording(header, self._say).of_meeting(rest):
            gatherer.take(event)
        return gatherer.recording(complete=isinstance(rest[-1], Listed) if rest else False, digest="")


def _refuse_second(listener: Recorder | Heard, *, has_one: bool) -> None:
    if has_one:
        allowed = "it keeps one meeting and has been told of one already; make a new one for each meeting"
        raise UsageRefused(Problem(place=type(listener).__name__, allowed=allowed))
