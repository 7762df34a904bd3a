"""Buttons of 收费和服务: the hub, and 预交."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowFees(Button, prefix="fel"):
    """[收费和服务]."""


@dataclass(frozen=True)
class ShowRounds(Button, prefix="yjl"):
    """[预交]: a page of the list."""

    page: int = 0


@dataclass(frozen=True)
class ShowRound(Button, prefix="yjr"):
    """One round: a page of its buildings."""

    round_id: int
    page: int


@dataclass(frozen=True)
class ShowBuilding(Button, prefix="yjb"):
    """One building's ledger."""

    round_id: int
    building_id: int


@dataclass(frozen=True)
class NewRound(Button, prefix="yjn"):
    """[开一期预交]."""


@dataclass(frozen=True)
class RoundBasis(Button, prefix="yjm"):
    """By the ㎡, or by the home."""

    draft_id: int
    basis: str


@dataclass(frozen=True)
class SettlesRound(Button, prefix="yjy"):
    """[对，开始], [不开了]: of a round that waits for its second person."""

    round_id: int
    yes: int


@dataclass(frozen=True)
class WritePrepay(Button, prefix="yjw"):
    """[收一户], [花一笔], [退一户]: what is asked next is typed."""

    round_id: int
    building_id: int
    what: str


@dataclass(frozen=True)
class TakeFee(Button, prefix="yjt"):
    """[收 240.00 元]; `left`: what the home had to pay when it was drawn, so that a second tap takes nothing."""

    round_id: int
    unit_id: int
    amount: int
    left: int


@dataclass(frozen=True)
class OtherAmount(Button, prefix="yjo"):
    """[收别的数]."""

    round_id: int
    unit_id: int


@dataclass(frozen=True)
class VoidReceipt(Button, prefix="yjv"):
    """[收错了]: asked back once."""

    line_id: int
    sure: int


@dataclass(frozen=True)
class HandIn(Button, prefix="yjh"):
    """[交账]: asked back once."""

    round_id: int
    building_id: int
    sure: int


@dataclass(frozen=True)
class ConfirmPrepay(Button, prefix="yjc"):
    """What was typed is right."""

    draft_id: int


@dataclass(frozen=True)
class AskSettlement(Button, prefix="yjs"):
    """[结算]: asked back once."""

    round_id: int
    building_id: int
    next_id: int
    sure: int


@dataclass(frozen=True)
class SettlesBuilding(Button, prefix="yjz"):
    """[对，结算], [先不结]."""

    settlement_id: int
    yes: int


@dataclass(frozen=True)
class LeavePrepay(Button, prefix="yjq"):
    """[算了]."""

    draft_id: int
    round_id: int
