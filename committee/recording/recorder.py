"""Listeners that keep the events of a meeting: :class:`Recorder` in a file, :class:`Heard` in memory.

A recorder holds a row's events until the first event that does not belong to the row
(:mod:`committee.recording.rows` decides that), then writes them in one go. So a file never ends in the middle of a
row unless the write itself was cut off. The words are chosen at that moment, outside the model: nothing that makes
a decision ever sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from committee.errors import BrokenPromise, CommitteeError, Problem, UsageRefused
from committee.events import Event, Listed, MeetingOpened, RowClosed
from committee.phrases import Chooser
from committee.recording.format import Kept, encoded, footer
from committee.recording.recording import Gatherer, Recording
from committee.recording.rows import Part, part_of
from committee.recording.sinks import sink_for
from committee.recording.wording import Wording, Words, unspoken


class Recorder:
    """Writes a recording while the meeting runs.

    The header is one write; each row is one write, flushed; :meth:`close` adds the footer. A target
    that ends in ``.gz`` appears at the close, and only if the meeting is whole. As a context manager it
    closes at the end, and leaves the file without a footer if the block raised.

    Parameters
    ----------
    target
        A path, or an open binary file (which stays open).
    force
        Whether an existing file may be overwritten.
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
        self._events_told = 0
        self._events_kept = 0
        self._listed = False
        self._closed = False

    @property
    def events(self) -> int:
        """How many events are in the file so far."""
        return self._events_kept

    def told(self, event: Event, /) -> None:
        """Keep ``event``; it reaches the file when its row is over."""
        self._events_told += 1
        part = part_of(event)
        if part != self._part:
            self._write_row()
            self._part = part
        if not isinstance(part, Part):
            self._row.append(event)
            return
        if isinstance(event, MeetingOpened):
            _refuse_second(self, has_one=self._wording is not None)
            self._wording = Wording(event, self._words)
        self._keep([unspoken(event)])
        self._listed = self._listed or isinstance(event, Listed)

    def close(self, events_told: int | None = None) -> None:
        """Write what is held, then the footer. Closing a second time does nothing.

        Parameters
        ----------
        events_told
            How many events the meeting told, if the caller counted them. This catches a recorder that was
            never attached, or attached late.

        Raises
        ------
        BrokenPromise
            The events kept are not the events told, or the meeting has not ended.
        """
        if self._closed:
            return
        self._write_row()
        expected = self._events_told if events_told is None else events_told
        if not self._events_kept == self._events_told == expected:
            raise BrokenPromise(f"{expected} events were told and {self._events_kept} kept")
        if not self._listed:
            raise BrokenPromise("a recording was closed before the meeting had made its list")
        self._sink.write(footer(self._events_kept, self._sha.hexdigest()))
        self._closed = True
        self._sink.finish()

    def abandon(self) -> None:
        """Keep the whole rows and close the file without a footer: it reads, as an incomplete recording."""
        if not self._closed:
            self._closed = True
            # Whatever ended the meeting early raises its own error; a full disk must not hide it.
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
        self._events_kept += len(events)
        self._sink.write(chunk)


class Heard:
    """Keeps a meeting in memory; :meth:`recording` returns it at any time.

    Parameters
    ----------
    words
        What puts sayings into words. By default every ``text`` is empty, which is enough for counting.
    """

    def __init__(self, words: Words | None = None) -> None:
        self._words = words
        self._wording: Wording | None = None
        self._events: list[Event] = []

    def told(self, event: Event, /) -> None:
        """Keep ``event``. Raises :class:`UsageRefused` if a second meeting opens."""
        _refuse_second(self, has_one=isinstance(event, MeetingOpened) and bool(self._events))
        self._events.append(event)

    def recording(self) -> Recording:
        """The meeting so far.

        Raises
        ------
        BrokenPromise
            No event has been told.
        """
        header, rest = (self._events[0], self._events[1:]) if self._events else (None, [])
        if not isinstance(header, MeetingOpened):
            raise BrokenPromise("the listener did not hear the opening of a meeting")
        gatherer = Gatherer(header)
        for event in Wording(header, self._words).of_meeting(rest):
            gatherer.take(event)
        return gatherer.recording(complete=isinstance(rest[-1], Listed) if rest else False, digest="")


def _refuse_second(listener: Recorder | Heard, *, has_one: bool) -> None:
    if has_one:
        allowed = "it keeps one meeting and already has one; make a new one for each meeting"
        raise UsageRefused(Problem(place=type(listener).__name__, allowed=allowed))
