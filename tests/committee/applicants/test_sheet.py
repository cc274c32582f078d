from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from committee.applicants.applicant import (
    Advocate,
    AdvocateStrength,
    AdvocateWho,
    Applicant,
    GapReason,
    Step1,
)
from committee.applicants.columns import BY_NAME, SHEET_COLUMNS
from committee.applicants.sheet import cells, open_sheet, read_rows, read_sheet, write_sheet
from committee.errors import SHOWN_AT_ONCE, Problem, SheetRefused
from committee.terms import Kind, Visa
from tests import raw_xlsx
from tests.strategies import sheets

SMALL = "id,name,kind,yog\na,Ann,us_md,2026\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, content: str | bytes, *, fictional: bool = False) -> tuple[Applicant, ...]:
    return read_sheet(written(folder, content), year=2026, fictional=fictional)


def problems(folder: Path, content: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(SheetRefused) as refused:
        read(folder, content)
    return refused.value.problems


def sentence(folder: Path, content: str | bytes) -> str:
    (problem,) = problems(folder, content)
    return problem.sentence()


def workbook(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, dates)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    return path


# What a good sheet becomes


def test_a_row_of_required_cells_only_gets_every_default(tmp_path: Path) -> None:
    (ann,) = read(tmp_path, SMALL)
    assert (ann.id, ann.name, ann.kind, ann.yog) == ("a", "Ann", Kind.US_MD, 2026)
    optional = [column for column in SHEET_COLUMNS if not column.required and column.name != "id"]
    assert all(getattr(ann, column.name) == column.blank for column in optional)
    assert ann.promise is None
    assert ann.extras == ()


def test_a_whole_row_is_read(tmp_path: Path) -> None:
    text = (
        "ID;Name;Kind;Step 1;Step 2 CK;YOG;Gap;Gap reason;Visa;Interview;Advocate;Hobby\n"
        "img_b;Bea;Non-US IMG;228;231;2019;2;unknown;J-1;4,3;affiliate_apd:strong;chess\n"
    )
    (bea,) = read(tmp_path, text)
    assert (bea.step1, bea.step2_ck, bea.gap_years, bea.gap_reason) == (228, 231, 2, GapReason.UNKNOWN)
    assert (bea.visa, bea.interview_score) == (Visa.J1, 4.3)
    assert bea.advocate == Advocate(who=AdvocateWho.AFFILIATE_APD, strength=AdvocateStrength.STRONG)
    assert bea.extras == (("Hobby", "chess"),)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_promised_kind_of_csv_is_read(tmp_path: Path, separator: str, encoding: str, newline: str) -> None:
    text = SMALL.replace(",", separator).replace("Ann", "Ännchen 🎓").replace("\n", newline)
    (ann,) = read(tmp_path, text.encode(encoding))
    assert ann.name == "Ännchen 🎓"


def test_a_workbook_is_read_with_numbers_dates_and_a_blank_first_row(tmp_path: Path) -> None:
    rows = [
        [],
        ["id", "name", "kind", "yog", "step2_ck", "interview_score", "Since"],
        ["=1+1", "Ann", "us_md", 2026, 245, 4.2, datetime(2025, 7, 1)],  # noqa: DTZ001
    ]
    (ann,) = read_sheet(workbook(tmp_path, rows), year=2026)
    assert (ann.id, ann.yog, ann.step2_ck, ann.interview_score) == ("=1+1", 2026, 245, 4.2)
    assert ann.extras == (("Since", "2025-07-01"),)


def test_a_date_where_a_year_belongs_is_named_with_its_spreadsheet_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, [[], ["name", "kind", "yog"], ["Ann", "us_md", date(2020, 5, 1)]])
    with pytest.raises(
        SheetRefused, match=r'people.xlsx, sheet "Sheet1", row 3, column yog: "2020-05-01" is not allowed'
    ):
        read_sheet(path, year=2026)


def test_rows_without_an_id_get_one_from_their_number_that_nobody_else_has(tmp_path: Path) -> None:
    rows = read(tmp_path, "id,name,kind,yog\n,A,us_md,2026\nrow_4,B,us_md,2026\n,C,us_md,2026\n")
    assert [row.id for row in rows] == ["row_2", "row_4", "row_4_"]


