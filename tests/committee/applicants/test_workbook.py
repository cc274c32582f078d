from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.workbook import workbook_rows
from committee.errors import SheetRefused


def workbook(*rows: list[object], first: str = "sheet") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        if first == "chart":
            sheet = book.add_chartsheet()
            chart = book.add_chart({"type": "bar"})
            assert chart is not None
            sheet.set_chart(chart)
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if first == "chart":
            chart.add_series({"values": ["Sheet1", 0, 0, 1, 0]})
    return content.getvalue()


def changed(content: bytes, name: str, new: bytes) -> bytes:
    """The workbook with one file inside it replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in old.infolist():
            archive.writestr(entry.filename, new if entry.filename == name else old.read(entry))
    return out.getvalue()


GOOD = workbook(["name", "kind"], ["Ann", 3])


def test_cells_come_from_a1_on() -> None:
    assert [list(row) for row in workbook_rows(GOOD, "x.xlsx")] == [["name", "kind"], ["Ann", 3.0]]


def test_a_chart_in_front_is_passed_over() -> None:
    assert len(workbook_rows(workbook(["name"], ["Ann"], first="chart"), "x.xlsx")) == 2


def with_failed_formulas(*, on_the_first: bool) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        first, second = book.add_worksheet(), book.add_worksheet()
        first.write_row(0, 0, ["name", "step2_ck"])
        first.write_row(1, 0, ["Ann", 240])
        failed = first if on_the_first else second
        failed.write_formula(2, 1, "=NA()", None, "#N/A")
        failed.write_formula(3, 1, "=IF(1<2,1/0,2)", None, "#DIV/0!")
    return content.getvalue()


def test_a_formula_that_failed_is_refused_and_not_taken_for_a_blank() -> None:
    with pytest.raises(SheetRefused) as refused:
        workbook_rows(with_failed_formulas(on_the_first=True), "x.xlsx")
    found = [(problem.place, problem.value) for problem in refused.value.problems]
    assert found == [("x.xlsx, cell B3", "#N/A"), ("x.xlsx, cell B4", "#DIV/0!")]


def test_what_failed_on_a_worksheet_that_nobody_reads_is_passed_over() -> None:
    rows = workbook_rows(with_failed_formulas(on_the_first=False), "x.xlsx")
    assert [list(row) for row in rows] == [["name", "step2_ck"], ["Ann", 240.0]]


@pytest.mark.parametrize("address", ["XFD1048576", "A99999999999", "ZZZZZ9"])
def test_a_cell_at_the_end_of_the_grid_is_refused_before_memory_is_reserved(address: str) -> None:
    sheet = f'<worksheet><sheetData><row r="1"><c r="A1"/><c r="{address}"/></row></sheetData></worksheet>'
    content = changed(GOOD, "xl/worksheets/sheet1.xml", sheet.encode())
    with pytest.raises(SheetRefused, match=r"x.xlsx: the worksheet spans \d+ rows by \d+ columns, more than we read"):
        workbook_rows(content, "x.xlsx")


def test_what_unpacks_to_gigabytes_is_refused() -> None:
    content = changed(GOOD, "xl/sharedStrings.xml", b" " * (300 * 1024 * 1024))
    assert len(content) < 2_000_000
    with pytest.raises(SheetRefused, match="unpacks to more than 256 MB"):
        workbook_rows(content, "x.xlsx")


def test_a_zip_of_something_else_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(SheetRefused, match="a zip file but not an XLSX workbook"):
        workbook_rows(content.getvalue(), "x.xlsx")


def test_a_workbook_without_a_worksheet_inside_is_refused() -> None:
    with pytest.raises(SheetRefused, match=r"x\.xlsx: "):
        workbook_rows(changed(GOOD, "xl/worksheets/sheet1.xml", b"<not xml"), "x.xlsx")


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_workbook_is_read_or_refused(place: int, noise: bytes, cut: bool) -> None:
    damaged = GOOD[:place] + noise + (b"" if cut else GOOD[place + len(noise) :])
    rows = None
    with suppress(SheetRefused):
        rows = workbook_rows(damaged, "x.xlsx")
    assert rows is None or len(rows) <= 1000


@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), st.binary(max_size=60))
def test_a_workbook_with_nonsense_inside_is_read_or_refused(name: str, nonsense: bytes) -> None:
    rows = None
    with suppress(SheetRefused):
        rows = workbook_rows(changed(GOOD, name, nonsense), "x.xlsx")
    assert rows is None or len(rows) <= 1000
