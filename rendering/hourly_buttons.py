"""Buttons of 计时服务."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowServicesByHour(Button, prefix="jsl"):
    """[计时服务]: a page of the list."""

    page: int = 0


@dataclass(frozen=True)
class ShowHourly(Button, prefix="jss"):
    """One service in one month; an empty word: this month."""

    service_id: int
    month: str


@dataclass(frozen=True)
class NewHourly(Button, prefix="jsn"):
    """[列一项]."""


@dataclass(frozen=True)
class SettlesHourly(Button, prefix="jsy"):
    """[对，列上], [不列了]."""

    service_id: int
    yes: int


@dataclass(frozen=True)
class EndHourly(Button, prefix="jse"):
    """[以后不做了]: asked back once."""

    service_id: int
    sure: int


@dataclass(frozen=True)
class SignIn(Button, prefix="jsi"):
    """[签到]."""

    service_id: int


@dataclass(frozen=True)
class HourlyDone(Button, prefix="jsd"):
    """[做了 120 分钟]."""

    draft_id: int
    minutes: int


@dataclass(frozen=True)
class HourlyShort(Button, prefix="jsx"):
    """[没做满]."""

    draft_id: int


@dataclass(frozen=True)
class JudgeMonth(Button, prefix="jsj"):
    """[做得好], asked back once; [有没做好的]."""

    service_id: int
    month: str
    fine: int
    sure: int


@dataclass(frozen=True)
class SeeVisits(Button, prefix="jsv"):
    """[看照片]: those of a month."""

    service_id: int
    month: str


@dataclass(frozen=True)
class PayMonth(Button, prefix="jsp"):
    """[付这个月的]: 0 asks from which account."""

    service_id: int
    month: str
    fund_id: int


@dataclass(frozen=True)
class MorePayers(Button, prefix="jsg"):
    """[看别的], of the accounts a month may be paid from."""

    service_id: int
    month: str
    page: int


@dataclass(frozen=True)
class ChangeFee(Button, prefix="jsf"):
    """[改收费标准]."""


@dataclass(frozen=True)
class ConfirmHourly(Button, prefix="jsc"):
    """What was typed is right."""

    draft_id: int


@dataclass(frozen=True)
class LeaveHourly(Button, prefix="jsq"):
    """[算了]."""

    draft_id: int
