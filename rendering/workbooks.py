"""Workbooks (表格): results as Excel files. What people typed is written as text, so that no cell computes anything."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.polls import Poll
from rendering import dates
from rendering.texts import Texts

PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Person = tuple[str | None, bool, Sequence[int]]
"""Name if known, whether registered in the place, which options."""


def poll_workbook(texts: Texts, poll: Poll, *, group: str, people: Sequence[Person], zone: ZoneInfo) -> bytes:
    """A poll's result; a second sheet with who chose what for named polls only."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, PLAIN)
    book.set_properties({"created": (poll.closed_at or poll.closes_at).astimezone(zone).replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    _result_sheet(book.add_worksheet(texts.plain("polls.sheet.result")), bold, texts, poll, group, zone)
    if poll.named:
        _people_sheet(book.add_worksheet(texts.plain("polls.sheet.people")), bold, texts, poll, people)
    book.close()
    return file.getvalue()


def _result_sheet(sheet: Any, bold: Any, texts: Texts, poll: Poll, group: str, zone: ZoneInfo) -> None:
    result = poll.result or {}
    closed: datetime = poll.closed_at or poll.closes_at
    head = [
        ("question", poll.question),
        ("what", texts.plain("polls.label")),
        ("group", group),
        ("closed", dates.moment(texts, closed, zone)),
        ("named", texts.plain("polls.sort.named" if poll.named else "polls.sort.anonymous")),
        ("counted_by", texts.plain(f"polls.sheet.by_{result['by']}")),
    ]
    for row, (name, value) in enumerate(head):
        sheet.write_string(row, 0, texts.plain(f"polls.sheet.{name}"), bold)
        sheet.write_string(row, 1, value)
    _count_rows(sheet, len(head) + 1, bold, texts, poll)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)


def _count_rows(sheet: Any, row: int, bold: Any, texts: Texts, poll: Poll) -> None:
    result = poll.result or {}
    for column, name in enumerate(("number", "option", "people_count", "of")):
        sheet.write_string(row, column, texts.plain(f"polls.sheet.{name}"), bold)
    for number, option in enumerate(poll.options, start=1):
        sheet.write_number(row + number, 0, number)
        sheet.write_string(row + number, 1, option)
        if result.get("counts") is not None:
            sheet.write_number(row + number, 2, result["counts"][number - 1])
            sheet.write_number(row + number, 3, result["total"])
    if result.get("registered") is not None:
        last = row + len(poll.options) + 2
        sheet.write_string(last, 1, texts.plain("polls.sheet.registered"), bold)
        sheet.write_number(last, 2, result["registered"])
        sheet.write_number(last, 3, result["residents"])


def _people_sheet(sheet: Any, bold: Any, texts: Texts, poll: Poll, people: Sequence[Person]) -> None:
    for column, name in enumerate(("name", "standing", "choice")):
        sheet.write_string(0, column, texts.plain(f"polls.sheet.{name}"), bold)
    for row, (person, registered, chosen) in enumerate(people, start=1):
        standing = "polls.sheet.is_registered" if registered else "polls.sheet.not_registered"
        sheet.write_string(row, 0, person or texts.plain("polls.sheet.nameless"))
        sheet.write_string(row, 1, texts.plain(standing))
        sheet.write_string(row, 2, texts.plain("polls.sheet.between").join(poll.options[option] for option in chosen))
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 60)
