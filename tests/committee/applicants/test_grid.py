from __future__ import annotations

import pytest

from committee.applicants.grid import WIDEST, Area, address, look_at, named
from tests.raw_xlsx import PLAIN, row


@pytest.mark.parametrize(
    ("cell", "said"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1"), (WIDEST + 3, "D2")]
)
def test_a_cell_is_named_as_a_spreadsheet_names_it(cell: int, said: str) -> None:
    assert address(cell) == said


def test_a_rectangle_is_named_by_its_corners() -> None:
    assert named(Area(top=1, left=3, bottom=3, right=4)) == "D2:E4"


def test_two_rectangles_meet_where_they_share_a_cell() -> None:
    area = Area(top=1, left=1, bottom=2, right=2)
    assert area.meets(Area(top=2, left=2, bottom=9, right=9))
    assert not area.meets(Area(top=3, left=0, bottom=9, right=9))
    assert not area.meets(Area(top=0, left=3, bottom=9, right=9))


def test_what_stands_in_the_margins_of_the_xml_is_no_cell() -> None:
    cells = row(1, '<c r="A1"><v>1</v></c>')
    data = f"<sheetData>{cells}</sheetData>"
    margin = '<extLst><ext><row r="7"><c r="B7" t="e"><f>1</f><v>#N/A</v></c></row></ext></extLst>'
    xml = f'<worksheet xmlns="{PLAIN}">{data}{margin}</worksheet>'.encode()
    grid = look_at(xml, is_blank_string=[], is_uncomputed=False)
    assert (list(grid.filled), grid.faults) == ([0], [])


@pytest.mark.parametrize("cells", ["<c r='B1'/><c r='A1'/>", "<c r='A1'/><c r='A1'/>", "<c r='A2'/>"])
def test_cells_out_of_order_are_refused(cells: str) -> None:
    xml = f'<worksheet xmlns="{PLAIN}"><sheetData>{row(1, cells)}</sheetData></worksheet>'.encode()
    with pytest.raises(ValueError, match="is out of order or appears twice"):
        look_at(xml, is_blank_string=[], is_uncomputed=False)
