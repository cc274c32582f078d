"""What a scenario forces, and came to nobody: said in the story, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from committee.archive.seasons import program_name
from committee.pipeline.residency import Forced, Resident, fitting
from committee.season.wording import EVENTS, person_with
from committee.terms import Kind, Visa


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
    forced = [Forced(**{**fate, "like": tuple(fate["like"])}) for fate in fates]
    held = [fate for fate in forced if fate.year in years]
    entered = {fate.year for fate in held}
    of_years = residents[residents["entered"].astype(int).isin(entered)]
    classes = [_resident(row) for row in of_years.to_dict("records")]
    return [_sentence(fate) for fate, one in zip(held, fitting(classes, held), strict=True) if one is None]


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
    who = person_with(fate.like, unknown="somebody")
    return (
        f"The scenario says of the class of {fate.year} at {program_name(fate.program)} that {who} "
        f"{EVENTS[fate.event]}. With this seed, nobody in the class was left who fits, so it happened to nobody."
    )
