"""XLSX files written by hand, in spellings that our own writer would never choose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

PLAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def raw_workbook(
    *rows: str, after: str = "", before: str = "", strings: str = "", main: str = PLAIN, calc: str = ""
) -> bytes:
    """A workbook of one worksheet, ``S``, whose ``<row>`` elements are given."""
    data = f"{before}<sheetData>{''.join(rows)}</sheetData>{after}"
    return raw_sheets({"S": ("", f'<worksheet xmlns="{main}">{data}</worksheet>')}, strings=strings, calc=calc)


def raw_sheets(sheets: Mapping[str, tuple[str, str]], *, strings: str = "", calc: str = "") -> bytes:
    """A workbook of several worksheets: each name with the attributes of its entry and its whole XML."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" {attributes} r:id="rId{number}"/>'
        for number, (name, (attributes, _)) in enumerate(sheets.items(), start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    book = f"<sheets>{entries}</sheets>{calc}"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{PLAIN}" xmlns:r="{_RELATIONS}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
    }
    for number, (_, xml) in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{PLAIN}">{strings}</sst>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def row(number: int, *cells: str, attributes: str = "") -> str:
    """A ``<row>`` of whole ``<c>`` elements."""
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def text(address: str, content: str) -> str:
    """A cell of text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{content}</t></is></c>'


HEADINGS = row(1, text("A1", "name"), text("B1", "kind"), text("C1", "yog"), text("D1", "visa"))
ANN = (text("A2", "Ann"), text("B2", "us_md"), '<c r="C2"><v>2024</v></c>')
"""The first three cells of a row; the fourth is the visa."""
