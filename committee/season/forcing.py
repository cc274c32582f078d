"""What a scenario forces: the story follows whom it is about, and says what came to nobody, so that nobody waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
from msgspec import Struct

from committee.archive.seasons import program_name
from committee.pipeline.residency import Forced, Resident, fitting
from committee.season.wording import EVENTS, another, person_with
from committee.terms import Kind, Role, Visa


class Forcing(Struct, frozen=True, kw_only=True):
    """What a scenario forces on the finished years of a season."""

    ids: frozenset[str]
    """The ids of the residents whose fate it forces."""
    notes: tuple[str, ...]
    """What a reader of the story has to know of it, a sentence or two each."""


def forcing_of(residents: pd.DataFrame, season: Mapping[str, Any], years: Sequence[int]) -> Forcing:
    """What a scenario forces on the finished years.

    Parameters
    ----------
    residents
        The table ``residents.csv``.
    season
        The section ``season`` of the scenario, as a manifest has it.
    years
        The finished years.
    """
    forced = [Forced(**{**fate, "like": tuple(fate["like"])}) for fate in season.get("fates", ())]
    held = [fate for fate in forced if fate.year in years]
    entered = {fate.year for fate in held}
    of_years = residents[residents["entered"].astype(int).isin(entered)]
    found = fitting([_resident(row) for row in of_years.to_dict("records")], held)
    missed = [_Missed(fate, _before(number, held, found)) for number, fate in enumerate(held) if found[number] is None]
    notes = (
        *(_changed(each) for each in season.get("changes", ()) if each["year"] in years),
        *(_policy(each) for each in season.get("policies", ()) if each["year"] in years),
        *_to_nobody(missed),
    )
    return Forcing(ids=frozenset(one.id for one in found if one is not None), notes=notes)


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


class _Missed(NamedTuple):
    """A fate that came to nobody."""

    fate: Forced
    before: int
    """How many others of the class were as it asks, to whom something else that is forced did come."""


def _before(number: int, held: Sequence[Forced], found: Sequence[Resident | None]) -> int:
    return sum(1 for one in found if one is not None and fitting([one], [held[number]])[0] is not None)


def _to_nobody(missed: Sequence[_Missed]) -> Iterator[str]:
    """A note for each class in which there was nobody for a forced fate."""
    for year, program in dict.fromkeys((each.fate.year, each.fate.program) for each in missed):
        fates = [each for each in missed if (each.fate.year, each.fate.program) == (year, program)]
        told = [f"that {_somebody(each)} {EVENTS[each.fate.event]}" for each in fates]
        none = "it did not happen" if len(fates) == 1 else "none of it happened"
        yield (
            f"The scenario says of the class of {year} at {program_name(program)} {'; '.join(told)}. With this seed, "
            f"nobody in the class was left who fits, so {none}."
        )


def _somebody(missed: _Missed) -> str:
    """Whom the fate asks for: *a second resident who*, if the class had one, to whom something else came."""
    if not missed.before:
        return person_with(missed.fate.like, unknown="somebody")
    return another(person_with(missed.fate.like), missed.before)


def _changed(change: Mapping[str, Any]) -> str:
    """A note on somebody who leaves the table because the scenario says so."""
    leaves = str(change["leaves"])
    who = f"whoever was {leaves}" if leaves in tuple(Role) else f"the member {leaves}"
    place = program_name(int(change["program"]))
    return f"The scenario says that after the meetings of {change['year']}, {who} left {place}, and somebody new came."


def _policy(policy: Mapping[str, Any]) -> str:
    """A note on a policy from outside."""
    share, visa = float(policy["share_barred"]), _VISAS[str(policy["visa"])]
    many = "no program takes" if share == 1.0 else f"at least {share:.0%} of programs do not take"
    what = "programs decide for themselves about" if share == 0.0 else many
    return f"The scenario says that from {policy['year']} on, {what} applicants who need {visa}."


_VISAS: Final[Mapping[str, str]] = {Visa.J1: "a J-1 visa", Visa.H1B: "an H-1B visa"}
