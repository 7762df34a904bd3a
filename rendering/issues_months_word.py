"""The month to write on with (月报的 Word 文件): the figures of the workbook, table by table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from rendering.dates import far_day
from rendering.issues_months import title
from rendering.issues_months_files import HEADS, Cell, Told, closed_rows, figure_rows, group_rows
from rendering.texts import Texts

FONT = "SimSun"
"""What every machine with a Chinese Word has; others take their own."""
STYLES = ("Normal", "Heading 1", "Heading 2")


def paper(texts: Texts, months: Sequence[Told], *, at: datetime, zone: ZoneInfo) -> bytes:
    """A compound's month, or those of several one after another, each on a page of its own."""
    made: Any = Document()
    _set_up(made, at)
    for place, month in enumerate(months):
        if place:
            made.add_page_break()
        made.add_heading(str(title(texts, month[0]).striptags()), 1)
        made.add_paragraph(far_day(texts, at, zone))
        _table(made, texts, "figures", figure_rows(texts, month[0]))
        _table(made, texts, "groups", group_rows(texts, month))
        _table(made, texts, "rows", closed_rows(texts, month, zone))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _set_up(made: Any, at: datetime) -> None:
    """A4, a font that has Chinese signs, and nobody's name in the file's properties."""
    for name in STYLES:
        style = made.styles[name]
        style.font.name = FONT
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    made.styles["Normal"].font.size = Pt(12)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    known = made.core_properties
    known.author, known.comments, known.title = "", "", ""
    known.created = known.modified = at.astimezone(UTC).replace(tzinfo=None)


def _table(made: Any, texts: Texts, name: str, cells: Sequence[Sequence[Cell]]) -> None:
    """A heading and its table, without the compound, which the page is about; a line of words stands under it."""
    if not cells:
        return
    made.add_heading(texts.plain(f"issues.month.sheets.{name}"), 2)
    heads = HEADS[name][1:]
    lines = [line[1:] for line in cells]
    grid = [line for line in lines if len(line) == len(heads)]
    table = made.add_table(1 + len(grid), len(heads), style="Table Grid")
    words = [[texts.plain(f"issues.month.head.{head}") for head in heads], *grid]
    for row, line in zip(table.rows, words, strict=True):
        for cell, value in zip(row.cells, line, strict=True):
            cell.text = str(value)
    for line in lines:
        if len(line) < len(heads):
            made.add_paragraph(str(line[0]))
