from __future__ import annotations

import zipfile

import pytest

from committee.applicants.package import Package, is_true, read_book, read_xml
from tests.raw_xlsx import raw_sheets


def test_parts_are_found_without_case_and_leading_slash() -> None:
    package = Package(raw_sheets({"S": ("", "<worksheet/>")}), "x.xlsx")
    assert package.part("/XL/worksheets/SHEET1.xml") == b"<worksheet/>"
    assert package.part("xl/none.xml") == b""


def test_the_reader_of_values_gets_one_worksheet_only() -> None:
    package = Package(raw_sheets({"S": ("", "<worksheet/>"), "T": ("", "<worksheet/>")}), "x.xlsx")
    with zipfile.ZipFile(package.only("xl/worksheets/sheet2.xml")) as archive:
        assert [name for name in archive.namelist() if "worksheets" in name] == ["xl/worksheets/sheet2.xml"]


def test_a_book_says_its_sheets_in_order_and_whether_it_wants_computing() -> None:
    sheets = {"S": ('state="hidden"', "<worksheet/>"), "T": ("", "<worksheet/>")}
    book = read_book(Package(raw_sheets(sheets, calc='<calcPr fullCalcOnLoad="1"/>'), "x.xlsx"))
    assert [(sheet.name, sheet.is_visible) for sheet in book.sheets] == [("S", False), ("T", True)]
    assert book.first_visible == book.sheets[1]
    assert book.is_uncomputed
    assert not read_book(Package(raw_sheets(sheets), "x.xlsx")).is_uncomputed


def test_elements_are_told_without_prefix_and_attributes_of_a_namespace_with_a_space() -> None:
    told: list[tuple[str, dict[str, str]]] = []
    read_xml(
        b'<x:a xmlns:x="u" xmlns:q="w" q:id="1" name="n"/>',
        start=lambda name, attributes: told.append((name, attributes)),
    )
    assert told == [("a", {" id": "1", "name": "n"})]


@pytest.mark.parametrize("xml", [b"", b"<a>", b"\xff", b"<!DOCTYPE a><a/>", b"PK"])
def test_what_is_no_xml_is_refused(xml: bytes) -> None:
    with pytest.raises(ValueError, match="its XML"):
        read_xml(xml, start=lambda *_: None)


@pytest.mark.parametrize(("text", "said"), [("1", True), ("true", True), ("0", False), ("false", False), (None, False)])
def test_an_attribute_says_yes_in_two_ways(text: str | None, said: bool) -> None:
    assert is_true(text) is said
