"""A list as an Excel file (问题清单表): every item, who by when, how far."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.checklists import Checklist, Item
from domain.issues_masking import on_card
from rendering import dates
from rendering.checklists import holder
from rendering.texts import Texts
from rendering.workbooks import PLAIN

COLUMNS = (
    "number",
    "spot",
    "words_of",
    "origin",
    "holder",
    "finish_on",
    "state",
    "done",
    "struck",
    "looked",
    "reopened",
)


def checklist_workbook(texts: Texts, one: Checklist, *, zone: ZoneInfo) -> bytes:
    """One sheet; words of people are covered as they are in the group."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, PLAIN)
    book.set_properties({"created": one.made_at.astimezone(zone).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet(texts.plain("checklists.sheet.name"))
    sheet.write_string(0, 0, one.title, bold)
    sheet.write_string(1, 0, texts.plain("checklists.sheet.count", struck=one.struck, items=len(one.items)))
    for column, name in enumerate(COLUMNS):
        sheet.write_string(3, column, texts.plain(f"checklists.sheet.{name}"), bold)
    for row, item in enumerate(one.items, start=4):
        for column, value in enumerate(_cells(texts, item, zone)):
            sheet.write_string(row, column, value)
    sheet.freeze_panes(4, 0)
    sheet.set_column(1, 10, 18)
    book.close()
    return file.getvalue()


def _cells(texts: Texts, item: Item, zone: ZoneInfo) -> tuple[str, ...]:
    moments = [None if at is None else dates.day(texts, at, zone) for at in (item.struck_at, item.looked_at)]
    return (
        str(item.number),
        on_card(item.spot),
        on_card(item.words),
        "" if item.issue_number is None else f"{item.issue_number:04d}",
        holder(texts, item),
        dates.calendar_day(texts, item.finish_on),
        texts.plain(f"checklists.state.{item.state}"),
        on_card(item.done_words),
        *(moment or "" for moment in moments),
        str(item.reopened),
    )
