"""The register as a workbook (名册表格): what is exported can be filled in and imported again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from domain.owners import KnownUnit, Owner
from domain.registry_import import BETWEEN
from domain.units import AreaSource, UnitKind
from domain.workbook_lines import Line
from domain.workbooks import Column
from rendering.screens import Screen
from rendering.texts import Texts
from rendering.workbooks import PLAIN

COLUMNS = (
    Column.BUILDING,
    Column.ENTRANCE,
    Column.FLOOR,
    Column.ROOM,
    Column.KIND,
    Column.AREA,
    Column.SOURCE,
    Column.OWNERS,
    Column.NUMBERS,
    Column.DEVELOPER,
    Column.INHABITANTS,
)
WIDE = frozenset({Column.OWNERS, Column.NUMBERS})
NO_SHEET_NAME = str.maketrans("", "", "[]:*?/\\'")
LONGEST_SHEET_NAME = 31
LOOSE_ROWS = 200
"""Rows below the last home that are ready to be filled in."""

NO_NUMBER = "-"
"""Holds the place of an owner without 业主编号 beside one who has it."""

GRID = "grid"
"""网格: a column for reading; grids are drawn in the bot."""


def lines_of(homes: Sequence[KnownUnit]) -> list[Line]:
    """The homes of a register as lines of a workbook."""
    return [
        Line(
            sheet="",
            row=0,
            building=home.unit.building,
            entrance=home.unit.entrance,
            room=home.unit.label,
            floor=home.unit.floor or None,
            kind=home.unit.kind,
            area=home.unit.area,
            source=home.unit.area_source,
            owners=tuple(Owner(owner.name, owner.number) for owner in home.owners),
            developer=home.unit.developer,
            inhabitants=home.unit.inhabitants,
        )
        for home in homes
    ]


def registry_workbook(
    texts: Texts,
    sheets: Mapping[str, Sequence[Line]],
    *,
    at: datetime,
    grids: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """A sheet for each compound; with `grids`, sheet and building → the grid it lies in."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        formats = _formats(book)
        for name, lines in sheets.items():
            own = {building: grid for (sheet, building), grid in (grids or {}).items() if sheet == name}
            _sheet(book.add_worksheet(_sheet_name(texts, name)), texts, lines, formats, own)
    return file.getvalue()


def exported(texts: Texts, *, name: str, homes: Sequence[KnownUnit], named: int, at: datetime) -> Screen:
    """导出名册: the file, and what to mind."""
    content = registry_workbook(texts, {name: lines_of(homes)}, at=at)
    words = "workbook.export.named" if named else "workbook.export.nameless"
    filename = texts.plain("workbook.export.filename", name=name)
    return Screen(texts.say(words, name=name, n=len(homes)), document=content, filename=filename)


def _sheet_name(texts: Texts, name: str) -> str:
    return name.translate(NO_SHEET_NAME)[:LONGEST_SHEET_NAME].strip() or texts.plain("workbook.export.sheet")


def _formats(book: Any) -> dict[str, Any]:
    """Doors and names are text, so that 3-2 stays 3-2; areas show two decimals."""
    return {
        "heading": book.add_format({"bold": True, "bg_color": "#EEEEEE"}),
        "text": book.add_format({"num_format": "@"}),
        "area": book.add_format({"num_format": "0.00"}),
        "number": book.add_format({"num_format": "0"}),
    }


def _sheet(
    sheet: Any, texts: Texts, lines: Sequence[Line], formats: Mapping[str, Any], grids: Mapping[str, str]
) -> None:
    names = [column.value for column in COLUMNS] + ([GRID] if grids else [])
    for place, name in enumerate(names):
        sheet.write_string(0, place, texts.plain(f"workbook.column.{name}"), formats["heading"])
        wide = name in WIDE
        sheet.set_column(place, place, 20 if wide else 12, formats[_format(name)])
    for row, line in enumerate(lines, start=1):
        for place, value in enumerate((*_values(texts, line), *([grids.get(line.building, "")] if grids else []))):
            _write(sheet, row, place, value)
    sheet.freeze_panes(1, 0)
    _choices(sheet, texts, len(lines) + LOOSE_ROWS)


def _format(name: str) -> str:
    if name == Column.AREA:
        return "area"
    return "number" if name in (Column.FLOOR, Column.INHABITANTS) else "text"


def _values(texts: Texts, line: Line) -> list[str | int | Decimal | None]:
    numbers = [owner.number or NO_NUMBER for owner in line.owners]
    return [
        line.building,
        line.entrance,
        line.floor,
        line.room,
        None if line.kind is None else texts.plain(f"workbook.kind.{line.kind.value}"),
        None if line.area is None else Decimal(line.area).scaleb(-2),
        None if line.source is None else texts.plain(f"workbook.source.{line.source.value}"),
        BETWEEN.join(owner.name for owner in line.owners),
        BETWEEN.join(numbers) if {*numbers} - {NO_NUMBER} else "",
        None if line.developer is None else _answer(texts, line.developer),
        line.inhabitants,
    ]


def _answer(texts: Texts, answer: bool) -> str:
    return texts.plain("workbook.answer.yes" if answer else "workbook.answer.no")


def _write(sheet: Any, row: int, place: int, value: str | int | Decimal | None) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, place, value)
    elif value is not None:
        sheet.write_number(row, place, value)


def _choices(sheet: Any, texts: Texts, last: int) -> None:
    """What may be chosen in the columns that know only a few words."""
    for column, words in {
        Column.KIND: [texts.plain(f"workbook.kind.{kind.value}") for kind in UnitKind],
        Column.SOURCE: [texts.plain(f"workbook.source.{source.value}") for source in AreaSource],
        Column.DEVELOPER: [_answer(texts, answer) for answer in (True, False)],
    }.items():
        place = COLUMNS.index(column)
        sheet.data_validation(1, place, last, place, {"validate": "list", "source": words})
