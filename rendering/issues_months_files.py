"""The month as files (月报的文件): a workbook to work with, a sheet to hang, the rows of every table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.issues import number_words
from domain.issues_statistics import SHARES, Account, Group, Share, moved, trend
from rendering.dates import far_day
from rendering.issues_letter import TEMPLATE, page_facts
from rendering.issues_months import Facts, said, times, title
from rendering.paper import pdf
from rendering.texts import Texts
from rendering.workbooks import PLAIN

Cell = str | int
Told = tuple[Facts, Sequence[Account], Sequence[Group], Sequence[Group]]
"""A compound's month as files take it: its figures, the rows that were closed, its categories and its buildings."""
COUNTS = ("came", "total", "closed", "open", "reopened")


def book(texts: Texts, months: Sequence[Told], *, at: datetime, zone: ZoneInfo) -> bytes:
    """Figures, groups and every row that was counted as closed; of one compound or several under each other."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as made:
        made.set_properties({"created": at.astimezone(zone).replace(tzinfo=None)})
        bold = made.add_format({"bold": True, "bg_color": "#EEEEEE"})
        figures = [cells for facts, *_ in months for cells in figure_rows(texts, facts)]
        _sheet(made, texts, "figures", bold, figures)
        groups = [cells for month in months for cells in group_rows(texts, month)]
        _sheet(made, texts, "groups", bold, groups)
        _sheet(made, texts, "rows", bold, [cells for month in months for cells in closed_rows(texts, month, zone)])
    return file.getvalue()


HEADS = {
    "figures": ("compound", "what", "n", "of", "before", "before_of", "change"),
    "groups": ("compound", "group", "came", "closed"),
    "rows": ("compound", "number", "category", "building", "reported", "closed_on"),
}


def _sheet(made: Any, texts: Texts, name: str, bold: Any, cells: Sequence[Sequence[Cell]]) -> None:
    sheet = made.add_worksheet(texts.plain(f"issues.month.sheets.{name}"))
    for place, head in enumerate(HEADS[name]):
        sheet.write_string(0, place, texts.plain(f"issues.month.head.{head}"), bold)
    for row, line in enumerate(cells, start=1):
        for place, value in enumerate(line):
            sheet.write_string(row, place, value) if isinstance(value, str) else sheet.write_number(row, place, value)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 6, 20)


def figure_rows(texts: Texts, facts: Facts) -> list[list[Cell]]:
    """Every figure with its whole, the month before it, and what changed."""
    now, before, name = facts["now"], facts["before"], facts["compound"]
    counts: list[list[Cell]] = [
        [name, _what(texts, one), now[one], "", before[one], "", _change(texts, now[one], before[one])]
        for one in COUNTS
    ]
    counts += [
        [name, _what(texts, one), *now[one], *before[one], _trend(texts, now[one], before[one])] for one in SHARES
    ]
    return counts + [[name, _one_line(line)] for line in times(texts, now)]


def _what(texts: Texts, name: str) -> str:
    return texts.plain(f"issues.month.count.{name}")


def _change(texts: Texts, now: int, before: int) -> str:
    return texts.plain(f"issues.month.change.{moved(now, before)}", n=abs(now - before))


def _trend(texts: Texts, now: Sequence[int], before: Sequence[int]) -> str:
    return texts.plain(f"issues.month.trend.{trend(Share(*now), Share(*before))}")


def group_rows(texts: Texts, month: Told) -> list[list[Cell]]:
    """Categories, then buildings."""
    facts, _, categories, buildings = month
    return [*_groups(texts, facts, categories, named=True), *_groups(texts, facts, buildings)]


def _one_line(words: Any) -> str:
    return str(words.striptags())


def _groups(texts: Texts, facts: Facts, groups: Sequence[Group], *, named: bool = False) -> list[list[Cell]]:
    """Those with a name, then the rest together."""
    name_of = partial(_category, texts) if named else str
    rest = texts.plain("issues.month.rest")
    return [[facts["compound"], name_of(one.name) if one.name else rest, one.came, one.closed] for one in groups]


def _category(texts: Texts, name: str | None) -> str:
    return texts.plain(f"intake.category.{name}") if name else ""


def closed_rows(texts: Texts, month: Told, zone: ZoneInfo) -> list[list[Cell]]:
    """What the count of closed ones can be held against: numbers and places, no words and nobody."""
    facts, found, *_ = month
    return [
        [
            facts["compound"],
            number_words(account.number),
            _category(texts, account.category),
            account.building or "",
            account.reported_at.astimezone(zone).date().isoformat(),
            "" if account.closed_at is None else account.closed_at.astimezone(zone).date().isoformat(),
        ]
        for account in found
    ]


def sheet(
    texts: Texts, facts: Facts, categories: Sequence[Group], buildings: Sequence[Group], *, at: datetime, zone: ZoneInfo
) -> bytes:
    """The month as PDF."""
    whole = [_one_line(line) for line in said(texts, facts)]
    for named, groups in ((True, categories), (False, buildings)):
        for _, name, came, closed in _groups(texts, facts, groups, named=named):
            whole.append(texts.plain("issues.month.group", name=name, came=came, closed=closed))
    day = far_day(texts, at, zone)
    return pdf(TEMPLATE, page_facts(texts, facts["compound"], _one_line(title(texts, facts)), day, whole))
