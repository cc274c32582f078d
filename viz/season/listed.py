"""A season on the shelf: where it lies, what names it in links, and what it is about."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from committee.archive.claiming import MANIFEST
from committee.archive.seasons import SeasonFolder
from committee.errors import InputRefused
from committee.recording import open_recording, row_starts
from committee.recording.spoken import printable

NO_SUCH_MEETING: Final = "No meeting here matches this link. Only the meetings of some programs are recorded."
"""What a page says about a meeting of a season that was not kept."""

NAME_LENGTH: Final = 12
"""Hex digits of a season's name in a link."""


def name_of(folder: SeasonFolder) -> str:
    """What names a season in a link: the same after a restart, on another machine, and when it has more years."""
    fixed = {part: folder.manifest[part] for part in ("rules", "scenario", "seed")}
    return hashlib.sha256(json.dumps(fixed, sort_keys=True).encode()).hexdigest()[:NAME_LENGTH]


class Listed(Struct, frozen=True, kw_only=True):
    """A season on the shelf."""

    path: Path
    """Its folder."""
    name: str
    """What names it in a link."""
    title: str
    """The title of its scenario."""
    question: str
    """Its question."""
    facts: str
    """Its years, its programs and its seed, in a few words."""


def listed(path: Path) -> Listed | None:
    """The season in the folder ``path``, read again only if its manifest has changed; None if it holds none."""
    try:
        return _listed(path, status_of(path / MANIFEST)) if (path / MANIFEST).is_file() else None
    except (InputRefused, OSError):
        return None


@lru_cache(maxsize=64)
def _listed(path: Path, _: object) -> Listed:
    folder = SeasonFolder(path)
    years, programs = folder.years, len(folder.programs)
    span = "no year yet" if not years else f"{years[0]}" if len(years) == 1 else f"{years[0]} to {years[-1]}"
    market = f"{programs:,} program{'' if programs == 1 else 's'}"
    return Listed(
        path=path,
        name=name_of(folder),
        title=str(folder.manifest["title"]),
        question=str(folder.manifest.get("question") or ""),
        facts=f"{span} · {market} · seed {folder.manifest['seed']} · {printable(path.name)}",
    )


def recording_of(season: Listed, year: str, program: str, gate: str) -> Path | None:
    """The recording of a meeting of a season; None if it has none of that year, program and gate."""
    try:
        kept = SeasonFolder(season.path).recordings(int(year)) if year.isascii() and year.isdigit() else ()
    except InputRefused:
        return None
    return next((each.path for each in kept if (each.program, each.gate) == (program, gate)), None)


def moment_of(path: Path, second: int, row: str) -> dict[str, str]:
    """The row and the second in it at which a replay opens, for a ``second`` of the meeting that lies in ``row``.

    A clock shows whole seconds, rounded down, so a moment just after a row begins may seem to lie before it.
    """
    try:
        recording = open_recording(path)
    except (InputRefused, OSError):
        return {}
    numbers = [str(each.opened.row) for each in recording.rows]
    if row not in numbers:
        return {"t": str(second)}
    within = second - row_starts(recording)[numbers.index(row)]
    return {"row": row, **({"t": f"{within:.1f}"} if within > 0 else {})}


def status_of(file: Path) -> tuple[int, int]:
    """The time and the size of a file; zeros if it is not there."""
    try:
        status = file.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
