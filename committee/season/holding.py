"""A season held into a folder: year after year, from where it was stopped, until there are as many as asked for.

How a year is held is the season's own business (:class:`Seasonal`); how it is written, the archive's. Here the two
meet.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from committee import __version__
from committee.archive.seasons import MOST_YEARS, YEARS
from committee.archive.years import Columns, Recorded, YearTables, refuse_season, season_claimed
from committee.errors import Problem, UsageRefused
from committee.measures.groups import EVERYBODY, interviews
from committee.scenario.scenario import LAST_YEAR


class YearHeld(Protocol):
    """A year of a season, ready to write."""

    @property
    def year(self) -> int:
        """The calendar year."""

    @property
    def tables(self) -> YearTables:
        """What is counted of it."""

    @property
    def recordings(self) -> Sequence[Recorded]:
        """The meetings that somebody wants to watch."""

    @property
    def after(self) -> bytes:
        """The state in which it left the market."""


class Seasonal(Protocol):
    """A season that can be held a year at a time."""

    @property
    def about(self) -> Mapping[str, Any]:
        """What it is, as plain data: ``title, question, scenario`` (in full)``, seed, keep, focal, programs``."""

    def years(self, count: int, resume_from: bytes | None = None) -> Iterator[YearHeld]:
        """Hold years until there are ``count``, after those that had left the market in the given state."""


class How(Struct, frozen=True, kw_only=True):
    """How to hold a season."""

    rules: str
    """The digest of the rules of the model."""
    force: bool = False
    """Whether to remove first what a season wrote into the folder."""


class Told(Struct, frozen=True, kw_only=True):
    """A year that is over, as it is told while others go on."""

    year: int
    """The calendar year."""
    number: int
    """Which one of the season it is, from 1."""
    of: int
    """How many there are to be."""
    applied: int
    """Applicants in the market."""
    interviewed: int
    """Of those, whom somebody interviewed."""
    matched: int
    """Of those, who matched."""


Pages = Callable[[Path], Iterable[tuple[str, bytes]]]
"""Makes pages of all years of a folder: doors, their picture, the story. Each is written before the next is made."""


def hold(season: Seasonal, path: Path, years: int, how: How, *, told: Callable[[Told], object], pages: Pages) -> int:
    """Hold a season into the folder at ``path`` until it has ``years`` years; how many it held now.

    What is finished stays, whatever happens, and another call goes on from there.

    Raises
    ------
    UsageRefused
        If there cannot be that many years, or the folder cannot be written; see
        :func:`~committee.archive.years.season_claimed`.
    """
    wanted = manifest_of(season, how)
    refuse(path, wanted, years, force=how.force)
    with season_claimed(path, wanted, years, force=how.force) as folder:
        before = folder.finished
        if before < years:
            with closing(_years(season, years, folder.state())) as held:
                for number, year in enumerate(held, before + 1):
                    folder.keep(year.year, year.tables, year.recordings, year.after)
                    told(_told(year, number, years))
        for name, content in pages(path):
            folder.write_page(name, content)
        folder.finish()
        return folder.finished - before


def _years(season: Seasonal, years: int, state: bytes | None) -> Generator[YearHeld]:
    yield from season.years(years, resume_from=state)


def manifest_of(season: Seasonal, how: How) -> dict[str, Any]:
    """What the folder of a season is to be about, in the order in which a difference is named."""
    return {"committee": __version__, "rules": how.rules, **season.about}


def refuse(path: Path, wanted: Mapping[str, Any], years: int, *, force: bool) -> None:
    """Refuse what :func:`hold` would, without touching anything."""
    refuse_years(years, first=wanted["scenario"]["season"]["year"])
    refuse_season(path, wanted, years, force=force)


def refuse_years(years: int, place: str = "years", first: int = 0) -> None:
    """Refuse no years and more than a season may have.

    ``place`` is what a refusal calls them, and ``first`` the calendar year with which the season begins.
    """
    allowed = ""
    if not 1 <= years <= MOST_YEARS:
        allowed = f"a season has 1 to {MOST_YEARS} years"
    elif first + years - 1 > LAST_YEAR:
        most = "1 year" if first == LAST_YEAR else f"{LAST_YEAR - first + 1} years"
        allowed = f"years end in {LAST_YEAR}, so a season that begins in {first} has at most {most}"
    if allowed:
        raise UsageRefused(Problem(place=place, value=str(years), allowed=allowed))


def _told(held: YearHeld, number: int, of: int) -> Told:
    counts = _market(held.tables.rows[YEARS])
    return Told(
        year=held.year,
        number=number,
        of=of,
        applied=counts["applied"],
        interviewed=interviews(counts),
        matched=counts["matched"],
    )


def _market(columns: Columns) -> Mapping[str, Any]:
    """The row that counts everybody in the market."""
    whole = (EVERYBODY, EVERYBODY, EVERYBODY)
    keys = zip(columns["program"], columns["kind"], columns["flag"], strict=True)
    place = next(place for place, key in enumerate(keys) if key == whole)
    return {name: values[place] for name, values in columns.items()}
