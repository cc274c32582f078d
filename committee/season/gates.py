"""From all who apply to those who are interviewed, in arrays for the whole market at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from msgspec import Struct, structs

from committee.applicants.applied import draw_applied
from committee.applicants.figures import names
from committee.applicants.pool import invented_names
from committee.applicants.pools import Words
from committee.chance import Gate
from committee.pipeline.applying import Applications, apply
from committee.pipeline.desk import dearer
from committee.pipeline.files import Files, files_of
from committee.pipeline.filters import Bars, Screened, screen
from committee.pipeline.living import Time
from committee.pipeline.readers import Desks, Readings, needed_of, read_files
from committee.season.market import Market
from committee.season.standing import Standing, offers_of
from committee.season.state import State
from committee.terms import Kind

_LETTERS = {Kind.US_MD: "m", Kind.US_DO: "d", Kind.US_IMG: "u", Kind.NON_US_IMG: "n"}
"""What the id of a drawn applicant says of their kind."""


class Read(Struct, frozen=True, kw_only=True):
    """A year up to the invite meetings."""

    files: Files
    """All who apply."""
    applications: Applications
    """Where they apply."""
    bars: Bars
    """Where the quiet filters stand."""
    screened: Screened
    """What the filters did."""
    readings: Readings
    """What readers made of the files that are left."""


def read_year(market: Market, state: State, standing: Sequence[Standing], bars: Bars, time: Time, words: Words) -> Read:
    """Everything up to the invite meetings."""
    season = market.scenario.season
    files = draw_files(market, time, words)
    rules = season.apply if season.switches.signals else replace(season.apply, signals=0)
    offers = offers_of(market, state, bars, time)
    applications = apply(files, offers, rules, time.at(Gate.SCREEN), words)
    screened = screen(files, applications, bars, season.screen, time.at(Gate.SCREEN), words)
    desks = Desks(
        alive=screened.alive,
        needed=needed_of(market.seats, season.read),
        postures=[each.invite.program.posture for each in standing],
        dearer=np.array([dearer(each.lived, each.ghosts) for each in standing]),
        reading=market.yardstick.reading,
    )
    readings = read_files(files, applications, desks, season.read, time.at(Gate.INVITE), words)
    return Read(files=files, applications=applications, bars=bars, screened=screened, readings=readings)


def draw_files(market: Market, time: Time, words: Words) -> Files:
    """All who apply in a year. Rows that the scenario fixes apply in the first."""
    fixed = market.fixed if time.number == 1 else ()
    pool = market.scenario.season.pool
    counts = [max(0, pool[kind] - sum(row.kind is kind for row in fixed)) for kind in Kind]
    kinds = np.repeat(np.arange(len(Kind)), counts)
    ids = _drawn_ids(time.year, counts, {row.id for row in market.fixed})
    drawn = draw_applied(ids, kinds, time.at(Gate.SCREEN), time.year, words)
    circumstances = replace(market.yardstick.circumstances, year=time.year)
    return files_of(time.year, ids, drawn, structs.replace(market.yardstick, circumstances=circumstances), fixed)


def _drawn_ids(year: int, counts: Sequence[int], taken: Collection[str]) -> list[str]:
    """The ids of so many of each kind. The id of a row that the scenario gives is passed over, in every year."""
    found: list[str] = []
    for kind, count in zip(Kind, counts, strict=True):
        numbers = (f"y{year}{_LETTERS[kind]}{place:05d}" for place in range(1, count + len(taken) + 1))
        found += islice((number for number in numbers if number not in taken), count)
    return found


def called(files: Files) -> list[str]:
    """What everybody is called."""
    drawn = len(files.ids) - len(files.fixed)
    places = zip(files.numbers["given"][:drawn].tolist(), files.numbers["family"][:drawn].tolist(), strict=True)
    return [*invented_names(places, names(), files.fixed), *(row.name for row in files.fixed)]
