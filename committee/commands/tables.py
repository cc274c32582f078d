"""A table in a file: CSV, XLSX or Parquet, with the same bytes for the same table.

No spreadsheet runs a text as a formula: in a CSV an apostrophe guards it (our reader of sheets removes it), in an XLSX
it is a plain string. The columns are a contract, so the disclaimer is outside the table: on a second worksheet, in
Parquet's metadata, or on stderr for a CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from committee.applicants.formulas import guarded
from committee.commands.terminal import say
from committee.terms import DISCLAIMER

if TYPE_CHECKING:
    import pandas as pd

SHEET: Final = "outcomes"
TO_WATCH: Final = "To watch a row, give its address in quotes to: committee open"
NO_ADDRESSES: Final[Mapping[str, str]] = {}
LONGEST_CELL: Final = 32_767
"""The most characters that a cell of a workbook can hold."""

_MADE = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def csv_rows(table: pd.DataFrame, file: BinaryIO, *, header: bool = True) -> None:
    """Write ``table`` to an open file as CSV in UTF-8, with guards against formulas."""
    text = guarded_table(table).to_csv(index=False, header=header, lineterminator="\n")
    file.write(text.encode("utf-8", "replace"))


def csv_columns(columns: Mapping[str, Sequence[object]]) -> bytes:
    """The bytes that :func:`csv_rows` writes of a table with these columns, None where a value is missing.

    No table is made, so it takes a fifth of the time.
    """
    text = StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows(zip(*map(_guarded_values, columns.values()), strict=True))
    return text.getvalue().encode("utf-8", "replace")


def _guarded_values(values: Sequence[object]) -> Sequence[object]:
    safe = {value: guarded(value) for value in set(values) if isinstance(value, str)}
    return [safe[value] if isinstance(value, str) else value for value in values] if safe else values


def guarded_table(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with an apostrophe before every text that starts like a formula."""
    from pandas.api.types import is_string_dtype

    texts = {name: table[name].map(guarded) for name in table.columns if is_string_dtype(table[name])}
    return table.assign(**texts)


def write_csv(table: pd.DataFrame, file: BinaryIO) -> None:
    """Write ``table`` as CSV in UTF-8, and the disclaimer on stderr."""
    csv_rows(table, file)
    say(DISCLAIMER, err=True)


def write_xlsx(table: pd.DataFrame, file: BinaryIO, addresses: Mapping[str, str] = NO_ADDRESSES) -> None:
    """Write ``table`` as a workbook: the table on the first worksheet, the disclaimer on the second.

    The second worksheet also has the address of each row, by id, where ``addresses`` gives them.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    made = BytesIO()
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties({"title": SHEET, "comments": DISCLAIMER, "created": _MADE})
        sheet = book.add_worksheet(SHEET)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name)
            for row, value in enumerate(table[name].astype(object).tolist(), start=1):
                _write_cell(sheet, (row, column), value)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet("about")
        about.write_string(0, 0, DISCLAIMER)
        if addresses:
            about.write_string(2, 0, TO_WATCH)
        for row, (id_, address) in enumerate(addresses.items(), start=3):
            _write_cell(about, (row, 0), id_)
            _write_cell(about, (row, 1), address)
    file.write(made.getvalue())


def _write_cell(sheet: Any, at: tuple[int, int], value: Any) -> None:
    import pandas as pd

    if isinstance(value, str):
        short = value if len(value) <= LONGEST_CELL else value[: LONGEST_CELL - 1] + "…"
        sheet.write_string(*at, short)
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value)
    elif not pd.isna(value):
        sheet.write_number(*at, value)


def write_parquet(table: pd.DataFrame, file: BinaryIO) -> None:
    """Write ``table`` as Parquet, the disclaimer in its metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    metadata = {**(arrow.schema.metadata or {}), b"disclaimer": DISCLAIMER.encode()}
    pq.write_table(arrow.replace_schema_metadata(metadata), file)


WRITERS: Final[dict[str, Callable[[pd.DataFrame, BinaryIO], None]]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
