"""Buttons of 一窗受理."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowServices(Button, prefix="bsl"):
    """[办事]: what may be done, a page of it."""

    page: int


@dataclass(frozen=True)
class ShowService(Button, prefix="bss"):
    """One service: its papers."""

    key: int


@dataclass(frozen=True)
class TakeNumber(Button, prefix="bsn"):
    """[取号]; `another`: 1 for somebody who came without a phone."""

    key: int
    another: int


@dataclass(frozen=True)
class MyErrands(Button, prefix="bsm"):
    """[我办的]."""


@dataclass(frozen=True)
class WaitingErrands(Button, prefix="bsw"):
    """[等着办的], for those who serve; a page of it."""

    page: int


@dataclass(frozen=True)
class ShowErrand(Button, prefix="bse"):
    """One errand."""

    errand_id: int


@dataclass(frozen=True)
class TickMaterial(Button, prefix="bst"):
    """[✓ 身份证]: brought, or that was a slip."""

    errand_id: int
    material: int


@dataclass(frozen=True)
class ErrandIs(Button, prefix="bsd"):
    """What a press alone says of it: missing, take, withdraw."""

    errand_id: int
    what: str


@dataclass(frozen=True)
class WriteOfErrand(Button, prefix="bsx"):
    """What is written of it: one thing more, what came of it, why not."""

    errand_id: int
    what: str


@dataclass(frozen=True)
class CorrectService(Button, prefix="bsc"):
    """[改清单]; key 0: a new service."""

    key: int


@dataclass(frozen=True)
class ServiceDays(Button, prefix="bsy"):
    """So many working days: the list stands from now on."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class LeaveErrand(Button, prefix="bsq"):
    """[算了]."""

    draft_id: int