def test_a_failed_step1_without_a_count_counts_one(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "name,kind,yog,step1\nA,us_md,2026,fail\n")
    assert (row.step1, row.step1_fails) == (Step1.FAIL, 1)


def test_blank_rows_and_blank_columns_are_passed_over_but_counted(tmp_path: Path) -> None:
    text = "name,kind,yog,,\n\n,,,,\nA,us_md,2026,,\nB,us_md,x,,\n"
    assert "row 5, column yog" in sentence(tmp_path, text)


def test_a_semicolon_sheet_has_decimal_commas_and_any_first_line(tmp_path: Path) -> None:
    (ann,) = read(tmp_path, 'sep=;\n"Step 2\nCK";name;kind;yog;interview\n245,0;Ann;us_md;2026;4,2\n')
    assert (ann.step2_ck, ann.interview_score, ann.id) == (245, 4.2, "row_2")


def test_a_sheet_tells_how_it_was_read(tmp_path: Path) -> None:
    visa = raw_xlsx.text("D2", "j1")
    cells = raw_xlsx.HEADINGS + raw_xlsx.row(2, *raw_xlsx.ANN, visa, attributes='hidden="1"')
    columns = '<cols><col min="4" max="4" hidden="1"/></cols>'
    xml = f"<worksheet>{columns}<sheetData>{cells}</sheetData></worksheet>"
    path = tmp_path / "people.xlsx"
    path.write_bytes(raw_xlsx.raw_sheets({"Old": ('state="hidden"', "<worksheet/>"), "New": ("", xml)}))
    sheet = open_sheet(path, year=2026)
    assert [(one.name, one.visa) for one in sheet.applicants] == [("Ann", Visa.J1)]
    assert (sheet.file, sheet.worksheet, sheet.hidden_rows, sheet.hidden_columns) == ("people.xlsx", "New", 1, 1)
    assert sheet.how_read == 'worksheet "New" was read, with 1 hidden row and 1 hidden column'
    assert sheet.sha256 == sha256(path.read_bytes()).hexdigest()


def test_a_csv_has_no_worksheet_to_tell_of(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path, SMALL), year=2026)
    assert (sheet.worksheet, sheet.how_read) == (None, "")


# Out and in again


