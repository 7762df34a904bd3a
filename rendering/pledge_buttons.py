"""Buttons of 凑钱."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowDrives(Button, prefix="cql"):
    """[凑钱]: a page of the list."""

    page: int = 0


@dataclass(frozen=True)
class ShowDrive(Button, prefix="cqs"):
    """One of them."""

    drive_id: int


@dataclass(frozen=True)
class NewDrive(Button, prefix="cqn"):
    """[要凑一笔]."""


@dataclass(frozen=True)
class DriveDays(Button, prefix="cqd"):
    """[7 天], [30 天], [60 天]."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class DriveUnmet(Button, prefix="cqu"):
    """What if it is not enough?"""

    draft_id: int
    unmet: str


@dataclass(frozen=True)
class ConfirmPledge(Button, prefix="cqc"):
    """What was typed is right."""

    draft_id: int


@dataclass(frozen=True)
class SettlesDrive(Button, prefix="cqy"):
    """[对，开始], [不凑了]."""

    drive_id: int
    yes: int


@dataclass(frozen=True)
class WritePledge(Button, prefix="cqw"):
    """[我凑一份], [收到一份], [退一份], [公布我的名字]: what is asked next is typed."""

    drive_id: int
    what: str


@dataclass(frozen=True)
class TakeBackPledge(Button, prefix="cqt"):
    """[收回我的]: asked back once."""

    drive_id: int
    sure: int


@dataclass(frozen=True)
class ShowGivers(Button, prefix="cqm"):
    """[写了名字的]: a page of those who asked to be named."""

    drive_id: int
    page: int


@dataclass(frozen=True)
class UnnamePledge(Button, prefix="cqh"):
    """[收回我的名字]: done at once."""

    drive_id: int


@dataclass(frozen=True)
class LeavePledge(Button, prefix="cqq"):
    """[算了]."""

    draft_id: int
    drive_id: int
