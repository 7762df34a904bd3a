"""Buttons of 结算单."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowSheets(Button, prefix="jel"):
    """[结算单]: a page of the list."""

    page: int = 0


@dataclass(frozen=True)
class ShowSheet(Button, prefix="jes"):
    """One sheet."""

    sheet_id: int


@dataclass(frozen=True)
class SheetLines(Button, prefix="jei"):
    """[逐行看]: a page of its lines."""

    sheet_id: int
    page: int


@dataclass(frozen=True)
class NewSheet(Button, prefix="jen"):
    """[结一年]: 0 asks of which account."""

    fund_id: int


@dataclass(frozen=True)
class MoreSheetFunds(Button, prefix="jef"):
    """[看别的], of the accounts a year may be settled of."""

    page: int


@dataclass(frozen=True)
class WriteSheet(Button, prefix="jew"):
    """[添一行], [记结余用途]: an empty word asks under which head."""

    sheet_id: int
    head: str


@dataclass(frozen=True)
class SheetMatter(Button, prefix="jem"):
    """The decision by which what was left is used."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class ConfirmSheetLine(Button, prefix="jec"):
    """[对，添上]."""

    draft_id: int


@dataclass(frozen=True)
class TakeOutLine(Button, prefix="jet"):
    """[去掉]."""

    sheet_id: int
    line_id: int


@dataclass(frozen=True)
class AskSheet(Button, prefix="jea"):
    """[请人核对]."""

    sheet_id: int


@dataclass(frozen=True)
class SettlesSheet(Button, prefix="jey"):
    """[对，公布], asked back once; [退回去改]."""

    sheet_id: int
    yes: int
    sure: int


@dataclass(frozen=True)
class LeaveSheet(Button, prefix="jeq"):
    """[算了]."""

    draft_id: int
    sheet_id: int