@given(sheets())
def test_what_is_written_reads_back_exactly(rows: tuple[Applicant, ...]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "people.csv"
        write_sheet(rows, path)
        assert read_sheet(path, year=2026, fictional=True) == rows
        first = path.read_bytes()
        write_sheet(read_sheet(path, year=2026, fictional=True), path)
        assert path.read_bytes() == first


@given(sheets())
def test_canonical_cells_make_the_same_applicant_in_a_scenario(rows: tuple[Applicant, ...]) -> None:
    for row in rows:
        own = {column: text for column, text in cells(row).items() if column in BY_NAME}
        assert read_rows([own], year=2026, place="x.toml, pool.rows") == (replace(row, extras=()),)


def test_a_written_sheet_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    (ann,) = read(tmp_path, SMALL.replace("yog", "yog,=HYPERLINK(1)").replace("2026", "2026,+SUM(A1)"))
    ann = replace(ann, name="=cmd|' /C calc'!A0", note="@x", school="-1", country="'=y")
    path = tmp_path / "out.csv"
    write_sheet([ann], path)
    texts = path.read_text().replace("\r\n", ",").split(",")
    assert [text for text in texts if text.startswith(("=", "+", "-", "@"))] == []
    assert read_sheet(path, year=2026) == (ann,)


def test_applicants_with_different_extras_share_their_headings(tmp_path: Path) -> None:
    (ann,) = read(tmp_path, SMALL)
    path = tmp_path / "out.csv"
    write_sheet([replace(ann, extras=(("Hobby", "chess"),)), replace(ann, id="b", extras=(("Pet", "cat"),))], path)
    assert [row.extras for row in read_sheet(path, year=2026)] == [
        (("Hobby", "chess"), ("Pet", "")),
        (("Hobby", ""), ("Pet", "cat")),
    ]


def test_canonical_cells_are_blank_where_blank_says_it_and_end_with_extras(tmp_path: Path) -> None:
    (ann,) = read(tmp_path, SMALL.replace("yog", "yog,Hobby,visa,emails").replace("2026", "2026,chess,none,good"))
    texts = cells(ann)
    assert list(texts) == [*BY_NAME, "Hobby"]
    assert {column: text for column, text in texts.items() if text} == {
        "id": "a",
        "name": "Ann",
        "kind": "us_md",
        "yog": "2026",
        "Hobby": "chess",
    }


# What is refused, and in which words


def test_a_wrong_cell_names_file_row_column_value_allowed_and_nearest(tmp_path: Path) -> None:
    text = SMALL + "b,Bo,us_mdd,2026\n"
    assert sentence(tmp_path, text) == (
        'people.csv, row 3, column kind: "us_mdd" is not allowed; use us_md, us_do, us_img or non_us_img'
        ' (did you mean "us_md"?).'
    )


def test_everything_wrong_is_found_at_once_and_the_first_fifty_shown(tmp_path: Path) -> None:
    text = "name,kind,yog\n" + "A,us_md,2027\n" * 70
    with pytest.raises(SheetRefused) as refused:
        read(tmp_path, text)
    assert len(refused.value.problems) == 70
    assert str(refused.value).count("2027") == SHOWN_AT_ONCE
    assert "70 problems in all" in str(refused.value)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("b,Bo,us_md,2027", 'row 3, column yog: "2027" is not allowed; use a year from 1950 to 2026'),
        ("b,,us_md,2026", "row 3, column name: this is blank, and every row needs it"),
        ("a,Bo,us_md,2026", 'row 3, column id: "a" is not allowed; every id stands once, and row 2 has it too'),
        ("b,Bo,us_md,2026,surplus", 'row 3: "surplus" is not allowed; the row has 5 cells, but there are 4 headings'),
        ("b,Bo,us_md,2026,", "row 3: the row has 5 cells, but there are 4 headings"),
        ('b,"Bo', "row 3: the row is not well-formed CSV"),
    ],
)
def test_a_wrong_row_is_refused_in_a_sentence(tmp_path: Path, rows: str, says: str) -> None:
    assert says in sentence(tmp_path, SMALL + rows + "\n")


def test_a_failed_step1_without_a_failure_contradicts_itself(tmp_path: Path) -> None:
    text = "name,kind,yog,step1,step1_fails\nA,us_md,2026,fail,0\n"
    assert 'column step1_fails: "0" is not allowed; step1 is fail' in sentence(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,yog\nA,2026\n", "row 1: the column kind is missing; a sheet needs name, kind, yog."),
        ("name,knid,yog\nA,us_md,2026\n", '(is "knid" meant as kind?)'),
        (
            "name,kind,yog,CK,Step 2 CK\nA,us_md,2026,1,1\n",
            '"Step 2 CK" is not allowed; it means step2_ck, as "CK" does',
        ),
        ("name,kind,yog,Pet,Pet\nA,us_md,2026,1,1\n", '"Pet" is not allowed; it stands twice'),
        ("name,kind,yog\n", "people.csv: there is no row below the headings."),
        ("", "people.csv: the sheet is empty"),
        ("\n\n,,\n", "people.csv: the sheet is empty"),
        ("name,kind,yog,\nA,us_md,2026,lost\n", '"lost" is not allowed; the cell has no heading above it'),
        ("na\0me,kind,yog\n", "line 1 holds a NUL character"),
    ],
)
def test_a_wrong_sheet_is_refused_in_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    assert any(says in problem.sentence() for problem in problems(tmp_path, text))


@pytest.mark.parametrize("heading", ["AAMC ID", "E-mail", "Birth date", "Photo", "NRMP ID", "USMLE ID"])
def test_columns_of_real_people_are_refused_unless_said_to_be_invented(tmp_path: Path, heading: str) -> None:
    text = SMALL.replace("yog", f"yog,{heading}").replace("2026", "2026,x")
    assert "identifies a real person; remove the column, or pass --fictional if" in sentence(tmp_path, text)
    assert read(tmp_path, text, fictional=True)[0].extras == ((heading, "x"),)


