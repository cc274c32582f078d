"""Recordings of meetings, and the room at any second of one.

:class:`Recorder` writes a recording while the meeting runs, :func:`open_recording` reads one, :func:`frame` gives the
room at a second. This folder's README describes the lines of the file.
"""

from committee.recording.format import FORMAT, VERSION, Utterance
from committee.recording.frame import frame, row_starts
from committee.recording.reader import (
    looks_like_recording,
    open_recording,
    read_header,
    read_recording,
    unpacked,
)
from committee.recording.recorder import Heard, Recorder
from committee.recording.recording import RecordedRow, Recording
from committee.recording.rows import Part, in_parts, part_of

__all__ = [
    "FORMAT",
    "VERSION",
    "Heard",
    "Part",
    "RecordedRow",
    "Recorder",
    "Recording",
    "Utterance",
    "frame",
    "in_parts",
    "looks_like_recording",
    "open_recording",
    "part_of",
    "read_header",
    "read_recording",
    "row_starts",
    "unpacked",
]
