"""Buttons of 公共用房和场地."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class OpenRegister(Button, prefix="zrg"):
    """[用房和场地]: a page of the accounts whose holders keep some."""

    page: int


@dataclass(frozen=True)
class ShowRooms(Button, prefix="zrl"):
    """What one account's holder keeps: a page of it."""

    fund_id: int
    page: int


@dataclass(frozen=True)
class WriteRoom(Button, prefix="zrn"):
    """[写一处]; a word says whose it is."""

    fund_id: int
    owned: str


@dataclass(frozen=True)
class ChangeRoom(Button, prefix="zrc"):
    """[改]; a word says what of it."""

    deed_id: int
    what: str


@dataclass(frozen=True)
class UseRoom(Button, prefix="zru"):
    """What it is for."""

    draft_id: int
    use: str


@dataclass(frozen=True)
class RoomDecision(Button, prefix="zrm"):
    """The owners' decision it is used so by; 0: none is named."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class LetRoom(Button, prefix="zrt"):
    """Which room a contract lets, by its number; 0: none of them."""

    draft_id: int
    number: int


@dataclass(frozen=True)
class MoreRooms(Button, prefix="zrp"):
    """[看别的], of the rooms a contract may let."""

    draft_id: int
    page: int
