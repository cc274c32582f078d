"""The outcomes table: one row per applicant. Other programs rely on its columns and words.

A recording read from a file and a meeting heard in this process give the same table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from committee.events import RowClosed, real
from committee.measures.places import positions
from committee.measures.rooms import mean_stance, spread, voters
from committee.measures.shifts import flags
from committee.recording import RecordedRow, Recording
from committee.terms import Purse

if TYPE_CHECKING:
    import pandas as pd

OUTCOME_COLUMNS: Mapping[str, str] = {
    "id": "str",
    "name": "str",
    "kind": "str",
    "flags": "str",
    "label": "str",
    "pre_score": "float64",
    "tier": "str",
    "position": "Int64",
    "call": "float64",
    "stance_before": "float64",
    "stance_after": "float64",
    "spread_before": "float64",
    "spread_after": "float64",
    "seconds": "float64",
    "utterances": "int64",
    "ended_by": "str",
    "sponsor": "str",
    "capital_spent": "float64",
    "ghosts": "str",
    "unheard": "str",
    "matched": "boolean",
}
"""The columns of the outcomes table in order, with the pandas type of each. An absent text is blank, not missing."""

JOINT = "; "
"""What separates several entries in one cell."""


def outcomes(recording: Recording) -> pd.DataFrame:
    """The outcomes of ``recording``: one row for each decided row, in the order of the sheet.

    ``position`` is missing for rows left off the list, ``matched`` for every row before the Match. Stances
    are means of the voting members (all but coordinators), spreads their standard deviation; ``seconds`` is
    when the last utterance ended; ``capital_spent`` is the units of capital that anybody spent on the row, its
    review included; ``ghosts`` are the past residents who came to mind, named or not. If a second committee met about
    the same rows, ``call`` is the mean of the two calls, and ``tier`` and ``position`` go by it.
    """
    rows = entries(recording)
    return table({name: [row[name] for row in rows] for name in OUTCOME_COLUMNS})


def table(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """The outcomes table of these ``columns``, each with the type that it has to have; a column left out is missing."""
    import pandas as pd

    rows = len(columns["id"])
    blank = [None] * rows
    return pd.DataFrame(
        {name: pd.Series(columns.get(name, blank), dtype=kind) for name, kind in OUTCOME_COLUMNS.items()}
    )


def entries(recording: Recording) -> list[dict[str, Any]]:
    """The rows of :func:`outcomes` as plain data, missing values as None."""
    members, spent, position = voters(recording), _spent(recording), positions(recording)
    placed = recording.placed
    return [
        {
            **_facts(row, closed),
            "tier": str(placed[closed.id].tier),
            "call": placed[closed.id].call,
            "position": position.get(closed.id),
            **_stances(row, members),
            "capital_spent": real(spent.get(closed.id, 0.0)),
            "matched": None,
        }
        for row, closed in recording.closed
    ]


def _facts(row: RecordedRow, closed: RowClosed) -> dict[str, Any]:
    ghosts = [event.ghost for event in row.remembered]
    named = [utterance.ghost for utterance in row.utterances if utterance.ghost is not None]
    return {
        "id": closed.id,
        "name": row.opened.name,
        "kind": str(row.opened.kind),
        "flags": JOINT.join(flags(row)),
        "label": str(row.opened.label),
        "pre_score": row.opened.pre_score,
        "seconds": row.seconds,
        "utterances": len(row.utterances),
        "ended_by": str(closed.ended_by),
        "sponsor": closed.sponsor or "",
        "ghosts": JOINT.join(dict.fromkeys([*ghosts, *named])),
        "unheard": JOINT.join(missed.point for missed in closed.unheard),
    }


def _stances(row: RecordedRow, members: tuple[str, ...]) -> dict[str, float]:
    before, after = row.opened.stances, row.stances_after
    return {
        "stance_before": real(mean_stance(before, members)),
        "stance_after": real(mean_stance(after, members)),
        "spread_before": real(spread(before, members)),
        "spread_after": real(spread(after, members)),
    }


def _spent(recording: Recording) -> dict[str, float]:
    """The units of capital spent on each row, by id."""
    staked = [(row.opened.id, move.amount) for row in recording.rows for move in row.capital if move.why is Purse.SPENT]
    spent: dict[str, float] = {}
    for row, amount in (*staked, *((move.id, move.amount) for move in recording.reviewed)):
        spent[row] = spent.get(row, 0.0) + amount
    return spent
