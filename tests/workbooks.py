"""Workbooks as tests fill them in: sheets of cells, and real files."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from domain.owners import KnownOwner, KnownUnit
from domain.units import DwellingUnit
from domain.workbook_lines import Line, Reading
from domain.workbook_rows import read_sheets
from domain.workbooks import Cell, CellKind, Sheet
from storage.workbooks import vocabulary

HEADINGS = ("楼栋", "单元", "房号", "面积", "面积来源", "业主", "业主编号")
Rows = Sequence[Sequence[Any]]


def cell(value: Any) -> Cell | None:
    """A cell as the parser gives it: words, whole numbers, or a cell that is one already."""
    if isinstance(value, Cell) or value is None or value == "":
        return value or None
    return Cell(CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER, str(value))


def number(text: str) -> Cell:
    return Cell(CellKind.NUMBER, text)


def sheet(*rows: Sequence[Any], name: str = "名册", hidden: bool = False) -> Sheet:
    cells = {
        at: {column: made for column, value in enumerate(row, start=1) if (made := cell(value)) is not None}
        for at, row in enumerate(rows, start=1)
    }
    return Sheet(name, {at: row for at, row in cells.items() if row}, hidden)


def read(*sheets: Sheet, compound: str = "中华园", others: Sequence[str] = ()) -> Reading:
    return read_sheets(sheets, vocabulary(), compound=compound, others=others)


def flaws(reading: Reading) -> list[str]:
    return [problem.flaw.value for problem in reading.problems]


def line(building: str = "3号楼", entrance: str = "2单元", room: str = "301", *, row: int = 2, **more: Any) -> Line:
    return Line("名册", row, building, entrance, room, **more)


def home(number: int = 1, *owners: KnownOwner, **more: Any) -> KnownUnit:
    """A home of the register, 3号楼2单元301 if nothing else is said."""
    values = {"building": "3号楼", "entrance": "2单元", "floor": 3, "label": "301", **more}
    ids = {"compound_id": 1, "building_id": 1, "entrance_id": 1}
    return KnownUnit(DwellingUnit(id=number, **{**ids, **values}), owners)


def xlsx(
    sheets: Mapping[str, Rows] | Rows, draw: Callable[[xlsxwriter.Workbook, Any], None] = lambda book, sheet: None
) -> bytes:
    """A real file; `draw` does what rows of values cannot, on the last sheet."""
    file = io.BytesIO()
    named = sheets if isinstance(sheets, Mapping) else {"名册": sheets}
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in named.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
        draw(book, page)
    return file.getvalue()
