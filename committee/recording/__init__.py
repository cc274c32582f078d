"""What is kept: the recording of a meeting, and the room at any moment of it.

:class:`Recorder` writes one while the meeting is told, :func:`open_recording` reads one, :func:`frame` is the
room at a second. See this folder's README for the lines of the file.
"""

from committee.recording.format import FORMAT, VERSION, Utterance
from committee.recording.frame import frame, row_starts
from committee.recording.opening import (
    looks_like_recording,
    open_recording,
    read_header,
    read_recording,
    unpacked,
)
from committee.recording.recorder import Heard, Recorder
from committee.recording.recording import Recording, Row
from committee.recording.rows import Part, in_parts, part_of

__all__ = [
    "FORMAT",
    "VERSION",
    "Heard",
    "Part",
    "Recorder",
    "Recording",
    "Row",
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
