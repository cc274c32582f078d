"""One program of a season folder, read: its years, its doors, its residents and its story.

Everything comes from the tables of the folder, and the names of people from the recordings of its rank meetings. A
market writes many rows, and a page needs those of one program: the rest is left out before anything is parsed. What was
read is kept until a file of the folder changes.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from committee.archive.claiming import MANIFEST
from committee.archive.seasons import BARS as BARS_TABLE
from committee.archive.seasons import (
    BECAME,
    DOORS,
    RESIDENTS,
    STORY,
    TWIN,
    YEARS,
    SeasonFolder,
    place_in_season,
    recording_name,
)
from committee.errors import InputRefused
from committee.measures.groups import BARS, BEFORE_INTERVIEW, EVERYBODY, Bar, Row, behind_bars, beside_the_twin, tighter
from committee.recording import unpacked
from committee.terms import Became, Kind, Verdicts
from viz.export import doors
from viz.season.listed import Listed, listed, name_of, status_of
from viz.season.program import Event, Move, Program, Resident, Shut, Year, address
from viz.season.tale import tale_of

OPENED: Final = b'"event":"row_opened"'
"""What the line of a recording holds that opens a row."""

BECAME_WORDS: Final[Mapping[str, str]] = {
    Became.REMEDIATED: "needed remediation",
    Became.LEFT: "left early",
    Became.BOARDS_FAILED: "failed the boards",
    Became.LATE: "arrived late, for lack of a visa",
    Became.STOOD_OUT: "stood out",
}
"""What became of a resident, after the name."""

IMGS: Final = frozenset({str(Kind.US_IMG), str(Kind.NON_US_IMG)})


def program_of(folder: SeasonFolder, code: str = "") -> Program | None:
    """What a page shows of the program ``code`` of a season, or of the first focal one; None if it has none of it.

    Raises
    ------
    UsageRefused
        If a table of the folder is not as it was written.
    """
    codes = [each["program"] for each in folder.programs]
    wanted = code or next((each for each in folder.focal if each in codes), codes[0] if codes else "")
    return _program(folder.path, wanted, _stamp(folder.path)) if wanted in codes else None


def home_of(recording: Path) -> tuple[Listed, int, str] | None:
    """The season that a recording on the shelf belongs to, with its year and program; or None."""
    place = place_in_season(recording)
    season = listed(recording.parents[2]) if place else None
    year, code, _ = place.split("/") if place else ("", "", "")
    return (season, int(year), code) if season else None


def way_back(recording: Path) -> str:
    """The address of the year of a recording on the page of its season; empty if it belongs to none."""
    if (home := home_of(recording)) is None:
        return ""
    season, year, code = home
    return f"/season/{season.name}/{code}#y{year}"


def residents_remembered(recording: Path, ghosts: Sequence[str]) -> dict[str, str]:
    """By id, the address of the resident whom a ghost in a recording of a season is; only those who came there."""
    if (home := home_of(recording)) is None:
        return {}
    season, _, code = home
    try:
        known = program_of(SeasonFolder(season.path), code)
    except InputRefused:
        known = None
    if known is None:
        return {}
    people = [each for id_ in ghosts if (each := known.resident(id_)) is not None]
    return {each.id: address(known, each) for each in people}


def _stamp(path: Path) -> tuple[tuple[int, int], ...]:
    """What changes whenever the folder does: the manifest is written after each year, the pages at the end."""
    return tuple(status_of(path / name) for name in (MANIFEST, DOORS, STORY))


@lru_cache(maxsize=16)
def _program(path: Path, code: str, _: object) -> Program:
    folder = SeasonFolder(path)
    program = next(each for each in folder.programs if each["program"] == code)
    tables = _tables(folder, program)
    drawn = sorted(doors.charts(tables, code), key=lambda chart: not chart.closed)
    residents = tuple(_residents(folder, tables))
    shown = {kept.program for kept in folder.recordings()} | {row["program"] for row in folder.doors()}
    return Program(
        season=name_of(folder),
        title=tables.title,
        question=str(folder.manifest.get("question") or ""),
        seed=tables.seed,
        code=code,
        name=tables.programs[code],
        seats=int(program["seats"]),
        programs=len(folder.programs),
        watched=tuple((each["program"], str(each["name"])) for each in folder.programs if each["program"] in shown),
        complete=folder.complete,
        asked=folder.asked,
        years=tuple(_years(folder, tables, residents)),
        charts=tuple(drawn),
        doors=tuple(tables.doors),
        bars=tuple(_bars(tables)),
        residents=residents,
        tale=tale_of(folder.story()),
    )


def _tables(folder: SeasonFolder, program: Mapping[str, Any]) -> doors.Season:
    """The rows of one program, of every table."""
    code = program["program"]
    return doors.Season(
        title=str(folder.manifest["title"]),
        seed=str(folder.manifest["seed"]),
        programs={code: str(program["name"])},
        years=_rows(folder, YEARS, code),
        twin_years=_rows(folder, f"{TWIN}/{YEARS}", code),
        doors=[row for row in folder.doors() if row["program"] == code],
        bars=_rows(folder, BARS_TABLE, code),
        twin_bars=_rows(folder, f"{TWIN}/{BARS_TABLE}", code),
        residents=_rows(folder, RESIDENTS, code),
        became=_rows(folder, BECAME, code),
    )


def _rows(folder: SeasonFolder, table: str, code: str) -> list[Row]:
    """The rows of a table about one program. Lines that do not hold its code are not even split."""
    head, *lines = folder.bytes_of(table).decode("utf-8").splitlines() or [""]
    rows = csv.DictReader([head, *(line for line in lines if code in line)])
    return [row for row in rows if row["program"] == code]


def _residents(folder: SeasonFolder, tables: doors.Season) -> Iterator[Resident]:
    code = next(iter(tables.programs))
    entered = {int(row["entered"]) for row in tables.residents}
    met = {year: _ranked(folder, year, code) for year in entered}
    events: dict[str, list[Event]] = defaultdict(list)
    for row in tables.became:
        remembered = len(list(filter(None, map(str.strip, row["remembered_by"].split(";")))))
        what = BECAME_WORDS.get(row["event"], row["event"].replace("_", " "))
        events[row["id"]].append(Event(year=int(row["year"]), what=what, remembered=remembered))
    for row in sorted(tables.residents, key=lambda each: int(each["entered"])):
        ranked = met[int(row["entered"])]
        yield Resident(
            id=row["id"],
            name=row.get("name") or ranked.get(row["id"], row["id"]),
            entered=int(row["entered"]),
            kind=row["kind"],
            visa=row["visa"],
            flags=tuple(filter(None, map(str.strip, row["flags"].split(";")))),
            position=row["position"].removesuffix(".0"),
            has_row=row["id"] in ranked,
            events=tuple(events[row["id"]]),
        )


def _ranked(folder: SeasonFolder, year: int, code: str) -> Mapping[str, str]:
    """By id, the names of the applicants in the rank meeting of a year; none if it was not recorded."""
    path = folder.path / str(year) / recording_name(code, Verdicts.RANK)
    return _names_in(path, status_of(path)) if path.is_file() else {}


@lru_cache(maxsize=512)
def _names_in(path: Path, _: object) -> Mapping[str, str]:
    """By id, the names in the rows of a recording: only the lines that open a row are read."""
    try:
        lines = unpacked(path.read_bytes()).split(b"\n")
        opened = [msgspec.json.decode(line, type=_Opened) for line in lines if OPENED in line]
    except (InputRefused, OSError, EOFError, msgspec.MsgspecError):
        return {}
    return {each.id: each.name or each.id for each in opened}


class _Opened(Struct):
    """What is read of a line that opens a row."""

    id: str
    name: str = ""


def _years(folder: SeasonFolder, tables: doors.Season, residents: Sequence[Resident]) -> Iterator[Year]:
    whole = {int(row["year"]): row for row in tables.years if (row["kind"], row["flag"]) == (EVERYBODY, EVERYBODY)}
    code = next(iter(tables.programs))
    gates: dict[int, list[str]] = defaultdict(list)
    for kept in folder.recordings():
        if kept.program == code:
            gates[kept.year].append(kept.gate)
    moves = _moves(tables)
    for year in folder.years:
        count = {name: int(value) for name, value in whole.get(year, {}).items() if value.isdigit()}
        interviewed = count.get("applied", 0) - sum(count.get(gate, 0) for gate in BEFORE_INTERVIEW)
        own = [each for each in residents if each.entered == year]
        shut = [row["group"] for row in tables.doors if int(row["closed_from"]) <= year <= int(row["closed_to"])]
        yield Year(
            year=year,
            applied=count.get("applied", 0),
            interviewed=interviewed,
            ranked=interviewed - count.get("not_ranked", 0),
            matched=count.get("matched", 0),
            came=len(own),
            imgs=sum(each.kind in IMGS for each in own),
            closed=tuple(shut),
            moves=tuple(moves.get(year, ())),
            meetings=tuple(gates[year]),
        )


def _moves(tables: doors.Season) -> dict[int, list[Move]]:
    """By year, the bars that became stricter than without memory, or stopped being so."""
    found: dict[int, list[Move]] = defaultdict(list)
    before: set[Bar] = set()
    for row, base in beside_the_twin(tables.bars, tables.twin_bars):
        strict = {bar for bar in BARS if bar in row and tighter(bar, row[bar], base[bar])}
        behind = behind_bars(row.get("moved_by") or "")
        for bar in (each for each in BARS if (each in strict) != (each in before)):
            now = bar in strict
            found[int(row["year"])].append(Move(bar=bar, stricter=now, behind=behind.get(bar, "") if now else ""))
        before = strict
    return found


def _bars(tables: doors.Season) -> Iterator[Shut]:
    """How the bars stand in the last year."""
    *_, last = [None, *beside_the_twin(tables.bars, tables.twin_bars)]
    if last is not None:
        row, base = last
        yield from (Shut(bar=bar, own=row[bar], twin=base[bar]) for bar in BARS if bar in row)
