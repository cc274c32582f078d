"""Gzip files whose bytes depend on nothing but what is in them: no time and no name inside."""

from __future__ import annotations

import gzip
from io import BytesIO
from typing import BinaryIO


def zipper(stream: BinaryIO) -> gzip.GzipFile:
    """A file that packs what is written to it into ``stream``."""
    return gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0)


def zipped(content: bytes) -> bytes:
    """``content``, packed."""
    packed = BytesIO()
    with zipper(packed) as stream:
        stream.write(content)
    return packed.getvalue()
