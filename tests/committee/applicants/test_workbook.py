from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.workbook import Worksheet, read_worksheet
from committee.errors import SheetRefused
from tests.raw_xlsx import ANN, HEADINGS, PLAIN, STRICT, raw_sheets, raw_workbook, row, text


def workbook(*rows: list[object], first: str = "sheet") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        if first == "chart":
            sheet = book.add_chartsheet()
            chart = book.add_chart({"type": "bar"})
            assert chart is not None
            sheet.set_chart(chart)
        sheet = book.add_worksheet()
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
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


def rows_of(content: bytes) -> list[list[object]]:
    return [list(cells) for cells in read_worksheet(content, "x.xlsx").rows]


def refusals(content: bytes) -> list[str]:
    with pytest.raises(SheetRefused) as refused:
        read_worksheet(content, "x.xlsx")
    return [problem.sentence() for problem in refused.value.problems]


def with_visa(cell: str, *more: str, after: str = "", strings: str = "", calc: str = "") -> bytes:
    """A sheet of Ann, whose visa is the cell given; ``more`` are whole rows."""
    return raw_workbook(HEADINGS, row(2, *ANN, cell), *more, after=after, strings=strings, calc=calc)


GOOD = workbook(["name", "kind"], ["Ann", 3])


def test_cells_come_from_a1_on() -> None:
    assert rows_of(GOOD) == [["name", "kind"], ["Ann", 3.0]]


# Which worksheet


def test_a_chart_in_front_is_passed_over() -> None:
    assert len(rows_of(workbook(["name"], ["Ann"], first="chart"))) == 2


def sheet_of(name: str) -> str:
    return f'<worksheet xmlns="{PLAIN}"><sheetData>{row(1, text("A1", name))}</sheetData></worksheet>'


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_first_worksheet_that_a_person_sees_is_read(state: str) -> None:
    sheets = {"Old": (f'state="{state}"', sheet_of("old")), "New": ("", sheet_of("new")), "Last": ("", sheet_of("x"))}
    read = read_worksheet(raw_sheets(sheets), "x.xlsx")
    assert (read.name, [list(cells) for cells in read.rows]) == ("New", [["new"]])


def test_a_workbook_whose_worksheets_are_all_hidden_is_refused() -> None:
    sheets = {"Old": ('state="hidden"', sheet_of("old"))}
    assert refusals(raw_sheets(sheets)) == [
        "x.xlsx: the workbook has no visible worksheet; show the one that holds the applicants."
    ]


def test_what_is_wrong_on_a_worksheet_that_nobody_reads_is_passed_over() -> None:
    failed = sheet_of("x").replace("</row>", '<c r="B1" t="e"><v>#N/A</v></c></row>')
    assert rows_of(raw_sheets({"A": ("", sheet_of("a")), "B": ("", failed)})) == [["a"]]


def test_hidden_rows_and_columns_are_read_and_counted() -> None:
    content = raw_workbook(
        HEADINGS,
        row(2, *ANN, text("D2", "j1"), attributes='hidden="1"'),
        row(3, attributes='hidden="1"'),
        before='<cols><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="true"/></cols>',
    )
    read = read_worksheet(content, "x.xlsx")
    assert (len(read.rows), read.hidden_rows, read.hidden_columns) == (2, 1, 2)


# Cells that would come out blank


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "<f>NA()</f>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="D2:D4" si="0">VLOOKUP(A2,Z:Z,1,0)</f>',
        '<f t="array" ref="D2">NA()</f>',
        "<f>" + "A" * 9000 + "</f>",
        "<f><![CDATA[1<2]]></f>",
    ],
)
@pytest.mark.parametrize("word", ["#N/A", "#DIV/0!", "#SPILL!", "#CALC!"])
def test_a_formula_that_failed_is_refused_in_every_spelling(formula: str, word: str) -> None:
    assert refusals(with_visa(f'<c r="D2" s="3" t="e" cm="1">{formula}<v>{word}</v></c>')) == [
        f'x.xlsx, sheet "S", cell D2: "{word}" is not allowed; this cell holds an error and no value;'
        " write the value itself, or clear the cell."
    ]


@pytest.mark.parametrize("formula", ["<f>Z2</f>", '<f t="shared" si="0"/>', '<f t="array" ref="D2">Z2</f>', "<f/>"])
@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>", "<v> </v>", "<is><t/></is>"])
@pytest.mark.parametrize("kind", ["", 't="str"', 't="n"'])
def test_a_formula_without_a_value_is_refused_in_every_spelling(formula: str, value: str, kind: str) -> None:
    (said,) = refusals(with_visa(f'<c r="D2" {kind}>{formula}{value}</c>'))
    assert said.startswith('x.xlsx, sheet "S", cell D2: the formula here has no value, and a blank cell would mean')


