"""An account as an Excel file (账目表): every line; whom money went to only for those who keep the accounts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from domain.fund_rooms import Room, register
from domain.fund_statements import flags_of
from domain.funds import Fund, FundLine, LineKind, running
from domain.issues_masking import on_card
from rendering import dates
from rendering.funds import balance, source
from rendering.screens import Screen
from rendering.texts import Texts
from rendering.workbooks import PLAIN

COLUMNS = (
    *("number", "day", "way", "came", "went", "balance", "uncounted", "purpose", "payee", "source", "invoice"),
    *("matter", "state", "flags", "vouchers"),
)
HEADED = {"balance": "balance_after"}
MONEY = ("came", "went", "balance", "uncounted")
"""Columns of sums, in 元 with two decimals."""
ROOM_COLUMNS = ("number", "room", "area", "use", "owned", "let", "until", "rent", "matter")


def exported(
    texts: Texts, fund: Fund, *, keeps: bool, hashes: Mapping[int, Sequence[str]], at: datetime, zone: ZoneInfo
) -> Screen:
    """The file, and in words who may read what of it."""
    written = fund_workbook(texts, fund, keeps=keeps, hashes=hashes, at=at, zone=zone)
    name = texts.plain("funds.sheet.file", name=fund.name, day=at.astimezone(zone).date().isoformat())
    words = texts.say("funds.exported.keeps" if keeps else "funds.exported.masked", name=fund.name)
    return Screen(words, document=written, filename=name)


def fund_workbook(
    texts: Texts, fund: Fund, *, keeps: bool, hashes: Mapping[int, Sequence[str]], at: datetime, zone: ZoneInfo
) -> bytes:
    """One sheet, the first line first."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, PLAIN)
    book.set_properties({"created": at.astimezone(zone).replace(tzinfo=None)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet(texts.plain("funds.sheet.name"))
    sheet.write_string(0, 0, fund.name, bold)
    sheet.write_string(1, 0, texts.plain("funds.held", holder=fund.holder, tail=fund.tail))
    told = {"balance": balance(fund.balance), "at": dates.moment(texts, at, zone)}
    sheet.write_string(2, 0, texts.plain("funds.sheet.balance", **told))
    for column, name in enumerate(COLUMNS):
        sheet.write_string(4, column, texts.plain(f"funds.sheet.{HEADED.get(name, name)}"), bold)
    after = running(fund.lines)
    for row, line in enumerate(fund.lines, start=5):
        words = _words(texts, fund, line, keeps=keeps, hashes=hashes.get(line.number, ()))
        _write(sheet, row, words | _sums(line, after.get(line.number)), money)
    sheet.freeze_panes(5, 0)
    sheet.set_column(1, len(COLUMNS) - 1, 16)
    _rooms(book, texts, fund, at.astimezone(zone).date(), bold=bold, figures=money)
    book.close()
    return file.getvalue()


def _rooms(book: Any, texts: Texts, fund: Fund, today: date, *, bold: Any, figures: Any) -> None:
    """A sheet of the rooms and grounds; the last row has the sum of their areas."""
    found = register(fund.deeds)
    if not found:
        return
    sheet = book.add_worksheet(texts.plain("funds.key.rooms"))
    for column, name in enumerate(ROOM_COLUMNS):
        sheet.write_string(0, column, texts.plain(f"funds.sheet.{name}"), bold)
    for row, room in enumerate(found, start=1):
        values = _room(texts, fund, room, today)
        for column, name in enumerate(ROOM_COLUMNS):
            value = values[name]
            if isinstance(value, int):
                sheet.write_number(row, column, value / 100, figures)
            else:
                sheet.write_string(row, column, value)
    total = sum(room.place.area for room in found)
    sheet.write_string(len(found) + 1, 0, texts.plain("funds.sheet.total"), bold)
    sheet.write_number(len(found) + 1, ROOM_COLUMNS.index("area"), total / 100, figures)
    sheet.set_column(1, len(ROOM_COLUMNS) - 1, 16)


def _room(texts: Texts, fund: Fund, room: Room, today: date) -> dict[str, str | int]:
    """One of them; hundredths of a ㎡ and of a 元 as whole numbers."""
    let, place = room.let(today), room.place
    return {
        "number": str(room.entry.number),
        "room": on_card(room.entry.said.words),
        "area": place.area,
        "use": texts.plain(f"funds.rooms.use.{place.use}"),
        "owned": texts.plain(f"funds.rooms.whose.{place.owned}"),
        "let": "" if let is None else str(let.number),
        "until": "" if let is None or let.said.until is None else let.said.until.isoformat(),
        "rent": room.rent(fund, today.replace(month=1, day=1), today),
        "matter": "" if place.matter_number is None else str(place.matter_number),
    }


def _write(sheet: Any, row: int, values: Mapping[str, str | int], money: Any) -> None:
    """Sums as numbers of 元, exactly: a hundredth of whole 分 has two decimals."""
    for column, name in enumerate(COLUMNS):
        value = values.get(name, "")
        if isinstance(value, int):
            sheet.write_number(row, column, value / 100 if name in MONEY else value, money if name in MONEY else None)
        else:
            sheet.write_string(row, column, value)


def _sums(line: FundLine, after: int | None) -> dict[str, str | int]:
    """What came, what went, what is there then; what does not stand is apart, so that the columns add up."""
    if after is None:
        return {"uncounted": line.amount}
    way = "went" if line.kind is LineKind.OUT else "came"
    return {way: -line.amount if way == "went" else line.amount, "balance": after}


def _unsigned(line: FundLine) -> str:
    return "waits" if line.waits else "withdrawn" if line.withdrawn else "declined"


def _words(texts: Texts, fund: Fund, line: FundLine, *, keeps: bool, hashes: Sequence[str]) -> dict[str, str | int]:
    state = "stands" if line.stands else _unsigned(line)
    hidden = texts.plain("funds.sheet.hidden") if line.payee else ""
    return {
        "number": line.number,
        "day": line.on.isoformat(),
        "way": texts.plain(f"funds.way.{line.kind}"),
        "purpose": on_card(line.purpose),
        "payee": line.payee if keeps else hidden,
        "source": source(texts, line.source) if line.source else "",
        "invoice": line.invoice,
        "matter": "" if line.matter_number is None else str(line.matter_number),
        "state": texts.plain(f"funds.sheet.state.{state}"),
        "flags": texts.plain("funds.between").join(texts.plain(f"funds.flag.{flag}") for flag in flags_of(fund, line)),
        "vouchers": "\n".join(hashes),
    }
