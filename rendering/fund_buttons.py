"""Buttons of 账目."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowFunds(Button, prefix="zml"):
    """[全部账户]."""


@dataclass(frozen=True)
class ShowFund(Button, prefix="zms"):
    """One account: a page of its lines, the latest first."""

    fund_id: int
    page: int


@dataclass(frozen=True)
class ShowLine(Button, prefix="zmi"):
    """One line."""

    line_id: int


@dataclass(frozen=True)
class NewFund(Button, prefix="zmn"):
    """[开一个账户]: an empty word asks which kind."""

    kind: str


@dataclass(frozen=True)
class PostLine(Button, prefix="zmp"):
    """[记收入], [记支出]."""

    fund_id: int
    kind: str


@dataclass(frozen=True)
class LineMatter(Button, prefix="zmm"):
    """The decision it goes out for."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class LineSkips(Button, prefix="zmk"):
    """[今天], [没有]: what is asked now needs no words."""

    draft_id: int
    what: str


@dataclass(frozen=True)
class ConfirmLine(Button, prefix="zmc"):
    """[记下]."""

    draft_id: int


@dataclass(frozen=True)
class CheckLine(Button, prefix="zmy"):
    """[账对，复核]: asked back once."""

    line_id: int
    sure: int


@dataclass(frozen=True)
class WriteLine(Button, prefix="zmw"):
    """[不对，退回], [冲正]: why is typed."""

    line_id: int
    what: str


@dataclass(frozen=True)
class SeeVouchers(Button, prefix="zmv"):
    """[看凭证]."""

    line_id: int


@dataclass(frozen=True)
class LeaveFund(Button, prefix="zmq"):
    """[算了]."""

    draft_id: int
    fund_id: int