def test_a_formula_with_a_value_is_read() -> None:
    assert rows_of(with_visa('<c r="D2" t="str"><f>Z2</f><v>h1b</v></c>'))[1] == ["Ann", "us_md", 2024.0, "h1b"]


def test_the_cells_of_an_array_formula_all_need_a_value() -> None:
    first = '<c r="D2" t="str"><f t="array" ref="D2:D4">Z2:Z4</f><v>h1b</v></c>'
    more = [row(3, text("A3", "Bo"), '<c r="D3" t="str"><v>j1</v></c>'), row(4, text("A4", "Cy"))]
    (said,) = refusals(with_visa(first, *more))
    assert said.startswith('x.xlsx, sheet "S", cell D4: the formula here has no value')


def test_array_formulas_that_cover_more_than_a_sheet_are_refused() -> None:
    cells = [f'<c r="D{n}" t="str"><f t="array" ref="D2:XFD1048576">1</f><v>h1b</v></c>' for n in range(3, 9)]
    (said,) = refusals(with_visa(text("D2", "j1"), *(row(n, cell) for n, cell in enumerate(cells, start=3))))
    assert "its formulas cover more cells than we read" in said


def test_a_writer_that_leaves_0_for_what_is_to_be_computed_is_not_believed() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("S").write_formula(1, 3, "=Z2")
    assert "cell D2: the formula here has no value" in refusals(content.getvalue())[0]
    computed = '<c r="D2"><f>Z2</f><v>0</v></c>'
    assert rows_of(with_visa(computed))[1][3] == 0.0
    assert refusals(with_visa(computed, calc='<calcPr fullCalcOnLoad="1"/>'))


@pytest.mark.parametrize("area", ["D2:D4", "A1:B1", "D4:D2", "$D$2:$E$2", "D3:Z9"])
def test_merged_cells_that_touch_the_data_are_refused(area: str) -> None:
    after = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    (said,) = refusals(with_visa(text("D2", "h1b"), row(3, text("A3", "Bo")), row(4, text("A4", "Cy")), after=after))
    assert said.startswith('x.xlsx, sheet "S", cells ')
    assert said.endswith(
        "merged cells hold one value for several cells; unmerge them and give each cell its own value."
    )


def test_merged_cells_beside_the_data_are_passed_over() -> None:
    after = '<mergeCells><mergeCell ref="F1:H3"/><mergeCell ref="A9:D9"/></mergeCells>'
    assert rows_of(with_visa(text("D2", "h1b"), after=after))[1][3] == "h1b"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="D2" t="str"><v><![CDATA[h1b]]></v></c>',
        '<c r="D2" t="inlineStr"><v>h1b</v></c>',
        '<c r="D2" t="s"><v>7</v></c>',
        '<c r="D2" t="b"><v>7</v></c>',
        '<c r="D2" t="zz"><v>7</v></c>',
        '<c r="A3"><v>7</v></c>',
        '<c r="A2"><v>7</v></c>',
    ],
)
def test_a_cell_whose_spelling_nobody_understands_is_read_rightly_or_refused(cell: str) -> None:
    rows: list[list[object]] = [[], ["", "", "", "h1b"]]
    with suppress(SheetRefused):
        rows = rows_of(with_visa(cell, strings="<si><t>a</t></si>"))
    assert rows[1][3] == "h1b"


# Spellings that are as good as any


def test_the_strict_form_is_read_and_looked_at() -> None:
    assert rows_of(raw_workbook(HEADINGS, row(2, *ANN), main=STRICT))[1] == ["Ann", "us_md", 2024.0, ""]
    failed = raw_workbook(HEADINGS, row(2, *ANN, '<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'), main=STRICT)
    assert 'cell D2: "#DIV/0!"' in refusals(failed)[0]


def prefixed(cell: str) -> bytes:
    data = f'<x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>{cell}</x:row></x:sheetData>'
    return raw_sheets({"S": ("", f'<x:worksheet xmlns:x="{PLAIN}">{data}</x:worksheet>')})


def test_any_prefix_of_the_namespace_will_do() -> None:
    assert rows_of(prefixed('<x:c r="B1"><x:v>2</x:v></x:c>')) == [[1.0, 2.0]]
    assert "cell B1" in refusals(prefixed('<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c>'))[0]


def test_cells_without_an_address_follow_one_another() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>", '<row><c t="e"><v>#N/A</v></c></row>'
    assert rows_of(raw_workbook(rows[0])) == [[1.0, 2.0]]
    assert "cell A2" in refusals(raw_workbook(*rows))[0]


