"""The month as files (月报的文件): a workbook to work with, a sheet to sign and hang."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.issues import number_words
from domain.issues_statistics import SHARES, Account, Group
from rendering.dates import far_day
from rendering.issues_months import Facts, said, times, title
from rendering.paper import legible, pdf
from rendering.texts import Texts
from rendering.workbooks import PLAIN

Cell = str | int
COUNTS = ("came", "total", "closed", "open", "reopened")


def book(
    texts: Texts,
    months: Sequence[tuple[Facts, Sequence[Account], Sequence[Group], Sequence[Group]]],
    *,
    at: datetime,
    zone: ZoneInfo,
) -> bytes:
    """Figures, groups and every row that was counted as closed; of one compound or several under each other."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, PLAIN) as made:
        made.set_properties({"created": at.astimezone(zone).replace(tzinfo=None)})
        bold = made.add_format({"bold": True, "bg_color": "#EEEEEE"})
        figures = [cells for facts, *_ in months for cells in _figures(texts, facts)]
        _sheet(made, texts, "figures", bold, figures)
        groups = [
            cells
            for facts, _, categories, buildings in months
            for cells in (*_groups(texts, facts, categories, named=True), *_groups(texts, facts, buildings))
        ]
        _sheet(made, texts, "groups", bold, groups)
        _sheet(
            made, texts, "rows", bold, [row for facts, found, *_ in months for row in _rows(texts, facts, found, zone)]
        )
    return file.getvalue()


HEADS = {
    "figures": ("compound", "what", "n", "of", "before", "before_of"),
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
    sheet.set_column(0, 5, 20)


def _figures(texts: Texts, facts: Facts) -> list[list[Cell]]:
    now, before, name = facts["now"], facts["before"], facts["compound"]
    counts: list[list[Cell]] = [
        [name, texts.plain(f"issues.month.count.{one}"), now[one], "", before[one]] for one in COUNTS
    ]
    counts += [[name, texts.plain(f"issues.month.count.{one}"), *now[one], *before[one]] for one in SHARES]
    return counts + [[name, _one_line(line)] for line in times(texts, now)]


def _one_line(words: Any) -> str:
    return str(words.striptags())


def _groups(texts: Texts, facts: Facts, groups: Sequence[Group], *, named: bool = False) -> list[list[Cell]]:
    """Those with a name, then the rest together."""
    name_of = partial(_category, texts) if named else str
    rest = texts.plain("issues.month.rest")
    return [[facts["compound"], name_of(one.name) if one.name else rest, one.came, one.closed] for one in groups]


def _category(texts: Texts, name: str | None) -> str:
    return texts.plain(f"intake.category.{name}") if name else ""


def _rows(texts: Texts, facts: Facts, found: Sequence[Account], zone: ZoneInfo) -> list[list[Cell]]:
    """What the count of closed ones can be held against: numbers and places, no words and nobody."""
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
    data = {
        "lang": texts.locale.partition("_")[0],
        "title": legible(texts, _one_line(title(texts, facts))),
        "day": far_day(texts, at, zone),
        "lines": [legible(texts, line) for line in whole],
    }
    return pdf("issue_letter.typ", data)