def test_our_own_column_emails_identifies_nobody(tmp_path: Path) -> None:
    assert read(tmp_path, SMALL.replace("yog", "yog,emails").replace("2026", "2026,poor"))[0].emails == "poor"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,kind,yog\nJosé,us_md,2026\n".encode("latin-1"), "byte 0xE9 in line 2 is not UTF-8 text"),
        (b"\xff\xfea", "is not UTF-16 text"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "old or password-protected Excel file"),
        (b"PK\x03\x04garbage", "not a readable XLSX workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is not UTF-8 text"),
        (b"name,kind,yog\n" + b"x" * 2_000_000 + b",us_md,2026\n", "row 2: the row is not well-formed CSV"),
        (b"," * 1000 + b"\n" + b"x," * 900, "row 1: the row has more than 500 columns"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in sentence(tmp_path, content)


def test_a_folder_a_missing_file_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    for path, says in [
        (tmp_path, "this is a folder"),
        (tmp_path / "none.csv", "there is no such file"),
        (Path("a\0b"), "not the name of a file"),
        (tmp_path / ("x" * 5000), "the name is too long"),
    ]:
        with pytest.raises(SheetRefused, match=says):
            read_sheet(path, year=2026)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text(max_size=50).map(lambda t: SMALL.encode() + t.encode())
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        rows = None
        with suppress(SheetRefused):
            rows = read(Path(folder), content)
        assert rows is None or all(row.name for row in rows)


@given(
    st.dictionaries(
        st.sampled_from([*BY_NAME, "Step 2 CK"]),
        st.text(max_size=20) | st.integers() | st.floats() | st.booleans() | st.none() | st.lists(st.integers()),
    )
)
def test_any_scenario_row_is_read_or_refused(row: dict[str, object]) -> None:
    places = []
    try:
        read_rows([row], year=2026, place="x.toml, pool.rows")
    except SheetRefused as refused:
        places = [problem.place for problem in refused.problems]
    assert all(place.startswith("x.toml, pool.rows, row 1") for place in places)


def test_scenario_rows_take_numbers_and_words() -> None:
    rows = [{"id": "img_a", "name": "IMG A", "kind": "non_us_img", "yog": 2016, "step1": "fail", "step2_ck": 245.0}]
    (row,) = read_rows([*rows], year=2024, place="two_imgs.toml, pool.rows")
    assert (row.id, row.yog, row.step1, row.step1_fails, row.step2_ck) == ("img_a", 2016, Step1.FAIL, 1, 245)


def test_a_slip_in_a_scenario_row_is_refused_with_the_nearest_column() -> None:
    rows = [{"name": "A", "kind": "us_md", "yog": 2026, "intervew_score": 4.0}, {"name": "B", "kind": "us_md"}]
    with pytest.raises(SheetRefused) as refused:
        read_rows(rows, year=2026, place="x.toml, pool.rows")
    assert [problem.sentence() for problem in refused.value.problems] == [
        'x.toml, pool.rows, row 1: "intervew_score" is not allowed; there is no such column'
        ' (did you mean "interview_score"?).',
        "x.toml, pool.rows, row 2, column yog: this is blank, and every row needs it; use a year from 1950 to 2026.",
    ]


def test_no_scenario_rows_are_no_applicants() -> None:
    assert read_rows([], year=2026, place="x.toml, pool.rows") == ()


def test_a_sheet_of_four_thousand_rows_is_read_whole(tmp_path: Path) -> None:
    text = "name,kind,yog\n" + "".join(f"Person {k},us_md,2026\n" for k in range(4000))
    assert len(read(tmp_path, text)) == 4000


def test_columns_that_do_not_count_are_named(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,kind,Visa req,yog,Hobby\nAnn,us_md,h1b,2024,\n")
    sheet = open_sheet(path, year=2026)
    assert sheet.uncounted == ("Visa req", "Hobby")
    assert sheet.how_read == '2 columns are shown and do not count: "Visa req", "Hobby"'
    path.write_text("name,kind,yog," + ",".join(f"x{number}" for number in range(12)) + "\nAnn,us_md,2024\n")
    assert open_sheet(path, year=2026).how_read.endswith('"x8", "x9" and 2 more')
