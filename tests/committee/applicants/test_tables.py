from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from committee.applicants.tables import read_table
from committee.errors import SheetRefused


def table(folder: Path, content: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    path = folder / "people.csv"
    path.write_bytes(content.encode())
    read = read_table(path)
    assert read.sha256 == sha256(content.encode()).hexdigest()
    return list(read.headings.cells), [(row.number, list(row.cells)) for row in read.rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_in_the_first_record_not_the_first_line(
    tmp_path: Path, separator: str, newline: str
) -> None:
    text = separator.join([f'"Step 2{newline}CK"', "name", '"a,b;c\td"']) + newline + separator.join("123")
    headings, rows = table(tmp_path, text)
    assert headings == [f"Step 2{newline}CK", "name", "a,b;c\td"]
    assert [cells for _, cells in rows] == [["1", "2", "3"]]


def test_blank_records_do_not_name_the_separator(tmp_path: Path) -> None:
    assert table(tmp_path, "\n;;;\nname;kind,x\nA;b\n") == (["name", "kind,x"], [(4, ["A", "b"])])


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_line_in_which_a_spreadsheet_names_the_separator_is_no_row(tmp_path: Path, line: str, newline: str) -> None:
    text = f"{line}{newline}name,x;kind{newline}A;b{newline}"
    assert table(tmp_path, text) == (["name,x", "kind"], [(2, ["A", "b"])])


def test_a_separator_that_we_do_not_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match=r'people.csv, line 1: "sep=\|" is not allowed; use a comma, a semicolon'):
        table(tmp_path, "sep=|\nname|kind\n")


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_a_guarded_formula_is_read_without_its_guard(tmp_path: Path, sign: str) -> None:
    assert table(tmp_path, f"name,kind\n'{sign}1,x\n")[1] == [(2, [f"{sign}1", "x"])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_quote_after_a_space_opens_a_cell_so_that_no_cell_moves(tmp_path: Path, separator: str) -> None:
    headings = separator.join(["name", ' "kind"', " note", " visa"])
    row = separator.join(["A", " us_md", f' "a{separator} b"', ' "h1b"'])
    assert table(tmp_path, f"{headings}\n{row}\n") == (
        ["name", "kind", "note", "visa"],
        [(2, ["A", "us_md", f"a{separator} b", "h1b"])],
    )


def test_a_file_that_ends_within_a_row_is_refused(tmp_path: Path) -> None:
    """Its missing cells would read as blank, which means "no visa"."""
    path = tmp_path / "cut.csv"
    path.write_text("name,kind,yog,visa\nAnn,us_md,2024,\nBo,non_us_img,2022", encoding="utf-8")
    with pytest.raises(SheetRefused) as refused:
        read_table(path)
    assert str(refused.value) == (
        "cut.csv, row 3: the file ends in this row, after 3 of 4 cells and without a line end."
    )


@pytest.mark.parametrize("last", ["Bo,non_us_img,2022\n", "Bo,non_us_img,2022,", "Bo,non_us_img,2022,j1"])
def test_a_short_row_with_a_line_end_and_a_whole_one_without_are_rows(tmp_path: Path, last: str) -> None:
    path = tmp_path / "whole.csv"
    path.write_text(f"name,kind,yog,visa\nAnn,us_md,2024,\n{last}", encoding="utf-8")
    assert [row.cells[0] for row in read_table(path).rows] == ["Ann", "Bo"]
