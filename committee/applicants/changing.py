"""Rows with some of their cells changed, as a what-if changes them: what nobody sees stays as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from committee.applicants.applicant import Applicant, Step1
from committee.applicants.columns import BY_NAME, column_of
from committee.applicants.sheet import cells, read_rows
from committee.errors import Problem, SheetRefused, nearest

Changed = Mapping[str, Mapping[str, str]]
"""By id, the changed cells as text by column; "" leaves a cell blank."""


def with_cells(applicants: Sequence[Applicant], changed: Changed, *, year: int) -> tuple[Applicant, ...]:
    """The same rows with the changed cells read anew; latent promise and unknown columns stay.

    Raises
    ------
    SheetRefused
        If there is no such row or column, the cell may not hold the value, or the id would change.
    """
    by_id = {applicant.id: place for place, applicant in enumerate(applicants)}
    rows = list(applicants)
    for id_, given in changed.items():
        if id_ not in by_id:
            allowed = "no row has this id"
            raise SheetRefused(Problem(place="row", value=id_, allowed=allowed, nearest=nearest(id_, by_id)))
        rows[by_id[id_]] = _with_cells(rows[by_id[id_]], given, year)
    return tuple(rows)


def _with_cells(applicant: Applicant, given: Mapping[str, str], year: int) -> Applicant:
    own = cells(applicant)
    if applicant.step1 is Step1.FAIL and applicant.step1_fails == 1:
        own["step1_fails"] = ""  # what a blank means beside a failed Step 1; it goes if the failure goes
    extras = dict(applicant.extras)
    place = f"row {applicant.id}"
    for key, text in given.items():
        column = column_of(key)
        name = column.name if column is not None else key
        if name == "id":
            raise SheetRefused(Problem(place=place, value=text, allowed="the id of a row cannot be changed"))
        if column is None and key not in extras:
            known = [*BY_NAME, *extras]
            raise SheetRefused(
                Problem(place=place, value=key, allowed="there is no such column", nearest=nearest(key, known))
            )
        if column is None:
            extras[key] = text
        own[name] = text
    columns = {name: text for name, text in own.items() if name in BY_NAME}
    try:
        (read,) = read_rows([columns], year=year, place=place)
    except SheetRefused as refused:  # there is one row here, so its number says nothing
        named = (replace(each, place=each.place.replace(f"{place}, row 1", place, 1)) for each in refused.problems)
        raise SheetRefused(*named) from None
    return replace(read, promise=applicant.promise, extras=tuple(extras.items()))
