"""What an experiment counts of a season: how fixed rows fared, and whom the scenario's own program met in the end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from committee.applicants.coded import Wholes
from committee.measures.groups import EVERYBODY, GROUPS
from committee.measures.years import YearsTally
from committee.season.counts import MARKS, People
from committee.season.year import YearHeld
from committee.terms import Kind

OWN: Final = 0
"""The number of the scenario's own program."""


def tally_of_years(held: Iterable[YearHeld]) -> YearsTally:
    """What is counted of years that are held one after another; at least one."""
    first = last = None
    for last in held:
        first = first or last
    assert first is not None
    assert last is not None
    own = [each for each in last.ended.came if each.program == OWN]
    return YearsTally(
        seed=last.time.seed,
        rows=_fixed(first),
        interviews=_interviews(last),
        came=len(own),
        imgs=sum(each.kind.is_img for each in own),
    )


def _met(held: YearHeld) -> Wholes:
    """Whom the scenario's own program interviewed, as places among the files."""
    applications, of = held.read.applications, held.days.of
    met: Wholes = applications.applicant[of[applications.program[of] == OWN]]
    return met


def _fixed(held: YearHeld) -> dict[str, list[Any]]:
    files = held.read.files
    met = set(_met(held).tolist())
    places = range(len(files.ids) - len(files.fixed), len(files.ids))
    return {
        "id": [files.ids[place] for place in places],
        "interviewed": [place in met for place in places],
        "matched": [bool(held.matched.program[place] == OWN) for place in places],
    }


def _interviews(held: YearHeld) -> dict[str, int]:
    files, met = held.read.files, _met(held)
    people = People(
        kind=files.kind[met],
        visa=files.numbers["visa"][met],
        flagged=files.flagged[met],
        scrambled=np.zeros(len(met), np.bool_),
    )
    marks, kinds = people.marks, tuple(map(str, Kind))
    counts = {}
    for word, group in GROUPS.items():
        among = marks[:, [str(mark) for mark in MARKS].index(group.flag)]
        if group.kind != EVERYBODY:
            among = among & (people.kind == kinds.index(group.kind))
        counts[word] = int(among.sum())
    return counts
