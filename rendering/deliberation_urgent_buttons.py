"""Buttons of urgent repairs (急修的按键)."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class AskUrgent(Button, prefix="mua"):
    """[有危险，等不得]: will it hurt somebody now?"""

    compound_id: int


@dataclass(frozen=True)
class AskWater(Button, prefix="muw"):
    """[水泵、水管的险情]: which of them."""

    compound_id: int


@dataclass(frozen=True)
class ChooseDanger(Button, prefix="muk"):
    """It is this danger; empty: none of these."""

    compound_id: int
    danger: str


@dataclass(frozen=True)
class ChoosePayer(Button, prefix="mup"):
    """They pay; empty: common income."""

    draft_id: int
    payer: str


@dataclass(frozen=True)
class RaiseAlarm(Button, prefix="mug"):
    """[报给另一位委员核对]."""

    draft_id: int


@dataclass(frozen=True)
class DropAlarm(Button, prefix="muz"):
    """[算了]."""

    draft_id: int
