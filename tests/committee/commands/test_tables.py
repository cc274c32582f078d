"""Tables in files: the same bytes from a table as from its columns."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from committee.commands.tables import csv_columns, csv_rows
from committee.measures.outcomes import OUTCOME_COLUMNS, table
from tests.effort import some

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["=1+1", "'=1", "a,b", 'say "no"', "two\nlines", "\r", ""]),
    "float64": st.floats(allow_infinity=False, allow_nan=False) | st.none(),
    "int64": st.integers(-(2**63), 2**63 - 1),
    "Int64": st.integers(1, 600) | st.none(),
    "boolean": st.booleans() | st.none(),
}


@st.composite
def columns(draw: st.DrawFn) -> dict[str, list[Any]]:
    rows = draw(st.integers(0, 4))
    return {name: draw(st.lists(VALUES[kind], min_size=rows, max_size=rows)) for name, kind in OUTCOME_COLUMNS.items()}


def from_table(made: pd.DataFrame) -> bytes:
    file = BytesIO()
    csv_rows(made, file)
    return file.getvalue()


@settings(max_examples=some(20))
@given(columns())
def test_columns_are_written_as_their_table_is(values: dict[str, list[Any]]) -> None:
    assert csv_columns(values) == from_table(table(values))
