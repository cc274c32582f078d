"""What a scenario forces: to whom it came, and what came to nobody, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from committee.archive.seasons import program_name
from committee.pipeline.residency import Forced, Resident, fitting
from committee.recording.spoken import together
from committee.terms import Kind, Visa

_EVENTS: Final[Mapping[str, str]] = {
    "remediated": "repeats part of the training",
    "left": "leaves",
    "boards_failed": "fails the board exam",
    "late": "comes late",
    "stood_out": "stands out",
    "nothing": "has nothing happen to them",
}
"""What a forced fate says of a resident."""


def came_to_nobody(residents: pd.DataFrame, fates: Sequence[Mapping[str, Any]], years: Sequence[int]) -> list[str]:
    """A sentence for each forced fate of a finished year for which there was nobody.

    Parameters
    ----------
    residents
        The table ``residents.csv``.
    fates
        ``season.fates`` of the scenario, as a manifest has them.
    years
        The finished years.
    """
    return [_sentence(fate) for fate, one in _found(residents, fates, years) if one is None]


def came_to(residents: pd.DataFrame, fates: Sequence[Mapping[str, Any]], years: Sequence[int]) -> list[str]:
    """The ids of those to whom forced fates came, in the order of the fates; arguments as above."""
    return [one.id for _, one in _found(residents, fates, years) if one is not None]


def _found(
    residents: pd.DataFrame, fates: Sequence[Mapping[str, Any]], years: Sequence[int]
) -> list[tuple[Forced, Resident | None]]:
    """Each forced fate of a finished year, and whom it is about."""
    forced = [Forced(**{**fate, "like": tuple(fate["like"])}) for fate in fates]
    held = [fate for fate in forced if fate.year in years]
    entered = {fate.year for fate in held}
    of_years = residents[residents["entered"].astype(int).isin(entered)]
    classes = [_resident(row) for row in of_years.to_dict("records")]
    return list(zip(held, fitting(classes, held), strict=True))


def _resident(row: Mapping[Any, Any]) -> Resident:
    """A resident as far as the table tells."""
    position = str(row["position"]).removesuffix(".0")
    return Resident(
        id=str(row["id"]),
        name="",
        program=int(str(row["program"]).removeprefix("p")),
        entered=int(row["entered"]),
        kind=Kind(row["kind"]),
        visa=Visa(row["visa"]),
        flags=tuple(filter(None, str(row["flags"]).split("; "))),
        promise=0.0,
        step2_ck=None,
        position=int(position) if position.isdigit() else None,
    )


def _sentence(fate: Forced) -> str:
    like = f" with {together([f'`{each}`' for each in fate.like])}" if fate.like else ""
    return (
        f"The scenario says that somebody{like} in the class of {fate.year} at {program_name(fate.program)} "
        f"{_EVENTS[fate.event]}. At this seed nobody was left who fits, so it happened to nobody."
    )