def test_shared_strings_may_be_rich_blank_or_spoken() -> None:
    strings = (
        "<si><r><t>h</t></r><r><t>1b</t></r><rPh><t>spoken</t></rPh></si>"
        '<si><t/></si><si><rPh><t>spoken</t></rPh></si><si><t xml:space="preserve">_x000D_\n</t></si>'
    )
    cells = [rows_of(with_visa(f'<c r="D2" t="s"><v>{k}</v></c>', strings=strings))[1][3] for k in range(4)]
    assert [str(cell).strip() for cell in cells] == ["h1b", "", "", ""]


def test_dates_truth_values_and_percentages_are_what_is_stored() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, date(2024, 5, 1), book.add_format({"num_format": "d mmm yyyy"}))
        sheet.write_boolean(0, 1, False)
        sheet.write_number(0, 2, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_number(0, 3, 0)
        sheet.write_string(0, 4, "245")
    assert rows_of(content.getvalue()) == [[date(2024, 5, 1), False, 0.5, 0.0, "245"]]


# Hostile files


@pytest.mark.parametrize("address", ["XFD1048576", "A99999999999", "ZZZZZ9"])
def test_a_cell_at_the_end_of_the_grid_is_refused_before_memory_is_reserved(address: str) -> None:
    number = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    content = raw_workbook('<row r="1"><c r="A1"/></row>', f'<row r="{number}"><c r="{address}"/></row>')
    assert "the worksheet spans" in refusals(content)[0]
    assert "more than we read" in refusals(content)[0]


def test_what_unpacks_to_gigabytes_is_refused() -> None:
    content = changed(GOOD, "xl/sharedStrings.xml", b" " * (300 * 1024 * 1024))
    assert len(content) < 2_000_000
    assert "unpacks to more than 256 MB" in refusals(content)[0]


def test_entities_that_grow_are_refused() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_of("&b;")
    assert "declares a document type" in refusals(raw_sheets({"S": ("", bomb)}))[0]


def test_two_parts_of_one_name_are_refused() -> None:
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("XL/Worksheets/sheet1.xml", "<worksheet/>")
    assert "two parts of one name" in refusals(made.getvalue())[0]


def test_a_zip_of_something_else_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "a zip file but not an XLSX workbook" in refusals(content.getvalue())[0]


def test_a_workbook_without_a_worksheet_inside_is_refused() -> None:
    assert refusals(changed(GOOD, "xl/worksheets/sheet1.xml", b"<not xml"))[0].startswith("x.xlsx: ")


def read_or_refused(content: bytes) -> Sequence[Sequence[object]] | None:
    with suppress(SheetRefused):
        read: Worksheet = read_worksheet(content, "x.xlsx")
        return read.rows
    return None


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_workbook_is_read_or_refused(place: int, noise: bytes, cut: bool) -> None:
    rows = read_or_refused(GOOD[:place] + noise + (b"" if cut else GOOD[place + len(noise) :]))
    assert rows is None or len(rows) <= 1000


@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]), st.binary(max_size=60))
def test_a_workbook_with_nonsense_inside_is_read_or_refused(name: str, nonsense: bytes) -> None:
    rows = read_or_refused(changed(GOOD, name, nonsense))
    assert rows is None or len(rows) <= 1000


def test_a_row_or_column_without_any_size_is_hidden_too() -> None:
    second = row(2, *ANN, text("D2", "j1"), attributes='ht="0" customHeight="1"')
    before = '<cols><col min="4" max="4" width="0.0"/></cols>'
    found = read_worksheet(raw_workbook(HEADINGS, second, before=before), "people.xlsx")
    assert (found.hidden_rows, found.hidden_columns) == (1, 1)
    shown = row(2, *ANN, text("D2", "j1"), attributes='ht="10.5"')
    assert read_worksheet(raw_workbook(HEADINGS, shown), "people.xlsx").hidden_rows == 0


@pytest.mark.parametrize("target", ["words.xml", "/xl/words.xml", "../xl/words.xml", "./words.xml"])
def test_the_texts_are_those_that_the_workbook_names_not_those_left_over(target: str) -> None:
    content = raw_workbook(HEADINGS, row(2, *ANN, '<c r="D2" t="s"><v>0</v></c>'), strings="<si><t>j1</t></si>")
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            relation = f'<Relationship Id="t" Type="x/sharedStrings" Target="{target}"/></Relationships>'
            part = old.read(name).decode()
            new.writestr(name, part.replace("</Relationships>", relation) if "workbook" in name else part)
        new.writestr("xl/words.xml", '<sst xmlns="http://x"><si><t>h1b</t></si></sst>')
    assert read_worksheet(made.getvalue(), "people.xlsx").rows[1][3] == "h1b"
